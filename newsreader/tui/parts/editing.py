"""Editing the feed, folder or kept query of the open list, each change undone in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from newsreader.library.editing import FeedEdit, edit_feed, edit_folder, merge_feeds
from newsreader.library.feedoptions import Shown, describe, set_options, shown
from newsreader.library.feedparts import tags_of
from newsreader.library.feedsheet import apply_sheet, feed_sheet
from newsreader.library.marks import Change
from newsreader.library.tagging import COLORS, color_tag, rename_tag
from newsreader.model.feed import Feed
from newsreader.model.options import OPTIONS
from newsreader.store.connection import Store
from newsreader.tui.screens.feedform import Field, Form

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen


class Editing:
    """Opens a form on what the list is, and keeps what was filled in."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    def edit(self) -> None:
        """Change the name, address, folder, tags and settings of a feed, a folder's name and settings, or those of all feeds."""
        choice = self.screen.choice
        if choice is not None and choice.kind == "folder":
            self._folder(choice.query.folder or "")
        elif choice is not None and choice.kind == "feed":
            feed = self.screen.lists.bar.feed(choice.query.feeds[0])
            if feed is not None:
                self._feed(feed)
        elif choice is not None and choice.kind == "all":
            self._everywhere()
        elif choice is not None and choice.kind == "saved":
            self._saved(choice.title)
        elif choice is not None and choice.kind == "tag":
            self._tag(choice.title)
        else:
            self.screen.say("choose a feed, a folder, a tag or a kept query first: E edits it")

    def _saved(self, name: str) -> None:
        def keep(values: dict[str, str]) -> None:
            if wrong := self.screen.saved.change(name, values["name"], values["query"]):
                form.refuse(wrong)
            else:
                form.dismiss(None)

        fields = (Field("name", name, "a name"), Field("query", self.screen.saved.text_of(name), "words, feed:…, newsboat's filters"))
        form = Form(f"The kept query {name}", fields, keep)
        self.screen.app.push_screen(form)

    def _tag(self, name: str) -> None:
        tag = self.screen.lists.bar.tag(name)
        if tag is None or tag.feeds:
            self.screen.say("this is a tag of feeds: E on a feed, or gE for all of them, changes it")
            return

        def work(values: dict[str, str]) -> Callable[[Store], Change]:
            new, color = values["name"].strip(), values["colour"].strip()

            def change(store: Store) -> Change:
                with store.writing():
                    painted = color_tag(store, name, color)
                    return rename_tag(store, name, new) if new and new != name else painted

            return change

        hint = ", ".join(COLORS) + " or #rrggbb"
        self._ask(f"The tag {name}", (Field("name", name), Field("colour", tag.color, "the theme's own", hint)), work)

    def sheet(self) -> None:
        """Change all feeds on a sheet of text, in the editor."""
        self._on_sheet(feed_sheet(self.screen.store))

    def _on_sheet(self, text: str) -> None:
        changed = self.screen.app.edit(text, ".txt")
        if changed is None or changed == text:
            return

        def done(change: Change) -> None:
            self.screen.lists.refresh_feeds()
            self.screen.lists.again()
            self.screen.changed(change)

        def failed(error: Exception) -> None:
            from newsreader.tui.screens.confirm import Confirm

            question = Confirm(f"{error}. Nothing was changed yet.", "go on editing")
            self.screen.app.push_screen(question, lambda yes: self._on_sheet(changed) if yes else None)

        self.screen.writer.put(lambda store: apply_sheet(store, changed), done, failed)

    def merge(self) -> None:
        """Put the entries of this feed into another one, and unsubscribe from it."""
        choice = self.screen.choice
        if choice is None or choice.kind != "feed":
            self.screen.say("choose a feed first: its entries go into another one")
            return
        from newsreader.tui.screens.picker import Item, Picker

        source, title = choice.query.feeds[0], choice.title
        others = [feed for feed in self.screen.lists.bar.feeds if feed.id != source and not feed.url.startswith("newsreader:")]
        items = [Item(str(feed.id), feed.title or feed.url, "", feed.folder or "") for feed in others]

        def picked(target: str | None) -> None:
            if target is not None:
                self.screen.feeds.choose(f"feed:{target}")
                self.screen.marks.write(lambda store: merge_feeds(store, source, int(target)), anew=True)

        self.screen.app.push_screen(Picker(f"Merge {title} into", items), picked)

    def _feed(self, feed: Feed) -> None:
        folders = ", ".join(list(dict.fromkeys(each.folder for each in self.screen.lists.bar.feeds if each.folder))[:6])
        fields = (
            Field("title", feed.title, "empty: what it calls itself"),
            Field("address", feed.url),
            Field("folder", feed.folder or "", f"at the top; as in News/Asia, or {folders}" if folders else "at the top; as in News/Asia"),
            Field("tags", ", ".join(feed.tags), "with commas between them"),
            *_settings(shown(self.screen.store, feed, "")),
        )

        def work(values: dict[str, str]) -> Callable[[Store], Change]:
            tags, own = tags_of(feed, values["tags"]), _options(values)
            edit = FeedEdit(values["title"].strip(), values["address"].strip(), values["folder"].strip(), tags, own)
            return lambda store: edit_feed(store, feed.id, edit)

        self._ask(feed.title, fields, work)

    def _everywhere(self) -> None:
        def work(values: dict[str, str]) -> Callable[[Store], Change]:
            return lambda store: set_options(store, "all", _options(values))

        self._ask("All feeds, where neither a folder nor a feed says otherwise", _settings(shown(self.screen.store, None, "")), work)

    def _folder(self, folder: str) -> None:
        def work(values: dict[str, str]) -> Callable[[Store], Change]:
            return lambda store: edit_folder(store, folder, values["folder"], _options(values))

        fields = (Field("folder", folder, "at the top"), *_settings(shown(self.screen.store, None, folder)))
        self._ask(f"The folder {folder}", fields, work)

    def _ask(self, title: str, fields: tuple[Field, ...], work: Callable[[dict[str, str]], Callable[[Store], Change]]) -> None:
        def keep(values: dict[str, str]) -> None:
            self.screen.writer.put(work(values), done, lambda error: form.refuse(str(error)))

        def done(change: Change) -> None:
            if form.is_current:
                form.dismiss(None)
            self.screen.lists.refresh_feeds()
            self.screen.lists.again()
            self.screen.changed(change)

        form = Form(title, fields, keep)
        self.screen.app.push_screen(form)


def _settings(found: Sequence[Shown]) -> tuple[Field, ...]:
    """A line for each setting: its own value, and as a hint what holds without one, and what it is for."""
    fields = []
    for each in found:
        option = OPTIONS[each.name]
        there = each.own or (f"{each.value}, from {describe(each.source)}" if each.source else option.default)
        fields.append(Field(each.name, each.own, there if not each.own else "", f"{option.words}: {option.allowed}"))
    return tuple(fields)


def _options(values: dict[str, str]) -> dict[str, str]:
    given = {name: value.strip() for name, value in values.items() if name in OPTIONS}
    return given | ({"paused": given["paused"] or "no"} if "paused" in given else {})
