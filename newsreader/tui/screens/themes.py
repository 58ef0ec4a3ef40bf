"""The theme picker: each theme is shown while the cursor is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.config.themes import load_themes
from newsreader.tui.screens.picker import Item, Picker

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen


def pick_theme(screen: MainScreen) -> None:
    """Choose a theme; leaving without a choice brings the old one back, a choice is remembered."""
    app = screen.app
    before = app.spec.name
    specs, problems = load_themes(app.theme_dirs)
    items = [Item(spec.name, spec.about, spec.name, "light" if not spec.dark else "dark") for spec in specs]

    def picked(name: str | None) -> None:
        app.use_theme(name or before)
        if name is not None:
            app.remember(app.theme_key, name)
            screen.say(f"theme {name}")
        elif problems:
            screen.say(str(problems[0]), "error")

    app.push_screen(Picker("Themes", items, 20, before, app.use_theme), picked)
