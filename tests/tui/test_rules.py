"""Rules by keys: made of a filter, rehearsed, listed, changed, rested, removed, and what they muted got back."""

from __future__ import annotations

from newsreader.config.paths import Paths
from newsreader.library.incoming import follow_rules
from newsreader.library.indexing import index_waiting
from newsreader.library.marks import mark
from newsreader.library.rules import add_rule, all_rules, muted_ids
from newsreader.library.tagging import tag
from tests.builders import NOW, add_entries, entry
from tests.tui.driving import driven, indexed_library, make_app, number, press, screen_text, settled, titles


async def test_a_rule_is_made_of_the_filter_and_rehearsed_before_it_is_kept(paths: Paths) -> None:
    store = indexed_library(paths)
    mark(store, [number(store, 3)], "star")
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "/", *"title:/[36]$/", "enter", "M", "enter")
        assert "would hide 2 of the last 8; 1 you starred: “Story number 3”" in screen_text(app)
        assert all_rules(store) == ()
        await press(pilot, app, "down", "end", *"; tag=odd", "down", "down", *"x", "enter")
        assert "x is no number of days" in screen_text(app)
        await press(pilot, app, "backspace", *"30", "enter")
        assert "would hide, tag odd 2 of the last 8" in screen_text(app)
        await press(pilot, app, "enter")
        (rule,) = all_rules(store)
        assert (rule.query, rule.actions, rule.until) == ("title:/[36]$/", (("mute", ""), ("tag", "odd")), NOW + 30 * 86_400)
        await press(pilot, app, "u")
        assert all_rules(store) == ()


async def test_a_rule_is_for_the_feed_that_is_open_and_errors_are_told(paths: Paths) -> None:
    store = indexed_library(paths)
    app = make_app(paths)
    async with driven(app) as pilot:
        app.main.feeds.choose("feed:3")
        await settled(pilot, app)
        await press(pilot, app, "M", *"is:nothing", "enter")
        assert "is:nothing is not known" in screen_text(app)
        await press(pilot, app, "ctrl+u", "down", "ctrl+u", *"fold", "enter")
        assert "fold is nothing a rule does" in screen_text(app)
        await press(pilot, app, "ctrl+u", *"star", "enter", "enter")
        assert [(rule.scope, rule.actions) for rule in all_rules(store)] == [("feed:3", (("star", ""),))]


async def test_the_rules_are_listed_changed_rested_and_removed(paths: Paths) -> None:
    store = indexed_library(paths)
    add_rule(store, "title:royal", ["mute"])
    ids = add_entries(store, 1, entry("r", "Royal visit 9", NOW), entry("s", "Royal wedding 10", NOW))
    index_waiting(store)
    follow_rules(store, NOW)
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "g", "r")
        assert "mute: title:royal" in screen_text(app)
        assert "2 times, now " in screen_text(app)
        await press(pilot, app, "r")
        assert not all_rules(store)[0].enabled
        assert "rests" in screen_text(app)
        await press(pilot, app, "m")
        assert "Royal wedding 10" in screen_text(app)
        await press(pilot, app, "b")
        assert len(muted_ids(store)) == 1
        await press(pilot, app, "B", "escape", "enter")
        assert "Rule 1" in screen_text(app)
        await press(pilot, app, "down", "ctrl+u", *"read", "enter", "enter")
        assert all_rules(store)[0].actions == (("read", ""),)
        await press(pilot, app, "g", "r", "D")
        assert all_rules(store) == ()
        await press(pilot, app, "u")
        assert all_rules(store)[0].hits == 2
        await press(pilot, app, "escape", "1", "*")
        assert set(ids) <= set(app.main.headlines.listing.ids if app.main.headlines.listing else ())
        assert {9, 10} <= set(titles(app))


async def test_nothing_muted_says_so(paths: Paths) -> None:
    store = indexed_library(paths)
    tag(store, [1], "x")
    app = make_app(paths)
    async with driven(app) as pilot:
        await press(pilot, app, "g", "m")
        assert "nothing is muted" in screen_text(app)
