"""The commands that change feeds: one thing at a time, or all of them on a sheet of text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from newsreader.cli.context import Context, settings_of
from newsreader.cli.feedaccess import confirm_command, secret_command, trust_command
from newsreader.cli.feednames import FEED
from newsreader.cli.output import fail, print_json, say
from newsreader.library import editing, feedoptions, feedsheet
from newsreader.library.feedparts import CannotEdit
from newsreader.library.marks import Change
from newsreader.model.options import OPTIONS

_MOST_BYTES = 64 << 20
_FIRST = ("paused", "every", "full_text", "images")


@click.group("feed")
def feed_command() -> None:
    """Change feeds; `undo` takes each change back."""


for _command in (confirm_command, secret_command, trust_command):
    feed_command.add_command(_command)

@feed_command.command("rename")
@click.argument("feed", type=FEED)
@click.argument("title", nargs=-1)
@click.pass_obj
def _rename(context: Context, feed: int, title: tuple[str, ...]) -> None:
    """Give a feed a name; without one it is called as it calls itself."""
    _say(lambda: editing.rename_feed(context.store, feed, " ".join(title)))


@feed_command.command("move")
@click.argument("feeds", type=FEED, nargs=-1, required=True)
@click.option("--folder", default="", metavar="A/B", help="Where to; without it to the top.")
@click.pass_obj
def _move(context: Context, feeds: tuple[int, ...], folder: str) -> None:
    """Put feeds into a folder."""
    _say(lambda: editing.move_feeds(context.store, feeds, folder))


@feed_command.command("rename-folder")
@click.argument("folder")
@click.argument("new")
@click.pass_obj
def _rename_folder(context: Context, folder: str, new: str) -> None:
    """Give a folder another name or place, with all that is in it."""
    _say(lambda: editing.rename_folder(context.store, folder, new))


@feed_command.command("tag")
@click.argument("feed", type=FEED)
@click.option("--add", "add", multiple=True, metavar="T", help="A tag to add; may be repeated.")
@click.option("--remove", "remove", multiple=True, metavar="T", help="A tag to take off; may be repeated.")
@click.pass_obj
def _tag(context: Context, feed: int, add: tuple[str, ...], remove: tuple[str, ...]) -> None:
    """Change a feed's own tags."""
    _say(lambda: editing.tag_feed(context.store, feed, add, remove))


@feed_command.command("address")
@click.argument("feed", type=FEED)
@click.argument("url")
@click.pass_obj
def _address(context: Context, feed: int, url: str) -> None:
    """Fetch a feed from another address from now on; its entries stay."""
    _say(lambda: editing.change_address(context.store, feed, url))


@feed_command.command("pause")
@click.argument("feed", type=FEED)
@click.option("--resume", is_flag=True, help="Refresh it again.")
@click.pass_obj
def _pause(context: Context, feed: int, resume: bool) -> None:
    """Refresh a feed only when it is named."""
    _say(lambda: editing.pause_feed(context.store, feed, not resume))


@feed_command.command("merge")
@click.argument("source", type=FEED)
@click.argument("target", type=FEED)
@click.pass_obj
def _merge(context: Context, source: int, target: int) -> None:
    """Put the entries of feed SOURCE into feed TARGET, each once, and unsubscribe from SOURCE."""
    _say(lambda: editing.merge_feeds(context.store, source, target))


@feed_command.command("set")
@click.argument("feed", metavar="FEED|folder:A/B|all")
@click.argument("settings", nargs=-1, required=True, metavar="KEY=VALUE...")
@click.pass_obj
def _set(context: Context, feed: str, settings: tuple[str, ...]) -> None:
    """Set things of a feed, of a folder for the feeds in it, or of all. `KEY=` takes one back; `feed options` lists the keys."""
    given = settings_of(settings)
    _say(lambda: feedoptions.set_options(context.store, feed, given))


@feed_command.command("show")
@click.argument("feed", metavar="FEED|folder:A/B|all")
@click.option("--all", "everything", is_flag=True, help="Also what nobody set.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def _show(context: Context, feed: str, everything: bool, as_json: bool) -> None:
    """Show a feed's settings, or a folder's: what holds, and where that is said."""
    try:
        known, folder = feedoptions.place_of(context.store, feed)
    except CannotEdit as error:
        fail(str(error))
    found = feedoptions.shown(context.store, known, folder)
    if as_json:
        names = ("id", "title", "url", "folder", "tags")
        told = {name: getattr(known, name) for name in names} if known else {"folder": folder}
        print_json({**told, "settings": {each.name: {"value": each.value, "from": each.source or None} for each in found}})
        return
    about = {"folder": folder or "(all feeds)"}
    if known is not None:
        about = {"title": known.title, "address": known.url, "folder": known.folder or "", "tags": ", ".join(known.tags)}
    for name, value in about.items():
        say(f"{name:<14} {value}".rstrip())
    for each in found:
        if not (each.source or each.own or everything or each.name in _FIRST):
            continue
        place = {"": "  (usual)", "feed": ""}.get(each.source, f"  (from {feedoptions.describe(each.source)})")
        say(f"{each.name:<14} {each.value}{place if known or not each.own else ''}")


@feed_command.command("options")
def _options() -> None:
    """List what can be set of a feed or a folder."""
    for option in OPTIONS.values():
        say(f"{option.name:<14} {option.words}")
        say(f"{'':<14} {option.allowed}; usual: {option.default}{'' if option.of_folders else '; not of folders'}")


@feed_command.command("sheet")
@click.pass_obj
def _sheet(context: Context) -> None:
    """Print all feeds as a text to be changed, for `feed apply`."""
    say(feedsheet.feed_sheet(context.store).rstrip("\n"))


@feed_command.command("apply")
@click.argument("file", metavar="FILE|-")
@click.pass_obj
def _apply(context: Context, file: str) -> None:
    """Make the feeds what a changed sheet says, in one step."""
    try:
        data = sys.stdin.buffer.read(_MOST_BYTES + 1) if file == "-" else Path(file).expanduser().read_bytes()
    except OSError as error:
        fail(f"{file} can't be read: {error.strerror or error}")
    if len(data) > _MOST_BYTES:
        fail(f"{file} is larger than {_MOST_BYTES >> 20} MB: that is no sheet of feeds")
    _say(lambda: feedsheet.apply_sheet(context.store, data.decode("utf-8-sig", "replace")))


def _say(change: Callable[[], Change]) -> None:
    try:
        say(change().words)
    except CannotEdit as error:
        fail(str(error))
