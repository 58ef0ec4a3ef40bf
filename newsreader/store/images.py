"""Pictures that were fetched: their size and the file of the cache that holds them, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsreader.store.connection import Store


@dataclass(frozen=True, slots=True)
class KeptImage:
    """A picture in the cache (`digest` names its file, see `store.files`), or why it could not be had (`error`, in words).

    `size` in bytes, `width` and `height` in pixels, the way up that it is seen.
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
    found: dict[str, KeptImage] = {}
    for start in range(0, len(urls), 500):
        part = urls[start : start + 500]
        marks = ",".join("?" * len(part))
        rows = store.rows(f"SELECT url, digest, size, width, height, error, fetched_at FROM images WHERE url IN ({marks})", part)  # noqa: S608
        found |= {row[0]: KeptImage(*row) for row in rows}
    return found


def keep_image(store: Store, image: KeptImage) -> None:
    """Remember what an address gave; a failure never takes the place of a picture that is there."""
    with store.writing() as db:
        db.execute(
            "INSERT INTO images (url, digest, size, width, height, error, fetched_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (url) DO UPDATE SET digest = excluded.digest, size = excluded.size, width = excluded.width,"
            " height = excluded.height, error = excluded.error, fetched_at = excluded.fetched_at"
            " WHERE excluded.digest IS NOT NULL OR images.digest IS NULL",
            (image.url, image.digest, image.size, image.width, image.height, image.error, image.fetched_at),
        )


def forget_image(store: Store, url: str) -> None:
    """Forget a picture whose file is gone or damaged, so that it is fetched again."""
    with store.writing() as db:
        db.execute("DELETE FROM images WHERE url = ?", (url,))
