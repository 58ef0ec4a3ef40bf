"""A theme of ours as the toolkit's."""

from __future__ import annotations

from textual.theme import Theme

from newsreader.config.themes import ThemeSpec


def as_textual(spec: ThemeSpec) -> Theme:
    """The theme, with every colour given and nothing left for the toolkit to make up."""
    colors = spec.colors
    inputs = {
        "input-cursor-background": colors["foreground"],
        "input-cursor-foreground": colors["background"],
        "input-selection-background": spec.variables["selection"],
    }
    return Theme(
        spec.name,
        primary=colors["primary"],
        secondary=colors["secondary"],
        accent=colors["primary"],
        warning=colors["warning"],
        error=colors["error"],
        success=colors["success"],
        foreground=colors["foreground"],
        background=colors["background"],
        surface=colors["surface"],
        panel=colors["panel"],
        dark=spec.dark,
        ansi=spec.ansi,
        variables={**inputs, **spec.variables},
    )
