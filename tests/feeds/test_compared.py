"""What we keep of real feeds beside what feedparser says of them: every difference has its reason (`python -m tests.bench.parse` lists them)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.parse import FIELDS, compare, reason


def test_of_real_feeds_as_many_entries_are_kept_and_each_difference_has_its_reason(shared: Path) -> None:
    bodies = {path.name: path.read_bytes() for path in sorted((shared / "data" / "feeds").iterdir()) if path.suffix != ".json"}
    bodies.pop("MANIFEST.tsv", None)
    if not bodies:
        pytest.skip("the real feeds are not here")
    entries, counts, found = compare(bodies)
    assert entries > 1000
    assert counts == []
    assert [each for each in found if not each.reason] == []
    ours_alone = ("published",)  # nnw_kc0011.rss: twenty dates that feedparser misreads
    for field in FIELDS:
        other = sum(each.field == field and not each.adds for each in found)
        assert other <= entries * 0.005 or field in ours_alone, field


def test_a_difference_that_no_rule_knows_has_no_reason() -> None:
    assert reason("title", "A hill", "A valley", {}, {}, {}) == ""
    assert reason("title", "A hill", "A\xa0hill", {}, {}, {}) != ""
