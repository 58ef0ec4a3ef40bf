"""What a pane says over its last rows."""

from __future__ import annotations

from newsreader.text.wrap import break_lines


class Note:
    """Words and the theme's name of their look; without words nothing is said."""

    def __init__(self, words: str = "", style: str = "warning") -> None:
        self.words, self.style = words, style
        self._rows: list[str] = []
        self._laid_out_for = (0, 0)

    def rows(self, width: int, height: int) -> list[str]:
        """The rows that it takes in a pane of some size, a third of them at the most; none where the pane is too small for it."""
        if not self.words or height <= 3:
            return []
        if self._laid_out_for != (width, height):
            rows = [self.words[start:end].strip() for start, end in break_lines(self.words, max(1, width - 2))]
            self._rows, self._laid_out_for = rows[: height // 3], (width, height)
        return self._rows
