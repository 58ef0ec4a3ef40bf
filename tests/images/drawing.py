"""Small builders of pictures, good and hostile."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def picture(width: int = 64, height: int = 32, form: str = "PNG", color: tuple[int, ...] = RED, mode: str = "RGB", **how: object) -> bytes:
    """A picture of one colour."""
    return saved(Image.new(mode, (width, height), color), form, **how)


def saved(image: Image.Image, form: str = "PNG", **how: object) -> bytes:
    """An image as a file's bytes."""
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


def quarters() -> Image.Image:
    """Red and green above, blue and white below: 16 × 16 pixels."""
    image = Image.new("RGB", (16, 16), WHITE)
    image.paste(RED, (0, 0, 8, 8))
    image.paste(GREEN, (8, 0, 16, 8))
    image.paste(BLUE, (0, 8, 8, 16))
    return image


def png_of_size(width: int, height: int) -> bytes:
    """A PNG whose header names a size and whose pixels never come: what a bomb looks like before it goes off."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + _chunk(b"IEND", b"")


def many_passes(passes: int) -> bytes:
    """A progressive JPEG with its last scan over and over again."""
    body = picture(2048, 2048, "JPEG", progressive=True)
    last = body.rfind(b"\xff\xda")
    return body[:last] + body[last:-2] * passes + body[-2:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
