from __future__ import annotations

import pytest

from newsreader.model.query import Query, QueryError, parse_query


def test_words_phrases_and_conditions_are_read_together() -> None:
    assert parse_query('is:unread feed:3,4 monsoon "south coast" id:7 folder:News/India is:starred') == Query(
        words=("monsoon",), phrases=("south coast",), ids=(7,), feeds=(3, 4), folder="News/India", unread=True, starred=True
    )


def test_the_empty_query_is_every_entry() -> None:
    assert parse_query("  ") == Query()


def test_a_word_with_a_colon_that_is_no_condition_is_a_word() -> None:
    assert parse_query("http://x ratio:3").words == ("http://x", "ratio:3")


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [("a id:x", 2, "number"), ('a b "open', 4, "not closed"), ("is:tired", 0, "is:unread"), ("feed:", 0, "number"), ("folder:", 0, "folder")],
)
def test_an_error_points_at_its_place_and_says_what_would_fit(text: str, position: int, says: str) -> None:
    with pytest.raises(QueryError, match=says) as caught:
        parse_query(text)
    assert caught.value.position == position
