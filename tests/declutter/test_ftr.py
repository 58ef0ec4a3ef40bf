"""Site rules in the format that FiveFilters and Wallabag share."""

from __future__ import annotations

from newsreader.declutter.ftr import read_ftr
from newsreader.declutter.page import declutter
from newsreader.declutter.pages import other_pages
from newsreader.declutter.why import why
from tests.declutter.pages import FIRST, SECOND, THIRD, URL, page, paragraphs

FILE = """# a comment: with a colon
title: //h1[@class='none'] | //h1
body: //div[@class='story']
body: //div[
strip: //p[@class='x']
strip_id_or_class: morebox
strip_image_src: /ads/
prune: no
find_string: <i>
replace_string(<b>): <em>
test_url: https://news.example/a
not a directive
"""


def test_a_file_names_the_body_and_what_to_strip() -> None:
    html = page(into="<p class='x'>Strip me, said the file of rules.</p><div class='a morebox b'><p>And me, it said by name.</p></div>")
    rules = read_ftr(FILE, "news.example")
    assert rules.body == ("//div[@class='story']",)
    assert paragraphs(declutter(html, URL, rules=rules)) == [FIRST, SECOND, THIRD]


def test_a_name_that_would_break_out_of_its_xpath_is_passed_over() -> None:
    assert read_ftr("strip_id_or_class: a') or contains(@id, '\nstrip_image_src: x'y\n").strip == ()


def test_the_title_is_the_first_that_is_found() -> None:
    html = page().replace("<h1>", "<h1 class='head'>").replace("</h1>", " today</h1>")
    assert declutter(html, URL, rules=read_ftr("title: //h2\ntitle: //h1[@class='head']\n")).title == "Bridge closed after cracks today"


def test_a_file_names_the_pages_of_a_story_and_what_its_page_says_of_itself() -> None:
    rules = read_ftr(
        "author: //p[@class='who']\ndate: //p[@class='when']\nnext_page_link: //a[@class='on']\nsingle_page_link: //a[@class='all']/@href\n"
        "if_page_contains: //h1\n"
    )
    html = page(after="<p class='who'>Ana Ruiz</p><p class='when'>3 May 2024</p><a class='on' href='?p=b#top'>on</a><a class='all' href='/all'>all</a>")
    article = declutter(html, URL, rules=rules)
    assert (article.byline, article.published) == ("Ana Ruiz", "2024-05-03")
    pages = other_pages(html, URL, rules=rules)
    assert (pages.following, pages.single, pages.ruled) == (f"{URL}?p=b", "https://news.example/all", True)
    assert other_pages(html.replace("h1>", "h2>"), URL, rules=rules).single is None


def test_strings_of_the_source_are_replaced() -> None:
    text = "find_string: <i class=hide>\nreplace_string: <p>\nreplace_string(<h1>): <h1>Now: \nfind_string: nothing put for it\nreplace_string(gone): \n"
    rules = read_ftr(text)
    assert rules.replace == (("<i class=hide>", "<p>"), ("<h1>", "<h1>Now:"), ("gone", ""))
    html = page(into="<i class=hide>A sentence that was written in the wrong way, and at some length, gone too.")
    assert "A sentence that was written in the wrong way, and at some length, too." in paragraphs(declutter(html, URL, rules=rules))


def test_a_replacement_that_swells_the_page_is_not_made() -> None:
    rules = read_ftr("find_string: e\nreplace_string: " + "e" * 50 + "\n" + "find_string: ee\nreplace_string: " + "e" * 100)
    assert paragraphs(declutter(page(), URL, rules=rules)) == [FIRST, SECOND, THIRD]


def test_what_is_not_followed_is_named() -> None:
    assert read_ftr("tidy: no\nprune: no\nhttp_header(user-agent): x\nhttp_header(cookie): y\ntest_url: z\n").unheeded == ("tidy", "prune", "http_header")
    said = list(why(page(), URL, rules=read_ftr("tidy: no\ntitle: //h1\n")))
    assert any("1 title" in line and "not followed: tidy" in line for line in said)


def test_a_file_of_nonsense_is_no_rules() -> None:
    assert read_ftr("\0:\n:::\nbody:\nbody: ((((\n" * 50) == read_ftr("")
