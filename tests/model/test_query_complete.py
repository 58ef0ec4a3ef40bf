from __future__ import annotations

import re

import pytest

from newsreader.model.query import parse_query
from newsreader.model.query_complete import Names, completions

NAMES = Names(((3, "BBC News"), (4, "Hindustan"), (5, 'The "Quoted" (One)')), ("News", "News/India"), ("india", "sport"), ("en", "hi"), ("Ada Lovelace", "Grace"))


def offered(text: str) -> list[str]:
    """The whole query after each completion at its end."""
    return [text[: each.start] + each.text + text[each.end :] for each in completions(text, len(text), NAMES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rain is:un", ["rain is:unread", "rain is:unstarred"]),
        ("title:rain is:un", ["title:rain is:unread", "title:rain is:unstarred"]),
        ('feed:"BBC News" lang:h', ['feed:"BBC News" lang:hi']),
        ("-is:un", ["-is:unread", "-is:unstarred"]),
        ("(is:off", ["(is:offline"]),
        ("feed:ws", ['feed:"BBC News"']),
        ('feed:"bbc n', ['feed:"BBC News"']),
        ("feed:quoted", ["feed:5"]),
        ("folder:india", ["folder:News/India"]),
        ("tag:", ["tag:india", "tag:sport"]),
        ("lang:h", ["lang:hi"]),
        ("newer:2", ["newer:2d", "newer:12h"]),
        ("words:", ["words:>1000", "words:<300", "words:300..1000"]),
        ("rain tit", ["rain title:"]),
        ("rain O", ["rain OR"]),
        ("-fo", ["-folder:"]),
        ('unread = "', ['unread = "yes"', 'unread = "no"']),
        ('unread = "yes" ', ['unread = "yes" and', 'unread = "yes" or']),
        ('unread = "yes" and (feedt', ['unread = "yes" and (feedtitle ']),
        ("author:lo", ['author:"Ada Lovelace"']),
        ('feedtitle =~ "bbc', ['feedtitle =~ "BBC News"']),
        ('tags # ', ['tags # "india"', 'tags # "sport"']),
        ('unread = "yes" and author = "', ['unread = "yes" and author = "Ada Lovelace"', 'unread = "yes" and author = "Grace"']),
        ("age between ", ["age between 0:7"]),
        ('flags # "', ['flags # "s"']),
        ('title = "', []),
        ('unread = "yes" an', ['unread = "yes" and']),
        ('unread = "yes" and au', ['unread = "yes" and author ']),
        ('"a phrase is:', []),
        ("nothing:", []),
    ],
)
def test_what_fits_at_the_cursor_is_offered(text: str, expected: list[str]) -> None:
    assert offered(text) == expected


def test_an_empty_query_offers_every_key() -> None:
    assert {"is:", "feed:", "newer:", "OR"} <= set(offered(""))


def test_in_the_middle_of_a_query_only_what_is_typed_is_replaced() -> None:
    found = completions("is:starr feed:3", 8, NAMES)
    assert [(each.start, each.end, each.text) for each in found] == [(3, 8, "starred"), (3, 8, "unstarred")]


@pytest.mark.parametrize("text", ["is:", "feed:", "folder:", "tag:", "lang:", "newer:", "older:", "words:"])
def test_every_value_that_is_offered_can_be_read(text: str) -> None:
    whole = offered(text)
    assert whole
    for each in whole:
        assert list(parse_query(each).parts())


def test_operators_of_newsboats_filters_and_dates_are_offered() -> None:
    def texts(text: str) -> list[str]:
        return [each.text for each in completions(text, len(text), Names())]

    assert texts("title ")[:3] == ['= "', '!= "', '=~ "']
    assert texts('unread = "yes" and age b') == ["between "]
    assert texts("age >") == ["> ", ">= "]
    assert all(re.fullmatch(r"\d{4}-\d\d-01", text) for text in texts("before:"))
    assert len(texts("after:20")) >= 3
