"""An article as a standalone HTML page: everything escaped, no script, links only to the web and mail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

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
from newsreader.text.clean import clean, clean_block

_POLICY = "default-src 'none'; img-src {}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = (
    "body{max-width:38em;margin:2em auto;padding:0 1em;font:1.1em/1.5 Georgia,serif}img{max-width:100%;height:auto}"
    "figcaption,.by{color:#666;font-size:.9em}pre{overflow-x:auto}"
    "table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.2em .5em}"
)
_TAGS = (("code", "code"), ("strike", "s"), ("emphasis", "em"), ("strong", "strong"), ("sup", "sup"), ("sub", "sub"))
_NOT_ID = re.compile(r"[^\w-]+")


def to_html(article: Article) -> str:
    """The whole article as one page."""
    language = f' lang="{_escape(clean(article.language))}"' if article.language else ""
    html = f'<!DOCTYPE html>\n<html{language} dir="{article.direction}">\n<head>\n{html_head(article.title)}\n</head>\n<body>\n<article>\n'
    return clean_block(f"{html}{article_html(article)}\n</article>\n</body>\n</html>\n")


def html_head(title: str, pictures: str = "http: https:") -> str:
    """The head of a page, what stands between its tags: no script runs and nothing loads but pictures from `pictures` (a policy)."""
    return (
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{_escape(_POLICY.format(pictures))}">\n'
        f'<meta name="referrer" content="no-referrer">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>{_escape(clean(title))}</title>\n<style>{STYLE}</style>"
    )


def article_html(article: Article) -> str:
    """An article from its title to the link to its page, as HTML without a page around it."""
    title = _escape(clean(article.title))
    by = " · ".join(_escape(clean(part)) for part in (article.byline, article.site, article.published) if part)
    shown = {image.url for block in article.blocks if isinstance(block, Figure) for image in block.images}
    lead = _image(article.lead_image) if article.lead_image and article.lead_image.url not in shown else ""
    source = safe_link(article.url)
    body = [
        f"<h1>{title}</h1>" if title else "",
        f'<p class="by">{by}</p>' if by else "",
        f"<figure>{lead}</figure>" if lead else "",
        _blocks(article.blocks),
        f'<p class="by">{_escape(clean(article.notice))}</p>' if article.notice else "",
        f'<p class="by">{_link(_escape(source), source)}</p>' if source else "",
    ]
    return clean_block("\n".join(part for part in body if part))


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n".join(text for block in blocks if (text := _block(block)))


def _block(block: Block) -> str:
    match block:
        case Paragraph(spans):
            return f"<p>{_inline(spans)}</p>"
        case Heading(level, spans):
            return f"<h{min(6, max(2, level))}>{_inline(spans)}</h{min(6, max(2, level))}>"
        case ListBlock(items, ordered, start):
            made = "\n".join(f"<li>{_item(item)}</li>" for item in items)
            return f'<ol start="{start}">\n{made}\n</ol>' if ordered else f"<ul>\n{made}\n</ul>"
        case Definitions(definitions):
            return "<dl>\n" + "\n".join(f"<dt>{_inline(d.term)}</dt><dd>{_item(d.blocks)}</dd>" for d in definitions) + "\n</dl>"
        case Quote(blocks, pull):
            return f"<{'aside' if pull else 'blockquote'}>\n{_blocks(blocks)}\n</{'aside' if pull else 'blockquote'}>"
        case Code(text, language):
            name = f' class="language-{_escape(_NOT_ID.sub("-", language))}"' if language else ""
            return f"<pre><code{name}>{_escape(text)}</code></pre>"
        case Table():
            return _table(block)
        case Figure(images, caption, credit):
            told = " — ".join(part for part in (_inline(caption), _escape(credit)) if part)
            return "<figure>" + "".join(map(_image, images)) + (f"<figcaption>{told}</figcaption>" if told else "") + "</figure>"
        case Embed(url, title, blocks):
            return f"<blockquote>\n{_blocks(blocks)}\n<p>{_link(_escape(title) or 'embedded', url)}</p>\n</blockquote>"
        case Footnote(label, blocks):
            return f'<div id="note-{_id(label)}" class="note"><sup>{_escape(label)}</sup>\n{_blocks(blocks)}\n</div>'
        case Formula(text):
            return f"<p><code>{_escape(text)}</code></p>"
        case Rule():
            return "<hr>"


def _item(blocks: tuple[Block, ...]) -> str:
    """An item's content: a lone paragraph needs no `<p>`."""
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return _inline(blocks[0].spans)
    return _blocks(blocks)


def _table(table: Table) -> str:
    rows = []
    for row in table.rows:
        cells = []
        for cell in row:
            tag = "th" if cell.header else "td"
            columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            cells.append(f"<{tag}{columns}>{_inline(cell.spans)}</{tag}>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    caption = f"<caption>{_inline(table.caption)}</caption>\n" if table.caption else ""
    return f"<table>\n{caption}" + "\n".join(rows) + "\n</table>"


def _image(image: Image) -> str:
    url = safe_link(image.url)
    size = f' width="{image.width}" height="{image.height}"' if image.width and image.height else ""
    return f'<img src="{_escape(url)}" alt="{_escape(image.alt)}"{size} loading="lazy" referrerpolicy="no-referrer">' if url else ""


def _inline(spans: Spans) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    text = _escape(span.text).replace("\n", "<br>\n")
    for flag, tag in _TAGS:
        if getattr(span, flag):
            text = f"<{tag}>{text}</{tag}>"
    if span.note is not None:
        return f'<sup><a href="#note-{_id(span.note)}">{text}</a></sup>'
    return _link(text, span.link) if span.link else text


def _link(text: str, url: str | None) -> str:
    safe = safe_link(url)
    return f'<a href="{_escape(safe)}" rel="noopener noreferrer">{text}</a>' if safe else text


def _id(label: str) -> str:
    return _escape(_NOT_ID.sub("-", clean(label)))


def _escape(text: str) -> str:
    return escape(clean_block(text), quote=True)
