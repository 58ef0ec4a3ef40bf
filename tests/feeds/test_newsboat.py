"""newsboat's urls file."""

from __future__ import annotations

from newsreader.feeds.newsboat import NewsboatUrls, read_newsboat_urls
from newsreader.model.subscription import Subscription


def test_addresses_tags_titles_and_hidden_feeds() -> None:
    text = (
        "# my feeds\n\n"
        'https://a.example/feed news "long reads" "~The \\"A\\" feed"\n'
        "https://b.example/#part  tech ! # said in passing\n"
        '"https://c.example/x y"\r\n'
        "feed://d.example/\n"
    )
    assert read_newsboat_urls(text) == NewsboatUrls(
        (
            Subscription("https://a.example/feed", 'The "A" feed', tags=("news", "long reads")),
            Subscription("https://b.example/#part", tags=("tech",)),
            Subscription("https://c.example/x y"),
            Subscription("http://d.example/"),
        ),
        (),
        frozenset(("https://b.example/#part",)),
    )


def test_commands_come_over_for_the_user_to_confirm_and_query_feeds_by_name_and_filter() -> None:
    found = read_newsboat_urls(
        'exec:~/bin/feed.sh news\n"filter:sort -u:https://a.example/"\n"query:Unread:unread = \\"yes\\""\nfoo bar\nhttps://a.example/\nhttps://a.example/ again\n'
    )
    assert [one.url for one in found.subscriptions] == ["exec:~/bin/feed.sh", "filter:sort -u:https://a.example/", "https://a.example/"]
    assert found.subscriptions[0].tags == ("news",)
    assert found.skipped == (
        (4, "foo bar", "not an address that starts with http://, https:// or file://"),
        (6, "https://a.example/ again", "the same address as on an earlier line"),
    )
    assert found.queries == ((3, '"query:Unread:unread = \\"yes\\""', "Unread", 'unread = "yes"'),)


def test_a_broken_file_never_fails() -> None:
    found = read_newsboat_urls('\ufeffhttps://a.example/ "open\nhttp://\n"\n\\\n""\nhttps://b.example/ "\\"')
    assert [one.url for one in found.subscriptions] == ["https://a.example/", "https://b.example/"]
    assert found.subscriptions[0].tags == ("open",)


def test_titles_and_tags_are_clean() -> None:
    found = read_newsboat_urls('https://a.example/ "~A\x1b]0;x\x07B" "t\u202eag"')
    assert found.subscriptions == (Subscription("https://a.example/", "AB", tags=("tag",)),)
