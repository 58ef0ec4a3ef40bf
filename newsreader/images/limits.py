"""What a picture may cost, known from its header before a pixel is decoded."""

from __future__ import annotations

BYTES = 10 << 20
PIXELS = 40_000_000
SIDE = 30_000
WORK = 400_000_000
"""Pixels times passes: a progressive JPEG is drawn once a scan, and a hostile one has thousands of scans."""
TINY = 2
"""A picture of so few pixels in width or height is there to count its readers, not to be seen."""
SIXEL_BYTES = 400_000
"""The most that one picture may send to a terminal that draws sixels: it is sent each time that the view comes to rest."""
