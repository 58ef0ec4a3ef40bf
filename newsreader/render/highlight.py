"""Colours for code, by one linear scan: comments, strings, numbers, keywords, keys. A guide for the eye, no parser: page authors are
hostile and a lexer with a slow pattern would stop the screen. Every repetition without an end is possessive,
or ends at the text's end at the latest.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from functools import cache

Run = tuple[str, str]
"""Characters of a line, and the style they are drawn in."""

LONGEST = 50_000
_FAMILIES = {
    "python": "python py python3 starlark cython",
    "shell": "bash sh shell zsh fish console makefile make dockerfile cmake awk",
    "hash": "ruby rb r nix elixir ex julia jl powershell ps1 gdscript graphql",
    "perl": "perl pl",
    "yaml": "yaml yml",
    "toml": "toml ini cfg properties",
    "c": "c cpp c++ h hpp csharp cs c# objc glsl",
    "slash": "java javascript js jsx mjs typescript ts tsx go golang swift kotlin kt scala dart zig groovy proto solidity d php",
    "css": "css scss less",
    "json": "json json5 jsonc",
    "rust": "rust rs",
    "query": "sql postgresql mysql sqlite plsql",
    "dash": "haskell hs lua ada elm vhdl",
    "semicolon": "lisp elisp clojure clj scheme racket asm nasm",
    "percent": "tex latex erlang erl matlab octave prolog",
    "angle": "html xml svg xhtml vue",
}
_FAMILY = {name: family for family, names in _FAMILIES.items() for name in names.split()}
_HASH = r"(?<!\S)\#[^\n]*+"
_SLASH = r"//[^\n]*+|/\*[\s\S]*?(?:\*/|\Z)"
_DASH = r"--[^\n]*+|/\*[\s\S]*?(?:\*/|\Z)"
_COMMENTS = {
    "python": _HASH,
    "shell": _HASH,
    "hash": _HASH,
    "perl": rf"{_HASH}|^=[a-z][\s\S]*?(?:^=cut[^\n]*+|\Z)",
    "yaml": _HASH,
    "toml": r"(?<!\S)[\#;][^\n]*+",
    "c": rf"{_SLASH}|^[ \t]*+\#(?:[^\\\n]|\\[\s\S])*+",
    "slash": _SLASH,
    "css": r"/\*[\s\S]*?(?:\*/|\Z)|(?<!\S)//[^\n]*+",
    "json": _SLASH,
    "query": _DASH,
    "dash": _DASH,
    "rust": _SLASH,
    "semicolon": r";[^\n]*+",
    "percent": r"(?<!\\)%[^\n]*+",
    "angle": r"<!--[\s\S]*?(?:-->|\Z)",
}
# A string that is not closed ends with its line, so that no text is scanned twice.
_QUOTED = r'"(?:[^"\\\n]|\\.)*+"?'
_SINGLE = r"'(?:[^'\\\n]|\\.)*+'?"
_PYTHON = (
    rf'"""[\s\S]*?(?:"""|\Z)|\'\'\'[\s\S]*?(?:\'\'\'|\Z)|{_QUOTED}|{_SINGLE}'
)
_STRINGS = {
    "python": _PYTHON,
    "shell": rf"{_QUOTED}|{_SINGLE}",
    "hash": _PYTHON,
    "perl": rf"{_QUOTED}|{_SINGLE}",
    "yaml": rf"{_QUOTED}|(?<![\w]){_SINGLE}",
    "toml": _PYTHON,
    "c": rf"{_QUOTED}|{_SINGLE}",
    "slash": rf"{_QUOTED}|{_SINGLE}|`[^`]*+`?",
    "css": rf"{_QUOTED}|{_SINGLE}|\#(?=[\da-fA-F]{{0,7}}\d|[a-f]{{3}}\b)[\da-fA-F]{{3,8}}\b",
    "json": rf"{_QUOTED}|{_SINGLE}",
    "query": rf"{_QUOTED}|'(?:[^'\n]|'')*+'?",
    "rust": rf"{_QUOTED}|'(?:\\[^\n]{{1,8}}?|[^'\\\n])'",
    "dash": rf"{_QUOTED}|'(?:[^'\n]|'')*+'?",
    "semicolon": _QUOTED,
    "percent": _QUOTED,
    "angle": rf"{_QUOTED}|'[^'\n]*+'?",
}
# What something is called where it is given: a property, an entry of a file.
_KEYS = {
    "json": r'"(?:[^"\\\n]|\\.)*+"(?=[ \t]*+:)',
    "yaml": r"^[ ]*+(?:-[ ]++)*+[\w.$/-]++(?=:(?:[ \t\n]|\Z))",
    "toml": r"^[ \t]*+[\w.-]++(?=[ \t]*+=)|^[ \t]*+\[[^\n]*+",
    "css": r"(?<![\w-])-{0,2}[a-zA-Z][\w-]*+(?=[ \t]*+:)|@[\w-]++|!important",
}
_WORDS = (
    "abstract and as assert async await begin bool boolean break byte case catch char chan class const constexpr continue crate "
    "debugger def default defer del delete do done double elif else elsif end ensure enum esac except export extends extern false "
    "fi final finally float fn for foreach from func function global go goto if impl implements import in include instanceof int "
    "interface internal is lambda let local long loop macro match mod module move mut namespace new nil none nonlocal not null "
    "operator or override package pass private protected protocol public pub raise ref require rescue return self sealed select "
    "short signed sizeof static string struct super switch template then this throw throws trait true try type typedef typename "
    "typeof union unless unsafe unsigned until use using val var virtual void volatile when where while with yield null NULL"
)
_SHELL_WORDS = "if then else elif fi for while until do done case esac in function select return exit local export set unset source"
_QUERY_WORDS = (
    "add all alter and as asc between by case check column constraint count create cross default delete desc distinct drop else "
    "end exists explain foreign from full group having if in index inner insert into is join key left like limit not null offset "
    "on or order outer over partition primary references returning right select set table then trigger union unique update using "
    "values view when where with "
    "aggregate any array assignment before begin both cascade class comment commit current_date current_timestamp cursor database "
    "declare deferrable do each else elsif enum except exception execute extension filter for function grant if ilike immutable "
    "inner inout instead intersect interval language lateral leading loop materialized natural new nothing nulls of old operator "
    "out over overlaps owner parallel partition perform procedure public raise recursive rename replace restrict return returning "
    "returns revoke role rollback row rows rule schema security sequence session setof similar some stable storage strict temp "
    "temporary time timestamp to trailing transaction truncate type unnest until user vacuum version volatile while window work "
    "zone"
)
_CONSTANTS = frozenset(["true", "false", "null"])
_KEYWORDS = {
    "python": frozenset([*keyword.kwlist, "match", "case"]),
    "shell": frozenset(_SHELL_WORDS.split()),
    "query": frozenset(_QUERY_WORDS.split()),
    "yaml": _CONSTANTS,
    "toml": _CONSTANTS,
    "json": _CONSTANTS,
    "css": frozenset[str](),
}
_OTHER_KEYWORDS = frozenset(_WORDS.split()) | {"None", "True", "False"}
_STYLES = {"comment": "comment", "string": "string", "number": "string", "key": "keyword"}
_NAMERS = frozenset(("def", "class", "fn", "func", "function", "struct", "enum", "trait", "interface", "type", "module", "impl"))


def highlight(lines: list[str], language: str | None) -> list[list[Run]] | None:
    """The lines of code as runs in a style each; None where the language isn't known or there is too much of it."""
    family = _FAMILY.get((language or "").lower())
    text = "\n".join(lines)
    if family is None or len(text) > LONGEST:
        return None
    keywords, sameness = _KEYWORDS.get(family, _OTHER_KEYWORDS), str.lower if family == "query" else str
    out: list[list[Run]] = [[]]
    at, named = 0, False
    for found in _pattern(family).finditer(text):
        style = _STYLES.get(found.lastgroup or "", "code")
        if found.lastgroup == "word":
            word = found[0]
            if family == "angle":
                style = "keyword" if text[max(0, found.start() - 2) : found.start()].endswith(("<", "</")) else "code"
            elif sameness(word) in keywords:
                style = "keyword"
            elif named or (family == "css" and text[found.start() - 1 : found.start()] in (".", "#")):
                style = "defined"
            named = word in _NAMERS
        if style != "code":
            _add(out, text[at : found.start()], "code")
            _add(out, found[0], style)
            at = found.end()
    _add(out, text[at:], "code")
    return out


class Runs:
    """A line of code that is given away row by row: each run of it is looked at once, however long the line is."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = runs
        self._next = 0  # the run that comes next, in `_given` how many of its characters are gone, and in `_at` how many of the line's
        self._given = 0
        self._at = 0

    def until(self, end: int) -> list[Run]:
        """What comes next, up to a character of the line."""
        taken: list[Run] = []
        while self._at < end and self._next < len(self._runs):
            text, style = self._runs[self._next]
            part = text[self._given : self._given + end - self._at]
            taken.append((part, style))
            self._at += len(part)
            self._given += len(part)
            if self._given == len(text):
                self._next, self._given = self._next + 1, 0
        return taken


@cache
def _pattern(family: str) -> re.Pattern[str]:
    number = r"(?<![\w.])(?:0[xXbBoO][\da-fA-F_]++|\d[\d_]*+(?:\.\d[\d_]*+)?(?:[eE][+-]?\d++)?)\w{0,4}"
    key = f"(?P<key>{_KEYS[family]})|" if family in _KEYS else ""
    word = r"[^\W\d][\w-]*+" if family == "css" else r"[^\W\d]\w*+"
    return re.compile(
        f"(?P<comment>{_COMMENTS[family]})|{key}(?P<string>{_STRINGS[family]})|(?P<number>{number})|(?P<word>{word})", re.MULTILINE
    )


def _add(out: list[list[Run]], text: str, style: str) -> None:
    for number, part in enumerate(text.split("\n")):
        if number:
            out.append([])
        if part:
            out[-1].append((part, style))
