"""Pictures that were fetched: the file of the cache that holds the original, its size in pixels, or why there is none to see."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from newsreader.store.connection import Store


@dataclass(frozen=True, slots=True)
class KeptImage:
    """What an address gave: `digest` names the original's file (None: it could not be had), `error` says in words why it isn't shown.

    `size` in bytes; `width` and `height` in pixels, the way up that it is seen, 0 where nobody has looked into it yet.
    """

    url: str
    digest: str | None
    size: int
    width: int
    height: int
    error: str | None
    fetched_at: int


def kept_images(store: Store, urls: Sequence[str]) -> dict[str, KeptImage]:
    """What is known of pictures, by their address."""
    rows = store.rows(
        "SELECT o.url, o.digest, o.size, coalesce(p.width, 0), coalesce(p.height, 0), coalesce(o.error, p.error), o.fetched_at"
        " FROM originals o LEFT JOIN pictures p ON p.digest = o.digest WHERE o.url IN (SELECT value FROM json_each(?))",
        (json.dumps(urls),),
    )
    return {row[0]: KeptImage(*row) for row in rows}


def keep_image(store: Store, image: KeptImage, media_type: str | None = None) -> None:
    """Remember what an address gave and what was seen in it; a failure never takes the place of an original that is there."""
    failure = None if image.digest is not None else image.error
    with store.writing() as db:
        db.execute(
            "INSERT INTO originals (url, digest, media_type, size, fetched_at, error) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (url) DO UPDATE SET digest = excluded.digest, media_type = coalesce(excluded.media_type, originals.media_type),"
            " size = excluded.size, fetched_at = excluded.fetched_at, error = excluded.error"
            " WHERE excluded.digest IS NOT NULL OR originals.digest IS NULL",
            (image.url, image.digest, media_type, image.size, image.fetched_at, failure),
        )
        if image.digest is not None:
            db.execute("INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?)", (image.digest, image.width, image.height, image.error))


def forget_image(store: Store, url: str) -> None:
    """Forget an original whose file is gone or damaged, so that it is fetched again."""
    with store.writing() as db:
        db.execute("DELETE FROM originals WHERE url = ?", (url,))
