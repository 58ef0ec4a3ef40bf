"""Adding a page that links several feeds."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.fakes import rss
from tests.feeds.listpages import CARDS, TITLES
from tests.newsboat import item, make_cache
from tests.site import Site, serving

PAGE = b"""<!doctype html><html><head>
<link rel="alternate" type="application/rss+xml" href="/comments.xml"><link rel="alternate" type="application/rss+xml" href="/news.xml">
<link rel="alternate" type="application/rss+xml" href="/walks.xml"></head><body>Hi</body></html>"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        site.answers["/"] = ("text/html", PAGE)
        for name in ("news", "walks", "comments"):
            site.answers[f"/{name}.xml"] = ("application/rss+xml", rss(*(f"{name}-{n}" for n in range(4)), title=f"Hill {name}"))
        yield site


def titles(shell: Shell) -> list[str]:
    return [row["title"] for row in shell("feeds", "--json").json]


def test_a_script_gets_the_main_feed_and_hears_of_the_others(shell: Shell, site: Site) -> None:
    ran = shell("add", f"{site.url}/")
    assert ran.code == 0
    assert ran.out.strip().isdigit()
    assert titles(shell) == ["Hill news"]
    assert "1  Hill news: 24 a day, last" in ran.err
    assert "3  Hill comments" in ran.err
    assert "--choose N takes another" in ran.err


def test_others_are_chosen_by_number_or_all_at_once(shell: Shell, site: Site) -> None:
    ran = shell("add", f"{site.url}/", "--choose", "2", "--choose", "3")
    assert len(ran.out.split()) == 2
    assert titles(shell) == ["Hill comments", "Hill walks"]
    assert len(shell("add", f"{site.url}/", "--all").out.split()) == 3
    assert len(titles(shell)) == 3


def test_a_number_beyond_the_last_is_refused_with_the_list(shell: Shell, site: Site) -> None:
    ran = shell("add", f"{site.url}/", "--choose", "9")
    assert ran.code == 1
    assert "there is no choice 9: there are 3" in ran.err
    assert "2  Hill walks" in ran.err
    assert titles(shell) == []


def test_the_feeds_are_listed_without_subscribing(shell: Shell, site: Site) -> None:
    shell("add", f"{site.url}/news.xml")
    ran = shell("add", f"{site.url}/", "--list")
    assert ran.code == 0
    assert "1  Hill news: 24 a day, last" in ran.out
    assert "(subscribed)" in ran.out
    assert titles(shell) == ["Hill news"]


def test_in_a_terminal_somebody_has_to_choose(shell: Shell, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in ("stdin", "stderr"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True, raising=False)
    ran = shell("add", f"{site.url}/")
    assert ran.code == 1
    assert "there are several feeds: --choose N takes one" in ran.err
    assert titles(shell) == []


def test_a_page_without_feeds_becomes_one_after_a_look_at_it(shell: Shell, site: Site) -> None:
    site.answers["/list"] = ("text/html", CARDS.encode())
    refused = shell("add", f"{site.url}/list")
    assert refused.code == 1
    assert "it links no feed" in refused.err
    assert "--page" in refused.err
    looked = shell("add", f"{site.url}/list", "--page", "--try")
    assert looked.code == 0
    assert looked.out.startswith("item=article.post")
    assert f"2026-03-20  {TITLES[0]}" in looked.out
    assert titles(shell) == []
    added = shell("add", f"{site.url}/list", "--page", "--summary", "p.excerpt")
    assert added.out.strip().isdigit()
    assert [row["title"] for row in shell("list", "--json").json] == list(TITLES)
    assert shell("refresh", "--json").json["unchanged"] == 1


def test_selectors_that_find_nothing_are_refused(shell: Shell, site: Site) -> None:
    site.answers["/list"] = ("text/html", CARDS.encode())
    ran = shell("add", f"{site.url}/list", "--page", "--item", "li.none")
    assert ran.code == 1
    assert "'li.none'" in ran.err
    assert shell("add", f"{site.url}/list", "--item", "li[[").code == 1
    assert titles(shell) == []


def test_a_story_that_two_added_feeds_tell_is_told_once(shell: Shell, site: Site) -> None:
    for name in ("news", "walks"):
        site.answers[f"/{name}.xml"] = ("application/rss+xml", rss("a", title=f"Hill {name}"))
        shell("add", f"{site.url}/{name}.xml")
    assert [row["title"] for row in shell("list", "--once", "--json").json] == ["Story a"]


def test_what_is_piped_in_is_joined_with_what_is_there(shell: Shell, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/news.xml"] = ("application/rss+xml", rss("a", title="Hill news"))
    shell("add", f"{site.url}/news.xml")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(rss("a", title="Mine"))))
    assert shell("add", "stdin:mine").code == 0
    assert len(shell("list", "--once", "--json").json) == 1


def test_a_feeds_tags_stand_beside_it(shell: Shell, site: Site) -> None:
    shell("add", f"{site.url}/news.xml", "--tag", "far", "--tag", "high")
    assert "Hill news  #far  #high\n" in shell("feeds").out


def test_a_feed_that_is_cut_off_is_added_and_that_is_said(shell: Shell, site: Site) -> None:
    site.answers["/news.xml"] = ("application/rss+xml", b"<rss><channel><title>cut</title><item>")
    ran = shell("add", f"{site.url}/news.xml")
    assert ran.code == 0
    assert "subscribed to cut: 0 entries; its document ends in the middle" in ran.err
    assert "its document ends in the middle" in shell("doctor").out
    site.answers["/news.xml"] = ("application/rss+xml", b"<rss><channel><title>cut</title><item><ti")
    refreshed = shell("refresh")
    assert refreshed.code == 1
    assert "cut: its document ends in the middle" in refreshed.err


def test_who_looks_on_hears_who_is_asked(shell: Shell, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "asking" not in shell("add", f"{site.url}/walks.xml").err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert "asking 127.0.0.1 …\n" in shell("add", f"http://me:secret@{site.url[7:]}/news.xml").err
    assert "asking" not in shell("--offline", "add", f"{site.url}/comments.xml").err


def test_a_story_that_newsboat_has_kept_twice_is_told_once(shell: Shell, tmp_path: Path) -> None:
    feeds = [f"https://{name}.example/feed.xml" for name in ("hills", "lakes")]
    (tmp_path / "urls").write_text("\n".join(feeds))
    make_cache(tmp_path, *(item(feed, "same", "Salt on every road") for feed in feeds))
    assert shell("import", str(tmp_path)).code == 0
    assert len(shell("list", "--json").json) == 2
    assert len(shell("list", "--once", "--json").json) == 1
