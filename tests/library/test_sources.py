"""Feeds that commands make: run without a shell, with little around them, in a time and a size, and only on the user's word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsreader.fetch.exchange import FetchError, Request, Response
from newsreader.library.commands import surroundings
from newsreader.library.confirming import confirm_feed, wishes
from newsreader.library.editing import change_address
from newsreader.library.feedparts import CannotEdit
from newsreader.library.network import needs_network
from newsreader.library.refresh import refresh
from newsreader.library.sources import Sources
from newsreader.library.subscribe import CannotSubscribe, choices_at, subscribe_to
from newsreader.library.transfer import import_bytes
from newsreader.library.undo import undo
from newsreader.model.query import Query
from newsreader.model.sources import command_of
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.lists import entry_ids, headlines
from tests.builders import add_feed
from tests.fakes import FakeFetcher, rss

PLAINS = "https://plains.example/feed.xml"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """Prints a feed with its arguments and its environment as titles."""
    path = tmp_path / "make feed"
    path.write_text(
        "#!/bin/sh\necho \"<rss version='2.0'><channel><title>Made</title>\"\n"
        'for each in "$@" "$(env | sort | cut -d= -f1 | tr \'\\n\' \' \')"; do echo "<item><title>$each</title><guid>$each</guid></item>"; done\n'
        "echo '</channel></rss>'\n"
    )
    path.chmod(0o700)
    return path


def titles(store: Store) -> list[str]:
    rows = headlines(store, entry_ids(store, Query()))
    return sorted(row.title for row in rows.values())


def take(store: Store, fetcher: Sources, address: str) -> int:
    found = choices_at(store, fetcher, address, confirmed=True)
    return subscribe_to(store, fetcher, found, found.choices[0]).feed


def test_an_address_is_read_as_newsboat_writes_it() -> None:
    command = command_of("filter:~/bin/shorter -n 3:https://a.example/x:y")
    assert command is not None
    assert (command.line, command.url) == ("~/bin/shorter -n 3", "https://a.example/x:y")
    assert command_of("https://a.example/") is None
    assert needs_network(["exec:x"]) is False
    assert needs_network(["filter:x:https://a.example/"]) is True


def test_no_shell_reads_a_command_and_it_sees_little_of_what_is_around(
    store: Store, script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("API_TOKEN", "s3cret")
    take(store, Sources(FakeFetcher()), f"exec:'{script}' 'two words' ; touch {tmp_path}/x $HOME")
    found = titles(store)
    assert {"two words", ";", "touch", f"{tmp_path}/x", "$HOME"} <= set(found)
    assert not (tmp_path / "x").exists()
    assert "API_TOKEN" not in " ".join(found)
    assert surroundings({"PATH": "/bin", "LC_ALL": "C", "SSH_AUTH_SOCK": "x", "AWS_SECRET": "y"}) == {"PATH": "/bin", "LC_ALL": "C"}


def test_a_command_of_the_users_home_is_found(store: Store, script: Path, home: Path) -> None:
    os.rename(script, home / "feed")
    assert all_feeds(store) == ()
    take(store, Sources(FakeFetcher()), "exec:~/feed one")
    assert "one" in titles(store)


def test_a_filter_gets_what_the_address_gave(store: Store) -> None:
    fetcher = Sources(FakeFetcher(**{PLAINS: Response(PLAINS, 200, rss("1", "2"), etag='"v"')}))
    feed = take(store, fetcher, f"filter:sed s/Story/Tale/g:{PLAINS}")
    assert titles(store) == ["Tale 1", "Tale 2"]
    assert refresh(store, fetcher, [feed]).unchanged == 1


def test_commands_run_beside_the_network_and_a_feed_beside_its_filtered_twin(store: Store, script: Path) -> None:
    network = FakeFetcher(**{PLAINS: rss("1")})
    fetcher = Sources(network)
    take(store, fetcher, f"exec:'{script}' one")
    take(store, fetcher, f"filter:sed s/Story/Tale/g:{PLAINS}")
    add_feed(store, "plains")
    with store.writing() as db:
        db.execute("UPDATE feeds SET url = ? WHERE url LIKE 'https:%'", (PLAINS,))
    result = refresh(store, fetcher)
    assert (result.feeds, result.unchanged, result.updated, result.failed) == (3, 2, 1, 0)
    assert {"Story 1", "Tale 1", "one"} <= set(titles(store))


def test_a_command_that_fails_hangs_or_talks_too_much_is_told_in_words() -> None:
    def told(line: str, seconds: float = 10, most: int | None = None) -> str:
        with pytest.raises(FetchError) as caught:
            Sources(FakeFetcher(), seconds=seconds).get(Request(f"exec:{line}", may_run=True, most_bytes=most))
        assert caught.value.kind == "program"
        return str(caught.value)

    assert told("sh -c 'echo why >&2; exit 3'") == "'sh' ended with exit code 3: why"
    assert told("sleep 30", seconds=0.2) == "'sleep' was stopped: it took longer than 0.2 seconds"
    assert told("yes", most=1000).startswith("'yes' was stopped: its output is larger than")
    assert told("/nowhere/x").startswith("there is no program '/nowhere/x'")
    assert told("'x").startswith("the command \"'x\" can't be read")
    assert told("") == "the address names no command, as in exec:~/bin/feed"


def test_stopping_ends_what_runs(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    requests = [Request(f"exec:sh -c 'echo $$ > {pid}.new; mv {pid}.new {pid}; exec sleep 60'", may_run=True)]
    assert list(Sources(FakeFetcher()).get_many(requests, stop=pid.exists)) == []
    while Path(f"/proc/{pid.read_text().strip()}").exists():
        pass


def test_no_command_runs_without_the_users_word_or_offline(store: Store, tmp_path: Path) -> None:
    address = f"exec:touch {tmp_path}/ran"
    offline = FakeFetcher()
    offline.offline = True
    for fetcher, request, kind in (
        (Sources(FakeFetcher()), Request(address, typed=True), "blocked"),
        (Sources(offline), Request(address, may_run=True), "offline"),
        (Sources(offline), Request(f"filter:touch {tmp_path}/ran:{PLAINS}", may_run=True), "offline"),
    ):
        with pytest.raises(FetchError) as caught:
            fetcher.get(request)
        assert caught.value.kind == kind
        ((_, outcome),) = list(fetcher.get_many([request]))
        assert isinstance(outcome, FetchError)
        assert outcome.kind == kind
    with pytest.raises(CannotSubscribe, match="say --yes if that is meant"):
        choices_at(store, Sources(FakeFetcher()), address)
    assert not (tmp_path / "ran").exists()


def test_what_came_with_a_list_runs_once_each_was_confirmed(store: Store, script: Path) -> None:
    fetcher = Sources(FakeFetcher())
    imported = import_bytes(store, f"\"exec:'{script}' one\"\n\"exec:'{script}' two\"\n".encode(), "urls", typed=True)
    assert len(imported.waiting) == 2
    assert refresh(store, fetcher).skipped == 2
    assert [feed.error or "" for feed in all_feeds(store)] == [
        f"waits for your word: it runs {line!r} on this machine (newsreader feed confirm {number})"
        for number, line in ((1, f"'{script}' one"), (2, f"'{script}' two"))
    ]
    assert confirm_feed(store, 1).words.startswith("confirmed:")
    result = refresh(store, fetcher)
    assert (result.updated, result.skipped) == (1, 1)
    assert "one" in titles(store)
    assert "two" not in titles(store)
    assert set(wishes(store)) == {2}
    undo(store)
    assert set(wishes(store)) == {1, 2}


def test_another_command_wants_the_users_word_anew(store: Store, script: Path) -> None:
    feed = take(store, Sources(FakeFetcher()), f"exec:'{script}' one")
    assert not wishes(store)
    change_address(store, feed, f"exec:'{script}' two")
    assert set(wishes(store)) == {feed}
    undo(store)
    assert not wishes(store)
    change_address(store, feed, "https://a.example/")
    assert not wishes(store)
    change_address(store, feed, f"exec:'{script}' one")
    assert set(wishes(store)) == {feed}
    with pytest.raises(CannotEdit, match="names no command"):
        change_address(store, feed, "exec: ")
