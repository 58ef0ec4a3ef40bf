"""Every kind of block, in several widths and scripts, is laid out as it was looked at and found good."""

from __future__ import annotations

import re

import pytest

from newsreader.text.width import most, width
from tests.render.shapes import FILE, shapes

SHAPES = dict(shapes())
KEPT = dict(re.findall(r"^=== (.*?)\n(.*?)\n(?==== |\Z)", FILE.read_text(), re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("name", SHAPES)
def test_it_looks_as_it_did(name: str) -> None:
    assert SHAPES[name] == KEPT.get(name), "python -m tests.render.shapes writes the file anew"


@pytest.mark.parametrize("name", SHAPES)
def test_no_row_is_wider_than_its_column(name: str) -> None:
    cells = int(name.split(", ")[1].split()[0])
    measure = width if name.startswith("Emoji") else most  # emoji are taken as joined; where they aren't, the pane cuts them
    assert [row for row in SHAPES[name].split("\n") if measure(row) > cells] == []


def test_nothing_is_kept_that_is_not_made_any_more() -> None:
    assert set(KEPT) == set(SHAPES)
