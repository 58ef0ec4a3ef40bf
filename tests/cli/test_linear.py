"""Reading line by line: what is typed is done, what is told is text, what is read is marked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsreader.__main__ import wants_screen
from newsreader.cli.context import Context
from newsreader.cli.linear import Linear
from newsreader.model.query import Query
from tests.cli.conftest import Shell
from tests.fakes import rss


@pytest.fixture
def context(shell: Shell, tmp_path: Path) -> Context:
    """A library of three entries, offline."""
    path = tmp_path / "hills.xml"
    path.write_bytes(rss("a", "b", "c"))
    shell("add", str(path))
    return Context(None, offline=True, demo=False)


def session(context: Context, *typed: str) -> None:
    """Type lines, then end the input."""
    lines: Iterator[str] = iter(typed)

    def ask(_prompt: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    Linear(context, Query(unread=True)).run(ask)


def test_headlines_are_told_read_and_marked(context: Context, shell: Shell) -> None:
    session(context, "2", "s", "", "l")
    ran = shell("list", "is:unread", "--json")
    text = ran.out
    assert [row["title"] for row in shell("list", "is:starred", "--json").json] == ["Story b"]
    assert "3 unread headlines, newest first." in text
    assert "1. Story c, Hills," in text
    assert "About b." in text
    assert "End of headline 2 of 3." in text
    assert "1 starred." in text
    assert "About a." in text
    assert "1 unread headline, newest first." in text
    assert text.index("About b.") < text.index("About a.")


def test_notes_are_told_in_the_list_and_before_the_text(context: Context, shell: Shell) -> None:
    shell("note", "1", "ask Ada")
    session(context, "1")
    text = shell("list").out
    assert "ago, with a note of yours, unread" in text
    assert "Your note: ask Ada" in text


def test_a_wrong_word_is_told_and_undo_works(context: Context, shell: Shell) -> None:
    session(context, "99", "xyzzy", "s", "1", "m", "z", "q", "2")
    text = shell("list", "--json").out
    assert "There is no headline 99." in text
    assert "? tells what else can be typed." in text
    assert "No article was read yet." in text
    assert "undone: 1 marked unread" in text
    assert "About b." not in text


def test_into_a_pipe_go_the_articles_one_after_the_other(context: Context, shell: Shell) -> None:
    for arguments in (("--linear",), ("linear", "is:unread")):
        out = shell(*arguments).out
        assert [out.index(f"About {name}.") for name in "cba"] == sorted(out.index(f"About {name}.") for name in "cba")
    assert len(shell("list", "is:unread", "--json").json) == 3


def test_show_has_a_linear_form(context: Context, shell: Shell) -> None:
    number = shell("list", "--json").json[0]["id"]
    assert shell("show", str(number), "--format", "linear").out.startswith("Story c\nHills,")


def test_a_podcast_without_a_page_is_told_and_opened(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "pod.xml"
    item = "<item><title>Bees</title><guid>2</guid><description>About bees.</description><enclosure url='https://cdn.example/ep2.mp3' type='audio/mpeg'/></item>"
    path.write_text(f"<rss version='2.0'><channel><title>Pod</title>{item}</channel></rss>")
    shell("add", str(path))
    seen: list[str] = []
    monkeypatch.setattr("newsreader.programs.browser.open_in_browser", lambda url, _command="": seen.append(url))
    session(Context(None, offline=True, demo=False), "1", "o")
    assert "\nAudio: ep2.mp3 (link 1)" in shell("show", "1", "--format", "linear").out
    assert shell("show", "1").out.endswith("About bees.\n\nAudio: ep2.mp3\nhttps://cdn.example/ep2.mp3\n")
    assert seen == ["https://cdn.example/ep2.mp3"]


def test_linear_wants_no_screen() -> None:
    assert not wants_screen(["--linear"])
    assert not wants_screen(["--profile", "x", "--linear"])
