"""Commands that change what is read or starred, and take changes back."""

from __future__ import annotations

import click

from newsreader.cli.context import Context, entries_of
from newsreader.cli.output import fail, say, warn
from newsreader.library.lists import entry_ids
from newsreader.library.marks import Mark, mark
from newsreader.library.undo import redo, undo


@click.command("mark")
@click.argument("what", type=click.Choice(["read", "unread", "star", "unstar"]))
@click.argument("query", nargs=-1, required=True)
@click.option("--stories", is_flag=True, help="And what tells the same stories in other feeds.")
@click.pass_obj
def mark_command(context: Context, what: Mark, query: tuple[str, ...], stories: bool) -> None:
    """Mark the entries of a query; prints how many changed. `undo` takes it back."""
    change = mark(context.store, entry_ids(context.store, entries_of(query)), what, stories)
    say(change.words)
    if not change.count and all(word.isdecimal() for word in query):
        warn(f"{' '.join(query)} was looked for as a word; an entry's number is written id:{query[0]}")


@click.command("undo")
@click.pass_obj
def undo_command(context: Context) -> None:
    """Take back the last change."""
    change = undo(context.store)
    if change is None:
        fail("there is nothing to undo")
    say(change.words)


@click.command("redo")
@click.pass_obj
def redo_command(context: Context) -> None:
    """Make the last change again that was taken back."""
    change = redo(context.store)
    if change is None:
        fail("there is nothing to redo")
    say(change.words)
