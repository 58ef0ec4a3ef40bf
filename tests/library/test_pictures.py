from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from newsreader.fetch.exchange import FetchError, Response
from newsreader.images.errors import ImageRefused
from newsreader.images.shape import Box, Cell, file_name
from newsreader.library.figures import worth_asking
from newsreader.library.pictures import ASKED_AGAIN, draw, get_images, prune
from newsreader.model.article import Image
from newsreader.store.connection import Store
from newsreader.store.files import Files
from newsreader.store.images import KeptImage, kept_images
from tests.builders import add_feed
from tests.fakes import FakeFetcher
from tests.images.drawing import picture, png_of_size

HILLS, LAKE = "https://hills.example/hills.png", "https://cdn.example/lake.jpg"
CELL = Cell()


class Album:
    """A store, a cache, a feed, and somebody who fetches."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.feed = add_feed(store)
        self.files = Files(folder / "images", sync=False)
        self.pictures = folder / "pictures"
        self.fetcher = FakeFetcher()
        self.fetcher.answers[HILLS] = picture(640, 360)
        self.fetcher.answers[LAKE] = Response(LAKE, 200, picture(300, 400, "JPEG"), "image/jpeg")

    def get(self, *urls: str, online: bool = True) -> list[KeptImage]:
        return list(get_images(self.store, self.files, self.fetcher if online else None, self.feed, urls))

    def draw(self, image: KeptImage, columns: int = 72, rows: int = 24) -> Box:
        return draw(self.files, self.pictures, image, columns, rows, "rgb", CELL)


@pytest.fixture
def album(store: Store, tmp_path: Path) -> Album:
    return Album(store, tmp_path)


def sizes(images: Sequence[KeptImage]) -> list[tuple[int, int]]:
    return [(image.width, image.height) for image in images]


def test_pictures_are_fetched_once_and_known_from_then_on(album: Album) -> None:
    assert sizes(album.get(HILLS, LAKE, HILLS)) == [(640, 360), (300, 400)]
    assert sizes(album.get(LAKE, HILLS)) == [(300, 400), (640, 360)]
    assert [request.url for request in album.fetcher.asked] == [HILLS, LAKE]


def test_a_picture_is_asked_for_as_a_picture_with_a_limit(album: Album) -> None:
    album.get(HILLS)
    request = album.fetcher.asked[0]
    assert "image/" in request.accept
    assert request.most_bytes == 10 << 20


def test_only_the_host_that_the_user_typed_may_be_a_private_one(album: Album) -> None:
    album.get(HILLS, LAKE)
    assert [(request.url, request.typed) for request in album.fetcher.asked] == [(HILLS, True), (LAKE, False)]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "data:image/png;base64,AAAA", "javascript:alert(1)", "ftp://x.example/a.png", ""])
def test_nothing_but_the_web_is_asked(album: Album, url: str) -> None:
    assert album.get(url)[0].error
    assert not album.fetcher.asked


def test_offline_nobody_is_asked_and_what_is_kept_is_there(album: Album) -> None:
    album.get(HILLS)
    album.fetcher.asked.clear()
    kept, missing = album.get(HILLS, LAKE, online=False)
    assert kept.error is None
    assert "offline" in (missing.error or "")
    assert not album.fetcher.asked
    assert LAKE not in kept_images(album.store, [LAKE])


def test_what_cannot_be_had_is_told_once_and_asked_again_a_day_later(album: Album) -> None:
    gone = "https://hills.example/gone.png"
    assert "404" in (album.get(gone)[0].error or "")
    assert "404" in (album.get(gone)[0].error or "")
    assert len(album.fetcher.asked) == 1
    with album.store.writing() as db:
        db.execute("UPDATE originals SET fetched_at = fetched_at - ?", (ASKED_AGAIN + 1,))
    album.get(gone)
    assert len(album.fetcher.asked) == 2


def test_a_network_that_is_down_is_not_held_against_a_picture(album: Album) -> None:
    album.fetcher.answers[HILLS] = FetchError("timeout", "hills.example took too long", url=HILLS)
    assert album.get(HILLS)[0].error
    album.fetcher.answers[HILLS] = picture(640, 360)
    assert album.get(HILLS)[0].error is None


@pytest.mark.parametrize("body", [b"<html>not found</html>", png_of_size(30_000, 30_000), picture(1, 1), b""])
def test_what_is_no_picture_is_refused_with_its_reason_and_not_fetched_again(album: Album, body: bytes) -> None:
    album.fetcher.answers[HILLS] = Response(HILLS, 200, body, "image/png")
    first = album.get(HILLS)[0]
    assert first.error
    assert album.get(HILLS)[0].error == first.error
    assert len(album.fetcher.asked) == 1
    with pytest.raises(ImageRefused):
        album.draw(first)


def test_a_picture_whose_file_is_gone_or_damaged_is_fetched_again(album: Album) -> None:
    image = album.get(HILLS)[0]
    album.files.remove(image.digest or "")
    assert album.get(HILLS)[0].error is None
    assert len(album.fetcher.asked) == 2


def test_an_original_that_a_prefetch_left_is_looked_into_without_a_request(album: Album) -> None:
    digest = album.files.put(picture(500, 100))
    with album.store.writing() as db:
        db.execute("INSERT INTO originals (url, digest, size, fetched_at) VALUES (?, ?, 5, 7)", (HILLS, digest))
    assert sizes(album.get(HILLS, online=False)) == [(500, 100)]


def test_fetching_stops_when_the_reader_has_gone_on(album: Album) -> None:
    found = list(get_images(album.store, album.files, album.fetcher, album.feed, (HILLS, LAKE), lambda: bool(album.fetcher.asked)))
    assert [image.url for image in found] == [HILLS]


def test_a_picture_is_drawn_into_a_file_of_raw_pixels(album: Album) -> None:
    image = album.get(HILLS)[0]
    taken = album.draw(image)
    assert taken == Box(72, 20)
    made = album.pictures / file_name(image.digest or "", (72, 40), "rgb")
    assert len(made.read_bytes()) == 72 * 40 * 3
    assert [path.name for path in album.pictures.glob("*/*")] == [made.name]


def test_small_pictures_made_long_ago_make_room(album: Album) -> None:
    image = album.get(HILLS)[0]
    for columns in (20, 30, 40):
        album.draw(image, columns)
    files = list(album.pictures.glob("*/*"))
    newest = max(files, key=lambda file: (file.stat().st_mtime, file.stat().st_size))
    assert prune(album.pictures, newest.stat().st_size) >= 1
    assert sum(file.stat().st_size for file in album.pictures.glob("*/*")) <= newest.stat().st_size
    assert prune(album.pictures / "nowhere", 0) == 0


@pytest.mark.parametrize(
    ("image", "worth"),
    [
        (Image("https://x.example/a.jpg"), True),
        (Image("https://x.example/a.jpg", width=640), True),
        (Image("https://x.example/a.jpg", width=640, height=360), True),
        (Image("https://x.example/count.gif", width=1, height=1), False),
        (Image("https://x.example/count.gif", height=1), False),
        (Image("https://x.example/count.gif", width=0, height=0), False),
        (Image("https://x.example/icon.png", width=24, height=24), False),
        (Image("https://x.example/drawing.svg?v=2", width=640, height=360), False),
        (Image("file:///home/me/a.jpg", width=640, height=360), False),
        (Image("data:image/gif;base64,AAAA"), False),
        (Image("https://x.example/" + "a" * 5000), False),
    ],
)
def test_only_pictures_that_are_there_to_be_seen_are_worth_a_request(image: Image, worth: bool) -> None:
    assert worth_asking(image) is worth
