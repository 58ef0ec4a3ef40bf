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


def test_without_a_library_the_doctor_says_all_that_can_be_found_out(shell: Shell) -> None:
    home = Path(os.environ["NEWSREADER_HOME"])
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text("densty = 3\n")
    (home / "data").write_text("a file")
    ran = shell("doctor")
    assert ran.code == 1
    assert f"`mv {home}/data {home}/data.old` makes room for it" in ran.err
    assert "densty" in ran.err
    assert "library.db can't be made: " in ran.err
    assert "the network" in ran.out
    assert ran.out.endswith("of the feeds and the cache nothing can be said while the library can't be used; the set-up has problems\n")
    told = shell("doctor", "--json").json
    assert (told["feeds"], told["cache"], told["counters_mended"]) == (None, None, None)
    assert len(told["set_up"]) == 3


def test_of_a_damaged_library_the_doctor_says_so_beside_the_rest(shell: Shell) -> None:
    home = Path(os.environ["NEWSREADER_HOME"])
    for name, text in (("config/keys.toml", "[keys]\nmove.down = 7\n"), ("data/library.db", "no library at all " * 99)):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text)
    ran = shell("doctor")
    assert (ran.code, "keys.toml" in ran.err, "library.db is damaged" in ran.err) == (1, True, True)
