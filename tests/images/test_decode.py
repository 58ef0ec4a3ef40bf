from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from newsreader.images.decode import Size, encoded, measure, scaled
from newsreader.images.errors import ImageRefused
from newsreader.images.limits import BYTES
from tests.images.drawing import BLUE, GREEN, RED, WHITE, many_passes, picture, png_of_size, quarters, saved

FORMS = ("PNG", "JPEG", "WEBP", "GIF", "AVIF")


@pytest.mark.parametrize("form", FORMS)
def test_what_the_web_shows_is_measured_and_made_small(form: str) -> None:
    body = picture(640, 360, form)
    assert measure(body) == Size(640, 360)
    pixels = encoded(body, 12, 8, "rgb")
    assert len(pixels) == 12 * 8 * 3
    red, green, blue = pixels[:3]
    assert red > 240
    assert max(green, blue) < 20


def test_a_known_picture_becomes_the_pixels_that_it_shows() -> None:
    small = scaled(saved(quarters()), 4, 4)
    corners = [small.getpixel(at) for at in ((0, 0), (3, 0), (0, 3), (3, 3))]
    for found, wanted in zip(corners, (RED, GREEN, BLUE, WHITE), strict=True):
        assert isinstance(found, tuple)
        assert all(abs(a - b) < 40 for a, b in zip(found, wanted, strict=True))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "YCbCr"])
def test_every_kind_of_pixel_becomes_red_green_blue(mode: str) -> None:
    form = "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"
    assert len(encoded(saved(Image.new(mode, (40, 30)), form), 10, 8, "rgb")) == 240


def test_what_is_transparent_shows_paper() -> None:
    assert encoded(picture(8, 8, color=(0, 0, 0, 0), mode="RGBA"), 3, 3, "rgb") == bytes([255]) * 27


@pytest.mark.parametrize(
    ("orientation", "wanted"),
    [(1, (RED, GREEN)), (3, (WHITE, BLUE)), (6, (BLUE, RED)), (8, (GREEN, WHITE))],
)
def test_a_photo_stands_the_way_up_that_it_was_taken(orientation: int, wanted: tuple[tuple[int, ...], ...]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    body = saved(quarters().resize((64, 32)), "JPEG", exif=exif.tobytes(), quality=95, subsampling=0)
    assert measure(body) == (Size(32, 64) if orientation in (6, 8) else Size(64, 32))
    small = scaled(body, 8, 8)
    for at, color in zip(((1, 1), (6, 1)), wanted, strict=True):
        found = small.getpixel(at)
        assert isinstance(found, tuple)
        assert all(abs(a - b) < 60 for a, b in zip(found, color, strict=True))


def test_a_png_is_made_anew_without_what_the_server_put_into_it() -> None:
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Comment", "\x1b]52;c;cHduZWQ=\x07")
    sent = saved(quarters(), "PNG", pnginfo=notes)
    made = encoded(sent, 16, 16, "png")
    assert b"]52;c" in sent
    assert b"]52;c" not in made
    assert Image.open(io.BytesIO(made)).size == (16, 16)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
        (b"<html>not found</html>", "no picture"),
        (b"\x89PNG\r\n\x1a\n", "no picture"),
        (b"GIF89a" + b"\xff" * 40, "no picture"),
        (saved(Image.new("RGB", (8, 8)), "TIFF"), "no picture"),
        (saved(Image.new("RGB", (8, 8)), "BMP"), "no picture"),
        (saved(Image.new("RGB", (8, 8)), "PPM"), "no picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n", "no picture"),
        (png_of_size(30_000, 30_000), "pixels"),
        (png_of_size(2**31 - 1, 2**31 - 1), "pixels"),
        (png_of_size(10_000, 4_001), "pixels"),
        (png_of_size(31_000, 100), "pixels"),
        (picture(1, 1, "GIF", (0,), "L"), "counted"),
        (picture(600, 2), "counted"),
        (many_passes(200), "passes"),
        (b"\xff\xd8" + b"\0" * BYTES, "10 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_costs_too_much_or_is_no_picture_is_refused_from_its_header(body: bytes, words: str) -> None:
    with pytest.raises(ImageRefused, match=words):
        measure(body)


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_that_breaks_off_is_refused_and_nothing_else_happens(form: str) -> None:
    body = saved(Image.effect_noise((300, 200), 80).convert("RGB"), form)
    for length in (len(body) // 10, len(body) // 2, len(body) - 40):
        with pytest.raises(ImageRefused):
            encoded(body[:length], 20, 20, "rgb")


def test_pixels_that_never_come_are_refused() -> None:
    body = png_of_size(4000, 4000)
    assert measure(body) == Size(4000, 4000)
    with pytest.raises(ImageRefused, match="damaged"):
        encoded(body, 20, 20, "rgb")


@given(st.sampled_from(FORMS), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=12))
def test_damaged_bytes_are_a_picture_or_are_refused(form: str, damage: list[tuple[int, int]]) -> None:
    body = bytearray(picture(50, 40, form))
    for at, value in damage:
        body[at % len(body)] = value
    try:
        made = encoded(bytes(body), 9, 7, "rgb")
    except ImageRefused:
        return
    assert len(made) == 9 * 7 * 3
