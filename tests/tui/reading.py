"""A library with one long article in it, for tests that read."""

from __future__ import annotations

import json
from typing import Any

from newsreader.config.paths import Paths
from newsreader.model.article import Article, Block, Heading, Paragraph, Span
from newsreader.render.json import to_json
from newsreader.store.articles import keep_article
from newsreader.store.connection import Store
from newsreader.store.linked import keep_linked
from tests.builders import NOW, add_entries, add_feed, entry

URL = "https://site.example/story"


def paragraph(text: str, **look: Any) -> Paragraph:
    """A paragraph of one span."""
    return Paragraph((Span(text, **look),))


def long_blocks(count: int = 60, named: str = "Paragraph") -> list[Block]:
    """Paragraphs that say their number."""
    return [paragraph(f"{named} {number}. The Ministry of Defence on Sunday said both sides will exchange views.") for number in range(count)]


def text_of(article: Article) -> str:
    """An article as the store keeps it."""
    return json.dumps(to_json(article))


def library_with(paths: Paths, *blocks: Block, **fields: Any) -> tuple[Store, int]:
    """A library with one entry whose page is kept, and the entry's number; a second entry below it."""
    store = Store(paths.library)
    feed = add_feed(store, "hills")
    first, _ = add_entries(store, feed, entry("story", "A story", NOW - 60), entry("other", "Another story", NOW - 120))
    keep_article(store, first, "page", text_of(Article(title="A story", url=URL, words=600, blocks=(Heading(2, (Span("Head"),)), *blocks), **fields)), 600, NOW)
    return store, first


def keep_page_of(store: Store, url: str, title: str, *blocks: Block) -> None:
    """A page that was opened from a link."""
    keep_linked(store, url, text_of(Article(title=title, url=url, blocks=blocks)), NOW)
