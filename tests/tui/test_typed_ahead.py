"""Keys typed faster than screens open and close: each does what it would have done after a pause."""

from __future__ import annotations

from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot

from newsreader.config.paths import Paths
from newsreader.library.lists import entry_ids
from newsreader.model.article import Paragraph, Span
from newsreader.model.query import Query
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.screens.feedform import Field, Form
from tests.tui.driving import driven, make_app, press, screen_text, settled, small_app, titles
from tests.tui.reading import library_with


def typed(text: str) -> list[Key]:
    """The keys of a text; `<name>` is a key with a name."""
    keys, rest = [], text
    while rest:
        if rest[0] == "<":
            name, _, rest = rest[1:].partition(">")
            keys.append(Key(name, " " if name == "space" else None))
        else:
            keys.append(Key(rest[0], rest[0]))
            rest = rest[1:]
    return keys


async def burst(pilot: Pilot[Any], app: NewsreaderApp, text: str) -> None:
    """All keys at once, as a paste into the terminal or a fast hand gives them; then what comes of them."""
    for key in typed(text):
        app.post_message(key)
    for _ in range(4):
        await settled(pilot, app)


async def test_a_command_is_found_opened_and_narrowed_in_one_go(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        cursor = app.main.headlines.cursor
        await burst(pilot, app, ":theme<enter>ansi-16-light<enter>")
        assert app.spec.name == "ansi-16-light"
        assert app.screen is app.main
        assert app.main.headlines.cursor == cursor


async def test_keys_after_a_picker_closed_go_to_the_panes(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await burst(pilot, app, ":<escape>jj")
        assert app.screen is app.main
        assert app.main.headlines.cursor == 2
        await burst(pilot, app, "?<escape>j:3<enter>j")
        assert app.main.headlines.cursor == 3


async def test_a_list_moves_by_keys_typed_before_it_is_seen(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, ":", *"theme", "enter", "down", "down", "enter")
        slowly = app.spec.name
        app.use_theme("")
        before = app.spec.name
        await burst(pilot, app, ":theme<enter><down><down><enter>")
        assert app.spec.name == slowly != before


async def test_what_is_typed_wrong_is_taken_back_in_its_order(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await burst(pilot, app, ":thex<backspace>me<enter><escape>j")
        assert app.main.headlines.cursor == 1


@pytest.mark.parametrize("answer", ["y", "n"])
async def test_an_answer_typed_with_the_question_is_its_answer(paths: Paths, answer: str) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await burst(pilot, app, f"C{answer}j")
        assert app.screen is app.main
        assert app.main.headlines.cursor == 1
        assert app.main.lists.bar.unread == (0 if answer == "y" else 8)


async def test_a_link_is_picked_from_the_list_in_one_go(paths: Paths) -> None:
    links = Paragraph(tuple(Span(f"place {number} ", link=f"https://place{number}.example/") for number in range(5)))
    store, _ = library_with(paths, links)
    store.close()
    app = make_app(paths)
    copied: list[str] = []
    app.copy_to_clipboard = copied.append  # type: ignore[assignment,method-assign]
    async with driven(app) as pilot:
        await press(pilot, app, "enter")
        await burst(pilot, app, "Uplace3.<ctrl+y>j")
        assert copied == ["https://place3.example/"]
        assert app.screen is app.main


async def test_a_form_takes_what_is_typed_before_it_is_there(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "h", "G")
        await burst(pilot, app, "Emine<enter>")
        assert any(feed.title.endswith("mine") for feed in app.main.lists.bar.feeds), [feed.title for feed in app.main.lists.bar.feeds]


async def test_a_filter_is_typed_put_right_and_kept_in_one_go(paths: Paths) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await burst(pilot, app, "/stox<backspace>ry<space>3<enter>")
        assert app.main.finding.text == "story 3"
        assert "⌕ story 3" in screen_text(app)


@pytest.mark.parametrize("way", ["/", "g/"])
async def test_a_key_after_a_filter_is_never_about_what_stood_there_before(paths: Paths, way: str) -> None:
    app = small_app(paths)
    async with driven(app) as pilot:
        await burst(pilot, app, f"1{way}story<space>3<enter>A")
        unread = len(entry_ids(app.main.store, Query(unread=True)))
        assert unread in (7, 8)
        assert titles(app) == [3]


async def test_what_is_typed_after_tab_goes_into_the_next_field(paths: Paths) -> None:
    app = small_app(paths)
    kept: list[dict[str, str]] = []
    async with driven(app) as pilot:
        await app.push_screen(Form("a login", (Field("user", ""), Field("password", "", hidden=True)), kept.append))
        await burst(pilot, app, "me<tab>pw<enter>")
        assert kept == [{"user": "me", "password": "pw"}]
