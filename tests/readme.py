"""The README's tables, made from what they are about: `python -m tests.readme` writes them, `test_readme.py` compares."""

from __future__ import annotations

import re
from pathlib import Path

from newsreader.config.actions import key_table
from newsreader.config.settings import SCHEMA
from newsreader.config.themes import bundled_dir, load_themes
from newsreader.model.options import OPTIONS

README = Path(__file__).resolve().parents[1] / "README.md"


def settings_table() -> str:
    """Every setting, its default and what it is for."""
    rows = [f"| `{each.key}` | `{_toml(each.default)}` | {each.allowed} | {each.help} |" for each in SCHEMA]
    return "\n".join(["| Key | Default | May be | What it is for |", "|---|---|---|---|", *rows]) + "\n"


def options_table() -> str:
    """What can be set of a feed or a folder."""
    rows = [f"| `{each.name}` | {each.default} | {each.allowed} | {each.words}{'' if each.of_folders else ' (feeds only)'} |" for each in OPTIONS.values()]
    return "\n".join(["| Key | Usual | May be | What it is for |", "|---|---|---|---|", *rows]) + "\n"


def themes_table() -> str:
    """Every bundled theme, with its picture."""
    rows = [f"| [`{each.name}`](screenshots/three-panes-{each.name}.svg) | {each.about} |" for each in load_themes([bundled_dir()])[0]]
    return "\n".join(["| Theme | |", "|---|---|", *rows]) + "\n"


def filled(text: str) -> str:
    """The README with its tables made anew between their markers."""
    for name, table in (("keys", key_table()), ("settings", settings_table()), ("options", options_table()), ("themes", themes_table())):
        start, end = f"<!-- {name}:start -->\n", f"<!-- {name}:end -->\n"
        text, count = re.subn(f"{start}.*?{end}", lambda _, new=start + table + end: new, text, flags=re.DOTALL)  # type: ignore[misc]
        if count != 1:
            raise SystemExit(f"README.md wants {start.strip()} and {end.strip()} once")
    return text


def _toml(value: str | int | bool) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


if __name__ == "__main__":
    README.write_text(filled(README.read_text()))
