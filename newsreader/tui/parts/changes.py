"""What changed in an article after it was read, shown in the text itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsreader.library.changes import Piece, difference, seen_changed
from newsreader.model.article import Article, Paragraph, Span
from newsreader.model.entry import Headline

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

Found = tuple[tuple[Piece, ...], ...]


class Changes:
    """Shows and hides the difference."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.shown = False

    def opened(self, row: Headline) -> None:
        """An entry was opened: say that it changed, and that it was seen."""
        self.shown = False
        if row.changed:
            self.screen.writer.put(lambda store: seen_changed(store, row.id), lambda _done: self.screen.work.soon(), self.screen.told)
            self.screen.say("this changed after you read it · = shows what")

    def show(self) -> None:
        """Show what changed, or the article again."""
        reading = self.screen.reading
        entry, opened = reading.entry, reading.opened
        if entry is None or opened is None:
            return
        if self.shown:
            self.shown = False
            reading.show_again(None)
            return
        source = opened.source or "feed"
        self.screen.counter.ask(
            lambda store: (difference(store, entry.id, source),),
            lambda found: self._found(entry.id, found[0]),
            self.screen.told,
        )

    def _found(self, entry_id: int, found: Found | None) -> None:
        reading = self.screen.reading
        if reading.entry is None or reading.entry.id != entry_id or reading.opened is None:
            return
        if found is None:
            self.screen.say("nothing changed since it was read")
            return
        self.shown = True
        article = reading.opened.article or Article()
        marked = replace(article, blocks=tuple(_paragraph(pieces) for pieces in found), hidden=(), notice=None)
        self.screen.reader.show(replace(reading.opened, article=marked))
        self.screen.reader.note("[+new words] [−words that went] · = shows the article again", "link")


def _paragraph(pieces: tuple[Piece, ...]) -> Paragraph:
    """A paragraph with what came and went in it: told by signs and looks, not by colour."""
    spans: list[Span] = []
    for piece in pieces:
        text = piece.text if piece.kind == "same" else f"[{'+' if piece.kind == 'added' else '−'}{piece.text}]"
        spans.append(Span(f" {text}" if spans else text, strong=piece.kind == "added", strike=piece.kind == "removed"))
    return Paragraph(tuple(spans))
