"""An author's name and address, however the domain ends."""

from __future__ import annotations

import pytest

from newsreader.feeds.mailbox import split_mailbox
from newsreader.feeds.parse import parse_feed


@pytest.mark.parametrize(
    ("author", "name", "email"),
    [
        ("jo@site.com (Jo Writer)", "Jo Writer", "jo@site.com"),
        ("jo@paper.media (Jo Writer)", "Jo Writer", "jo@paper.media"),
        ("Jo Writer <jo@x.example>", "Jo Writer", "jo@x.example"),
        ("jo@site.online", "", "jo@site.online"),
        ("Jo Writer", "Jo Writer", ""),
    ],
)
def test_a_mailbox_is_a_name_and_an_address(author: str, name: str, email: str) -> None:
    assert split_mailbox(author) == (name, email)


@pytest.mark.parametrize("strange", ["", "<strange:tag xmlns:strange='urn:x'/><b>"])
def test_both_parsers_read_authors_so(strange: str) -> None:
    item = "<item><title>t</title><guid>1</guid><author>jo@paper.media (Jo Writer)</author></item>"
    feed = parse_feed(f"<rss version='2.0'><channel><title>T</title>{strange}{item}</channel></rss>".encode(), "https://x.example/")
    assert [entry.author for entry in feed.entries] == ["Jo Writer"]
