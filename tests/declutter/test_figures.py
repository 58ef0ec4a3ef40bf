"""The figures that decluttering is held to, on the real pages (`tests/bench/declutter.py` prints them all)."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bench.declutter import load_scorer, ours, run


def test_news_pages_are_read_better_than_by_any_extractor(shared: Path) -> None:
    pages = shared / "data" / "pages" / "news"
    truth = json.loads((pages / "truth.json").read_text(encoding="utf-8"))
    urls = json.loads((pages / "urls.json").read_text(encoding="utf-8"))
    texts, _ = run(ours, pages, sorted(truth), urls, captions=False)
    result, _, _ = load_scorer(pages).score(truth, texts, sorted(truth))
    assert result["f1"] >= 0.985
    assert min(result["precision"], result["recall"]) >= 0.98
    assert result["leak_pages_adshare"] == 0
    assert result["leak_pages"] <= 0.03 * result["n"]
    assert result["empty"] == 0
