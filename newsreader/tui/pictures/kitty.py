"""kitty's graphics: a picture is sent once, then stands where placeholder characters (U+10EEEE) name it, its row and its column.

Placeholders are text: they scroll, are cut and are covered like text, which no other way of drawing pictures in a terminal allows.
https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders
"""

from __future__ import annotations

import base64
from collections.abc import Iterator

from rich.color import Color, ColorType
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style

from newsreader.images.shape import Box

PLACEHOLDER = "\U0010eeee"
_CHUNK = 4096
_MARKS = (
    "305 30d-30e 310 312 33d-33f 346 34a-34c 350-352 357 35b 363-36f 483-487 592-595 597-599 59c-5a1 5a8-5a9 5ab-5ac 5af 5c4"
    " 610-617 657-65b 65d-65e 6d6-6dc 6df-6e2 6e4 6e7-6e8 6eb-6ec 730 732-733 735-736 73a 73d 73f-741 743 745 747 749-74a 7eb-7f1"
    " 7f3 816-819 81b-823 825-827 829-82d 951 953-954 f82-f83 f86-f87 135d-135f 17dd 193a 1a17 1a75-1a7c 1b6b 1b6d-1b73 1cd0-1cd2"
    " 1cda-1cdb 1ce0 1dc0-1dc1 1dc3-1dc9 1dcb-1dcc 1dd1-1de6 1dfe 20d0-20d1 20d4-20d7 20db-20dc 20e1 20e7 20e9 20f0 2cef-2cf1"
    " 2de0-2dff a66f a67c-a67d a6f0-a6f1 a8e0-a8f1 aab0 aab2-aab3 aab7-aab8 aabe-aabf aac1 fe20-fe26 10a0f 10a38 1d185-1d189"
    " 1d1aa-1d1ad 1d242-1d244"
)
"""The combining marks that stand for the numbers 0 to 296, in this order."""


def _read(ranges: str) -> Iterator[str]:
    for each in ranges.split():
        first, _, last = each.partition("-")
        yield from map(chr, range(int(first, 16), int(last or first, 16) + 1))


MARKS = tuple(_read(_MARKS))
MOST_IDS = 255


def image_id(low: int, session: int) -> int:
    """The id of a session's picture: its lowest byte is told by a colour, its highest by a mark, so that 256 colours are enough."""
    return (session % 255 + 1) << 24 | low % MOST_IDS + 1


def send(number: int, png: bytes, taken: Box) -> str:
    """What sends a picture and lets it stand for so many cells; the terminal answers nothing."""
    data = base64.standard_b64encode(png).decode()
    about = f"a=T,U=1,q=2,f=100,i={number},c={taken.columns},r={taken.rows},"
    out = []
    for start in range(0, len(data), _CHUNK):
        more = int(start + _CHUNK < len(data))
        out.append(f"\x1b_G{about}m={more};{data[start : start + _CHUNK]}\x1b\\")
        about = "q=2,"
    return "".join(out)


def delete(number: int) -> str:
    """What removes a picture from the terminal, its pixels too."""
    return f"\x1b_Ga=d,d=I,q=2,i={number}\x1b\\"


def through_tmux(text: str) -> str:
    """The same for a tmux that lets it through (`allow-passthrough`)."""
    return "".join(f"\x1bPtmux;{part.replace(chr(27), chr(27) * 2)}\x1b\x1b\\\x1b\\" for part in text.split("\x1b\\") if part)


def placeholder_row(number: int, taken: Box, row: int, ground: Style) -> list[Segment]:
    """One row of cells that the terminal shows a picture in."""
    low, high = number & 0xFF, MARKS[number >> 24]
    # An indexed colour with a triplet of its own: no filter of the toolkit takes it for one to be translated.
    style = ground + Style(color=Color("picture", ColorType.EIGHT_BIT, low, ColorTriplet(0, 0, low)))
    return [Segment("".join(f"{PLACEHOLDER}{MARKS[row]}{MARKS[column]}{high}" for column in range(taken.columns)), style)]
