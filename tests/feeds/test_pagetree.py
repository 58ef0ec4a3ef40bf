"""Selectors find on a page what CSS says, whatever the page and the selector, in a time that grows with the page alone."""

from __future__ import annotations

import pytest
from lxml.cssselect import CSSSelector

from newsreader.feeds.errors import NotAFeed
from newsreader.feeds.pagetree import page_tree, select

PAGE = b"""<html><body><main><ul id=a><li class=x><a href=1>1</a><b>2</b><i>3</i><b>4</b></li><!-- c --><li><p><a href=5>5</a></p></li></ul>
<ul><li class=x><a href=6>6</a><a href=7>7</a></li></ul></main><a href=8>8</a></body></html>"""


@pytest.mark.parametrize(
    "selector",
    [
        "li a", "ul > li > a", "li.x a + b", "a ~ b", "li ~ li a", "* * *", "html a", "ul li.x, main ~ a", "li:first-child > a", "a ~ a",
        "li > a, p a", "li:not(.x) a", "a ~ * ~ b",
    ],
)  # fmt: skip
def test_a_selector_finds_what_it_finds_as_xpath(selector: str) -> None:
    root = page_tree(PAGE, "text/html")
    assert select(root, selector) == CSSSelector(selector, translator="html")(root) != []
    for item in root.iter("ul", "li"):
        inside = set(item.iter())  # XPath goes on beside the item
        found = CSSSelector(selector, translator="html")(item)
        assert isinstance(found, list)
        assert select(item, selector) == [each for each in found if each in inside]


@pytest.mark.parametrize("selector", ["a ~ a ~ a", "* a ~ a ~ a", "* * * * * a"])
def test_no_selector_holds_a_refresh_up(selector: str) -> None:
    """As XPath each of these takes minutes on such a page."""
    root = page_tree(b"<html><body>" + (b"<div>" * 40 + b"<a href=x>y</a>" * 3 + b"</div>" * 40 + b"<a href=x>y</a>") * 1_000, "text/html")
    assert select(root, selector)


def test_counting_among_too_many_is_refused() -> None:
    root = page_tree(b"<html><body>" + b"<a href=x>y</a>" * 30_000, "text/html")
    with pytest.raises(NotAFeed, match="too long for 'a:nth-child"):
        select(root, "a:nth-child(3n)")
