"""Settings of feeds and folders: set in one undoable step, and shown with where each comes from. Light: the TUI calls it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsreader.library.confirming import CONFIRMED, sealing
from newsreader.library.feedparts import CannotEdit, addressing, feed_named, folder_name, pausing
from newsreader.library.logins import keep_secret, put_away
from newsreader.library.marks import Change
from newsreader.model.feed import Feed, is_inside
from newsreader.model.options import OPTIONS, BadOption, checked
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.store.options import all_options, own_options, scopes
from newsreader.store.parts import Part, Row
from newsreader.store.refreshes import refresh_states
from newsreader.text.clean import clean


@dataclass(frozen=True, slots=True)
class Shown:
    """A setting of a feed or folder as it holds: its value, and where that comes from (`feed`, `folder:A/B`, or nowhere: the default).

    `own` is what stands at the feed or folder itself.
    """

    name: str
    value: str
    source: str
    own: str
    words: str


def set_options(store: Store, scope: str, given: Mapping[str, str]) -> Change:
    """Set things of a feed (`feed:12`), a folder (`folder:A/B`) or all feeds (`all`), undoably; an empty value takes one away.
    Raises CannotEdit."""
    feed, folder = place_of(store, scope)
    name = feed.title if feed is not None else f"the folder {folder}" if folder else "all feeds"
    with store.writing():
        parts = setting(store, feed, folder, given)
        said = ", ".join(f"{key} {value or 'as usual'}" for key, value in _checked(given, feed is None).items())
        journal.change(store, parts, f"{name}: {said}", 1, int(time.time()))
    return Change(f"{name}: {said}" if parts else "it is so already", 1 if parts else 0)


def give_login(store: Store, feed_id: int, user: str, password: str) -> Change:
    """Have a feed log in with a name and a password, which goes into a file that only its owner can read. Raises CannotEdit, StoreError."""
    given = {"user": user.strip()} if user.strip() else {}
    if password:
        given["password"] = keep_secret(store, f"feed-{feed_id}-password", password)
    return set_options(store, str(feed_id), given)


def setting(store: Store, feed: Feed | None, folder: str, given: Mapping[str, str], url: str = "") -> list[Part]:
    """The parts of setting things of a feed (whose address becomes `url`), or of a folder; raises CannotEdit."""
    if feed is None:
        return setting_folder(store, folder, folder, given, ())
    wanted = _checked(given, of_folder=False)
    parts: list[Part] = pausing(feed, wanted.pop("paused") == "yes") if "paused" in wanted else []
    before = own_options(store, f"feed:{feed.id}")
    rows = _rows(f"feed:{feed.id}", before, wanted)
    after = {name: value for name, value in {**before, **wanted}.items() if value}
    return [*parts, *rows, *_due_anew(rows, [feed]), *_read_anew(store, rows, feed), *sealing(feed, url or feed.url, before, after)]


def remaking(store: Store, feed: Feed, url: str, given: Mapping[str, str]) -> tuple[list[Part], str]:
    """The parts of a feed's address and settings, and what was done with a login in the address, in words; raises CannotEdit."""
    if clean(url) == feed.url:
        return setting(store, feed, "", given), ""
    away = put_away(store, clean(url))
    return [*addressing(store, feed, away.url), *setting(store, feed, "", {**given, **away.options}, away.url)], away.words


def setting_folder(store: Store, old: str, new: str, given: Mapping[str, str], moved: Sequence[Part]) -> list[Part]:
    """The parts of setting things of a folder that becomes `new` by the parts in `moved`; raises CannotEdit."""
    scope = f"folder:{new}"
    before = dict(own_options(store, scope))
    for part in moved:
        if isinstance(part, Row) and part.table == "options" and part.key[0] == scope and part.after is not None:
            before[str(part.key[1])] = str(part.after["value"])
    rows = _rows(scope, before, _checked(given, of_folder=True))
    inside = [each for each in all_feeds(store) if not old or is_inside(each.folder, old)]
    return [*rows, *_due_anew(rows, inside)]


def moving_options(store: Store, old: str, new: str) -> list[Part]:
    """The parts of taking a folder's settings (and those of the folders in it) to its new name; what stands there already stays."""
    parts: list[Part] = []
    kept = all_options(store)
    for scope, values in kept.by_scope.items():
        folder = scope.removeprefix("folder:")
        if scope == folder or not is_inside(folder, old):
            continue
        target = "folder:" + (new + folder[len(old) :]).strip("/")
        for name, value in values.items():
            parts.append(Row("options", (scope, name), {"value": value}, None))
            if new and name not in kept.own(target):
                parts.append(Row("options", (target, name), None, {"value": value}))
    return parts


def shown(store: Store, feed: Feed | None, folder: str) -> tuple[Shown, ...]:
    """Every setting of a feed (or of a folder) as it holds."""
    kept = all_options(store)
    found = []
    for option in OPTIONS.values():
        if feed is None and not option.of_folders:
            continue
        if option.name == "paused":
            paused = feed is not None and feed.paused
            found.append(Shown("paused", "yes" if paused else "no", "feed" if paused else "", "yes" if paused else "", option.words))
            continue
        places = scopes(feed.id if feed is not None else None, feed.folder if feed is not None else folder)
        source = next((place for place in places if option.name in kept.own(place)), "")
        value = kept.own(source).get(option.name, option.default)
        own = kept.own(places[0]).get(option.name, "")
        found.append(Shown(option.name, value, "feed" if source.startswith("feed:") else source, own, option.words))
    return tuple(found)


def describe(source: str) -> str:
    """Where a setting comes from, in words."""
    folder = source.removeprefix("folder:")
    return f"the folder {folder}" if folder else "all feeds"


def given_away(own: Mapping[str, str], feed: Feed | None = None) -> tuple[tuple[str, str], ...]:
    """The settings that go out with a feed or folder, in a fixed order; only what `OPTIONS` knows."""
    values = {**own, **({"paused": "yes"} if feed is not None and feed.paused else {})}
    return tuple((name, values[name]) for name in OPTIONS if name in values)


def taken_over(
    store: Store,
    of_feeds: Mapping[str, Iterable[tuple[str, str]]],
    added: Sequence[int],
    of_folders: Mapping[str, Mapping[str, str]],
    logins: Mapping[str, Mapping[str, str]],
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Set what came with the feeds that an import added, and with folders that have no settings here; gives what didn't fit, in words, and
    what is to be taken back with the import. What a feed had that comes back stays as it was.
    What proves who asks waits for the user's word, but for the `logins` that stood in the feeds' own addresses."""
    wrong: list[str] = []
    kept = all_options(store)
    parts: list[Row] = []
    feeds = {each.id: each for each in all_feeds(store)}
    for feed in (feeds[each] for each in added):
        own = kept.own(f"feed:{feed.id}")
        fitting = _beside(own, _fitting(dict(of_feeds.get(feed.url, ())), feed.title, False, wrong), feed.title, wrong)
        login = _beside(own, logins.get(feed.url, {}), feed.title, wrong)
        if fitting or login:
            made = setting(store, feed, "", {**login, **fitting})
            foreign = any(OPTIONS[name].sealed for name in fitting)
            made = [part for part in made if not (foreign and isinstance(part, Row) and part.key[-1] == CONFIRMED)]
            parts += [part for part in made if isinstance(part, Row)]
    for folder, given in of_folders.items():
        if not kept.own(f"folder:{folder}"):
            whose = describe(f"folder:{folder}")
            fitting = _fitting(given, whose, True, wrong)
            wrong += [f"{whose}: {name} {fitting[name]} is left out; set it yourself" for name in fitting if OPTIONS[name].sealed]
            fitting = {name: value for name, value in fitting.items() if not OPTIONS[name].sealed}
            parts += [part for part in setting_folder(store, folder, folder, fitting, ()) if isinstance(part, Row)]
    journal.make(store, parts)
    return tuple(wrong), tuple(parts)


def _beside(own: Mapping[str, str], given: Mapping[str, str], whose: str, left: list[str]) -> dict[str, str]:
    """What a list may set beside a feed's own settings: nothing that stands there, and nothing of who asks where that is known."""
    known = any(OPTIONS[name].sealed for name in own if name in OPTIONS)
    taken = {name: value for name, value in given.items() if name not in own and not (known and _asks(name))}
    if stay := [name for name, value in given.items() if name not in taken and own.get(name) != value]:
        left.append(f"{whose}: {', '.join(stay)} of the list {'is' if len(stay) == 1 else 'are'} left out, your own settings stay")
    return taken


def _asks(name: str) -> bool:
    """Whether a setting is part of who asks, and how."""
    return OPTIONS[name].sealed or name in ("auth", "proxy_user")


def _fitting(given: Mapping[str, str], whose: str, of_folder: bool, wrong: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in given.items():
        try:
            found |= checked({name: value}, of_folder)
        except BadOption as error:
            wrong.append(f"{whose}: {error}")
    return found


def place_of(store: Store, scope: str) -> tuple[Feed | None, str]:
    """The feed of `12`, `feed:12` or a title, the folder of `folder:A/B` that is there, or (`all`) the one around all folders; raises
    CannotEdit."""
    scope = scope.strip()
    if scope == "all":
        return None, ""
    if scope.startswith("folder:"):
        folder = folder_name(scope[7:])
        if not folder or not any(is_inside(each.folder, folder) for each in all_feeds(store)):
            raise CannotEdit(f"there is no folder {folder or '(none)'}")
        return None, folder
    try:
        return feed_named(store, scope), ""
    except CannotEdit as error:
        raise CannotEdit(f"{error}; a folder is written folder:News, all feeds all") from None


def _checked(given: Mapping[str, str], of_folder: bool) -> dict[str, str]:
    try:
        return checked(given, of_folder)
    except BadOption as error:
        raise CannotEdit(str(error)) from error


def _rows(scope: str, before: Mapping[str, str], wanted: Mapping[str, str]) -> list[Part]:
    return [
        Row("options", (scope, name), {"value": before[name]} if name in before else None, {"value": value} if value else None)
        for name, value in wanted.items()
        if value != before.get(name, "")
    ]


def _read_anew(store: Store, rows: Sequence[Part], feed: Feed) -> list[Part]:
    """With other selectors the page is read again, although it is what it was."""
    if not any(isinstance(row, Row) and row.key[1] == "page" for row in rows):
        return []
    return [
        Row("feeds", (state.id,), {"etag": state.etag, "last_modified": state.last_modified}, {"etag": None, "last_modified": None})
        for state in refresh_states(store, [feed.id])
    ]


def _due_anew(rows: Sequence[Part], feeds: Sequence[Feed]) -> list[Part]:
    """With another interval feeds are due at once, and then as it says."""
    if not any(isinstance(row, Row) and row.key[1] == "every" for row in rows):
        return []
    return [Row("feeds", (each.id,), {"next_refresh": each.next_refresh}, {"next_refresh": None}) for each in feeds]
