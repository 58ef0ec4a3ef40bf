"""What pictures cost: decoding as the worker does it, hostile ones, and painting half blocks. `python -m tests.bench.pictures`, on a quiet machine."""

from __future__ import annotations

import io
import resource
import time
from collections.abc import Callable
from typing import TypeVar

from PIL import Image
from rich.console import Console
from textual.strip import Strip

from newsreader.demo import edition
from newsreader.images.decode import encoded, measure
from newsreader.images.errors import ImageRefused
from newsreader.tui.pictures.blocks import block_row
from tests.images.drawing import many_passes, png_of_size, saved

T = TypeVar("T")
CELLS, PIXELS = (72, 40), (720, 405)


def cpu(work: Callable[[], T], rounds: int = 5) -> tuple[float, T]:
    """The least CPU milliseconds of some rounds, and what came of the last."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        result = work()
        best = min(best, 1000 * (time.process_time() - start))
    return best, result


def photo(width: int, height: int) -> Image.Image:
    """Something like a photo: gradients under noise."""
    noise = Image.effect_noise((width, height), 40)
    return Image.merge("RGB", [Image.radial_gradient("L").resize((width, height)), noise, Image.linear_gradient("L").resize((width, height))])


def main() -> None:
    """Print the figures."""
    print(f"{'':34} {'kB':>7} {'half blocks':>12} {'kitty PNG':>10}")
    bodies = [("the demo's harbour, 800 × 450", (edition() / "images" / "harbour.jpg").read_bytes())]
    source = photo(1600, 1000)
    bodies += [(f"{form} 1600 × 1000", saved(source, form)) for form in ("JPEG", "PNG", "WEBP", "AVIF", "GIF")]
    bodies.append(("progressive JPEG 1600 × 1000", saved(source, "JPEG", progressive=True)))
    for name, body in bodies:
        small, _ = cpu(lambda body=body: encoded(body, *CELLS, "rgb"))  # type: ignore[misc]
        large, _ = cpu(lambda body=body: encoded(body, *PIXELS, "png"), 2)  # type: ignore[misc]
        print(f"{name:34} {len(body) // 1000:7} {small:9.1f} ms {large:7.1f} ms")
    print("\nthe largest that are let in, 8000 × 5000 pixels:")
    flat = Image.linear_gradient("L").resize((8000, 5000)).convert("RGB")
    for form, how in (("JPEG", {}), ("JPEG", {"progressive": True}), ("PNG", {}), ("WEBP", {"lossless": True}), ("AVIF", {"speed": 10}), ("GIF", {})):
        body = saved(flat, form, **how)
        taken, _ = cpu(lambda body=body: encoded(body, *CELLS, "rgb"), 1)  # type: ignore[misc]
        print(f"  {form:5} {'progressive' if 'progressive' in how else '':12} {len(body) // 1000:7} kB {taken:9.0f} ms")
    body = many_passes(400_000_000 // 2048**2 - 12)
    taken, _ = cpu(lambda: encoded(body, *CELLS, "rgb"), 1)
    print(f"  JPEG  as many passes as are let in, 2048 × 2048: {taken:.0f} ms")
    for name, body in (("30,000 × 30,000 PNG", png_of_size(30_000, 30_000)), ("JPEG in 500 passes", many_passes(500))):
        taken, why = cpu(lambda body=body: refused(body))  # type: ignore[misc]
        print(f"refused: {name}: {taken:.2f} ms ({why})")
    print(f"largest memory of it all: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    pixels = encoded(bodies[0][1], *CELLS, "rgb")
    made, rows = cpu(lambda: [Strip(block_row(pixels, CELLS[0], row), CELLS[0]) for row in range(CELLS[1] // 2)], 1)
    console = Console(color_system="truecolor", force_terminal=True, file=io.StringIO())
    drawn, out = cpu(lambda: "".join(row.render(console) for row in rows), 1)
    print(f"\nhalf blocks of {CELLS[0]} × {CELLS[1] // 2} cells, the first time: {made:.1f} ms to make, {drawn:.1f} ms to write, {len(out):,} bytes")


def refused(body: bytes) -> str:
    """Why a picture is refused."""
    try:
        measure(body)
    except ImageRefused as error:
        return str(error)
    return "it is not"


if __name__ == "__main__":
    main()
