"""Entries as rows of lists: the columns that make one. What a row says (`headings`) lies apart from its state, and bodies from both."""

from __future__ import annotations

from newsreader.model.entry import Headline
from newsreader.store.connection import Row
from newsreader.text.natural import natural_key

HEADLINE_COLUMNS = """e.id, e.feed_id, coalesce(f.given_title, f.title), h.title, h.url, h.author, e.published, e.read, e.starred,
    e.has_article, e.words, coalesce((SELECT progress FROM positions p WHERE p.entry_id = e.id), 0.0), e.changed,
    iif(e.tagged > 0, (SELECT group_concat(name, char(10)) FROM entry_tags x JOIN tags ON tags.id = tag_id WHERE entry_id = e.id), NULL),
    (SELECT substr(text, 1, 120) FROM notes n WHERE n.entry_id = e.id)"""
HEADLINE_JOINS = "CROSS JOIN headings h ON h.entry_id = e.id CROSS JOIN feeds f ON f.id = e.feed_id"
"""What they come from, beside the entry (`e`)."""
HEADLINE_WIDTH = 15
"""How many columns these are."""


def headline(row: Row) -> Headline:
    """A headline from `HEADLINE_COLUMNS`."""
    entry_id, feed_id, feed, title, url, author, published, read, starred, has_article, words, progress, changed, tags, note = row
    return Headline(
        entry_id,
        feed_id,
        feed,
        title,
        url,
        author,
        published,
        bool(read),
        bool(starred),
        tuple(sorted(tags.split("\n"), key=natural_key)) if tags else (),
        bool(has_article),
        words,
        progress,
        bool(changed),
        " ".join((note or "").split()),
    )
