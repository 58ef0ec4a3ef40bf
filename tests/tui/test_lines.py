"""The base of the panes: columns that hold whatever the terminal thinks, colours that obey the theme and NO_COLOR, text that can be selected."""

from __future__ import annotations

import gc
import re

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.geometry import Offset, Region, Size
from textual.selection import Selection
from textual.strip import Strip
from textual.theme import Theme

from newsreader.text.width import most
from newsreader.tui.panes.lines import GAP, LinePane, Row

ROWS = ("plain words", "नमस्ते दुनिया", "日本語 👨‍👩‍👧", "السلام عليكم")


class Pane(LinePane):
    """Rows of words with a number in a column at the right."""

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(ROWS))

    def line(self, y: int, width: int, base: Style) -> Strip:
        text = ROWS[(y + round(self.scroll_y)) % len(ROWS)]
        strip = Strip([Segment(text, self.style("error"))])
        return self.highlighted(
            Strip([*strip.adjust_cell_length(width - 3, base), GAP, Segment("123", self.style("dim", on="selection"))], width), y
        )


class Screen(App[None]):
    """Two such panes side by side."""

    CSS = "Screen { layout: horizontal; } Pane { width: 1fr; height: 1fr; background: #101010; }"

    def __init__(self, ansi: bool = False) -> None:
        super().__init__()
        colors = {"primary": "ansi_blue", "error": "ansi_red", "background": "ansi_default", "foreground": "ansi_default"}
        hexes = {"primary": "#0000ff", "error": "#ff0000", "background": "#000000", "foreground": "#ffffff"}
        chosen = colors if ansi else hexes
        variables = {"dim": "ansi_bright_black", "selection": "ansi_black", "ansi-background": "ansi_default"} if ansi else {"dim": "#777777", "selection": "#222222"}
        self.register_theme(Theme("ours", **chosen, variables=variables, ansi=ansi))  # type: ignore[arg-type]
        self.theme = "ours"

    def compose(self) -> ComposeResult:
        yield Pane(id="left")
        yield Pane(id="right")


def painted(pane: Pane) -> list[Strip]:
    return pane.render_lines(Region(0, 0, pane.size.width, 4))


def colours(pane: Pane) -> set[tuple[int, int, int]]:
    found = set()
    for strip in painted(pane):
        for part in strip:
            if part.text.strip() and not part.control and part.style and part.style.color and part.style.color.triplet:
                red, green, blue = part.style.color.triplet
                found.add((red, green, blue))
    return found


async def test_every_row_begins_in_its_panes_column() -> None:
    app = Screen()
    async with app.run_test(size=(60, 4)):
        for pane, column in ((app.query_one("#left", Pane), 1), (app.query_one("#right", Pane), 31)):
            for strip in painted(pane):
                assert next(iter(strip)).text == f"\x1b[{column}G"


async def test_a_gap_pins_the_next_column_and_unsure_words_are_written_last() -> None:
    app = Screen()
    async with app.run_test(size=(60, 4)):
        plain, hindi = painted(app.query_one("#right", Pane))[:2]
        for strip in (plain, hindi):
            texts = [part.text for part in strip]
            assert texts[texts.index("123") - 1] == "\x1b[58G"
        assert [part.text for part in plain].count(ROWS[0]) <= 1
        again = [part for part in hindi if ROWS[1] in part.text]
        assert len(again) == 2
        assert again[-1].control
        assert list(hindi).index(again[-1]) > [part.text for part in hindi].index("123")


def on_a_terminal_that_joins_nothing(strip: Strip) -> str:
    """What a row comes to where every letter of a syllable takes a cell of its own, as in tmux."""
    cells: dict[int, str] = {}
    at = 0
    for part in strip:
        if pin := re.fullmatch(r"\x1b\[(\d+)G", part.text):
            at = int(pin[1]) - 1
            continue
        for character in part.text:
            if not (cells_taken := most(character)):
                cells[at - 1] = cells.get(at - 1, "") + character
                continue
            cells[at] = character
            at += cells_taken
    return "".join(cells[each] for each in sorted(cells))


class Running(LinePane):
    """Rows of text in which the style changes in the middle, and a count at the end."""

    def line(self, y: int, width: int, base: Style) -> Strip:
        parts = [Segment("  ", base), Segment("हिसाब से अब तक ", base), Segment("तीन हज़ार एक सौ बारह", base + Style(bold=True)), Segment(" गड्ढे", base)]
        taken = sum(part.cell_length for part in parts)
        return Strip([*parts, Segment(" " * (width - 3 - taken), base), GAP, Segment("123", base)], width)


async def test_no_letter_is_written_over_where_the_style_changes_in_the_middle_of_words() -> None:
    class OneRow(App[None]):
        CSS = "LinePane { height: 1; }"

        def compose(self) -> ComposeResult:
            yield Running()

    app = OneRow()
    async with app.run_test(size=(60, 1)):
        (strip,) = app.query_one(Running).render_lines(Region(0, 0, 60, 1))
    shown = on_a_terminal_that_joins_nothing(strip)
    assert "हिसाब से अब तक तीन हज़ार एक सौ बारह गड्ढे" in shown
    assert shown.rstrip().endswith("123")


async def test_what_the_pins_are_made_of_takes_no_cells() -> None:
    app = Screen()
    async with app.run_test(size=(60, 4)):
        for strip in painted(app.query_one("#left", Pane)):
            assert sum(part.cell_length for part in strip) == strip.cell_length == 30


async def test_a_theme_change_reaches_every_row() -> None:
    app = Screen()
    async with app.run_test(size=(60, 4)) as pilot:
        pane = app.query_one("#left", Pane)
        assert any(red > 200 and not green for red, green, _blue in colours(pane))
        app.register_theme(Theme("other", primary="#00ff00", error="#00ff00", variables={"dim": "#777777", "selection": "#222222"}))
        app.theme = "other"
        await pilot.pause()
        await pilot.pause()
        assert any(green > 200 and not red for red, green, _blue in colours(pane))
        assert not any(red > 200 for red, _green, _blue in colours(pane))


async def test_no_color_leaves_only_greys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Screen()
    async with app.run_test(size=(60, 4)):
        found = colours(app.query_one("#left", Pane))
        assert found
        assert all(red == green == blue for red, green, blue in found)


async def test_a_theme_of_the_terminals_own_colours_sends_no_other() -> None:
    app = Screen(ansi=True)
    async with app.run_test(size=(60, 4)):
        pane = app.query_one("#left", Pane)
        assert colours(pane) == set()
        assert any(part.style and part.style.color and part.style.color.number == 1 for strip in painted(pane) for part in strip)


async def test_a_name_that_the_theme_lacks_is_the_panes_own_colour() -> None:
    app = Screen()
    async with app.run_test(size=(60, 4)):
        pane = app.query_one("#left", Pane)
        assert pane.style("nosuchname").color == pane.rich_style.color
        assert pane.style("unread").bold
        ground = pane.style("dim", on="selection").bgcolor
        assert ground is not None
        assert Color.from_rich_color(ground) == Color.parse("#222222")


async def test_selected_text_is_what_stands_there() -> None:
    app = Screen()
    async with app.run_test(size=(60, 4)) as pilot:
        pane = app.query_one("#left", Pane)
        assert pane.get_selection(Selection(Offset(6, 0), Offset(11, 0))) == ("words", "\n")
        assert pane.get_selection(Selection(Offset(24, 0), Offset(4, 1))) == ("   123\nनमस्", "\n")
        app.screen.selections = {pane: Selection(Offset(0, 0), Offset(5, 0))}
        await pilot.pause()
        first = painted(pane)[0]
        marked = [part for part in first if part.text == "plain"]
        assert marked
        assert marked[0].style != next(part for part in first if part.text.startswith(" words")).style


async def test_hit_tests_know_where_a_character_stands() -> None:
    app = Screen()
    async with app.run_test(size=(60, 4)):
        pane = app.query_one("#left", Pane)
        offsets = [part.style.meta["offset"] for part in pane.render_line(1) if part.text and part.style]
        assert offsets[0] == (0, 1)


async def test_rows_that_are_drawn_no_more_go_by_themselves() -> None:
    app = Screen()
    async with app.run_test(size=(60, 8)) as pilot:
        gc.collect()
        gc.disable()
        try:
            counts = []
            for _ in range(4):
                for pane in app.query(Pane):
                    pane.forget()
                await pilot.pause()
                counts.append(sum(isinstance(each, Row) for each in gc.get_objects()))
        finally:
            gc.enable()
    assert counts[1:] == [16, 16, 16]  # after the first, the frame before is still there
