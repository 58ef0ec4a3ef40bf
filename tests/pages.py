"""Pages and pictures for tests: an article's page with images, and bytes that are a picture."""

from __future__ import annotations

import struct
import zlib

WORDS = "The river rose in the night and the lower road was closed until the morning, when the water fell again and the buses came back. "


def page(title: str, *images: str, paragraphs: int = 4) -> bytes:
    """A news page with so many paragraphs and images between them."""
    figures = "".join(f'<figure><img src="{url}" alt="A picture" width="640" height="480"><figcaption>Seen at {title}</figcaption></figure>' for url in images)
    text = "".join(f"<p>{title}, part {n}. {WORDS * 3}</p>" for n in range(paragraphs))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{title}</h1>{figures}{text}</article><footer>Advertisement</footer></body></html>"
    ).encode()


def picture(width: int = 64, height: int = 48, shade: int = 0) -> bytes:
    """A PNG of one colour; each shade is another file."""
    rows = (b"\x00" + bytes((shade % 256, shade // 256 % 256, 99)) * width) * height

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
