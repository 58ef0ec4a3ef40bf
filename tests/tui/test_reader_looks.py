"""Every kind of block and every script as the reader paints it, in a wide and in a narrow window; `--snapshot-update` takes them anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from newsreader.config.paths import Paths
from newsreader.model.article import Block, Heading, Span
from tests.render.shapes import KINDS, SCRIPTS
from tests.tui.driving import make_app, press, settled
from tests.tui.reading import library_with, paragraph

Compare = Callable[..., bool]


def named(name: str) -> Heading:
    """A heading that says what comes."""
    return Heading(2, (Span(name.capitalize()),))


@pytest.mark.parametrize("size", [(100, 130), (48, 190)], ids=["wide", "narrow"])
def test_every_kind_of_block(snap_compare: Compare, paths: Paths, size: tuple[int, int]) -> None:
    blocks: list[Block] = [block for name, kind in KINDS.items() for block in (named(name), *kind)]
    assert snap_compare(**_opened(paths, blocks), terminal_size=size)


@pytest.mark.parametrize("size", [(100, 60), (44, 90)], ids=["wide", "narrow"])
def test_every_script(snap_compare: Compare, paths: Paths, size: tuple[int, int]) -> None:
    blocks: list[Block] = [block for name, text in SCRIPTS.items() for block in (named(name), paragraph(f"{text} " * 3))]
    assert snap_compare(**_opened(paths, blocks), terminal_size=size)


def _opened(paths: Paths, blocks: list[Block]) -> dict[str, object]:
    """The app alone in its reader, for `snap_compare`."""
    library_with(paths, *blocks)[0].close()
    app = make_app(paths)

    async def before(pilot: Pilot[object]) -> None:
        await settled(pilot, app)
        await press(pilot, app, "1", "enter", "z")

    return {"app": app, "run_before": before}
