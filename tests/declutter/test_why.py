"""Why an article came out as it did."""

from __future__ import annotations

from newsreader.declutter.why import why
from tests.declutter.pages import URL, page


def test_it_tells_the_body_and_each_rule_with_what_it_hid() -> None:
    lines = list(why(page(into="<p>Advertisement</p><p>Advertisement</p>"), URL))
    assert lines[0].startswith("body: readability's best container: div.story, ")
    assert "title: Bridge closed after cracks" in lines
    place = lines.index("hidden, ad: ad label (2)")
    assert lines[place + 1 : place + 3] == ["    Advertisement"] * 2
