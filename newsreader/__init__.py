"""newsreader: a news reader for the terminal.

The story starts in `__main__`; how the house is built stands in `.github/CONTRIBUTING.md`.
"""

__version__ = "0.1.0"
