"""The commands' contract: what scripts and cron jobs lean on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsreader.config.paths import find_paths
from newsreader.library.indexing import index_waiting
from newsreader.store.connection import Store
from newsreader.store.lock import Lock
from tests.builders import add_entries, add_feed, entry
from tests.cli.conftest import Shell
from tests.fakes import rss
from tests.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "hills.xml"
    path.write_bytes(rss("a", "b", "c"))
    return path


@pytest.fixture
def added(shell: Shell, feed: Path) -> int:
    return int(shell("add", str(feed), "--folder", "India/North", "--tag", "hills").out)


def test_help_is_a_word_too(shell: Shell) -> None:
    assert shell("help") == shell("--help")
    assert shell("--offline", "help", "list") == shell("list", "--help")
    assert shell("help", "feed", "set") == shell("feed", "set", "--help")
    told = shell("help").out.partition("Commands:")[2]
    assert "..." not in told
    assert "it is\n            fetched at once." in told


def test_a_command_that_is_none_hears_which_is(shell: Shell) -> None:
    ran = shell("serach", "x")
    assert (ran.code, ran.out) == (2, "")
    assert "There is no command serach; search is one." in ran.err
    assert "There is no command \\x1b;" not in shell("\x1b[31mzzz").err
    assert "\x1b" not in shell("\x1b[31mzzz").err


def test_a_feed_without_a_name_is_asked_for_one(shell: Shell) -> None:
    assert shell("remove", "").err == "newsreader: a feed is named by its number, or by its title\n"


def test_add_prints_the_id_and_feeds_lists_it(shell: Shell, added: int, feed: Path) -> None:
    (row,) = shell("feeds", "--json").json
    assert set(row) == {"id", "url", "title", "site_url", "folder", "tags", "unread", "error", "last_refresh", "next_refresh"}
    assert (row["id"], row["url"], row["title"], row["folder"], row["tags"], row["unread"], row["error"]) == (
        added,
        feed.as_uri(),
        "Hills",
        "India/North",
        ["hills"],
        3,
        None,
    )
    assert row["last_refresh"].endswith("Z")


def test_list_is_newest_first_and_takes_a_query(shell: Shell, added: int) -> None:
    rows = shell("list", "--json").json
    assert [row["title"] for row in rows] == ["Story c", "Story b", "Story a"]
    assert set(rows[0]) == {"id", "feed_id", "feed", "title", "url", "author", "published", "read", "starred", "tags"}
    assert rows[0]["published"] == "2025-05-04T02:00:00Z"
    assert [row["title"] for row in shell("list", "about", "b", "--json").json] == ["Story b"]
    assert len(shell("list", f"feed:{added}", "--limit", "2", "--json").json) == 2
    assert shell("list", "nothing-has-this", "--json").json == []


def test_show_gives_every_form(shell: Shell, added: int) -> None:
    number = str(shell("list", "--json").json[0]["id"])
    assert "About c." in shell("show", number).out
    assert shell("show", number, "--format", "markdown").out.startswith("# Story c")
    assert "<p>About c.</p>" in shell("show", number, "--format", "html").out
    assert shell("show", number, "--format", "json").json["blocks"][0]["text"] == "About c."
    assert "About c." in shell("show", number, "--format", "ansi").out
    assert shell("show", "999").code == 1


def test_marks_are_counted_undone_and_done_again(shell: Shell, added: int) -> None:
    assert shell("mark", "read", "is:unread").out == "3 marked read\n"
    assert shell("mark", "read", "is:unread").out == "0 marked read\n"
    assert shell("list", "is:unread", "--json").json == []
    assert shell("undo").out == "undone: 3 marked read, just now\n"
    assert len(shell("list", "is:unread", "--json").json) == 3
    assert shell("redo").out == "done again: 3 marked read\n"
    shell("mark", "star", "about a")
    assert [row["title"] for row in shell("list", "is:starred", "--json").json] == ["Story a"]


@pytest.mark.parametrize("command", [("mark", "read"), ("mark", "unstar"), ("tag", "later"), ("untag", "later")])
def test_an_empty_query_changes_nothing(shell: Shell, added: int, command: tuple[str, ...]) -> None:
    told = shell(*command, " ")
    assert (told.code, told.out) == (1, "")
    assert "an empty query would be every entry" in told.err
    assert len(shell("list", "is:unread", "--json").json) == 3


def test_an_offline_refresh_says_so_and_blames_no_feed(shell: Shell, site: Site) -> None:
    for title in ("a", "b", "c", "d"):
        site.answers[f"/{title}.xml"] = ("application/rss+xml", rss("a", title=title))
        shell("add", f"{site.url}/{title}.xml")
    told = shell("--offline", "refresh")
    assert (told.code, told.out) == (1, "4 feeds, nothing new, 4 not asked: offline\n")
    assert "offline: 4 feeds were not asked" in told.err
    assert "was not asked" in shell("--offline", "refresh", "1").err
    assert [feed["error"] for feed in shell("feeds", "--json").json] == [None] * 4


def test_on_a_terminal_an_article_is_wrapped_at_words_and_in_a_pipe_it_keeps_its_lines(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "A long sentence about the ferries of the river and the people who wait for them in the rain every evening."
    item = f"<item><title>Rain</title><guid>1</guid><description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
    (tmp_path / "f.xml").write_text(f"<rss version='2.0'><channel><title>F</title>{item}</channel></rss>")
    shell("add", str(tmp_path / "f.xml"))
    number = str(shell("list", "Rain", "--json").json[0]["id"])
    assert text in shell("show", number).out
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for form in ("text", "linear"):
        shown = shell("show", number, "--format", form).out
        assert max(map(len, shown.splitlines())) <= 40
        assert text in " ".join(shown.split())


def test_on_a_terminal_a_links_address_can_be_copied_whole(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "https://hills.example/2026/" + "a-long-name-of-a-story/" * 4
    text = f"&lt;p&gt;See &lt;a href='{address}'&gt;the story&lt;/a&gt; of {address}, which is long.&lt;/p&gt;"
    item = f"<item><title>Rain</title><guid>1</guid><description>{text}</description></item>"
    (tmp_path / "f.xml").write_text(f"<rss version='2.0'><channel><title>F</title>{item}</channel></rss>")
    shell("add", str(tmp_path / "f.xml"))
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert f"\n{address},\nwhich is long.\n" in shell("show", "1").out
    linear = shell("show", "1", "--format", "linear").out
    assert f"\n{address},\nwhich is long.\n" in linear
    assert linear.rstrip("\n").endswith(f"\nLink 1:\n{address}")


def test_search_ranks_and_shows_the_words_around(shell: Shell, added: int) -> None:
    (row,) = shell("search", "about", "a", "--json").json
    assert row["title"] == "Story a"
    assert row["snippet"] == "About a."
    assert shell("search", "is:unread").code == 1


def test_remove_is_undone_with_everything(shell: Shell, added: int) -> None:
    assert shell("remove", str(added)).code == 0
    assert shell("list", "--json").json == []
    assert shell("feeds", "--json").json == []
    shell("undo")
    assert len(shell("list", "--json").json) == 3
    assert shell("remove", "77").code == 1


def test_refresh_says_what_came_and_fails_with_the_failed(shell: Shell, added: int, feed: Path) -> None:
    feed.write_bytes(rss("a", "b", "c", "d"))
    result = shell("refresh", "--json").json
    assert set(result) == {"feeds", "updated", "unchanged", "skipped", "failed", "new_entries", "seconds", "errors"}
    assert (result["feeds"], result["updated"], result["new_entries"]) == (1, 1, 1)
    feed.unlink()
    ran = shell("refresh", "--json")
    assert ran.code == 1
    assert ran.json["errors"][0]["feed"] == added
    assert "Hills" in ran.err
    assert shell("feeds", "--json").json[0]["error"] == ran.json["errors"][0]["error"]


def test_opml_goes_out_and_in_without_loss(shell: Shell, added: int, tmp_path: Path) -> None:
    out = tmp_path / "out.opml"
    assert shell("export", str(out)).code == 0
    before = shell("feeds", "--json").json
    ran = shell("--profile", "other", "import", str(out))
    assert ran.out == "1 feed added, 0 were there already\n"
    after = shell("feeds", "--json", "--profile", "other").json
    assert [(row["url"], row["title"], row["folder"], row["tags"]) for row in after] == [
        (row["url"], row["title"], row["folder"], row["tags"]) for row in before
    ]
    assert shell("export").out == out.read_text()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add", "/nowhere/feed.xml"), "feed.xml"),
        (("add", ""), "an address is wanted"),
        (("import", "/nowhere/urls"), "can't be read"),
        (("list", 'an "open phrase'), "not closed"),
        (("list", "id:x"), "wants a number"),
        (("show", "3"), "there is no entry 3"),
        (("undo",), "nothing to undo"),
        (("redo",), "nothing to redo"),
        (("refresh", "4"), "there is no feed 4"),
        (("extract", "/nowhere.html"), "can't be read"),
        (("--profile", "../x", "feeds"), "profile"),
        (("--offline", "import", "https://hills.example/feeds.opml"), "offline"),
        (("import", "https://hills.example/feeds.opml", "--offline"), "offline"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_exit_code_1(shell: Shell, arguments: tuple[str, ...], says: str) -> None:
    ran = shell(*arguments)
    assert ran.code == 1
    assert says in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("arguments", [("bogus",), ("list", "--limit", "x"), ("mark", "blue", "x"), ("show", "x"), ("show",)])
def test_usage_is_exit_code_2(shell: Shell, arguments: tuple[str, ...]) -> None:
    assert shell(*arguments).code == 2


def test_a_library_that_is_no_library_is_said_in_words(shell: Shell, home: Path) -> None:
    path = home / "newsreader" / "data" / "library.db"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"scribble" * 1000)
    ran = shell("list")
    assert (ran.code, "damaged" in ran.err) == (1, True)


def test_the_demo_is_a_profile_of_its_own(shell: Shell) -> None:
    assert len(shell("--demo", "feeds", "--json").json) >= 6
    assert shell("feeds", "--json").json == []


def test_one_refresh_runs_at_a_time(shell: Shell, added: int) -> None:
    path = Path(os.environ["NEWSREADER_HOME"]) / "data" / "refresh.lock"
    with Lock(path) as lock:
        assert lock.take()
        ran = shell("refresh", "--due")
    assert (ran.code, ran.out) == (0, "another refresh is under way\n")
    assert shell("refresh").code == 0


def test_a_timer_is_printed_for_systemd_and_for_cron(shell: Shell) -> None:
    assert "refresh --due\nNice=10" in shell("timer").out
    assert shell("timer", "--cron", "--every", "15").out.startswith("*/15 * * * * env NEWSREADER_HOME=")


def test_a_number_that_was_read_as_a_word_is_told(shell: Shell, added: int) -> None:
    ran = shell("mark", "star", "44")
    assert (ran.code, ran.out) == (0, "0 starred\n")
    assert "id:44" in ran.err


def test_a_library_without_feeds_says_how_to_begin(shell: Shell) -> None:
    ran = shell("list")
    assert (ran.code, ran.out) == (0, "")
    assert "no feeds yet" in ran.err


def test_json_may_stand_before_the_command(shell: Shell, added: int) -> None:
    assert shell("--json", "list").json == shell("list", "--json").json


@pytest.mark.parametrize("words", [["keys"], ["config", "--json"], ["export"]], ids=" ".join)
def test_whoever_stops_reading_has_seen_enough(words: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    told = subprocess.run([sys.executable, "-m", "newsreader", *words], stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (told.returncode, told.stderr) == (0, "")


def test_what_is_left_out_needs_no_quotes(shell: Shell, home: Path) -> None:
    store = Store(find_paths(os.environ, None).library)
    add_entries(store, add_feed(store), entry("a", "Rain and hail"), entry("b", "Rain"))
    index_waiting(store)
    store.close()
    for query in (("rain", "-hail"), ("-hail",), ("rain -hail",), ("rain", "-title:hail", "--json"), ("--json", "rain", "-title:/ha/")):
        assert [row["title"] for row in shell("list", "--json", *query).json] == ["Rain"], query
    assert [row["title"] for row in shell("search", "--json", "rain", "-hail").json] == ["Rain"]
    assert shell("list", "--sort", "-title", "rain").out.count("Rain") == 2
    assert shell("list", "-h").out.startswith("Usage:")
    assert shell("list", "rain", "--once-more").code == 2
