"""A site's rules in a file of its own, `sites/HOST.toml`: read and checked, and lines added to it and taken out again.

    body = "article .story"          # a CSS selector or an XPath, or a list of them: the first that finds something counts
    strip = ["//aside", "div.ticker"]
    title = "h1.headline"
    author = ".byline b"             # `date` likewise
    next = "a.next-page"             # the link to the next page of the same article
    single = "a.on-one-page"         # the link to all of it on one page

    [[hide]]                         # `match`, `text`, or both
    match = "div.promo-box"          # a tag with classes or an id
    text = "Also read: *"            # a block's words; a star at the end: may go on
    added = "2026-11-23"             # `added` and `note` are for people

    [[show]]                         # the same, and the kind and reason with which it was hidden
    match = "div.related"
    kind = "related"
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from newsreader.config.problems import Problem, quoted, read_toml, unknown
from newsreader.model.sites import SELECTORS, SiteRule, SiteRules, shown_host
from newsreader.text.clean import clean

Check = Callable[[str], str | None]
"""Says in words why a selector (or a `match`) can't be read; None: it can."""

_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*(?:[:_][0-9]{1,5})?")
_RULES = ("hide", "show")
_PARTS = ("match", "text", "kind", "reason", "note", "added")
_KINDS = ("ad", "share", "related", "newsletter", "navigation", "repeat", "icon", "promo", "comments", "other")
_MOST = 500


def host_of_rules(host: str) -> str | None:
    """A host as its file is named: lower case, without `www.`, `_` before a port; None for what can't be a file's name."""
    name = host.lower().rstrip(".").removeprefix("www.")
    return name.replace(":", "_") if _HOST.fullmatch(name) else None


def site_file(folder: Path, host: str) -> Path | None:
    """The file of a host's rules, whether it is there or not."""
    name = host_of_rules(host)
    return None if name is None else folder / f"{name}.toml"


def read_site(path: Path, wrong_selector: Check, wrong_match: Check) -> tuple[SiteRules, tuple[Problem, ...]]:
    """The rules of a file, and what is wrong in it: a rule that can't be read is left out and told, the others count."""
    table, problems = read_toml(path)
    found = list(problems)
    lines = _lines_of(path) if table else []
    given: dict[str, tuple[Any, ...]] = {}
    for key, value in table.items():
        line = _line(lines, rf"\s*{re.escape(key)}\s*=")
        if key in SELECTORS:
            selectors = [value] if isinstance(value, str) else value
            if not isinstance(selectors, list) or not all(isinstance(each, str) for each in selectors):
                found.append(Problem(path, f"is {quoted(value)}, not a selector or a list of them", key, line))
                continue
            causes = [(each, wrong_selector(each)) for each in selectors[:_MOST]]
            found += [Problem(path, cause, key, line) for _, cause in causes if cause]
            given[key] = tuple(each for each, cause in causes if cause is None)
        elif key in _RULES:
            rules, wrong = _rules(path, key, value, wrong_match, lines)
            given[key] = rules
            found += wrong
        else:
            found.append(Problem(path, unknown(key, (*SELECTORS, *_RULES)), key, line))
    return SiteRules(path.stem, **given), tuple(found)


def _rules(path: Path, key: str, value: Any, wrong_match: Check, lines: list[str]) -> tuple[tuple[SiteRule, ...], list[Problem]]:
    if not isinstance(value, list):
        return (), [Problem(path, f"is {quoted(value)}; rules stand under [[{key}]]", key, _line(lines, rf"\s*\[?{key}\b"))]
    rules: list[SiteRule] = []
    wrong: list[Problem] = []
    for number, part in enumerate(value[:_MOST]):
        cause = _wrong_rule(key, part, wrong_match)
        if cause is None:
            rules.append(SiteRule(**{name: clean(str(item)) for name, item in part.items()}))
        else:
            wrong.append(Problem(path, cause, f"[[{key}]] {number + 1}", _line(lines, rf"\s*\[\[\s*{key}\s*\]\]", number)))
    return tuple(rules), wrong


def _wrong_rule(key: str, part: Any, wrong_match: Check) -> str | None:
    if not isinstance(part, dict):
        return f"is {quoted(part)}, not a rule"
    for name, item in part.items():
        if name not in _PARTS:
            return f"{quoted(name)} {unknown(name, _PARTS)}"
        if not isinstance(item, str) and name != "added":
            return f"{name} is {quoted(item)}, not text"
    if "match" in part and (cause := wrong_match(part["match"])):
        return f"match {cause}"
    if "kind" in part and part["kind"] not in _KINDS:
        return f"kind is {quoted(part['kind'])}, not {', '.join(_KINDS[:-1])} or {_KINDS[-1]}"
    needed = ("match", "text") if key == "hide" else ("match", "text", "reason", "kind")
    if not any(str(part.get(name, "")).strip() for name in needed):
        return f"says nothing to {key}: {' or '.join(needed)} does"
    if key == "hide" and ("kind" in part or "reason" in part):
        return "kind and reason belong to what is hidden, under [[show]]"
    return None


def _lines_of(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


def _line(lines: list[str], pattern: str, number: int = 0) -> int | None:
    """The line of the file, from 1 on, that is the so-manieth to begin in a way."""
    found = [at for at, line in enumerate(lines, 1) if re.match(pattern, line)]
    return found[number] if number < len(found) else None


def rule_text(key: str, rule: SiteRule) -> str:
    """A rule as it stands in the file."""
    parts = [(name, getattr(rule, name)) for name in _PARTS if getattr(rule, name)]
    return "".join([f"[[{key}]]\n", *(f"{name} = {_string(value)}\n" for name, value in parts)])


def _string(value: str) -> str:
    """A TOML string: JSON's escapes are TOML's too, for text that is clean."""
    return json.dumps(clean(value), ensure_ascii=False).replace("\x7f", "")


def with_rule(text: str, host: str, piece: str) -> str:
    """A file's text with a rule at its end; a new file says first what it is."""
    head = text if text.strip() else f"# What newsreader hides and shows on {shown_host(host)}: yours to edit, to comment and to share.\n"
    return f"{head.rstrip()}\n\n{piece}"


def without_rule(text: str, piece: str) -> str | None:
    """A file's text without a rule that was added to it; None where it isn't there as it was added."""
    at = text.rfind(piece)
    if at < 0:
        return None
    return f"{text[:at].rstrip()}\n{text[at + len(piece):]}"


def write_site(path: Path, text: str) -> None:
    """Put a file's text in its place whole, or not at all; raises OSError."""
    import tempfile  # here, since it is hardly ever wanted and the screen's process reads this module

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
