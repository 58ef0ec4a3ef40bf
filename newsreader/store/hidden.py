"""Why an entry is in no list: the bits of `entries.hidden`, which is 0 where it is shown."""

FEED_REMOVED = 1
"""Its feed was removed."""
MUTED = 1 << 1
"""A rule muted it."""
TRIMMED = 1 << 2
"""It is older than what is kept, or there are more."""
MERGED = 1 << 3
"""It is the double of an entry in the feed that its own was merged into."""
ENTRY_REMOVED = 1 << 8
"""It is a saved page that was taken back."""
