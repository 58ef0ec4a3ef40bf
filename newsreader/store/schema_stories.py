"""Schema step: same stories, tags on entries, notes, rules, what is kept, and how a feed is treated.

`threads` says which entries are one story: `thread` is the id of the entry it began with; `by_hand` is 0 where the program found it, 1
where somebody joined, 2 where somebody took the entry out, so that nothing joins it again. `story_urls` and `story_keys` find the
few entries that may be the same story, by digests of addresses, of words and of runs of words.
`entries.tagged` is how many tags an entry has, held by triggers, so that rows without any cost nothing.
"""

from __future__ import annotations

STEP = (
    "ALTER TABLE feeds ADD COLUMN paused INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE feeds ADD COLUMN preferred INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE entries ADD COLUMN tagged INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE tags (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        color TEXT NOT NULL DEFAULT '',
        total INTEGER NOT NULL DEFAULT 0,
        unread INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    """CREATE TABLE entry_tags (
        entry_id INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
        tag_id INTEGER NOT NULL REFERENCES tags ON DELETE CASCADE,
        PRIMARY KEY (entry_id, tag_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX entry_tags_tag ON entry_tags (tag_id, entry_id)",
    """CREATE TRIGGER entry_tags_insert AFTER INSERT ON entry_tags BEGIN
        UPDATE entries SET tagged = tagged + 1 WHERE id = NEW.entry_id;
        UPDATE tags SET (total, unread) = (SELECT tags.total + (hidden = 0), tags.unread + (hidden = 0 AND read = 0)
            FROM entries WHERE entries.id = NEW.entry_id) WHERE id = NEW.tag_id;
    END""",
    """CREATE TRIGGER entry_tags_delete AFTER DELETE ON entry_tags BEGIN
        UPDATE entries SET tagged = tagged - 1 WHERE id = OLD.entry_id;
        UPDATE tags SET (total, unread) = (SELECT tags.total - (hidden = 0), tags.unread - (hidden = 0 AND read = 0)
            FROM entries WHERE entries.id = OLD.entry_id) WHERE id = OLD.tag_id;
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
    """CREATE TABLE notes (
        entry_id INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
        text TEXT NOT NULL,
        at INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE threads (
        entry_id INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
        thread INTEGER NOT NULL,
        by_hand INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "CREATE INDEX threads_thread ON threads (thread, entry_id)",
    """CREATE TABLE story_urls (
        key INTEGER NOT NULL,
        entry_id INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
        PRIMARY KEY (key, entry_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX story_urls_entry ON story_urls (entry_id)",
    """CREATE TABLE story_keys (
        key INTEGER NOT NULL,
        published INTEGER NOT NULL,
        entry_id INTEGER NOT NULL,
        PRIMARY KEY (key, published, entry_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE rules (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        query TEXT NOT NULL,
        scope TEXT NOT NULL DEFAULT '',
        actions TEXT NOT NULL,
        until INTEGER,
        enabled INTEGER NOT NULL DEFAULT 1,
        hits INTEGER NOT NULL DEFAULT 0,
        last_hit INTEGER,
        error TEXT
    ) STRICT""",
    """CREATE TABLE rule_hits (
        rule_id INTEGER NOT NULL,
        entry_id INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
        at INTEGER NOT NULL,
        PRIMARY KEY (rule_id, entry_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX rule_hits_entry ON rule_hits (entry_id)",
    """CREATE TABLE notices (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        entry_id INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
        rule TEXT NOT NULL,
        at INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE retention (
        scope TEXT PRIMARY KEY,
        days INTEGER,
        most INTEGER,
        keep TEXT NOT NULL DEFAULT 'starred tagged noted unread'
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE trimmed (entry_id INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE, at INTEGER NOT NULL) STRICT",
)
