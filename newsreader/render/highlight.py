"""Colours for code, by one linear scan: comments, strings, numbers, keywords. A guide for the eye, no parser: page authors are hostile
and a lexer with a slow pattern would stop the screen (`reference/threats.md`, S15).
"""

from __future__ import annotations

import re
from functools import cache

Run = tuple[str, str]
"""Characters of a line, and the style they are drawn in."""

LONGEST = 50_000
_FAMILIES = {
    "hash": "python py python3 bash sh shell zsh fish console ruby rb perl pl yaml yml toml r make makefile dockerfile nix elixir ex julia"
    " jl powershell ps1 awk cmake gdscript graphql",
    "slash": "c cpp c++ h hpp java javascript js jsx mjs typescript ts tsx go golang swift kotlin kt scala csharp cs c# dart zig json"
    " json5 css scss less objc groovy proto solidity glsl d php",
    "rust": "rust rs",
    "dash": "sql postgresql mysql sqlite plsql haskell hs lua ada elm vhdl",
    "semicolon": "lisp elisp clojure clj scheme racket asm nasm ini",
    "percent": "tex latex erlang erl matlab octave prolog",
    "angle": "html xml svg xhtml vue",
}
_FAMILY = {name: family for family, names in _FAMILIES.items() for name in names.split()}
_COMMENTS = {
    "hash": r"(?<!\S)\#[^\n]*+",
    "slash": r"//[^\n]*+|/\*[\s\S]*?(?:\*/|\Z)",
    "dash": r"--[^\n]*+|/\*[\s\S]*?(?:\*/|\Z)",
    "rust": r"//[^\n]*+|/\*[\s\S]*?(?:\*/|\Z)",
    "semicolon": r";[^\n]*+",
    "percent": r"(?<!\\)%[^\n]*+",
    "angle": r"<!--[\s\S]*?(?:-->|\Z)",
}
# A string that is not closed ends with its line, so that no text is scanned twice.
_QUOTED = r'"(?:[^"\\\n]|\\.)*+"?'
_SINGLE = r"'(?:[^'\\\n]|\\.)*+'?"
_STRINGS = {
    "hash": rf'"""[\s\S]*?(?:"""|\Z)|\'\'\'[\s\S]*?(?:\'\'\'|\Z)|{_QUOTED}|{_SINGLE}',
    "slash": rf"{_QUOTED}|{_SINGLE}|`[^`]*+`?",
    "rust": rf"{_QUOTED}|'(?:\\[^\n]{{1,8}}?|[^'\\\n])'",
    "dash": rf"{_QUOTED}|'(?:[^'\n]|'')*+'?",
    "semicolon": _QUOTED,
    "percent": _QUOTED,
    "angle": rf"{_QUOTED}|'[^'\n]*+'?",
}
_WORDS = (
    "abstract and as assert async await begin bool boolean break byte case catch char chan class const constexpr continue crate "
    "debugger def default defer del delete do done double elif else elsif end ensure enum esac except export extends extern false "
    "fi final finally float fn for foreach from func function global go goto if impl implements import in include instanceof int "
    "interface internal is lambda let local long loop macro match mod module move mut namespace new nil none nonlocal not null "
    "operator or override package pass private protected protocol public pub raise ref require rescue return self sealed select "
    "short signed sizeof static string struct super switch template then this throw throws trait true try type typedef typename "
    "typeof union unless unsafe unsigned until use using val var virtual void volatile when where while with yield"
)
_QUERY_WORDS = (
    "add all alter and as asc between by case check column constraint count create cross default delete desc distinct drop else "
    "end exists explain foreign from full group having if in index inner insert into is join key left like limit not null offset "
    "on or order outer over partition primary references returning right select set table then trigger union unique update using "
    "values view when where with"
)
_KEYWORDS = frozenset(_WORDS.split())
_QUERY_KEYWORDS = frozenset(_QUERY_WORDS.split())
_NAMERS = frozenset(("def", "class", "fn", "func", "function", "struct", "enum", "trait", "interface", "type", "module", "impl"))


def highlight(lines: list[str], language: str | None) -> list[list[Run]] | None:
    """The lines of code as runs in a style each; None where the language isn't known or there is too much of it."""
    family = _FAMILY.get((language or "").lower())
    text = "\n".join(lines)
    if family is None or len(text) > LONGEST:
        return None
    out: list[list[Run]] = [[]]
    at, named = 0, False
    for found in _pattern(family).finditer(text):
        style = {"comment": "comment", "string": "string", "number": "string"}.get(found.lastgroup or "", "code")
        if found.lastgroup == "word":
            word = found[0]
            if family == "angle":
                style = "keyword" if text[max(0, found.start() - 2) : found.start()].endswith(("<", "</")) else "code"
            elif word in _KEYWORDS or word == "None" or word in ("True", "False") or (family == "dash" and word.lower() in _QUERY_KEYWORDS):
                style = "keyword"
            elif named:
                style = "defined"
            named = word in _NAMERS
        if style != "code":
            _add(out, text[at : found.start()], "code")
            _add(out, found[0], style)
            at = found.end()
    _add(out, text[at:], "code")
    return out


@cache
def _pattern(family: str) -> re.Pattern[str]:
    number = r"(?<![\w.])(?:0[xXbBoO][\da-fA-F_]++|\d[\d_]*+(?:\.\d[\d_]*+)?(?:[eE][+-]?\d++)?)\w{0,4}"
    return re.compile(
        f"(?P<comment>{_COMMENTS[family]})|(?P<string>{_STRINGS[family]})|(?P<number>{number})|(?P<word>[^\\W\\d]\\w*+)"
    )


def _add(out: list[list[Run]], text: str, style: str) -> None:
    for number, part in enumerate(text.split("\n")):
        if number:
            out.append([])
        if part:
            out[-1].append((part, style))
