"""A site's rules changed from the reader, undoably: a piece of `sites/HOST.toml` and its record. Light: the TUI calls it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from newsreader.config.sites import rule_text, site_file, with_rule, without_rule, write_site
from newsreader.library.marks import Change
from newsreader.model.sites import SiteRule, shown_host
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.errors import StoreError

RuleKey = Literal["hide", "show"]
_WORDS = {"hide": "hidden on {host}: {rule}", "show": "shown on {host}: {rule}"}


class NoRule(Exception):
    """No rule can be made of what was pointed at; the message says why."""


def add_rule(store: Store, folder: Path, host: str, key: RuleKey, rule: SiteRule) -> Change:
    """Add a rule to a site's file. Raises StoreError where the file can't be written."""
    path = site_file(folder, host)
    if path is None:
        raise StoreError(f"{shown_host(host)} can't be the name of a file of rules")
    piece = rule_text(key, rule)
    words = _WORDS[key].format(host=shown_host(host), rule=rule.words)
    facts = {"file": str(path), "piece": piece, "host": host}
    with store.writing():
        journal.record_site(store, facts, words, int(time.time()))
        _write(path, with_rule(_text(path), host, piece))
    return Change(words, 1, host)


def put_back(facts: Mapping[str, str], back: bool) -> None:
    """Take a rule out of its file again, or put it in once more. Raises StoreError where that can't be done."""
    path, piece = Path(facts["file"]), facts["piece"]
    text = _text(path)
    changed = without_rule(text, piece) if back else with_rule(text, facts["host"], piece)
    if changed is None:
        raise StoreError(f"{path} was edited since: the rule isn't in it as it was added, so take it out there by hand")
    _write(path, changed)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path} can't be read: {error}") from error


def _write(path: Path, text: str) -> None:
    try:
        write_site(path, text)
    except OSError as error:
        raise StoreError(f"{path} can't be written: {error.strerror or error}") from error
