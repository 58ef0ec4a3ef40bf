"""The two folders of the cache: raw pages, and images as they came."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from newsreader.config.paths import Paths
from newsreader.library.sitefiles import Sites, open_sites
from newsreader.store.files import Files
from newsreader.store.sharing import Shared


@dataclass(frozen=True, slots=True)
class Caches:
    """Where pages and images lie."""

    pages: Files
    images: Files
    sites: Sites | None = None
    """Sites' own rules, for the pages that are decluttered on the way in."""


def open_caches(paths: Paths, sync: bool = True, share: bool = False) -> Caches:
    """A profile's cache; without `sync` many files are written fast (see `store.files`), `share` has those on the disk once that other
    profiles hold too."""

    def files(folder: Path) -> Files:
        return Files(folder, sync, Shared(paths.shared_dir / folder.name) if share else None)

    return Caches(files(paths.pages_dir), files(paths.images_dir), open_sites(paths))
