"""Pages that are not read, in words, and pages that only look as if they could not be."""

from __future__ import annotations

import pytest

from newsreader.declutter.page import PageRefused, declutter
from tests.declutter.pages import FIRST, SECOND, shown


def test_a_page_that_is_too_big_is_refused() -> None:
    with pytest.raises(PageRefused, match="bigger than 20 MB"):
        declutter(b"<p>" + b"x" * (21 * 1024 * 1024))


def test_a_hundred_thousand_nested_tags_are_refused() -> None:
    with pytest.raises(PageRefused, match="nested deeper"):
        declutter("<div>" * 100_000 + "deep")


@pytest.mark.parametrize("tag", ["div", "font", "b", "blockquote", "ul><li", "span"])
def test_tags_that_are_never_closed_leave_the_text_whole_and_in_its_order(tag: str) -> None:
    page = f"<html><body><article><p>{FIRST}</p>" + f"<{tag}>word " * 900 + f"</div><p>{SECOND}</p></article></body></html>"
    text = " ".join(" ".join(shown(page)).split())
    assert text.startswith(FIRST)
    assert text.count("word") == 900
    assert text.endswith(SECOND)


@pytest.mark.parametrize("page", [b"%PDF-1.7 ...", b"\x89PNG\r\n", b"PK\x03\x04"])
def test_other_files_are_refused(page: bytes) -> None:
    with pytest.raises(PageRefused, match="no page"):
        declutter(page)


def test_a_content_type_that_is_no_text_is_refused() -> None:
    with pytest.raises(PageRefused, match="video/mp4"):
        declutter(b"abc", content_type="video/mp4")


@pytest.mark.parametrize("page", ["", " ", "<html>", "<html><body></body></html>", "<!-- -->", "<p>"])
def test_an_empty_page_is_an_empty_article(page: str) -> None:
    assert declutter(page).blocks == ()


def test_a_page_that_breaks_off_in_the_middle_of_a_tag_is_read_as_far_as_it_goes() -> None:
    assert shown(f"<html><body><article><p>{FIRST}</p><p>{SECOND}</p><div class='sha") == [FIRST, SECOND]
