from __future__ import annotations

from newsreader.model.article import Article, Figure, Image, Paragraph, Quote, Span
from newsreader.render.lines import Lines, to_lines

HILLS = Image("https://x.example/hills.jpg", "hills at dawn", 640, 360)
LAKE = Image("https://x.example/lake.jpg", "a lake")
CAPTION = (Span("The hills."),)


def room(image: Image, cells: int) -> tuple[int, int] | None:
    """Room for pictures whose size is known: half the text's width, three rows."""
    return (cells // 2, 3) if image.width else None


def laid_out(figure: Figure, direction: str = "ltr", quoted: bool = False) -> Lines:
    block = Quote((figure,)) if quoted else figure
    article = Article(direction="rtl" if direction == "rtl" else "ltr", blocks=(block, Paragraph((Span("Text."),))))
    lines = to_lines(article, 20, reserve=room)
    lines.finish()
    return lines


def shown(lines: Lines) -> list[str]:
    return [lines[at].text.rstrip() for at in range(len(lines))]


def rows_of(lines: Lines, url: str) -> list[int]:
    pieces = (piece.picture for at in range(len(lines)) for piece in lines[at].pieces)
    return [picture.row for picture in pieces if picture is not None and url in picture.urls]


def test_a_picture_with_room_has_its_rows_and_its_caption_below() -> None:
    lines = laid_out(Figure((HILLS,), CAPTION))
    assert shown(lines) == ["", "", "", "The hills.", "", "Text."]
    assert [lines[at].pieces[0].text for at in range(3)] == [" " * 10] * 3
    assert rows_of(lines, HILLS.url) == [0, 1, 2]


def test_a_picture_with_room_needs_no_words() -> None:
    assert shown(laid_out(Figure((HILLS,)))) == ["", "", "", "", "Text."]


def test_words_stand_for_a_picture_without_room() -> None:
    lines = laid_out(Figure((LAKE,)))
    assert shown(lines) == ["▣ a lake", "", "Text."]
    assert set(rows_of(lines, LAKE.url)) == {-1}


def test_of_several_pictures_those_with_room_are_shown_and_the_others_told() -> None:
    lines = laid_out(Figure((HILLS, LAKE, HILLS), CAPTION, "Photo: R. Ray"))
    assert shown(lines) == ["", "", "", "", "", "", "", "▣ The hills.  Photo:", "  R. Ray", "", "Text."]
    assert rows_of(lines, HILLS.url) == [0, 1, 2, 0, 1, 2]


def test_a_picture_in_a_quotation_stands_behind_its_bar() -> None:
    lines = laid_out(Figure((HILLS,)), quoted=True)
    assert [lines[at].text for at in range(3)] == ["▎ " + " " * 9] * 3
    assert [piece.picture is not None for piece in lines[0].pieces] == [False, True]


def test_a_picture_stands_right_where_the_text_runs_from_there() -> None:
    lines = laid_out(Figure((HILLS,)), "rtl")
    assert [piece.picture is not None for piece in lines[0].pieces] == [False, True]
    assert len(lines[0].text) == 20


def test_without_room_for_any_a_figure_is_what_it_was() -> None:
    article = Article(blocks=(Figure((HILLS,), CAPTION),))
    lines = to_lines(article, 20)
    lines.finish()
    assert shown(lines) == ["▣ The hills."]
