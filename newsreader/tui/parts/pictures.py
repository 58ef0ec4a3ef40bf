"""The pictures' side of the screen: asks the worker for those of the open article, shows them as they come, and never moves the text."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from newsreader.library.figures import kept_images
from newsreader.library.state import get_state
from newsreader.model.entry import Headline
from newsreader.model.events import ImageReady
from newsreader.model.jobs import Cancel
from newsreader.store.feeds import feed_by_id
from newsreader.store.options import keep_option, options_for
from newsreader.tui.panes.laidout import TOP
from newsreader.tui.pictures.probe import Canvas
from newsreader.tui.pictures.shelf import Shelf
from newsreader.tui.pictures.sixel import REST, drawn, pictures_in

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

TOGETHER = 0.05
"""Seconds in which pictures that come are given room together."""
SHORTEST = 0.02
"""Seconds of a timer: the toolkit drops one whose time is over before it has begun to wait."""
_EVERYWHERE = "pictures"


class Pictures:
    """Pictures on or off, everywhere and feed by feed; what was chosen is remembered."""

    def __init__(self, screen: MainScreen, canvas: Canvas) -> None:
        self.screen = screen
        self.shelf = Shelf(
            canvas, screen.app.paths.pictures_dir, lambda url: kept_images(screen.store, [url]).get(url), screen.app.to_terminal
        )
        screen.reader.shelf, self.shelf.laid_out = self.shelf, self._ask
        screen.app.app_resume_signal.subscribe(screen, self._resumed)
        self._feed: int | None = None
        self._jobs: list[int] = []
        self._of_feed: dict[int, bool] = {}
        self._everywhere: bool | None = None
        self._new: list[str] = []
        self.rests = True
        """Whether nothing was drawn lately."""
        self._stirred = 0.0
        if canvas.way == "sixel":
            screen.reader.on_drawn = self._stir

    def open(self, row: Headline) -> None:
        """An entry is read, another one or the same with another text."""
        if row.id != self.shelf.entry:
            self._cancel()
            self._feed = row.feed_id
        self.shelf.open(row.id, self._wanted())

    def close(self) -> None:
        """Nothing is read any more: nothing more is fetched, and the terminal forgets its pictures."""
        self._cancel()
        self.shelf.clear()

    def _cancel(self) -> None:
        for job in self._jobs:
            self.screen.work.send(Cancel(job))
        self._jobs, self._new = [], []

    def _ask(self) -> None:
        """Ask the worker for the pictures that were laid out and aren't there."""
        job = self.shelf.job(fetch=not self.screen.offline)
        number = self.screen.work.send(job) if job is not None else None
        if number is not None:
            self._jobs.append(number)

    def resized(self) -> None:
        """The window has another size, and with another font its cells have: pictures are made for them anew."""
        cell = self.screen.app.cell_now()
        if cell is not None and cell != self.shelf.canvas.cell:
            self.shelf.use(cell)
            self.screen.reader.lay_out_again()

    def _resumed(self, _app: object) -> None:
        """After a pause in the shell the terminal has no pictures left."""
        self.shelf.sent_again()
        self.screen.reader.repaint()

    def ready(self, event: ImageReady) -> None:
        """Show a picture that came where it has room, and give it some where that moves nothing."""
        if self.shelf.ready(event):
            if not self._new:
                self.screen.set_timer(TOGETHER, self._make_room)
            self._new.append(event.url)
        else:
            self.screen.reader.repaint()

    def _make_room(self) -> None:
        new, self._new = self._new, []
        seen = self.screen.reader.closed_in_view()
        for url in new:
            if url in seen:
                self.shelf.wait(url)
        if set(new) - seen:
            self.screen.reader.lay_out_again()
        if set(new) & seen:
            self.screen.say("a picture came: i shows it")

    def _stir(self) -> None:
        """The text was drawn, and with it the half blocks over every sixel: wait until it is at rest."""
        if not self.screen.is_active:
            return  # it is drawn below another screen, again and again, and draws no sixels there
        self._stirred = monotonic()
        if self.rests:
            self.rests = False
            self.screen.set_timer(REST, self._calm)

    def _calm(self) -> None:
        left = self._stirred + REST - monotonic()
        if left > 0:
            self.screen.set_timer(max(left, SHORTEST), self._calm)
            return
        self.rests = True
        reader, screen = self.screen.reader, self.screen
        if not (screen.is_active and reader.display and self.shelf.shown) or reader.lines is None:
            return
        first = reader.region.y + TOP + reader.seen.start - round(reader.scroll_y)
        end = min(reader.region.y + reader.uncovered(), screen.status.region.y)
        out = ""
        for spot in pictures_in([reader.lines[at] for at in reader.seen]):
            found = self.shelf.sixels(spot.url)
            if found is not None and found[1].rows <= spot.rows and first + spot.row + found[1].rows <= end:
                out += drawn(found[0], reader.region.x + reader.left + spot.column, first + spot.row)
        if out:
            screen.app.to_terminal(f"\x1b[?2026h{out}\x1b[?2026l")

    def toggle(self) -> None:
        """Show the pictures that wait; else turn this feed's pictures on or off, for good."""
        if not self._possible():
            return
        if self.shelf.shown and self.shelf.let_in():
            self.screen.reader.lay_out_again()
            self.screen.say("")
        elif (feed := self._feed) is not None:
            on = not self.shelf.shown
            self._of_feed[feed] = on
            choice = "on" if on else "off"
            self.screen.app.keep(lambda store: keep_option(store, f"feed:{feed}", "images", choice), lambda: self._kept(feed, on))
            self._chosen_now(on, "of this feed")

    def everywhere(self) -> None:
        """Turn pictures on or off wherever nothing else was chosen for a feed."""
        if self._possible():
            self._everywhere = not self._shown_everywhere()
            self.screen.app.remember(_EVERYWHERE, "on" if self._everywhere else "off")
            self._chosen_now(self._everywhere, "everywhere")

    def _kept(self, feed: int, on: bool) -> None:
        """From now on what is on the disk holds, whoever changes it."""
        if self._of_feed.get(feed) == on:
            del self._of_feed[feed]

    def _chosen_now(self, on: bool, where: str) -> None:
        self.shelf.shown = self._wanted()
        self.screen.reader.lay_out_again()
        self.screen.say(f"pictures {where} {'on' if on else 'off'}")

    def _possible(self) -> bool:
        if self.screen.settings.images == "off":
            self.screen.say('pictures are off: images = "off" in config.toml')
        elif self.shelf.canvas.way == "alt" and self.screen.settings.images != "alt":
            self.screen.say("this terminal has too few colours for pictures")
        else:
            return True
        return False

    def _wanted(self) -> bool:
        """Whether the pictures of the open feed are to be seen."""
        images = self.screen.settings.images
        if images == "off" or (self.shelf.canvas.way == "alt" and images != "alt"):
            return False
        if self._feed is None:
            return self._shown_everywhere()
        if self._feed in self._of_feed:
            return self._of_feed[self._feed]
        feed = feed_by_id(self.screen.store, self._feed)
        folder = feed.folder if feed else None
        said = options_for(self.screen.store, self._feed, folder).of(self._feed, folder).get("images")
        return self._shown_everywhere() if said is None else said == "on"

    def _shown_everywhere(self) -> bool:
        if self._everywhere is None:
            kept = get_state(self.screen.store, _EVERYWHERE)
            return self.screen.settings.images != "alt" if not kept else kept == "on"
        return self._everywhere
