"""The README tells what the program is, so its tables and pictures are compared with it."""

from __future__ import annotations

import re

from tests.readme import README, filled


def test_its_tables_are_those_of_the_program() -> None:
    text = README.read_text()
    assert filled(text) == text, "python -m tests.readme writes them anew"


def test_every_picture_and_file_that_it_names_is_there() -> None:
    named = re.findall(r"\]\((?!https?:)([^)#]+)\)", README.read_text())
    assert [path for path in named if not (README.parent / path).is_file()] == []
