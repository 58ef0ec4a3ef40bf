"""Site rules in the format that FiveFilters and Wallabag share (`ftr-site-config`), as far as an article wants them."""

from __future__ import annotations

import re
from typing import Any

from newsreader.declutter.siterules import wrong_selector
from newsreader.model.sites import SiteRules

_LONGEST = 200_000
_MOST = 500
_LINE = re.compile(r"\s*(?P<key>[a-z_]+)(?:\((?P<of>.*?)\))?\s*:\s*(?P<value>.*?)\s*")
_NAME = re.compile(r"[^'\"\s]{1,200}")
_SELECTORS = {
    "title": "title",
    "body": "body",
    "strip": "strip",
    "author": "author",
    "date": "date",
    "next_page_link": "next",
    "single_page_link": "single",
}
_OF_NO_MATTER = ("test_url", "test_contains", "test_title", "test_date", "test_author", "test_language")


def read_ftr(text: str, host: str = "") -> SiteRules:
    """The rules of a file: where things are (`title body author date strip…`), its links (`next_page_link`, `single_page_link`), and what
    to replace in the source (`find_string`, `replace_string`).

    An XPath that can't be read is left out: the files come from many hands. Directives for other programs' parsers and requests (`tidy`,
    `prune`, `parser`, `http_header`, …) aren't followed but named in `unheeded`.
    """
    found: dict[str, list[str]] = {name: [] for name in _SELECTORS.values()}
    replace: list[tuple[str, str]] = []
    find: str | None = None
    last = ""
    unheeded: dict[str, None] = {}
    for line in text[:_LONGEST].splitlines():
        read = None if line.lstrip().startswith("#") else _LINE.fullmatch(line)
        if read is None or not (read["value"] or read["key"] == "replace_string"):
            continue
        key, value = read["key"], read["value"]
        name = value.strip("\"'")
        if key in _SELECTORS:
            found[_SELECTORS[key]].append(value)
        elif key == "strip_id_or_class" and _NAME.fullmatch(name):
            found["strip"].append(f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ') or contains(@id, '{name}')]")
        elif key == "strip_image_src" and _NAME.fullmatch(name):
            found["strip"].append(f"//img[contains(@src, '{name}')]")
        elif key == "find_string":
            find = value
        elif key == "replace_string":
            of = read["of"] or find
            if of:
                replace.append((of, value))
            find = None
        elif key == "if_page_contains" and last in ("next_page_link", "single_page_link"):  # a condition for the link before it
            links = found[_SELECTORS[last]]
            links[-1] = f"({links[-1]})[{value}]"
        elif key not in _OF_NO_MATTER:
            unheeded[key] = None
        last = key
    selectors: dict[str, Any] = {
        name: tuple(each for each in given[:_MOST] if wrong_selector(each) is None) for name, given in found.items()
    }
    return SiteRules(host, **selectors, replace=tuple(replace[:_MOST]), unheeded=tuple(unheeded)[:_MOST])
