"""Taking articles along: an edition or any query as one EPUB, one HTML file, one text, or a folder of Markdown files."""

from __future__ import annotations

import json
import os
import re
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Literal

from newsreader.library.caches import Caches
from newsreader.library.editions import choose, image_urls, kept_digests, readable
from newsreader.library.enclosed import with_enclosures
from newsreader.library.lists import headlines
from newsreader.library.reading import make_feed_article
from newsreader.render.chapters import Chapter, Picture, picture
from newsreader.render.epub import write_epub
from newsreader.render.json import from_json
from newsreader.render.kept import packed
from newsreader.render.links import safe_link
from newsreader.render.longpage import long_page
from newsreader.render.markdown import to_markdown
from newsreader.render.own import own_text, with_own
from newsreader.render.plain import to_text
from newsreader.store.connection import Store
from newsreader.store.editions import standings
from newsreader.store.entries import enclosures_of
from newsreader.store.notes import notes_of

Form = Literal["epub", "markdown", "html", "text"]
_BATCH = 20
_NAME = re.compile(r"[^\w]+")


class CannotExport(Exception):
    """Nothing to export, or nowhere to write it; the message says which."""


def export(store: Store, caches: Caches, query: str, form: Form, out: BinaryIO) -> int:
    """Write the articles of a query (of the default edition for the empty one) as one document; gives how many. Raises CannotExport."""
    ids = _grouped(store, _wanted(store, query))
    title, now = _title(query), int(time.time())
    if form == "epub":
        return write_epub(out, title, chapters(store, caches, ids), now)
    if form == "html":
        rows = headlines(store, ids)
        for piece in long_page(title, [rows[each].title for each in ids], chapters(store, caches, ids)):
            out.write(piece.encode())
    else:
        rule = "\n" + "─" * 72 + "\n\n" if form == "text" else "\n---\n\n"
        for at, chapter in enumerate(chapters(store, caches, ids, pictures=False)):
            text = _plain(chapter) if form == "text" else _markdown(chapter)
            out.write(((rule if at else "") + text).encode())
    return len(ids)


def export_folder(store: Store, caches: Caches, query: str, folder: Path) -> int:
    """Write the articles of a query as Markdown files into a folder, their pictures beside them; gives how many. Raises CannotExport."""
    ids = _wanted(store, query)
    rows = headlines(store, ids)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for entry_id, chapter in zip(ids, chapters(store, caches, ids), strict=True):
            text = _markdown(chapter)
            for url, taken in chapter.pictures.items():
                text = text.replace(f"](<{safe_link(url)}>)", f"](<pictures/{taken.name}>)")
                (folder / "pictures").mkdir(exist_ok=True)
                _write(folder / "pictures" / taken.name, taken.data)
            day = time.strftime("%Y-%m-%d", time.gmtime(rows[entry_id].published))
            _write(folder / f"{day}-{slug(chapter.title)}-{entry_id}.md", text.encode())
    except OSError as error:
        raise CannotExport(f"{folder} can't be written: {error.strerror or error}") from error
    return len(ids)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that is there when everything is written, and not before; raises CannotExport where it can't be written."""
    path = path.resolve()
    if path.exists() and not path.is_file():  # a device or a pipe is written to, never replaced
        with _opened(path) as file:
            yield file
        return
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    except OSError as error:
        raise CannotExport(f"{path} can't be written: {error.strerror or error}") from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        os.replace(temporary, path)
    except OSError as error:
        raise CannotExport(f"{path} can't be written: {error.strerror or error}") from error
    finally:
        Path(temporary).unlink(missing_ok=True)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("wb")
    except OSError as error:
        raise CannotExport(f"{path} can't be written: {error.strerror or error}") from error


def chapters(store: Store, caches: Caches, ids: Sequence[int], pictures: bool = True) -> Iterator[Chapter]:
    """The articles of entries in their order, each with the pictures that are in the cache and the user's note."""
    for start in range(0, len(ids), _BATCH):
        part = ids[start : start + _BATCH]
        rows, files, notes = headlines(store, part), enclosures_of(store, part), notes_of(store, part)
        for row in standings(store, part):
            page = readable(row)
            text = page or row.feed
            article = from_json(json.loads(text)) if text else make_feed_article(store, row.entry_id)
            if text and row.entry_id in files:
                article = with_enclosures(article, files[row.entry_id], from_page=bool(page))
            taken = _pictures(store, caches, text or packed(article)) if pictures else {}
            article = replace(article, title=article.title or rows[row.entry_id].title)
            yield Chapter(article, rows[row.entry_id].feed, taken, notes.get(row.entry_id, ""))


def slug(title: str) -> str:
    """A title as a file's name: letters and digits of any script, nothing that a path or a shell could read otherwise."""
    return _NAME.sub("-", unicodedata.normalize("NFC", title).lower()).strip("-_").encode()[:80].decode(errors="ignore") or "article"


def _pictures(store: Store, caches: Caches, text: str) -> dict[str, Picture]:
    found: dict[str, Picture] = {}
    for url, digest in kept_digests(store, caches, image_urls(text)).items():
        data = caches.images.get(digest)
        taken = picture(digest[:20], data) if data is not None else None
        if taken is not None:
            found[url] = taken
    return found


def _wanted(store: Store, query: str) -> list[int]:
    ids = choose(store, query, int(time.time()))
    if not ids:
        raise CannotExport("there is nothing to export: no entry fits the query" if query else "there is nothing to export yet")
    known = headlines(store, ids)
    return [each for each in ids if each in known]


def _grouped(store: Store, ids: list[int]) -> list[int]:
    """A feed's entries in a row, feeds in the order in which they first come."""
    rows = headlines(store, ids)
    feeds = {feed: at for at, feed in enumerate(dict.fromkeys(rows[each].feed_id for each in ids))}
    return sorted(ids, key=lambda each: feeds[rows[each].feed_id])


def _markdown(chapter: Chapter) -> str:
    return to_markdown(with_own(chapter.article, chapter.note))


def _plain(chapter: Chapter) -> str:
    article = chapter.article
    above = [article.title, " · ".join(part for part in (article.byline, article.site, article.published) if part), article.url or ""]
    text = to_text(article, captions=True, addresses=True)
    parts = ("\n".join(line for line in above if line), article.notice or "", own_text(chapter.note), text)
    return "\n\n".join(part for part in parts if part) + "\n"


def _title(query: str) -> str:
    day = time.strftime("%Y-%m-%d", time.gmtime())
    return f"News of {day}" + (f": {query}" if query else "")


def _write(path: Path, data: bytes) -> None:
    with whole_file(path) as file:
        file.write(data)
