"""The pictures of an entry: fetched once, looked into under limits, made small for the screen, kept as files of the cache.

Only what an open entry shows is asked for, nothing while offline, and nothing that is there to count readers.
What a server sent is never shown: the screen reads pixels that were made here.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from newsreader.fetch.exchange import Fetcher, FetchError, FetchErrorKind, Request
from newsreader.images.decode import encoded, measure
from newsreader.images.errors import ImageRefused
from newsreader.images.limits import BYTES
from newsreader.images.shape import Box, Cell, Form, box, file_name, pixels
from newsreader.library.access import reaching
from newsreader.library.reading import same_place
from newsreader.store.connection import Store
from newsreader.store.errors import StoreError
from newsreader.store.files import Files
from newsreader.store.images import KeptImage, forget_image, keep_image, kept_images

ACCEPT = "image/avif,image/webp,image/png,image/jpeg,image/gif;q=0.9,*/*;q=0.1"
ASKED_AGAIN = 24 * 3600
"""Seconds after which a picture that could not be had is asked for again."""
_PASSING: frozenset[FetchErrorKind] = frozenset(("offline", "stopped", "timeout", "dns", "refused"))


def get_images(
    store: Store,
    files: Files,
    fetcher: Fetcher | None,
    feed_id: int,
    urls: Sequence[str],
    stop: Callable[[], bool] = lambda: False,
    typed: str | None = None,
) -> Iterator[KeptImage]:
    """Each picture as it is known: first what is kept, then what comes. Without a fetcher nobody is asked, and `error` says so.
    `typed` is the page's address where the user gave it: its own host may be a private one."""
    now = int(time.time())
    wanted = list(dict.fromkeys(urls))
    known = kept_images(store, wanted)
    missing: list[str] = []
    for url in wanted:
        image = known.get(url)
        looked = _look_again(store, files, image, now) if image is not None else None
        if looked is not None:
            yield looked
        elif not url.startswith(("http://", "https://")):
            yield KeptImage(url, None, 0, 0, 0, "its address is not one of the web", now)
        elif fetcher is None:
            yield KeptImage(url, None, 0, 0, 0, "offline: it was never fetched", now)
        else:
            missing.append(url)
    if fetcher is None or not missing or stop():
        return
    near = urlsplit(typed).netloc if typed else ""
    requests = (
        Request(url, typed=urlsplit(url).netloc == near or same_place(store, feed_id, url), accept=ACCEPT, most_bytes=BYTES)
        for url in missing
    )
    for request, outcome in reaching(store, fetcher, feed_id).get_many(requests, stop):
        if isinstance(outcome, FetchError):
            image = KeptImage(request.url, None, 0, 0, 0, str(outcome), now)
            if outcome.kind not in _PASSING:
                keep_image(store, image)
        else:
            digest = files.put(outcome.body)
            image = _looked_into(KeptImage(request.url, digest, len(outcome.body), 0, 0, None, now), outcome.body)
            keep_image(store, image, outcome.content_type)
        yield image


def draw(files: Files, folder: Path, image: KeptImage, columns: int, rows: int, form: Form, cell: Cell) -> Box:
    """Make the pixels of a picture for the cells it may take, if they aren't there yet. Raises ImageRefused, StoreError."""
    if image.digest is None or not (image.width and image.height):
        raise ImageRefused(image.error or "there is no picture")
    taken = box(image.width, image.height, columns, rows, cell)
    size = pixels(taken, form, cell, image.width, image.height)
    path = folder / file_name(image.digest, size, form)
    if not path.exists():
        body = files.get(image.digest)
        if body is None:
            raise ImageRefused("the picture is no longer in the cache")
        _write(path, _made(body, size, form))
    return taken


def _made(body: bytes, size: tuple[int, int], form: Form) -> bytes:
    """The pixels of a picture; nothing where it is too much for sixels, since its half blocks stay."""
    if form != "sixel":
        return encoded(body, *size, form)
    try:
        return encoded(body, *size, form)
    except ImageRefused:
        return b""


def prune(folder: Path, most_bytes: int) -> int:
    """Remove the pictures made longest ago until what is left takes no more than so many bytes; gives how many went."""
    made = sorted(((file.stat().st_mtime, file.stat().st_size, file) for file in folder.glob("*/*") if file.is_file()), reverse=True)
    held = gone = 0
    for _, size, file in made:
        held += size
        if held > most_bytes:
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def _look_again(store: Store, files: Files, image: KeptImage, now: int) -> KeptImage | None:
    """A picture that was asked for before; None where it is to be fetched (again)."""
    if image.digest is None:
        return image if now - image.fetched_at < ASKED_AGAIN else None
    if image.error is not None:
        return image
    if image.width and files.size(image.digest) is not None:
        return image
    body = files.get(image.digest)
    if body is None:
        forget_image(store, image.url)
        return None
    image = _looked_into(image, body)
    keep_image(store, image)
    return image


def _looked_into(image: KeptImage, body: bytes) -> KeptImage:
    try:
        size = measure(body)
    except ImageRefused as error:
        return replace(image, error=str(error))
    return replace(image, width=size.width, height=size.height)


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StoreError(f"the cache {path.parent} can't be written: {error.strerror or error}") from error
