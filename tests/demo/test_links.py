"""Texts of the edition link other texts of it, so that following links can be tried without a network."""

from __future__ import annotations

from newsreader.declutter.page import declutter
from newsreader.demo import edition
from newsreader.model.article import Paragraph
from newsreader.text.trackers import without_trackers
from tests.demo.reading import index, pages


def test_links_in_the_text_lead_to_pages_of_the_edition() -> None:
    followed: dict[str, set[str]] = {}
    for address in pages():
        article = declutter(edition().joinpath(index()[address][0]).read_bytes(), address, index()[address][1])
        links = {span.link for block in article.blocks if isinstance(block, Paragraph) for span in block.spans if span.link}
        inside = {without_trackers(link) for link in links} & set(pages())
        if inside - {address}:
            followed[address] = inside
    assert len(followed) >= 5
    assert any(target in followed for targets in followed.values() for target in targets), "no page that is linked links on"
    hosts = {(source.split("/")[2], target.split("/")[2]) for source, targets in followed.items() for target in targets}
    assert any(here != there for here, there in hosts), "no link to another site"
