"""Pages that would be looked at for hours, or for ever, by whoever looks twice at each thing in another or back over all before it."""

from __future__ import annotations

import pytest

from newsreader.declutter.blocktext import text_of_block
from newsreader.declutter.page import declutter, feed_article, whole_page
from newsreader.declutter.pages import OtherPages, other_pages
from tests.declutter.pages import FIRST, SECOND, STORY, URL, page, shown

DEEP, MANY, LONG = 90, 20_000, 200_000
"""Tags in each other (all that a tree keeps), things beside each other, characters in a row."""

IN_EACH_OTHER = {
    "posts of other sites that hold nothing": ("<blockquote class='twitter-tweet'>", "</blockquote>"),
    "boxes that are called so and hold nothing": ("<div class='twitter-tweet'>", "</div>"),
    "terms": ("<dl><dt>", "</dt></dl>"),
    "meanings": ("<dl><dd>", "</dd></dl>"),
    "tables": ("<table><tr><td>", "</td></tr></table>"),
    "figures": ("<figure><figcaption>", "</figcaption></figure>"),
    "quotations": ("<blockquote>", "</blockquote>"),
    "fractions": ("<math><mfrac>", "</mfrac></math>"),
}

BESIDE_EACH_OTHER = {
    "line breaks": "<p>" + " <br>" * LONG,
    "line breaks after nothing": "<p>" + "<span> </span><br>" * MANY,
    "commas instead of pictures": f"<img src='a.jpg' srcset='{',' * 19_000}'>" * 30,
    "sources of pictures": "<picture>" + "<source srcset='a.jpg 2x'></source>" * MANY + "<img src='b.jpg'>" * MANY + "</picture>",
    "times of change": "<p>Updated " + "<time datetime='2020-01-01'>x</time> " * (MANY // 2),
    "marks of one note": "<a href='#n'>[1]</a>" * MANY + "<p id='n'>1</p>" * MANY,
    "boxes that are a date": "<div property='date'><script>0</script>" * DEEP + "<i>x</i> " * MANY,
}


@pytest.mark.parametrize("what", IN_EACH_OTHER)
def test_what_stands_in_itself_is_looked_at_once(what: str) -> None:
    opening, end = IN_EACH_OTHER[what]
    body = f"<p>{FIRST}</p>{opening * (DEEP // opening.count('<'))}word{end * (DEEP // opening.count('<'))}<p>{SECOND}</p>"
    strict = f"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body>{body}</body></html>"
    for html in (strict, f"<html><body>{body}</body></html>", strict.replace("word", "")):
        assert shown(html)[0] == FIRST
        assert whole_page(html, URL).words >= declutter(html, URL).words > 0


@pytest.mark.parametrize("what", BESIDE_EACH_OTHER)
def test_thousands_beside_each_other_are_looked_at_once(what: str) -> None:
    texts = shown(page(inside_after=BESIDE_EACH_OTHER[what]))
    assert texts[0] == FIRST


def test_pictures_in_a_row_are_one_gallery_however_many_there_are() -> None:
    pictures = "".join(f"<img src='/{number}.jpg' width='400' height='300'>" for number in range(MANY))
    galleries = [block for block in declutter(page(inside_after=pictures), URL).blocks if hasattr(block, "images")]
    assert [len(gallery.images) for gallery in galleries] == [MANY]


def test_a_picture_has_the_sources_that_stand_around_it_and_the_next_one_its_own() -> None:
    html = page(into="<picture><source srcset='/wide.jpg 900w'><img src='/a.jpg'></picture><img src='/b.jpg'>")
    assert [image.url.rpartition("/")[2] for block in declutter(html, URL).blocks for image in getattr(block, "images", ())] == ["wide.jpg", "b.jpg"]


@pytest.mark.parametrize("part", ["あ-", "a - "])
def test_a_title_of_nothing_but_dashes_is_a_title(part: str) -> None:
    assert declutter(page(title=part * LONG), URL).title


def test_an_articles_text_in_the_metadata_may_be_broken_markup() -> None:
    text = "<" * 400_000 + "word " * 100
    told = f"<script type='application/ld+json'>{{\"@type\":\"Article\",\"articleBody\":\"{text}\"}}</script>"
    assert FIRST in shown(page(head=told))


@pytest.mark.parametrize("many", [40, LONG])
@pytest.mark.parametrize("part", ["a_", "_img", "a-"])
def test_a_word_with_many_dashes_in_it_is_a_word(part: str, many: int) -> None:
    assert shown("\n\n".join([f"{part * many}!", *STORY]))[-3:] == list(STORY)


def test_a_feeds_text_that_nests_without_an_end_is_told_without_its_tags() -> None:
    article = feed_article("<b>" * 4_000 + "<" * LONG + "word")
    assert article.words


@pytest.mark.parametrize("part", ["<a rel=", "rel= ", "<link ", " "])
def test_links_that_are_never_closed_lead_to_no_other_page(part: str) -> None:
    assert other_pages(f"<a rel={part * MANY}rel=", URL) == OtherPages()


def test_stray_bytes_in_utf8_are_read_however_many_there_are() -> None:
    body = f"<p>{FIRST}</p><p>".encode() + ("Wörter, " * 400 + "\n").encode() * 1_000 + b"caf\xe9 " * 1_500 + b"</p>"
    article = declutter(b"<html><body>" + body + b"</body></html>", URL)
    assert article.words > 400_000
    assert text_of_block(article.blocks[-1]).count("café") == 1_500
