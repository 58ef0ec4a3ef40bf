"""The refresh command."""

from __future__ import annotations

import gc
import os
import sys
import time
from dataclasses import asdict

import click

from newsreader.cli.context import Context
from newsreader.cli.feednames import FEED
from newsreader.cli.output import fail, print_json, say, warn
from newsreader.library.outbox import queue
from newsreader.store.refreshes import refresh_states
from newsreader.text.counted import counted

_FEW = 3
"""Feeds that weren't asked, offline, which are told one by one."""


@click.command("refresh")
@click.argument("feeds", type=FEED, nargs=-1, metavar="[FEED]...")
@click.option("--due", is_flag=True, help="Only what is due (for timers).")
@click.option("--force", is_flag=True, help="Without validators: fetch whole bodies.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def refresh_command(ctx: click.Context, feeds: tuple[int, ...], due: bool, force: bool, as_json: bool) -> None:
    """Refresh feeds (every one, if none is named), conditionally; what was asked for offline is done first. Exit code 1 if any failed."""
    from newsreader.library.naming import name_while_waited_for
    from newsreader.library.refresh import LONG, pace_of, refresh

    context: Context = ctx.obj
    known = {state.id for state in refresh_states(context.bulk_store, feeds)} if feeds else set[int]()
    for feed in feeds:
        if feed not in known:
            fail(f"there is no feed {feed}; `newsreader feeds` lists them")
    if queue(context.bulk_store):
        from newsreader.cli.offline import replay_outbox

        replay_outbox(context, context.bulk_store)
    gc.freeze()  # nothing that is here by now goes before the end
    gc.set_threshold(100_000, 50, 50)
    result = refresh(context.bulk_store, context.fetcher, feeds, due=due, force=force, pace=pace_of(context.settings), batch=LONG)
    if result.new_entries:
        from newsreader.library.storythreads import thread_arrivals, thread_while_waited_for

        if due:
            thread_arrivals(context.bulk_store, int(time.time()))
        else:
            thread_while_waited_for(context.bulk_store)
    name_while_waited_for(context.bulk_store)
    ready, problem = _read_ahead(context, due) if not context.offline and not result.busy else ("", None)
    context.bulk_store.settle()
    if context.settings.after_refresh and not result.busy:
        from newsreader.library.hooks import after_refresh

        if said := after_refresh(context.settings.after_refresh, context.bulk_store, result):
            warn(said)
    if result.new_entries:
        _notify(context)
    for failure in result.errors:
        warn(f"{failure.title}: {failure.error}")
    if len(result.unasked) <= _FEW:
        for failure in result.unasked:
            warn(f"{failure.title}: {failure.error}")
    else:
        warn(f"offline: {counted(len(result.unasked), 'feed')} were not asked")
    if as_json:
        print_json({name: value for name, value in asdict(result).items() if name not in ("new", "busy", "left_alone", "unasked")})
    else:
        say("; ".join(part for part in (result.summary, ready) if part))
    if problem is not None:
        warn(problem)
    if result.failed or result.unasked or problem is not None:
        ctx.exit(1)


def _read_ahead(context: Context, due: bool) -> tuple[str, str | None]:
    """Get ready what rules, feeds and the standing edition want; what came of it in words, and what went wrong."""
    from newsreader.library.awaited import wants_ahead

    store, settings = context.bulk_store, context.settings
    if not wants_ahead(store, settings):
        return "", None
    from newsreader.library.ahead import read_ahead
    from newsreader.store.errors import StoreError

    try:
        done = read_ahead(store, context.caches(sync=False), context.fetcher, settings, context.paths.pictures_dir)
    except StoreError as error:
        return "", str(error)
    return done.words if due else done.words or done.held, None


def _notify(context: Context) -> None:
    """Tell the desktop, if there is one, of what rules want told; where there is none, a reader that is open may do it."""
    from newsreader.library.notifying import claim_notification
    from newsreader.programs.notify import has_desktop, tell_desktop
    from newsreader.programs.run import ProgramError

    if context.settings.notify not in ("auto", "desktop") or not has_desktop(os.environ):
        return
    told = claim_notification(context.bulk_store, int(time.time()))
    if told is not None:
        try:
            tell_desktop(told.title, told.body)
        except ProgramError as error:
            warn(f"notify: {error}")


@click.command("timer")
@click.option("--every", type=click.IntRange(5, 24 * 60), default=30, show_default=True, metavar="MINUTES", help="How often.")
@click.option("--cron", is_flag=True, help="A line for crontab instead of units for systemd.")
@click.pass_context
def timer_command(ctx: click.Context, every: int, cron: bool) -> None:
    """Print what makes this machine refresh by itself what is due: two systemd units and where they go, or a line for crontab."""
    import shutil

    from newsreader.config.timers import cron_line, systemd_units

    program = shutil.which("newsreader")
    command = [program] if program else [sys.executable, "-m", "newsreader"]
    profile = ctx.parent.params.get("profile") if ctx.parent else None
    if profile:
        command += ["--profile", profile]
    make = cron_line if cron else systemd_units
    say(make([*command, "refresh", "--due"], every, os.environ.get("NEWSREADER_HOME")))
