"""What keys are called."""

from __future__ import annotations

import pytest

from newsreader.config.actions import ACTIONS
from newsreader.config.keynames import known_key, wrong_key


def test_every_key_that_comes_with_the_program_is_one() -> None:
    keys = {key for action in ACTIONS for sequence in action.keys for key in sequence.split(" ")}
    assert [(key, wrong_key(key)) for key in keys if wrong_key(key)] == []
    assert [key for key in keys if known_key(key) != key] == []


@pytest.mark.parametrize("key", ["j", "J", "é", "ж", "/", "f12", "shift+tab", "ctrl+d", "ctrl+shift+left", "ctrl+@", "Ctrl+D", "PageUp"])
def test_these_are_keys(key: str) -> None:
    assert wrong_key(key) == ""
    assert known_key(key) == (key if len(key) == 1 else key.lower())


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("esc", '"escape"'), ("Return", '"enter"'), ("PgDn", '"pagedown"'), ("^D", '"ctrl+d"'), ("C-x", '"ctrl+x"'), ("slash", '"/"'),
        ("question_mark", '"?"'), ("shift+j", '"J"'), ("entr", '"enter"'), ("gg", '"g g"'), ("S-Tab", '"shift+tab"'), ("ctrl+]", "ctrl+right_"),
        ("f25", '"f2'),
    ],
)  # fmt: skip
def test_what_was_meant_by_others_is_said(name: str, meant: str) -> None:
    assert known_key(name) is None
    assert f"{name}\" is no key" in wrong_key(name)
    assert meant in wrong_key(name)


def test_no_sequence_is_meant_where_one_key_is_wanted() -> None:
    assert "a key is one character" in wrong_key("gg", alone=True)
    assert wrong_key("esc", alone=True) == wrong_key("esc")


def test_modifiers_come_in_any_order() -> None:
    assert known_key("Shift+Ctrl+Left") == "ctrl+shift+left"
    assert known_key("ctrl+ctrl+left") is None
    assert "a key is one character" in wrong_key("ctrl+ö")


def test_what_is_like_nothing_hears_what_there_is() -> None:
    assert "a key is one character, ctrl+ and a letter, or one of enter, tab, escape" in wrong_key("schaltfläche")


def test_what_a_terminal_cannot_tell_apart_is_refused() -> None:
    assert wrong_key("ctrl+M") == '"ctrl+M" can\'t be told from enter in a terminal'
    assert wrong_key("^J") == wrong_key("ctrl+j")
    assert "keys with Alt do nothing here" in wrong_key("alt+j")
    assert "keys with Alt do nothing here" in wrong_key("M-x")
