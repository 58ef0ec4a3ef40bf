"""Why a page or an image could not be had, as a word for a summary: "2 could not be fetched (paywall, timeout)"."""

from __future__ import annotations

from newsreader.fetch.exchange import FetchError, FetchErrorKind

UNANSWERED: tuple[FetchErrorKind, ...] = ("timeout", "dns", "refused", "broken", "stopped", "offline")
"""Failures that say nothing of the page: the network may have been away."""

_STATUSES = {401: "paywall", 402: "paywall", 403: "refused", 404: "gone", 410: "gone", 429: "too many requests", 451: "legal reasons"}
_KINDS: dict[FetchErrorKind, str] = {
    "dns": "no such site",
    "refused": "no connection",
    "tls": "no valid certificate",
    "too-big": "too large",
    "redirects": "redirects in circles",
    "blocked": "private address",
    "bad-address": "bad address",
    "broken": "broken off",
    "secret": "no password",
    "program": "command failed",
}


def failure_word(error: FetchError) -> str:
    """The word for a failure."""
    if error.kind == "http-status":
        return _STATUSES.get(error.status or 0, "server error" if (error.status or 0) >= 500 else "refused")
    return _KINDS.get(error.kind, error.kind)
