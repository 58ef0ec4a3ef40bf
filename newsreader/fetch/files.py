"""Feeds from `file://`, for addresses that the user typed: regular files, under a size limit."""

from __future__ import annotations

import mimetypes
import os
import stat
from urllib.parse import unquote, urlsplit

from newsreader.fetch.exchange import FetchError, Request, Response
from newsreader.fetch.words import size_words
from newsreader.text.clean import clean


def read_file(request: Request, most_bytes: int) -> Response:
    """Read the file of a typed `file://` address; its time and size are its validator. Raises FetchError."""
    if not request.typed:
        raise FetchError("blocked", "files of this machine are read only where you typed their address yourself", url=request.url)
    try:
        parts = urlsplit(request.url)
        host, path = parts.hostname, unquote(parts.path)
    except ValueError:
        host, path = None, ""
    shown = clean(path)
    if host not in (None, "", "localhost") or not path or "\x00" in path:
        raise FetchError("bad-address", f"{clean(request.url)} is not a file of this machine", url=request.url)
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise FetchError("refused", f"{shown} cannot be read: {(error.strerror or 'it fails').lower()}", url=request.url) from None
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise FetchError("refused", f"{shown} is not a regular file", url=request.url)
        etag = f'"{about.st_mtime_ns:x}-{about.st_size:x}"'
        if request.etag == etag:
            return Response(request.url, 304, etag=etag)
        with os.fdopen(handle, "rb", closefd=False) as file:
            body = file.read(most_bytes + 1)
    finally:
        os.close(handle)
    if len(body) > most_bytes:
        raise FetchError("too-big", f"{shown} is larger than {size_words(most_bytes)}", url=request.url)
    return Response(request.url, 200, body, mimetypes.guess_type(path)[0], etag)
