"""An article as JSON, without loss and back: what scripts read and what the store keeps.

Every block has `kind` and `text`; `spans` is there only where the text has looks or links, a key only where it says something.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

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
    HiddenKind,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Span,
    Spans,
    Table,
)
from newsreader.render.plain import block_text, blocks_text
from newsreader.text.clean import SOFT_HYPHEN

Json = dict[str, Any]
_FLAGS = ("strong", "emphasis", "code", "strike", "sup", "sub")
_PLAIN_FIELDS = ("title", "byline", "site", "published", "modified", "language", "direction", "url", "words", "notice")


def to_json(article: Article, blocks: bool = True) -> Json:
    """The article as plain dicts and lists (`json.dumps` takes them as they are), with its blocks or without."""
    made = {"blocks": [block_to_json(block) for block in article.blocks]} if blocks else {}
    return {
        "title": article.title,
        "byline": article.byline,
        "site": article.site,
        "published": article.published,
        "modified": article.modified,
        "language": article.language,
        "direction": article.direction,
        "url": article.url,
        "lead_image": _image(article.lead_image) if article.lead_image else None,
        "words": article.words,
        "notice": article.notice,
        **made,
        "hidden": [{"kind": h.kind, "reason": h.reason, "text": h.text, "after": h.after} for h in article.hidden],
    }


def from_json(data: Json, blocks: Sequence[Block] | None = None) -> Article:
    """The article that `to_json` gave; a block of a kind that isn't known is read as a paragraph, so that no text is lost. `blocks`: other
    ones than those in `data`."""
    fields = {name: data[name] for name in _PLAIN_FIELDS if name in data}
    lead = data.get("lead_image")
    return Article(
        **fields,
        lead_image=_read_image(lead) if lead else None,
        blocks=_read_blocks(data) if blocks is None else blocks,
        hidden=tuple(_read_hidden(h) for h in data.get("hidden") or ()),
    )


def block_to_json(block: Block) -> Json:
    """A block as plain dicts and lists."""
    match block:
        case Paragraph(spans):
            return {"kind": "paragraph", **_text(spans)}
        case Heading(level, spans):
            return {"kind": "heading", "level": level, **_text(spans)}
        case ListBlock(items, ordered, start):
            made: list[Json] = [{"text": blocks_text(item, True, "\n"), "blocks": _blocks(item)} for item in items]
            return {"kind": "list", "text": block_text(block, True), "ordered": ordered, "start": start, "items": made}
        case Definitions(definitions):
            made = [{"term": _text(d.term), "text": blocks_text(d.blocks, True, "\n"), "blocks": _blocks(d.blocks)} for d in definitions]
            return {"kind": "definition list", "text": block_text(block, True), "items": made}
        case Quote(blocks, pull):
            return {"kind": "quote", "text": block_text(block, True), "pull": pull, "blocks": _blocks(blocks)}
        case Code(text, language):
            return {"kind": "code", "text": text, "language": language}
        case Table(rows, caption):
            cells = [[{**_text(c.spans), "header": c.header, "columns": c.columns} for c in row] for row in rows]
            return {"kind": "table", "text": block_text(block), "rows": cells, **_caption(caption)}
        case Figure(images, caption, credit):
            made = [_image(image) for image in images]
            first = images[0].url if images else None
            return {"kind": "figure", "text": block_text(block, True), "url": first, "images": made, **_caption(caption), "credit": credit}
        case Embed(url, title, blocks):
            return {"kind": "embed", "text": block_text(block, True), "url": url, "title": title, "blocks": _blocks(blocks)}
        case Footnote(label, blocks):
            return {"kind": "footnote", "text": block_text(block, True), "label": label, "blocks": _blocks(blocks)}
        case Formula(text):
            return {"kind": "formula", "text": text}
        case Rule():
            return {"kind": "rule", "text": ""}


def _blocks(blocks: tuple[Block, ...]) -> list[Json]:
    return [block_to_json(block) for block in blocks]


def _text(spans: Spans) -> Json:
    text = "".join(span.text for span in spans).replace(SOFT_HYPHEN, "")
    if spans == ((Span(text),) if text else ()):
        return {"text": text}
    return {"text": text, "spans": [_span(span) for span in spans]}


def _caption(spans: Spans) -> Json:
    made = _text(spans)
    return {"caption": made["text"] or None} | ({"caption_spans": made["spans"]} if "spans" in made else {})


def _span(span: Span) -> Json:
    made: Json = {"text": span.text}
    made.update((flag, True) for flag in _FLAGS if getattr(span, flag))
    if span.link is not None:
        made["link"] = span.link
    if span.note is not None:
        made["note"] = span.note
    return made


def _image(image: Image) -> Json:
    return {"url": image.url, "alt": image.alt, "width": image.width, "height": image.height}


def _read_blocks(data: Json) -> tuple[Block, ...]:
    return tuple(read_block(block) for block in data.get("blocks") or ())


def read_block(data: Json) -> Block:
    """The block that `block_to_json` gave."""
    match data["kind"]:
        case "heading":
            return Heading(data["level"], _read_text(data))
        case "list":
            return ListBlock(tuple(_read_blocks(item) for item in data["items"]), data["ordered"], data["start"])
        case "definition list":
            return Definitions(tuple(Definition(_read_text(item["term"]), _read_blocks(item)) for item in data["items"]))
        case "quote":
            return Quote(_read_blocks(data), data["pull"])
        case "code":
            return Code(data["text"], data["language"])
        case "table":
            rows = tuple(tuple(Cell(_read_text(c), c["header"], c["columns"]) for c in row) for row in data["rows"])
            return Table(rows, _read_text(data, "caption", "caption_spans"))
        case "figure":
            return Figure(
                tuple(_read_image(image) for image in data["images"]), _read_text(data, "caption", "caption_spans"), data["credit"]
            )
        case "embed":
            return Embed(data["url"], data["title"], _read_blocks(data))
        case "footnote":
            return Footnote(data["label"], _read_blocks(data))
        case "formula":
            return Formula(data["text"])
        case "rule":
            return Rule()
        case _:
            return Paragraph(_read_text(data))


def _read_text(data: Json, text: str = "text", spans: str = "spans") -> Spans:
    if spans in data:
        return tuple(Span(**span) for span in data[spans])
    return (Span(data[text]),) if data.get(text) else ()


def _read_image(data: Json) -> Image:
    return Image(data["url"], data["alt"], data["width"], data["height"])


def _read_hidden(data: Json) -> Hidden:
    kind: HiddenKind = data["kind"] if data["kind"] in get_args(HiddenKind) else "other"
    return Hidden(kind, data["reason"], data["text"], data["after"])
