"""Editing the feed, folder or kept query of the open list, each change undone in one step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from newsreader.library.editing import FeedEdit, edit_feed, rename_folder
from newsreader.library.marks import Change
from newsreader.model.feed import Feed
from newsreader.store.connection import Store
from newsreader.tui.screens.feedform import Field, Form

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen


class Editing:
    """Opens a form on what the list is, and keeps what was filled in."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    def edit(self) -> None:
        """Change the name, address, folder and tags of a feed, or a folder's name."""
        choice = self.screen.headlines.listing.choice if self.screen.headlines.listing is not None else None
        if choice is not None and choice.kind == "folder":
            self._folder(choice.query.folder or "")
        elif choice is not None and choice.kind == "feed":
            feed = next((each for each in self.screen.lists.bar.feeds if each.id == choice.query.feeds[0]), None)
            if feed is not None:
                self._feed(feed)
        else:
            self.screen.say("choose a feed or a folder first: E edits it")

    def _feed(self, feed: Feed) -> None:
        folders = ", ".join(sorted({each.folder for each in self.screen.lists.bar.feeds if each.folder})[:6])
        fields = (
            Field("title", feed.title, "empty: what it calls itself"),
            Field("address", feed.url),
            Field("folder", feed.folder or "", f"at the top; as in News/Asia, or {folders}" if folders else "at the top; as in News/Asia"),
            Field("tags", ", ".join(feed.tags), "with commas between them"),
            Field("paused", "yes" if feed.paused else "no", "yes: refreshed only when you ask for this feed"),
        )

        def work(values: dict[str, str]) -> Callable[[Store], Change]:
            tags = tuple(tag.strip() for tag in values["tags"].split(",") if tag.strip())
            paused = values["paused"].strip().casefold() in ("yes", "y", "true", "1")
            edit = FeedEdit(values["title"].strip(), values["address"].strip(), values["folder"].strip(), tags, paused)
            return lambda store: edit_feed(store, feed.id, edit)

        self._ask(feed.title, fields, work)

    def _folder(self, folder: str) -> None:
        def work(values: dict[str, str]) -> Callable[[Store], Change]:
            return lambda store: rename_folder(store, folder, values["folder"])

        self._ask(f"The folder {folder}", (Field("folder", folder, "at the top"),), work)

    def _ask(self, title: str, fields: tuple[Field, ...], work: Callable[[dict[str, str]], Callable[[Store], Change]]) -> None:
        def keep(values: dict[str, str]) -> None:
            self.screen.writer.put(work(values), done, lambda error: form.refuse(str(error)))

        def done(change: Change) -> None:
            if form.is_current:
                form.dismiss(None)
            self.screen.lists.refresh_feeds()
            self.screen.lists.again()
            self.screen.say(change.words + (" · u undoes" if change.count else ""))

        form = Form(title, fields, keep)
        self.screen.app.push_screen(form)
