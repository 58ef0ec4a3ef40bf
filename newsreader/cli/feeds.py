"""Commands about subscriptions: import, remove, feeds."""

from __future__ import annotations

from pathlib import Path

import click

from newsreader.cli.context import Context
from newsreader.cli.feednames import FEED, NO_FEEDS
from newsreader.cli.output import fail, iso, print_json, say, warn
from newsreader.library.logins import without_login
from newsreader.store.feeds import all_feeds


@click.command("import")
@click.argument("source", metavar="FILE|URL")
@click.pass_obj
def import_command(context: Context, source: str) -> None:
    """Import subscriptions: OPML, or newsboat's directory (or its `urls` file). `refresh` fetches them.

    What newsboat has kept comes over with its feeds: every entry with its text, what was read, flags as stars (others than s as tags, too).
    A second time brings only what is new; `undo` takes all of it back."""
    from newsreader.library.transfer import CannotImport, import_bytes, import_file

    try:
        if source.startswith(("http://", "https://")):
            from newsreader.fetch.exchange import FetchError, Request

            try:
                answer = context.fetcher.get(Request(source, typed=True))
            except FetchError as error:
                fail(str(error))
            imported = import_bytes(context.store, answer.body, without_login(source), typed=False)
        else:
            imported = import_file(context.store, Path(source).expanduser())
    except CannotImport as error:
        fail(str(error))
    if imported.archive:
        from newsreader.library.storythreads import thread_while_waited_for

        thread_while_waited_for(context.store)
    for line in (*imported.skipped, *imported.notes, *imported.waiting):
        warn(line)
    say(imported.summary)


@click.command("remove")
@click.argument("feed", type=FEED)
@click.pass_obj
def remove_command(context: Context, feed: int) -> None:
    """Unsubscribe from a feed; `undo` brings it back with its entries."""
    from newsreader.library.undo import NoSuchFeed, remove_feed

    try:
        say(remove_feed(context.store, feed).words)
    except NoSuchFeed as error:
        fail(str(error))


@click.command("feeds")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def feeds_command(context: Context, as_json: bool) -> None:
    """List the subscriptions with their unread counts, tags and errors."""
    feeds = all_feeds(context.store)
    if as_json:
        print_json(
            [
                {
                    "id": feed.id,
                    "url": feed.url,
                    "title": feed.title,
                    "site_url": feed.site_url,
                    "folder": feed.folder,
                    "tags": feed.tags,
                    "unread": feed.unread,
                    "error": feed.error and context.command(feed.error),
                    "last_refresh": iso(feed.last_refresh),
                    "next_refresh": iso(feed.next_refresh),
                }
                for feed in feeds
            ]
        )
        return
    if not feeds:
        warn(NO_FEEDS)
    for feed in feeds:
        place = f"{feed.folder}/" if feed.folder else ""
        tags = "".join(f"  #{tag}" for tag in feed.tags)
        error = f"  ({feed.error})" if feed.error else ""
        say(f"{feed.id:>5}  {feed.unread:>6}  {place}{feed.title}{tags}{context.command(error)}")
