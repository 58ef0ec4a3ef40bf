"""How the screen looks, and the screens over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen


class Look:
    """Zen, density, width, themes, help, palette; and the ways out."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    def width(self) -> None:
        """The next width of the text."""
        self.screen.say(f"{self.screen.reader.cycle_width()} columns")

    def zen(self) -> None:
        """The reader alone, or all panes."""
        self.screen.zen = not self.screen.zen
        if self.screen.zen:
            self.screen.activate("reader")
        self.screen.lay_out()

    def density(self) -> None:
        """One line for a headline, or two."""
        headlines = self.screen.headlines
        headlines.set_density("compact" if headlines.density == "comfortable" else "comfortable")
        self.screen.placed()

    def theme(self) -> None:
        """Choose a theme; each is shown while the cursor is on it."""
        from newsreader.tui.screens.themes import pick_theme  # the screens over this one are imported when they are wanted

        pick_theme(self.screen)

    def help(self) -> None:
        """All keys, searchable; Enter does what the cursor is on."""
        from newsreader.tui.screens.commands import pick_key

        pick_key(self.screen)

    def palette(self) -> None:
        """Every command by name."""
        from newsreader.tui.screens.commands import pick_command

        pick_command(self.screen)

    def repeat(self) -> None:
        """What was done last, once more, on what the cursor is on now."""
        if self.screen.last is not None:
            self.screen.act(self.screen.last)
        else:
            self.screen.say("there is nothing to do once more yet")

    def redraw(self) -> None:
        """Draw everything anew."""
        self.screen.app.refresh(repaint=True, layout=True)
        self.screen.feeds.forget()
        self.screen.headlines.forget()
        self.screen.reader.forget()

    def suspend(self) -> None:
        """To the shell that started us."""
        self.screen.app.action_suspend_process()

    def back(self) -> None:
        """A pane back; from the feeds, quit."""
        if self.screen.zen:
            self.zen()
        elif self.screen.active == "feeds":
            self.quit()
        else:
            self.screen.move.left()

    def quit(self) -> None:
        """Quit now; what is still being written is written first."""
        self.screen.app.exit()
