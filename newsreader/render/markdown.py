"""An article as Markdown (CommonMark with GitHub's tables and footnotes): the article's words can't become markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from newsreader.model.article import (
    Article,
    Block,
    Code,
    Definitions,
    Embed,
    Figure,
    Footnote,
    Formula,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Span,
    Spans,
    Table,
)
from newsreader.render.links import safe_link
from newsreader.text.clean import SOFT_HYPHEN, clean, clean_block

_SPECIAL = re.compile(r"[\\`*\[\]<>~|]|(?<![^\W_])_|_(?![^\W_])|&(?=[a-zA-Z#])")
_LINE_START = re.compile(r"^([ \t]*)([#+=-]|\d{1,9}(?=[.)]))", re.MULTILINE)
_ITEM_NUMBER = re.compile(r"^([ \t]*\d{1,9})([.)])", re.MULTILINE)
_LABEL = re.compile(r"[^\w-]+")


def to_markdown(article: Article) -> str:
    """The whole article: title, byline, lead image, blocks with links, figures and footnotes, and where it came from."""
    parts = [f"# {_line(article.title)}" if clean(article.title) else ""]
    parts.append(_line(" · ".join(clean(part) for part in (article.byline, article.site, article.published) if part)))
    shown = {image.url for block in article.blocks if isinstance(block, Figure) for image in block.images}
    if article.lead_image and article.lead_image.url not in shown:
        parts.append(_image(article.lead_image))
    parts.append(_blocks(article.blocks))
    parts.append(_line(article.notice or ""))
    if url := safe_link(article.url):
        parts.append(f"<{url}>")
    return clean_block("\n\n".join(part for part in parts if part.strip()) + "\n")


def _blocks(blocks: Iterable[Block]) -> str:
    texts: list[str] = []
    before: Block | None = None
    for block in blocks:
        if not (text := _block(block)).strip():
            continue
        if isinstance(block, ListBlock) and isinstance(before, ListBlock):
            texts.append("<!-- -->")  # else the two would be one list
        texts.append(text)
        before = block
    return "\n\n".join(texts)


def _block(block: Block) -> str:
    match block:
        case Paragraph(spans):
            return _inline(spans)
        case Heading(level, spans):
            return f"{'#' * min(6, max(2, level))} {text}" if (text := _one_line(spans)) else ""
        case ListBlock(items, ordered, start):
            marks = (f"{start + at}. " if ordered else "- " for at in range(len(items)))
            return "\n".join(_hang(mark, _blocks(item)) for mark, item in zip(marks, items, strict=True) if item)
        case Definitions(items):
            return "\n\n".join(f"{_one_line(item.term)}\n{_hang(':   ', _blocks(item.blocks))}" for item in items)
        case Quote(blocks):
            return _quoted(_blocks(blocks))
        case Code(text, language):
            return _fenced(text, language)
        case Table():
            return _table(block)
        case Figure(images, caption, credit):
            told = " — ".join(part for part in (_one_line(caption), _line(credit)) if part)
            return "\n\n".join([part for part in map(_image, images) if part] + ([told] if told else []))
        case Embed(url, title, blocks):
            link = _link(_line(title) or "embedded", url)
            return "\n\n".join(part for part in (link, _quoted(_blocks(blocks))) if part)
        case Footnote(label, blocks):
            return _hang(f"[^{_label(label)}]: ", _blocks(blocks), 4)
        case Formula(text):
            return _fenced(text, "math")
        case Rule():
            return "---"


def _hang(mark: str, text: str, indent: int | None = None) -> str:
    """Text behind a mark, its further lines as deep as the mark is wide."""
    first, *rest = text.split("\n")
    pad = " " * (len(mark) if indent is None else indent)
    return "\n".join([mark + first, *(pad + line if line else "" for line in rest)])


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) if text.strip() else ""


def _fenced(text: str, language: str | None) -> str:
    text = clean_block(text).strip("\n")
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}{_LABEL.sub('', language or '')}\n{text}\n{fence}" if text.strip() else ""


def _table(table: Table) -> str:
    rows: list[list[str]] = []
    for row in table.rows:
        cells: list[str] = []
        for cell in row:
            cells += [_one_line(cell.spans), *[""] * (max(1, cell.columns) - 1)]
        rows.append(cells)
    columns = max(map(len, rows), default=0)
    if not columns:
        return ""
    if not all(cell.header for cell in table.rows[0]):
        rows.insert(0, [""] * columns)
    lines = ["| " + " | ".join(row + [""] * (columns - len(row))) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * columns)
    caption = _one_line(table.caption)
    return "\n".join([caption, "", *lines] if caption else lines)


def _image(image: Image) -> str:
    url = safe_link(image.url)
    return f"![{_line(image.alt)}](<{url}>)" if url else ""


def _inline(spans: Spans) -> str:
    """Inline text; what stands at a line's start and would open a block there is escaped."""
    merged = _merged(spans)
    parts: list[str] = []
    last = ""
    for at, span in enumerate(merged, 1):
        following = "" if at == len(merged) else "*" if _looks(merged[at]) else merged[at].text[0]
        if last == "!" and (span.link or span.note is not None):
            parts[-1] = parts[-1][:-1] + "\\!"  # else the link would be a picture
        parts.append(_span(span, last, following))
        last = parts[-1][-1:] or last
    text = "".join(parts).strip()
    lines = [line.strip() for line in text.split("\n")]
    text = "\\\n".join(line for line in lines if line)
    return _ITEM_NUMBER.sub(r"\1\\\2", _LINE_START.sub(lambda m: m[0] if m[2][0].isdigit() else f"{m[1]}\\{m[2]}", text))


def _one_line(spans: Spans) -> str:
    return _inline(tuple(replace(span, text=" ".join(span.text.split("\n"))) for span in spans))


def _line(text: str) -> str:
    return _inline((Span(clean(text)),))


def _span(span: Span, ahead: str, following: str) -> str:
    words = span.text.strip()
    if not words:
        return span.text
    start = span.text.index(words)
    before, after = span.text[:start], span.text[start + len(words) :]
    if span.note is not None:
        return f"{before}[^{_label(span.note)}]{after}"
    text = _code(words) if span.code else _SPECIAL.sub(r"\\\g<0>", words)
    plain = span.strike + span.emphasis + span.strong == 1 and not span.code
    marks = _can_mark(before[-1:] or ahead, words[0] if plain else "*") and _can_mark(after[:1] or following, words[-1] if plain else "*")
    for flag, mark, tag in ((span.strike, "~~", "del"), (span.emphasis, "*", "em"), (span.strong, "**", "strong")):
        if flag:
            text = f"{mark}{text}{mark}" if marks else f"<{tag}>{text}</{tag}>"
    for flag, tag in ((span.sup, "sup"), (span.sub, "sub")):
        text = f"<{tag}>{text}</{tag}>" if flag else text
    return before + (_link(text, span.link) if span.link else text) + after


def _can_mark(outside: str, inside: str) -> bool:
    """Whether `*` between these two characters opens or closes (CommonMark's flanking rules, on the safe side)."""
    if outside in ("*", "~", "`", ">", "]", "_"):
        return False
    return not outside or outside.isspace() or _is_word(inside)


def _is_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def _looks(span: Span) -> bool:
    return bool(span.strong or span.emphasis or span.strike or span.code or span.link or span.note)


def _code(text: str) -> str:
    text = " ".join(text.split("\n"))
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _link(text: str, url: str | None) -> str:
    safe = safe_link(url)
    return f"[{text}](<{safe}>)" if safe and text else text


def _label(label: str) -> str:
    return _LABEL.sub("-", clean(label)) or "note"


def _merged(spans: Spans) -> list[Span]:
    """Neighbours of one look as one span, so that no marks meet in the middle of a word."""
    merged: list[Span] = []
    for each in spans:
        span = replace(each, text=each.text.replace(SOFT_HYPHEN, "")) if SOFT_HYPHEN in each.text else each
        if merged and span.note is None and replace(merged[-1], text=span.text) == span:
            merged[-1] = replace(span, text=merged[-1].text + span.text)
        elif span.text:
            merged.append(span)
    return merged
