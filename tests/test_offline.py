"""Offline is a promise: no socket and no name look-up by anything. And a whole day of it, from the edition to the way home."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from newsreader.cli.main import COMMANDS, run
from newsreader.config.paths import find_paths
from newsreader.library.lists import entry_ids
from newsreader.model.events import Finished
from newsreader.model.jobs import (
    Cancel,
    Export,
    FetchImages,
    FetchLink,
    FetchPage,
    FindFeeds,
    ImportFile,
    Job,
    OpenEntry,
    OpenWhole,
    Prefetch,
    ReadAhead,
    Refresh,
    RemakeSite,
    Replay,
    Save,
    SetOffline,
    ShowCertificate,
    Subscribe,
    TryPage,
    TryRule,
)
from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.worker.protocol import decode_event, encode_job
from tests.denied import can_deny
from tests.site import Site, serving

needs_filter = pytest.mark.skipif(not can_deny(), reason="this system has no seccomp filters to deny sockets with")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def feed(site: Site) -> str:
    address = site.publish("a", "b", "c")
    assert run(["add", address]) == 0
    site.asked.clear()
    return address


def denied(*commands: list[str]) -> subprocess.CompletedProcess[str]:
    """Run commands, one after the other, in a process that may open no socket."""
    return subprocess.run([sys.executable, "-m", "tests.denied", "cli"], input=json.dumps(commands), capture_output=True, text=True)


def ids() -> list[int]:
    store = Store(find_paths(os.environ).library)
    found = list(entry_ids(store, Query()))
    store.close()
    return found


@needs_filter
@pytest.mark.parametrize("command", [["refresh"], ["prefetch"], ["add", "https://name.invalid/feed"], ["save", "http://127.0.0.1:9/"]])
def test_the_denial_is_real(feed: str, command: list[str]) -> None:
    assert denied(command).returncode == -signal.SIGSYS


@needs_filter
def test_no_command_opens_a_socket_while_offline(feed: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>Some words on a page, enough of them to be called an article by somebody.</p>")
    entry = str(ids()[0])
    commands = [
        ["add", "https://name.invalid/feed", "--folder", "Later"],
        ["save", "name.invalid/page"],
        ["import", "https://name.invalid/feeds.opml"],
        ["export"],
        ["feeds", "--json"],
        ["refresh"],
        ["refresh", "--force"],
        ["prefetch"],
        ["prefetch", "is:unread", "--json"],
        ["list", "--json"],
        ["show", entry],
        ["show", entry, "--fetch"],
        ["search", "short"],
        ["mark", "star", f"id:{entry}"],
        ["undo"],
        ["redo"],
        ["extract", str(tmp_path / "page.html"), "--url", "https://name.invalid/"],
        ["extract", "https://name.invalid/"],
        ["cache"],
        ["cache", "--clean"],
        ["outbox", "--replay"],
        ["tag", "later", f"id:{entry}"],
        ["tags"],
        ["untag", "later", f"id:{entry}"],
        ["note", entry, "Words of mine"],
        ["story", "show", entry],
        ["keep", "now"],
        ["rules", "list"],
        ["muted"],
        ["linear"],
        ["feed", "pause", "1"],
        ["timer"],
        ["doctor"],
        ["keys"],
        ["themes"],
        ["config"],
        ["remove", "1"],
    ]
    assert {command[0] for command in commands} == set(COMMANDS)
    told = denied(*(["--offline", *command] for command in commands))
    assert told.returncode == 0, told.stderr
    codes = json.loads(told.stdout.splitlines()[-1])
    failed = [command[0] for command, code in zip(commands, codes, strict=True) if code]
    assert failed == ["import", "refresh", "refresh", "prefetch", "prefetch", "extract"], told.stderr


@needs_filter
def test_the_worker_opens_no_socket_while_offline(feed: str) -> None:
    entry = ids()[0]
    picture = feed.replace("feed.xml", "a.png")
    jobs: list[Job] = [
        Refresh(),
        OpenEntry(entry),
        FetchPage(entry),
        FetchImages(entry, (picture,), (40,), (10,)),
        Subscribe("https://name.invalid/feed"),
        FindFeeds("https://name.invalid/"),
        TryPage("https://name.invalid/", "li"),
        Save("https://name.invalid/page"),
        Prefetch(),
        ReadAhead(),
        Replay(),
        Export("", "/nowhere/paper.epub", "epub"),
        OpenWhole(entry),
        FetchLink("https://name.invalid/linked", entry),
        TryRule(entry, "hide", "Some words"),
        RemakeSite("name.invalid"),
        ImportFile("/nowhere/urls"),
        ShowCertificate(1),
    ]
    assert {type(job) for job in jobs} == set(get_args(Job)) - {SetOffline, Cancel}
    lines = b"".join(encode_job(number, job) for number, job in enumerate(jobs))
    with subprocess.Popen(
        [sys.executable, "-m", "tests.denied", "worker", "--offline"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(lines)
        worker.stdin.flush()
        ended: set[int] = set()
        for line in worker.stdout:
            event = decode_event(line)
            if isinstance(event, Finished):
                assert "should not" not in (event.error or "")
                ended.add(event.job)
            if len(ended) == len(jobs):
                break
        worker.stdin.close()
        assert (worker.wait(), ended) == (0, set(range(len(jobs))))


@needs_filter
def test_a_whole_day_offline(feed: str, site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    site.publish("a", "b", "c", "later", "wanted")
    site.answers["/plains.xml"] = site.answers["/feed.xml"]
    assert run(["prefetch"]) == 0
    assert capfd.readouterr().out.startswith("ready for the train: 3 articles, ")
    site.asked.clear()

    first, second, third = ids()
    train = denied(
        ["--offline", "show", str(first)],
        ["--offline", "search", '"Story b, part 2"'],
        ["--offline", "mark", "read", f"id:{first}"],
        ["--offline", "mark", "star", f"id:{second}"],
        ["--offline", "save", f"{site.url}/later"],
    )
    assert train.returncode == 0, train.stderr
    assert "part 3. The river rose" in train.stdout
    again = denied(  # closed and opened again
        ["--offline", "add", f"{site.url}/plains.xml", "--folder", "Plains"],
        ["--offline", "save", f"{site.url}/wanted"],
        ["--offline", "save", f"{site.url}/later"],
        ["--offline", "save", f"{site.url}/nowhere"],
        ["--offline", "mark", "read", f"id:{third}"],
        ["--offline", "undo"],
        ["--offline", "outbox"],
        ["--offline", "prefetch"],
    )
    assert again.returncode == 0, again.stderr
    assert "ready for the train: 2 articles" in again.stdout
    assert site.asked == []

    assert run(["refresh"]) == 0
    assert "asked for offline: 3 done, 1 failed" in capfd.readouterr().err
    assert [site.asked.count(path) for path in ("/later", "/plains.xml", "/wanted", "/nowhere")] == [1, 2, 1, 1]
    assert [path for path in site.asked if path in ("/later", "/plains.xml", "/wanted", "/nowhere")][:4] == ["/later", "/plains.xml", "/wanted", "/nowhere"]
    site.asked.clear()
    assert run(["outbox", "--replay"]) == 0
    assert site.asked == []
    capfd.readouterr()
    run(["list", "is:starred", "--json"])
    assert [row["id"] for row in json.loads(capfd.readouterr().out)] == [second]
    run(["search", "later, part"])
    assert "Story later" in capfd.readouterr().out
