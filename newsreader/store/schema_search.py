"""Schema step: a full-text index in the order of publication, and indexes that hold what lists are narrowed by.

FTS5 gives its rows in the order of their numbers at no cost, and in any other only by sorting them all. So the number of a
document is its time of publication and a running number within that second (`store.search`); `documents` says whose it is, NULL
where the entry was indexed again or deleted. `entries.doc` is the document that stands, 0 where there is none yet.
The indexes name the columns of their own conditions too, since SQLite reads the row for them otherwise.
"""

from __future__ import annotations

STEP = (
    "DROP TABLE search",
    """CREATE VIRTUAL TABLE search USING fts5 (
        title, author, body, content='', tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
    )""",
    "CREATE TABLE documents (doc INTEGER PRIMARY KEY, entry_id INTEGER) STRICT",
    "ALTER TABLE entries RENAME COLUMN revision TO doc",
    "UPDATE entries SET doc = 0",
    "INSERT OR IGNORE INTO unindexed SELECT id FROM entries",
    """CREATE TRIGGER entries_documents AFTER DELETE ON entries WHEN OLD.doc > 0 BEGIN
        UPDATE documents SET entry_id = NULL WHERE doc = OLD.doc;
    END""",
    "DROP INDEX entries_all",
    "DROP INDEX entries_unread",
    "DROP INDEX entries_starred",
    "DROP INDEX entries_feed",
    "DROP INDEX entries_feed_unread",
    "CREATE INDEX entries_all ON entries (published DESC, id DESC, feed_id, hidden) WHERE hidden = 0",
    "CREATE INDEX entries_unread ON entries (published DESC, id DESC, feed_id, hidden, read) WHERE hidden = 0 AND read = 0",
    "CREATE INDEX entries_starred ON entries (published DESC, id DESC, feed_id, hidden, starred) WHERE hidden = 0 AND starred = 1",
    "CREATE INDEX entries_offline ON entries (published DESC, id DESC, feed_id, hidden, has_article) WHERE hidden = 0 AND has_article = 1",
    "CREATE INDEX entries_feed ON entries (feed_id, published DESC, id DESC, hidden) WHERE hidden = 0",
    "CREATE INDEX entries_feed_unread ON entries (feed_id, published DESC, id DESC, hidden, read) WHERE hidden = 0 AND read = 0",
)
