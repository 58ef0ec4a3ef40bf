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
    if spec.ansi:  # what the toolkit's own sheets ask of such a theme; its default colour is the same before and behind a cursor
        ground, text = ("ansi_black", "ansi_white") if spec.dark else ("ansi_white", "ansi_black")
        inputs |= {"ansi-background": ground, "ansi-foreground": text, "input-cursor-text-style": "reverse"}
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
