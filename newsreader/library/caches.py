"""The two folders of the cache: raw pages, and images as they came."""

from __future__ import annotations

from dataclasses import dataclass

from newsreader.config.paths import Paths
from newsreader.store.files import Files


@dataclass(frozen=True, slots=True)
class Caches:
    """Where pages and images lie."""

    pages: Files
    images: Files


def open_caches(paths: Paths, sync: bool = True) -> Caches:
    """A profile's cache; without `sync` many files are written fast (see `store.files`)."""
    return Caches(Files(paths.pages_dir, sync), Files(paths.images_dir, sync))
