"""newsreader: a news reader for the terminal. The story starts in `__main__`; the house is described in `.github/CONTRIBUTING.md`."""

