"""What the settings name that must be there: a theme, a folder of sites' rules."""

from __future__ import annotations

import os
from pathlib import Path

from newsreader.config.paths import Paths
from newsreader.config.problems import Problem, located, quoted, unknown
from newsreader.config.settings import Settings
from newsreader.config.themes import bundled_dir, theme_files


def check_named(paths: Paths, settings: Settings) -> tuple[Problem, ...]:
    """What the settings name and isn't there, which reading them doesn't look for."""
    problems: list[Problem] = []
    known = theme_files((bundled_dir(), paths.themes_dir))
    if settings.theme and settings.theme not in known:
        cause = f"{quoted(settings.theme)} {unknown(settings.theme, known)}; `newsreader themes` lists what there is"
        problems.append(Problem(paths.config_file, cause, "theme"))
    if settings.site_rules_dir and not os.path.isdir(Path(settings.site_rules_dir).expanduser()):
        problems.append(Problem(paths.config_file, f"there is no directory {quoted(settings.site_rules_dir)}", "site_rules_dir"))
    return located(problems)
