"""Every kind of block in several widths and scripts, as it is laid out: `python -m tests.render.shapes` writes `shapes.txt` anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from newsreader.model.article import (
    Article,
    Block,
    Cell,
    Code,
    Definition,
    Definitions,
    Embed,
    Figure,
    Footnote,
    Formula,
    Heading,
    Hidden,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Span,
    Spans,
    Table,
)
from newsreader.render.lines import to_lines

FILE = Path(__file__).with_name("shapes.txt")
WIDTHS = (20, 40, 72, 100)
SCRIPTS = {
    "Hindi": "रक्षा मंत्री राजनाथ सिंह सोमवार को नई दिल्ली में जापान के अपने समकक्ष के साथ द्विपक्षीय बैठक करेंगे।",
    "Punjabi": "ਰੱਖਿਆ ਮੰਤਰੀ ਰਾਜਨਾਥ ਸਿੰਘ ਸੋਮਵਾਰ ਨੂੰ ਨਵੀਂ ਦਿੱਲੀ ਵਿੱਚ ਮੀਟਿੰਗ ਕਰਨਗੇ।",
    "Tamil": "பாதுகாப்பு அமைச்சர் திங்கட்கிழமை புது தில்லியில் தனது ஜப்பானிய இணை அமைச்சரைச் சந்திக்கிறார்.",
    "Japanese": "防衛相は月曜日、ニューデリーで「二国間」の会談を行う。両国は、地域情勢について意見を交わす（約二時間）。",
    "Thai": "รัฐมนตรีกลาโหมจะประชุมในวันจันทร์ ที่กรุงนิวเดลี",
    "Chinese": "国防部长周一在新德里举行“双边会谈”，双方就地区局势交换意见（约两小时）；会后发表《联合声明》。",
    "Korean": "국방장관은 월요일 뉴델리에서 일본 측과 ‘양자 회담’을 갖는다. 두 나라는 지역 정세를 논의한다.",
    "Arabic": "يعقد وزير الدفاع اجتماعا ثنائيا في نيودلهي يوم الاثنين مع نظيره الياباني (2025).",
    "Persian": "وزیر دفاع روز دوشنبه در دهلی نو با همتای ژاپنی خود دیدار می\u200cکند؛ دربارهٔ Textual 8.2 هم گفت\u200cوگو شد.",
    "Hebrew": "שר הביטחון ייפגש ביום שני בניו דלהי עם עמיתו היפני.",
    "Emoji": "Both sides 🧑🏽\u200d🚀 👩\u200d👩\u200d👧 agreed ❤\ufe0f on 🇮🇳 and 🇯🇵 👍🏽.",
}
_SENTENCE = "The Ministry of Defence on Sunday said both sides will exchange views."


def _spans(text: str = _SENTENCE) -> Spans:
    return (Span(text),)


def _paragraph(text: str = _SENTENCE) -> Paragraph:
    return Paragraph(_spans(text))


def _table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple(tuple(Cell(_spans(text), at == 0) for text in row) for at, row in enumerate(rows)), _spans("What was agreed"))


KINDS: dict[str, tuple[Block, ...]] = {
    "paragraph": (
        Paragraph((Span("Both sides "), Span("will exchange", strong=True), Span(" views", emphasis=True), Span(" on E=mc"), Span("2", sup=True))),
        Paragraph((Span("The "), Span("report", link="https://x.test/"), Span(" says"), Span("1", note="1"), Span(".\nA line of its own."))),
    ),
    "heading": (_paragraph("Before."), Heading(2, _spans("What was agreed on Sunday")), _paragraph("After."), Heading(4, _spans("Smaller")), _paragraph("End.")),
    "list": (
        ListBlock(((_paragraph("One thing that is longer than a line of the narrowest"), ListBlock(((_paragraph("inner"),),))), (_paragraph("Two"),))),
        ListBlock(((_paragraph("Nine"),), (_paragraph("Ten"),)), True, 9),
    ),
    "definitions": (Definitions((Definition(_spans("Skell"), (_paragraph(),)), Definition(_spans("Eave"), (_paragraph("Slack water."),)))),),
    "quote": (Quote((_paragraph(), _paragraph("Twice."))), Quote((_paragraph("Pulled out for show."),), True)),
    "code": (Code("def agreed(sides: int) -> bool:\n\treturn sides == 2  # both of them, after a long talk", "python"),),
    "table": (_table(("Route", "First", "Fare"), ("Kesarpur – Lohari", "5.40", "18"), ("Dhaulkot – Upper Tarn", "7.15", "1,030")),),
    "table that becomes records": (
        _table(("Name", "What it usually means", "Since", "By whom", "How often"), ("126", "found, but may not be run", "1971", "the kernel", "rarely")),
    ),
    "figure": (Figure((Image("https://x.test/a.jpg", "A bridge"),), _spans("The bridge at Lohari"), "TNS"), Figure((Image("https://x.test/b.jpg"),))),
    "embed": (Embed("https://v.test/1", "A film of the meeting"), Embed("https://t.test/2", "Post", (_paragraph(),))),
    "footnote": (Footnote("1", (_paragraph(), _paragraph("See there."))),),
    "formula": (Formula(r"\sum_{i=1}^{n} x_i^2 \le \frac{a+b}{2}"),),
    "rule": (_paragraph("Before."), Rule(), _paragraph("After.")),
}


def shapes() -> Iterator[tuple[str, str]]:
    """Every name, and the rows as text; an underscore stands for a space at the start of a row."""
    for name, blocks in KINDS.items():
        for cells in WIDTHS:
            yield f"{name}, {cells} columns", _drawn(Article(blocks=blocks), cells)
    for name, text in SCRIPTS.items():
        direction: Literal["ltr", "rtl"] = "rtl" if name in ("Arabic", "Persian", "Hebrew") else "ltr"
        article = Article(title=text[:24], site=name, blocks=(_paragraph(text), ListBlock(((_paragraph(text),),)), Quote((_paragraph(text),))), direction=direction)
        for cells in WIDTHS:
            yield f"{name}, {cells} columns", _drawn(article, cells)
    hidden = Article(blocks=(_paragraph("One."),), hidden=(Hidden("ad", "ad label", "Advertisement", 0), Hidden("related", "a list of links", _SENTENCE, 0)))
    for cells in WIDTHS:
        yield f"hidden, {cells} columns", _drawn(hidden, cells)


def _drawn(article: Article, cells: int) -> str:
    lines = to_lines(article, cells, show_hidden=True)
    lines.finish()
    rows = [lines[at].text.rstrip() for at in range(len(lines))]
    return "\n".join("_" * (len(row) - len(row.lstrip(" "))) + row.lstrip(" ") for row in rows)


def written() -> str:
    """The whole file."""
    return "".join(f"=== {name}\n{text}\n" for name, text in shapes())


if __name__ == "__main__":
    FILE.write_text(written())
