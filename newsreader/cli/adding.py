"""The add command: from an address to a feed, with choices where there are several."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from newsreader.cli.context import Context, settings_of
from newsreader.cli.output import fail, iso, say, warn
from newsreader.library.logins import put_away, without_login
from newsreader.library.outbox import is_offline, later_subscribe
from newsreader.model.choices import FeedChoice
from newsreader.model.sources import is_fed
from newsreader.text.opening import opening

if TYPE_CHECKING:
    from newsreader.library.subscribe import Added


@click.command("add")
@click.argument("url")
@click.option("--folder", metavar="A/B", help="Put the feed into this folder.")
@click.option("--tag", "tags", multiple=True, metavar="T", help="Tag the feed; may be repeated.")
@click.option("--choose", "numbers", type=click.IntRange(1), multiple=True, metavar="N", help="Take the Nth of several; may be repeated.")
@click.option("--all", "every", is_flag=True, help="Take every feed that there is.")
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="Set something of the feed (`feed options`); may be repeated.")
@click.option("--yes", "confirmed", is_flag=True, help="Yes, the command of an exec: or filter: address may run.")
@click.option("--list", "only_list", is_flag=True, help="Only say what feeds there are, with how often they post.")
@click.option("--page", "as_page", is_flag=True, help="Make a feed of the page itself, which has none; where its entries are is guessed.")
@click.option("--item", metavar="SEL", help="With --page: the CSS selector of an entry's place.")
@click.option("--link", metavar="SEL", help="In an entry: its link.")
@click.option("--title", metavar="SEL", help="In an entry: its title.")
@click.option("--date", metavar="SEL", help="In an entry: its date.")
@click.option("--summary", metavar="SEL", help="In an entry: what is told of it.")
@click.option("--try", "only_try", is_flag=True, help="With --page: only show what entries it would give.")
@click.pass_obj
def add_command(
    context: Context,
    /,
    url: str,
    folder: str | None,
    tags: tuple[str, ...],
    numbers: tuple[int, ...],
    every: bool,
    only_list: bool,
    as_page: bool,
    only_try: bool,
    settings: tuple[str, ...],
    confirmed: bool,
    **selectors: str | None,
) -> None:
    """Subscribe to a feed, or to the feed of a page or site; it is fetched at once. Prints the feed's id. Offline it is put on a list.

    Where there are several feeds, they are listed; in a terminal nothing is done then without --choose or --all, in a script the main one
    is taken.
    """
    from newsreader.library.subscribe import CannotSubscribe, choices_at, subscribe_to, typed_address

    folder = folder.strip("/") if folder else None
    given = {name: value for name, value in selectors.items() if value is not None}
    options = settings_of(settings)
    if url == "-" or is_fed(url):
        added = _fed(context, url, folder, tags)
        _join_stories(context)
        warn(f"{added.title}: {added.new_entries} new{f'; {added.wrong}' if added.wrong else ''}")
        say(str(added.feed))
        return
    try:
        if words := put_away(context.store, typed_address(url)).words:
            warn(words)
        if as_page or given or only_try:
            _tell_asking(context, typed_address(url))
            _add_page(context, url, folder, tags, given, only_try, options)
            _join_stories(context)
            return
        _tell_asking(context, typed_address(url))
        found = choices_at(context.store, context.fetcher, url, options=options, folder=folder, confirmed=confirmed)
        if not found.choices:
            fail(f"{found.why}; give the feed's own address, or --page for a feed made of the page (--page --try shows it)")
        if found.note:
            warn(found.note)
        if only_list:
            for line in _listed(found.choices):
                say(line)
            return
        for choice in _chosen(found.choices, numbers, every, found.several):
            _tell_added(subscribe_to(context.store, context.fetcher, found, choice, folder, tags))
        _join_stories(context)
    except CannotSubscribe as error:
        if not is_offline(error):
            fail(f"{error}{_way_in(error, url)}")
        if as_page or given or only_try:
            fail(f"{error}; a page's feed is made online")
        later_subscribe(context.store, typed_address(url), folder, tags, options)
        warn(f"offline: {without_login(url)} is on the list, and is subscribed to when the network is back")


def _tell_asking(context: Context, address: str) -> None:
    """Tell somebody who looks on why nothing happens for a while."""
    from newsreader.fetch.addresses import host_of

    if sys.stderr.isatty() and address.startswith(("http://", "https://")) and not context.offline:
        warn(f"asking {host_of(address)} …")


def _join_stories(context: Context) -> None:
    from newsreader.library.storythreads import thread_while_waited_for

    thread_while_waited_for(context.store)


def _way_in(error: Exception, url: str) -> str:
    """What opens a door that was found closed."""
    cause = error.__cause__
    if getattr(cause, "status", None) == 401:
        return "; --set user=NAME --set password=file:PATH gives one, or https://NAME:PASSWORD@… (`feed options` lists more)"
    if getattr(cause, "kind", "") == "tls" and "is signed by" in str(error):
        return f"; `newsreader feed trust {without_login(url)}` shows it"
    return ""


def _fed(context: Context, address: str, folder: str | None, tags: Sequence[str]) -> Added:
    from newsreader.library.feeding import MOST_BYTES, feed_by_hand
    from newsreader.library.subscribe import CannotSubscribe

    if address == "-":
        fail("what is piped in needs a name, by which it is fed again: something | newsreader add stdin:NAME")
    if sys.stdin.isatty():
        fail(f"nothing is piped in: something | newsreader add {address}")
    try:
        return feed_by_hand(context.store, address, sys.stdin.buffer.read(MOST_BYTES + 1), folder, tags)
    except CannotSubscribe as error:
        fail(str(error))


def _add_page(
    context: Context, url: str, folder: str | None, tags: Sequence[str], given: dict[str, str], only_try: bool, options: dict[str, str]
) -> None:
    from newsreader.library.discovering import Found
    from newsreader.library.pagefeeds import fetch_page, guess_page
    from newsreader.library.subscribe import reached, subscribe_to

    address, fetcher, reaching = reached(context.store, context.fetcher, url, options, folder)
    page = fetch_page(fetcher, address)
    tried = guess_page(page, given)
    told = say if only_try else warn
    told(tried.selectors.text)
    for entry in tried.feed.entries if only_try else tried.feed.entries[:3]:
        told(f"{(iso(entry.published) or '')[:10]:<10}  {entry.title or opening(entry.html) or '(no title)'}  {entry.url or ''}".rstrip())
    if only_try:
        for guess in tried.guesses[1:]:
            warn(f"another guess: {guess.text}")
        return
    choice = FeedChoice(address, tried.feed.title or address)
    found = Found(address, page=page, options=reaching)
    _tell_added(subscribe_to(context.store, context.fetcher, found, choice, folder, tags, tried.selectors))


def _tell_added(added: Added) -> None:
    warn(added.words)
    say(str(added.feed))


def _chosen(choices: Sequence[FeedChoice], numbers: Sequence[int], every: bool, several: bool) -> Sequence[FeedChoice]:
    """The feeds to subscribe to; what there is besides is listed."""
    if every:
        return choices
    if beyond := [number for number in numbers if number > len(choices)]:
        _tell(choices)
        fail(f"there is no choice {beyond[0]}: there are {len(choices)}")
    if numbers:
        return [choices[number - 1] for number in dict.fromkeys(numbers)]
    if len(choices) > 1:
        _tell(choices)
        if several and sys.stdin.isatty() and sys.stderr.isatty():
            fail("there are several feeds: --choose N takes one, --all takes them all")
        warn("the first is taken; --choose N takes another, --all takes them all")
    return choices[:1]


def _tell(choices: Sequence[FeedChoice]) -> None:
    for line in _listed(choices):
        warn(line)


def _listed(choices: Sequence[FeedChoice]) -> list[str]:
    now = int(time.time())
    there = {True: " (subscribed)", False: ""}
    return [
        f"{number:>3}  {choice.title}: {choice.rate(now)}{there[choice.feed > 0]}\n     {choice.url}"
        for number, choice in enumerate(choices, 1)
    ]
