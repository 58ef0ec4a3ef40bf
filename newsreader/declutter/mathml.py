"""MathML as one line that can be read: powers after a sign, fractions and roots with brackets where they are needed."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newsreader.text.clean import clean

_SILENT = frozenset(("annotation", "annotation-xml", "none", "mprescripts", "mphantom"))
_INSIDE = re.compile(r"(?<=[(\[{⟨]) | (?=[)\]},.;:⟩])")
_WRAPPED = re.compile(r"\([^()]*\)")


def formula_of(element: HtmlElement) -> str:
    """A formula as TeX where the page gives it, else as its own text."""
    text = element.get("alttext") or ""
    for note in element.iter("annotation"):
        text = text or (note.text or "" if "tex" in (note.get("encoding") or "") else "")
    return clean(text) or readable_math(element)


def readable_math(element: HtmlElement) -> str:
    """A formula's own text, laid out on a line; indices stand after their letter, limits of a sum in brackets after its sign."""
    return clean(_line(element))


def _line(element: HtmlElement) -> str:
    tag = element.tag.rpartition(":")[2]
    parts = [_line(child) for child in element if isinstance(child.tag, str) and child.tag not in _SILENT]
    if tag == "mfrac" and len(parts) == 2:
        return f"{_grouped(parts[0])}/{_grouped(parts[1])}"
    if tag == "msqrt":
        return f"√{_grouped(_spaced(parts))}"
    if tag == "mroot" and len(parts) == 2:
        return f"{_grouped(parts[0])}^(1/{_grouped(parts[1])})"
    if tag == "msup" and len(parts) == 2:
        return f"{_grouped(parts[0])}^{_grouped(parts[1])}"
    if tag == "msubsup" and len(parts) == 3:
        return f"{parts[0]} {parts[1]}^{_grouped(parts[2])}"
    if tag == "munderover" and len(parts) == 3:
        return f"{parts[0]} ({parts[1]} … {parts[2]})"
    if tag == "mtable":
        return "; ".join(parts)
    return _spaced([clean(element.text or ""), *parts])


def _spaced(parts: list[str]) -> str:
    return _INSIDE.sub("", " ".join(part for part in parts if part))


def _grouped(text: str) -> str:
    """A part with brackets around it where it is more than one number, name or bracket."""
    return text if len(text) == 1 or text.isalnum() or _WRAPPED.fullmatch(text) else f"({text})"
