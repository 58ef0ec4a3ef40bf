"""`newsreader doctor` from the shell."""

from __future__ import annotations

import os
from pathlib import Path

from tests.cli.conftest import Shell
from tests.fakes import rss


def test_a_library_that_is_well_needs_nothing(shell: Shell, tmp_path: Path) -> None:
    feed = tmp_path / "hills.xml"
    feed.write_bytes(rss("a").replace(b"2025", b"2099"))
    shell("add", str(feed))
    ran = shell("doctor")
    assert (ran.code, ran.out) == (0, "all feeds are well; the set-up is well\n")


def test_what_is_wrong_is_said_in_words_and_as_json(shell: Shell, tmp_path: Path) -> None:
    feed = tmp_path / "hills.xml"
    feed.write_bytes(rss("a"))
    number = int(shell("add", str(feed)).out)
    feed.unlink()
    shell("refresh")
    config = Path(os.environ["NEWSREADER_HOME"]) / "config"
    config.mkdir(parents=True, exist_ok=True)
    (config / "config.toml").write_text("densty = 3\n")
    (config / "keys.toml").write_text("[keys]\nmove.down = 7\n")
    ran = shell("doctor", "--json")
    assert ran.code == 1
    assert [(finding["kind"], finding["feed"]) for finding in ran.json["feeds"]] == [("failing", number)]
    assert any("densty" in problem for problem in ran.json["set_up"])
    assert any("keys.toml" in problem for problem in ran.json["set_up"])
    words = shell("doctor")
    assert "failing" in words.out
    assert f"newsreader refresh {number}" in words.out


def test_the_hosts_that_were_asked_are_listed(shell: Shell) -> None:
    shell("add", "http://127.0.0.1:9/feed.xml")
    assert [(each["host"], each["purpose"], each["times"]) for each in shell("doctor", "--hosts", "--json").json] == [("127.0.0.1:9", "feed", 1)]
    assert "127.0.0.1:9  (feed)" in shell("doctor", "--hosts").out


def test_what_mends_a_feed_is_said_for_the_library_that_was_asked(shell: Shell, tmp_path: Path) -> None:
    feed = tmp_path / "hills.xml"
    feed.write_bytes(rss("a"))
    number = int(shell("--profile", "work", "add", str(feed)).out)
    assert f"newsreader --profile work feed pause {number}" in shell("--profile", "work", "doctor").out
    assert shell("--profile", "work", "doctor", "--json").json["feeds"][0]["remedy"] == f"newsreader --profile work feed pause {number}"
