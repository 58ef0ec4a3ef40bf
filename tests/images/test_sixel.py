"""Sixels say the same pixels as the picture that they were made from, in printable characters, within their bytes."""

from __future__ import annotations

import re
from itertools import product

import pytest
from PIL import Image

from newsreader.images.decode import encoded
from newsreader.images.errors import ImageRefused
from newsreader.images.limits import SIXEL_BYTES
from newsreader.images.sixel import sixels
from newsreader.tui.pictures.sixel import are_sixels
from tests.images.drawing import quarters, saved

_TOKEN = re.compile(rb'"([\d;]+)|#(\d+);2;(\d+);(\d+);(\d+)|#(\d+)|!(\d+)(.)|([?-~])|([$-])', re.DOTALL)


def painted(data: bytes) -> Image.Image:
    """The picture that a terminal shows for sixels, drawn by the book; what no colour was put on is black."""
    match = re.fullmatch(rb"\x1bP0;1;0q(.*)\x1b\\", data, re.DOTALL)
    assert match is not None
    palette: dict[int, tuple[int, int, int]] = {}
    image, color, x, top = Image.new("RGB", (1, 1)), 0, 0, 0
    for size, number, red, green, blue, chosen, count, repeated, one, move in _TOKEN.findall(match[1]):
        if size:
            _, _, width, height = map(int, size.split(b";"))
            image = Image.new("RGB", (width, height))
        elif number:
            palette[int(number)] = (round(int(red) * 2.55), round(int(green) * 2.55), round(int(blue) * 2.55))
        elif chosen:
            color = int(chosen)
        elif move:
            x, top = 0, top + 6 * (move == b"-")
        else:
            bits = (repeated or one)[0] - 63
            run = int(count or 1)
            for at, row in product(range(run), range(6)):
                if bits >> row & 1:
                    image.putpixel((x + at, top + row), palette[color])
            x += run
    return image


def test_the_same_pixels_come_out() -> None:
    shown = painted(sixels(quarters()))
    assert shown.size == (16, 16)
    assert shown.tobytes() == quarters().tobytes()


@pytest.mark.parametrize("size", [(1, 1), (7, 5), (40, 6), (33, 13)])
def test_any_size_is_painted_whole(size: tuple[int, int]) -> None:
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    shown = painted(sixels(image))
    assert shown.size == size
    assert max(abs(a - b) for a, b in zip(image.tobytes(), shown.tobytes(), strict=True)) <= 8


def test_they_are_printable_and_known_as_ours() -> None:
    data = encoded(saved(quarters()), 60, 40, "sixel")
    assert are_sixels(data)
    for hostile in (b"", data[:-1], data + b"x", data.replace(b"q", b"q\x1b]52;c;cHduZWQ=\x07", 1), data.replace(b"$", b"\x9b", 1), b"\x1bP0;1;0q" + b"~" * SIXEL_BYTES):
        assert not are_sixels(hostile)


def test_a_picture_full_of_detail_has_fewer_colours_or_is_refused() -> None:
    calm, noise = Image.linear_gradient("L").resize((600, 400)).convert("RGB"), Image.effect_noise((400, 300), 120).convert("RGB")
    assert len(sixels(calm)) <= SIXEL_BYTES
    assert len(sixels(noise)) <= SIXEL_BYTES
    assert sixels(noise).count(b";2;") < sixels(calm).count(b";2;")
    with pytest.raises(ImageRefused, match="detail"):
        sixels(Image.effect_noise((1400, 800), 120).convert("RGB"))
