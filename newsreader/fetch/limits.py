"""How much a server may cost: bytes, seconds, redirects, connections."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds, sizes in bytes; `body` counts after decompression.

    An answer is given up where it comes in at less than `slow` bytes a second for `slow_for` seconds. One that takes longer than
    `patience`, or much longer than others, counts no more among the `overall` transfers that run at once.
    """

    body: int = 20 << 20
    connect: float = 15
    total: float = 60
    slow: int = 64
    slow_for: int = 20
    redirects: int = 10
    per_host: int = 2
    overall: int = 64
    patience: float = 3
