"""The two folders of the cache: raw pages, and images as they came."""

from __future__ import annotations

from dataclasses import dataclass

from newsreader.config.paths import Paths
from newsreader.library.sitefiles import Sites, open_sites
from newsreader.store.files import Files


@dataclass(frozen=True, slots=True)
class Caches:
    """Where pages and images lie."""

    pages: Files
    images: Files
    sites: Sites | None = None
    """Sites' own rules, for the pages that are decluttered on the way in."""


def open_caches(paths: Paths, sync: bool = True) -> Caches:
    """A profile's cache; without `sync` many files are written fast (see `store.files`)."""
    return Caches(Files(paths.pages_dir, sync), Files(paths.images_dir, sync), open_sites(paths))
