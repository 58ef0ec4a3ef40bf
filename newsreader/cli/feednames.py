"""A feed as an argument of a command: by its number, or by its title as far as no other has it."""

from __future__ import annotations

from typing import Any

import click

from newsreader.cli.context import Context
from newsreader.cli.output import fail

NO_FEEDS = "there are no feeds yet: `newsreader add URL` or `import FILE`; the demo edition's are listed by `newsreader --demo list`"


class _FeedName(click.ParamType[int]):
    name = "feed"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The feed's number; whether there is one of that number, the command says."""
        text = str(value).strip()
        if text.isascii() and text.isdigit() and len(text) < 19:  # SQLite's numbers have no more
            return int(text)
        if not text:
            fail("a feed is named by its number, or by its title")
        from newsreader.library.feedparts import CannotEdit, feed_named

        context = ctx.find_object(Context) if ctx is not None else None
        assert context is not None  # noqa: S101 - every command has one
        try:
            return feed_named(context.store, text).id
        except CannotEdit as error:
            fail(str(error))


FEED = _FeedName()
