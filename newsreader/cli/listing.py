"""A command with commands of its own that lists what there is where none of them is named."""

from __future__ import annotations

import click


class Listing(click.Group):
    """Does its `list` command for options alone, and for nothing at all."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in self.get_help_option_names(ctx)):
            args = ["list", *args]
        return super().parse_args(ctx, args)
