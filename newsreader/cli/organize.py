"""Commands that put things in order: tags, notes, stories, and what is kept. Feeds and rules: `cli.feededit`, `cli.rules`."""

from __future__ import annotations

import time

import click

from newsreader.cli.context import Context, entries_of
from newsreader.cli.feednames import FEED
from newsreader.cli.listing import Listing
from newsreader.cli.output import fail, iso, print_json, say, warn
from newsreader.library import retention, stories, tagging
from newsreader.library.lists import entry_ids, headlines
from newsreader.library.notes import note_of, noted, write_note
from newsreader.model.entry import Headline
from newsreader.model.feed import is_inside
from newsreader.store.feeds import all_feeds
from newsreader.text.counted import counted


@click.command("tag")
@click.argument("name")
@click.argument("query", nargs=-1)
@click.option("--color", metavar="COLOR", help="Paint the tag: red, green, … or #rrggbb; none takes the paint off.")
@click.pass_obj
def tag_command(context: Context, name: str, query: tuple[str, ...], color: str | None) -> None:
    """Tag the entries of a query; prints how many changed. `undo` takes it back."""
    try:
        if color is not None:
            say(tagging.color_tag(context.store, name, "" if color == "none" else color).words)
        elif not query:
            fail("tag wants a query of the entries to tag, or --color")
        if query:
            say(tagging.tag(context.store, entry_ids(context.store, entries_of(query)), name).words)
    except tagging.CannotTag as error:
        fail(str(error))


@click.command("untag")
@click.argument("name")
@click.argument("query", nargs=-1, required=True)
@click.pass_obj
def untag_command(context: Context, name: str, query: tuple[str, ...]) -> None:
    """Take a tag off the entries of a query."""
    say(tagging.untag(context.store, entry_ids(context.store, entries_of(query)), name).words)


@click.command("tags")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def tags_command(context: Context, as_json: bool) -> None:
    """List the tags of entries: how many have each, how many of those are unread, and its colour."""
    found = tagging.tags(context.store)
    if as_json:
        print_json([{"name": tag.name, "color": tag.color or None, "total": tag.total, "unread": tag.unread} for tag in found])
        return
    if not found:
        warn("no entry has a tag yet; feeds' own tags are in `newsreader feeds`")
    for tag in found:
        say(f"{tag.total:>6} {tag.unread:>6} unread  {tag.name}" + (f"  ({tag.color})" if tag.color else ""))


@click.command("note")
@click.argument("entry", type=int)
@click.argument("text", nargs=-1)
@click.option("--clear", is_flag=True, help="Take the note away.")
@click.pass_obj
def note_command(context: Context, entry: int, text: tuple[str, ...], clear: bool) -> None:
    """Write a note on an entry, or print the one that is there."""
    _known(context, entry)
    if text or clear:
        say(write_note(context.store, entry, "" if clear else " ".join(text)).words)
    elif noted(context.store, [entry]):
        say(note_of(context.store, entry))
    else:
        warn("there is no note on it")


@click.group("story", cls=Listing)
def story_command() -> None:
    """The same story in several feeds: who tells it, and putting it right by hand. Without a command: the newest of them."""


@story_command.command("list")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def _list_stories(context: Context, limit: int, as_json: bool) -> None:
    """List the stories that several feeds tell, the newest first: what leads, and who else tells it."""
    told = stories.newest(context.store, limit)
    if as_json:
        print_json([{**_telling(lead), "also_in": [_telling(row) for row in others]} for lead, others in told])
        return
    if not told:
        warn("no story is told by several feeds yet; `newsreader story join ENTRY ENTRY` makes one of two entries")
    for lead, others in told:
        for row in (lead, *others):
            say(f"{row.id:>6}{'' if row is lead else '    '}  {row.title or '(no title)'}  · {row.feed}")


@story_command.command("show")
@click.argument("entry", type=int)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def _show(context: Context, entry: int, as_json: bool) -> None:
    """List the other headlines of an entry's story."""
    _known(context, entry)
    rows = stories.also_in(context.store, [entry]).get(entry, ())
    if as_json:
        print_json([_telling(row) for row in rows])
        return
    if not rows:
        warn("no other headline tells this story")
    for row in rows:
        say(f"{row.id:>6}  {row.title or '(no title)'}  · {row.feed}")


def _telling(row: Headline) -> dict[str, object]:
    return {"id": row.id, "feed_id": row.feed_id, "feed": row.feed, "title": row.title, "url": row.url}


@story_command.command("join")
@click.argument("entries", type=int, nargs=-1, required=True)
@click.pass_obj
def _join(context: Context, entries: tuple[int, ...]) -> None:
    """Make entries one story."""
    for each in entries:
        _known(context, each)
    say(stories.join(context.store, entries).words)


@story_command.command("split")
@click.argument("entry", type=int)
@click.pass_obj
def _split(context: Context, entry: int) -> None:
    """Take an entry out of its story."""
    _known(context, entry)
    say(stories.split(context.store, entry).words)


@story_command.command("prefer")
@click.argument("feed", metavar="FEED|FOLDER")
@click.option("--no", "no", is_flag=True, help="Prefer it no more.")
@click.pass_obj
def _prefer(context: Context, feed: str, no: bool) -> None:
    """Let the entries of a feed (its number or title), or of the feeds in a folder, lead the stories they are in."""
    feeds, folder = all_feeds(context.store), feed.strip("/")
    if any(is_inside(each.folder, folder) for each in feeds):
        say(stories.prefer_folder(context.store, folder, not no).words)
        return
    number = FEED.convert(feed, None, click.get_current_context())
    if not any(each.id == number for each in feeds):
        fail(f"there is no feed {number}; `newsreader feeds` shows their numbers")
    say(stories.prefer(context.store, number, not no).words)


def _known(context: Context, entry: int) -> None:
    if not headlines(context.store, [entry]):
        fail(f"there is no entry {entry}; `newsreader list` shows their numbers")


@click.group("keep", cls=Listing)
def keep_command() -> None:
    """How long entries are kept; from the start for ever. Without a command: what is kept."""


@keep_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def _list(context: Context, as_json: bool) -> None:
    """List what is kept, and how large the library is."""
    found, size = retention.keepings(context.store), retention.library_size(context.store)
    if as_json:
        print_json({"rules": found, "bytes": size.file, "free": size.free, "log": size.log})
        return
    for each in found:
        say(f"{each.scope or 'everything'}: {retention.bounds_of(each) or 'for ever'}; stays: {', '.join(each.keep) or 'nothing'}")
    say(f"the library takes {size.file / 1e6:.1f} MB, {size.free / 1e6:.1f} MB of it free")


@keep_command.command("set")
@click.argument("scope", default="")
@click.option("--days", type=int, help="Not longer than so many days.")
@click.option("--most", type=int, help="Not more than so many entries of a feed.")
@click.option("--stays", metavar="WHAT", default="starred,tagged,noted,unread", show_default=True, help="What stays however old it is.")
@click.option("--drop", is_flag=True, help="Forget the rule of this scope.")
@click.pass_obj
def _set(context: Context, scope: str, days: int | None, most: int | None, stays: str, drop: bool) -> None:
    """Say what is kept of feed:12, folder:A/B, or (without a scope) of all others."""
    if drop:
        say(retention.drop_keeping(context.store, scope).words)
        return
    try:
        say(retention.set_keeping(context.store, scope, days, most, [each.strip() for each in stays.split(",") if each.strip()]).words)
    except retention.CannotKeep as error:
        fail(str(error))
    warn(f"{counted(len(retention.surplus(context.store, int(time.time()))), 'entry')} will leave the lists with the next upkeep")


@keep_command.command("now")
@click.option("--rebuild", is_flag=True, help="Write the library's file anew, which holds everybody else up for a while.")
@click.pass_obj
def _now(context: Context, rebuild: bool) -> None:
    """Do the daily upkeep at once: what isn't kept leaves the lists, the file is made small."""
    say(retention.upkeep(context.store, int(time.time()), force=True).words)
    if rebuild:
        context.store.rebuild()


@keep_command.command("back")
@click.pass_obj
def _back(context: Context) -> None:
    """Get back what upkeep took out of the lists in the last month."""
    say(retention.bring_back(context.store).words)


@click.command("muted")
@click.option("--back", is_flag=True, help="Get all of them back.")
@click.option("--rule", type=int, help="Only what this rule muted.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def muted_command(context: Context, back: bool, rule: int | None, as_json: bool) -> None:
    """List what rules muted, or get it back."""
    from newsreader.library.rules import muted_ids, unmute

    if back:
        say(unmute(context.store, rule_id=rule).words)
        return
    ids = muted_ids(context.store, rule)
    found = headlines(context.store, ids)
    rows = [found[each] for each in ids if each in found]
    if as_json:
        print_json([{"id": row.id, "feed": row.feed, "title": row.title, "published": iso(row.published)} for row in rows])
        return
    if not rows:
        warn("nothing is muted")
    for row in rows:
        say(f"{row.id:>6}  {row.title or '(no title)'}  · {row.feed}")
