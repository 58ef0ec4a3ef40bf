"""Long words are broken in narrow columns by the rules of their language, and others are left alone."""

from __future__ import annotations

import pytest

from newsreader.model.article import Article, Paragraph, Span
from newsreader.render.hyphens import Hyphens
from newsreader.render.lines import to_lines

pytest.importorskip("pyphen")


def hyphens(*languages: str) -> Hyphens:
    made = Hyphens()
    for language in languages:
        made.of(language)
    made.wait()
    return made


def rows(text: str, language: str, cells: int, made: Hyphens) -> list[str]:
    lines = to_lines(Article(language=language, blocks=(Paragraph((Span(text),)),)), cells, hyphenate=made.of(language))
    lines.finish()
    return [lines[at].text for at in range(len(lines))]


def test_a_long_word_is_broken_where_its_line_would_stay_short() -> None:
    made = hyphens("en-US", "fr", "hi")
    assert rows("The Japanese responsibilities are shared.", "en-US", 20, made) == ["The Japanese respon-", "sibilities are", "shared."]
    assert rows("It is their responsibility.", "en-US", 40, made) == ["It is their responsibility."]
    assert rows("Une collaboration internationale", "fr", 21, made) == ["Une collaboration", "internationale"]
    assert rows("https://example.org/internationalization", "en-US", 24, made)[0] == "https://example.org/"
    assert made.of("hi") is None


def test_a_language_without_a_dictionary_is_left_alone() -> None:
    made = Hyphens()
    assert made.of(None) is None
    assert made.of("xx") is None
    made.wait()
    assert made.of("xx") is None
