from __future__ import annotations

from newsreader.store.connection import Store
from newsreader.store.images import KeptImage, forget_image, keep_image, kept_images

URL = "https://hills.example/a.png"
KEPT = KeptImage(URL, "ab" * 32, 900, 640, 360, None, 100)


def test_a_picture_is_known_by_its_address_with_its_size(store: Store) -> None:
    keep_image(store, KEPT, "image/png")
    assert kept_images(store, [URL, "https://hills.example/other.png"]) == {URL: KEPT}


def test_a_failure_never_takes_the_place_of_a_picture(store: Store) -> None:
    keep_image(store, KEPT)
    keep_image(store, KeptImage(URL, None, 0, 0, 0, "the server is on fire", 200))
    assert kept_images(store, [URL]) == {URL: KEPT}


def test_a_picture_takes_the_place_of_a_failure(store: Store) -> None:
    failed = KeptImage(URL, None, 0, 0, 0, "the server is on fire", 50)
    keep_image(store, failed)
    assert kept_images(store, [URL]) == {URL: failed}
    keep_image(store, KEPT)
    assert kept_images(store, [URL]) == {URL: KEPT}


def test_an_original_that_nobody_has_looked_into_has_no_size_yet(store: Store) -> None:
    with store.writing() as db:
        db.execute("INSERT INTO originals (url, digest, size, fetched_at) VALUES (?, ?, 5, 7)", (URL, "cd" * 32))
    assert kept_images(store, [URL]) == {URL: KeptImage(URL, "cd" * 32, 5, 0, 0, None, 7)}


def test_what_was_refused_keeps_its_reason_and_its_original(store: Store) -> None:
    refused = KeptImage(URL, "ab" * 32, 900, 0, 0, "this is no picture", 100)
    keep_image(store, refused)
    assert kept_images(store, [URL]) == {URL: refused}
    assert store.value("SELECT error FROM originals") is None


def test_many_addresses_are_asked_for_at_once(store: Store) -> None:
    urls = [f"https://hills.example/{number}.png" for number in range(1200)]
    keep_image(store, KeptImage(urls[1100], "ab" * 32, 1, 3, 3, None, 1))
    assert list(kept_images(store, urls)) == [urls[1100]]


def test_a_picture_that_is_gone_is_forgotten(store: Store) -> None:
    keep_image(store, KEPT)
    forget_image(store, URL)
    assert kept_images(store, [URL]) == {}
