"""Everything a key can do, in one table: it makes the keys, the help, the palette and the README's list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

Context = Literal["feeds", "headlines", "reader"]
CONTEXTS: tuple[Context, ...] = ("feeds", "headlines", "reader")
_LISTS: tuple[Context, ...] = ("feeds", "headlines")
_READER: tuple[Context, ...] = ("reader",)
_HEADLINES: tuple[Context, ...] = ("headlines",)
_ENTRIES: tuple[Context, ...] = ("headlines", "reader")

LEADER = ","
"""The key before those of the user's macros (`config.macros`)."""


class Action(NamedTuple):
    """One thing to do: `id` is `part.method` of the screen, `keys` are sequences such as `g a`, `label` its word in the status line."""

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: str
    contexts: tuple[Context, ...] = CONTEXTS


ACTIONS: tuple[Action, ...] = (
    Action("move.down", ("j", "down"), "down", "next row; a line down in the reader", "Moving"),
    Action("move.up", ("k", "up"), "up", "previous row; a line up in the reader", "Moving"),
    Action("move.left", ("h", "left"), "left", "the pane to the left", "Moving"),
    Action("move.right", ("l", "right"), "right", "the pane to the right; opens the headline", "Moving"),
    Action("move.next_pane", ("tab",), "next pane", "the next pane", "Moving"),
    Action("move.previous_pane", ("shift+tab",), "previous pane", "the previous pane", "Moving"),
    Action("move.top", ("g g", "home"), "top", "to the top", "Moving"),
    Action("move.bottom", ("G", "end"), "bottom", "to the bottom", "Moving"),
    Action("move.half_down", ("ctrl+d",), "half page down", "half a page down", "Moving"),
    Action("move.half_up", ("ctrl+u",), "half page up", "half a page up", "Moving"),
    Action("move.page_down", ("ctrl+f", "pagedown"), "page down", "a page down", "Moving"),
    Action("move.page_up", ("ctrl+b", "pageup"), "page up", "a page up", "Moving"),
    Action("move.next_feed", ("]",), "next feed", "the next feed or folder", "Moving"),
    Action("move.previous_feed", ("[",), "previous feed", "the previous feed or folder", "Moving"),
    Action("move.next_unread_feed", ("ctrl+n",), "next unread feed", "the next feed with unread entries", "Moving"),
    Action("move.previous_unread_feed", ("ctrl+p",), "previous unread feed", "the previous feed with unread entries", "Moving"),
    Action("lists.enter", ("enter",), "open", "show the feed's headlines; fold or unfold a folder", "Moving", ("feeds",)),
    Action("reading.open", ("enter",), "open", "open the headline in the reader", "Reading", ("headlines",)),
    Action("reading.read_on", ("space",), "read on", "a page down; at the end the next unread article, across feeds", "Reading"),
    Action("reading.read_back", ("backspace",), "page up", "a page up in the reader", "Reading"),
    Action("reading.next_unread", ("n",), "next unread", "the next unread headline; while a find is shown, the next match", "Reading"),
    Action("reading.previous_unread", ("N", "p"), "previous unread", "the previous unread headline, or match", "Reading"),
    Action("reading.next", ("J",), "next article", "open the next headline, from the reader too", "Reading"),
    Action("reading.previous", ("K",), "previous article", "open the previous headline", "Reading"),
    Action("reading.source", ("x",), "source", "go round: the clean page, the feed's own text, the whole page's text", "Reading"),
    Action("reading.hidden", ("X",), "hidden", "show what was hidden in the page, and why", "Reading"),
    Action("sites.pick", ("!",), "correct", "hide blocks like this one on this site, or bring a hidden piece back", "Reading", _READER),
    Action("pictures.toggle", ("i",), "pictures", "show the pictures that came late; else this feed's pictures on or off", "Reading"),
    Action("pictures.everywhere", ("g i",), "pictures everywhere", "pictures of every feed on or off", "Reading"),
    Action("reading.find", ("/",), "find", "find in the article, as you type", "Reading", _READER),
    Action("reading.follow", tuple("123456789"), "link", "a link by its number: says where it leads, Enter opens it", "Reading", _READER),
    Action("links.number", ("#",), "link number", "open a link by a number of any length", "Reading", _READER),
    Action("links.hint", ("f",), "links", "choose a link by letters and open it in the browser", "Reading", _READER),
    Action("links.peek", ("F",), "read a link", "choose a link by letters and read it here, decluttered", "Reading", _READER),
    Action("links.take", ("; y",), "copy a link", "choose a link by letters and copy its address", "Reading", _READER),
    Action("links.back", ("H",), "back", "back from a link or a note to where it was followed", "Reading", _READER),
    Action("later.keep", ("+",), "keep page", "keep the linked page; offline, put what isn't here on the list", "Reading", _ENTRIES),
    Action("links.all", ("U",), "all links", "all links of the article", "Reading", _READER),
    Action("reading.browser", ("o", "b", "v"), "browser", "open in the browser", "Reading"),
    Action("reading.browser_done", ("O",), "browser, done", "open in the browser and mark read", "Reading"),
    Action("reading.comments", ("c",), "comments", "open the comments in the browser", "Reading"),
    Action("copying.choose", ("V",), "choose text", "choose lines of the article, for y or Y", "Reading", _READER),
    Action("copying.copy", ("y",), "copy", "copy what is chosen, else the link", "Reading"),
    Action("copying.markdown", ("Y",), "copy Markdown", "copy what is chosen as Markdown, else a Markdown link", "Reading"),
    Action("changes.show", ("=",), "changes", "show what changed in the article since it was read", "Reading", _READER),
    Action("marks.toggle_read", ("m",), "read/unread", "mark read or unread", "Marking"),
    Action("marks.done", ("d",), "done", "mark read and go down", "Marking"),
    Action("marks.star", ("s",), "star", "star, or take the star off", "Marking"),
    Action("marks.shown", ("A",), "all read", "mark all shown read", "Marking"),
    Action("marks.everything", ("C",), "everything read", "mark everything read (asks)", "Marking"),
    Action("marks.above", ("<",), "above read", "mark all above read", "Marking"),
    Action("marks.below", (">",), "below read", "mark all below read", "Marking"),
    Action("marks.tag", ("t",), "tag", "give a tag", "Marking"),
    Action("marks.untag", ("T",), "take tag off", "take a tag off", "Marking"),
    Action("notes.write", ("g n",), "note", "write a note on it, or change the one that is there", "Marking"),
    Action("notes.edit", ("g N",), "note, in $EDITOR", "write the note in $EDITOR", "Marking"),
    Action("marks.choose", ("V",), "choose", "choose rows for the next mark; once more keeps them and goes on", "Marking", _HEADLINES),
    Action("marks.choose_all", ("g V",), "choose all", "choose every row of the list", "Marking", _HEADLINES),
    Action("marks.choose_query", ("g v",), "choose by query", "choose the rows of this list that a query has", "Marking", _HEADLINES),
    Action("marks.undo", ("u",), "undo", "undo the last change", "Marking"),
    Action("marks.redo", ("ctrl+r",), "redo", "redo what was undone", "Marking"),
    Action("stories.unfold", ("Z",), "whole story", "show a story's other headlines below it, or hide them", "Lists", _HEADLINES),
    Action("stories.join", ("&",), "join", "make one story of the headlines that V chose", "Lists", _HEADLINES),
    Action("stories.split", ("~",), "part", "take the headline out of its story", "Lists", _HEADLINES),
    Action("stories.prefer", (), "prefer", "let this feed or folder lead where a story is told twice, or no longer", "Lists"),
    Action("finding.filter", ("/",), "filter", "filter this list, as you type", "Lists", _LISTS),
    Action("finding.search", ("g /",), "search", "search everything", "Lists"),
    Action("lists.all", ("1", "g a"), "all", "all entries", "Lists"),
    Action("lists.unread", ("2", "g u"), "list unread", "unread entries", "Lists"),
    Action("lists.starred", ("3", "g s"), "starred", "starred entries", "Lists"),
    Action("lists.today", ("g t",), "today", "the last day's entries", "Lists"),
    Action("lists.to_feeds", ("g f",), "feeds", "to the feeds", "Lists"),
    Action("lists.waiting", ("*",), "new", "show the new headlines that wait", "Lists"),
    Action("lists.started", ("g c",), "continue", "continue reading: what was begun and left", "Lists"),
    Action("saved.pick", ("f",), "kept queries", "choose a query that was kept", "Lists", _LISTS),
    Action("saved.keep", ("F",), "keep query", "keep the filter or search under a name, as a list (D forgets it)", "Lists", _LISTS),
    Action("lists.sort", ("\\ \\",), "turn round", "turn the order round", "Lists"),
    Action("lists.by_newest", ("\\ n",), "newest first", "sort: newest first", "Lists"),
    Action("lists.by_oldest", ("\\ o",), "oldest first", "sort: oldest first", "Lists"),
    Action("lists.by_unread", ("\\ u",), "unread first", "sort: unread first", "Lists"),
    Action("lists.by_starred", ("\\ s",), "starred first", "sort: starred first", "Lists"),
    Action("lists.by_feed", ("\\ f",), "by feed", "sort: by feed", "Lists"),
    Action("lists.by_title", ("\\ t",), "by title", "sort: by title", "Lists"),
    Action("lists.by_author", ("\\ a",), "by author", "sort: by author", "Lists"),
    Action("lists.by_length", ("\\ l",), "longest first", "sort: longest first", "Lists"),
    Action("lists.by_typed", ("\\ ,",), "several keys", "sort by several keys that are typed, as in unread,-date", "Lists"),
    Action("lists.hide_read", ("\\ r",), "hide read", "hide what is read in every list, or show it", "Lists"),
    Action("finding.clear", ("escape", "ctrl+g"), "clear", "stop looking; clear the choice, the filter, find or search", "Lists"),
    Action("work.refresh", ("r",), "refresh", "refresh this feed", "Feeds"),
    Action("work.refresh_all", ("R",), "refresh all", "refresh every feed", "Feeds"),
    Action("work.add", ("a", "+"), "add feed", "add a feed by its address, or by any page or site that has one", "Feeds"),
    Action("work.import_file", (), "import", "import OPML, or newsboat's directory", "Feeds"),
    Action("editing.edit", ("E",), "edit", "change a feed's name, address, tags and settings, a folder's, or those of all feeds", "Feeds"),
    Action("editing.sheet", ("g E",), "all feeds", "change all feeds on a sheet of text, in $EDITOR", "Feeds"),
    Action("editing.merge", ("g M",), "merge", "put this feed's entries into another feed, and unsubscribe from it", "Feeds"),
    Action("work.remove", ("D",), "unsubscribe", "unsubscribe from this feed (asks; can be undone)", "Feeds"),
    Action("rules.add", ("M",), "make a rule", "make a rule of the filter that is shown: mute, mark, star, tag, … what arrives", "Feeds"),
    Action("rules.list", ("g r",), "rules", "the rules: what they did, change them, let them rest", "Feeds"),
    Action("rules.muted", ("g m",), "muted", "what rules muted, to be got back", "Feeds"),
    Action("work.health", ("g h",), "feed health", "what is wrong with which feed, and one key that mends it", "Feeds"),
    Action("work.hosts", ("g H",), "hosts", "which hosts were asked, when, and what for", "Feeds"),
    Action("network.toggle", ("ctrl+o",), "offline", "go offline, or online again", "Offline"),
    Action("later.edition", ("P",), "for the train", "make this list ready for reading offline; once more stops", "Offline"),
    Action("later.editions", ("g e",), "editions", "what is ready for reading offline, and what is missing", "Offline"),
    Action("later.outbox", ("g o",), "waiting", "what waits for the network, and what failed and why", "Offline"),
    Action("later.save", ("g +",), "save page", "keep any page as an entry of “Saved”, by its address", "Offline"),
    Action("look.width", ("w",), "width", "change the width of the text", "Screen"),
    Action("look.zen", ("z",), "zen", "the reader alone, or all panes", "Screen"),
    Action("look.density", ("-",), "density", "one line for a headline, or two", "Screen"),
    Action("look.theme", (), "theme", "choose a theme", "Screen"),
    Action("look.help", ("?", "f1"), "keys", "all keys, searchable", "Screen"),
    Action("look.palette", (":",), "commands", "every command by name; or filter, select, sort, tag, older, 30 … with words", "Screen"),
    Action("look.repeat", (".",), "once more", "do the last thing once more", "Screen"),
    Action("look.redraw", ("ctrl+l",), "redraw", "draw the screen anew", "Screen"),
    Action("look.suspend", ("ctrl+z",), "suspend", "to the shell (fg comes back)", "Screen"),
    Action("look.back", ("q",), "back", "a pane back; from the feeds, quit", "Screen"),
    Action("look.quit", ("Q",), "quit", "quit now", "Screen"),
)

COMMANDS = {
    "go": "go to row", "add": "add the feed", "import": "import", "search": "search everything for", "filter": "filter this list by",
    "select": "choose rows by", "sort": "sort by", "tag": "tag with", "older": "mark read what is older than",
    "export": "export this list, or what is chosen, to",
}  # fmt: skip
"""Commands that take words, and what they do."""

_SHOWN = {
    "down": "↓", "up": "↑", "left": "←", "right": "→", "enter": "Enter", "space": "Space", "backspace": "Backspace", "tab": "Tab",
    "shift+tab": "S-Tab", "escape": "Esc", "home": "Home", "end": "End", "pagedown": "PgDn", "pageup": "PgUp", "f1": "F1", "comma": ",",
}  # fmt: skip


def action(action_id: str) -> Action:
    """The action of an id."""
    return next(each for each in ACTIONS if each.id == action_id)


def shown(keys: str) -> str:
    """A key sequence as people write it: `ctrl+d` is `^D`, `g a` is `ga`."""
    return "".join(_SHOWN.get(key) or (f"^{key[5:].upper()}" if key.startswith("ctrl+") else key) for key in keys.split(" "))


def rebound(overrides: Mapping[str, tuple[str, ...]]) -> tuple[Action, ...]:
    """The actions with the user's keys; a key that was given to one action is taken from the others of its contexts."""
    if not overrides:
        return ACTIONS
    taken: dict[Context, set[str]] = {context: set() for context in CONTEXTS}
    for each in ACTIONS:
        for context in each.contexts:
            taken[context].update(overrides.get(each.id, ()))

    def keys(each: Action) -> tuple[str, ...]:
        return tuple(key for key in each.keys if not any(key in taken[context] for context in each.contexts))

    return tuple(each._replace(keys=overrides[each.id] if each.id in overrides else keys(each)) for each in ACTIONS)


def groups(actions: Iterable[Action] = ACTIONS) -> Iterator[tuple[str, list[Action]]]:
    """The actions by group, in their order."""
    by_group: dict[str, list[Action]] = {}
    for each in actions:
        by_group.setdefault(each.group, []).append(each)
    yield from by_group.items()


def key_table() -> str:
    """The README's table of keys, as Markdown."""
    lines = ["| Keys | What they do | Name in `keys.toml` |", "|---|---|---|"]
    for group, actions in groups():
        lines.append(f"| **{group}** | | |")
        for each in actions:
            keys = "`1`–`9`" if each.id == "reading.follow" else " ".join(_code(shown(key)) for key in each.keys) or "`:`"
            where = "" if each.contexts == CONTEXTS else f" ({' and '.join(each.contexts)})"
            lines.append(f"| {keys} | {each.help}{where} | `{each.id}` |")
    return "\n".join(lines) + "\n"


def _code(key: str) -> str:
    return f"`{key}`"
