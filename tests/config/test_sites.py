"""A site's rules in a file: read, checked with the place of what is wrong, added to and taken out again."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.config.sites import host_of_rules, read_site, rule_text, site_file, with_rule, without_rule
from newsreader.model.sites import SiteRule, SiteRules, shown_host


def fine(_selector: str) -> str | None:
    return None


def read(tmp_path: Path, text: str, check: str = "") -> tuple[SiteRules, list[str]]:
    """The rules of a file, and its problems without the file's name; `check` is the selector that can't be read."""
    path = tmp_path / "site.example.toml"
    path.write_text(text, encoding="utf-8")

    def wrong(selector: str) -> str | None:
        return "can't be read" if selector == check else None

    rules, problems = read_site(path, wrong, wrong)
    return rules, [str(problem).removeprefix(str(path)) for problem in problems]


@pytest.mark.parametrize("host", ["site.example", "localhost:8000", "127.0.0.1:39063"])
def test_the_name_of_a_hosts_file_is_its_own(host: str, tmp_path: Path) -> None:
    name = host_of_rules(host)
    assert name is not None
    assert host_of_rules(name) == name
    assert site_file(tmp_path, name) == site_file(tmp_path, host) == tmp_path / f"{host.replace(':', '_')}.toml"


def test_a_file_says_what_to_hide_to_show_and_where_the_body_is(tmp_path: Path) -> None:
    rules, problems = read(
        tmp_path,
        'body = "article .story"\nstrip = ["//aside", "div.ticker"] # comments may stand anywhere\n'
        'next = "a.next"\nsingle = "a.all"\nauthor = ".by"\ndate = "time"\n'
        '[[hide]]\nmatch = "div.promo"\nadded = 2026-11-23\n[[hide]]\ntext = "Also read: *"\nnote = "links"\n'
        '[[show]]\nmatch = "div.related"\nkind = "related"\n',
    )
    assert problems == []
    assert rules == SiteRules(
        "site.example",
        hide=(SiteRule(match="div.promo", added="2026-11-23"), SiteRule(text="Also read: *", note="links")),
        show=(SiteRule(match="div.related", kind="related"),),
        body=("article .story",),
        strip=("//aside", "div.ticker"),
        author=(".by",),
        date=("time",),
        next=("a.next",),
        single=("a.all",),
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('\nbodi = "p"\n', ", line 2, bodi: is not known; body is"),
        ("\n\nbody = 3\n", ", line 3, body: is 3, not a selector or a list of them"),
        ('\nnext = ["a", "bad"]\n', ", line 2, next: can't be read"),
        ('strip = ["p", "bad"]\n', ", line 1, strip: can't be read"),
        ('[[hide]]\nmatch = "p"\n\n[[hide]]\nmatch = "bad"\n', ", line 4, [[hide]] 2: match can't be read"),
        ('[[hide]]\nnote = "why"\n', ", line 1, [[hide]] 1: says nothing to hide: match or text does"),
        ('[[hide]]\nmatch = 3\n', ", line 1, [[hide]] 1: match is 3, not text"),
        ('[[hide]]\nmatch = "p"\nkind = "ad"\n', ", line 1, [[hide]] 1: kind and reason belong to what is hidden, under [[show]]"),
        ('[[show]]\nkind = "adverts"\n', ', line 1, [[show]] 1: kind is "adverts", not ad, share, related'),
        ('hide = "p"\n', ', line 1, hide: is "p"; rules stand under [[hide]]'),
        ('body = "p\n', ", line 1: "),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, problem: str) -> None:
    _, problems = read(tmp_path, text, "bad")
    assert len(problems) == 1
    assert problems[0].startswith(problem)


def test_what_is_right_beside_what_is_wrong_counts(tmp_path: Path) -> None:
    rules, problems = read(tmp_path, 'body = "p"\n[[hide]]\nmatch = "bad"\n[[hide]]\nmatch = "p"\n', "bad")
    assert len(problems) == 1
    assert (rules.body, rules.hide) == (("p",), (SiteRule(match="p"),))


@pytest.mark.parametrize("rule", [SiteRule(match="div.a", added="2026-11-23"), SiteRule(text='“"\\ \x1b]0;x\x07\n*', note="ä\u2028b")])
def test_a_rule_is_read_as_it_was_written_and_taken_out_without_a_trace(tmp_path: Path, rule: SiteRule) -> None:
    piece = rule_text("hide", rule)
    before = "# mine\n\n[[show]]\nkind = \"ad\"\n"
    text = with_rule(before, "site.example", piece)
    rules, problems = read(tmp_path, text)
    assert problems == []
    assert rule_text("hide", rules.hide[0]) == piece
    assert "\x1b" not in text
    assert without_rule(text, piece) == before
    assert without_rule(text.replace("hide", "show"), piece) is None


@pytest.mark.parametrize("host", ["", "../etc", "a/b", "-x", "a b", "x" * 70, "a\0b", ".."])
def test_only_a_host_names_a_file(host: str, tmp_path: Path) -> None:
    assert site_file(tmp_path, host) is None


def test_a_host_has_one_file() -> None:
    assert [host_of_rules(each) for each in ("www.Site.example", "site.example.", "localhost:8000")] == [
        "site.example", "site.example", "localhost_8000",
    ]  # fmt: skip


def test_a_file_that_is_not_there_is_no_rules_and_no_problem(tmp_path: Path) -> None:
    assert read_site(tmp_path / "none.toml", fine, fine) == (SiteRules("none"), ())


def test_a_host_with_a_port_is_said_as_people_write_it() -> None:
    assert [shown_host(name) for name in ("localhost_8000", "site.example", "a_b", "_80")] == ["localhost:8000", "site.example", "a_b", "_80"]
    assert with_rule("", "localhost_8000", "x").startswith("# What newsreader hides and shows on localhost:8000:")
