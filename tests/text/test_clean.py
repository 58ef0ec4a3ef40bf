"""Whatever a feed sends, nothing that a terminal obeys is left, and text that is only text is not touched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.text.clean import clean, clean_block

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
NASTY = st.text(
    alphabet=st.one_of(st.sampled_from("\x1b]P[X^_\\\x07\x9b\x9d\x90\x9c;:?0m \n\t\r\u202e\u2066\U0001f3f4\U000e0067\U000e007f"), st.characters()),
    max_size=60,
)


@pytest.mark.parametrize(
    ("hostile", "left"),
    [
        ("A\x1b]52;c;c2VjcmV0\x07B", "AB"),
        ("A\x1b]52;c;c2VjcmV0\x1b\\B", "AB"),
        ("A\x1b]0;title\x9cB", "AB"),
        ("A\x9d0;title\x07B", "AB"),
        ("A\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\B", "AclickB"),
        ("A\x1b]52;c;never ended", "A52;c;never ended"),
        ("A\x1bP$q\"p\x1b\\B", "AB"),
        ("A\x1b_Gf=24;AAAA\x1b\\B", "AB"),
        ("A\x1b^private\x1b\\B", "AB"),
        ("A\x1bXstring\x1b\\B", "AB"),
        ("A\x1b[31mred\x1b[0mB", "AredB"),
        ("A\x9b31mred\x9b0mB", "AredB"),
        ("A\x1b[2J\x1b[HB", "AB"),
        ("A\x1bcB", "AB"),
        ("A\x1b(0B", "AB"),
        ("A\x00\x07\x08\x7f\x85B", "A B"),
        ("moc.live\u202e//:ptth", "moc.live//:ptth"),
        ("a\u2066b\u2069c\u200eok", "abc\u200eok"),
        ("x\U000e0041\U000e0042y", "xy"),
        ("one\r\ntwo\u2028three\tfour", "one two three four"),
        ("\ud800lone", "lone"),
    ],
)
def test_nothing_a_terminal_obeys_is_left(hostile: str, left: str) -> None:
    assert clean(hostile) == left


@pytest.mark.parametrize(
    "text",
    [
        "Rajnath to hold bilateral meet",
        "[/] price [/b] drop [@click=app.quit]free[/]",
        "क्षत्रिय ਪੰਜਾਬੀ தமிழ் ไทย",
        "می\u200cخواهم עברית",
        "👩\u200d👩\u200d👧 ❤\ufe0f 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "防衛相、会談へ。",
    ],
)
def test_words_of_every_script_stay(text: str) -> None:
    assert clean(text) == text
    assert clean_block(text) == text


def test_a_block_keeps_its_lines_and_spaces() -> None:
    assert clean_block("def f():\r\n    return 1\rx\x1b[31m\ty") == "def f():\n    return 1\nx\ty"


@given(NASTY)
def test_no_control_character_survives(text: str) -> None:
    assert not CONTROLS.search(clean(text))
    assert not CONTROLS.search(clean_block(text))
    assert "\n" not in clean(text)
    assert "\t" not in clean(text)


@given(NASTY)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_block(clean_block(text)) == clean_block(text)


@pytest.mark.parametrize("piece", ["\x9d", "\x90", "\x1b]", "\x1bP", "\x9d\x90", "\x1b[ ", "\U0001f3f4\U000e0067"])
def test_thousands_of_unterminated_strings_are_cleaned(piece: str) -> None:
    assert not CONTROLS.search(clean(piece * 100_000))
