"""Orders of lists, as they are typed and told."""

from __future__ import annotations

import pytest

from newsreader.model.sorting import NEWEST, SortError, in_words, parse_sorting, turned, written


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-date", "newest first"), ("date", "oldest first"), ("unread,-date", "unread first"), (" unread , -length ", "unread first, longest first"),
        ("feed,date", "by feed, oldest first"),
    ],
)  # fmt: skip
def test_an_order_is_read_and_told(text: str, words: str) -> None:
    assert in_words(parse_sorting(text)) == words
    assert parse_sorting(written(parse_sorting(text))) == parse_sorting(text)


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [("unread, colour", 8, "colour is nothing"), ("unread,unread", 7, "twice"), ("", 0, "nothing is nothing"), ("date,", 5, "nothing"), ("--date", 0, "--date")],
)
def test_what_is_wrong_in_an_order_is_pointed_at(text: str, position: int, words: str) -> None:
    with pytest.raises(SortError, match=words) as error:
        parse_sorting(text)
    assert error.value.position == position


def test_an_order_is_turned_round_by_its_first_key() -> None:
    assert written(turned(parse_sorting("unread,-date"))) == "-unread,-date"
    assert turned(turned(NEWEST)) == NEWEST
