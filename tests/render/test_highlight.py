"""Colours for code: every character stays, and what is hostile takes no longer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.render.highlight import LONGEST, highlight

LANGUAGES = ("python", "rust", "sql", "lisp", "latex", "html", "js")


def styled(line: str, language: str) -> list[tuple[str, str]]:
    made = highlight([line], language)
    assert made is not None
    return [run for run in made[0] if run[1] != "code"]


@pytest.mark.parametrize(
    ("language", "line", "runs"),
    [
        ("python", "def f(x): return 'a#b'  # say", [("def", "keyword"), ("f", "defined"), ("return", "keyword"), ("'a#b'", "string"), ("# say", "comment")]),
        ("bash", 'echo "$x" ${#a}', [('"$x"', "string")]),
        ("rust", "fn a<'b>(x: &'b str) // x", [("fn", "keyword"), ("a", "defined"), ("// x", "comment")]),
        ("js", "const a = 'it' + `b` + 0x1f", [("const", "keyword"), ("'it'", "string"), ("`b`", "string"), ("0x1f", "string")]),
        ("SQL", "SELECT a FROM b -- c", [("SELECT", "keyword"), ("FROM", "keyword"), ("-- c", "comment")]),
        ("html", '<a href="x">for</a>', [("a", "keyword"), ('"x"', "string"), ("a", "keyword")]),
        ("python", "x1 = 2.5e3", [("2.5e3", "string")]),
    ],
)
def test_words_have_their_looks(language: str, line: str, runs: list[tuple[str, str]]) -> None:
    assert styled(line, language) == runs


def test_what_goes_over_lines_stays_what_it_is() -> None:
    assert highlight(["/* a", "b */ int x"], "c") == [[("/* a", "comment")], [("b */", "comment"), (" ", "code"), ("int", "keyword"), (" x", "code")]]


def test_other_languages_and_very_long_texts_stay_plain() -> None:
    assert highlight(["x"], None) is None
    assert highlight(["x"], "klingon") is None
    assert highlight(["x" * (LONGEST + 1)], "python") is None


@given(st.lists(st.text("ab'\"`#/*-;%<>!\\ \u0928\u094d1.", max_size=30), min_size=1, max_size=5), st.sampled_from(LANGUAGES))
def test_every_character_stays_in_its_line(lines: list[str], language: str) -> None:
    made = highlight(lines, language)
    assert made is not None
    assert ["".join(text for text, _ in runs) for runs in made] == lines
