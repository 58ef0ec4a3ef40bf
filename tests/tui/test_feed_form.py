"""The form of a feed's, a folder's and all feeds' settings: what is inherited is a hint, every field can be reached, undo takes all back."""

from __future__ import annotations

from newsreader.config.paths import Paths
from newsreader.library.feedoptions import set_options
from newsreader.store.feeds import all_feeds
from newsreader.store.options import all_options
from newsreader.store.refreshes import refresh_states
from tests.tui.driving import driven, make_app, press, screen_text, settled, small_library


async def test_settings_of_a_feed_are_changed_with_the_folders_as_a_hint(paths: Paths) -> None:
    store = small_library(paths)
    feed = next(each for each in all_feeds(store) if each.title == "hills")
    set_options(store, "folder:News", {"every": "3h"})
    app = make_app(paths)
    async with driven(app, (100, 24)) as pilot:
        app.main.feeds.choose(f"feed:{feed.id}")
        await settled(pilot, app)
        await press(pilot, app, "E")
        assert "3h, from the folder News" in screen_text(app)
        await press(pilot, app, *["tab"] * 5)
        assert "how often it is asked: a time, as in 30m, 2h or 1d" in screen_text(app)
        await press(pilot, app, *"never", "enter")
        assert "every: 'never' is no time from 10 minutes to a year" in screen_text(app)
        await press(pilot, app, *["backspace"] * 5, *"30m", *["shift+tab"] * 6)
        assert "only addresses of this kind: 4 or 6" in screen_text(app)  # the last of them all, in sight
        await press(pilot, app, "4", "enter")
        assert app.screen is app.main
        assert dict(all_options(store).own(f"feed:{feed.id}")) == {"every": "30m", "ip": "4"}
        await press(pilot, app, "u")
        assert dict(all_options(store).own(f"feed:{feed.id}")) == {}
    store.close()


async def test_settings_of_a_folder_and_of_all_feeds_are_changed_too(paths: Paths) -> None:
    store = small_library(paths)
    app = make_app(paths)
    async with driven(app, (100, 30)) as pilot:
        app.main.feeds.choose("all")
        await settled(pilot, app)
        await press(pilot, app, "E")
        assert "All feeds, where neither a folder nor a feed says otherwise" in screen_text(app)
        await press(pilot, app, *"6h", "enter")
        app.main.feeds.choose("folder:News")
        await settled(pilot, app)
        await press(pilot, app, "E")
        assert "6h, from all feeds" in screen_text(app)
        await press(pilot, app, "tab", *"2h", "enter")
        assert {state.title: state.every for state in refresh_states(store)} == {"hills": 7200, "harbours": 7200, "loose": 6 * 3600}
    store.close()
