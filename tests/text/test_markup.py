"""The words of HTML for the index and for snippets: a line a block, whatever the markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.text import markup
from newsreader.text.count import count_plain, count_words
from newsreader.text.markup import decode_entities, plain_text

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain words", "plain words"),
        ("<p>One</p><p>Two <b>bo</b>ld</p>", "One\nTwo bold"),
        ("<ul><li>One<li>Two</ul>", "One\nTwo"),
        ("a<br>b<hr/>c", "a\nb\nc"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "a b\nc"),
        ("one\n   two<p>\n\n three", "one two\nthree"),
        ("Fish &amp; chips &lt;b&gt; &eacute;&#8217;", "Fish & chips <b> é’"),
        ("3 < 4 and 5 > 2", "3 < 4 and 5 > 2"),
        ('<a title="a>b" href=\'x\'>link</a>', "link"),
        ("<p title=it's>Don't</p>", "Don't"),
        ("a<script>x < y; '</p>'</script>b<style>p{}</style >c", "abc"),
        ("a<!-- <p>no</p> -->b<!DOCTYPE x><?php x ?>c", "abc"),
        ("a<!-- never ended <p>b</p>", "a"),
        ("a<script>never ended", "a"),
        ("a<svg/>b<iframe>c", "abc"),
        ("<selection>kept</selection>", "kept"),
        ("a &#27;]52;c;x&#7; &#x9b;31m b\x1b[31m", "a ]52;c;x ›31m b"),
    ],
)
def test_markup_becomes_its_words(markup: str, text: str) -> None:
    assert plain_text(markup) == text


def test_a_number_too_long_for_a_character_is_replaced() -> None:
    assert decode_entities("&#" + "9" * 10_000 + ";&#x" + "f" * 10_000 + "; &#65;") == "\ufffd\ufffd A"


@given(st.text(alphabet=st.one_of(st.sampled_from("<>/!-\"'=&#;x9 \n\x1b\x9bpascript"), st.characters()), max_size=80))
def test_any_text_comes_out_clean_and_in_lines_without_air(markup: str) -> None:
    text = plain_text(markup)
    assert not CONTROLS.search(text)
    assert "\n\n" not in text
    assert "  " not in text
    assert text == text.strip()


@given(st.lists(st.text(alphabet="abc dé日", min_size=1, max_size=12).map(str.split).map(" ".join).filter(bool), max_size=6))
def test_every_paragraph_is_a_line(paragraphs: list[str]) -> None:
    assert plain_text("".join(f"<p class='x>y'>{p}</p>" for p in paragraphs)) == "\n".join(paragraphs)


@pytest.mark.parametrize("piece", ["<", "<a ", "<!--", "<script>", '<a "', "<a '\"", "<svg>", "&#", "</", "<a b='>\"", "\x9d", " \n", "<p>"])
def test_hostile_repetitions_are_read_to_the_end(piece: str) -> None:
    assert len(plain_text(piece * 50_000 + "</script>-->\"'><p>end")) <= 50_000 * len(piece) + 20


def test_real_pages_lose_their_tags(shared: Path) -> None:
    for page in sorted((shared / "data/pages/news/html").glob("*.html"))[:10]:
        text = plain_text(page.read_text("utf-8", "replace"))
        assert len(text) > 200
        assert not re.search(r"</(p|div|span|script)>", text), page.name


ODD = ["<a title='q>'>", "<p class", "<i ", "日本", "a東b", "東a京", "e\u0301", "\u2028", "\x1b[1m", "  ", "&lt;p&gt;", "<!--", "-->"]
PIECES = st.sampled_from(
    [*ODD, "<", ">", '"', "'", "p", "/", " ", "\n", "\t", "\xa0", "&nbsp;", "&#10;", "<p>", "</p>", "<br/>", "<B>", "<td>", "<a href=\"x>y\">"]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_the_short_ways_say_what_the_long_ones_say(text: str) -> None:
    assert markup._without_tags(text) == markup._TAG.sub(markup._replace, text)
    plain = plain_text(text)
    assert [" ".join(line.split()) for line in plain.split("\n") if line] == ([line for line in plain.split("\n")] if plain else [])
    assert count_plain(plain.encode()) == count_words(plain)
