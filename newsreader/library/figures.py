"""Which pictures of an article are worth asking for, and what is known of them. Light: the TUI calls it in its own process."""

from __future__ import annotations

import re

from newsreader.images.limits import TINY
from newsreader.model.article import Image
from newsreader.store.images import KeptImage, kept_images

__all__ = ["KeptImage", "kept_images", "worth_asking"]

_ICON = 32
_LONGEST = 4096
_DRAWING = re.compile(r"\.svgz?(?:[?#]|$)", re.IGNORECASE)


def worth_asking(image: Image) -> bool:
    """Whether a picture is there to be seen: not one that counts its readers, no icon, nothing that can't be drawn."""
    if not image.url.startswith(("http://", "https://")) or len(image.url) > _LONGEST or _DRAWING.search(image.url):
        return False
    sides = [side for side in (image.width, image.height) if side is not None]
    return not sides or (min(sides) > TINY and (len(sides) < 2 or max(sides) > _ICON))
