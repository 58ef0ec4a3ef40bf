"""Pixels as sixels, for terminals that draw pictures in no other way: six rows of pixels in a band, one colour after the other.

What comes out is made of printable characters of ours alone. https://vt100.net/docs/vt3xx-gp/chapter14.html
"""

from __future__ import annotations

import re
from functools import lru_cache

from PIL import Image

from newsreader.images.errors import ImageRefused
from newsreader.images.limits import SIXEL_BYTES

_MANY, _SOME, _FEW = 128, 48, 16
_BEGIN, _END = b"\x1bP0;1;0q", b"\x1b\\"
_RUN = re.compile(rb"(.)\1{3,}", re.DOTALL)
_TO_TEXT = bytes(min(255, at + 63) for at in range(256))


def sixels(image: Image.Image) -> bytes:
    """An RGB picture as sixels, whole, in as many colours as `SIXEL_BYTES` allow. Raises ImageRefused where even few don't fit."""
    made = _in_colours(image, _MANY)
    if len(made) > SIXEL_BYTES:
        made = _in_colours(image, _SOME if len(made) < 2 * SIXEL_BYTES else _FEW)
    if len(made) <= SIXEL_BYTES:
        return made
    raise ImageRefused("the picture is too full of detail for this terminal")


def _in_colours(image: Image.Image, colours: int) -> bytes:
    return _encoded(image.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE))


def _encoded(image: Image.Image) -> bytes:
    width, height = image.size
    pixels, palette = image.tobytes(), image.getpalette() or []
    out = [_BEGIN, b'"1;1;%d;%d' % (width, height)]
    for number in sorted(set(pixels)):
        red, green, blue = (round(value * 100 / 255) for value in palette[3 * number : 3 * number + 3])
        out.append(b"#%d;2;%d;%d;%d" % (number, red, green, blue))
    for top in range(0, height, 6):
        rows = [pixels[at * width : (at + 1) * width] for at in range(top, min(top + 6, height))]
        used = sorted(set().union(*rows))
        out.append(b"$".join(b"#%d" % number + _band(rows, number, width) for number in used) + b"-")
    return b"".join(out) + _END


def _band(rows: list[bytes], number: int, width: int) -> bytes:
    """One colour of a band: a character for each column, runs of one character counted, nothing at the end."""
    bits = 0
    for row, marks in zip(rows, _marks(number), strict=False):
        bits |= int.from_bytes(row.translate(marks), "big")
    return _RUN.sub(_counted, bits.to_bytes(width, "big").translate(_TO_TEXT).rstrip(b"?"))


@lru_cache(maxsize=256)
def _marks(number: int) -> tuple[bytes, ...]:
    """For each row of a band, what turns a colour's pixels into that row's bit, and all others into nothing."""
    return tuple(bytes(1 << row if at == number else 0 for at in range(256)) for row in range(6))


def _counted(run: re.Match[bytes]) -> bytes:
    return b"!%d%s" % (len(run[0]), run[1])
