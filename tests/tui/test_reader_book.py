"""A book in the reader: it is laid out from where one looks, the rest follows behind the screen, and nothing moves when it has."""

from __future__ import annotations

from textual.pilot import Pilot

from newsreader.library.opened import Opened
from newsreader.library.positions import Position
from newsreader.model.article import Cell, Paragraph, Span, Table
from newsreader.tui.panes.reader import ReaderPane
from tests.tui.test_reader import Harness, drive, opened, screen, shown, top_paragraph

MANY = 3000
PLACE = Position(2000, "", 0.66)


def book(needle_in: int = 1500) -> Opened:
    return opened(
        *(
            Paragraph((Span(f"Paragraph {number}. {'Some needle here. ' if number == needle_in else ''}It says "), Span("more", link=f"https://x.test/{number % 700}")))
            for number in range(MANY)
        )
    )


async def all_there(pane: ReaderPane, pilot: Pilot[None]) -> None:
    while pane.lines is not None and not pane.lines.done:
        await pilot.pause(0.01)
    while pane.more_lines():
        pass


async def test_it_opens_where_it_was_left_before_the_rest_is_laid_out_and_does_not_move_after() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(book(), position=PLACE)
        assert top_paragraph(pane) == "2000"
        assert pane.lines is not None
        assert len(pane.lines.blocks) < 200
        assert 0.6 < pane.progress < 0.7
        assert pane.scrolled
        before, place = screen(pane), pane.place
        await all_there(pane, pilot)
        text = [row.rstrip(" ▐") for row in screen(pane)]
        assert text == [row.rstrip(" ▐") for row in before]
        assert pane.place == place
        assert pane.position is not None
        assert pane.position.block == 2000
        assert 0.6 < pane.progress < 0.7
        assert pane.lines.blocks == range(-1, MANY)

    await drive(act)


async def test_one_reads_upwards_from_there_at_once() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(book(), position=PLACE)
        for _ in range(120):
            assert pane.key_up()
        assert top_paragraph(pane) == "1940"
        pane.to_top()
        assert "Title" in shown(pane)
        assert not pane.scrolled
        assert pane.progress == 0.0

    await drive(act)


async def test_to_the_end_and_back_without_all_between() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(book())
        pane.to_bottom()
        assert pane.lines is not None
        assert len(pane.lines.blocks) < 300
        assert f"Paragraph {MANY - 1}." in shown(pane)
        assert pane.at_end
        assert pane.progress == 1.0
        before = screen(pane)
        await all_there(pane, pilot)
        assert [row.rstrip(" ▐") for row in screen(pane)] == [row.rstrip(" ▐") for row in before]
        assert pane.at_end

    await drive(act)


async def test_links_have_the_numbers_that_they_have_from_the_top() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(book(), position=PLACE)
        [first, *_] = sorted(number for _, _, number in pane.links_in_view())
        assert pane.links[first - 1] == f"https://x.test/{2000 % 700}"
        assert len(pane.links) == 700
        await all_there(pane, pilot)
        assert first in [number for _, _, number in pane.links_in_view()]
        assert pane.links[first - 1] == f"https://x.test/{2000 % 700}"

    await drive(act)


async def test_a_find_goes_on_where_the_text_was_not_laid_out_yet() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        told: list[int] = []
        pane.on_found = told.append
        pane.show(book(needle_in=100), position=PLACE)
        assert pane.find("needle") == 0
        await all_there(pane, pilot)
        assert told == [1]
        assert "Some needle here" in shown(pane)
        pane.show(book(), position=PLACE)
        pane.find("Paragraph 20")
        await all_there(pane, pilot)
        expected = [number for number in range(MANY) if str(number).startswith("20")]
        assert told[-1] == len(expected)
        seen = []
        for _ in expected:
            assert pane.next_match()
            seen.append(next(row.strip().split(".")[0] for row in screen(pane) if "Paragraph 20" in row and pane.caret.y == screen(pane).index(row)))
        assert sorted(int(words.split()[1]) for words in seen) == expected

    await drive(act)


async def test_another_size_keeps_the_top_block_without_laying_out_what_is_above() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(book(), position=PLACE)
        await all_there(pane, pilot)
        await pilot.resize_terminal(50, 30)
        assert top_paragraph(pane) == "2000"
        assert pane.cycle_width() == 84
        assert pane.lines is not None
        assert top_paragraph(pane) == "2000"

    await drive(act)


async def test_what_is_chosen_stays_chosen_when_lines_are_put_above() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(book(), position=PLACE)
        pane.choose()
        pane.key_down()
        before = pane.chosen()
        assert "Paragraph 2000." in before
        await all_there(pane, pilot)
        assert pane.chosen() == before
        assert "Paragraph 2000." in pane.chosen(markdown=True)

    await drive(act)


async def test_a_long_table_is_laid_out_as_far_as_it_is_looked_at_and_its_end_is_gone_to_when_it_is_there() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        table = Table(tuple(tuple(Cell((Span(f"row {row} of column {column} and more words than fit in it"),)) for column in range(6)) for row in range(3000)))
        pane.show(opened(table))
        assert pane.lines is not None
        assert len(pane.lines) < 1000
        pane.to_bottom()
        assert "row 2999" not in shown(pane)
        await all_there(pane, pilot)
        assert "row 2999" in shown(pane)
        assert pane.at_end
        pane.to_top()
        assert "row 0" in shown(pane)

    await drive(act)


async def test_all_links_are_listed_without_laying_the_book_out() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(book(), position=PLACE)
        assert pane.lines is not None
        before = pane.lines.blocks
        assert pane.link_words() == dict.fromkeys(range(1, 701), "more")
        assert pane.lines.blocks == before

    await drive(act)


async def test_to_the_ends_is_chosen_without_laying_out_all_between_and_copied_with_it() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(book(), position=PLACE)
        pane.choose()
        pane.to_bottom()
        assert pane.lines is not None
        assert len(pane.lines.blocks) < 300
        assert f"Paragraph {MANY - 1}." in shown(pane)
        assert all(pane.marks(at) for at in pane.seen)
        copied = pane.chosen().split("\n\n")
        assert [words.split(".")[0] for words in copied] == [f"Paragraph {number}" for number in range(2000, MANY)]
        pane.to_top()
        assert "Title" in shown(pane)
        assert all(pane.marks(at) for at in pane.seen)
        assert f"Paragraph {MANY - 1}." not in pane.chosen()
        assert [words.split(".")[0] for words in pane.chosen().split("\n\n")[-3:]] == [f"Paragraph {number}" for number in range(1998, 2001)]

    await drive(act)


async def test_a_choice_to_the_top_lays_out_the_top_alone_and_goes_on_from_there() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(book(), position=PLACE)
        pane.choose()
        pane.to_top()
        assert pane.lines is not None
        assert len(pane.lines.blocks) < 300
        assert "Title" in shown(pane)
        for _ in range(10):
            pane.key_down()
        await all_there(pane, pilot)
        assert pane.chosen().split(".")[0].startswith("Paragraph")
        assert pane.chosen(markdown=True).count("Paragraph") > 1990

    await drive(act)


async def test_one_chooses_upwards_and_back_from_the_end_that_was_chosen_to() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(book())
        pane.choose()
        pane.to_bottom()
        assert not pane.key_down()
        whole = pane.chosen(markdown=True)
        assert whole.count("Paragraph") == MANY
        pane.show(book())
        pane.choose()
        pane.to_bottom()
        for _ in range(400):
            assert pane.key_up()
        assert pane.lines is not None
        assert len(pane.lines.blocks) < 600
        assert f"Paragraph {MANY - 200}." in shown(pane)
        assert f"Paragraph {MANY - 190}." not in pane.chosen()

    await drive(act)


async def test_the_end_of_a_long_table_is_chosen_before_it_is_laid_out() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        table = Table(tuple((Cell((Span(str(row)),)), Cell((Span("words"),))) for row in range(1000, 4000)))
        pane.show(opened(table))
        pane.choose()
        pane.to_bottom()
        await all_there(pane, pilot)
        assert "3999" in shown(pane)
        assert "3999" in pane.chosen()
        assert all(pane.marks(at) for at in pane.seen)

    await drive(act)


async def test_a_choice_ends_with_another_width() -> None:
    async def act(pane: ReaderPane, pilot: Pilot[None], app: Harness) -> None:
        pane.show(book())
        pane.choose()
        pane.cycle_width()
        assert not pane.choosing

    await drive(act, size=(110, 30))
