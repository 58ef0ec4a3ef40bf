"""Tags, notes, stories, rules, feeds and keeping from the shell; each undone by `undo`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsreader.config.paths import find_paths
from newsreader.store.connection import Store
from tests.builders import add_entries, add_feed, entry
from tests.cli.conftest import Shell


@pytest.fixture
def filled(home: Path) -> None:
    store = Store(find_paths(os.environ, None).library)
    hills, lakes = add_feed(store, "hills", "News"), add_feed(store, "lakes")
    add_entries(store, hills, entry("a", "Water is back"), entry("b", "Rain \x1b[31mtoday"))
    add_entries(store, lakes, entry("c", "Fish"))
    store.close()


def titles(shell: Shell, *query: str) -> list[str]:
    return sorted(row["title"] for row in shell("list", *query, "--json").json)


def test_tagging_and_untagging_a_query(shell: Shell, filled: None) -> None:
    assert shell("tag", "wet", "feed:1").out == "2 tagged wet\n"
    assert shell("list", "tag:wet", "feed:1", "--json").json[0]["tags"] == ["wet"]
    shell("tag", "wet", "--color", "blue")
    assert shell("tags", "--json").json == [{"name": "wet", "color": "blue", "total": 2, "unread": 2}]
    assert shell("untag", "wet", "id:1").out == "the tag wet taken off 1\n"
    assert shell("undo").out.startswith("undone: the tag wet taken off 1")
    assert titles(shell, "tag:wet") == ["Rain today", "Water is back"]
    assert shell("tag", "wet", "--color", "bluish").code == 1
    assert shell("tag", "wet").code == 1


def test_notes(shell: Shell, filled: None) -> None:
    shell("note", "1", "ask", "Ada")
    assert shell("note", "1").out == "ask Ada\n"
    shell("note", "1", "--clear")
    assert (shell("note", "1").out, shell("note", "1").err) == ("", "newsreader: there is no note on it\n")
    assert shell("note", "99", "x").code == 1


def test_a_note_is_shown_with_its_entry_in_every_form(shell: Shell, filled: None) -> None:
    assert shell("show", "1", "--format", "json").json["note"] is None
    shell("note", "1", "ask *Ada*")
    assert "\n\nYour note: ask *Ada*\n\n" in shell("show", "1").out
    assert "\nYour note: ask *Ada*\n" in shell("show", "1", "--format", "linear").out
    assert "✎ your note" in shell("show", "1", "--format", "ansi").out
    assert "\n> Your note: ask \\*Ada\\*\n" in shell("show", "1", "--format", "markdown").out
    assert "<blockquote>" in shell("show", "1", "--format", "html").out
    assert shell("show", "1", "--format", "json").json["note"] == "ask *Ada*"
    assert "Your note: ask *Ada*" in shell("linear", "id:1").out


def test_a_list_tells_a_story_once_and_marks_all_of_it(shell: Shell, filled: None) -> None:
    shell("story", "join", "1", "3")
    rows = shell("list", "--once", "--json").json
    assert [(row["id"], [other["feed"] for other in row["also_in"]]) for row in rows] == [(2, []), (1, ["lakes"])]
    assert "also in lakes" in shell("list", "--once").out
    assert shell("story", "prefer", "News").code == 0
    shell("undo")
    assert shell("story", "prefer", "2").code == 0
    assert {row["id"] for row in shell("list", "--once", "--json").json} == {2, 3}
    assert shell("mark", "read", "--stories", "id:1").out == "2 marked read\n"


def test_a_list_in_an_order_of_several_keys(shell: Shell, filled: None) -> None:
    shell("mark", "read", "id:2")
    assert [row["id"] for row in shell("list", "--sort", "-unread,title", "--json").json] == [2, 3, 1]
    assert [row["id"] for row in shell("list", "--sort", "title", "--limit", "1", "--json").json] == [3]
    wrong = shell("list", "--sort", "title,colour")
    assert wrong.code == 1
    assert wrong.err.endswith("\n  title,colour\n        ^\n")


def test_joining_and_splitting_a_story(shell: Shell, filled: None) -> None:
    assert shell("story", "join", "1", "3").out == "2 joined as one story\n"
    assert [row["title"] for row in shell("story", "show", "1", "--json").json] == ["Fish"]
    shell("story", "split", "3")
    assert "no other headline tells this story" in shell("story", "show", "1").err
    for words in (("show", "99"), ("join", "1", "99"), ("split", "99")):
        assert (shell("story", *words).code, "there is no entry 99" in shell("story", *words).err) == (1, True)
    assert "there is no feed 99" in shell("story", "prefer", "99").err
    assert "Nowhere" in shell("story", "prefer", "Nowhere").err
    assert shell("story", "prefer", "lakes").out == "lakes is preferred where a story is told twice\n"
    shell("undo")
    shell("undo")
    assert "Fish" in shell("story", "show", "1").out
    assert shell("story", "prefer", "2").code == 0


def test_the_stories_that_several_feeds_tell_are_listed(shell: Shell, filled: None) -> None:
    assert "no story is told by several feeds yet" in shell("story").err
    shell("story", "join", "1", "3")
    (told,) = shell("story", "--json").json
    assert (told["title"], [other["title"] for other in told["also_in"]]) == ("Rain today", ["Fish"])
    assert shell("story", "list").out == "     1  Rain today  · hills\n     3      Fish  · lakes\n"
    assert shell("story", "--limit", "1").out.count("Fish") == 1
    shell("story", "split", "3")
    assert shell("story", "list", "--json").json == []


@pytest.mark.parametrize("name", ["rules", "keep", "story"])
def test_a_command_that_holds_others_lists_what_there_is(shell: Shell, filled: None, name: str) -> None:
    assert (shell(name).code, shell(name)) == (0, shell(name, "list"))
    assert shell(name, "--json") == shell(name, "list", "--json")
    assert shell(name, "--help").out.startswith("Usage:")
    assert shell(name, "nothing").code == 2


def test_rules_are_rehearsed_added_listed_and_removed(shell: Shell, filled: None) -> None:
    assert shell("rules", "rehearse", "title:/water/").out == "it would be for 1 of the last 3\n"
    ran = shell("rules", "add", "title:/water/", "mute", "tag=wet", "--days", "3", "--name", "No water")
    assert ran.out == "rule 1: No water: mute, tag wet: title:/water/\n"
    assert "1 of the last 3" in ran.err
    (rule,) = shell("rules", "list", "--json").json
    assert (rule["name"], rule["actions"], rule["hits"], rule["enabled"]) == ("No water", ["mute", "tag=wet"], 0, True)
    shell("rules", "rest", "1")
    assert "(rests)" in shell("rules", "list").out
    shell("rules", "remove", "1")
    assert "there are no rules yet" in shell("rules", "list").err
    shell("undo")
    assert "No water" in str(shell("rules", "list", "--json").json)
    assert shell("rules", "add", "is:wet", "mute").code == 1
    assert shell("rules", "rehearse", "rain is:wet").err.endswith("\n  rain is:wet\n       ^\n")
    assert "there is no feed 99" in shell("rules", "add", "rain", "mute", "--scope", "feed:99").err
    assert "there is no folder Sport" in shell("rules", "add", "rain", "mute", "--scope", "folder:Sport").err
    assert "$NEWSREADER_TITLE" in shell("rules", "add", "rain", "run=sh -c 'echo {title}'").err
    assert "can stand in this command" in shell("rules", "add", "rain", "run=say {titel}").err
    assert shell("rules", "remove", "9").code == 1
    assert "nothing is muted" in shell("muted").err


def test_feeds_are_changed_one_at_a_time(shell: Shell, filled: None) -> None:
    for arguments in (
        ("rename", "1", "The", "Hills"),
        ("move", "2", "--folder", "News/Fish"),
        ("rename-folder", "News", "World"),
        ("tag", "1", "--add", "up"),
        ("address", "2", "https://new.example/feed"),
        ("pause", "2"),
    ):
        assert shell("feed", *arguments).code == 0, arguments
    first, second = sorted(shell("feeds", "--json").json, key=lambda feed: int(feed["id"]))
    assert (first["title"], first["folder"], first["tags"]) == ("The Hills", "World", ["up"])
    assert (second["url"], second["folder"]) == ("https://new.example/feed", "World/Fish")
    for _ in range(6):
        assert shell("undo").code == 0
    assert sorted((feed["title"], feed["folder"]) for feed in shell("feeds", "--json").json) == [("hills", "News"), ("lakes", None)]
    assert shell("feed", "address", "2", "nowhere").code == 1
    assert shell("feed", "merge", "1", "1").code == 1


def test_a_feed_goes_by_its_title_where_no_other_has_that(shell: Shell, filled: None) -> None:
    assert shell("feed", "set", "hill", "every=2h").out == "hills: every 2h\n"
    assert shell("feed", "pause", "LAKES").out == "lakes paused\n"
    shell("feed", "rename", "2", "hills and lakes")
    assert shell("feed", "show", "hills").out.splitlines()[0] == "title          hills"
    refused = shell("remove", "l")
    assert (refused.code, refused.err) == (1, "newsreader: l may be 1 (hills), 2 (hills and lakes); say the number\n")
    assert shell("remove", "and lakes").out.startswith("unsubscribed from hills and lakes")
    assert shell("feed", "move", "ponds").err == "newsreader: there is no feed ponds; `newsreader feeds` lists them\n"
    assert shell("feed", "pause", "9" * 30).code == 1


def test_commands_that_a_message_names_are_those_of_the_profile(shell: Shell, filled: None) -> None:
    assert "`newsreader --profile work feeds`" in shell("--profile", "work", "remove", "ponds").err
    assert "`newsreader --profile work list`" in shell("--profile", "work", "show", "9").err
    assert "| newsreader --profile work add stdin:NAME" in shell("--profile", "work", "add", "-").err
    assert "`newsreader feeds`" in shell("remove", "ponds").err


def test_a_paused_feed_is_refreshed_when_it_is_named(shell: Shell, filled: None) -> None:
    shell("feed", "pause", "1")
    assert shell("--offline", "refresh", "1").err.startswith("newsreader: hills: offline: ")
    assert shell("--offline", "refresh", "7").err.startswith("newsreader: there is no feed 7;")


def test_merging_and_undoing_it(shell: Shell, filled: None) -> None:
    assert shell("feed", "merge", "1", "2").out == "hills merged into lakes, 2 entries\n"
    assert [(feed["id"], feed["unread"]) for feed in shell("feeds", "--json").json] == [(2, 3)]
    shell("undo")
    assert len(shell("feeds", "--json").json) == 2


def test_the_sheet_goes_out_and_comes_back(shell: Shell, filled: None, tmp_path: Path) -> None:
    sheet = tmp_path / "feeds.txt"
    sheet.write_text(shell("feed", "sheet").out.replace("title: lakes", "title: Lakes"), encoding="utf-8")
    assert shell("feed", "apply", str(sheet)).out == "1 feed changed\n"
    assert "Lakes" in shell("feeds").out
    assert shell("feed", "apply", str(sheet) + "x").code == 1


def test_keeping(shell: Shell, filled: None) -> None:
    ran = shell("keep", "set", "--most", "1", "--stays", "starred")
    assert ran.out == "kept of everything: 1 entry a feed; what is starred stays\n"
    assert "1 entry will leave" in ran.err
    assert shell("keep", "now").out.startswith("1 entry left the lists")
    assert len(titles(shell)) == 2
    assert shell("keep", "back").out == "1 back in the lists\n"
    assert shell("keep", "list", "--json").json["bytes"] > 10_000
    assert shell("keep", "set", "feed:99", "--days", "3").code == 1
    assert shell("keep", "set", "--drop").code == 0
    assert shell("keep", "now", "--rebuild").code == 0
