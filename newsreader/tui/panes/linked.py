"""A pane of text with links: numbered, drawn with letters over them, clicked; and the places within the text that they lead to."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from newsreader.model.article import Article, Footnote, Heading
from newsreader.render.lines import Line, Place
from newsreader.render.outline import link_words, outline_of
from newsreader.tui.messages import LinkChosen, PaneClicked
from newsreader.tui.panes.chosen import chosen_text
from newsreader.tui.panes.hints import Hint, with_hints
from newsreader.tui.panes.laidout import TOP
from newsreader.tui.panes.text import TextPane


class LinkedPane(TextPane):
    """Knows the links of its article, whether they lead out of it or to a note or heading in it."""

    def __init__(self, *, id: str, measure: int = 72) -> None:  # noqa: A002
        super().__init__(id=id, measure=measure)
        self._hints: dict[int, list[Hint]] = {}

    def new_lines(self) -> None:
        """Links stand elsewhere: no letters are over them."""
        self._hints = {}

    def lines_above(self, count: int) -> None:
        """Letters stay over their links."""
        self._hints = {line + count: hints for line, hints in self._hints.items()}
        super().lines_above(count)

    def dressed(self, line: Line, at: int) -> Line:
        """A line with the hints over its links."""
        hints = self._hints.get(at)
        return with_hints(line, hints) if hints else line

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses of the article's links; link 1 is the first."""
        if self.lines is None or self.article is None:
            return ()
        return self.lines.links if self.lines.done else outline_of(self.article.blocks).links

    def link_words(self) -> dict[int, str]:
        """What the article calls its links, by their numbers."""
        return link_words(self.article.blocks) if self.article is not None else {}

    def open_link(self, number: int) -> bool:
        """Say that link `number` was chosen; False if there is none."""
        links = self.links
        if not 0 < number <= len(links):
            return False
        self.post_message(LinkChosen(number, links[number - 1]))
        return True

    def links_in_view(self) -> list[tuple[int, int, int]]:
        """Links and marks of notes that are seen: line, character and number, each number once."""
        found: dict[int, tuple[int, int, int]] = {}
        for at in self.seen if self.lines is not None else ():
            column = 0
            for piece in self.lines[at].pieces if self.lines is not None else ():
                if piece.link is not None and piece.text.strip():
                    found.setdefault(piece.link, (at, column, piece.link))
                column += len(piece.text)
        return list(found.values())

    def set_hints(self, hints: Sequence[tuple[int, int, str]]) -> None:
        """Draw letters over the text, each at a line and a character; none: as it was."""
        self._hints = {}
        for line, column, label in hints:
            self._hints.setdefault(line, []).append((column, label))
        self.repaint()

    @property
    def hinted(self) -> bool:
        """Whether letters are drawn over links."""
        return bool(self._hints)

    def follow_note(self, number: int, at: int) -> str | None:
        """From the mark of a note to the note, or from the note to its mark; `number` as its pieces have it. Gives the words that are
        there, None where there is no such place."""
        if self.lines is None:
            return None
        from_note, lines = self._is_note(self.lines[at]), self.lines
        self.lay_out_all()
        for line in range(len(lines)):
            if self._is_note(lines[line]) != from_note and any(piece.link == number for piece in lines[line].pieces):
                self.go_to(line + TOP - 1)
                end = next((after for after in range(line, len(lines)) if lines[after].block != lines[line].block), len(lines))
                return chosen_text(lines, self.article or Article(), line, end - 1 if self._is_note(lines[line]) else line)
        return None

    def heading(self, *names: str) -> Place | None:
        """The place of the heading that has the letters of the first of these names that any has; None where none has."""
        blocks = self.article.blocks if self.article is not None else ()
        named = [(_letters("".join(span.text for span in each.spans)), at) for at, each in enumerate(blocks) if isinstance(each, Heading)]
        headings = dict(reversed(named))
        return next(((headings[wanted], 0.0) for name in names if (wanted := _letters(name)) and wanted in headings), None)

    def _is_note(self, line: Line) -> bool:
        blocks = self.article.blocks if self.article is not None else ()
        return 0 <= line.block < len(blocks) and isinstance(blocks[line.block], Footnote)

    def on_click(self, event: events.Click) -> None:
        """Take the keys; a click on a link chooses it, the end of a selection does not."""
        event.stop()
        self.post_message(PaneClicked(self.id or ""))
        number = self.link_at(event.x, event.y)
        if number is None or self.selects:
            return
        if number > 0:
            self.open_link(number)
        else:
            self.follow_note(number, event.y + round(self.scroll_y) - TOP)


def _letters(text: str) -> str:
    """What is left of words where they are written as a name in an address: letters and digits."""
    return "".join(character for character in text.casefold() if character.isalnum())
