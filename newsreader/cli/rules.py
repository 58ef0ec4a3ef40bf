"""The rules' commands: list, add, remove, rehearse, rest and wake."""

from __future__ import annotations

import time

import click

from newsreader.cli.context import Context, query_of
from newsreader.cli.listing import Listing
from newsreader.cli.output import fail, iso, print_json, say, warn
from newsreader.library import rules

_DAY = 86_400
_SCOPE = click.option("--scope", default="", metavar="WHERE", help="feed:12 or folder:A/B; without it everywhere.")


@click.group("rules", cls=Listing)
def rules_command() -> None:
    """What is done with entries when they arrive. Without a command: the list of the rules."""


@rules_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def _list(context: Context, as_json: bool) -> None:
    """List the rules: their numbers, what they do, and how often they did it."""
    found = rules.all_rules(context.store)
    if as_json:
        print_json(
            [
                {
                    "id": rule.id,
                    "name": rule.name,
                    "query": rule.query,
                    "scope": rule.scope,
                    "actions": [kind + (f"={value}" if value else "") for kind, value in rule.actions],
                    "until": iso(rule.until),
                    "enabled": rule.enabled,
                    "hits": rule.hits,
                    "last_hit": iso(rule.last_hit),
                    "error": rule.error,
                }
                for rule in found
            ]
        )
        return
    if not found:
        warn('there are no rules yet: `newsreader rules add "title:storm" notify` makes one')
    for rule in found:
        over = rule.until is not None and rule.until <= time.time()
        state = "  (rests)" if not rule.enabled else "  (over)" if over else f"  (until {iso(rule.until)})" if rule.until else ""
        times = "time " if rule.hits == 1 else "times"
        say(f"{rule.id:>4} {rule.hits:>6} {times}  {rules.described(rule)}{state}" + (f"\n     {rule.error}" if rule.error else ""))


@rules_command.command("add")
@click.argument("query")
@click.argument("actions", nargs=-1, required=True)
@_SCOPE
@click.option("--name", default="", help="What it is called.")
@click.option("--days", type=click.IntRange(min=1), help="It ends after so many days.")
@click.pass_obj
def _add(context: Context, query: str, actions: tuple[str, ...], scope: str, name: str, days: int | None) -> None:
    """Keep a rule. ACTIONS: mute, read, star, tag=NAME, notify, run=COMMAND ({title}, {url}, {feed}, {author}, {id}), prefetch.

    Says what it would have done to the last 1,000 entries; `rules rehearse` says only that.
    """
    until = int(time.time()) + days * _DAY if days else None
    query_of((query,))  # which points at what is wrong in it
    try:
        rehearsed = rules.rehearse(context.store, query, scope).told(rules.read_actions(actions))
        say(rules.add_rule(context.store, query, actions, scope, name, until).words)
    except rules.CannotRule as error:
        fail(str(error))
    warn(f"it {rehearsed}")


@rules_command.command("rehearse")
@click.argument("query")
@_SCOPE
@click.option("--last", type=click.IntRange(1, 100_000), default=1_000, show_default=True, help="Of the last so many entries.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def _rehearse(context: Context, query: str, scope: str, last: int, as_json: bool) -> None:
    """Say which of the last entries a rule would have been for; the starred ones are named."""
    query_of((query,))
    try:
        found = rules.rehearse(context.store, query, scope, last)
    except rules.CannotRule as error:
        fail(str(error))
    if as_json:
        starred = [{"id": row.id, "title": row.title} for row in found.starred]
        print_json({"looked_at": found.looked_at, "ids": found.ids, "starred": starred})
        return
    say(f"it {found.told()}")


@rules_command.command("remove")
@click.argument("rule", type=int)
@click.pass_obj
def _remove(context: Context, rule: int) -> None:
    """Follow a rule no more; `newsreader muted --back --rule N` before that gets back what it muted."""
    try:
        say(rules.remove_rule(context.store, rule).words)
    except rules.CannotRule as error:
        fail(str(error))


@rules_command.command("rest")
@click.argument("rule", type=int)
@click.option("--wake", is_flag=True, help="Follow it again.")
@click.pass_obj
def _rest(context: Context, rule: int, wake: bool) -> None:
    """Let a rule rest, or wake it."""
    try:
        say(rules.enable_rule(context.store, rule, wake).words)
    except rules.CannotRule as error:
        fail(str(error))
