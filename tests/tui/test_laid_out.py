"""An article is laid out as far as it is looked at, also while its pane isn't shown, and its end is where one goes to."""

from __future__ import annotations

from textual.pilot import Pilot

from newsreader.tui.panes.laidout import NEAR, START
from newsreader.tui.panes.reader import ReaderPane
from tests.tui.test_reader import Harness, drive, long, shown, top_paragraph


async def test_what_is_opened_before_its_pane_is_shown_begins_at_its_place_when_it_is() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.display = False
        await app.query_one(ReaderPane).remove()
        late = ReaderPane()
        late.show(long(), place=(30, 0.0))
        assert late.lines is None
        await app.mount(late)
        await pilot.pause()
        assert top_paragraph(late) == "30"

    await drive(act)


async def test_a_pane_that_is_hidden_keeps_its_lines_and_its_place() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(long(), place=(30, 0.0))
        lines = pane.lines
        pane.display = False
        await pilot.resize_terminal(60, 24)
        pane.display = True
        await pilot.pause()
        assert pane.lines is lines
        assert top_paragraph(pane) == "30"

    await drive(act)


async def test_the_end_is_there_at_once_where_it_is_near_and_is_waited_for_where_it_is_far() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(long(30))
        assert pane.reach_end()
        pane.show(long(2 * NEAR + 100), keep_place=False)
        assert pane.lines is not None
        assert not pane.lines.ended
        assert not pane.reach_end()
        pane.follows = True
        while pane.follows:
            await pilot.pause(0.02)
        assert f"Paragraph {2 * NEAR + 99}." in shown(pane)

    await drive(act)


async def test_nothing_is_laid_out_without_an_article() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(long())
        pane.clear("gone")
        assert (pane.lines, pane.place, pane.reach_end(), pane.lay_out_all()) == (None, START, False, None)
        await pilot.resize_terminal(80, 24)
        assert "gone" in shown(pane)

    await drive(act)
