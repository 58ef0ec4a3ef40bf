"""What goes wrong with documents, in words for people."""

from __future__ import annotations


class NotAFeed(ValueError):
    """The bytes are no feed; the message says what they are instead, or where they are broken."""


class BadOpml(ValueError):
    """The bytes are no OPML; the message says why, with the line where it can."""
