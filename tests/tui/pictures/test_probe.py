from __future__ import annotations

import os
import pty
import threading

import pytest

from newsreader.images.shape import Cell
from newsreader.tui.pictures.probe import Canvas, Said, ask_terminal, cell_size, probe

CELL = Cell(9, 18)
KITTY = {"TERM": "xterm-kitty", "COLORTERM": "truecolor", "KITTY_WINDOW_ID": "1"}
XTERM = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


def yes() -> Said:
    return Said(kitty=True)


def never() -> Said:
    raise AssertionError("this terminal is not to be asked")


@pytest.mark.parametrize(
    "environ",
    [KITTY, {"TERM": "xterm-kitty"}, {"TERM": "xterm-ghostty"}, {**XTERM, "KITTY_WINDOW_ID": "3"}, {**XTERM, "TERM_PROGRAM": "ghostty"}],
)
def test_a_terminal_that_is_known_to_have_placeholders_is_asked(environ: dict[str, str]) -> None:
    assert probe("auto", environ, yes, CELL) == Canvas("kitty", CELL)
    assert probe("auto", environ, Said, CELL) == Canvas("halfblock", CELL)


@pytest.mark.parametrize(
    "environ",
    [
        XTERM,
        {"TERM": "xterm-256color"},
        {**XTERM, "TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0", "KITTY_WINDOW_ID": "1"},  # noqa: S108
        {**KITTY, "TMUX": "/tmp/tmux-0/default,1,0"},  # noqa: S108
        {**XTERM, "TERM": "screen-256color", "KITTY_WINDOW_ID": "1"},
    ],
)
def test_every_other_terminal_with_colours_gets_half_blocks_and_no_question(environ: dict[str, str]) -> None:
    assert probe("auto", environ, never, CELL) == Canvas("halfblock", CELL)


@pytest.mark.parametrize(
    "environ",
    [
        {**XTERM, "XTERM_VERSION": "XTerm(379)"},
        {**XTERM, "TERM": "foot"},
        {**KITTY, "WEZTERM_PANE": "0"},
        {**XTERM, "TERM_PROGRAM": "WezTerm"},
        {**XTERM, "KONSOLE_VERSION": "230800", "KITTY_WINDOW_ID": "1"},
    ],
)
def test_a_terminal_that_may_have_sixels_is_asked_and_has_them_only_if_it_says_so(environ: dict[str, str]) -> None:
    assert probe("auto", environ, lambda: Said(kitty=True, sixel=True), CELL) == Canvas("sixel", CELL)
    assert probe("auto", environ, lambda: Said(kitty=True), CELL) == Canvas("halfblock", CELL)
    assert probe("auto", environ, lambda: Said(sixel=True, cell=CELL), None) == Canvas("sixel", CELL)
    assert probe("auto", environ, lambda: Said(sixel=True), None) == Canvas("halfblock")  # nobody knows how large a cell is
    assert probe("auto", {**environ, "TMUX": "x"}, never, CELL) == Canvas("halfblock", CELL)
    assert probe("auto", {**environ, "NO_COLOR": "1"}, never, CELL) == Canvas("alt", CELL)


def test_kitty_draws_its_own_pictures_although_it_says_that_it_has_sixels_too() -> None:
    assert probe("auto", KITTY, lambda: Said(kitty=True, sixel=True), CELL) == Canvas("kitty", CELL)


def test_sixels_by_setting_want_to_know_the_size_of_a_cell() -> None:
    assert probe("sixel", XTERM, never, CELL) == Canvas("sixel", CELL)
    assert probe("sixel", XTERM, lambda: Said(cell=CELL), None) == Canvas("sixel", CELL)
    assert probe("sixel", XTERM, Said, None) == Canvas("halfblock")


@pytest.mark.parametrize("environ", [{**XTERM, "NO_COLOR": "1"}, {**KITTY, "NO_COLOR": ""}, {"TERM": "linux"}, {"TERM": "dumb"}, {}])
def test_without_colours_words_stand_for_pictures(environ: dict[str, str]) -> None:
    assert probe("auto", environ, never, CELL) == Canvas("alt", CELL)


@pytest.mark.parametrize(("setting", "way"), [("alt", "alt"), ("off", "alt"), ("halfblock", "halfblock"), ("kitty", "kitty")])
def test_the_setting_has_the_last_word(setting: str, way: str) -> None:
    assert probe(setting, KITTY, never, CELL).way == way
    assert probe(setting, XTERM, never, CELL).way == way


def test_kitty_by_setting_goes_through_tmux() -> None:
    assert probe("kitty", {**KITTY, "TMUX": "x"}, never, CELL).tmux
    assert not probe("kitty", KITTY, never, CELL).tmux


@pytest.mark.parametrize(
    ("answer", "draws"),
    [
        (b"\x1b_Gi=31;OK\x1b\\\x1b[?62;c", Said(kitty=True)),
        (b"\x1b_Gi=31;ENOTSUPPORTED:no\x1b\\\x1b[?62;c", Said()),
        (b"\x1b[?1;2c", Said()),
        (b"jj\x1b_Gi=31;OK\x1b\\\x1b[?62;22c", Said(kitty=True)),
        (b"\x1b[6;18;9t\x1b[?62;4;22c", Said(sixel=True, cell=Cell(9, 18))),
        (b"\x1b[6;0;0t\x1b[?63;1;2;4;6;9;15;22c", Said(sixel=True)),
        (b"\x1b[?4c", Said()),
        (b"\x1b[?64;14;44c", Said()),
    ],
)
def test_a_terminal_is_believed_when_it_says_yes(answer: bytes, draws: Said) -> None:
    outside, inside = pty.openpty()
    asked = bytearray()

    def terminal() -> None:
        while not asked.endswith(b"\x1b[c"):
            asked.extend(os.read(outside, 100))
        os.write(outside, answer)

    thread = threading.Thread(target=terminal, daemon=True)
    thread.start()
    assert ask_terminal(inside, inside, patience=30) == draws
    thread.join()
    assert b"a=q" in asked
    assert b",U=1;" in asked  # a kitty without placeholders doesn't know the key, and says nothing
    os.close(inside)
    os.close(outside)


def test_a_terminal_that_never_answers_is_not_waited_for_for_ever() -> None:
    outside, inside = pty.openpty()
    assert ask_terminal(inside, inside, patience=0.01) == Said()
    os.close(inside)
    os.close(outside)


def test_a_pipe_is_no_terminal() -> None:
    reading, writing = os.pipe()
    assert ask_terminal(reading, writing) == Said()
    assert cell_size(reading) is None
    os.close(reading)
    os.close(writing)
