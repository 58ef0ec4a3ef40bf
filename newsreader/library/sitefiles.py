"""Where sites' own rules are. Light: who reads them is `library.siterules`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from newsreader.config.paths import Paths
from newsreader.config.settings import read_settings


@dataclass(frozen=True, slots=True)
class Sites:
    """Where rules are: the user's folder (`HOST.toml`), and one of `ftr-site-config` files (`HOST.txt`) if the user names one."""

    folder: Path
    shared: Path | None = None


def open_sites(paths: Paths) -> Sites:
    """Where a profile's rules are."""
    settings, _ = read_settings(paths.config_file)
    return Sites(paths.sites_dir, Path(settings.site_rules_dir).expanduser() if settings.site_rules_dir else None)
