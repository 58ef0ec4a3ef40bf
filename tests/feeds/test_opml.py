"""OPML in and out."""

from __future__ import annotations

import pytest

from newsreader.feeds.opml import BadOpml, read_folders, read_opml, write_opml
from newsreader.model.subscription import Subscription


def opml(body: str) -> tuple[Subscription, ...]:
    """The subscriptions of an OPML body."""
    return read_opml(f'<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>{body}</body></opml>'.encode())


def test_nested_folders_tags_titles_and_sites() -> None:
    assert opml(
        """<outline text="News"><outline text="India" title="India">
             <outline type="rss" text="The Hills" title="The Hills" xmlUrl="https://hills.example/feed" htmlUrl="https://hills.example/"
                      category="/daily,long reads, "/></outline></outline>
           <outline XMLURL="https://top.example/?a=1&amp;b=2" TEXT="Top"/>"""
    ) == (
        Subscription("https://hills.example/feed", "The Hills", "https://hills.example/", "News/India", ("daily", "long reads")),
        Subscription("https://top.example/?a=1&b=2", "Top"),
    )


def test_a_folder_may_be_a_feed_too() -> None:
    found = opml('<outline text="Hills" xmlUrl="https://a.example/"><outline text="B" xmlUrl="https://b.example/"/></outline>')
    assert [(one.url, one.folder) for one in found] == [("https://a.example/", None), ("https://b.example/", "Hills")]


def test_a_feed_in_two_folders_is_there_once_with_all_its_tags() -> None:
    found = opml(
        '<outline text="A"><outline text="F" xmlUrl="https://f.example/" category="x"/></outline>'
        '<outline text="B"><outline text="F2" xmlUrl="https://f.example/" category="y,x"/></outline>'
    )
    assert found == (Subscription("https://f.example/", "F", None, "A", ("x", "y")),)


def test_what_is_no_feeds_address_is_left_out() -> None:
    found = opml(
        '<outline xmlUrl="javascript:alert(1)"/><outline xmlUrl=""/><outline text="note"/>'
        '<outline xmlUrl="feed://f.example/x"/><outline xmlUrl="feed:https://g.example/x"/><outline xmlUrl="file:///home/me/x.xml"/>'
    )
    assert [one.url for one in found] == ["http://f.example/x", "https://g.example/x", "file:///home/me/x.xml"]


def test_commands_come_in_as_they_stand_for_the_user_to_confirm() -> None:
    found = opml('<outline xmlUrl="exec:~/bin/feed x"/><outline xmlUrl="filter:sort -u:https://f.example/"/>')
    assert [one.url for one in found] == ["exec:~/bin/feed x", "filter:sort -u:https://f.example/"]


def test_addresses_with_a_bare_ampersand_are_read() -> None:
    assert opml('<outline text="Q&A" xmlUrl="https://f.example/?a=1&b=2&amp;c=3"/>')[0].url == "https://f.example/?a=1&b=2&c=3"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "the file is empty"),
        (b"hello", "this is no OPML (it is not XML)"),
        (b"<html><body/></html>", "this is no OPML (it starts with <html>)"),
        (b"<opml>\n<body>\n<outline", "the OPML breaks off at line 3"),
        (b"<opml>\n<body>\n</opml>", "the OPML is broken at line 3: Opening and ending tag mismatch: body line 2 and opml"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><opml/>', "the file declares entities, which no OPML needs"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><opml/>'.encode("utf-16"), "the file declares entities, which no OPML needs"),
        (b"<opml>" + b"<outline>" * 300_000, "the OPML is nested too deeply"),
    ],
    ids=range(8),
)
def test_what_is_no_opml_is_told_in_words(body: bytes, words: str) -> None:
    with pytest.raises(BadOpml) as caught:
        read_opml(body)
    assert str(caught.value) == words


def test_out_and_in_again_loses_nothing() -> None:
    subscriptions = (
        Subscription("https://a.example/?x=1&y=2", 'The "A" & <b>', "https://a.example/", "News/India", ("x", "a, b", "100%", "/slash", "%2C")),
        Subscription("https://b.example/", None, None, "News", ()),
        Subscription("https://c.example/", "हिन्दी 東京", None, "Politics \u2215 Law/Deep \u2215er"),
        Subscription("file:///home/me/feed.xml", "Mine"),
    )
    body = write_opml(subscriptions, "My feeds")
    assert set(read_opml(body)) == set(subscriptions)
    assert b'text="Politics / Law"' in body
    assert write_opml(read_opml(body), "My feeds") == body


def test_a_folders_slash_is_kept_apart_from_folders_in_folders() -> None:
    assert opml('<outline text="AC/DC"><outline text="x" xmlUrl="https://x.example/"/></outline>')[0].folder == "AC\u2215DC"


def test_settings_go_out_and_come_in_with_feeds_and_folders_and_other_programs_see_only_what_they_know() -> None:
    feeds = [Subscription("https://a.example/", "A", folder="News/Asia", options=(("every", "2h"), ("full_text", "always")))]
    folders = {"": {"ip": "4"}, "News": {"every": "1d"}, "News/Asia": {"images": "off"}}
    body = write_opml(feeds, "x", folders)
    assert read_opml(body) == tuple(feeds)
    assert read_folders(body) == folders
    assert b' every="' not in body
    assert read_folders(write_opml(feeds, "x")) == {}


def test_an_attribute_of_nobody_knows_what_is_no_setting() -> None:
    assert opml('<outline text="x" xmlUrl="https://x.example/" every="2h" x:every="1h" xmlns:x="urn:other"/>')[0].options == ()


def test_titles_are_clean_and_control_characters_never_break_the_file() -> None:
    assert opml('<outline text="a\u202eb" xmlUrl="https://x.example/"/>')[0].title == "ab"
    assert read_opml(write_opml([Subscription("https://x.example/", "a\x1b\x00b\ud800\uffff")], "t\x00"))[0].title == "ab"


def test_a_feed_that_is_there_ten_thousand_times_has_the_tags_of_all() -> None:
    outlines = "".join(f"<outline xmlUrl='https://a.example/' category='{number},x'/>" for number in range(10_000))
    (feed,) = read_opml(f"<opml><body>{outlines}</body></opml>".encode())
    assert (len(feed.tags), feed.tags[:3]) == (10_001, ("0", "x", "1"))
