"""The application: opens the library, shows the main screen, starts the worker after the first frame, and loses nothing on the way out."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.console import RenderableType
from rich.text import Text
from textual.app import App, SuspendNotSupported

from newsreader.config.actions import ACTIONS, rebound
from newsreader.config.keys import read_keys, read_user_macros
from newsreader.config.paths import Paths, short
from newsreader.config.settings import Settings
from newsreader.config.themes import SLOTS, ThemeSpec, bundled_dir, default_theme, load_theme, terminal_theme
from newsreader.images.shape import Cell
from newsreader.library.state import get_state, set_state
from newsreader.store.connection import Store
from newsreader.store.errors import StoreError
from newsreader.tui.looks import as_textual
from newsreader.tui.pictures.probe import WORDS_ALONE, Canvas
from newsreader.tui.screens.main import MainScreen, Setup
from newsreader.tui.stores import Latest, StoreThread

if TYPE_CHECKING:
    from newsreader.model.events import Event
    from newsreader.tui.parts.network import WayOut
    from newsreader.tui.parts.work import WorkerLike

    MakeWorker = Callable[[Callable[[Event], None]], WorkerLike]

_SWITCH = 0.001
"""Seconds for which the screen may have to wait for a thread that reads the store."""
After = Literal["quit", "demo"]
DUE_SECONDS = 30
"""How often it is looked whether a feed has fallen due."""


class CannotGoOn(StoreError):
    """The library can't be read any more: what the reader ends with, in words."""

    def __rich__(self) -> Text:
        """What the toolkit prints instead of a traceback."""
        from newsreader.text.clean import clean  # once it has come to this

        return Text(f"newsreader: {clean(str(self))}")


class NewsreaderApp(App[After], inherit_bindings=False):
    """The reader. Ends with "demo" where the user asked for the demo edition, which is a profile of its own.

    Raises StoreError, in words, where the library can't be opened.
    """

    TITLE = "newsreader"
    CSS_PATH = "screens/main.tcss"  # the first screen's, which the toolkit loads for later screens only
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        paths: Paths,
        settings: Settings,
        worker_argv: Sequence[str],
        demo: bool = False,
        offline: bool = False,
        *,
        problems: Sequence[object] = (),
        clock: Callable[[], float] = time.time,
        make_worker: MakeWorker | None = None,
        canvas: Canvas = WORDS_ALONE,
        cell_now: Callable[[], Cell | None] = lambda: None,
        way_out: WayOut | None = None,
        tell: Callable[[str], object] | None = None,
    ) -> None:
        self.spec: ThemeSpec = terminal_theme()
        self._failed = False
        self.store = Store(paths.library, tell=tell)
        super().__init__()
        self.paths, self.settings, self.demo = paths, settings, demo
        self.cell_now = cell_now
        self._offline = offline or settings.offline or bool(get_state(self.store, "offline"))
        self._problems = [str(problem) for problem in problems]
        self._worker_argv, self._make_worker = worker_argv, make_worker
        self.worker: WorkerLike | None = None
        finder, loader, counter = (Latest(paths.library, name, self.deliver) for name in ("find", "load", "count"))
        self._threads: list[Latest | StoreThread] = [finder, loader, counter]
        self.writer = StoreThread(paths.library, "write", self.deliver, durable=True)
        self.use_theme(get_state(self.store, self.theme_key) or settings.theme or default_theme(os.environ))
        known = [action.id for action in ACTIONS]
        overrides, found = read_keys(paths.keys_file, known)
        macros, wrong = read_user_macros(paths.keys_file, known)
        self._problems += [str(problem) for problem in (*found, *wrong)]
        actions = (*rebound(overrides), *(macro.action for macro in macros))
        self.main = MainScreen(
            Setup(settings, actions, clock, self.store, self.writer, finder, loader, counter, self._offline, canvas, way_out, macros)
        )

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Every name that the style sheets use, for the themes of the toolkit itself."""
        spec = terminal_theme()
        return {slot.name: spec.color(slot.name) for slot in SLOTS if slot.table == "variables"}

    def _handle_exception(self, error: Exception) -> None:
        """End the reader in words where the library can't be read for the screen (the toolkit has no hook by another name)."""
        if not isinstance(error, StoreError):
            super()._handle_exception(error)
        elif not self._failed:  # what can't be read once can't be read again
            self._failed = True
            super()._handle_exception(CannotGoOn(error))

    def get_default_screen(self) -> MainScreen:
        """The main screen is the first one, with no other before it."""
        return self.main

    def on_mount(self) -> None:
        """What can wait, waits for the first frame."""
        self.main.call_after_refresh(self._after_first_frame)

    def deliver(self, call: Callable[[], object]) -> None:
        """Run a call in the screen's thread."""
        if self.is_running:
            self.call_later(call)

    async def _after_first_frame(self) -> None:
        if not gc.isenabled():
            gc.freeze()
            sys.setswitchinterval(_SWITCH)
            from newsreader.tui.memory import collect_rarely, keep_little

            collect_rarely()
            keep_little()
        await self.main.load_reader()
        if self.settings.cursor == "shown":
            self._show_cursor()
            self.app_resume_signal.subscribe(self.main, self._show_cursor)
        from newsreader.worker.client import Worker  # here, since the first frame does without

        make = self._make_worker or (lambda on_event: Worker(self._worker_argv, on_event))
        self.worker = make(self._take)
        await self.worker.start()
        self.main.work.start(self.worker)
        self.set_interval(1, self._look_around)
        if self.demo:
            self.main.say(f"the demo edition: what you do here is kept apart from your own library, in {short(self.paths.data)}; "
                          "`newsreader --demo --fresh` starts it over", kept=True)  # fmt: skip
        if self._problems:
            more = len(self._problems) - 1
            self.main.say(self._problems[0] + (f" · {more} more: `newsreader doctor` says all" if more else ""), "error")
        if self.demo and not self.main.lists.bar.feeds:
            self.main.work.play_demo()
        if self.settings.refresh_at_start:
            self.main.work.refresh_due()
        if self.settings.refresh_minutes:
            self.set_interval(DUE_SECONDS, self.main.work.refresh_by_itself)
            self.set_interval(self.settings.refresh_minutes * 60, self.main.work.look_for_network)

    def _take(self, event: Event) -> None:
        """What the worker tells; a library that can't be read just then is told, and what comes next is taken all the same."""
        try:
            self.main.work.take(event)
        except StoreError as error:
            self.main.told(error)

    def _look_around(self) -> None:
        """Notice what another process has changed, and tidy up at rest."""
        from newsreader.tui.memory import collect_at_rest

        collect_at_rest(time.monotonic() - self.main.pressed)
        self.main.network.look()
        if not self.store.changed():
            return
        wrote, self.writer.wrote = self.writer.wrote or not self.writer.opened, False
        if wrote:
            self.main.work.soon()
        else:  # perhaps by nobody but the writer, who keeps the place in what is read: only another's changes are news to its store
            self.writer.put(lambda store: store.changed(), self._changed, self.main.told, unseen=True)

    def _changed(self, by_others: bool) -> None:
        if by_others:
            self.main.work.soon()

    @property
    def theme_key(self) -> str:
        """Under which name a theme that was picked is kept: a pick counts until config.toml names another theme."""
        return f"theme:{self.settings.theme}"

    def use_theme(self, name: str) -> None:
        """Draw in a theme; one that is broken is told, and the default used."""
        self.spec, problems = load_theme(name, self.theme_dirs)
        self._problems += [str(problem) for problem in problems]
        self.register_theme(as_textual(self.spec))
        self.theme = self.spec.name

    @property
    def theme_dirs(self) -> tuple[Path, ...]:
        """Where themes are; the user's win."""
        return (bundled_dir(), self.paths.themes_dir)

    def remember(self, key: str, value: str) -> None:
        """Keep something for the next session."""
        self.keep(lambda store: set_state(store, key, value))

    def keep(self, work: Callable[[Store], None], then: Callable[[], None] = lambda: None) -> None:
        """Write something of which nothing is to be said."""
        self.writer.put(work, lambda _done: then(), self.main.told)

    def edit(self, text: str, suffix: str) -> str | None:
        """Let the user's editor have the terminal and a text; gives what it is afterwards, None where that failed, which is told."""
        from newsreader.programs.editor import edit_text
        from newsreader.programs.run import ProgramError

        try:
            with self.suspend():
                changed = edit_text(text, os.environ, suffix)
        except (ProgramError, SuspendNotSupported) as error:
            self.main.told(error)
            return None
        self.refresh(repaint=True, layout=True)
        return changed

    def as_typed(self, words: str) -> str:
        """Words with the commands in them as they have to be typed in a shell for this library."""
        return self.paths.as_typed(words, self.demo)

    def closes(self, thread: StoreThread | Latest) -> None:
        """Let a thread that was made later end with the others."""
        self._threads.append(thread)

    def _show_cursor(self, _app: object = None) -> None:
        """Let the terminal's cursor be seen, which the toolkit hides and keeps where the reader is."""
        self.to_terminal("\x1b[?25h")

    def to_terminal(self, text: str) -> None:
        """Write escape sequences of our own making, before the next frame."""
        if self._driver is not None and self.is_running:
            self._driver.write(text)

    def exit(self, result: After | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End; the terminal forgets its pictures while it still shows this screen."""
        if "pictures" in vars(self.main):
            self.main.pictures.close()
        super().exit(result, return_code, message)

    async def on_unmount(self) -> None:
        """Finish every mark that was pressed, remember the session, end the worker."""
        for thread in self._threads:
            thread.interrupt()
            thread.close()
        state = self.main.state()
        if "reading" in vars(self.main):
            self.main.reading.places.keep()

        def remember(store: Store) -> None:
            for key, value in state.items():
                set_state(store, key, value)

        self.writer.put(remember, lambda _done: None, lambda _error: None)
        self.writer.close()
        if self.worker is not None:
            await self.worker.stop()
        self.store.close()
