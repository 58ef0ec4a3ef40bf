"""What changed in an article after it was read. Light but for `difference` of long texts, which takes some milliseconds."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from newsreader.model.article import Article
from newsreader.render.json import from_json
from newsreader.render.plain import to_text
from newsreader.store.articles import Source, article_json
from newsreader.store.connection import Store
from newsreader.store.earlier import earlier_text, keep_earlier, seen_changed
from newsreader.store.entries import entry_by_id
from newsreader.text.markup import plain_text

__all__ = ["Piece", "difference", "keep_what_was_read", "seen_changed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: the same in both texts, only in the new one (`added`), or only in the one that was read (`removed`)."""

    kind: Literal["same", "added", "removed"]
    text: str


def difference(store: Store, entry_id: int, source: Source) -> tuple[tuple[Piece, ...], ...] | None:
    """The paragraphs of an entry as it is now, with what was added and removed since it was read; None where nothing changed."""
    before = earlier_text(store, entry_id, source)
    now = _text(store, entry_id, source)
    if before is None or now is None:
        return None
    old, new = _paragraphs(before), _paragraphs(now)
    found: list[tuple[Piece, ...]] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [(Piece("same", text),) for text in new[k:m]]
            continue
        pairs = min(j - i, m - k) if kind == "replace" else 0
        found += [_words(old[i + n], new[k + n]) for n in range(pairs)]
        found += [(Piece("removed", text),) for text in old[i + pairs : j]]
        found += [(Piece("added", text),) for text in new[k + pairs : m]]
    return tuple(found)


def keep_what_was_read(store: Store, entry_id: int, article: Article) -> None:
    """Before a page's article is replaced: keep the text of the one that was read, if the new one says something else."""
    entry = entry_by_id(store, entry_id)
    before = _text(store, entry_id, "page")
    if entry is None or before is None or not entry.headline.read or before.split() == to_text(article).split():
        return
    with store.writing() as db:
        keep_earlier(db, entry_id, "page", before, int(time.time()))


def _text(store: Store, entry_id: int, source: Source) -> str | None:
    if source == "page":
        kept = article_json(store, entry_id, "page")
        return None if kept is None else to_text(from_json(json.loads(kept)))
    entry = entry_by_id(store, entry_id)
    return None if entry is None else plain_text(entry.html)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _words(old: str, new: str) -> tuple[Piece, ...]:
    before, after = old.split(" "), new.split(" ")
    pieces: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", " ".join(after[k:m])))
            continue
        if i < j:
            pieces.append(Piece("removed", " ".join(before[i:j])))
        if k < m:
            pieces.append(Piece("added", " ".join(after[k:m])))
    return tuple(pieces)
