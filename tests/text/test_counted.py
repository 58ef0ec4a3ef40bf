"""Numbers with what they are of."""

from __future__ import annotations

import pytest

from newsreader.text.counted import counted


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [(0, "feed", "0 feeds"), (1, "feed", "1 feed"), (1, "entry", "1 entry"), (1_200, "entry", "1,200 entries"), (2, "day", "2 days")],
)
def test_one_is_not_several(number: int, noun: str, said: str) -> None:
    assert counted(number, noun) == said
