"""Files that entries bring along: told once each after the text, whichever way the article is come by."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from newsreader.library.caches import Caches
from newsreader.library.enclosed import file_to_open, with_enclosures
from newsreader.library.exporting import export
from newsreader.library.opened import opened
from newsreader.library.reading import make_feed_article
from newsreader.model.article import Article, Block, Embed, Figure, Image, Paragraph, Span
from newsreader.model.parsed import Enclosure
from newsreader.render.kept import packed, read_slices
from newsreader.render.outline import outline_of
from newsreader.store.articles import keep_article
from newsreader.store.connection import Store
from newsreader.store.files import Files
from tests.builders import NOW, add_entries, add_feed, entry

SOUND = Enclosure("https://cdn.example/pod/ep2.mp3?from=feed", "audio/mpeg", 12 << 20, 2050)
PICTURE = Enclosure("https://cdn.example/2026/heron.jpg?w=140", "image/jpeg")
WORDS = Paragraph((Span("About bees."),))


def files(article: Article) -> list[str]:
    return [block.title for block in article.blocks if isinstance(block, Embed)]


def figure(url: str) -> Figure:
    return Figure((Image(url),))


@pytest.mark.parametrize(
    ("enclosure", "title"),
    [
        (SOUND, "Audio: ep2.mp3 · 12 MB · 34 min"),
        (Enclosure("https://cdn.example/a%20b.ogg"), "Audio: a b.ogg"),
        (Enclosure("https://cdn.example/film", "video/mp4", None, 7322), "Video on cdn.example · 2 h 2 min"),
        (Enclosure("https://cdn.example/law.pdf", "application/pdf", 0), "File: law.pdf"),
        (Enclosure("https://cdn.example/x%1B%5B31m%0Ay.mp3", "audio/mpeg", 1), "Audio: x y.mp3"),
        (Enclosure(f"https://cdn.example/{'x' * 200}.mp3", "audio/mpeg"), f"Audio: {'x' * 59}…"),
    ],
)
def test_a_file_is_told_by_kind_name_size_and_length(enclosure: Enclosure, title: str) -> None:
    assert with_enclosures(Article(blocks=(WORDS,)), [enclosure]).blocks == (WORDS, Embed(enclosure.url, title))


@pytest.mark.parametrize(
    ("shown", "from_page", "told"),
    [
        (WORDS, False, ["Picture: heron.jpg"]),
        (figure("https://img.example/2026/heron-1024x768.jpg"), False, []),
        (figure("https://img.example/2026/stork.jpg"), False, ["Picture: heron.jpg"]),
        (figure("https://img.example/2026/stork.jpg"), True, []),
        (Embed(PICTURE.url, "A heron"), False, ["A heron", "Picture: heron.jpg"]),
        (figure("http://[odd"), False, ["Picture: heron.jpg"]),
    ],
)
def test_pictures_that_are_shown_are_not_told_twice(shown: Block, from_page: bool, told: list[str]) -> None:
    larger = replace(PICTURE, url=PICTURE.url.replace("140", "700"))
    assert files(with_enclosures(Article(blocks=(WORDS, shown)), [PICTURE, larger], from_page)) == told


def test_a_file_that_the_text_embeds_is_not_told_twice() -> None:
    assert files(with_enclosures(Article(blocks=(Embed(SOUND.url, "Listen"),)), [SOUND])) == ["Listen"]


def test_a_long_article_stays_in_slices_and_numbers_the_file() -> None:
    linked = Paragraph((Span("the law", link="https://law.example/"),))
    long = read_slices(packed(Article(blocks=(*[Paragraph((Span("Bees. " * 500),))] * 30, linked))).splitlines(keepends=True))
    told = with_enclosures(long, [SOUND])
    assert outline_of(told.blocks).links == ("https://law.example/", SOUND.url)
    assert type(told.blocks) is type(long.blocks)
    assert (len(told.blocks), tuple(told.blocks)[:-1]) == (32, tuple(long.blocks))
    assert files(told) == ["Audio: ep2.mp3 · 12 MB · 34 min"]
    assert told == with_enclosures(long, [SOUND]) != long


def test_feed_text_page_and_export_tell_the_file(store: Store, tmp_path: Path) -> None:
    (entry_id,) = add_entries(store, add_feed(store), replace(entry("a", html="<p>About bees.</p>"), enclosures=(SOUND,)))
    title = "Audio: ep2.mp3 · 12 MB · 34 min"
    assert files(make_feed_article(store, entry_id)) == [title]
    for source in ("feed", "page"):
        if source == "page":
            keep_article(store, entry_id, "page", packed(Article("Bees", blocks=(WORDS,))), 2, NOW)
        found = opened(store, entry_id)
        assert found is not None
        assert found.article is not None
        assert (found.source, files(found.article)) == (source, [title])
        out = io.BytesIO()
        export(store, Caches(Files(tmp_path / "pages"), Files(tmp_path / "images")), "is:unread", "text", out)
        assert f"About bees.\n\n{title}\n{SOUND.url}\n" in out.getvalue().decode()


def test_what_opens_in_place_of_a_page_is_no_picture_if_there_is_another() -> None:
    assert file_to_open([PICTURE, SOUND]) == SOUND.url
    assert file_to_open([PICTURE]) == PICTURE.url
    assert file_to_open([]) is None
