"""The refresh command."""

from __future__ import annotations

import time
from dataclasses import asdict

import click

from newsreader.cli.context import Context
from newsreader.cli.offline import replay_outbox
from newsreader.cli.output import fail, print_json, say, warn
from newsreader.store.feeds import refresh_states


@click.command("refresh")
@click.argument("feeds", type=int, nargs=-1, metavar="[FEED]...")
@click.option("--due", is_flag=True, help="Only what is due (for timers).")
@click.option("--force", is_flag=True, help="Without validators: fetch whole bodies.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def refresh_command(ctx: click.Context, feeds: tuple[int, ...], due: bool, force: bool, as_json: bool) -> None:
    """Refresh feeds (every one, if none is named), conditionally; what was asked for offline is done first. Exit code 1 if any failed."""
    from newsreader.library.refresh import LONG, pace_of, refresh

    context: Context = ctx.obj
    known = {state.id for state in refresh_states(context.bulk_store)}
    for feed in feeds:
        if feed not in known:
            fail(f"there is no feed {feed}; `newsreader feeds` lists them")
    replay_outbox(context, context.bulk_store)
    result = refresh(context.bulk_store, context.fetcher, feeds, due=due, force=force, pace=pace_of(context.settings), batch=LONG)
    if result.new_entries:
        from newsreader.library.storythreads import thread_arrivals

        thread_arrivals(context.bulk_store, int(time.time()))
    context.bulk_store.settle()
    for failure in result.errors:
        warn(f"{failure.title}: {failure.error}")
    if as_json:
        print_json({name: value for name, value in asdict(result).items() if name != "new"})
    else:
        say(result.summary)
    if result.failed:
        ctx.exit(1)
