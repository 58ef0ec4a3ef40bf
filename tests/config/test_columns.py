"""Columns of headlines and rows that stand out, as config.toml says them."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.config.columns import ONE_LINE, TWO_LINES, Column, ColumnError, parse_columns
from newsreader.config.highlights import Highlight
from newsreader.config.settings import read_settings


def test_columns_have_an_order_widths_and_a_second_line() -> None:
    made = parse_columns("mark feed:20 title length:>6 / source tags", two_lines=True)
    assert made.first == (Column("mark", 1), Column("feed", 20), Column("title", 0), Column("length", 6, right=True))
    assert made.second == ("source", "tags")
    assert parse_columns(TWO_LINES, two_lines=True).first == parse_columns(ONE_LINE, two_lines=False).first


@pytest.mark.parametrize(
    ("text", "two_lines", "words"),
    [
        ("mark age", True, "title has to stand"), ("title colour", True, "colour is no column; mark, age"), ("title / feed", False, "take the / away"),
        ("title feed feed:3", True, "feed stands there twice"), ("title / feed:9", True, "can't have a width"), ("title feed:999", True, "beyond 1 to 200"),
        ("title:30", True, "has no width"), ("title Feed!", True, "Feed! is no column"),
    ],
)  # fmt: skip
def test_columns_that_cannot_be_are_told(text: str, two_lines: bool, words: str) -> None:
    with pytest.raises(ColumnError, match=words):
        parse_columns(text, two_lines)


def test_a_wrong_setting_keeps_the_default(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('columns = "mark colour"\ncolumns_compact = "title feed:12"\n')
    settings, problems = read_settings(path)
    assert (settings.columns, settings.columns_compact) == (TWO_LINES, "title feed:12")
    assert "colour is no column" in str(problems[0])


def test_rows_stand_out_by_rules(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('''
[[highlight]]
query = "title:/rain/"
style = "warning bold"

[[highlight]]
query = "is:starred"
style = "italic"

[[highlight]]
query = "is:nothing"
style = "warning"

[[highlight]]
query = "rain"
style = "wraning"

[[highlight]]
query = "rain"
stile = "warning"
''')
    settings, problems = read_settings(path)
    assert settings.highlight == (Highlight("title:/rain/", "warning", ("bold",)), Highlight("is:starred", "", ("italic",)))
    assert [problem.key for problem in problems] == ["highlight 3.query", "highlight 4.style", "highlight 5.stile", "highlight 5.style"]
    assert "is:nothing is not known" in problems[0].cause
    assert "warning is" in problems[1].cause


def test_highlights_that_are_no_tables_are_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('highlight = "red"')
    settings, problems = read_settings(path)
    assert settings.highlight == ()
    assert "[[highlight]]" in problems[0].cause
