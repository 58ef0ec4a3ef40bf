"""Text is chosen by keys and copied as it was written; what changed is shown by signs."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from newsreader.config.paths import Paths
from newsreader.library.marks import mark
from newsreader.model.article import Article, Paragraph, Span
from newsreader.render.lines import to_lines
from newsreader.store.connection import Store
from newsreader.store.saving import save_entries
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.panes.chosen import chosen_markdown, chosen_text
from tests.builders import NOW, add_entries, add_feed, entry
from tests.tui.driving import QUIET, driven, make_app, press, screen_text, settled
from tests.tui.reading import URL, library_with, long_blocks, paragraph


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that was put on the clipboard."""
    seen: list[str] = []
    monkeypatch.setattr(NewsreaderApp, "copy_to_clipboard", lambda _self, text: seen.append(text))
    return seen


async def test_lines_are_chosen_by_keys_and_copied_as_text_and_markdown(paths: Paths, copied: list[str]) -> None:
    library_with(paths, Paragraph((Span("One "), Span("two", strong=True), Span(" three."))), paragraph("Four."))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "V", "G", "y")
        assert copied[-1].endswith("Head\nOne two three.\n\nFour.")
        assert not app.main.reader.choosing
        await press(pilot, app, "V", "G", "Y")
        assert copied[-1].startswith("# A story")
        assert "One **two** three." in copied[-1]
        await press(pilot, app, "V", "escape", "y", "Y")
        assert copied[-2:] == [URL, f"[A story]({URL})"]


async def test_choosing_scrolls_along(paths: Paths, copied: list[str]) -> None:
    library_with(paths, *long_blocks())
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "V", "ctrl+f", "ctrl+f")
        assert app.main.reader.scrolled
        await press(pilot, app, "y")
        assert "Paragraph 0." in copied[-1]
        assert "Paragraph 9." in copied[-1]
        assert "Paragraph 50." not in copied[-1]


def test_a_paragraph_is_put_together_again_and_numbers_are_left_out() -> None:
    words = "The Ministry of Defence on Sunday said"
    article = Article(blocks=(Paragraph((Span(words + " "), Span("more", link="https://x.test/"))), paragraph("防衛相は会談する" * 3)))
    lines = to_lines(article, 14)
    lines.finish()
    assert chosen_text(lines, article, 0, len(lines) - 1) == f"{words} more\n\n{'防衛相は会談する' * 3}"
    assert chosen_text(lines, article, 0, 0, 4, 8) == "Mini"
    assert chosen_markdown(lines, article, 0, 1) == f"{words} [more](<https://x.test/>)\n"


def changed_library(paths: Paths) -> Store:
    store = Store(paths.library)
    feed = add_feed(store, "hills")
    (entry_id,) = add_entries(store, feed, entry("a", "A bridge", html="<p>The bridge opens on Monday.</p><p>It took years.</p>"))
    mark(store, [entry_id], "read")
    save_entries(store, feed, [(entry("a", "A bridge", html="<p>The bridge opens on Tuesday.</p><p>It took years.</p>"), 9)], NOW)
    return store


async def test_what_changed_is_told_by_signs_and_goes_away_again(paths: Paths) -> None:
    changed_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter")
        assert "= shows what" in screen_text(app)
        await press(pilot, app, "=")
        assert "The bridge opens on [−Monday.] [+Tuesday.]" in screen_text(app)
        await press(pilot, app, "=")
        assert "[−Monday.]" not in screen_text(app)
        assert "The bridge opens on Tuesday." in screen_text(app)


async def test_where_nothing_changed_it_says_so(paths: Paths) -> None:
    library_with(paths, paragraph("One."))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "=")
        assert "nothing changed" in screen_text(app)
        assert "One." in screen_text(app)


async def test_it_says_where_the_copied_text_went(paths: Paths, copied: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library_with(paths, paragraph("One."))
    kept = tmp_path / "kept"
    keeps = f"{sys.executable} -c \"import sys; open('{kept}', 'w').write(sys.stdin.read())\""
    for setting, words in (
        ("auto", f"copied {URL} · to the terminal"),
        ("osc52", f"copied {URL} · to the terminal"),
        (keeps, f"copied {URL} · to {sys.executable}"),
        ("command", "not copied: there is no program for the clipboard here"),
        ("both", "to the terminal · there is no program for the clipboard here"),
    ):
        app = make_app(paths, replace(QUIET, clipboard=setting))
        async with driven(app) as pilot:
            await press(pilot, app, "1", "enter", "y")
            assert words in app.main.status.words
    assert copied == [URL] * 3


async def test_a_clipboard_that_refuses_is_told(paths: Paths, copied: list[str]) -> None:
    library_with(paths, paragraph("One."))
    app = make_app(paths, replace(QUIET, clipboard=f"{sys.executable} -c \"raise SystemExit('no display')\""))
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter", "y")
        while "no display" not in app.main.status.words:
            await pilot.pause(0.01)
        assert "did not take what was copied" in app.main.status.words
    assert copied == []


async def test_the_mouse_selects_words_that_y_and_the_terminals_own_key_copy(paths: Paths, copied: list[str]) -> None:
    library_with(paths, Paragraph((Span("One "), Span("two", strong=True), Span(" three."))), paragraph("Four five six."), paragraph("Seven."))
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "1", "enter")
        reader = app.main.reader
        top = next(y for y in range(reader.size.height) if "One two three." in reader.render_line(y).text)
        left = reader.left

        async def drag(start: tuple[int, int], end: tuple[int, int]) -> None:
            await pilot.mouse_down("#reader", offset=start)
            await pilot.hover("#reader", offset=end)
            await pilot.mouse_up("#reader", offset=end)
            await settled(pilot, app)

        await drag((left + 4, top), (left + 8, top + 2))
        assert reader.selects
        await press(pilot, app, "y")
        assert copied[-1].splitlines()[0] == "two three."
        assert copied[-1].splitlines()[-1].startswith("Four fiv")
        assert not reader.selects
        await drag((left + 4, top), (left + 8, top + 2))
        await press(pilot, app, "Y")
        assert copied[-1] == "One **two** three.\n\nFour five six.\n"
        await drag((left, top + 2), (left + 30, top + 2))
        await press(pilot, app, "ctrl+c")
        assert copied[-1] == "Four five six."
