"""Where everything lies: one place that names every directory and file of a user."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_SLUG = r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}"
_COMMAND = r"(?:^|(?<=[`(])|(?<=[|:] ))newsreader (?=[a-z])"
"""A command begins a text, or stands in backquotes, in brackets, after a colon or a pipe."""


class ProfileError(ValueError):
    """A profile's name, or a home, that can't be a directory's."""


class Paths(NamedTuple):
    """The directories of one profile, and the files in them; nothing is made by looking at them (`ensure` does)."""

    config: Path
    data: Path
    cache: Path
    profile: str | None = None

    @property
    def shared_dir(self) -> Path:
        """What several profiles' caches hold, for those that share it (the setting `share_cache`)."""
        return (self.cache if self.profile is None else self.cache.parents[1]) / "shared"

    @property
    def library(self) -> Path:
        """The database."""
        return self.data / "library.db"

    @property
    def config_file(self) -> Path:
        """The settings."""
        return self.config / "config.toml"

    @property
    def keys_file(self) -> Path:
        """The user's keys."""
        return self.config / "keys.toml"

    @property
    def themes_dir(self) -> Path:
        """The user's themes."""
        return self.config / "themes"

    @property
    def sites_dir(self) -> Path:
        """The user's site rules."""
        return self.config / "sites"

    @property
    def pages_dir(self) -> Path:
        """Raw pages, kept so that a better declutter can run again over them."""
        return self.cache / "pages"

    @property
    def images_dir(self) -> Path:
        """Original pictures, as they came."""
        return self.cache / "images"

    @property
    def pictures_dir(self) -> Path:
        """Pictures made small for a terminal, from the original ones."""
        return self.cache / "pictures"

    def as_typed(self, text: str, demo: bool = False) -> str:
        """A text with this program's commands in it (`newsreader feeds`) as they have to be typed for this profile."""
        chosen = "--demo" if demo else f"--profile {self.profile}" if self.profile else ""
        return re.sub(_COMMAND, f"newsreader {chosen} ", text) if chosen else text


def find_paths(environ: Mapping[str, str], profile: str | None = None) -> Paths:
    """The directories for an environment: `$NEWSREADER_HOME`'s, else the platform's; a profile has a whole other set.

    Raises ProfileError for a profile whose name is no plain word, and for a home of nobody (`~nobody/…`).
    """
    if profile is not None and not re.fullmatch(_SLUG, profile):
        raise ProfileError(f"{profile!r} can't be a profile's name: letters, digits, - and _ can, up to 64 of them")
    home = environ.get("NEWSREADER_HOME")
    if home:
        try:
            root = Path(home).expanduser().absolute()
        except RuntimeError:
            raise ProfileError(f"$NEWSREADER_HOME is {home!r}, and there is no such home") from None
        found = Paths(root / "config", root / "data", root / "cache")
    else:
        from platformdirs import PlatformDirs  # here, since $NEWSREADER_HOME does without

        dirs = PlatformDirs("newsreader", appauthor=False)
        found = Paths(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path)
    if profile is None:
        return found
    config, data, cache = (directory / "profiles" / profile for directory in (found.config, found.data, found.cache))
    return Paths(config, data, cache, profile)


def ensure(paths: Paths) -> None:
    """Make the directories that are missing, for their owner's eyes only; raises OSError where that can't be done."""
    for directory in (paths.config, paths.data, paths.cache):
        for step in (*reversed(directory.parents), directory):
            if not step.is_dir():
                step.mkdir(mode=0o700, exist_ok=True)


def short(path: Path) -> str:
    """A path as people write it: `~` for their home."""
    home = os.path.expanduser("~")  # which leaves ~ as it is where nobody is at home
    return f"~{str(path)[len(home) :]}" if home != "/" and path.is_relative_to(home) else str(path)


def in_words(error: OSError) -> str:
    """What the system refuses, and at which file."""
    return f"{error.filename}: {error.strerror}" if error.filename and error.strerror else str(error)
