"""Every kind of feed that there is, and what is around and in them: title, link, text and date arrive from each."""

from __future__ import annotations

import json

import pytest

from newsreader.feeds.parse import parse_feed
from newsreader.model.parsed import ParsedEntry, ParsedFeed

URL = "https://hills.example/feeds/all.xml"
WHEN = 1_773_309_600
ITEM = "<item><title>Rain</title><link>https://hills.example/rain</link><description>It rained &amp;amp; rained.</description></item>"
DATED = ITEM.replace("</item>", "<pubDate>Thu, 12 Mar 2026 10:00:00 GMT</pubDate></item>")
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'

KINDS = {
    "RSS 0.90": f'<rdf:RDF {RDF} xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>Hills</title></channel>{ITEM}</rdf:RDF>',
    "RSS 0.91 of Netscape": f'<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Hills</title>{ITEM}</channel></rss>',
    **{f"RSS {version}": f'<rss version="{version}"><channel><title>Hills</title>{DATED}</channel></rss>' for version in ("0.91", "0.92", "0.93", "0.94", "2.0", "2.01", "")},
    "RSS 1.0": f'<rdf:RDF {RDF} xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Hills</title></channel>{ITEM.replace("<item>", "<item rdf:about=x>".replace("x", chr(34) + "https://hills.example/rain" + chr(34))).replace("</item>", "<dc:date>2026-03-12T11:00:00+01:00</dc:date></item>")}</rdf:RDF>',
    "Atom 0.3": '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Hills</title><entry><title>Rain</title><link rel="alternate" type="text/html" href="https://hills.example/rain"/><id>tag:rain</id><issued>2026-03-12T10:00:00Z</issued><content type="text/html" mode="escaped">It rained &amp;amp; rained.</content></entry></feed>',
    "Atom 1.0": '<feed xmlns="http://www.w3.org/2005/Atom"><title>Hills</title><entry><title>Rain</title><link href="https://hills.example/rain"/><id>tag:rain</id><published>2026-03-12T10:00:00Z</published><summary type="html">It rained &amp;amp; rained.</summary></entry></feed>',
    **{f"JSON Feed {version}": json.dumps({"version": f"https://jsonfeed.org/version/{version}", "title": "Hills", "items": [{"id": "rain", "title": "Rain", "url": "https://hills.example/rain", "content_html": "It rained &amp; rained.", "date_published": "2026-03-12T10:00:00Z"}]}) for version in ("1", "1.1")},
}
UNDATED = {"RSS 0.90", "RSS 0.91 of Netscape"}


def read(text: str | bytes, content_type: str | None = None) -> ParsedFeed:
    """A document as a feed."""
    return parse_feed(text.encode() if isinstance(text, str) else text, content_type, URL)


def rss(item: str) -> ParsedEntry:
    """An item with every namespace declared."""
    spaces = {
        "media": "http://search.yahoo.com/mrss/", "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd", "podcast": "https://podcastindex.org/namespace/1.0",
        "content": "http://purl.org/rss/1.0/modules/content/", "dc": "http://purl.org/dc/elements/1.1/", "georss": "http://www.georss.org/georss", "atom": "http://www.w3.org/2005/Atom",
        "dcterms": "http://purl.org/dc/terms/", "slash": "http://purl.org/rss/1.0/modules/slash/", "wfw": "http://wellformedweb.org/CommentAPI/",
    }  # fmt: skip
    declared = " ".join(f'xmlns:{name}="{space}"' for name, space in spaces.items())
    (entry,) = read(f'<rss version="2.0" {declared}><channel><title>Hills</title><item>{item}</item></channel></rss>').entries
    return entry


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_read(kind: str) -> None:
    feed = read(KINDS[kind])
    (entry,) = feed.entries
    assert feed.title == "Hills"
    assert (entry.title, entry.url, entry.html) == ("Rain", "https://hills.example/rain", "It rained &amp; rained.")
    assert entry.published == (None if kind in UNDATED else WHEN)


@pytest.mark.parametrize("content_type", ["text/html", "text/plain", "application/octet-stream", "image/png", "application/json", "", "nonsense;;charset="])
@pytest.mark.parametrize("kind", ["RSS 2.0", "Atom 1.0", "JSON Feed 1.1"])
def test_whatever_its_server_calls_it(kind: str, content_type: str) -> None:
    assert read(KINDS[kind], content_type).entries[0].title == "Rain"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\n\n  ", ""),
        ("\ufeff", ""),
        ("<br />\n<b>Warning</b>: x in <b>y.php</b> on line 3<br />\n", ""),
        ("<html><body><pre>", "</pre></body></html>"),
        ("<!-- cached --><!DOCTYPE html>", "<!-- served in 0.1 s --><script>x</script>"),
        ("<?xml version='1.0'?>\n<?xml-stylesheet href='x.xsl'?>\n<!-- hi -->\n", "\n\n\x00"),
    ],
    ids=range(6),
)
def test_whatever_stands_around_it(before: str, after: str) -> None:
    assert read(before + KINDS["RSS 2.0"] + after).entries[0].title == "Rain"


def test_what_media_and_podcast_namespaces_say_is_taken() -> None:
    video = rss('<title>Film</title><guid>yt:1</guid><media:group><media:title>Film</media:title><media:content url="https://v.example/1.mp4" type="video/mp4" fileSize="9"/><media:thumbnail url="https://v.example/1.jpg"/><media:description>First line\nsecond line\n\nAnother part</media:description></media:group>')
    assert video.html == "<p>First line<br>\nsecond line</p>\n<p>Another part</p>"
    assert [(each.url, each.type, each.length) for each in video.enclosures] == [("https://v.example/1.mp4", "video/mp4", 9)]
    show = rss('<itunes:title>Episode</itunes:title><guid isPermaLink="false">ep1</guid><itunes:summary>What it is about.</itunes:summary><itunes:author>Asha</itunes:author><itunes:image href="https://p.example/1.jpg"/><itunes:duration>1:02:03</itunes:duration><enclosure url="https://p.example/1.mp3" type="audio/mpeg" length="5"/><podcast:transcript url="https://p.example/1.vtt" type="text/vtt"/><podcast:chapters url="https://p.example/1.json" type="application/json+chapters"/>')
    assert (show.title, show.author, show.url) == ("Episode", "Asha", None)
    assert "What it is about." in show.html
    assert show.enclosures[0].url == "https://p.example/1.mp3"
    assert "Short" in rss("<guid>1</guid><itunes:subtitle>Short</itunes:subtitle>").html


def test_what_dublin_core_content_and_others_say_is_taken() -> None:
    entry = rss("<title>Quake</title><link>https://h.example/q</link><dc:creator>Asha Rao</dc:creator><dc:date>2026-03-12T10:00:00Z</dc:date><dc:subject>Earth</dc:subject><content:encoded><![CDATA[<p>Long.</p>]]></content:encoded><description>Short</description><georss:point>45.2 -71.9</georss:point><slash:comments>4</slash:comments><wfw:commentRss>https://h.example/c</wfw:commentRss>")
    assert (entry.author, entry.published, entry.html) == ("Asha Rao", WHEN, "<p>Long.</p>")
    assert entry.categories == ("Earth",)


def test_bases_and_languages_hold_where_they_stand() -> None:
    feed = read('<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://b.example/x/"><title>C</title><entry xml:lang="pa" xml:base="deep/"><title>A</title><id>tag:1</id><link href="rel"/><content type="html">x</content></entry><entry><title>B</title><id>tag:2</id><link href="rel"/></entry></feed>')
    assert [(entry.url, entry.language) for entry in feed.entries] == [("https://b.example/x/deep/rel", "pa"), ("https://b.example/x/rel", "en")]


def test_lines_of_text_without_any_tag_stay_lines_but_where_a_program_wrapped_them() -> None:
    assert rss("<guid>1</guid><description>One\ntwo</description>").html == "<p>One<br>\ntwo</p>"
    wrapped = "\n".join("word " * 14 + "end" for _ in range(4))
    assert "<br>" not in rss(f"<guid>1</guid><description>{wrapped}</description>").html
    assert rss("<guid>1</guid><description>&lt;p&gt;One\ntwo&lt;/p&gt;</description>").html == "<p>One\ntwo</p>"


def test_an_id_that_is_no_address_is_no_link() -> None:
    assert rss("<title>A</title><guid>a-1</guid>").url is None
    assert rss("<title>A</title><guid>https://h.example/a</guid>").url == "https://h.example/a"
    assert rss("<title>A</title><guid>a-1</guid><link>story.html</link>").url == "https://hills.example/feeds/story.html"
