"""Esc and what is typed right after it are two keys; the codes of keys and of the terminal stay whole."""

from __future__ import annotations

import pytest
from textual import constants, events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.widgets import Input

from newsreader.tui.escape import KeyParser, edits_words


@pytest.fixture(autouse=True)
def _no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "ESCAPE_DELAY", 0.0)


def read(*typed: str, editing: bool = False) -> list[str]:
    """The names of the keys (or what else it is) of pieces that come one after the other; `…` is a while without any."""
    parser = KeyParser(editing=lambda: editing)
    found = [each for piece in typed for each in (parser.tick() if piece == "…" else parser.feed(piece))]
    return [each.key if isinstance(each, events.Key) else type(each).__name__ for each in found]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("j", "j"), ("Q", "Q"), ("f", "f"), ("b", "b"), ("/", "slash"), (":", "colon"), (" ", "space"), ("\r", "enter"), ("1", "1"),
        ("é", "é"), ("\t", "tab"), ("\x7f", "backspace"), ("\x04", "ctrl+d"),
    ],
)  # fmt: skip
def test_a_key_right_after_escape_is_itself(typed: str, keys: str) -> None:
    assert read(f"\x1b{typed}") == ["escape", keys]
    assert read("\x1b", typed) == ["escape", keys]
    assert read(f"x\x1b{typed}y") == ["x", "escape", keys, "y"]


@pytest.mark.parametrize("typed", ["O", "["])
def test_one_that_may_begin_a_code_is_too_when_nothing_follows(typed: str) -> None:
    name = {"[": "left_square_bracket"}.get(typed, typed)
    assert read(f"\x1b{typed}", "…") == ["escape", name]
    assert read(f"\x1b{typed}", "…", "j") == ["escape", name, "j"]


def test_escape_alone_is_one_key_however_often() -> None:
    assert read("\x1b", "…") == ["escape"]
    assert read("\x1b\x1b", "…") == ["escape", "escape"]
    assert read("\x1b", "\x1bj") == ["escape", "escape", "j"]


@pytest.mark.parametrize("pieces", [("\x1b[A",), ("\x1b", "[A"), ("\x1b", "[", "A"), ("\x1bO", "A"), ("j\x1b[Aj",)])
def test_the_code_of_a_key_stays_whole(pieces: tuple[str, ...]) -> None:
    assert [key for key in read(*pieces, "…") if key != "j"] == ["up"]


def test_what_the_terminal_says_is_no_key() -> None:
    assert read("\x1b[<35;10;5M") == ["MouseMove"]
    assert read("\x1b[I", "\x1b[O") == ["AppFocus", "AppBlur"]


def test_what_is_pasted_stays_whole() -> None:
    assert read("\x1b[200~one two\x1b[201~", "j") == ["Paste", "j"]
    assert read("\x1b[200~a", "b\x1b[201~", "\x1bj") == ["Paste", "escape", "j"]


def test_alt_still_goes_by_words_where_there_are_some() -> None:
    assert read("\x1bf", "\x1bb", "\x1b\x7f", editing=True) == ["ctrl+right", "ctrl+left", "ctrl+w"]
    assert read("\x1bj", editing=True) == ["escape", "j"]


async def test_there_are_some_where_a_line_of_text_has_the_keys() -> None:
    async with App[None]().run_test() as pilot:
        assert not edits_words(pilot.app.screen.focused)
        line = Input()
        await pilot.app.mount(line)
        line.focus()
        await pilot.pause()
        assert not edits_words(pilot.app.screen.focused)
        line.value = "two words"
        assert edits_words(pilot.app.screen.focused)


def test_the_toolkit_names_its_parser_where_ours_takes_its_place() -> None:
    assert "XTermParser" in LinuxDriver.run_input_thread.__code__.co_names
