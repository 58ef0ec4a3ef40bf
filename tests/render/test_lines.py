"""Lines fit their width, keep every word, and know their place at every width."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsreader.model.article import (
    Article,
    Block,
    Cell,
    Code,
    Definition,
    Definitions,
    Embed,
    Figure,
    Footnote,
    Heading,
    Hidden,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from newsreader.render.ansi import to_ansi
from newsreader.render.header import when
from newsreader.render.lines import Lines, to_lines
from newsreader.text.width import width
from tests.render.articles import articles, bullets, paragraph

SENTENCE = "The Ministry of Defence on Sunday said both sides will exchange views."


def shown(lines: Lines) -> list[str]:
    lines.finish()
    return [lines[at].text.rstrip() for at in range(len(lines))]


def rows(*blocks: Block, cells: int = 30, **fields: object) -> list[str]:
    return shown(to_lines(Article(blocks=blocks, **fields), cells, show_hidden=True))  # type: ignore[arg-type]


def cell(text: str, header: bool = False) -> Cell:
    return Cell((Span(text),), header)


def test_the_head_says_where_from_what_by_whom_and_how_long() -> None:
    article = Article(title="Rajnath to meet", byline="TNS", site="The Tribune", published="2025-05-04T14:20:00+05:30", words=384, blocks=(paragraph("First."),))
    assert shown(to_lines(article, 40)) == [
        "THE TRIBUNE                2 min · 384 w",
        "",
        "Rajnath to meet",
        "TNS · Sunday 4 May 2025, 08:50",
        "",
        "First.",
    ]


def test_the_readers_own_note_stands_between_the_head_and_the_text_behind_a_bar() -> None:
    article = Article(title="Rajnath to meet", blocks=(paragraph("First."),), hidden=(Hidden("ad", "an advertisement", "Buy", -1),))
    note = "Ask Ada.\n\nWhat \x1b[31mboth sides of the table said on Sunday."
    assert shown(to_lines(article, 24, own=note)) == [
        "Rajnath to meet", "", "✎ your note", "▎ Ask Ada.", "▎", "▎ What both sides of the", "▎ table said on Sunday.", "", "First.",
    ]  # fmt: skip
    assert shown(to_lines(Article(blocks=(paragraph("First."),)), 24, own="Ask Ada.")) == ["✎ your note", "▎ Ask Ada.", "", "First."]
    assert shown(to_lines(article, 40, True, own="Ask Ada."))[2:6] == ["✎ your note", "▎ Ask Ada.", "", "┄┄ ad: an advertisement · “Buy” ┄┄┄┄┄┄┄┄"]


@pytest.mark.parametrize("cells", [2, 5, 12])
def test_a_note_fits_any_width(cells: int) -> None:
    lines = to_lines(Article(title="A story"), cells, own="Unbelievably long words, 漢字漢字漢字")
    assert all(width(row) <= cells for row in shown(lines))


@pytest.mark.parametrize(
    ("given", "said"),
    [("2025-05-04", "Sunday 4 May 2025"), ("2025-05-04T14:20:00Z", "Sunday 4 May 2025, 14:20"), ("2025-05-04T01:20:00+05:30", "Saturday 3 May 2025, 19:50"), ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00"), ("2025-05-04T14:20", "Sunday 4 May 2025, 14:20"), ("some day", "some day"), (None, ""), ("2025-99-01", "2025-99-01")],
)
def test_dates_are_said_as_people_say_them(given: str | None, said: str) -> None:
    assert when(given) == said


def test_blocks_have_air_between_them_and_headings_stand_with_their_text() -> None:
    assert rows(paragraph("One."), Heading(2, (Span("Part"),)), paragraph("Two."), Rule(), paragraph("Three.")) == [
        "One.", "", "Part", "Two.", "", "            · · ·", "", "Three.",
    ]  # fmt: skip


def test_lists_nest_and_numbers_line_up() -> None:
    nested = ListBlock(((paragraph("spare parts for all the ships"), bullets("in")), (paragraph("fuel"),)))
    assert rows(nested, cells=20) == ["• spare parts for", "  all the ships", "  ◦ in", "• fuel"]
    assert rows(ListBlock(((paragraph("a"),), (paragraph("b"),)), True, 9)) == [" 9. a", "10. b"]


def test_quotes_have_a_bar_and_definitions_hang() -> None:
    assert rows(Quote((paragraph("Said so."), paragraph("Twice.")))) == ["▎ Said so.", "▎", "▎ Twice."]
    assert rows(Definitions((Definition((Span("RSS"),), (paragraph("A format."),)),))) == ["RSS", "  A format."]


def test_long_code_goes_on_behind_a_mark() -> None:
    assert rows(Code("if x:\n\ty = 'a long line of code'"), cells=20) == [" if x:", "     y = 'a long li", "↪ ne of code'"]


def test_tables_fit_shrink_or_become_records() -> None:
    table = Table(((cell("Year", True), cell("Exercise", True)), (cell("2023"), cell("Malabar")), (cell("2024"), cell("JIMEX off Yokosuka"))))
    assert rows(table) == ["Year  Exercise", "────────────────────────", "2023  Malabar", "2024  JIMEX off Yokosuka"]
    assert rows(table, cells=20) == ["Year  Exercise", "────────────────────", "2023  Malabar", "", "2024  JIMEX off", "      Yokosuka"]
    assert rows(table, cells=14) == ["2023", "  Exercise:", "  Malabar", "", "2024", "  Exercise:", "  JIMEX off", "  Yokosuka"]


def test_numbers_stand_at_the_right_of_their_column() -> None:
    assert rows(Table(((cell("City", True), cell("People", True)), (cell("Leh"), cell("30,870")), (cell("Delhi"), cell("16,787,941"))))) == [
        "City       People", "─────────────────", "Leh        30,870", "Delhi  16,787,941",
    ]  # fmt: skip


def test_figures_embeds_and_footnotes_are_told() -> None:
    pictures = (Image("https://x.test/a.jpg"), Image("https://x.test/b.jpg"))
    assert rows(Figure(pictures[:1], (Span("INS Delhi"),), "AP")) == ["▣ INS Delhi  AP"]
    assert rows(Figure(pictures)) == ["▣ 2 pictures"]
    assert rows(Figure(pictures[:1]), Figure(pictures[1:]), paragraph("So.")) == ["▣ picture", "▣ picture", "", "So."]
    assert rows(Embed("https://x.test/v", "A video")) == ["▸ A video¹"]
    assert rows(Embed("https://x.test/p", "A post", (paragraph("Welcome"),))) == ["▎ Welcome", "▎ ▸ A post¹"]
    assert rows(Paragraph((Span("So"), Span("1", note="1"))), Footnote("1", (paragraph("Not so."),))) == ["So[1]", "", "[1] Not so."]


def test_links_are_numbered_once_per_address_and_only_where_safe() -> None:
    link = Span("here", link="https://x.test/a")
    spans = (link, Span(" and "), Span("there ", link="https://x.test/b"), link, Span(" "), Span("bad", link="javascript:alert(1)"))
    lines = to_lines(Article(blocks=(Paragraph(spans),)), 60)
    assert shown(lines) == ["here¹ and there² here¹ bad"]
    assert lines.links == ("https://x.test/a", "https://x.test/b")
    assert [(piece.text, piece.link) for piece in lines[0].pieces if piece.link] == [
        ("here", 1), ("¹", 1), ("there", 2), ("²", 2), ("here", 1), ("¹", 1),
    ]  # fmt: skip


def test_what_is_hidden_is_told_in_its_place_only_when_asked() -> None:
    hidden = (Hidden("share", "share links", "fb twitter", -1), Hidden("ad", "ad label", SENTENCE, 0))
    article = Article(blocks=(paragraph("One."), paragraph("Two.")), hidden=hidden)
    assert shown(to_lines(article, 40)) == ["One.", "", "Two."]
    assert shown(to_lines(article, 40, show_hidden=True)) == [
        "┄┄ share: share links · “fb twitter” ┄┄┄", "", "One.",
        "", "┄┄ ad: ad label ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄", "┆ The Ministry of Defence on Sunday said", "┆ both sides will exchange views.", "", "Two.",
    ]  # fmt: skip


def test_a_right_to_left_paragraph_stands_at_the_right() -> None:
    assert [width(row) for row in rows(paragraph("رئيس الوزراء"), cells=30)] == [30]
    assert rows(paragraph("Quoting العربية here")) == ["Quoting العربية here"]
    assert rows(paragraph("2025"), direction="rtl") == [" " * 26 + "2025"]
    assert rows(Quote((paragraph("رئيس"),)), bullets("رئيس"), direction="rtl") == [" " * 24 + "رئيس ▎", "", " " * 24 + "رئيس •"]
    assert rows(ListBlock(((paragraph("رئيس"),),), True, 10), direction="rtl") == [" " * 22 + "رئيس .10"]


def test_only_what_is_looked_at_is_laid_out() -> None:
    lines = to_lines(Article(blocks=(paragraph(SENTENCE),) * 1000), 40)
    assert lines.reach(20)
    assert 20 < len(lines) < 40
    assert not lines.done
    assert not lines.reach(10_000)
    assert lines.done


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=80, deadline=None)
@given(articles, st.integers(1, 90))
def test_every_line_of_any_article_fits(article: Article, cells: int) -> None:
    for row in shown(to_lines(article, cells, show_hidden=True)):
        assert width(row.rstrip()) <= max(cells, 8), row
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", row)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.integers(20, 90), st.integers(20, 90), st.data())
def test_a_place_survives_another_width(lengths: list[int], first: int, second: int, data: st.DataObject) -> None:
    article = Article(blocks=tuple(paragraph("word " * length) for length in lengths))
    one, other = to_lines(article, first), to_lines(article, second)
    one.finish()
    at = data.draw(st.integers(0, len(one) - 1))
    assert other[other.line_at(one.place(at))].block == one[at].block
    assert one.line_at(one.place(at)) == at


def test_ansi_lists_the_links_and_lets_no_sequence_of_the_page_through() -> None:
    article = Article(title="T\x1b]52;c;x\x07", blocks=(Paragraph((Span("a\x9b31m", link="https://x.test/a"),)),))
    assert to_ansi(article, 40, color=False) == "T\n\na¹\n\n[1] https://x.test/a\n"
    assert re.sub(r"\x1b\[[\d;]*m", "", to_ansi(article, 40)) == to_ansi(article, 40, color=False)


def test_a_links_number_pushes_no_single_word_into_a_line_of_its_own() -> None:
    spans = (Span("The talks were held in the "), Span("old town", link="https://x.test/"), Span(" there"))
    assert rows(Paragraph(spans), cells=36) == ["The talks were held in the old", "town¹ there"]
    assert rows(Paragraph((Span("One two three four"),)), cells=13) == ["One two three", "four"]


def test_a_links_number_begins_no_line() -> None:
    spans = (Span("防衛相は会談", link="https://x.test/"), Span("する"))
    assert rows(Paragraph(spans), cells=12) == ["防衛相は会", "談¹する"]


def test_a_column_of_indic_words_is_as_wide_as_they_may_be_drawn() -> None:
    header = Cell((Span("महीना"),), header=True)
    table = Table(((header, Cell((Span("2023"),), header=True)), (Cell((Span("फ़रवरी"),)), Cell((Span("सूखा"),)))))
    drawn = shown(to_lines(Article(blocks=(table,)), 60))
    assert any("महीना" in row for row in drawn)
    assert any("फ़रवरी" in row for row in drawn)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(articles, st.integers(8, 90), st.integers(-1, 6), st.booleans())
def test_laid_out_from_any_block_an_article_has_the_lines_that_it_has_from_the_top(article: Article, cells: int, first: int, hidden: bool) -> None:
    whole, begun = to_lines(article, cells, hidden), to_lines(article, cells, hidden, first=first)
    whole.finish()
    begun.lay_out_part()
    above = 0
    top = begun[0] if len(begun) else None
    while not begun.begun:
        above += begun.reach_above(1)
    assert top is None or begun[above] == top or any(piece.link for piece in top.pieces)
    begun.finish()
    assert begun.done
    assert [line.text for line in (begun[at] for at in range(len(begun)))] == [line.text for line in (whole[at] for at in range(len(whole)))]
    assert begun.links == whole.links
    assert [begun.place(at) for at in range(len(begun))] == [whole.place(at) for at in range(len(whole))]


def test_a_line_of_code_that_fills_hundreds_of_rows_is_all_there() -> None:
    code = "a=1;" * 10_000
    rows = shown(to_lines(Article(blocks=(Code(code, "js"),)), 40))
    assert "".join(row[2:].strip() for row in rows[1:]) == code[len(rows[0].strip()) :]
