from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def stories(shell: Shell, site: Site) -> list[int]:
    shell("add", site.publish("a", "b", "c"))
    site.asked.clear()
    return [row["id"] for row in shell("list", "--json").json]


def test_prefetch_says_what_is_ready_and_the_second_time_the_same(shell: Shell, site: Site, stories: list[int]) -> None:
    first = shell("prefetch", "--time", "5m")
    assert (first.code, first.out.startswith("ready for the train: 3 articles, ")) == (0, True)
    assert sorted(site.asked) == ["/a", "/a.png", "/b", "/b.png", "/c", "/c.png"]
    assert shell("prefetch").out == first.out
    assert len(site.asked) == 6


def test_prefetch_as_json(shell: Shell, site: Site, stories: list[int]) -> None:
    del site.answers["/b"]
    told = shell("prefetch", f"id:{stories[0]},{stories[1]}", "--budget", "10MB", "--json").json
    assert (told["articles"], told["miss_images"], told["left"], told["ended"]) == (1, 0, 0, "")
    assert [failed["reason"] for failed in told["failed"]] == ["gone"]
    assert told["bytes"] > 0


@pytest.mark.parametrize("wrong", [("--budget", "much"), ("--budget", "0"), ("--time", "soon")])
def test_a_budget_that_is_none_is_said(shell: Shell, wrong: tuple[str, str]) -> None:
    assert shell("prefetch", *wrong).code == 2


def test_offline_prefetch_says_what_is_missing(shell: Shell, site: Site, stories: list[int]) -> None:
    told = shell("prefetch", "--offline")
    assert (told.code, told.out) == (1, "ready for the train: 0 articles, 0 bytes; 3 are left: offline\n")
    assert site.asked == []


def test_the_cache_is_shown_and_cleaned(shell: Shell, site: Site, stories: list[int], home: Path) -> None:
    shell("prefetch")
    told = shell("cache", "--json").json
    assert {part["name"]: part["files"] for part in told["parts"] if part["files"]} == {"pages, held": 3, "images, held": 3}
    assert (told["missing"], told["articles"], told["limit"]) == (0, 3, 1000 << 20)
    for file in (home / "newsreader" / "cache" / "images").rglob("*"):
        if file.is_file():
            file.unlink()
    assert "3 files are missing" in shell("cache").err
    assert shell("cache", "--clean").out.startswith("3 files were missing; fetched again")
    assert shell("prefetch").code == 0
    assert shell("cache", "--json").json["missing"] == 0


def test_the_doctor_finds_what_is_missing_or_damaged_and_the_next_edition_brings_it_back(
    shell: Shell, site: Site, stories: list[int], home: Path
) -> None:
    shell("prefetch")
    missing, damaged, _ = sorted(file for file in (home / "newsreader" / "cache" / "images").rglob("*") if file.is_file())
    missing.unlink()
    damaged.write_bytes(b"half of a pict")
    told = shell("doctor")
    assert "cache: 1 file was missing, 1 file was damaged; fetched again when wanted" in told.out
    assert "cache" not in shell("doctor").out
    site.asked.clear()
    shell("prefetch")
    assert len([path for path in site.asked if path.endswith(".png")]) == 2
    assert shell("cache", "--json").json["missing"] == 0


def test_the_cache_keeps_to_the_limit_of_the_settings(shell: Shell, site: Site, stories: list[int], home: Path) -> None:
    config = home / "newsreader" / "config" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text("cache_limit = 5\n")
    assert shell("cache", "--json").json["limit"] == 5 << 20


def test_save_prints_the_entry_and_undo_takes_it_back(shell: Shell, site: Site, stories: list[int]) -> None:
    site.publish("a", "b", "c", "read")
    saved = shell("save", f"{site.url}/read")
    assert saved.err == "newsreader: saved: Story read (316 words, 1 image)\n"
    (row,) = shell("search", "read, part", "--json").json
    assert (row["id"], row["feed"]) == (int(saved.out), "Saved")
    assert "saved Story read" in shell("undo").out
    assert shell("list", "--json").json != []
    assert shell("save", f"{site.url}/nothing").code == 1
    assert shell("save", "javascript:alert(1)").code == 1


def test_what_is_asked_for_offline_waits_and_is_done_at_the_next_refresh(shell: Shell, site: Site, stories: list[int]) -> None:
    other = site.publish("a", "b", "c", "read").replace("feed", "second")
    site.answers["/second.xml"] = site.answers["/feed.xml"]
    assert "on the list" in shell("save", f"{site.url}/read", "--offline").err
    told = shell("add", other, "--folder", "News", "--offline")
    assert (told.code, told.out) == (0, "")
    assert shell("save", f"{site.url}/nothing", "--offline").code == 0
    waiting = shell("outbox", "--json").json
    assert [(item["kind"], item["state"]) for item in waiting] == [("save", "waiting"), ("subscribe", "waiting"), ("save", "waiting")]
    assert site.asked == []
    done = shell("refresh")
    assert "asked for offline: 2 done, 1 failed" in done.err
    assert {feed["title"]: feed["folder"] for feed in shell("feeds", "--json").json if feed["folder"]} == {"Hills": "News"}
    (failed,) = shell("outbox", "--json").json
    assert (failed["state"], failed["words"]) == ("failed", f"save {site.url}/nothing")
    assert shell("outbox", "--retry", str(failed["id"]), "--replay").code == 1
    assert shell("outbox", "--drop", str(failed["id"])).out == ""
    assert shell("outbox", "--drop", "99").code == 1


def test_a_page_that_is_wanted_offline_is_fetched_later(shell: Shell, site: Site, stories: list[int]) -> None:
    told = shell("show", str(stories[0]), "--fetch", "--offline")
    assert (told.code, "In short." in told.out, "on the list" in told.err) == (0, True, True)
    assert site.asked == []
    assert shell("refresh").code == 0
    assert "part 3" in shell("show", str(stories[0]), "--offline").out


def test_a_file_is_subscribed_to_offline_at_once(shell: Shell, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text('<rss version="2.0"><channel><title>Here</title><item><title>x</title><guid>x</guid></item></channel></rss>')
    assert shell("add", str(feed), "--offline").out.strip().isdigit()


def test_articles_are_taken_along_in_every_form(shell: Shell, site: Site, stories: list[int], tmp_path: Path) -> None:
    shell("prefetch")
    assert shell("export", "--format", "epub", "--query", "Story", str(tmp_path / "news.epub")).code == 0
    with zipfile.ZipFile(tmp_path / "news.epub") as book:
        assert sum(name.endswith(".png") for name in book.namelist()) == 3
        assert "Story b, part 2" in book.read("book/0002.xhtml").decode()
    assert shell("export", "--format", "html", str(tmp_path / "news.html")).code == 0
    assert (tmp_path / "news.html").read_text().count("data:image/png") == 3
    assert shell("export", "--format", "markdown", str(tmp_path / "folder")).code == 0
    files = sorted(path.name[11:] for path in (tmp_path / "folder").glob("*.md"))
    assert files == [f"story-{name}-{entry}.md" for name, entry in zip("abc", sorted(stories, reverse=True), strict=True)]
    text = next((tmp_path / "folder").glob("*story-a*")).read_text()
    (linked,) = [name for name in (path.name for path in (tmp_path / "folder" / "pictures").iterdir()) if f"](<pictures/{name}>)" in text]
    assert linked.endswith(".png")
    assert shell("export", "--format", "text", "--query", "Story").out.count("part 3.") == 3
    assert shell("export", "--format", "markdown").out.startswith("# Story")


def test_what_cannot_be_exported_is_said_and_leaves_no_file(shell: Shell, site: Site, stories: list[int], tmp_path: Path) -> None:
    assert shell("export", "--format", "epub", "--query", "nothing-has-this", str(tmp_path / "x.epub")).code == 1
    assert shell("export", "--format", "epub", str(tmp_path / "no" / "x.epub")).code == 1
    assert shell("export", "--query", "x", str(tmp_path / "x.opml")).code == 2
    assert list(tmp_path.iterdir()) == []


def test_opml_is_still_what_export_gives(shell: Shell, site: Site, stories: list[int], tmp_path: Path) -> None:
    assert site.url in shell("export").out
    assert shell("export", str(tmp_path / "feeds.opml")).code == 0
    assert site.url in (tmp_path / "feeds.opml").read_text()


def test_a_refresh_has_ready_what_a_rule_wants_and_says_so(shell: Shell, site: Site, stories: list[int]) -> None:
    assert shell("rules", "add", "title:d", "prefetch").code == 0
    site.publish("a", "b", "c", "d")
    told = shell("refresh")
    assert "fetched ahead: 1 article, " in told.out
    assert {"/d", "/d.png"} <= set(site.asked)
    assert "/a" not in site.asked
    site.asked.clear()
    assert "fetched ahead" not in shell("refresh").out
    assert "/d" not in site.asked


def test_a_standing_edition_is_made_after_a_refresh_where_the_network_allows_it(shell: Shell, site: Site, stories: list[int], home: Path) -> None:
    config = home / "newsreader" / "config" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('edition_after_refresh = "title:a"\nahead_on = "Home"\n')
    told = shell("refresh")
    assert told.code == 0
    assert "nothing is fetched ahead" in told.out
    assert "/a" not in site.asked
    config.write_text('edition_after_refresh = "title:a"\n')
    assert "ready for the train: 1 article, " in shell("refresh").out
    assert "/a" in site.asked


def test_a_book_into_a_pipe_that_is_closed_ends_without_a_word(site: Site, stories: list[int]) -> None:
    command = f"{sys.executable} -m newsreader export --format epub --query is:unread | head -c 10 | wc -c"
    told = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (told.stdout.strip(), told.stderr) == ("10", "")


def test_a_cache_that_cannot_be_written_is_told_after_the_refresh_and_fails(shell: Shell, site: Site, stories: list[int], home: Path) -> None:
    shell("feed", "set", "1", "full_text=always")
    pages = home / "newsreader" / "cache" / "pages"
    pages.parent.mkdir(parents=True, exist_ok=True)
    pages.write_text("in the way")
    told = shell("refresh")
    assert (told.code, "nothing new" in told.out, "can't be written" in told.err) == (1, True, True)


def test_a_saved_page_is_joined_with_the_headline_that_links_it(shell: Shell, site: Site, stories: list[int]) -> None:
    assert shell("save", f"{site.url}/a").code == 0
    assert len(shell("list", "--json").json) == 4
    assert len(shell("list", "--once", "--json").json) == 3
