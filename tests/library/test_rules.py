"""Rules are rehearsed before they are kept, followed once for what arrives, and what they mute can be got back."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from newsreader.library.awaited import wanted_ahead
from newsreader.library.incoming import MOST_RUNS, follow_rules
from newsreader.library.indexing import index_waiting
from newsreader.library.rules import (
    CannotRule,
    add_rule,
    all_rules,
    change_rule,
    enable_rule,
    muted_ids,
    notices,
    read_actions,
    rehearse,
    remove_rule,
    unmute,
)
from newsreader.library.undo import redo, undo
from newsreader.model.parsed import ParsedEntry
from newsreader.model.query import Query
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.lists import entry_ids, headlines, last_entry_id
from newsreader.store.rules import CURSOR, pass_over
from newsreader.store.state import get_state, set_state
from tests.builders import NOW, add_entries, add_feed, entry


def arrive(store: Store, feed: int, *entries: ParsedEntry, now: int = NOW) -> list[int]:
    ids = add_entries(store, feed, *entries)
    index_waiting(store)
    follow_rules(store, now)
    return ids


def shown(store: Store) -> set[int]:
    return set(entry_ids(store, Query()))


def test_a_rule_is_for_what_arrives_after_it_and_counts_its_hits(store: Store) -> None:
    feed = add_feed(store)
    old = arrive(store, feed, entry("a", "Royal visit"))
    add_rule(store, "title:royal", ["mute"])
    new = arrive(store, feed, entry("b", "Royal wedding"), entry("c", "Rain"))
    assert shown(store) == {*old, new[1]}
    assert [(rule.hits, rule.last_hit) for rule in all_rules(store)] == [(1, NOW)]
    assert muted_ids(store) == [new[0]]


def test_a_rule_in_a_library_that_never_had_one_leaves_what_is_there_alone(store: Store) -> None:
    ids = add_entries(store, add_feed(store), entry("a", "Royal visit"))
    add_rule(store, "royal", ["mute"])
    index_waiting(store)
    follow_rules(store, NOW)
    assert shown(store) == set(ids)


def test_several_actions_are_done_together(store: Store) -> None:
    add_rule(store, "title:water", ["star", "read", "tag=Rivers", "notify", "prefetch"])
    (entry_id,) = arrive(store, add_feed(store), entry("a", "Water is back"))
    row = headlines(store, [entry_id])[entry_id]
    assert (row.read, row.starred, row.tags) == (True, True, ("Rivers",))
    assert [(notice.entry, notice.title) for notice in notices(store, 0)] == [(entry_id, "Water is back")]
    assert notices(store, notices(store, 0)[-1].id) == ()
    assert wanted_ahead(store, NOW) == [entry_id]


def test_no_rule_is_followed_twice(store: Store) -> None:
    add_rule(store, "water", ["star"])
    (entry_id,) = arrive(store, add_feed(store), entry("a", "Water"))
    journal.mark(store, [entry_id], "starred", False, "{count}", NOW)
    follow_rules(store, NOW)
    assert not headlines(store, [entry_id])[entry_id].starred


def test_a_rule_for_a_feed_or_a_folder_leaves_the_others_alone(store: Store) -> None:
    news, hills = add_feed(store, "news", "World/Asia"), add_feed(store, "hills")
    add_rule(store, "water", ["mute"], scope="folder:World")
    add_rule(store, "fire", ["mute"], scope=f"feed:{hills}")
    gone = arrive(store, news, entry("a", "Water"))
    stays = arrive(store, hills, entry("b", "Water"))
    also = arrive(store, news, entry("c", "Fire"))
    assert shown(store) == {*stays, *also}
    assert muted_ids(store, 1) == gone


def test_a_rule_ends_when_its_time_is_over_and_rests_when_told(store: Store) -> None:
    feed = add_feed(store)
    add_rule(store, "cup", ["mute"], until=NOW + 10)
    add_rule(store, "rain", ["mute"])
    enable_rule(store, 2, False)
    arrive(store, feed, entry("a", "Cup final"), entry("b", "Rain"))
    arrive(store, feed, entry("c", "Cup winners"), now=NOW + 20)
    assert len(shown(store)) == 2


def test_what_was_muted_is_got_back_undoably(store: Store) -> None:
    add_rule(store, "title:royal", ["mute"])
    ids = arrive(store, add_feed(store), entry("a", "Royal visit"))
    assert unmute(store, rule_id=1).words == "1 no longer muted"
    assert shown(store) == set(ids)
    undo(store)
    assert shown(store) == set()


def test_a_rehearsal_says_what_would_have_been_and_names_the_starred(store: Store) -> None:
    ids = arrive(store, add_feed(store), *(entry(str(n), f"Royal {n}" if n % 2 else f"Rain {n}") for n in range(10)))
    journal.mark(store, ids[3:4], "starred", True, "{count}", NOW)
    found = rehearse(store, "title:royal")
    assert found.told() == "would be for 5 of the last 10; 1 you starred: “Royal 3”"
    assert rehearse(store, "title:royal", last=2).looked_at == 2
    assert len(shown(store)) == 10


def test_adding_and_removing_a_rule_are_undone_and_done_again(store: Store) -> None:
    add_rule(store, "royal", ["mute"], name="No royals")
    remove_rule(store, 1)
    assert all_rules(store) == ()
    undo(store)
    assert [rule.name for rule in all_rules(store)] == ["No royals"]
    undo(store)
    assert all_rules(store) == ()
    redo(store)
    assert [(rule.name, rule.actions) for rule in all_rules(store)] == [("No royals", (("mute", ""),))]


@pytest.mark.parametrize(
    ("query", "actions", "scope", "says"),
    [
        ("rain", [], "", "does something"),
        ("rain", ["explode"], "", "mute, read, star"),
        ("rain", ["tag"], "", "tag=water"),
        ("rain", ["run"], "", "wants a command"),
        ("rain", ["mute=yes"], "", "stands alone"),
        ("is:wet", ["mute"], "", "is:unread"),
        ("rain", ["mute"], "is:unread", "feed:12"),
        ("", ["mute"], "", "wants a query"),
    ],
)
def test_what_is_no_rule_is_refused_in_words(store: Store, query: str, actions: list[str], scope: str, says: str) -> None:
    with pytest.raises(CannotRule, match=says):
        add_rule(store, query, actions, scope)
    assert all_rules(store) == ()


def test_a_pattern_that_never_ends_fails_its_rule_and_no_other(store: Store) -> None:
    add_rule(store, "title:/(a+)+$/", ["mute"])
    add_rule(store, "title:/b!$/", ["star"])
    ids = arrive(store, add_feed(store), *(entry(str(n), "a" * 3000 + "b!") for n in range(30)))
    rows = headlines(store, ids)
    assert len(rows) == 30
    first, second = all_rules(store)
    assert "too long" in (first.error or "")
    assert second.hits == 30


def test_a_program_gets_the_entry_as_arguments_and_never_too_many_start(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("newsreader.library.incoming.detach", lambda argv, values, stdin: started.append(list(argv)))
    add_rule(store, "title:water", [f"run={sys.executable} -c pass {{title}}"])
    arrive(store, add_feed(store), *(entry(str(n), f"Water; rm -rf {n}") for n in range(MOST_RUNS + 5)))
    assert len(started) == MOST_RUNS
    assert started[0][3].startswith("Water; rm -rf")
    assert "25 programs" in (all_rules(store)[0].error or "")


def test_a_program_that_is_not_there_is_told_with_its_rule(store: Store) -> None:
    add_rule(store, "title:water", ["run=no-such-program-here {title}"])
    arrive(store, add_feed(store), entry("a", "Water"))
    assert "no-such-program-here" in (all_rules(store)[0].error or "")


def test_actions_are_read_once_each() -> None:
    assert read_actions(["mute", "MUTE", "tag= Rivers "]) == (("mute", ""), ("tag", "Rivers"))


def test_a_rules_command_gets_the_entry_as_json(store: Store, tmp_path: Path) -> None:
    written = tmp_path / "got.json"
    script = tmp_path / "keep.py"
    script.write_text(f"import sys, os\ndata = sys.stdin.read()\nopen({str(written)!r} + '.part', 'w').write(data)\nos.rename({str(written)!r} + '.part', {str(written)!r})\n")
    add_rule(store, "title:water", [f"run={sys.executable} {script}"], name="Water")
    (found,) = arrive(store, add_feed(store, "hills"), entry("w", 'Water "is" back'))
    waited = 0.0
    while not written.exists() and waited < 20:
        time.sleep(0.02)
        waited += 0.02
    document = json.loads(written.read_text())
    assert (document["id"], document["title"], document["feed"], document["rule"]) == (found, 'Water "is" back', "hills", "Water")


def test_a_rule_is_changed_and_its_hits_stay(store: Store) -> None:
    feed = add_feed(store)
    add_rule(store, "title:royal", ["mute"])
    arrive(store, feed, entry("b", "Royal wedding"))
    change_rule(store, 1, "title:royal", ["read"], name="Royals", until=NOW + 10)
    assert [(rule.name, rule.actions, rule.until, rule.hits) for rule in all_rules(store)] == [("Royals", (("read", ""),), NOW + 10, 1)]
    undo(store)
    assert [(rule.actions, rule.until, rule.hits) for rule in all_rules(store)] == [((("mute", ""),), None, 1)]
    with pytest.raises(CannotRule, match="wants a query"):
        change_rule(store, 1, "", ["read"])


def test_a_rehearsal_says_what_the_rule_would_have_done(store: Store) -> None:
    feed = add_feed(store)
    ids = arrive(store, feed, *(entry(str(n), f"Royal visit {n}") for n in range(3)), entry("x", "Rain"))
    journal.mark(store, ids[:1], "starred", True, "{count}", NOW)
    assert rehearse(store, "royal").told((("mute", ""),)) == "would hide 3 of the last 4; 1 you starred: “Royal visit 0”"
    assert rehearse(store, "rain").told((("tag", "wet"), ("star", ""))) == "would tag wet, star 1 of the last 4"


def test_without_rules_what_arrives_is_passed_over_so_that_a_later_one_is_not_for_it(store: Store) -> None:
    feed = add_feed(store, "hills")
    assert pass_over(store)
    set_state(store, CURSOR, "0")
    add_entries(store, feed, entry("a", "Old", NOW))
    assert pass_over(store)
    assert get_state(store, CURSOR) == str(last_entry_id(store))
