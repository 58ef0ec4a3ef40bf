"""The HTML inside feeds."""

from __future__ import annotations

from newsreader.declutter.page import feed_article
from newsreader.render.plain import to_text
from tests.declutter.pages import STORY, URL


def text(html: str, title: str = "") -> str:
    return to_text(feed_article(html, URL, title))


def test_text_and_html_are_paragraphs() -> None:
    assert text("Just a line.") == "Just a line."
    assert text("One.<br><br>Two.") == "One.\n\nTwo."
    assert text("") == ""


def test_what_feeds_append_is_hidden() -> None:
    story = "".join(f"<p>{line}</p>" for line in STORY)
    tail = "<p>The post <a href='/2024/bridge'>Bridge closed</a> appeared first on <a href='/'>The Example</a>.</p><img src='/c.gif' width='1' height='1'>"
    article = feed_article(story + tail, URL, "Bridge closed")
    assert to_text(article) == "\n\n".join(STORY)
    assert [piece.kind for piece in article.hidden] == ["promo"]


def test_a_link_post_keeps_its_link() -> None:
    assert text("<p><a href='https://other.example/'>A fine essay on bridges</a></p>") == "A fine essay on bridges"


def test_a_short_entry_is_never_emptied() -> None:
    assert text("<p><a href='/more'>Read more</a></p>") != ""


def test_links_that_an_author_chose_are_the_entry() -> None:
    links = "".join(f"<li><a href='https://example.com/{n}'>Essay number {n}</a></li>" for n in range(9))
    lone = "<p><a href='https://example.com/lone'>A fine piece on ferries</a></p>"
    shown = text(f"<p>What I read this week, all of it on one site.</p><ul>{links}</ul>{lone}<h3>Sponsored by:</h3><ul><li>A maker of oars</li></ul>")
    assert "Essay number 8" in shown
    assert "A fine piece on ferries" in shown
    assert "Sponsored by:" in shown


def test_a_link_at_the_end_to_the_entry_itself_is_hidden() -> None:
    story = "".join(f"<p>{line}</p>" for line in STORY)
    article = feed_article(f"{story}<p><a href='{URL}?utm_source=feed#more'>Permalink</a></p>", URL)
    assert to_text(article) == "\n\n".join(STORY)
    assert [piece.reason for piece in article.hidden] == ["nothing but a link to the entry itself"]


PLAYER = "<iframe src='https://open.spotify.com/embed/episode/abc' title='My show'></iframe>"


def test_a_label_is_not_hidden_where_it_is_all_the_text() -> None:
    for html in (f"Listen {PLAYER}", f"<p>Listen</p>{PLAYER}", f"<h3>Listen</h3><p>Watch</p>{PLAYER}"):
        article = feed_article(html, URL, "Framed")
        assert to_text(article).startswith("Listen"), html
        assert [piece.text for piece in article.hidden] == [], html


def test_a_label_under_a_text_is_hidden_in_a_feed_too() -> None:
    article = feed_article(f"<p>{STORY[0]}</p><p>{STORY[1]}</p><p>Listen</p>{PLAYER}", URL, "Framed")
    assert "Listen" in [piece.text for piece in article.hidden]


def test_share_buttons_that_are_all_the_text_are_still_no_text() -> None:
    article = feed_article("<img src='/heron.jpg' width='800' height='600'><p>Share on Facebook</p>", URL, "Heron")
    assert (to_text(article), [piece.kind for piece in article.hidden]) == ("", ["share"])
