"""A reader between two panes, for a real terminal: `python -m tests.tui.edges`. What stands right of it says whether it kept to its columns."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.strip import Strip

from newsreader.library.opened import Opened
from newsreader.model.article import Article, Block, Cell, Code, Definition, Definitions, Heading, ListBlock, Paragraph, Quote, Span, Table
from newsreader.model.entry import Entry, Headline
from newsreader.tui.panes.lines import LinePane
from newsreader.tui.panes.reader import ReaderPane

RULER = "abcdefghijklmnopqrstuvwxyz0123456789ABC"
EDGE = "|"
WIDTH = 60
SCRIPTS = {
    "Latin": "Both sides will exchange views and ideas on the situation. ",
    "Chinese": "防衛相は会談し、情勢について意見を交わす。",
    "Hindi": "रक्षा मंत्री राजनाथ सिंह सोमवार को बैठक करेंगे। ",
    "Punjabi": "ਰੱਖਿਆ ਮੰਤਰੀ ਰਾਜਨਾਥ ਸਿੰਘ ਸੋਮਵਾਰ ਨੂੰ ਮੀਟਿੰਗ ਕਰਨਗੇ। ",
    "Tamil": "பாதுகாப்பு அமைச்சர் திங்களன்று சந்திப்பார். ",
    "Bengali": "প্রতিরক্ষা মন্ত্রী সোমবার বৈঠক করবেন। ",
    "Thai": "สวัสดีชาวโลกวันนี้อากาศดีมาก",
    "Khmer": "សួស្តីពិភពលោកថ្ងៃនេះអាកាសធាតុល្អ",
    "Burmese": "မင်္ဂလာပါကမ္ဘာလောကကြီး",
    "Arabic": "رئيس الوزراء يجتمع اليوم مع نظيره في العاصمة. ",
    "Hebrew": "שר הביטחון ייפגש היום עם עמיתו בעיר הבירה. ",
    "Korean": "국방장관은 월요일에 회담을 가질 예정이다. ",
    "Emoji": "👩\u200d👩\u200d👧 ❤\ufe0f 🇮🇳 👍🏽 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f 1\ufe0f\u20e3 ",
    "Marks": "Z\u0334\u0308\u0301a\u0335l\u0336\u0301g\u0337o\u0338 ",
}


def blocks(text: str) -> tuple[Block, ...]:
    """A text in every kind of block that has a shape of its own."""
    words = Paragraph((Span(text * 3),))
    linked = Paragraph((Span(text, link="https://x.test/"), Span(text, strong=True), Span(text, emphasis=True)))
    cells = (Cell((Span(text),)), Cell((Span("7"),)), Cell((Span(text[:12]),)))
    return (
        words, linked, Heading(2, (Span(text),)), ListBlock(((words,), (linked,))), Quote((words,)), Code(text * 2, "python"),
        Definitions((Definition((Span(text),), (words,)),)), Table((cells, cells)),
    )  # fmt: skip


def opened(name: str) -> Opened:
    """An article in a script."""
    text = SCRIPTS[name]
    article = Article(title=text, blocks=blocks(text), direction="rtl" if name in ("Arabic", "Hebrew") else "ltr")
    return Opened(Entry(Headline(1, 1, name, text, None, None, 1_746_348_600, False, False), ""), article, "page", None)


class Text(LinePane):
    """The same text in every row."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def line(self, y: int, width: int, base: Style) -> Strip:
        """Draw a row."""
        return Strip([Segment(self._text, base)], len(self._text))


class Edges(App[None]):
    """The reader, a ruler, and the last column. Any key: the next script."""

    CSS = f"ReaderPane {{ width: {WIDTH}; height: 1fr; }} .ruler {{ width: {len(RULER)}; height: 1fr; }} .edge {{ width: 1; height: 1fr; }}"

    def __init__(self) -> None:
        super().__init__()
        self._names = iter(SCRIPTS)

    def compose(self) -> ComposeResult:
        """The three side by side."""
        ruler, edge = Text(RULER), Text(EDGE)
        ruler.add_class("ruler")
        edge.add_class("edge")
        with Horizontal():
            yield ReaderPane()
            yield ruler
            yield edge

    def on_mount(self) -> None:
        """Show the first script."""
        self.call_after_refresh(self.on_key)

    def on_key(self) -> None:
        """Show the next script."""
        name = next(self._names, None)
        if name is None:
            self.exit()
        else:
            self.query_one(ReaderPane).show(opened(name))


if __name__ == "__main__":
    Edges().run()
