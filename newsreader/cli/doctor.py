"""The doctor: what is wrong with the set-up and the feeds, and how to mend it."""

from __future__ import annotations

import shutil
import time
from dataclasses import asdict, replace

import click

from newsreader.cli.context import Context
from newsreader.cli.output import iso, print_json, say, warn
from newsreader.config.actions import ACTIONS
from newsreader.config.keys import read_keys, read_user_macros
from newsreader.config.named import check_named
from newsreader.config.problems import Problem
from newsreader.config.settings import read_settings
from newsreader.config.themes import bundled_dir, load_themes

_LEAST_FREE = 200 << 20


@click.command("doctor")
@click.option("--hosts", is_flag=True, help="Show the log of the hosts that were asked, and what for.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def doctor_command(ctx: click.Context, hosts: bool, as_json: bool) -> None:
    """Say what is wrong with the set-up and the feeds, why, and what mends it; counters and the cache are mended at once.

    Exit code 1 if something is wrong with the set-up.
    """
    from newsreader.library.confirming import wishes
    from newsreader.library.doctor import diagnose
    from newsreader.store.health import feed_health, mend_counters

    context: Context = ctx.obj
    if hosts:
        _tell_hosts(context, as_json)
        return
    now = int(time.time())
    problems = [str(problem) for problem in _set_up(context)]
    if (free := shutil.disk_usage(context.paths.library.parent if context.paths.library.exists() else "/").free) < _LEAST_FREE:
        problems.append(f"only {free >> 20} MB are free where the library lies, in {context.paths.library.parent}")
    mended = mend_counters(context.store)
    cache = _mend_cache(context)
    feeds = feed_health(context.store, now)
    findings = diagnose(feeds, now, wishes(context.store))
    findings = [replace(each, cause=context.command(each.cause), remedy=context.command(each.remedy)) for each in findings]
    if as_json:
        print_json({"set_up": problems, "counters_mended": mended, "cache": cache, "feeds": [asdict(finding) for finding in findings]})
    else:
        for problem in problems:
            warn(problem)
        if mended:
            say(f"{mended} counters were wrong and are right again")
        if cache["missing"] or cache["damaged"]:
            say(f"cache: {cache['words']}")
        for finding in findings:
            say(f"{finding.kind:<10}  {finding.feed:>5}  {finding.title}: {finding.cause}\n{'':19}{finding.remedy}")
        said = f"{len({finding.feed for finding in findings})} of {len(feeds)} feeds need a look" if findings else "all feeds are well"
        say(f"{said}; the set-up {'has problems' if problems else 'is well'}")
    if problems:
        ctx.exit(1)


def _set_up(context: Context) -> list[Problem]:
    from newsreader.library.sitefiles import open_sites
    from newsreader.library.siterules import check_rules

    paths = context.paths
    known = [action.id for action in ACTIONS]
    settings, found = read_settings(paths.config_file)
    _, themes = load_themes((bundled_dir(), paths.themes_dir))
    _, keys = read_keys(paths.keys_file, known)
    _, macros = read_user_macros(paths.keys_file, known)
    return [*found, *check_named(paths, settings), *check_rules(open_sites(paths)), *themes, *keys, *macros]


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
