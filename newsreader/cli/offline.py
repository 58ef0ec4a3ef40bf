"""Commands for reading offline: prefetch, cache, save, outbox."""

from __future__ import annotations

import re
import time
from dataclasses import asdict

import click

from newsreader.cli.context import Context, query_of
from newsreader.cli.output import fail, iso, print_json, say, warn
from newsreader.library.editions import size_words
from newsreader.library.outbox import drop, later_save, queue, retry, words_of
from newsreader.store.connection import Store
from newsreader.store.errors import StoreError

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)b?", re.IGNORECASE)
_TIME = re.compile(r"(\d+(?:\.\d+)?)\s*([smh]?)", re.IGNORECASE)


class _Measure(click.ParamType[int]):
    """A number with a unit, as in 200MB or 10m."""

    def __init__(self, name: str, pattern: re.Pattern[str], units: dict[str, int], example: str) -> None:
        self.name, self._pattern, self._units, self._example = name, pattern, units, example

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number in the smallest unit."""
        if isinstance(value, int):
            return value
        found = self._pattern.fullmatch(str(value).strip())
        if found is None or float(found[1]) <= 0:
            self.fail(f"{value!r} is no {self.name}, as in {self._example}", param, ctx)
        return int(float(found[1]) * self._units[found[2].lower()])


SIZE = _Measure("size", _SIZE, {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}, "200MB")
TIME = _Measure("time", _TIME, {"": 1, "s": 1, "m": 60, "h": 3600}, "10m")


@click.command("prefetch")
@click.argument("query", nargs=-1)
@click.option("--budget", type=SIZE, default="200MB", show_default=True, help="What all of it may take on the disk.")
@click.option("--time", "seconds", type=TIME, default=None, help="End after this time, as in 10m.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def prefetch_command(ctx: click.Context, query: tuple[str, ...], budget: int, seconds: int | None, as_json: bool) -> None:
    """Make articles and images ready for reading offline: those of a query, else what was begun, starred, saved, and is unread and new."""
    from newsreader.library.cachekeeping import clean
    from newsreader.library.editions import edition
    from newsreader.library.extracting import Processes
    from newsreader.library.prefetch import prefetch

    context: Context = ctx.obj
    query_of(query)
    limit = context.settings.cache_limit << 20
    started = time.monotonic()
    store = context.bulk_store
    caches = context.caches(sync=False)
    asked = " ".join(query)
    problem = None
    try:
        made = prefetch(
            store, caches, context.fetcher, Processes(), asked, budget=min(budget, limit) if limit else budget, seconds=seconds
        )
        if limit:
            clean(store, caches, context.paths.pictures_dir, limit, thorough=False)
    except StoreError as error:
        problem = str(error)
        found = edition(store, caches, asked)
        if found is None:
            raise
        made = found
    store.settle()
    for failure in made.failed:
        warn(f"{failure.title or failure.entry}: {failure.error}")
    if as_json:
        print_json({**asdict(made), "words": made.words, "seconds": round(time.monotonic() - started, 3)})
    else:
        say(made.words)
    if problem is not None:
        fail(problem)
    if made.ended == "offline":
        fail("offline: nothing was fetched")


@click.command("cache")
@click.option("--clean", "cleans", is_flag=True, help="Mend what is missing or damaged, remove what is unused or over the limit.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def cache_command(context: Context, cleans: bool, as_json: bool) -> None:
    """Show what the cache holds, and why."""
    from newsreader.library.cachekeeping import clean, holdings
    from newsreader.store.cache import article_bytes

    caches, pictures = context.caches(), context.paths.pictures_dir
    limit = context.settings.cache_limit << 20
    cleaned = clean(context.store, caches, pictures, limit) if cleans else None
    held = holdings(context.store, caches, pictures, limit)
    articles, article_size = article_bytes(context.store)
    if as_json:
        print_json(
            {
                "bytes": held.bytes,
                "limit": held.limit or None,
                "parts": [asdict(part) for part in held.parts],
                "missing": held.missing,
                "unused": held.unused,
                "articles": articles,
                "article_bytes": article_size,
                "cleaned": asdict(cleaned) if cleaned is not None else None,
            }
        )
        return
    if cleaned is not None:
        say(cleaned.words)
    for part in held.parts:
        if part.files:
            say(f"{part.files:>7,}  {size_words(part.bytes):>9}  {part.name:<14}  {part.why}")
    room = f"of {size_words(limit)}" if limit else "without a limit"
    say(f"{'':7}  {size_words(held.bytes):>9}  {room}, in {context.paths.cache}")
    say(f"{articles:>7,}  {size_words(article_size):>9}  {'articles':<14}  kept in the library itself, whatever the limit")
    if held.missing or held.unused:
        warn(f"{held.missing} files are missing, {held.unused} are unused: `newsreader cache --clean` mends that")


@click.command("save")
@click.argument("url")
@click.pass_obj
def save_command(context: Context, url: str) -> None:
    """Keep a page as an entry of the feed "Saved", with its images; `undo` takes it back. Offline it is put on the list. Prints its id."""
    from newsreader.library.saved import CannotSave, page_address, save_page
    from newsreader.library.storythreads import thread_while_waited_for

    try:
        if context.offline and not context.demo:
            later_save(context.store, page_address(url), typed=True)
            warn("offline: the page is on the list, and is saved when the network is back")
            return
        saved = save_page(context.store, context.caches(), context.fetcher, url, typed=True)
    except CannotSave as error:
        fail(str(error))
    thread_while_waited_for(context.store)
    warn(saved.summary)
    say(str(saved.entry))


@click.command("outbox")
@click.option("--replay", "replays", is_flag=True, help="Do now what waits.")
@click.option("--drop", "dropped", type=int, metavar="N", help="Take an item out.")
@click.option("--retry", "retried", type=int, metavar="N", help="Let an item that failed be tried again.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def outbox_command(ctx: click.Context, replays: bool, dropped: int | None, retried: int | None, as_json: bool) -> None:
    """Show what was asked for offline and waits for the network, or failed and why. `refresh` does what waits, too."""
    context: Context = ctx.obj
    for number, change in ((dropped, drop), (retried, retry)):
        if number is not None and not change(context.store, number):
            fail(f"there is no item {number} in the outbox; `newsreader outbox` lists them")
    failed = replay_outbox(context, context.store) if replays else 0
    rows = queue(context.store)
    if as_json:
        print_json([{**asdict(item), "asked_at": iso(item.asked_at), "words": words_of(item)} for item in rows])
    elif not rows and not replays:
        warn("nothing waits for the network")
    for item in () if as_json else rows:
        say(f"{item.id:>5}  {item.state:<8}{words_of(item)}{f'  ({item.error})' if item.error else ''}")
    if failed:
        ctx.exit(1)


def replay_outbox(context: Context, store: Store) -> int:
    """Do what was asked for offline, if there is something and a network; gives how many items failed."""
    if context.offline or not any(item.state == "waiting" for item in queue(store)):
        return 0
    from newsreader.library.replay import replay
    from newsreader.library.storythreads import thread_while_waited_for

    result = replay(store, context.caches(), context.fetcher)
    thread_while_waited_for(store)
    for failure in result.failures:
        warn(failure)
    if result.words:
        warn(result.words)
    return result.failed
