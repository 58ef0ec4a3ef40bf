"""Why bytes are no picture that is shown, in words for people."""

from __future__ import annotations


class ImageRefused(Exception):
    """Bytes that are no picture, or a picture that costs too much; the message says which."""
