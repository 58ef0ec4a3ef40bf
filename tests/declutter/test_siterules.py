"""A site's own rules: hidden, shown after all, and where the body is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.declutter.likeness import rule_for_block, rule_for_piece
from newsreader.declutter.page import declutter, whole_page
from newsreader.declutter.siterules import wrong_match, wrong_selector
from newsreader.model.sites import SiteRule, SiteRules
from newsreader.render.plain import to_text
from tests.declutter.pages import FIRST, SECOND, STORY, THIRD, URL, page, paragraphs

BOX = "<div class='morebox'><p>The council meets again on Thursday to talk about the money for it.</p></div>"
BOX_TEXT = "The council meets again on Thursday to talk about the money for it."


def test_a_rule_hides_what_it_names_and_says_so() -> None:
    article = declutter(page(into=BOX), URL, rules=SiteRules(hide=(SiteRule(match="div.morebox"),)))
    assert paragraphs(article) == list(STORY)
    piece = next(piece for piece in article.hidden if piece.text == BOX_TEXT)
    assert piece.reason == "by your rule for this site: div.morebox"
    assert article.blocks[piece.after].spans[0].text == FIRST  # type: ignore[union-attr]


def test_a_rule_hides_by_words_with_a_star_for_the_rest() -> None:
    rules = SiteRules(hide=(SiteRule(text="The council meets *"),))
    assert paragraphs(declutter(page(into=BOX), URL, rules=rules)) == list(STORY)
    assert BOX_TEXT in paragraphs(declutter(page(into=BOX), URL, rules=SiteRules(hide=(SiteRule(text="The council meets"),))))


def test_a_rule_brings_a_hidden_piece_back_in_its_place() -> None:
    html = page(into=f"<div class='newsletter'><p>{BOX_TEXT}</p></div>")
    before = declutter(html, URL)
    piece = next(piece for piece in before.hidden if piece.text == BOX_TEXT)
    rules = SiteRules(show=(SiteRule(match="div.newsletter", kind=piece.kind),))
    after = declutter(html, URL, rules=rules)
    assert paragraphs(after) == [FIRST, BOX_TEXT, SECOND, THIRD]
    assert BOX_TEXT not in [piece.text for piece in after.hidden]


def test_a_rule_brings_back_by_words_what_has_no_element_of_its_own() -> None:
    html = page(into="<p>Advertisement</p>")
    assert "Advertisement" not in paragraphs(declutter(html, URL))
    rules = SiteRules(show=(SiteRule(text="Advertisement", kind="ad"),))
    assert paragraphs(declutter(html, URL, rules=rules)) == [FIRST, "Advertisement", SECOND, THIRD]


@pytest.mark.parametrize("selector", ["div.other > section", "//section[@id='x']"])
def test_the_body_is_where_the_rules_say_and_its_clutter_is_hidden_still(selector: str) -> None:
    other = f"<div class='other'><section id='x'><p>{BOX_TEXT}</p><p>Advertisement</p></section></div>"
    article = declutter(page(after=other), URL, rules=SiteRules(body=("div.missing", selector)))
    assert paragraphs(article) == [BOX_TEXT]


def test_what_is_stripped_is_hidden_with_the_selector() -> None:
    article = declutter(page(into=BOX), URL, rules=SiteRules(strip=("//div[contains(@class, 'morebox')]",)))
    assert paragraphs(article) == list(STORY)
    assert "stripped by the site's rules" in next(piece.reason for piece in article.hidden if piece.text == BOX_TEXT)


def test_a_rule_for_the_whole_page_leaves_the_page() -> None:
    rules = SiteRules(hide=(SiteRule(match="body"), SiteRule(match="html")), strip=("//body", "//html"))
    assert paragraphs(declutter(page(), URL, rules=rules)) == list(STORY)


@pytest.mark.parametrize("selector", ["div[", "//div[", "//p[unknown()]", "a" * 2000, "p:nope(", "//a[$x]"])
def test_a_selector_that_cannot_be_read_hides_nothing(selector: str) -> None:
    assert paragraphs(declutter(page(into=BOX), URL, rules=SiteRules(strip=(selector,), body=(selector,))))[0] == FIRST


def test_what_is_wrong_with_a_selector_is_told() -> None:
    assert [wrong_selector(each) for each in ("div.story > p", "//div/p")] == [None, None]
    assert "neither a CSS selector nor an XPath" in (wrong_selector("div[") or "")
    assert wrong_match("div.promo#x") is None
    assert "not a tag with names" in (wrong_match("div > p") or "")


def test_a_block_is_known_by_the_names_around_it() -> None:
    html = page(into=BOX).encode()
    assert rule_for_block(html, URL, "text/html", None, SiteRules(), 1, BOX_TEXT) == SiteRule(match="div.morebox")


def test_a_block_without_a_name_of_its_own_is_known_by_its_words() -> None:
    html = page(into="<p>Background: how the bridge was built, in pictures and in maps</p>").encode()
    text = "Background: how the bridge was built, in pictures and in maps"
    assert rule_for_block(html, URL, "text/html", None, SiteRules(), 1, text) == SiteRule(text="Background: *")


def test_a_name_that_stands_for_the_article_is_no_rule_for_one_block() -> None:
    html = page().replace("<p>", "<p class='text'>").encode()
    assert rule_for_block(html, URL, "text/html", None, SiteRules(), 1, SECOND) == SiteRule(text=SECOND)


def test_a_hidden_piece_is_known_by_its_name_and_kind_and_its_rule_brings_it_back() -> None:
    html = page(into=f"<div class='newsletter'><p>{BOX_TEXT}</p></div>").encode()
    piece = next(piece for piece in declutter(html, URL).hidden if piece.text == BOX_TEXT)
    rule = rule_for_piece(html, URL, "text/html", None, SiteRules(), piece.kind, piece.reason, piece.text)
    assert rule == SiteRule(match="div.newsletter", kind=piece.kind)
    assert BOX_TEXT in paragraphs(declutter(html, URL, rules=SiteRules(show=(rule,))))


def test_a_block_that_the_page_lost_has_no_rule() -> None:
    assert rule_for_block(page().encode(), URL, "text/html", None, SiteRules(), 1, "Something else altogether") is None


def test_the_whole_page_hides_nothing() -> None:
    article = whole_page(page(before="<nav><a href='/'>Home</a> <a href='/x'>World</a></nav>", into="<p>Advertisement</p>"), URL)
    assert article.hidden == ()
    assert all(words in to_text(article) for words in ("Home", "Advertisement", FIRST))


def test_a_picture_is_hidden_by_its_caption() -> None:
    picture = "<figure><img src='/p/bridge.jpg' width='640' height='480'><figcaption>The bridge, as it was (Foto: X)</figcaption></figure>"
    assert "The bridge, as it was" in to_text(declutter(page(into=picture), URL), captions=True)
    rules = SiteRules(hide=(SiteRule(text="The bridge, as *"),))
    article = declutter(page(into=picture), URL, rules=rules)
    assert "The bridge, as it was" not in to_text(article, captions=True)
    assert len(article.blocks) == 3


_ANY = st.one_of(st.text(max_size=30), st.sampled_from(["p", "*", "//*", "div.story", "body *", "//text()", "//@class", "count(//p)", "true()"]))
_RULE = st.builds(SiteRule, match=_ANY, text=_ANY, kind=st.sampled_from(["", "ad", "other"]), reason=st.sampled_from(["", "ad label"]))


@settings(max_examples=150, deadline=None)
@given(st.builds(SiteRules, hide=st.lists(_RULE, max_size=3).map(tuple), show=st.lists(_RULE, max_size=3).map(tuple),
                 body=st.lists(_ANY, max_size=2).map(tuple), strip=st.lists(_ANY, max_size=2).map(tuple), title=st.lists(_ANY, max_size=2).map(tuple)))  # fmt: skip
def test_any_rules_give_an_article_that_says_nothing_new(rules: SiteRules) -> None:
    html = page(into=f"{BOX}<p>Advertisement</p>", before="<nav><a href='/'>Home</a></nav>")
    said = "".join(html.replace("<", " <").split())
    for paragraph in filter(None, paragraphs(declutter(html, URL, rules=rules))):
        assert all("".join(word.split()) in said for word in paragraph.split())
