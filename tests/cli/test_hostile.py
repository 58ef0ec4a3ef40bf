"""What hostile feeds say never reaches a terminal raw, whichever command prints it."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from tests.cli.conftest import Shell

TITLES = (
    "A\x1b]52;c;aGVsbG8=\x07B",
    "A\x1b]0;owned\x1b\\B",
    "red \x1b[31mtext\x1b[0m",
    "C1 \x9b31m and \x9d0;x\x9c",
    "spoof \u202egnp.exe",
    "[@click=app.quit]free money[/]",
    "price [/b] drop [/",
    "unterminated \x1b]0;title",
    "DEL \x7f NUL BEL \x07",
)
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A feed that no XML parser takes as it is: the raw controls come through the lenient one, as character references and bytes."""
    items = "".join(
        f"<item><title>{escape(title)}</title><link>https://bad.example/{n}?q={escape(title)}</link><guid>{n}</guid>"
        f"<author>{escape(title)}</author><description>&lt;p&gt;words {escape(escape(title))} "
        f"{''.join(f'&amp;#{ord(c)};' for c in title if ord(c) < 32)}&lt;/p&gt;</description></item>"
        for n, title in enumerate(TITLES)
    )
    path = tmp_path / "bad.xml"
    path.write_text(f'<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(TITLES[0])}</title>{items}</channel></rss>')
    return path


@pytest.mark.parametrize(
    "command",
    [("list",), ("list", "--json"), ("feeds",), ("feeds", "--json"), ("search", "words"), ("search", "words", "--json"), ("export",), ("undo",)],
    ids=" ".join,
)
def test_lists_print_no_control_characters(shell: Shell, hostile: Path, command: tuple[str, ...]) -> None:
    ran = shell("add", str(hostile))
    assert ran.code == 0
    assert not RAW.search(ran.err)
    ran = shell(*command)
    assert ran.out
    assert not RAW.search(ran.out)
    assert not RAW.search(ran.err)


@pytest.mark.parametrize("form", ["text", "ansi", "markdown", "html", "json"])
def test_articles_print_no_control_characters_but_our_own(shell: Shell, hostile: Path, form: str) -> None:
    shell("add", str(hostile))
    for row in shell("list", "--json").json:
        out = shell("show", str(row["id"]), "--format", form).out
        assert "words" in out
        if form == "ansi":
            out = re.sub(r"\x1b\[[0-9;]*m", "", out)
        assert not RAW.search(out)


def test_every_hostile_entry_is_kept(shell: Shell, hostile: Path) -> None:
    shell("add", str(hostile))
    rows = shell("list", "--json").json
    assert len(rows) == len(TITLES)
    assert any("free money" in row["title"] for row in rows)


def test_errors_print_no_control_characters(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "x\x1b[31m.xml"
    path.write_text("no feed")
    for arguments in (("add", str(path)), ("extract", str(path) + "z"), ("list", "is:\x1b[31m"), ("import", str(path))):
        ran = shell(*arguments)
        assert ran.code == 1
        assert not RAW.search(ran.err)


def test_what_the_system_refuses_is_told_with_its_file(shell: Shell, home: Path) -> None:
    cache = home / "newsreader" / "cache"
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_text("not a directory")
    done = shell("doctor")
    assert done.code == 1
    assert "cache" in done.err
    assert "Not a directory" in done.err
