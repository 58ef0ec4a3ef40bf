"""The demo edition: feeds, pages and pictures written for this program, so that it can be tried without a network.

`index.json` maps an address to a file here and its content type; `subscriptions.opml` names the feeds and their folders. All hosts are
under `.example`, all people and places are made up, and no date depends on the day it is read.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def edition() -> Traversable:
    """The folder of the edition, wherever the package is installed."""
    return files(__name__)
