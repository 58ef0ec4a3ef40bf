"""Names in the order in which people look for them."""

from __future__ import annotations

import random

import pytest

from newsreader.text.natural import natural_key


@pytest.mark.parametrize(
    "names",
    [
        ["F1", "F2", "F10", "F100"],
        ["f1", "F2", "f10"],
        ["1 a", "2 a", "10 a", "Alpha"],
        ["v1.2", "v1.9", "v1.10"],
        ["Part 9", "Part 99999999", "Part 100000000", "Part 9999999999999999999", "Part 10000000000000000000"],
        ["Ebb", "École", "Edda", "eel"],
        ["Łaba", "Lima", "Ludwig"],
        ["Ёлка", "Еще", "Игра", "Йод", "Кот"],
        ["अंक १", "अंक २", "अंक १०"],
        ["कल", "कला", "किताब", "कुल"],
        ["第2回", "第10回"],
        ["a", "a b", "aa"],
        ["", "0", "a"],
    ],
)
def test_names_are_sorted_as_people_look_for_them(names: list[str]) -> None:
    mixed = random.Random(7).sample(names, len(names))
    assert sorted(mixed, key=natural_key) == names


def test_names_that_differ_in_little_stand_together_in_one_order() -> None:
    names = ["News 1", "NEWS 01", "news 1", "Néws 1", "News 2"]
    assert len(set(map(natural_key, names))) == len(names)
    assert sorted(names, key=natural_key)[-1] == "News 2"
    assert sorted(names, key=natural_key) == sorted(reversed(names), key=natural_key)


def test_a_number_of_any_length_is_one() -> None:
    assert natural_key("9" * 50_000) < natural_key("1" + "0" * 50_000)
