"""The doctor: what is wrong with the set-up and the feeds, and how to mend it."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import click

from newsreader.cli.context import Context
from newsreader.cli.output import iso, print_json, say, warn
from newsreader.config.actions import ACTIONS
from newsreader.config.keys import read_keys, read_user_macros
from newsreader.config.named import check_named
from newsreader.config.paths import in_words
from newsreader.config.rights import wrong_rights
from newsreader.config.settings import read_settings
from newsreader.config.themes import bundled_dir, load_themes
from newsreader.library.network import way_out
from newsreader.store.errors import StoreError

if TYPE_CHECKING:
    from newsreader.library.doctor import Finding

_LEAST_FREE = 200 << 20
_NETWORK = {
    True: "this machine has a way to the network",
    False: "this machine has no way to the network at the moment",
    None: "whether there is a network, this system doesn't say",
}


@click.command("doctor")
@click.option("--hosts", is_flag=True, help="Show the log of the hosts that were asked, and what for.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def doctor_command(ctx: click.Context, hosts: bool, as_json: bool) -> None:
    """Say what is wrong with the set-up and the feeds, why, and what mends it; counters and the cache are mended at once.

    Exit code 1 if something is wrong with the set-up.
    """
    context: Context = ctx.obj
    if hosts:
        _tell_hosts(context, as_json)
        return
    problems = _set_up(context)
    try:
        library = _library(context)
    except (StoreError, OSError) as error:
        library = None
        problems.append(in_words(error) if isinstance(error, OSError) else str(error))
    if as_json:
        _print(library, problems)
    else:
        _tell(library, problems)
    if problems:
        ctx.exit(1)


@dataclass(frozen=True, slots=True)
class _Library:
    """What there is to say of a library that can be opened."""

    mended: int
    cache: dict[str, int | str]
    feeds: int
    findings: list[Finding]


def _library(context: Context) -> _Library:
    from newsreader.library.confirming import wishes
    from newsreader.library.doctor import diagnose
    from newsreader.store.health import feed_health, mend_counters

    now = int(time.time())
    mended = mend_counters(context.store)
    cache = _mend_cache(context)
    feeds = feed_health(context.store, now)
    findings = diagnose(feeds, now, wishes(context.store))
    findings = [replace(each, cause=context.command(each.cause), remedy=context.command(each.remedy)) for each in findings]
    return _Library(mended, cache, len(feeds), findings)


def _print(library: _Library | None, problems: list[str]) -> None:
    known = {
        "counters_mended": library and library.mended,
        "cache": library and library.cache,
        "feeds": [asdict(finding) for finding in library.findings] if library else None,
    }
    print_json({"set_up": problems, **known, "network": way_out()})


def _tell(library: _Library | None, problems: list[str]) -> None:
    for problem in problems:
        warn(problem)
    if library is None:
        say(_NETWORK[way_out()])
        say("of the feeds and the cache nothing can be said while the library can't be used; the set-up has problems")
        return
    if library.mended:
        say(f"{library.mended} counters were wrong and are right again")
    if library.cache["missing"] or library.cache["damaged"]:
        say(f"cache: {library.cache['words']}")
    for finding in library.findings:
        say(f"{finding.kind:<10}  {finding.feed:>5}  {finding.title}: {finding.cause}\n{'':19}{finding.remedy}")
    ill = len({finding.feed for finding in library.findings})
    said = f"{ill} of {library.feeds} feeds need a look" if ill else "all feeds are well"
    say(f"{said}; the set-up {'has problems' if problems else 'is well'}")


def _set_up(context: Context) -> list[str]:
    """What is wrong with rights, files and room, without writing anything."""
    from newsreader.library.sitefiles import open_sites
    from newsreader.library.siterules import check_rules
    from newsreader.store.files import free_bytes

    paths = context.paths
    known = [action.id for action in ACTIONS]
    rights = wrong_rights(paths)
    settings, found = read_settings(paths.config_file)
    _, themes = load_themes((bundled_dir(), paths.themes_dir))
    _, keys = read_keys(paths.keys_file, known)
    _, macros = read_user_macros(paths.keys_file, known)
    problems = [*found, *check_named(paths, settings), *check_rules(open_sites(paths)), *themes, *keys, *macros]
    told = {problem.file for problem in rights}
    words = [str(problem) for problem in (*rights, *(each for each in problems if each.file not in told))]
    if (free := free_bytes(paths.data)) < _LEAST_FREE:
        words.append(f"only {free >> 20} MB are free where the library lies, in {paths.data}")
    return words


def _mend_cache(context: Context) -> dict[str, int | str]:
    """Read every file of the cache; what is damaged or missing is forgotten, so that it is fetched again when it is wanted."""
    from newsreader.library.cachekeeping import clean

    done = clean(context.store, context.caches(), context.paths.pictures_dir, limit=0)
    return {"missing": done.missing, "damaged": done.damaged, "words": done.words}


def _tell_hosts(context: Context, as_json: bool) -> None:
    from newsreader.store.contacts import all_contacts

    contacts = all_contacts(context.store)
    if as_json:
        print_json([{**asdict(each), "first_at": iso(each.first_at), "last_at": iso(each.last_at)} for each in contacts])
        return
    for each in contacts:
        say(f"{iso(each.last_at)}  {each.times:>6}  {each.host}  ({each.purpose})")
