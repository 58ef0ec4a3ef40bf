"""Documents as feeds: what is taken from them, what is refused, and in which words."""

from __future__ import annotations

import pytest

from newsreader.feeds.errors import NotAFeed
from newsreader.feeds.parse import parse_feed
from newsreader.model.parsed import Enclosure, ParsedEntry, ParsedFeed

URL = "https://hills.example/feeds/all.xml"


def rss(items: str, head: str = "", url: str | None = URL) -> ParsedFeed:
    """A feed of RSS items."""
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">'
        f"<channel><title>Hills</title>{head}{items}</channel></rss>"
    )
    return parse_feed(text.encode(), None, url)


def one(item: str) -> ParsedEntry:
    """The entry of a feed with one item."""
    (entry,) = rss(f"<item>{item}</item>").entries
    return entry


def atom(entry: str, head: str = "") -> ParsedEntry:
    """The entry of an Atom feed."""
    text = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Hills</title>{head}<entry>{entry}</entry></feed>'
    return parse_feed(text.encode(), None, URL).entries[0]


def test_a_feed_and_an_entry_with_everything() -> None:
    feed = rss(
        "<item><title>Rain &amp;amp; &lt;i&gt;wind&lt;/i&gt;</title><link>/2025/rain?a=1&amp;b=2</link><guid isPermaLink='false'>tag:rain</guid>"
        "<pubDate>Fri, 10 Oct 2025 08:00:00 +0200</pubDate><dc:creator>Asha Rao</dc:creator><category>Weather</category><category>Hills</category>"
        "<description>Short.</description><content:encoded><![CDATA[<p>Long &amp; wet.</p>]]></content:encoded>"
        "<enclosure url='https://cdn.example/rain.mp3' type='audio/mpeg' length='1234'/><comments>https://hills.example/rain#comments</comments></item>",
        "<link>https://hills.example</link><description>News of the hills</description><language>en-gb</language><ttl>30</ttl>",
    )
    assert feed == ParsedFeed(
        title="Hills",
        site_url="https://hills.example",
        entries=(
            ParsedEntry(
                identity="tag:rain",
                title="Rain & wind",
                url="https://hills.example/2025/rain?a=1&b=2",
                author="Asha Rao",
                published=1760076000,
                updated=None,
                html="<p>Long &amp; wet.</p>",
                enclosures=(Enclosure("https://cdn.example/rain.mp3", "audio/mpeg", 1234),),
                categories=("Weather", "Hills"),
                comments_url="https://hills.example/rain#comments",
                language="en-gb",
            ),
        ),
        language="en-gb",
        description="News of the hills",
        ttl=1800,
    )


def test_an_atom_entry_with_everything() -> None:
    entry = atom(
        "<title type='html'>Rain &amp;amp; wind</title><link href='rain'/><link rel='enclosure' href='/rain.mp3' type='audio/mpeg'/><id>urn:rain</id>"
        "<published>2025-10-10T08:00:00+02:00</published><updated>2025-10-10T09:00:00Z</updated><author><name>Asha Rao</name></author>"
        "<author><name>Bo Ek</name></author><category term='w' label='Weather'/><summary>Short</summary>"
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Long <b>and</b> wet.</p></div></content>"
    )
    assert entry == ParsedEntry(
        identity="urn:rain",
        title="Rain & wind",
        url="https://hills.example/feeds/rain",
        author="Asha Rao, Bo Ek",
        published=1760076000,
        updated=1760086800,
        html="<p>Long <b>and</b> wet.</p>",
        enclosures=(Enclosure("https://hills.example/rain.mp3", "audio/mpeg"),),
        categories=("Weather",),
        language="en",
    )


def test_an_entry_is_known_by_its_id_else_its_link_else_what_it_says() -> None:
    assert one("<guid>https://hills.example/1</guid><link>https://hills.example/2</link>").identity == "https://hills.example/1"
    assert one("<link>https://hills.example/2</link>").identity == "https://hills.example/2"
    nameless = one("<title>A</title><description>text</description>").identity
    assert nameless.startswith("sha256:")
    assert nameless == one("<description>text</description><title>A</title><pubDate>2025-10-10</pubDate>").identity
    assert nameless != one("<title>A</title><description>text 2</description>").identity
    assert one(f"<guid>{'x' * 5000}</guid>").identity != one(f"<guid>{'x' * 5001}</guid>").identity
    assert len(one(f"<guid>{'x' * 5000}</guid>").identity) < 100


def test_the_identity_does_not_change_when_the_feed_moves() -> None:
    item = "<item><guid>post-1</guid><title>A</title></item>"
    assert rss(item, url="http://old.example/").entries[0].identity == rss(item, url="https://new.example/feed").entries[0].identity == "post-1"


def test_the_first_entry_of_an_identity_stays() -> None:
    feed = rss("<item><guid>1</guid><title>First</title></item><item><guid>1</guid><title>Second</title></item><item><guid>2</guid></item>")
    assert [entry.title for entry in feed.entries] == ["First", ""]
    assert feed.doubles == 1


@pytest.mark.parametrize(
    ("item", "html"),
    [
        ("<description>Short</description><content:encoded>Long text</content:encoded>", "Long text"),
        ("<description>The summary</description><content:encoded></content:encoded>", "The summary"),
        ("<content:encoded>  </content:encoded><description>The summary</description>", "The summary"),
        ("<description>The whole story</description><media:content url='https://x.example/i.jpg'><media:description>Photo</media:description></media:content>",
         "The whole story"),
        ("<title>None</title>", ""),
    ],
)  # fmt: skip
def test_the_fullest_text_is_taken(item: str, html: str) -> None:
    assert one(item).html == html


def test_plain_text_becomes_html_and_html_stays_as_it_is() -> None:
    assert atom("<content type='text'>1 &lt; 2 &amp; 3\n\nNext\nline</content>").html == "<p>1 &lt; 2 &amp; 3</p>\n<p>Next<br>\nline</p>"
    assert atom("<content type='html'>&lt;p onclick='x()'&gt;a&lt;script&gt;</content>").html == "<p onclick='x()'>a<script>"


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("AT&amp;T", "AT&T"),
        ("AT&amp;amp;T", "AT&T"),
        ("Use &lt;b&gt; for bold", "Use <b> for bold"),
        ("&lt;b&gt;Bold&lt;/b&gt; news", "Bold news"),
        ("<![CDATA[<em>It&#8217;s</em>]]>", "It\u2019s"),
        ("  two\n lines ", "two lines"),
        ("Evil \u202emoc.elpmaxe &amp;#27;]52;c;eA==&amp;#7; title", "Evil moc.elpmaxe ]52;c;eA== title"),
        ("a\u009b31mb", "a\u203a31mb"),
    ],
)
def test_titles_become_clean_plain_text(title: str, plain: str) -> None:
    assert one(f"<title>{title}</title>").title == plain


def test_an_atom_title_is_what_its_type_says() -> None:
    assert atom("<title>&lt;b&gt; &amp;amp; &lt;/b&gt;</title>").title == "<b> &amp; </b>"
    assert atom("<title type='html'>&lt;b&gt; &amp;amp; &lt;/b&gt;</title>").title == "&"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://hills.example/ a", "https://hills.example/%20a"),
        ("../x", "https://hills.example/x"),
        ("//other.example/y", "https://other.example/y"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("mailto:x@y.example", None),
        ("data:text/html,x", None),
        ("https://", None),
        ("https://[bad/", None),
        ("https://hills.example/\u202excod.exe", "https://hills.example/xcod.exe"),
        ("https://hills.example/" + "a" * 9000, None),
        ('https://hills.example/"&lt;x&gt;', "https://hills.example/%22%3Cx%3E"),
    ],
)
def test_only_web_addresses_stay(link: str, url: str | None) -> None:
    assert one(f"<link>{link}</link><comments>{link}</comments>").url == url


def test_an_entry_without_a_link_has_its_ids_address() -> None:
    assert one("<guid isPermaLink='false'>https://hills.example/?p=7</guid><title>x</title>").url == "https://hills.example/?p=7"
    assert one("<guid isPermaLink='false'>7</guid><title>x</title>").url is None


def test_links_are_resolved_against_xml_base() -> None:
    base = "<link href='a'/><id>urn:a</id>"
    assert atom(base, "<logo/>").url == "https://hills.example/feeds/a"
    text = f"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://base.example/x/'><entry>{base}</entry><entry xml:base='y/'>{base}</entry></feed>"
    assert [entry.url for entry in parse_feed(text.replace("urn:a", "urn:b", 1).encode()).entries] == [
        "https://base.example/x/a", "https://base.example/x/y/a",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Fri, 10 Oct 2025 08:00:00 GMT", 1760083200),
        ("2025-10-10T08:00:00Z", 1760083200),
        ("Wed, 31 Dec 1969 23:59:59 GMT", None),
        ("0001-01-01T00:00:00Z", None),
        ("2099-01-01T00:00:00Z", 4070908800),
        ("2100-01-01T00:00:01Z", None),
        ("soon", None),
    ],
)
def test_dates_are_kept_where_they_are_sane(date: str, published: int | None) -> None:
    assert one(f"<title>x</title><pubDate>{date}</pubDate>").published == published


def test_an_entry_with_an_update_alone_was_published_then() -> None:
    assert atom("<id>urn:a</id><updated>2025-10-10T08:00:00Z</updated>").published == 1760083200


def test_an_atom_feeds_author_stands_for_its_entries() -> None:
    author = "<author><name>Asha Rao</name></author>"
    assert atom("<id>urn:a</id>", author).author == "Asha Rao"
    assert atom("<id>urn:a</id><author><name>Bo Ek</name></author>", author).author == "Bo Ek"


def test_enclosures_come_once_each_and_only_from_the_web() -> None:
    entry = one(
        "<enclosure url='https://cdn.example/a.mp3' type='Audio/MPEG' length='-1'/><enclosure url='https://cdn.example/a.mp3'/>"
        "<enclosure url='file:///etc/passwd'/><media:content url='/b.jpg' type='image/jpeg' fileSize='99'/>"
    )
    assert entry.enclosures == (
        Enclosure("https://cdn.example/a.mp3", "audio/mpeg"),
        Enclosure("https://hills.example/b.jpg", "image/jpeg", 99),
    )


@pytest.mark.parametrize(
    ("playing", "seconds"), [("2050", 2050), ("34:10", 2050), (" 1:02:03 ", 3723), ("12.5", 12), ("half an hour", None), ("-3", None), ("9" * 7, None), ("٣", None)]
)
def test_how_long_a_file_plays_is_read(playing: str, seconds: int | None) -> None:
    told = f"<itunes:duration xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>{playing}</itunes:duration>"
    entry = one(f"<title>Bees</title>{told}<enclosure url='https://cdn.example/a.mp3' type='audio/mpeg'/>")
    assert [each.seconds for each in entry.enclosures] == [seconds]
    media = one(f"<title>Bees</title><media:content url='/b.mp4' type='video/mp4' duration='{playing}'/>")
    assert [each.seconds for each in media.enclosures] == [seconds]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "the answer is empty"),
        (b"\xef\xbb\xbf \n", "the answer is empty"),
        (b"<!DOCTYPE html><html><body>Hello</body></html>", "this is a web page, not a feed"),
        (b"<!-- x --><HTML><p>", "this is a web page, not a feed"),
        (b"Hello there", "this is plain text, not a feed"),
        (b'<?xml version="1.0"?><urlset><url/></urlset>', "this is XML, but not a feed (it starts with <urlset>)"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "this is a file of another kind, not a feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1",\n"items": [\n{"id": "1', "the JSON breaks off at line 3"),
        (b'{"items": [\n{"id": 1,,}]}', "the JSON is broken at line 2, column 10"),
        (b'{"rss": {"channel": {}}}', "this is RSS written as JSON, which is not a JSON Feed"),
        (b"[1, 2]", "this is JSON, but not a JSON Feed"),
    ],
)
def test_what_is_no_feed_is_told_in_words(body: bytes, words: str) -> None:
    with pytest.raises(NotAFeed) as caught:
        parse_feed(body)
    assert str(caught.value) == words


def test_a_feed_without_entries_is_a_feed() -> None:
    assert rss("").entries == ()
    assert rss("").title == "Hills"


def test_a_feed_with_a_page_or_warnings_around_it_is_found() -> None:
    feed = b"<rss version='2.0'><channel><title>Hills</title><item><guid>1</guid></item></channel></rss>"
    for around in (b"<br />\n<b>Warning</b>: x in y.php", b"<html><body><pre>", b"\n\n  <!-- cached -->"):
        assert len(parse_feed(around + feed + b"\n<!-- 0.1 s --><script>x</script></html>").entries) == 1


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    feed = parse_feed(b"<rss version='2.0'><channel><title>A & B</title><item><title>One &nbsp; two</title><guid>1</guid></item><item><title>Th")
    assert [entry.title for entry in feed.entries] == ["One \xa0 two"]
    assert feed.title == "A & B"
