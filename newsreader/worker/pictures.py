"""The worker's pictures: gets them, makes them small, and tells of each as soon as it lies in the cache."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from newsreader.fetch.exchange import Fetcher
from newsreader.images.errors import ImageRefused
from newsreader.images.shape import Cell, Form
from newsreader.library.pictures import draw, get_images, prune
from newsreader.model.events import ImageReady
from newsreader.model.jobs import FetchImages
from newsreader.store.connection import Store
from newsreader.store.entries import entry_by_id
from newsreader.store.files import Files

MOST_BYTES = 64 << 20
"""What small pictures may take on the disk; they are made again in milliseconds."""


class PictureDesk:
    """Pictures of one cache; the small ones are thinned out once a session."""

    def __init__(self, files: Files, folder: Path) -> None:
        self._files = files
        self._folder = folder
        self._pruned = threading.Event()

    def bring(
        self, store: Store, fetcher: Fetcher, number: int, job: FetchImages, tell: Callable[[ImageReady], None], stop: Callable[[], bool]
    ) -> None:
        """Do a job of pictures; one that can't be shown is told with its reason."""
        entry = entry_by_id(store, job.entry)
        if entry is None:
            return
        if not self._pruned.is_set():
            self._pruned.set()
            prune(self._folder, MOST_BYTES)
        room = {url: (columns, rows) for url, columns, rows in zip(job.urls, job.columns, job.rows, strict=True)}
        forms: tuple[Form, ...] = ("png",) if job.form == "png" else ("rgb", "sixel") if job.form == "sixel" else ("rgb",)
        cell = Cell(max(1, job.cell_width), max(1, job.cell_height))
        asked = fetcher if job.fetch else None
        for image in get_images(store, self._files, asked, entry.headline.feed_id, tuple(room), stop):
            error = image.error
            if error is None:
                try:
                    for form in forms:
                        draw(self._files, self._folder, image, room[image.url][0], room[image.url][1], form, cell)
                except ImageRefused as refused:
                    error = str(refused)
            tell(ImageReady(number, job.entry, image.url, image.digest or "", image.width, image.height, error))
            if stop():
                return
