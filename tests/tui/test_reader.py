"""The reader pane, driven: what is shown stays where it is until a key is pressed, and nothing hostile reaches the screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.filter import Monochrome
from textual.pilot import Pilot

from newsreader.library.opened import Opened
from newsreader.model.article import Article, Block, Hidden, Paragraph, Span
from newsreader.model.entry import Entry, Headline
from newsreader.tui.messages import LinkChosen
from newsreader.tui.panes.reader import ReaderPane

SENTENCE = "The Ministry of Defence on Sunday said both sides will exchange views."


class Harness(App[None]):
    """The reader pane alone in an app, and the links it says were chosen."""

    CSS = "ReaderPane { width: 1fr; height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[tuple[int, str]] = []

    def compose(self) -> ComposeResult:
        yield ReaderPane()

    def on_link_chosen(self, message: LinkChosen) -> None:
        self.chosen.append((message.number, message.url))


def paragraph(text: str, **look: Any) -> Paragraph:
    return Paragraph((Span(text, **look),))


def opened(*blocks: Block, entry: int = 1, title: str = "Title", error: str | None = None, source: Any = "page", **fields: Any) -> Opened:
    headline = Headline(entry, 1, "The Tribune", title, "https://x.test/", "TNS", 1_746_348_600, False, False)
    return Opened(Entry(headline, ""), Article(blocks=blocks, **fields), source, error)


def long(count: int = 60, **kwargs: Any) -> Opened:
    return opened(*(paragraph(f"Paragraph {number}. {SENTENCE}") for number in range(count)), **kwargs)


def screen(pane: ReaderPane) -> list[str]:
    """The rows of the pane as they are drawn."""
    return [strip.text for strip in (pane.line(y, pane.size.width, pane.rich_style) for y in range(pane.size.height))]


def shown(pane: ReaderPane) -> str:
    return "\n".join(row.strip(" ▐") for row in screen(pane))


def top_paragraph(pane: ReaderPane) -> str:
    found = re.search(r"Paragraph (\d+)\.", shown(pane))
    return found[1] if found else ""


Act = Callable[[ReaderPane, Pilot[None], Harness], Coroutine[Any, Any, None]]


async def drive(act: Act, size: tuple[int, int] = (60, 20)) -> None:
    app = Harness()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await act(app.query_one(ReaderPane), pilot, app)


async def test_an_article_has_its_head_and_a_measure_of_its_own() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(opened(paragraph(SENTENCE), words=230))
        await pilot.pause()
        assert [row.strip() for row in screen(pane)[:9]] == [
            "", "THE TRIBUNE                            1 min · 230 w", "", "Title", "TNS · Sunday 4 May 2025, 08:50", "",
            "The Ministry of Defence on Sunday said both sides", "will exchange views.", "",
        ]  # fmt: skip
        assert {len(row) - len(row.lstrip()) for row in screen(pane) if row.strip()} == {4}
        assert pane.at_end
        assert pane.progress == 1.0

    await drive(act)


async def test_pages_go_down_to_the_end_and_say_so() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(long())
        seen = 0
        while pane.page_down():
            seen += 1
            assert seen < 100
        assert pane.at_end
        assert pane.progress == 1.0
        assert "Paragraph 59." in shown(pane)
        assert pane.page_up()
        pane.to_top()
        assert pane.progress == 0.0
        assert not pane.page_up()

    await drive(act)


@pytest.mark.parametrize("size", [(30, 10), (120, 50), (8, 4), (1, 1), (20, 5)])
async def test_the_top_paragraph_stays_in_sight_at_any_size(size: tuple[int, int]) -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(long())
        pane.half_page(1)
        pane.half_page(1)
        before, place = top_paragraph(pane), pane.place
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert pane.place == place
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert (top_paragraph(pane), pane.place) == (before, place)

    await drive(act)


async def test_another_width_keeps_the_place() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(long())
        for _ in range(3):
            pane.whole_page(1)
        place = pane.place
        widths = [pane.cycle_width() for _ in range(4)]
        assert widths == [84, 100, 60, 72]
        assert pane.place == place

    await drive(act, (120, 20))


async def test_a_late_article_takes_its_place_only_while_nothing_was_read() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(long(source="feed"))
        page = opened(paragraph("The whole page."))
        pane.show(page, keep_place=True)
        assert "The whole page." in shown(pane)
        pane.show(long(source="feed"))
        pane.key_down()
        before = shown(pane).split("\n")
        pane.show(page, keep_place=True)
        after = shown(pane).split("\n")
        assert after[:-1] == before[:-1]
        assert "the full article is ready" in after[-1]
        assert pane.pending is page
        assert pane.take_pending()
        assert "The whole page." in shown(pane)
        assert not pane.take_pending()

    await drive(act)


async def test_another_entry_is_never_mixed_with_what_waits() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(long(source="feed"))
        pane.key_down()
        pane.show(opened(paragraph("The whole page.")), keep_place=True)
        pane.show(opened(paragraph("Something else."), entry=2))
        assert pane.pending is None
        pane.to_top()
        assert "Something else." in shown(pane)
        assert "the full article" not in shown(pane)

    await drive(act)


async def test_a_page_that_cannot_be_had_is_told_without_moving_the_text() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(opened(paragraph("Own words."), source="feed"))
        before = screen(pane)[:-1]
        pane.show(opened(paragraph("Own words."), source="feed", error="x.test does not answer"), keep_place=True)
        assert screen(pane)[:-1] == before
        assert "x.test does not answer" in screen(pane)[-1]

    await drive(act, (70, 20))


async def test_hidden_pieces_are_shown_and_hidden_by_a_key() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(opened(paragraph("One."), hidden=(Hidden("ad", "ad label", "Advertisement", 0),)))
        assert "Advertisement" not in shown(pane)
        assert pane.toggle_hidden()
        assert "┄┄ ad: ad label · “Advertisement”" in shown(pane)
        assert not pane.toggle_hidden()
        assert "Advertisement" not in shown(pane)

    await drive(act)


async def test_links_have_numbers_and_open_by_number_and_by_click() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        spans = (Span("See "), Span("this", link="https://x.test/a"), Span(" and "), Span("bad", link="javascript:alert(1)"))
        pane.show(opened(Paragraph(spans)))
        assert "See this¹ and bad" in shown(pane)
        assert pane.links == ("https://x.test/a",)
        assert pane.open_link(1)
        assert not pane.open_link(2)
        y = next(y for y, row in enumerate(screen(pane)) if "See this" in row)
        await pilot.click(ReaderPane, offset=(screen(pane)[y].index("this") + 1, y))
        await pilot.click(ReaderPane, offset=(screen(pane)[y].index("See"), y))
        await pilot.pause()
        assert app.chosen == [(1, "https://x.test/a")] * 2

    await drive(act)


async def test_finding_counts_marks_and_goes_round() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(long())
        assert not pane.next_match(1)
        assert pane.find("paragraph 5") == 11
        assert pane.finding
        assert "Paragraph 5." in shown(pane)
        assert pane.next_match(1)
        assert "Paragraph 50." in shown(pane)
        assert pane.next_match(-1)
        assert pane.next_match(-1)
        assert "Paragraph 59." in shown(pane)
        assert pane.find("no such words") == 0
        assert pane.find("") == 0
        assert not pane.finding

    await drive(act)


async def test_typing_on_searches_from_where_the_find_began() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(opened(*(paragraph(f"Paragraph {number}. {SENTENCE}") for number in range(20)), paragraph("Monday"), *(paragraph("x"),) * 30, paragraph("Minister")))
        assert pane.find("Mi") == 21
        assert pane.find("Minister") == 1
        assert "Minister" in shown(pane)
        assert pane.find("Mi") == 21
        assert "Paragraph 0." in shown(pane)

    await drive(act)


async def test_words_are_found_over_line_ends_and_links_but_not_over_blocks() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(opened(Paragraph((Span("The Ministry of"), Span(" Defence", link="https://x.test/"), Span(" on Sunday said so"))), paragraph("Twice.")))
        assert pane.find("MINISTRY  of defence on sunday") == 1
        assert pane.find("so twice") == 0
        assert pane.find("[/b") == 0

    await drive(act, (20, 20))


async def test_what_was_found_is_drawn_in_its_own_look() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(opened(paragraph("one two one")))
        pane.find("one")
        segments = [segment for y in range(pane.size.height) for segment in pane.line(y, pane.size.width, pane.rich_style)]
        found = [segment for segment in segments if segment.text == "one"]
        assert len(found) == 2
        assert found[0].style != found[1].style
        assert all(segment.style is not None and segment.style.bold for segment in found)

    await drive(act)


HOSTILE = [
    "A\x1b]52;c;c2VjcmV0\x07B", "\x1b[31mred\x9b0m", "[@click=app.quit]free[/]", "[/", "moc\u202e.live", "a\x00b\x07\x7f", "x\u2066y\u2069",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
async def test_no_control_of_a_page_reaches_the_screen(text: str) -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(opened(paragraph(text, link="https://x.test/\x1b]0;x"), title=text, error=text, source="feed", byline=text, hidden=(Hidden("ad", text, text, -1),)))
        pane.toggle_hidden()
        pane.find(text)
        await pilot.pause()
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "".join(screen(pane)))
        pane.clear(text)
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "".join(screen(pane)))

    await drive(act)


async def test_every_row_is_as_wide_as_the_pane_in_every_script() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        texts = ("防衛相は会談する。" * 9, "रक्षा मंत्री राजनाथ सिंह " * 9, "رئيس الوزراء يجتمع " * 9, "สวัสดีชาวโลก" * 9, "👩\u200d👩\u200d👧 ❤\ufe0f 🇮🇳 " * 9)
        pane.show(opened(*map(paragraph, texts)))
        for y in range(pane.size.height):
            assert pane.line(y, 60, pane.rich_style).cell_length == 60

    await drive(act, (60, 40))


async def test_every_row_can_be_drawn_without_colours() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(long())
        ground = pane.background_colors[1]
        for y in range(pane.size.height):
            row = pane.line(y, 60, pane.rich_style).apply_filter(Monochrome(), ground)
            for segment in row:
                color = segment.style.color if segment.style else None
                assert color is None or color.triplet is None or len(set(color.triplet)) == 1

    await drive(act)


async def test_a_book_is_laid_out_as_far_as_it_is_looked_at_and_then_to_its_end() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(long(5000))
        assert pane.virtual_size.height < 2000
        pane.to_bottom()
        assert "Paragraph 4999." in shown(pane)
        assert pane.at_end

    await drive(act)


async def test_the_selection_is_text_without_the_margin() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(opened(paragraph(SENTENCE)))
        app.screen.text_select_all()
        selected = app.screen.get_selected_text()
        assert selected is not None
        assert "The Ministry of Defence on Sunday said both sides will exchange views." in selected

    await drive(act)


async def test_an_empty_pane_says_what_to_do() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.clear("Enter opens a headline here")
        assert "Enter opens a headline here" in shown(pane)
        assert pane.links == ()
        assert pane.at_end
        assert not pane.page_down()
        pane.toggle_hidden()
        pane.to_bottom()

    await drive(act)
