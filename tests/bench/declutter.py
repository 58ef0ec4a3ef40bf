"""Declutter beside readability-lxml and trafilatura: `python -m tests.bench.declutter ../shared/data/pages/news` (and web, mixed).

Each extractor runs over the same pages in this process, one page after the other; times are CPU time per page. The scorer is
`tools/score.py` beside the data, and the same HTML-to-text (declutter's blocks without any tidying) serves the extractors that give HTML.
`--half even|odd` scores one half of the pages alone, to see whether a change was made for a few of them; `--json FILE` keeps our texts.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import logging
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from newsreader.declutter.blocks import Context, make_blocks
from newsreader.declutter.hiding import Hiding
from newsreader.declutter.page import PageRefused, declutter
from newsreader.declutter.tree import parse_fragment
from newsreader.render.plain import blocks_text, to_text

Extractor = Callable[[bytes, str | None, bool], str]


def ours(page: bytes, url: str | None, captions: bool) -> str:
    """This program."""
    return to_text(declutter(page, url), captions)


def readability(page: bytes, url: str | None, captions: bool) -> str:
    """readability-lxml alone; its HTML is made text outside the clock (see `Run`)."""
    from readability import Document

    return str(Document(page, url=url).summary(html_partial=True))


def trafilatura(page: bytes, url: str | None, captions: bool) -> str:
    """trafilatura as it comes, without comments."""
    import trafilatura as extractor

    return extractor.extract(page, url=url, include_comments=False) or ""


def text_of_html(html: str, captions: bool) -> str:
    """HTML as text, by the blocks that our own articles are made of."""
    try:
        blocks = make_blocks(parse_fragment(html), Context(None, Hiding()))
    except PageRefused:
        return ""
    return blocks_text([block for _, block in blocks], captions)


EXTRACTORS: dict[str, Extractor] = {"newsreader": ours, "readability-lxml": readability, "trafilatura": trafilatura}


def load_scorer(pages: Path) -> ModuleType:
    """The scorer that lies beside the data."""
    path = next(parent / "tools" / "score.py" for parent in pages.resolve().parents if (parent / "tools" / "score.py").exists())
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} can't be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(extractor: Extractor, pages: Path, ids: list[str], urls: dict[str, str], captions: bool) -> tuple[dict[str, str], list[float]]:
    """The text of each page, and the milliseconds of CPU that each took."""
    texts: dict[str, str] = {}
    times: list[float] = []
    for name in ids:
        page = (pages / "html" / f"{name}.html").read_bytes()
        url = urls[name] if urls[name].startswith("http") else None
        start = time.process_time()
        try:
            text = extractor(page, url, captions)
        except Exception as error:
            print(f"{name}: {error}")
            text = ""
        times.append((time.process_time() - start) * 1000)
        texts[name] = text_of_html(text, captions) if extractor is readability else text
    return texts, sorted(times)


def row(name: str, result: dict[str, Any], times: list[float], captions: bool) -> str:
    """One line of the table."""
    prefix = "token_" if captions else ""
    f1, p, r = (
        (result["token_f1"], result["token_p"], result["token_r"]) if prefix else (result["f1"], result["precision"], result["recall"])
    )
    middle, high, worst = times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.95))], times[-1]
    leaks = f"{100 * result['leak_pages'] / result['n']:5.1f} %  {result['leak_pages_adshare']:3}"
    kept = result.get("lookalikes_kept", "–")
    return f"{name:17} {f1:.4f}  {p:.4f}  {r:.4f}  {leaks:12} {kept:>7}  {result['empty']:5}  {middle:6.1f} {high:6.1f} {worst:7.0f}"


def main() -> None:
    """Print the table for one set of pages."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("pages", type=Path)
    arguments.add_argument("--only", choices=list(EXTRACTORS))
    arguments.add_argument("--half", choices=["all", "even", "odd"], default="all")
    arguments.add_argument("--json", type=Path)
    options = arguments.parse_args()
    logging.disable(logging.CRITICAL)
    pages: Path = options.pages
    truth = json.loads((pages / "truth.json").read_text(encoding="utf-8"))
    urls = json.loads((pages / "urls.json").read_text(encoding="utf-8"))
    score = load_scorer(pages)
    ids: list[str] = score.pick(truth, options.half)
    captions = pages.resolve().name == "mixed"
    print(f"{pages.resolve().name}: {len(ids)} pages" + (", F1 by token, with captions" if captions else ""))
    print(f"{'':17} F1      P       R       leaks ad,share  alike  empty  ms: median  p95   worst")
    for name, extractor in EXTRACTORS.items():
        if options.only in (None, name):
            texts, times = run(extractor, pages, ids, urls, captions)
            result, _, _ = score.score(truth, texts, ids)
            print(row(name, result, times, captions), flush=True)
            if options.json and extractor is ours:
                options.json.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
