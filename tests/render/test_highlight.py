"""Colours for code: every character stays, and what is hostile takes no longer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.render.highlight import _FAMILY, LONGEST, _pattern, highlight

sre: Any = re._parser  # type: ignore[attr-defined]
sre_constants: Any = re._constants  # type: ignore[attr-defined]
LANGUAGES = ("python", "bash", "ruby", "perl", "yaml", "toml", "c", "js", "css", "json", "rust", "sql", "lua", "lisp", "latex", "html")


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
        ("json", '{"a": "b:", "c": [true, 1]}', [('"a"', "keyword"), ('"b:"', "string"), ('"c"', "keyword"), ("true", "keyword"), ("1", "string")]),
        ("yaml", "- name: it is # say", [("- name", "keyword"), ("# say", "comment")]),
        ("toml", "a.b = 'c'", [("a.b", "keyword"), ("'c'", "string")]),
        ("css", ".a b { color: #0f0 }", [("a", "defined"), ("color", "keyword"), ("#0f0", "string")]),
        ("c", "#include <a.h>", [("#include <a.h>", "comment")]),
        ("sql", "create function f() returns int", [("create", "keyword"), ("function", "keyword"), ("f", "defined"), ("returns", "keyword")]),
        ("python", "default = function", []),
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_pattern_goes_back_over_what_it_has_read(language: str) -> None:
    """Every repetition without an end is possessive, or lazy with the end of the text as its last way out: there is nothing to try again."""

    def walk(parsed: Any) -> Iterator[tuple[Any, Any]]:
        for position, (kind, what) in enumerate(parsed):
            yield kind, (what, parsed[position + 1 :])
            for inner in _inner(kind, what):
                yield from walk(inner)

    for kind, (what, following) in walk(sre.parse(_pattern(_FAMILY[language]).pattern, re.MULTILINE)):
        if kind is sre_constants.MAX_REPEAT:
            assert what[1] <= 8, what
        if kind is sre_constants.MIN_REPEAT and what[1] is sre_constants.MAXREPEAT:
            assert "AT_END_STRING" in repr(following[0]), following


def _inner(kind: Any, what: Any) -> list[Any]:
    if kind is sre_constants.BRANCH:
        return list(what[1])
    if kind is sre_constants.SUBPATTERN:
        return [what[3]]
    if kind in (sre_constants.MAX_REPEAT, sre_constants.MIN_REPEAT, sre_constants.POSSESSIVE_REPEAT):
        return [what[2]]
    return [what[1]] if kind in (sre_constants.ASSERT, sre_constants.ASSERT_NOT) else []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("piece", ['"', "'", "`", '"a" ', "/*", "<!--", "=a\n", "#", "-", "- ", " ", "a:", "a ", "\\", "0", "0x", '"\\', "[", ".a", "(*", '"""', "\n"])
def test_what_would_keep_a_scan_busy_for_ever_is_done(language: str, piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST]
    made = highlight(text.split("\n"), language)
    assert made is not None
    assert "\n".join("".join(part for part, _ in runs) for runs in made) == text
