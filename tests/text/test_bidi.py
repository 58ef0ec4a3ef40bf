"""Text that runs from right to left is put in order as python-bidi and the Unicode rules have it, whole clusters at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.text.bidi import starts_right_to_left, visual, visual_order

bidi = pytest.importorskip("bidi")


def drawn(text: str, right_to_left: bool) -> str:
    return "".join(part for _, _, part in visual_order(text, right_to_left))


@pytest.mark.parametrize(
    ("text", "right_to_left", "seen"),
    [
        ("שלום", True, "םולש"),
        ("שלום world עולם", True, "םלוע world םולש"),
        ("He said שלום עולם twice.", False, "He said םלוע םולש twice."),
        ("בשנת 2025 (יום ב׳)", True, "(׳ב םוי) 2025 תנשב"),
        ("عدد 12,5% هنا", True, "انه %12,5 ددع"),
        ("قال Textual 8.2 هنا", True, "انه Textual 8.2 لاق"),
        ("می\u200cخواهم", True, "مهاوخی\u200cم"),
        ("שָׁלוֹם", True, "םוֹלשָׁ"),
        ("plain words", False, "plain words"),
        ("", True, ""),
    ],
)
def test_mixed_lines_are_in_the_order_in_which_they_are_seen(text: str, right_to_left: bool, seen: str) -> None:
    assert drawn(text, right_to_left) == seen


@given(st.text(st.sampled_from("ab 1,.()אבגاب\u0651\u05b8%-/\u200c"), max_size=24), st.booleans())
def test_no_cluster_is_lost_and_letters_stand_as_python_bidi_puts_them(text: str, right_to_left: bool) -> None:
    order = visual_order(text, right_to_left)
    assert sorted(index for first, last, _ in order for index in range(first, last)) == list(range(len(text)))
    bare = text.replace("\u0651", "").replace("\u05b8", "").replace("\u200c", "")
    assert drawn(bare, right_to_left) == bidi.algorithm.get_display(bare, base_dir="R" if right_to_left else "L")


def test_a_title_has_the_direction_of_its_first_letter() -> None:
    assert starts_right_to_left("12 שלום")
    assert not starts_right_to_left("12 x שלום")
    assert visual("שלום  ") == "  םולש"
    assert visual("no change") == "no change"
