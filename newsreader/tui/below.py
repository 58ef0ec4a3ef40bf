"""What a screen over the panes shows of the screen below it: its rows, pinned to their columns as they are there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region
from textual.screen import ModalScreen, Screen
from textual.strip import Strip

Answer = TypeVar("Answer")


class Shaded(ModalScreen[Answer]):
    """A screen through which the one below shows, in shade."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Take the rows below as they are made: the toolkit's own way cuts them by letters, those of a pin among them."""
        shade, stack = self.styles.background, self.app.screen_stack
        if shade.a == 1 or self not in stack[1:]:
            return super().render_lines(crop)
        rows = stack[stack.index(self) - 1]._compositor.render_strips()[crop.y : crop.bottom]
        ground, filters = self.background_colors[1], self.get_line_filters()
        shaded = [Strip([made for each in row for made in _shaded(each, shade, ground, filters)], row.cell_length) for row in rows]
        if crop.x or crop.right < self.size.width:
            return [row.divide([crop.x, crop.right])[-1] for row in shaded]
        return shaded


def _shaded(part: Segment, shade: Color, ground: Color, filters: Sequence[LineFilter]) -> Iterable[Segment]:
    """A part of a row in shade and through the toolkit's filters, both of which make text of what takes no cells, or leave it bright."""
    from textual.renderables.background_screen import BackgroundScreen

    if part.control and part.style is None:
        return [part]
    made = list(BackgroundScreen.process_segments([Segment(part.text, part.style)], shade))
    for each in filters:
        made = each.apply(made, ground)
    return [Segment(each.text, each.style, part.control) for each in made]


def covers(screen: Screen[Any], y: int) -> list[tuple[int, int]]:
    """From which column to which one the dialogs of the screens over one cover a row of it."""
    stack = screen.app.screen_stack
    above = stack[stack.index(screen) + 1 :] if screen in stack else []
    return [(each.region.x, each.region.right) for over in above for each in over.children if each.region.y <= y < each.region.bottom]
