"""Site rules in the format that FiveFilters and Wallabag share (`ftr-site-config`), as far as an article wants them."""

from __future__ import annotations

import re

from newsreader.declutter.siterules import wrong_selector
from newsreader.model.sites import SiteRules

_LONGEST = 200_000
_MOST = 500
_LINE = re.compile(r"\s*(?P<key>[a-z_]+)(?:\([^)]*\))?\s*:\s*(?P<value>.*?)\s*")
_NAME = re.compile(r"[^'\"\s]{1,200}")


def read_ftr(text: str, host: str = "") -> SiteRules:
    """The rules of a file: `title`, `body`, `strip`, `strip_id_or_class` and `strip_image_src`; other directives are passed over.

    An XPath that can't be read is left out: the files come from many hands.
    """
    title: list[str] = []
    body: list[str] = []
    strip: list[str] = []
    for line in text[:_LONGEST].splitlines():
        found = None if line.lstrip().startswith("#") else _LINE.fullmatch(line)
        if found is None or not found["value"]:
            continue
        key, value = found["key"], found["value"]
        name = value.strip("\"'")
        if key in ("title", "body", "strip"):
            {"title": title, "body": body, "strip": strip}[key].append(value)
        elif key == "strip_id_or_class" and _NAME.fullmatch(name):
            strip.append(f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ') or contains(@id, '{name}')]")
        elif key == "strip_image_src" and _NAME.fullmatch(name):
            strip.append(f"//img[contains(@src, '{name}')]")
    return SiteRules(host, body=_read(body), strip=_read(strip), title=_read(title))


def _read(selectors: list[str]) -> tuple[str, ...]:
    return tuple(each for each in selectors[:_MOST] if wrong_selector(each) is None)
