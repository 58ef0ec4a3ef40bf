"""Headlines in columns of the user's own, rows that stand out by rule, and the words in which something was found."""

from __future__ import annotations

from dataclasses import replace

from newsreader.config.highlights import Highlight
from newsreader.config.paths import Paths
from newsreader.library.notes import write_note
from newsreader.library.tagging import color_tag, tag
from newsreader.tui.app import NewsreaderApp
from tests.builders import NOW, add_entries, entry
from tests.tui.driving import QUIET, driven, indexed_library, make_app, number, press, screen_lines, screen_text, settled, small_app


def style_of(app: NewsreaderApp, words: str) -> tuple[bool, str]:
    """Whether words on the screen are italic, and their colour."""
    for strip in app.screen._compositor.render_strips():
        for part in strip:
            if words in part.text and part.style is not None:
                return bool(part.style.italic), part.style.color.name if part.style.color else ""
    return False, ""


async def test_columns_stand_in_their_order_and_width(paths: Paths) -> None:
    app = small_app(paths, replace(QUIET, columns_compact="feed:7 title mark", density="compact"))
    async with driven(app) as pilot:
        line = next(line for line in screen_lines(app) if "Story number 8" in line)
        row = line[30:].replace("▌", " ")
        assert row.split("│")[0].strip().startswith("hills   Story number 8")
        assert "●" in row
        await pilot.resize_terminal(24, 12)
        await settled(pilot, app)
        assert "Story number 8" in screen_text(app)


async def test_a_note_and_a_tags_colour_are_shown(paths: Paths) -> None:
    store = indexed_library(paths)
    write_note(store, number(store, 8), "ask Ada\nabout it")
    tag(store, [number(store, 7)], "rain")
    color_tag(store, "rain", "#ff8800")
    app = make_app(paths)
    async with driven(app):
        assert "hills · ✎ ask Ada about it" in screen_text(app)
        assert style_of(app, "#rain") == (False, "#ff8800")


async def test_rows_stand_out_by_the_first_rule_that_fits(paths: Paths) -> None:
    indexed_library(paths).close()
    rules = (Highlight("title:/[37]$/", "error", ("italic",)), Highlight("feed:loose", "warning"))
    app = make_app(paths, replace(QUIET, highlight=rules))
    async with driven(app) as pilot:
        await settled(pilot, app)
        colors = {story: style_of(app, f"Story number {story}") for story in (3, 4, 5, 7)}
        assert colors[3] == colors[7] != colors[4] != colors[5]
        assert colors[7][0]
        assert not colors[4][0]


async def test_what_was_found_is_shown_in_its_words(paths: Paths) -> None:
    store = indexed_library(paths)
    add_entries(store, 1, entry("w", "Story number 9", NOW, html="<p>All along the valley the glacier gave way to <b>meltwater</b> and stones.</p>"))
    app = make_app(paths)
    async with driven(app) as pilot:
        from newsreader.library.indexing import index_waiting

        index_waiting(store)
        await press(pilot, app, "g", "/", *"meltw")
        await settled(pilot, app)
        assert "hills · … " in screen_text(app) or "meltwater" in screen_text(app)
        assert style_of(app, "meltwater") != style_of(app, "hills")
        await press(pilot, app, "enter")
