"""Wrapped lines fit, lose no word, and break where a reader of the script would break them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import split_graphemes

from newsreader.text.clean import clean_block
from newsreader.text.width import width
from newsreader.text.wrap import wrap_around, wrap_spans

SPACES = " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000\u200b"


def lines(text: str, cells: int) -> list[str]:
    return ["".join(part for part, _ in line) for line in wrap_spans([(text, None)], cells)]


@pytest.mark.parametrize(
    ("text", "cells", "wrapped"),
    [
        ("The Ministry of Defence on Sunday said", 16, ["The Ministry of", "Defence on", "Sunday said"]),
        ("exactly ten", 11, ["exactly ten"]),
        ("inter-operability of forces", 14, ["inter-", "operability of", "forces"]),
        ("in 2024-25 it rose", 8, ["in", "2024-25", "it rose"]),
        ("a line\nand another", 20, ["a line", "and another"]),
        ("", 10, [""]),
        ("  spaces   between  ", 8, ["spaces", "between"]),
        ("Quoi ? Non ! Oui", 6, ["Quoi ?", "Non !", "Oui"]),
        ("see https://example.org/one/two?three=four", 20, ["see", "https://example.org/", "one/two?three=four"]),
        ("防衛相は会談する。「相互」を", 10, ["防衛相は会", "談する。", "「相互」を"]),
        ("彼は言った、そうか。", 10, ["彼は言っ", "た、そう", "か。"]),
        ("รัฐมนตรีกลาโหมจะประชุมในวันจันทร์", 24, ["รัฐมนตรีกลาโหมจะประชุม", "ในวันจันทร์"]),
        ("เขา ประชุมที่กรุงนิวเดลีวันนี้", 16, ["เขา ประชุมที่กรุงนิว", "เดลีวันนี้"]),
        ("彼は「そう」と言い、（笑）と書いた。", 12, ["彼は「そう」", "と言い、", "（笑）と書い", "た。"]),
        ("한국어 문장은 나눈다", 8, ["한국어", "문장은", "나눈다"]),
        ("भारत और जापान के बीच", 10, ["भारत और", "जापान के", "बीच"]),
        ("Donau\u00addampf\u00adschiff", 8, ["Donau-", "dampf-", "schiff"]),
        ("Donau\u00addampf", 20, ["Donaudampf"]),
        ("auf der Donau\u00addampf\u00adschiff\u00adfahrt", 14, ["auf der Donau-", "dampfschiff-", "fahrt"]),
        ("00\u00ad0", 2, ["00", "0"]),
        ("it is only re\u00adad", 12, ["it is only", "read"]),
        ("long\u200bword\u200bhere", 8, ["long\u200bword", "here"]),
        ("10\u00a0km away", 6, ["10\u00a0km", "away"]),
        ("👩\u200d👩\u200d👧👩\u200d👩\u200d👧👍", 4, ["👩\u200d👩\u200d👧👩\u200d👩\u200d👧", "👍"]),
    ],
)  # fmt: skip
def test_lines_break_where_a_reader_would(text: str, cells: int, wrapped: list[str]) -> None:
    got = lines(text, cells)
    assert [line.rstrip("\u200b") for line in got] == wrapped or got == wrapped


def test_looks_follow_their_words() -> None:
    assert wrap_spans([("one ", 1), ("two three", 2), (" four", 3)], 8) == [[("one ", 1), ("two", 2)], [("three", 2)], [("four", 3)]]


CHARACTERS = st.one_of(st.sampled_from("ab -—,./ \n日本、。「」んー한국คนแมाक्षि\u0301\u00ad\u200b\u200d\u00a0👩👧🇮🇳مرح?!"), st.characters(codec="utf-8"))


@given(st.text(CHARACTERS, max_size=60).map(clean_block), st.integers(1, 30))
@example("a" * 40 + " 日本", 5)
def test_every_line_fits_and_no_word_is_lost(text: str, cells: int) -> None:
    wrapped = lines(text, cells)
    for line in wrapped:
        assert width(line) <= cells or len(split_graphemes(line.strip(SPACES))[0]) <= 2, line
    kept = "".join(wrapped).replace("-", "")
    for gap in SPACES + "\u00ad\n":
        kept, text = kept.replace(gap, ""), text.replace(gap, "")
    assert kept == text.replace("-", "")


PHRASE = st.builds("".join, st.tuples(st.sampled_from(["", "「", "（"]), st.text("日本語かな", min_size=1, max_size=9), st.sampled_from("、。」）ー！？っょ")))


@given(st.lists(PHRASE, max_size=8).map("".join), st.integers(6, 20))
def test_no_japanese_line_starts_with_a_closing_or_ends_with_an_opening_mark(text: str, cells: int) -> None:
    wrapped = lines(text, cells)
    assert all(line[0] not in "、。」）ー！？っょ" for line in wrapped if line)
    assert all(line[-1] not in "「（" for line in wrapped if line)


def test_spaces_at_the_start_of_a_line_are_left_out_in_every_script() -> None:
    assert lines("  abc def", 4) == ["abc", "def"]
    assert lines("  防衛相は", 4) == ["防衛", "相は"]


LONG = "https://news.example/2026/" + "a-long-name-of-a-story/" * 5 + "?from=feed&part=2"


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [
        (f"Link 12: {LONG}", ["Link 12:", LONG]),
        (f"It is at {LONG} since this morning.", ["It is at", LONG, "since this morning."]),
        (f"(see {LONG}). It is open.", ["(see", f"{LONG}).", "It is open."]),
        (f"{LONG} {LONG}", [LONG, LONG]),
        (f"«{LONG}» is open", [f"«{LONG}»", "is open"]),
        (f"見る {LONG} 見た", ["見る", LONG, "見た"]),
        ("From https://a-b.example/c-d and from there", ["From", "https://a-b.example/c-d", "and from there"]),
        ("Write to mailto:an-na.of-the-long-name@news.example", ["Write to", "mailto:an-na.of-the-long-name@news.example"]),
        ("no address at all, but words", ["no address at all, but", "words"]),
        ("", [""]),
    ],
)
def test_an_address_is_whole_on_its_line_and_the_rest_is_wrapped(text: str, wrapped: list[str]) -> None:
    assert wrap_around(text, 24) == wrapped


@given(st.lists(st.sampled_from([LONG, "https://a.example/b", "word", "雲の名前", "(", "«", "-", "—", " ", " "])).map("".join), st.integers(20, 60))
def test_wrapped_around_addresses_no_character_is_lost(text: str, cells: int) -> None:
    assert "".join(wrap_around(text, cells)).replace(" ", "") == text.replace(" ", "")
