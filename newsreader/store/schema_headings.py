"""Schema step: what a list is walked and marked by (`entries`), apart from what its rows say (`headings`).

An entry's state takes 40 bytes, its words 170: while they stood in one row, 100,000 marks all over a library of a million wrote 205 MB of
pages. `headings.feed_id` is the entry's own, held by a trigger, so that an identity stands once in a feed. `entries_feed` holds hidden
entries too, in a part of its own: a feed's entries are found by it, whatever their state.

The library is copied, a second for every 100,000 entries; foreign keys are off meanwhile (`migrate`), or dropping the table would delete
all that refers to it. The table keeps its name by `legacy_alter_table`, since triggers speak of it while it is away.
"""

from __future__ import annotations

_KEPT = "id, feed_id, published, arrived, read, starred, hidden, words, has_article, doc, changed, tagged"

STEP = (
    """CREATE TABLE headings (
        entry_id INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
        feed_id INTEGER NOT NULL,
        identity TEXT NOT NULL,
        title TEXT NOT NULL,
        url TEXT,
        author TEXT,
        updated INTEGER,
        digest BLOB NOT NULL,
        UNIQUE (feed_id, identity)
    ) STRICT""",
    "INSERT INTO headings SELECT id, feed_id, identity, title, url, author, updated, digest FROM entries ORDER BY id",
    """CREATE TABLE states (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        feed_id INTEGER NOT NULL REFERENCES feeds ON DELETE CASCADE,
        published INTEGER NOT NULL,
        arrived INTEGER NOT NULL,
        read INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0,
        hidden INTEGER NOT NULL DEFAULT 0,
        words INTEGER NOT NULL DEFAULT 0,
        has_article INTEGER NOT NULL DEFAULT 0,
        doc INTEGER NOT NULL DEFAULT 0,
        changed INTEGER NOT NULL DEFAULT 0,
        tagged INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    f"INSERT INTO states ({_KEPT}) SELECT {_KEPT} FROM entries ORDER BY id",  # noqa: S608
    "DELETE FROM sqlite_sequence WHERE name = 'states'",
    "INSERT INTO sqlite_sequence SELECT 'states', seq FROM sqlite_sequence WHERE name = 'entries'",
    "DROP TABLE entries",
    "PRAGMA legacy_alter_table=ON",
    "ALTER TABLE states RENAME TO entries",
    "PRAGMA legacy_alter_table=OFF",
    "CREATE INDEX entries_all ON entries (published DESC, id DESC, feed_id, hidden) WHERE hidden = 0",
    "CREATE INDEX entries_unread ON entries (published DESC, id DESC, feed_id, hidden, read) WHERE hidden = 0 AND read = 0",
    "CREATE INDEX entries_starred ON entries (published DESC, id DESC, feed_id, hidden, starred) WHERE hidden = 0 AND starred = 1",
    "CREATE INDEX entries_offline ON entries (published DESC, id DESC, feed_id, hidden, has_article) WHERE hidden = 0 AND has_article = 1",
    "CREATE INDEX entries_feed ON entries (feed_id, hidden, published DESC, id DESC)",
    "CREATE INDEX entries_feed_unread ON entries (feed_id, published DESC, id DESC, hidden, read) WHERE hidden = 0 AND read = 0",
    """CREATE TRIGGER entries_insert AFTER INSERT ON entries WHEN NEW.hidden = 0 BEGIN
        UPDATE feeds SET total = total + 1, unread = unread + (NEW.read = 0), starred = starred + NEW.starred WHERE id = NEW.feed_id;
    END""",
    """CREATE TRIGGER entries_delete AFTER DELETE ON entries WHEN OLD.hidden = 0 BEGIN
        UPDATE feeds SET total = total - 1, unread = unread - (OLD.read = 0), starred = starred - OLD.starred WHERE id = OLD.feed_id;
    END""",
    """CREATE TRIGGER entries_update AFTER UPDATE OF read, starred, hidden ON entries WHEN NEW.feed_id = OLD.feed_id BEGIN
        UPDATE feeds SET
            total = total + (NEW.hidden = 0) - (OLD.hidden = 0),
            unread = unread + (NEW.hidden = 0 AND NEW.read = 0) - (OLD.hidden = 0 AND OLD.read = 0),
            starred = starred + (NEW.hidden = 0 AND NEW.starred = 1) - (OLD.hidden = 0 AND OLD.starred = 1)
        WHERE id = NEW.feed_id;
    END""",
    """CREATE TRIGGER entries_move AFTER UPDATE OF feed_id ON entries WHEN NEW.feed_id <> OLD.feed_id BEGIN
        UPDATE headings SET feed_id = NEW.feed_id WHERE entry_id = NEW.id;
        UPDATE feeds SET
            total = total - (OLD.hidden = 0),
            unread = unread - (OLD.hidden = 0 AND OLD.read = 0),
            starred = starred - (OLD.hidden = 0 AND OLD.starred = 1)
        WHERE id = OLD.feed_id;
        UPDATE feeds SET
            total = total + (NEW.hidden = 0),
            unread = unread + (NEW.hidden = 0 AND NEW.read = 0),
            starred = starred + (NEW.hidden = 0 AND NEW.starred = 1)
        WHERE id = NEW.feed_id;
    END""",
    """CREATE TRIGGER entries_documents AFTER DELETE ON entries WHEN OLD.doc > 0 BEGIN
        UPDATE documents SET entry_id = NULL WHERE doc = OLD.doc;
    END""",
    """CREATE TRIGGER entries_tagged_update AFTER UPDATE OF read, hidden ON entries WHEN NEW.tagged > 0 BEGIN
        UPDATE tags SET
            total = total + (NEW.hidden = 0) - (OLD.hidden = 0),
            unread = unread + (NEW.hidden = 0 AND NEW.read = 0) - (OLD.hidden = 0 AND OLD.read = 0)
        WHERE id IN (SELECT tag_id FROM entry_tags WHERE entry_id = NEW.id);
    END""",
    """CREATE TRIGGER entries_tagged_delete BEFORE DELETE ON entries WHEN OLD.tagged > 0 BEGIN
        DELETE FROM entry_tags WHERE entry_id = OLD.id;
    END""",
)
