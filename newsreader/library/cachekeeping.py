"""Keeping the cache small, whole and honest: what it holds and why, what goes first, and mending what is missing or damaged.

Articles are the library's and stay; pages, images and the pictures made from them are the cache's. Never cleaned away: those of starred,
tagged and noted entries, of saved pages, and of what is unread in an edition of the last month.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from newsreader.library.caches import Caches
from newsreader.library.editions import image_urls, readable, size_words
from newsreader.store import cache
from newsreader.store.cache import Kind
from newsreader.store.connection import Store
from newsreader.store.editions import held_entries, standings
from newsreader.store.files import Files, Held
from newsreader.text.counted import counted

_GRACE = 3600
"""Seconds for which a file that nothing refers to is left alone: whoever wrote it may be about to say what for."""
_HELD = "starred, tagged, noted, saved, or unread in an edition: never cleaned away"
_SPARE = "kept to be read again; what was read goes first, the oldest before the rest"
_UNUSED = "nothing refers to them: `newsreader cache --clean` removes them"
_MADE = "made from the images for this terminal, and made again when wanted"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the cache: how many files, how many bytes on the disk, and why they are there, in words."""

    name: str
    files: int
    bytes: int
    why: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the cache holds, part by part; `limit` in bytes (0: none). `missing` and `unused` count what `clean` would mend or remove."""

    parts: tuple[Share, ...]
    limit: int
    missing: int
    unused: int

    @property
    def bytes(self) -> int:
        """What all of it takes on the disk."""
        return sum(part.bytes for part in self.parts)


@dataclass(slots=True)
class Cleaned:
    """What cleaning came to: files that went, and bytes; addresses that are fetched again when wanted (`missing`, `damaged`)."""

    removed: int = 0
    freed: int = 0
    missing: int = 0
    damaged: int = 0
    over: int = 0
    """Bytes above the limit that stay, since everything left is wanted."""

    @property
    def words(self) -> str:
        """What came of it, in a sentence."""
        parts = [f"removed {counted(self.removed, 'file')}, {size_words(self.freed)}"] if self.removed else []
        parts += [f"{counted(count, 'file')} {'was' if count == 1 else 'were'} {what}" for count, what in self._mended if count]
        mended = "; fetched again when wanted" if self.missing or self.damaged else ""
        over = f"; {size_words(self.over)} above the limit stay, {_HELD}" if self.over else ""
        return (", ".join(parts) or "nothing to clean") + mended + over

    @property
    def _mended(self) -> tuple[tuple[int, str], ...]:
        return (self.missing, "missing"), (self.damaged, "damaged")


def holdings(store: Store, caches: Caches, pictures: Path, limit: int) -> Holdings:
    """What there is on the disk, and why. Looks at every file's size, reads none."""
    known = cache.references(store)
    held = _held(store)
    parts: list[Share] = []
    missing = unused = 0
    for kind, files in _folders(caches):
        sizes = {file.digest: file.size for file in files.all()}
        wanted = {each.digest for each in known if each.kind == kind and (each.kind, each.url) in held}
        rest = {each.digest for each in known if each.kind == kind} - wanted
        missing += len((wanted | rest) - sizes.keys())
        orphans = sizes.keys() - wanted - rest
        unused += len(orphans)
        name = f"{kind}s"
        parts.append(_share(f"{name}, held", wanted, sizes, _HELD))
        parts.append(_share(f"{name}, spare", rest, sizes, _SPARE))
        parts.append(_share(f"{name}, unused", orphans, sizes, _UNUSED))
    made = _made(pictures)
    parts.append(Share("pictures", len(made), sum(size for _, size, _ in made), _MADE))
    return Holdings(tuple(parts), limit, missing, unused)


def clean(store: Store, caches: Caches, pictures: Path, limit: int, thorough: bool = True) -> Cleaned:
    """Mend what is missing or damaged (`thorough`: reads every file), remove what nothing refers to, then the least wanted until the
    rest fits into `limit` bytes (0: none)."""
    done = Cleaned()
    now = int(time.time())
    for kind, files in _folders(caches):
        files.remove_parts(now - _GRACE)
        if thorough:
            done.damaged += sum(files.get(file.digest) is None for file in list(files.all()))
        references = [each for each in cache.references(store) if each.kind == kind]
        there = {file.digest: file for file in files.all()}
        gone = [each for each in references if each.digest not in there]
        cache.forget(store, kind, [each.url for each in gone])
        done.missing += len({each.digest for each in gone})
        named = {each.digest for each in references}
        if files.shared is not None:
            done.freed += files.shared.clean()
        _remove(files, [file for file in there.values() if file.digest not in named and file.at < now - _GRACE], done)
    done.missing = max(0, done.missing - done.damaged)
    if limit:
        _shrink(store, caches, pictures, limit, done)
    return done


def _shrink(store: Store, caches: Caches, pictures: Path, limit: int, done: Cleaned) -> None:
    """Let the least wanted go: pictures made, then pages and images that aren't held, what was read before what wasn't, old before new."""
    made = _made(pictures)
    on_disk = {kind: {file.digest: file for file in files.all()} for kind, files in _folders(caches)}
    total = sum(size for _, size, _ in made) + sum(file.size for files in on_disk.values() for file in files.values())
    for _, size, path in sorted(made):
        if total <= limit:
            return
        path.unlink(missing_ok=True)
        total -= size
        done.removed += 1
        done.freed += size
    if total <= limit:
        return
    held = _held(store)
    known = cache.references(store)
    kept = {each.digest for each in known if (each.kind, each.url) in held}
    spare = [each for each in known if each.digest not in kept]
    spare.sort(key=lambda each: (each.unread, each.kind == "image", each.fetched_at))
    by_kind = dict(_folders(caches))
    for each in spare:
        if total <= limit:
            return
        cache.forget(store, each.kind, [each.url])
        file = on_disk[each.kind].get(each.digest)
        if file is not None and not cache.is_used(store, each.digest):
            del on_disk[each.kind][each.digest]
            total -= file.size
            _remove(by_kind[each.kind], [file], done)
    done.over = max(0, total - limit)


def _held(store: Store) -> set[tuple[Kind, str]]:
    """The addresses of pages and images that are never cleaned away."""
    held: set[tuple[Kind, str]] = set()
    for row in standings(store, held_entries(store, int(time.time()))):
        if row.url:
            held.add(("page", row.url))
        text = readable(row) or row.feed
        if text is not None:
            held |= {("image", url) for url in image_urls(text)}
    return held


def _folders(caches: Caches) -> tuple[tuple[Kind, Files], ...]:
    return ("page", caches.pages), ("image", caches.images)


def _share(name: str, digests: Iterable[str], sizes: dict[str, int], why: str) -> Share:
    found = [sizes[digest] for digest in digests if digest in sizes]
    return Share(name, len(found), sum(found), why)


def _made(folder: Path) -> list[tuple[float, int, Path]]:
    found = []
    for path in folder.glob("*/*"):
        try:
            about = path.stat()
        except FileNotFoundError:
            continue
        found.append((about.st_mtime, about.st_size, path))
    return found


def _remove(files: Files, gone: Iterable[Held], done: Cleaned) -> None:
    for file in gone:
        files.remove(file.digest)
        done.removed += 1
        done.freed += file.size
