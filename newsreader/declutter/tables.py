"""Tables: which hold data and which only lay out the page, and the rows of those that hold data."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from newsreader.declutter.images import size
from newsreader.declutter.inline import settled
from newsreader.declutter.tree import text_of
from newsreader.model.article import Cell, Spans

_FLOW = frozenset(
    ["p", "div", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section", "article", "form", "center"]
)


def is_data(table: HtmlElement) -> bool:
    """Whether a table holds data: headers, a caption, or several rows and columns of short cells without flow inside."""
    if table.get("role") in ("presentation", "none") or table.get("datatable") == "0":
        return False
    if table.find(".//table") is not None:
        return False
    rows = list(_rows(table))
    columns = max((len(row) for row in rows), default=0)
    if columns < 2:
        return False
    if table.find("caption") is not None or table.find(".//th") is not None or table.find("thead") is not None:
        return True
    if len(rows) < 2:
        return False
    cells = [cell for row in rows for cell in row]
    long = sum(len(text_of(cell)) > 300 for cell in cells)
    flowing = sum(sum(child.tag in _FLOW for child in cell.iter()) > 2 for cell in cells if len(cell))
    return long * 4 <= len(cells) and flowing * 3 <= len(cells)


def table_rows(table: HtmlElement, spans_of: Callable[[HtmlElement], Spans]) -> tuple[tuple[tuple[Cell, ...], ...], Spans]:
    """The rows of a table and its caption; rows without a word are left out."""
    caption = table.find("caption")
    rows = []
    for row in _rows(table):
        cells = tuple([_cell(cell, spans_of) for cell in row])
        if any(cell.spans for cell in cells):
            rows.append(cells)
    return tuple(rows), spans_of(caption) if caption is not None else ()


def _cell(cell: HtmlElement, spans_of: Callable[[HtmlElement], Spans]) -> Cell:
    spans = spans_of(cell) if len(cell) else settled(cell.text) if cell.text else ()
    columns = max(1, min(size(cell, "colspan") or 1, 100)) if cell.keys() else 1
    return Cell(spans, cell.tag == "th", columns)


def _rows(table: HtmlElement) -> Iterator[list[HtmlElement]]:
    for row in table.iter("tr"):
        yield [cell for cell in row if cell.tag in ("td", "th")]
