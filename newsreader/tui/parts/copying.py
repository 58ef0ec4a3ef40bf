"""Copying: what is chosen, else the address of what is read; through the terminal (OSC 52), so that it works over SSH too, and through the
programs that hold the system's clipboard."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from newsreader.text.clean import clean, clean_block
from newsreader.text.trackers import without_trackers

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

_SHOWN = 60


class Copying:
    """Chooses lines and puts text on the clipboard."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    def choose(self) -> None:
        """Begin to choose lines of the article, or end it."""
        reader = self.screen.reader
        if reader.choose(not reader.choosing):
            self.screen.say("choose with the keys that move · y copies, Y as Markdown · Esc leaves" if reader.choosing else "")

    def copy(self) -> None:
        """Copy what is chosen as text, else the address."""
        self._copy(markdown=False)

    def markdown(self) -> None:
        """Copy what is chosen as Markdown, else a Markdown link."""
        self._copy(markdown=True)

    def put(self, text: str) -> None:
        """Put text on the clipboard, and say where it went; a program that fails is told when it has."""
        text, line = clean_block(text), clean(text)
        where, problem = self._send(text)
        shown = line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
        if where:
            words = f"copied {shown} · to {' and '.join(where)}"
            self.screen.say(f"{words} · {problem}" if problem else words, "warning" if problem else "foreground")
        else:
            self.screen.say(f"not copied: {problem}", "error")

    def _send(self, text: str) -> tuple[list[str], str]:
        """Send text as the setting says: gives where it went, in words, and what was wrong."""
        from newsreader.programs.clipboard import clipboard_programs, hand_over  # here, since it is wanted once in a while
        from newsreader.programs.run import ProgramError

        setting, where, problem = self.screen.settings.clipboard, [], ""
        try:
            for argv in clipboard_programs(setting, os.environ):
                hand_over(argv, text, partial(self._told, argv[0]))
                where.append(argv[0])
        except ProgramError as error:
            problem = str(error)
        if setting in ("auto", "osc52", "both"):
            self.screen.app.copy_to_clipboard(text)
            where.append("the terminal")
        return where, problem

    def _told(self, name: str, error: str | None) -> None:
        """A program has ended; in its thread."""
        if error is not None:
            self.screen.app.deliver(lambda: self.screen.say(f"{name} did not take what was copied: {error}", "warning"))

    def _copy(self, markdown: bool) -> None:
        reader = self.screen.reader
        text = reader.chosen(markdown) if self.screen.active == "reader" else ""
        if text:
            reader.choose(False)
            self.screen.clear_selection()
            self.put(text)
            return
        row = self.screen.reading.subject()
        if row is None or not row.url:
            self.screen.say("this entry has no link")
            return
        url = without_trackers(row.url)
        title = clean(row.title).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
        self.put(f"[{title}]({url.replace('(', '%28').replace(')', '%29')})" if markdown else url)
