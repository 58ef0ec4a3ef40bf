"""The command line: `newsreader COMMAND`. Commands live in modules of their own and are imported when they are called."""

from __future__ import annotations

import os
import re
from importlib import import_module

import click

from newsreader import __version__
from newsreader.cli.context import Context
from newsreader.cli.output import CommandFailed, warn
from newsreader.config.paths import ProfileError, in_words
from newsreader.store.errors import StoreError
from newsreader.text.clean import clean

COMMANDS = {
    "add": "adding",
    "import": "feeds",
    "export": "export",
    "remove": "feeds",
    "feeds": "feeds",
    "refresh": "refresh",
    "timer": "refresh",
    "doctor": "doctor",
    "list": "entries",
    "show": "entries",
    "search": "entries",
    "linear": "linear",
    "mark": "marks",
    "tag": "organize",
    "untag": "organize",
    "tags": "organize",
    "note": "organize",
    "story": "organize",
    "rules": "rules",
    "muted": "organize",
    "feed": "feededit",
    "keep": "organize",
    "undo": "marks",
    "redo": "marks",
    "save": "offline",
    "prefetch": "offline",
    "cache": "offline",
    "outbox": "offline",
    "extract": "extract",
    "themes": "setup",
    "config": "setup",
    "keys": "setup",
}


_TAKE_QUERIES = ("list", "search", "mark", "tag", "untag", "prefetch", "linear")
_LEFT_OUT = re.compile(r"-[^-\s].")
_FLAGS = ("--json", "--once", "--stories")
"""Options after which no value of theirs comes."""
_WHOLE = 1000


class _Commands(click.Group):
    """Finds a command by name and imports its module only then."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches  # with the first command that isn't one

            near = get_close_matches(args[0], COMMANDS, n=1)
            raise click.UsageError(f"There is no command {clean(args[0])}{f'; {near[0]} is one' if near else ''}.", ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every command with its whole first sentence, which the toolkit would cut at the line's end."""
        commands = [(name, self.get_command(ctx, name)) for name in COMMANDS]
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.get_short_help_str(_WHOLE)) for name, command in commands if command is not None])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"newsreader.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--profile", metavar="NAME", help="Use another set of feeds, settings and caches.")
@click.option("--offline", is_flag=True, help="Open no socket and look up no name.")
@click.option("--demo", is_flag=True, help="Use the bundled demo edition, in a profile of its own, without network.")
@click.version_option(__version__, prog_name="newsreader")
@click.pass_context
def _main(ctx: click.Context, profile: str | None, offline: bool, demo: bool) -> None:
    """A news reader for the terminal. Without a command the reader opens (--demo: on the bundled edition; --fresh starts that one over)."""
    ctx.obj = Context(profile, offline, demo)
    ctx.call_on_close(ctx.obj.end)


def run(arguments: list[str]) -> int:
    """Run one command; gives its exit code: 0 done, 1 failed (said on stderr), 2 usage."""
    try:
        code = _main.main(_globals_first(arguments), prog_name="newsreader", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (CommandFailed, StoreError, ProfileError) as error:
        warn(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    except SystemExit:  # how click ends where whoever reads our output has seen enough (EPIPE)
        return 0
    except OSError as error:
        if os.environ.get("NEWSREADER_DEBUG"):
            raise
        warn(in_words(error))
        return 1
    except Exception as error:  # the last net: whatever slipped through is said in words, too
        if os.environ.get("NEWSREADER_DEBUG"):
            raise
        warn(f"something went wrong that should not ({type(error).__name__}: {error}); NEWSREADER_DEBUG=1 shows more; please report it")
        return 1


def _globals_first(arguments: list[str]) -> list[str]:
    """The options that every command takes, moved in front of the command, and `--json` behind it, so that they may stand
    anywhere before `--`."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    first: list[str] = []
    rest: list[str] = []
    words = iter(arguments[:end])
    for word in words:
        if word == "--linear":
            word = "linear"
        if word in ("--offline", "--demo") or word.startswith("--profile="):
            first.append(word)
        elif word == "--profile":
            first += [word, *([value] if (value := next(words, None)) is not None else [])]
        else:
            rest.append(word)
    early = [word for word in rest[:1] if word == "--json"]
    rest = rest[len(early) :]
    if rest[:1] == ["help"]:
        rest = [*rest[1:], "--help"]
    return [*first, *_left_out(rest), *early, *arguments[end:]]


def _left_out(words: list[str]) -> list[str]:
    """In commands that take a query, `-sport` as `NOT sport`: no option of theirs is written with one dash and several letters."""
    if not words or words[0] not in _TAKE_QUERIES:
        return words
    read: list[str] = []
    for before, word in zip(["", *words], words, strict=False):
        is_value = before.startswith("--") and before not in _FLAGS and "=" not in before
        read.append(f"NOT {word[1:]}" if _LEFT_OUT.match(word) and not is_value else word)
    return read
