"""The screen: feeds, headlines and reader side by side, a status line below; every key is looked up in one table."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from newsreader.config.actions import CONTEXTS, LEADER, Action, Context
from newsreader.config.columns import parse_columns
from newsreader.config.settings import Settings
from newsreader.library.state import get_state
from newsreader.model.entry import Headline
from newsreader.store.connection import Store
from newsreader.tui.hints import WELCOME, hints
from newsreader.tui.keys import Keys, key_name
from newsreader.tui.panes.feeds import FeedsPane
from newsreader.tui.panes.headlines import HeadlinesPane
from newsreader.tui.panes.lines import BlankPane, LinePane
from newsreader.tui.parts.finding import Finding
from newsreader.tui.parts.lists import Lists
from newsreader.tui.parts.saved import Saved
from newsreader.tui.pictures.probe import WORDS_ALONE, Canvas
from newsreader.tui.screens import made
from newsreader.tui.screens.saying import SayingScreen
from newsreader.tui.status import Doing, Hint
from newsreader.tui.typedahead import hand_on

if TYPE_CHECKING:
    from newsreader.config.macros import Macro
    from newsreader.tui.listing import Choice
    from newsreader.tui.messages import FolderClicked, LinkChosen, ListChosen, PaneClicked, RowClicked
    from newsreader.tui.panes.reader import ReaderPane
    from newsreader.tui.panes.welcome import WelcomePane
    from newsreader.tui.parts.network import WayOut
    from newsreader.tui.stores import Latest, StoreThread

_REPEATED = ("macros", "marks", "reading", "work", "copying", "sites")
"""Parts whose actions can be asked for once more; moving has its keys under the fingers."""
THREE_PANES = 100
TWO_PANES = 70


class Setup(NamedTuple):
    """What the screen is made from, handed down from the top."""

    settings: Settings
    actions: tuple[Action, ...]
    clock: Callable[[], float]
    store: Store
    writer: StoreThread
    finder: Latest
    loader: Latest
    counter: Latest
    offline: bool
    canvas: Canvas = WORDS_ALONE
    way_out: WayOut | None = None
    macros: tuple[Macro, ...] = ()


class MainScreen(SayingScreen, inherit_bindings=False):
    """Holds the panes and the parts that act on them; a part's methods are named by the ids of the actions."""

    def __init__(self, setup: Setup) -> None:
        super().__init__(id="main")
        self.settings, self.store = setup.settings, setup.store
        self.writer, self.finder, self.loader, self.counter = setup.writer, setup.finder, setup.loader, setup.counter
        self.offline, self.canvas, self.way_out = setup.offline, setup.canvas, setup.way_out
        self.actions = setup.actions
        self.user_macros = setup.macros
        self._clock = setup.clock
        self.keys = Keys(setup.actions)
        self.active: Context = "headlines"
        self.zen = False
        self.feeds, self.headlines = FeedsPane(), HeadlinesPane(setup.clock)
        self.lists, self.finding, self.saved = Lists(self), Finding(self), Saved(self)
        self.last: Action | None = None
        """What the key that repeats does."""
        self.grab: Callable[[str], bool] | None = None
        self.pressed = monotonic()  # when the last key came
        """Takes keys before the table does, as letters over links do; False: it was none of its own."""
        self._welcome: WelcomePane | None = None
        self._blank: BlankPane | None = BlankPane(id="place")  # where the reader will be

    # What follows is made when it is first asked for.
    reader = cached_property(made.reader)
    move = cached_property(made.move)
    pictures = cached_property(made.pictures)
    reading = cached_property(made.reading)
    links = cached_property(made.links)
    copying = cached_property(made.copying)
    changes = cached_property(made.changes)
    marks = cached_property(made.marks)
    work = cached_property(made.work)
    adding = cached_property(made.adding)
    network = cached_property(made.network)
    later = cached_property(made.later)
    sites = cached_property(made.sites)
    editing = cached_property(made.editing)
    macros = cached_property(made.macros)
    rowfacts = cached_property(made.rowfacts)
    notes = cached_property(made.notes)
    rules = cached_property(made.rules)
    stories = cached_property(made.stories)
    look = cached_property(made.look)

    def compose(self) -> ComposeResult:
        """Three panes and a line."""
        with Horizontal(id="panes"):
            yield self.feeds
            yield self.headlines
            if self._blank is not None:
                yield self._blank
        yield self._foot
        yield self.status

    def on_mount(self) -> None:
        """Show the library as it is."""
        density = get_state(self.store, self._density_key) or self.settings.density
        self.headlines.density = "compact" if density == "compact" else "comfortable"
        self.headlines.columns = {
            "comfortable": parse_columns(self.settings.columns, two_lines=True),
            "compact": parse_columns(self.settings.columns_compact, two_lines=False),
        }
        for pane in self.query(LinePane):
            pane.bidi = self.settings.bidi == "python-bidi"
        self.lay_out()
        self.lists.start()
        self.show_doing(None)
        self.activate("headlines" if self.lists.bar.feeds or self.app.demo else "feeds")
        self.welcome(not self.lists.bar.feeds and not self.app.demo)

    async def load_reader(self) -> None:
        """Put the reader in its place, once."""
        place, self._blank = self._blank, None
        if place is not None:
            self.reader.display = place.display
            self.reader.set_classes(place.classes)
            await self.query_one("#panes").mount(self.reader)
            await place.remove()
            self.reader.clear("Enter opens a headline here")

    @property
    def busy(self) -> bool:
        """Whether the keys belong to something over the panes: a prompt, or another screen."""
        return self._prompt is not None or not self.is_current

    def now(self) -> int:
        """The time, in seconds since the epoch."""
        return round(self._clock())

    @property
    def pane(self) -> FeedsPane | HeadlinesPane | ReaderPane:
        """The pane that has the keys."""
        return self.feeds if self.active == "feeds" else self.headlines if self.active == "headlines" else self.reader

    @property
    def panes(self) -> dict[Context, LinePane]:
        """The panes by name, from left to right."""
        return {"feeds": self.feeds, "headlines": self.headlines, "reader": self._blank or self.reader}

    @property
    def choice(self) -> Choice | None:
        """Which list is open."""
        return self.headlines.listing.choice if self.headlines.listing is not None else None

    def subject(self) -> Headline | None:
        """The headline that a key is about: in the reader the one that is read, else the one under the cursor."""
        if self.active == "reader" and self.reading.entry is not None:
            rows = self.headlines.listing
            place = rows.place(self.reading.entry.id) if rows is not None else None
            fresh = rows.row(place) if rows is not None and place is not None else None
            return fresh or self.reading.entry
        return self.headlines.current

    def activate(self, name: str) -> None:
        """Give the keys to a pane."""
        self.active = next(context for context in CONTEXTS if context == name)
        if self.active != "reader" and self.zen:
            self.zen = False
        self.lay_out()
        for context, pane in self.panes.items():
            pane.set_active(context == self.active)
        if self._prompt is None:
            self.set_focus(self.pane)
        self.placed()

    def lay_out(self) -> None:
        """Show as many panes as fit: three, two, one; never narrower ones."""
        width = self.app.size.width
        if self.zen:
            wanted: tuple[Context, ...] = ("reader",)
        elif width >= THREE_PANES:
            wanted = CONTEXTS
        elif width >= TWO_PANES:
            wanted = ("feeds", "headlines") if self.active == "feeds" else ("headlines", "reader")
        else:
            wanted = (self.active,)
        for context, pane in self.panes.items():
            pane.display = context in wanted
            pane.set_class(context == wanted[-1], "last")

    def on_resize(self, _event: events.Resize) -> None:
        """Another size may fit other panes; another font has other cells."""
        self.lay_out()
        if "pictures" in vars(self):
            self.pictures.resized()
        self.call_after_refresh(self.placed)  # the cursor's line may stand elsewhere now

    async def on_key(self, event: events.Key) -> None:
        """Look a key up, and do what it does."""
        self.pressed = monotonic()
        self.status.let_go()
        if not self.is_active:
            hand_on(self.app, event)
            return
        if self._prompt is not None:
            self._prompt.take(event)
            return
        event.stop()
        event.prevent_default()
        if self.finding.keeps(event):
            return
        if event.key == "ctrl+c":
            self._copy_selection()
            return
        await self.load_reader()
        key = key_name(event.key, event.character)
        if self._welcome is not None and self._start_with(key):
            return
        if self.grab is not None and self.grab(key):
            return
        action = self.keys.press(key, self.active)
        self.placed()
        if action is not None:
            self.act(action, key)
        elif key == LEADER and not self.keys.pending:
            self.keys.pending = (LEADER,)  # what follows was meant for a macro, and does nothing else
            self.say("no macros yet: [macros] in keys.toml has them")

    def _copy_selection(self) -> None:
        """Copy what the mouse has selected; without it, say how to quit, since that is what the key means elsewhere."""
        text = self.get_selected_text()
        if text:
            self.copying.put(text)
        else:
            self.say("Q quits")

    def act(self, action: Action, key: str = "") -> None:
        """Do an action."""
        part, _, method = action.id.partition(".")
        if part in _REPEATED:
            self.last = action
        if part == "macros":
            self.macros.run(method)
            return
        run: Callable[..., Any] = getattr(getattr(self, part), method)
        if action.id == "reading.follow":
            run(int(key) if key.isdigit() else 1)
        else:
            run()

    def show_doing(self, doing: Doing | None) -> None:
        """Say in the status line what goes on, and where: offline, in the demo edition."""
        states = ("demo" * self.app.demo, self.network.words if self.offline else "")
        self.status.set_doing(doing, " · ".join(filter(None, states)))

    def placed(self) -> None:
        """Say in the status line what can be pressed here and where the reader is."""
        self.status.set(hints=self._hints(), place=self._place(), menu=bool(self.keys.pending))
        if self._prompt is None and self.is_active:
            self.app.cursor_position = self.panes[self.active].caret
        if self.active == "reader":
            self.reading.seen()
        elif self.headlines.growing:
            self.marks.follow_choice()

    def _hints(self) -> list[Hint]:
        if self._welcome is not None and not self.keys.pending:
            return list(WELCOME)
        if self.grab is not None:
            return self.links.legend
        back = self.active == "reader" and "links" in vars(self) and self.links.leads_back
        return hints(self.keys, self.actions, self.active, ("links.back",) if back else ())

    def _place(self) -> str:
        unread = f"{self.lists.bar.unread:,} unread" if self.lists.bar.unread else "all read"
        if self.active == "reader":
            return f"{unread} · {self.reading.progress}" if self.reading.entry is not None else unread
        if self.active == "headlines" and self.headlines.count:
            return f"{unread} · {self.headlines.cursor + 1:,}/{self.headlines.count:,}"
        return unread

    def on_list_chosen(self, event: ListChosen) -> None:
        """Open the list under the cursor, unless the cursor has gone on meanwhile."""
        event.stop()
        if event.choice == self.feeds.choice:
            self.lists.open(event.choice)

    def on_row_clicked(self, event: RowClicked) -> None:
        """Open the headline that was clicked."""
        event.stop()
        if self.reading.open_row(event.index):
            self.activate("reader")

    def on_folder_clicked(self, event: FolderClicked) -> None:
        """Fold or unfold it."""
        event.stop()
        self.lists.fold(event.folder)

    def on_link_chosen(self, event: LinkChosen) -> None:
        """Open a link of the article in the browser."""
        event.stop()
        self.links.open(event.number)

    def on_pane_clicked(self, event: PaneClicked) -> None:
        """Give the pane the keys."""
        event.stop()
        self.activate(event.name)

    def state(self) -> dict[str, str]:
        """What the next session starts from."""
        return {**self.lists.state(), self._density_key: self.headlines.density}

    @property
    def _density_key(self) -> str:
        """Under which name a density is kept: it counts until config.toml says another."""
        return f"density:{self.settings.density}"

    def welcome(self, shown: bool) -> None:
        """Offer ways to start in the place of the panes, or show the panes."""
        if shown == (self._welcome is not None):
            return
        if self._welcome is None:
            from newsreader.tui.panes.welcome import WelcomePane  # here, since it is seen once

            self._welcome = WelcomePane()
            self.mount(self._welcome, before=0)
        else:
            self._welcome.remove()
            self._welcome = None
        self.query_one("#panes").display = not shown
        self.placed()
        if not shown:
            self.activate("feeds")

    def _start_with(self, key: str) -> bool:
        """Start in the way that a key of the welcome page says; False where it says none."""
        ways: dict[str, Callable[[], object]] = {
            "d": lambda: self.app.exit("demo"), "a": lambda: self.work.add(), "i": lambda: self.work.import_file(),
            "q": lambda: self.look.quit(), "escape": lambda: self.welcome(False),
        }  # fmt: skip
        if key in ways:
            ways[key]()
        return key in ways
