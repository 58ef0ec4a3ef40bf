from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.pages import page as news_page
from tests.site import serving

SEED = "seed/000_cc3ee62c9071b4df.txt"
PAGE = """<!doctype html><html><head><title>The survey is done - Hill Tribune</title></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>The survey is done</h1>
<div class="share"><a href="https://www.facebook.com/sharer.php?u=x">Share</a> <a href="https://wa.me/?text=x">WhatsApp</a></div>
{paragraphs}
<div class="ad">Advertisement</div></article><footer>All rights reserved</footer></body></html>"""
WORDS = "The survey of the line to the high valley took four summers, and the engineers who walked it say that it can be built. "


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "survey.html"
    path.write_text(PAGE.format(paragraphs="".join(f"<p>{n}. {WORDS * 2}</p>" for n in range(4))))
    return path


def test_the_seed_is_its_nine_paragraphs_and_nothing_else(shell: Shell, shared: Path) -> None:
    ran = shell("extract", str(shared / SEED))
    paragraphs = ran.out.strip().split("\n\n")
    source = (shared / SEED).read_text()
    assert len(paragraphs) == 9
    assert all(paragraph in source for paragraph in paragraphs)
    places = [source.rindex(paragraph) for paragraph in paragraphs]
    assert places == sorted(places)
    assert len(set(paragraphs)) == 9
    assert paragraphs[0].startswith("In the backdrop")
    assert paragraphs[-1].startswith("Defence exchanges")


def test_the_seeds_title_and_caption_are_in_its_markdown(shell: Shell, shared: Path) -> None:
    out = shell("extract", str(shared / SEED), "--format", "markdown").out
    assert out.startswith("# Rajnath to hold bilateral meet with Japanese counterpart\n")
    assert "Rajnath Singh. File photo" in out


def test_what_the_seed_hides_is_told_with_its_reason(shell: Shell, shared: Path) -> None:
    lines = [line.split("\t") for line in shell("extract", str(shared / SEED), "--hidden").out.splitlines()]
    assert all(len(line) == 3 for line in lines)
    assert [text for kind, _, text in lines if kind == "ad"] == ["Advertisement"] * 8
    assert [text for kind, _, text in lines if kind == "share"] == ["fb", "twitter", "whatsapp", "whatsapp"]
    assert any(kind == "repeat" and text.endswith("...") for kind, _, text in lines)
    assert any(kind == "icon" and "search-icon-img" in text for kind, _, text in lines)
    assert any(kind == "navigation" and "E-Paper" in text for kind, _, text in lines)


def test_a_page_is_its_paragraphs(shell: Shell, page: Path) -> None:
    out = shell("extract", str(page)).out
    assert out.count("took four summers") == 8
    for clutter in ("Share", "Advertisement", "Home", "rights"):
        assert clutter not in out


def test_many_pages_go_to_a_directory_in_one_run(shell: Shell, page: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.html"
    other.write_text(page.read_text())
    assert shell("extract", str(page), str(other), "--out", str(tmp_path / "out"), "--format", "json").code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["other.json", "survey.json"]
    assert shell("extract", str(page), str(other)).code == 2
    ran = shell("extract", str(page), "/nowhere", "--out", str(tmp_path / "out"))
    assert ran.code == 1
    assert (tmp_path / "out" / "survey.txt").exists()


def test_pages_of_the_same_name_are_not_written_over_each_other(shell: Shell, page: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / page.name
    other.parent.mkdir()
    other.write_text(page.read_text().replace("took four summers", "took five summers"))
    assert shell("extract", str(page), str(other), "--out", str(tmp_path / "out")).code == 0
    assert "took four summers" in (tmp_path / "out" / "survey.txt").read_text()
    assert "took five summers" in (tmp_path / "out" / "survey-2.txt").read_text()


def test_a_url_that_is_no_web_address_is_ignored_with_a_word(shell: Shell, page: Path) -> None:
    ran = shell("extract", str(page), "--url", "javascript:alert(1)")
    assert ran.code == 0
    assert "ignored" in ran.err


def test_the_json_holds_what_the_contract_says(shell: Shell, page: Path) -> None:
    found = shell("extract", str(page), "--format", "json", "--url", "https://hills.example/survey").json
    assert {"title", "byline", "site", "published", "modified", "language", "direction", "url", "lead_image", "words", "blocks", "hidden"} <= set(found)
    assert found["title"] == "The survey is done"
    assert all({"kind", "text"} <= set(block) for block in found["blocks"])
    assert all({"kind", "reason", "text", "after"} == set(piece) for piece in found["hidden"])
    assert any(piece["kind"] == "share" for piece in found["hidden"])


def test_why_tells_the_body_and_what_each_rule_hid(shell: Shell, page: Path) -> None:
    lines = shell("extract", "--why", str(page)).out.splitlines()
    assert lines[0].startswith("body: ")
    assert any(line.startswith("hidden, share: ") for line in lines)
    assert shell("extract", "--why", "--hidden", str(page)).code == 2


def test_a_sites_rules_count_for_its_pages_and_their_mistakes_are_told(shell: Shell, home: Path, page: Path) -> None:
    sites = home / "newsreader" / "config" / "sites"
    sites.mkdir(parents=True)
    (sites / "hills.example.toml").write_text('[[hide]]\ntext = "2. The survey *"\n\n[[hide]]\nmatch = "div > p"\n')
    ran = shell("extract", str(page), "--url", "https://www.hills.example/a")
    assert ran.out.count("took four summers") == 6
    assert "hills.example.toml, line 4, [[hide]] 2: match is" in ran.err
    assert shell("extract", str(page), "--url", "https://other.example/a").out.count("took four summers") == 8
    checked = shell("config")
    assert checked.code == 1
    assert "hills.example.toml, line 4" in checked.err


def test_an_article_over_several_pages_is_read_whole_from_its_address(shell: Shell) -> None:
    with serving() as site:
        first, second = news_page("Bridge one", paragraphs=8), news_page("Bridge two", paragraphs=8)
        site.answers["/story"] = ("text/html", first.replace(b"</head>", b'<link rel="next" href="/story?page=2"></head>'))
        site.answers["/story?page=2"] = ("text/html", second)
        told = shell("extract", f"{site.url}/story")
        assert told.code == 0
        assert {"/story", "/story?page=2"} <= set(site.asked)
        assert "Bridge one, part 7" in told.out
        assert "Bridge two, part 7" in told.out
