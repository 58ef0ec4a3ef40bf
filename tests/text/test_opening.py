"""What stands in a list where a title is missing."""

from __future__ import annotations

import pytest

from newsreader.text.opening import opening


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Saw a <b>heron</b>.</p><p>By the river &amp; mill.</p>", "Saw a heron. By the river & mill."),
        (f"<p>{'heron ' * 30}</p>", f"{'heron ' * 13}".rstrip() + "…"),
        ("鷺" * 100, "鷺" * 79 + "…"),
        ("<img src='a.jpg'>", ""),
        ("", ""),
        ("a\x1b[31mred\u202ebird\x07", "aredbird"),
        ("<p>Short</p><img src='data:" + "A" * 9000 + "'>", "Short…"),
    ],
)
def test_the_first_words_are_one_clean_line_cut_at_a_word(html: str, words: str) -> None:
    assert opening(html) == words
