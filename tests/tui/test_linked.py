"""A text's links by the mouse, and the places in it that names lead to."""

from __future__ import annotations

from textual.pilot import Pilot

from newsreader.model.article import Footnote, Heading, Paragraph, Span
from newsreader.tui.panes.laidout import START
from newsreader.tui.panes.reader import ReaderPane
from tests.tui.test_reader import Harness, drive, long, opened, paragraph, screen, shown


def at(pane: ReaderPane, words: str) -> tuple[int, int]:
    """Where words are drawn: a column and a row."""
    y = next(y for y, row in enumerate(screen(pane)) if words in row)
    return screen(pane)[y].index(words), y


async def test_a_click_leads_from_a_mark_to_its_note_and_back() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        spans = (Span("It was so"), Span("1", note="1"), Span("."))
        pane.show(opened(Paragraph(spans), *long(40).article.blocks, Footnote("1", (paragraph("Said in May."),))))  # type: ignore[union-attr]
        x, y = at(pane, "It was so")
        await pilot.click(ReaderPane, offset=(x + len("It was so"), y))
        assert "Said in May." in shown(pane)
        await pilot.click(ReaderPane, offset=at(pane, "1"))
        assert "It was so" in shown(pane)
        assert app.chosen == []

    await drive(act)


async def test_a_click_beside_a_link_chooses_nothing() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(opened(Paragraph((Span("See "), Span("this", link="https://x.test/a"), Span(".")))))
        for offset in (at(pane, "See"), (0, 0)):
            before = pane.place
            await pilot.click(ReaderPane, offset=offset)
            assert pane.place == before
        assert len(app.chosen) <= 1

    await drive(act)


async def test_a_name_leads_to_the_first_heading_that_has_its_letters() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(opened(Heading(2, (Span("What was agreed"),)), paragraph("x"), Heading(2, (Span("What was agreed!"),)), Heading(3, (Span("“—”"),))))
        assert pane.heading("s1", "what_was-AGREED") == (0, 0.0)
        assert pane.heading("nowhere") is None
        assert pane.heading("…", "") is None

    await drive(act)


async def test_without_an_article_there_is_no_link_and_no_place() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.clear("nothing")
        assert (pane.links, pane.link_words(), pane.links_in_view(), pane.place) == ((), {}, [], START)
        assert pane.follow_note(-1, 0) is None
        assert pane.heading("x") is None

    await drive(act)


async def test_letters_over_links_go_with_other_lines() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(opened(Paragraph((Span("See "), Span("this", link="https://x.test/a")))))
        pane.set_hints([(line, column, "q") for line, column, _ in pane.links_in_view()])
        assert pane.hinted
        assert "See qhis" in shown(pane)
        pane.cycle_width()
        assert not pane.hinted
        assert "See this" in shown(pane)

    await drive(act)
