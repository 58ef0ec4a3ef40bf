"""The certificate of a server for which nobody vouches: looked at, so that the user can compare it and trust its key."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from newsreader.fetch.access import Access
from newsreader.fetch.addresses import host_of, place_of
from newsreader.library.access import access_for
from newsreader.library.logins import without_login
from newsreader.store.connection import Store
from newsreader.store.contacts import note_contacts
from newsreader.store.errors import StoreError
from newsreader.store.feeds import feed_by_id

if TYPE_CHECKING:
    from newsreader.fetch.pins import Shown


class CannotTrust(Exception):
    """No certificate could be looked at; the message says why."""


def certificate_at(store: Store, url: str, access: Access | None, offline: bool) -> Shown:
    """What the server of an address shows; it is asked for that alone. Raises CannotTrust."""
    from newsreader.fetch.pins import NoCertificate, shown_by  # ssl: seldom wanted

    url = without_login(url)
    if offline:
        raise CannotTrust(f"offline: {host_of(url)} was not asked")
    if access is not None and access.proxied:
        raise CannotTrust(
            f"{url} is reached over {access.proxy}, and its server would be asked without that: set pin=sha256//… by what its owner says"
        )
    with suppress(StoreError):  # a log that can't be written stops nothing
        note_contacts(store, {(place_of(url), "certificate"): 1}, int(time.time()))
    try:
        return shown_by(url)
    except NoCertificate as error:
        raise CannotTrust(str(error)) from None


def certificate_of(store: Store, feed_id: int, offline: bool) -> Shown:
    """What a feed's server shows. Raises CannotTrust."""
    feed = feed_by_id(store, feed_id)
    if feed is None:
        raise CannotTrust("this feed is not there any more")
    return certificate_at(store, feed.url, access_for(store, feed_id), offline)
