"""The commands of how a feed is reached: where its secrets are, whose certificate it has, and what it may do."""

from __future__ import annotations

import sys

import click

from newsreader.cli.context import Context
from newsreader.cli.feednames import FEED
from newsreader.cli.output import fail, say, warn
from newsreader.library.access import access_for, access_given
from newsreader.library.confirming import confirm_feed
from newsreader.library.feedoptions import place_of, set_options
from newsreader.library.feedparts import CannotEdit, feed_named
from newsreader.library.logins import without_login

_SECRETS = ("password", "bearer", "cookie", "key_password", "proxy_password")


@click.command("confirm")
@click.argument("feed", type=FEED)
@click.pass_obj
def confirm_command(context: Context, feed: int) -> None:
    """Let a feed that came with a list run its command, or log in at its server; `doctor` says which wait, and what for."""
    try:
        say(confirm_feed(context.store, feed).words)
    except CannotEdit as error:
        fail(str(error))


@click.command("secret")
@click.argument("feed", type=FEED)
@click.argument("name", type=click.Choice(_SECRETS), default="password")
@click.pass_obj
def secret_command(context: Context, feed: int, name: str) -> None:
    """Ask for a secret of a feed (or read it from stdin) and put it into a file that only you can read."""
    from newsreader.library.logins import keep_secret

    try:
        place_of(context.store, str(feed))
        secret = click.prompt(name, hide_input=True, err=True) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
        if not secret:
            fail(f"nothing was given for {name}")
        reference = keep_secret(context.store, f"feed-{feed}-{name}", secret)
        set_options(context.store, str(feed), {name: reference})
    except CannotEdit as error:
        fail(str(error))
    say(f"the {name} is in {reference.removeprefix('file:')}, which only you can read")


@click.command("trust")
@click.argument("feed", metavar="FEED|URL")
@click.option("--yes", is_flag=True, help="Trust the certificate that it shows now.")
@click.pass_obj
def trust_command(context: Context, feed: str, yes: bool) -> None:
    """Show the certificate of a feed's server, which nobody else vouches for, and with --yes trust its key, for this feed alone."""
    from newsreader.library.trusting import CannotTrust, certificate_at

    try:
        known = feed_named(context.store, feed) if "://" not in feed else None
    except CannotEdit as error:
        fail(str(error))
    url = without_login(feed if known is None else known.url)
    access = access_given(context.store, url, {}) if known is None else access_for(context.store, known.id)
    try:
        shown = certificate_at(context.store, url, access, context.offline)
    except CannotTrust as error:
        fail(str(error))
    say(f"{shown.host} shows a certificate with the SHA-256 fingerprint\n{shown.fingerprint}")
    if known is None:
        warn(f"compare it with what its owner says; then: newsreader add {url} --set pin={shown.pin}")
        return
    if not yes:
        warn("compare it with what its owner says; `--yes` trusts it, and no other, for this feed")
        return
    try:
        say(set_options(context.store, str(known.id), {"pin": shown.pin}).words)
    except CannotEdit as error:
        fail(str(error))
