"""Commands about the set-up: themes, settings and keys, listed and checked."""

from __future__ import annotations

import click

from newsreader.cli.context import Context
from newsreader.cli.output import print_json, say, warn
from newsreader.config.actions import ACTIONS, CONTEXTS, groups, rebound, shown
from newsreader.config.keys import read_keys, read_user_macros
from newsreader.config.named import check_named
from newsreader.config.problems import Problem, quoted
from newsreader.config.settings import SCHEMA, as_mapping, read_settings
from newsreader.config.themes import bundled_dir, load_themes


@click.command("themes")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def themes_command(ctx: click.Context, as_json: bool) -> None:
    """List the themes, the program's and your own, and check them. Exit code 1 if one is broken."""
    context: Context = ctx.obj
    themes, problems = load_themes((bundled_dir(), context.paths.themes_dir))
    problems += tuple(each for each in check_named(context.paths, context.settings) if each.key == "theme")
    if as_json:
        print_json([{"name": theme.name, "dark": theme.dark, "ansi": theme.ansi, "about": theme.about} for theme in themes])
    else:
        for theme in themes:
            say(f"{theme.name:<22} {'dark' if theme.dark else 'light':<6} {theme.about}")
    _tell(ctx, problems)


@click.command("config")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def config_command(ctx: click.Context, as_json: bool) -> None:
    """List the settings with their values, and check the file and those of sites' rules. Exit code 1 if something is wrong in it."""
    context: Context = ctx.obj
    from newsreader.library.sitefiles import open_sites
    from newsreader.library.siterules import check_rules

    settings, problems = read_settings(context.paths.config_file)
    problems += check_named(context.paths, settings) + check_rules(open_sites(context.paths))
    values = as_mapping(settings)
    if as_json:
        print_json({"file": str(context.paths.config_file), "settings": dict(values)})
    else:
        say(f"# {context.paths.config_file}")
        for setting in SCHEMA:
            say(f"{setting.key} = {quoted(values[setting.key])}  # {setting.help}; {setting.allowed}")
    _tell(ctx, problems)


@click.command("keys")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def keys_command(ctx: click.Context, as_json: bool) -> None:
    """List the reader's keys, yours where keys.toml has them, and check that file. Exit code 1 if something is wrong in it."""
    context: Context = ctx.obj
    known = [action.id for action in ACTIONS]
    overrides, problems = read_keys(context.paths.keys_file, known)
    macros, wrong = read_user_macros(context.paths.keys_file, known)
    problems += wrong
    actions = (*rebound(overrides), *(macro.action for macro in macros))
    if as_json:
        rows = [
            {"action": each.id, "keys": each.keys, "help": each.help, "group": each.group, "panes": each.contexts} for each in actions
        ]
        print_json({"file": str(context.paths.keys_file), "keys": rows})
    else:
        say(f"# {context.paths.keys_file}")
        for group, members in groups(actions):
            say(f"\n{group}")
            for each in members:
                where = "" if each.contexts == CONTEXTS else f" ({' and '.join(each.contexts)})"
                say(f"  {' '.join(shown(key) for key in each.keys):<18} {each.id:<27} {each.help}{where}")
    _tell(ctx, problems)


def _tell(ctx: click.Context, problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        warn(str(problem))
    if problems:
        ctx.exit(1)
