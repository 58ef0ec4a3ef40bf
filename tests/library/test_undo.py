"""How long ago something was, in words."""

from __future__ import annotations

import pytest

from newsreader.library.undo import ago

DAY = 86_400


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "just now"), (59, "just now"), (60, "1 minute ago"), (7_200, "2 hours ago"), (29 * DAY, "29 days ago"), (31 * DAY, "1 month ago"),
        (364 * DAY, "12 months ago"), (1_858 * DAY, "5 years ago"),
    ],
)  # fmt: skip
def test_a_span_is_told_in_its_largest_unit(seconds: int, words: str) -> None:
    assert ago(seconds) == words
