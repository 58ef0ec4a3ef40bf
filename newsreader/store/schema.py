"""The schema, as forward-only steps: a step that was released is never edited, the next one is added below it.

`migrate.LATEST` counts the steps. Times are seconds since the epoch. `entries.hidden` is a bit set (`store.hidden`). Lists are walked,
counted and marked by `entries` alone; what their rows say lies apart (`schema_headings`), and so do bodies. The full-text index keeps no
text of its own: an entry that is indexed again gets a new document, and the old one is known to be stale, without ever needing the text
it was made from (`schema_search`).
"""

from __future__ import annotations

from newsreader.store import (
    schema_headings,
    schema_images,
    schema_links,
    schema_notes,
    schema_offline,
    schema_options,
    schema_reading,
    schema_refresh,
    schema_search,
    schema_slices,
    schema_stories,
    schema_terms,
)

_FIRST = (
    """CREATE TABLE feeds (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        url TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        given_title TEXT,
        site_url TEXT,
        folder TEXT NOT NULL DEFAULT '',
        language TEXT,
        typed INTEGER NOT NULL DEFAULT 0,
        etag TEXT,
        last_modified TEXT,
        body_hash BLOB,
        error TEXT,
        failures INTEGER NOT NULL DEFAULT 0,
        last_refresh INTEGER,
        next_refresh INTEGER,
        retry_after INTEGER,
        total INTEGER NOT NULL DEFAULT 0,
        unread INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0,
        removed_at INTEGER
    ) STRICT""",
    """CREATE TABLE feed_tags (
        feed_id INTEGER NOT NULL REFERENCES feeds ON DELETE CASCADE,
        tag TEXT NOT NULL,
        PRIMARY KEY (feed_id, tag)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE entries (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        feed_id INTEGER NOT NULL REFERENCES feeds ON DELETE CASCADE,
        identity TEXT NOT NULL,
        title TEXT NOT NULL,
        url TEXT,
        author TEXT,
        published INTEGER NOT NULL,
        updated INTEGER,
        arrived INTEGER NOT NULL,
        read INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0,
        hidden INTEGER NOT NULL DEFAULT 0,
        words INTEGER NOT NULL DEFAULT 0,
        has_article INTEGER NOT NULL DEFAULT 0,
        revision INTEGER NOT NULL DEFAULT 0,
        digest BLOB NOT NULL,
        UNIQUE (feed_id, identity)
    ) STRICT""",
    "CREATE INDEX entries_all ON entries (published DESC, id DESC) WHERE hidden = 0",
    "CREATE INDEX entries_unread ON entries (published DESC, id DESC) WHERE hidden = 0 AND read = 0",
    "CREATE INDEX entries_starred ON entries (published DESC, id DESC) WHERE hidden = 0 AND starred = 1",
    "CREATE INDEX entries_feed ON entries (feed_id, published DESC, id DESC) WHERE hidden = 0",
    "CREATE INDEX entries_feed_unread ON entries (feed_id, published DESC, id DESC) WHERE hidden = 0 AND read = 0",
    """CREATE TABLE bodies (
        entry_id INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
        html BLOB NOT NULL,
        enclosures TEXT NOT NULL DEFAULT '[]',
        categories TEXT NOT NULL DEFAULT '[]',
        comments_url TEXT,
        language TEXT
    ) STRICT""",
    """CREATE TABLE articles (
        entry_id INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
        source TEXT NOT NULL,
        body BLOB NOT NULL,
        made_at INTEGER NOT NULL,
        PRIMARY KEY (entry_id, source)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE pages (
        url TEXT PRIMARY KEY,
        final_url TEXT NOT NULL,
        content_type TEXT,
        digest TEXT NOT NULL,
        size INTEGER NOT NULL,
        fetched_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE page_failures (
        entry_id INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
        error TEXT NOT NULL,
        at INTEGER NOT NULL
    ) STRICT""",
    "CREATE TABLE unindexed (entry_id INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE) STRICT",
    """CREATE VIRTUAL TABLE search USING fts5 (
        title, author, body, content='', tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
    )""",
    """CREATE TABLE journal (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        words TEXT NOT NULL,
        count INTEGER NOT NULL,
        payload BLOB NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "CREATE INDEX journal_undone ON journal (undone, id)",
    "CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
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
)

STEPS: tuple[tuple[str, ...], ...] = (
    _FIRST,
    schema_reading.STEP,
    schema_offline.STEP,
    schema_images.STEP,
    schema_search.STEP,
    schema_terms.STEP,
    schema_stories.STEP,
    schema_refresh.STEP,
    schema_links.STEP,
    schema_slices.STEP,
    schema_options.STEP,
    schema_notes.STEP,
    schema_headings.STEP,
)
