from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from newsreader.model.article import Article, Figure, Footnote, Image, Paragraph, Span
from newsreader.render.chapters import Chapter, chapter_html, picture
from newsreader.render.epub import write_epub
from newsreader.render.longpage import long_page
from tests.pages import picture as png
from tests.render.articles import articles, paragraph

NOW = 1_746_000_000
URL = "https://site.example/a.png?x=1&y=2"


def book(*chapters: Chapter) -> zipfile.ZipFile:
    out = io.BytesIO()
    assert write_epub(out, "News & views", chapters, NOW) == len(chapters)
    return zipfile.ZipFile(io.BytesIO(out.getvalue()))


def chapter(article: Article, section: str = "Hills") -> Chapter:
    taken = picture("a", png())
    assert taken is not None
    return Chapter(article, section, {URL: taken})


def text_of(archive: zipfile.ZipFile, name: str) -> str:
    return archive.read(f"book/{name}").decode()


def test_the_type_stands_first_and_unpacked() -> None:
    first = book(chapter(Article("One"))).infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")


def test_contents_are_by_feed_and_name_every_chapter() -> None:
    archive = book(chapter(Article("One")), chapter(Article("Two <b>")), chapter(Article(url="https://site.example/c"), "Plains"))
    contents = ElementTree.fromstring(text_of(archive, "contents.xhtml"))  # noqa: S314
    names = ["".join(each.itertext()) for each in contents.iter() if each.tag.endswith(("}a", "}span"))]
    assert names == ["Hills", "One", "Two <b>", "Plains", "https://site.example/c"]


def test_bylines_links_and_pictures_come_along() -> None:
    article = Article(
        "One", "Meher Dastoor", blocks=(Figure((Image(URL, "A bridge"),)), Paragraph((Span("the ferry", link="https://site.example/b?a=1&b=2"),)))
    )
    archive = book(chapter(article))
    page = text_of(archive, "0001.xhtml")
    assert "Meher Dastoor" in page
    assert '<img src="a.png" alt="A bridge"/>' in page
    assert '<a href="https://site.example/b?a=1&amp;b=2"' in page
    assert archive.read("book/a.png") == png()


def test_a_picture_that_is_not_there_becomes_a_link_and_one_of_two_chapters_is_kept_once() -> None:
    missing = Article("One", blocks=(Figure((Image("https://site.example/gone.png", "A ferry"),)),))
    shown = Article("Two", blocks=(Figure((Image(URL),)),))
    archive = book(chapter(missing), chapter(shown))
    assert 'href="https://site.example/gone.png"' in text_of(archive, "0001.xhtml")
    assert "<img" not in text_of(archive, "0001.xhtml")
    assert [name for name in archive.namelist() if name.endswith(".png")] == ["book/a.png"]


def test_notes_lead_to_places_that_are_there() -> None:
    article = Article(
        "One",
        blocks=(
            Paragraph((Span("water", note="²"), Span("wine", note="lost"))),
            Footnote("²", (paragraph("cold"),)),
            Footnote("²", (paragraph("colder"),)),
        ),
    )
    html = chapter_html(chapter(article), "a1-", lambda taken: taken.name)
    assert re.findall(r'id="([^"]*)"', html) == ["a1-n1", "a1-n2"]
    assert re.findall(r'href="#([^"]*)"', html) == ["a1-n1"]
    assert "wine" in html


@pytest.mark.parametrize("link", ["http://[bad", "http://a b/", "https://site.example:99999/", "http://", "javascript:alert(1)", "mailto:a b"])
def test_what_is_no_address_is_no_link(link: str) -> None:
    html = chapter_html(chapter(Article("One", blocks=(Paragraph((Span("here", link=link),)),))), "", lambda taken: taken.name)
    assert "here" in html
    assert "<a " not in html or "%20" in html


@settings(deadline=None, max_examples=60)
@given(articles)
def test_every_article_is_well_formed(article: Article) -> None:
    html = chapter_html(Chapter(article, "", {}), "", lambda taken: taken.name)
    ElementTree.fromstring(f"<article>{html}</article>")  # noqa: S314
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(ids)


def test_one_html_file_needs_nothing_else() -> None:
    article = Article("One", blocks=(Figure((Image(URL),)), Paragraph((Span("x", note="1"),)), Footnote("1", (paragraph("y"),))))
    page = "".join(long_page("News", ["One", "Two"], [chapter(article), chapter(Article("Two", blocks=article.blocks))]))
    assert page.count('<img src="data:image/png;base64,') == 2
    assert re.findall(r' id="([^"]*)"', page) == ["a1", "a1-n1", "a2", "a2-n1"]
    assert "img-src data:;" in page
    assert 'src="http' not in page


def test_kinds_of_pictures_are_told_by_their_bytes() -> None:
    assert [found and found.media_type for found in (picture("a", png()), picture("a", b"\xff\xd8\xff\xe0"), picture("a", b"<svg/>"))] == [
        "image/png",
        "image/jpeg",
        None,
    ]


@settings(deadline=None, max_examples=1)
@given(articles)
def test_epubcheck_finds_nothing(article: Article) -> None:
    jar = Path("/usr/bin/epubcheck")
    if shutil.which("java") is None or not jar.exists():
        pytest.skip("epubcheck is not here (Debian: apt-get install epubcheck)")
    path = Path(subprocess.run(["mktemp", "--suffix=.epub"], capture_output=True, text=True, check=True).stdout.strip())
    shown = Article("Shown", "By", language="hi", direction="rtl", blocks=(Figure((Image(URL, "x"),)), *article.blocks), url="https://site.example/a")
    with path.open("wb") as out:
        write_epub(out, "News & views", [chapter(article), chapter(shown, "Plains <3")], NOW)
    told = subprocess.run(["java", "-jar", str(jar), str(path)], capture_output=True, text=True)
    path.unlink()
    assert told.returncode == 0, told.stderr
