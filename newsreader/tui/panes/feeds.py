"""The feeds pane: smart lists, folders and feeds with what is unread in them, and the last search."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from newsreader.library.lists import Sidebar, TagRow, today_start
from newsreader.model.feed import Feed
from newsreader.model.query import Query
from newsreader.text.clean import clean
from newsreader.text.width import fit, most
from newsreader.tui.listing import Choice
from newsreader.tui.panes.lines import GAP
from newsreader.tui.panes.rows import RowPane

LEAST_NAME = 8
"""Columns of a feed's name that a failure's words beside a count have to leave."""


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A row: `choice` is None for the air between groups; `count` is what is unread in feeds and folders."""

    choice: Choice | None
    count: int = 0
    depth: int = 0
    folded: bool | None = None
    error: str | None = None
    color: str = ""

    @property
    def fold(self) -> str:
        """What is folded with this row: a folder, or a tag with # before it; empty: nothing."""
        if self.folded is None or self.choice is None:
            return ""
        return f"#{self.choice.title}" if self.choice.kind == "tag" else self.choice.query.folder or ""


def smart_choices(now: int) -> tuple[Choice, ...]:
    """The lists that every library has."""
    return (
        Choice("all", "All"),
        Choice("unread", "Unread", Query(unread=True)),
        Choice("starred", "Starred", Query(starred=True)),
        Choice("today", "Today", Query(since=today_start(now))),
        Choice("started", "Continue"),
    )


def build_rows(
    bar: Sidebar,
    now: int,
    folded: Collection[str],
    search: tuple[Choice, int] | None,
    started: int = 0,
    saved: Iterable[tuple[Choice, int]] = (),
) -> list[FeedRow]:
    """The pane's rows, top to bottom; `started` counts what was begun and not finished, `saved` are the reader's own queries."""
    counts = (bar.total, bar.unread, bar.starred, bar.today, started)
    rows = [FeedRow(None)]
    rows += [FeedRow(choice, count) for choice, count in zip(smart_choices(now), counts, strict=True)]
    rows += [FeedRow(choice, count) for choice, count in saved]
    if search is not None:
        rows += [FeedRow(None), FeedRow(search[0], search[1])]
    if bar.feeds:
        rows.append(FeedRow(None))
        rows += _tree(bar.feeds, folded)
    if bar.tags:
        rows.append(FeedRow(None))
        rows += _tagged(bar.tags, folded)
    return rows


def _tagged(tags: Iterable[TagRow], opened: Collection[str]) -> Iterator[FeedRow]:
    """Tags, which open like folders where feeds have them; they are folded until somebody opens them."""
    from newsreader.model.query_terms import Within  # where there are tags, since the first frame does without

    for tag in tags:
        is_open = f"#{tag.name}" in opened
        choice = Choice("tag", tag.name, Query(where=(Within("tag", tag.name),)))
        yield FeedRow(choice, tag.unread, 0, not is_open if tag.feeds else None, None, tag.color)
        for feed in tag.feeds if is_open else ():
            inside = Choice("feed", feed.title or feed.url, Query(feeds=(feed.id,)), f"#{tag.name}>")
            yield FeedRow(inside, feed.unread, 1, None, feed.error)


def _tree(feeds: tuple[Feed, ...], folded: Collection[str]) -> list[FeedRow]:
    unread: dict[str, int] = {}
    for feed in feeds:
        parts = (feed.folder or "").split("/") if feed.folder else []
        for depth in range(len(parts)):
            path = "/".join(parts[: depth + 1])
            unread[path] = unread.get(path, 0) + feed.unread
    rows: list[FeedRow] = []
    done: set[str] = set()
    for feed in feeds:
        parts = feed.folder.split("/") if feed.folder else []
        paths = ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
        for depth, path in enumerate(paths):
            if path not in done and not any(parent in folded for parent in paths[:depth]):
                done.add(path)
                rows.append(FeedRow(Choice("folder", parts[depth], Query(folder=path)), unread[path], depth, path in folded))
        if not any(path in folded for path in paths):
            rows.append(FeedRow(_choice(feed.id, feed.title or feed.url), feed.unread, len(parts), None, feed.error))
    return rows


@lru_cache(maxsize=10_000)
def _choice(feed: int, title: str) -> Choice:
    """A feed's list: the same value each time, so that telling rows apart costs little."""
    return Choice("feed", title, Query(feeds=(feed,)))


class FeedsPane(RowPane):
    """Every list there is to choose from; the one under the cursor is shown."""

    def __init__(self) -> None:
        super().__init__(id="feeds")
        self.rows: list[FeedRow] = [FeedRow(None)]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    @property
    def choice(self) -> Choice | None:
        """The list under the cursor."""
        return self.rows[self.cursor].choice if self.rows else None

    def passable(self, index: int) -> bool:
        """The cursor stands on lists, not on air."""
        return 0 <= index < len(self.rows) and self.rows[index].choice is not None

    def show(self, rows: list[FeedRow]) -> None:
        """Show other rows, with the cursor on the list where it was."""
        choice = self.choice
        changed = [index for index, (row, before) in enumerate(zip(rows, self.rows, strict=False)) if row is not before and row != before]
        if len(rows) == len(self.rows) and rows[self.cursor].choice == choice:
            self.rows = rows
            self.redraw_rows(changed)
            return
        key = choice.key if choice else None
        self.rows = rows
        self.cursor = self.place(key) or min(self.cursor, len(rows) - 1)
        if not self.passable(self.cursor):
            self.cursor = next((i for i in range(self.cursor, 0, -1) if self.passable(i)), 1)
        self.measure()
        self.redraw()

    def place(self, key: str | None) -> int | None:
        """Where the list of that name stands."""
        return next((i for i, row in enumerate(self.rows) if row.choice is not None and row.choice.key == key), None)

    def choose(self, key: str) -> bool:
        """Put the cursor on a list by its name, as if by hand."""
        place = self.place(key)
        return place is not None and (place == self.cursor or self.move_to(place))

    def follow(self, key: str) -> None:
        """Put the cursor on a list that is opened by the caller."""
        place = self.place(key)
        if place is not None:
            self.cursor = place
            self.redraw()
            self.show_cursor()

    def show_inside(self) -> None:
        """Scroll so that what was unfolded under the cursor is seen, as far as it fits."""
        depth = self.rows[self.cursor].depth
        last = self.cursor
        while last + 1 < len(self.rows) and self.rows[last + 1].choice is not None and self.rows[last + 1].depth > depth:
            last += 1
        self.show_row(self.cursor, min(last, self.cursor + max(0, self.size.height - 1)))

    def step_feed(self, way: int, unread: bool) -> bool:
        """To the next feed or folder, down (1) or up (-1); `unread`: to the next feed with unread entries."""
        for index in range(self.cursor + way, len(self.rows) if way > 0 else 0, way):
            row = self.rows[index]
            wanted = ("feed",) if unread else ("feed", "folder", "tag")
            if row.choice is not None and row.choice.kind in wanted and (row.count or not unread):
                return self.move_to(index)
        return False

    def moved(self) -> None:
        """Ask the screen for the list under the cursor: by way of this pane's own queue it would come after a frame without it, and
        the next frame is up to 33 ms later."""
        if self.choice is not None:
            from newsreader.tui.messages import ListChosen  # with the first key: the first frame does without

            self.screen.post_message(ListChosen(self.choice))

    def clicked(self, index: int, x: int) -> None:
        """Fold a folder whose triangle was clicked."""
        row = self.rows[index]
        if row.folded is not None and row.choice is not None and x < 4 + 2 * row.depth:
            from newsreader.tui.messages import FolderClicked

            self.post_message(FolderClicked(row.fold))

    def row_lines(self, index: int, width: int, ground: str | None) -> list[list[Segment]]:
        """A name at the left, its count in a column at the right, a failure's words in red between them, or a mark where they don't fit."""
        row = self.rows[index]
        choice = row.choice
        if choice is None:
            return [[Segment(" " * width, self.style("foreground", on=ground))]]
        counts = choice.kind in ("feed", "folder", "unread", "saved", "tag")
        mark = {True: "▸ ", False: "▾ "}.get(row.folded, "") if row.folded is not None else "⌕ " if choice.kind == "search" else ""
        lead = " " + "  " * min(row.depth, max(0, width // 6)) + mark
        number = f"{row.count:,}" if row.count or not counts else ""
        tail, tail_style = number, self.style("primary" if counts else "dim", on=ground)
        if row.error is not None:
            from newsreader.tui.panes.failures import failure_word  # with the first feed that fails

            word = failure_word(row.error)
            fits = width - len(lead) - len(word) - len(number) - 2 >= LEAST_NAME
            tail = f"{word} {number}" if number and fits else f"! {number}" if number else word
            tail_style = self.style("error", on=ground)
        bold = counts and row.count > 0
        name = "unread" if bold else "foreground" if choice.kind not in ("feed", "folder", "tag") else "dim"
        label = self.style(f"tag:{row.color}", on=ground, bold=bold) if row.color else self.style(name, on=ground)
        room = max(0, width - len(lead) - most(tail) - 1)
        return [[
            Segment(lead, self.style("dim", on=ground)),
            Segment(fit("#" * (choice.kind == "tag") + clean(choice.title), room), label),
            GAP,
            Segment(" ", tail_style),
            Segment(fit(tail, width - len(lead) - room - 1), tail_style),
        ]]  # fmt: skip

    def head_line(self, y: int, width: int, base: Style) -> Strip:
        """The pane has no head."""
        return Strip.blank(width, base)
