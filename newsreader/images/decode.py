"""The bytes of a picture, decoded under limits and scaled down at once. What comes out was made by us, pixel by pixel."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image
from PIL.Image import Transpose

from newsreader.images.errors import ImageRefused
from newsreader.images.limits import BYTES, PIXELS, SIDE, TINY, WORK
from newsreader.images.shape import Form
from newsreader.images.sixel import sixels

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
"""What the web shows; Pillow's forty others are never tried on what comes from outside."""
_ORIENTATION = 0x0112
_TURNED = (5, 6, 7, 8)
_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_SCAN = b"\xff\xda"
_PAPER = (255, 255, 255)
"""What shines through a picture with holes: pages are drawn on white, and so are the lines of their diagrams."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a picture is, in pixels, the way up that it is seen."""

    width: int
    height: int


def measure(body: bytes) -> Size:
    """A picture's size, from its header alone. Raises ImageRefused for what is no picture, or one that costs too much."""
    with _opened(body) as image:
        return _size(image)


def scaled(body: bytes, width: int, height: int) -> Image.Image:
    """The picture in exactly so many pixels, RGB, on paper where it is transparent. Raises ImageRefused."""
    with _opened(body) as image:
        try:
            return _scaled(image, width, height)
        except Exception as error:  # decoders raise whatever broken bytes lead them to
            raise _refused(error) from error


def encoded(body: bytes, width: int, height: int, form: Form) -> bytes:
    """The picture in so many pixels as raw RGB (three bytes a pixel, row by row), as a PNG of ours, or as sixels. Raises ImageRefused."""
    small = scaled(body, width, height)
    if form == "rgb":
        return small.tobytes()
    if form == "sixel":
        return sixels(small)
    out = io.BytesIO()
    small.save(out, "PNG", compress_level=3)
    return out.getvalue()


def _opened(body: bytes) -> Image.Image:
    if not body:
        raise ImageRefused("the picture is empty")
    if len(body) > BYTES:
        raise ImageRefused(f"the picture is larger than {BYTES >> 20} MB")
    try:
        image = Image.open(io.BytesIO(body), formats=FORMATS)
    except Exception as error:
        raise _refused(error) from error
    _check(image, body)
    return image


def _check(image: Image.Image, body: bytes) -> None:
    width, height = image.size
    if min(width, height) <= TINY:
        raise ImageRefused(f"a picture of {width} × {height} pixels is there to be counted, not to be seen")
    if max(width, height) > SIDE or width * height > PIXELS:
        raise ImageRefused(f"the picture has {width:,} × {height:,} pixels, more than are shown")
    passes = body.count(_SCAN) if image.format in ("JPEG", "MPO") else 1
    if passes * width * height > WORK:
        raise ImageRefused(f"the picture is drawn in {passes:,} passes, which takes too long")


def _refused(error: Exception) -> ImageRefused:
    if isinstance(error, Image.DecompressionBombError):
        return ImageRefused("the picture has more pixels than are shown")
    return ImageRefused("this is no picture, or a damaged one")


def _size(image: Image.Image) -> Size:
    width, height = image.size
    return Size(height, width) if _orientation(image) in _TURNED else Size(width, height)


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # notes of a camera that can't be read are none
        return 1


def _scaled(image: Image.Image, width: int, height: int) -> Image.Image:
    orientation = _orientation(image)
    across, down = (height, width) if orientation in _TURNED else (width, height)
    image.draft("RGB", (across, down))  # a JPEG is decoded at an eighth, a quarter or half its size
    small = _on_paper(image).resize((across, down), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return small.transpose(_TURNS[orientation]) if orientation in _TURNS else small


def _on_paper(image: Image.Image) -> Image.Image:
    if not (image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info):
        return image.convert("RGB")
    drawn = image.convert("RGBA")
    paper = Image.new("RGB", drawn.size, _PAPER)
    paper.paste(drawn, mask=drawn.getchannel("A"))
    return paper
