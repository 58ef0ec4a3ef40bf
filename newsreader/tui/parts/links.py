"""Links: chosen by number, by letters or from a list; opened in the browser, or decluttered in the reader with a way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from newsreader.library.linked import linked_article
from newsreader.library.opened import Opened
from newsreader.library.positions import Position
from newsreader.model.article import Article
from newsreader.model.entry import Entry
from newsreader.model.events import LinkReady
from newsreader.model.jobs import FetchLink, Save
from newsreader.render.lines import Place
from newsreader.text.clean import clean
from newsreader.text.hosts import address_shown, host_shown, warning
from newsreader.text.trackers import without_trackers
from newsreader.tui.panes.hints import labels

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

Deed = Callable[[int], None]
_TOLD = 200
"""Characters of a note that the status line tells."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What was read before a link was followed: a linked page, or (None) the entry itself, and the place in it."""

    page: Opened | None
    place: Place
    position: Position | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a link stands that has letters over it."""

    number: int
    line: int
    column: int


class Links:
    """The links of what is read; `page` is the linked page that is shown, None while it is the entry itself."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.page: Opened | None = None
        self._stack: list[Visit] = []
        self._waiting: tuple[str, Position | None] | None = None  # a page that was asked for, and where the reader was then
        self._marks: dict[str, Mark] = {}
        self._typed = ""
        self._deed: Deed = self.open
        self.legend: list[tuple[str, str]] = []
        """The letters over the links and where each leads, for the status line."""

    def forget(self) -> None:
        """Another entry is read: there is no way back into this one."""
        self.page, self._waiting = None, None
        self._stack.clear()

    @property
    def leads_back(self) -> bool:
        """Whether there is something to go back to."""
        return bool(self._stack)

    # Which link

    def hint(self) -> None:
        """Choose a link by letters and open it in the browser."""
        self._show_hints(self.open, "in the browser:")

    def peek(self) -> None:
        """Choose a link by letters and read it here."""
        self._show_hints(self.read, "here:")

    def take(self) -> None:
        """Choose a link by letters and copy where it leads."""
        self._show_hints(self.copy, "copy:")

    def number(self) -> None:
        """Ask for a link's number."""
        self.screen.ask("link number: ", "", lambda _text: None, self._numbered, f"1 to {len(self.screen.reader.links)}")

    def _numbered(self, text: str | None) -> None:
        if text and text.strip().isdecimal():
            self.offer(int(text))
        self.screen.activate("reader")

    def all(self) -> None:
        """A list of all links."""
        from newsreader.tui.screens.links import pick_link  # a screen over this one is imported when it is wanted

        if not self.screen.reader.links:
            self.screen.say("there are no links in this article")
            return
        pick_link(self.screen, {"browser": self.open, "here": self.read, "copy": self.copy})

    def _show_hints(self, deed: Deed, words: str) -> None:
        found = self.screen.reader.links_in_view()
        if not found:
            count = len(self.screen.reader.links)
            self.screen.say(f"no link is in sight: U lists all {count:,}" if count else "there are no links in this article")
            return
        self._marks = {label: Mark(number, line, column) for label, (line, column, number) in zip(labels(len(found)), found, strict=True)}
        self._typed, self._deed = "", deed
        self.screen.say(words)
        self.screen.grab = self._type
        self._draw_hints()

    def _draw_hints(self) -> None:
        """Letters over the links, and their hosts in the status line."""
        left = {label[len(self._typed) :]: mark for label, mark in self._marks.items() if label.startswith(self._typed)}
        self.screen.reader.set_hints([(mark.line, mark.column, label) for label, mark in left.items()])
        links = self.screen.reader.links
        hosts = [(label, host_shown(without_trackers(links[mark.number - 1]))) for label, mark in left.items() if mark.number > 0]
        self.legend = [*hosts, ("Esc", "leave")]
        self.screen.placed()

    def _type(self, key: str) -> bool:
        if not self.screen.reader.hinted:  # another layout has dropped them
            self.screen.grab = None
            return False
        typed = self._typed + key.lower()
        left = [label for label in self._marks if label.startswith(typed)]
        if left and typed not in self._marks:
            self._typed = typed
            self._draw_hints()
            return True
        self.screen.grab = None
        self.screen.reader.set_hints(())
        self.screen.say("" if left or len(key) > 1 else "no link has these letters")
        mark = self._marks.get(typed)
        if mark is not None and mark.number < 0:
            self._to_note(mark)
        elif mark is not None:
            self._deed(mark.number)
        self.screen.placed()
        return mark is not None or len(key) == 1 or key == "escape"

    def _to_note(self, mark: Mark) -> None:
        """From the mark of a note to the note and back, each with a way back of its own."""
        reader = self.screen.reader
        visit = Visit(self.page, reader.place, reader.position)
        words = reader.follow_note(mark.number, mark.line)
        if words is None:
            self.screen.say("the note of this mark isn't in the article")
            return
        moved = reader.place != visit.place
        if moved:
            self._stack.append(visit)
        told = " ".join(clean(words).split())
        self.screen.say((told if len(told) <= _TOLD else told[: _TOLD - 1] + "…") + " · H goes back" * moved)

    # What becomes of it

    def offer(self, number: int) -> None:
        """Say where a link leads; Enter, or its digit once more, opens it in the browser, and every other key is what it always is."""
        url = self._address(number)
        if url is None:
            return

        def answered(key: str) -> bool:
            self.screen.grab = None
            self.screen.say("")
            if key in ("enter", str(number)):
                self.open(number)
            self.screen.placed()
            return key in ("enter", "escape", str(number))

        self.screen.say(f"link {number}: {address_shown(without_trackers(url))}")
        self.legend = [("Enter", "open in the browser"), ("Esc", "leave")]
        self.screen.grab = answered
        self.screen.placed()

    def open(self, number: int) -> None:
        """Open a link in the browser."""
        url = self._address(number)
        if url is not None:
            self.screen.reading.launch(url, self.screen.reader.link_words().get(number, ""))

    def read(self, number: int) -> None:
        """Read what a link leads to here, decluttered."""
        url, entry = self._address(number), self.screen.reading.entry
        if url is None or entry is None:
            return
        url, host = without_trackers(url), host_shown(without_trackers(url))
        words = self.screen.reader.link_words().get(number, "")
        odd = warning(url, words)
        here = self.page.entry.headline.url if self.page is not None else entry.url
        page, _, name = url.partition("#")
        if name and page == without_trackers(here or "").partition("#")[0]:
            self._to_heading(unquote(name), words)
            return
        kept = linked_article(self.screen.store, url)
        if not url.startswith("http"):
            self.screen.say("only pages of the web can be read here: f opens this in another program")
        elif kept is not None:
            self._show(url, kept)
        elif self.screen.offline:
            self.screen.later.missing(url, host)
        else:
            self._waiting = (url, self.screen.reader.position)
            self.screen.work.send(FetchLink(url, entry.id))
            self.screen.say(f"{odd} · getting it …" if odd else f"getting the page from {host} …", "warning" if odd else "foreground")

    def _to_heading(self, name: str, words: str) -> None:
        """Go to the heading that a link of the page to itself means, with a way back."""
        reader = self.screen.reader
        place, visit = reader.heading(name, words), Visit(self.page, reader.place, reader.position)
        if place is None:
            self.screen.say("this leads to a place on this same page")
            return
        reader.to_place(place)
        if reader.place != visit.place:
            self._stack.append(visit)
        self.screen.say("H goes back" if reader.place != visit.place else "it is in sight already")

    def copy(self, number: int) -> None:
        """Copy where a link leads."""
        url = self._address(number)
        if url is not None:
            self.screen.copying.put(without_trackers(url))

    def _address(self, number: int) -> str | None:
        links = self.screen.reader.links
        if 0 < number <= len(links):
            return links[number - 1]
        self.screen.say(f"there is no link {number}")
        return None

    def ready(self, event: LinkReady) -> None:
        """Show a page that has come, unless something else is read by now."""
        if self._waiting is None or self._waiting[0] != event.url:
            return
        position, self._waiting = self._waiting[1], None
        if event.error is not None:
            self.screen.say(event.error, "error")
            return
        article = linked_article(self.screen.store, event.url)
        if article is None:
            return
        if _spot(position) != _spot(self.screen.reader.position):
            self.screen.say(f"{host_shown(event.url)} has come: choose its link once more to read it")
            return
        self.screen.say("")
        self._show(event.url, article)

    def _show(self, url: str, article: Article) -> None:
        entry, reader = self.screen.reading.entry, self.screen.reader
        if entry is None:
            return
        self._stack.append(Visit(self.page, reader.place, reader.position))
        site = article.site or host_shown(url)
        row = entry._replace(title=article.title, url=url, author=None, feed=site, published=0, words=article.words)
        self._show_page(Opened(Entry(row, ""), article, "page", None), None)

    def _show_page(self, page: Opened, position: Position | None) -> None:
        self.page = page
        reader = self.screen.reader
        self.screen.pictures.open(page.entry.headline)
        reader.show(page, position=position)
        reader.note(f"{host_shown(page.entry.headline.url or '')} · H goes back · + keeps this page", "link")
        self.screen.placed()

    def back(self) -> None:
        """Back to what was read before the link was followed, at its place."""
        if not self._stack:
            self.screen.say("there is nothing to go back to")
            return
        visit = self._stack.pop()
        self._waiting = None
        if visit.page is self.page:
            self.screen.reader.to_place(visit.place)
        elif visit.page is not None:
            self._show_page(visit.page, visit.position)
        else:
            self.page = None
            self.screen.reading.show_again(visit.position)
        self.screen.say("")

    def keep(self) -> None:
        """Keep the linked page that is read as an entry of its own."""
        if self.page is None or not self.page.entry.headline.url:
            self.screen.say("this is an entry already: s stars it")
            return
        self.screen.work.send(Save(self.page.entry.headline.url))
        self.screen.say("keeping this page …")


def _spot(position: Position | None) -> tuple[int, str] | None:
    """Where in the text a position is; a picture that gets room below changes only how far that is."""
    return None if position is None else (position.block, position.anchor)
