"""Site rules in the format that FiveFilters and Wallabag share."""

from __future__ import annotations

from newsreader.declutter.ftr import read_ftr
from newsreader.declutter.page import declutter
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


def test_a_file_of_nonsense_is_no_rules() -> None:
    assert read_ftr("\0:\n:::\nbody:\nbody: ((((\n" * 50) == read_ftr("")
