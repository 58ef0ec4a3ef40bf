"""MathML as one line that can be read: small letters for powers and indices, fractions and roots with brackets where they are needed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from newsreader.text.clean import clean
from newsreader.text.maths import INFIX, SETS, accented, raised, readable, tight, well_set, with_readable_formulas

_SILENT = frozenset(("annotation", "annotation-xml", "none", "mprescripts", "mphantom"))
_INVISIBLE = re.compile("[\u2061-\u2064]")
_LEFT = re.compile(r"\\[(\[]|\$\$")
_CODE = frozenset(("code", "pre", "kbd", "samp", "tt", "xmp", "listing", "script", "style", "textarea", "template"))
_INSIDE = re.compile(r"(?<=[(\[{⟨]) | (?=[)\]}.,;⟩])")
_INFIX = INFIX | {":", "|"}  # in TeX these two stand as often around something
_OVER = (("^ˆ", "\u0302"), ("¯―‾\u0305", "\u0305"), ("~˜", "\u0303"), ("→", "\u20d7"), ("˙", "\u0307"), ("¨", "\u0308"))
_MARKS = {sign: mark for signs, mark in _OVER for sign in signs}


def formula_of(element: HtmlElement) -> str:
    """A formula as TeX where the page gives it, else as its own text."""
    return tex_of(element) or readable_math(element)


def tex_of(element: HtmlElement) -> str:
    """The TeX that a formula was made from, where the page says it."""
    text = element.get("alttext") or ""
    for note in element.iter("annotation"):
        text = text or (note.text or "" if "tex" in (note.get("encoding") or "") else "")
    return clean(text)


def formula_in_line(element: HtmlElement) -> str:
    """A formula as it stands in a sentence."""
    return readable_math(element) or " ".join(readable(tex_of(element)).split())


def repeats_formula(element: HtmlElement) -> bool:
    """Whether an element that isn't read aloud stands right behind a formula, which it draws for the eye."""
    before = element.getprevious()
    return before is not None and not (before.tail or "").strip() and next(before.iter("math"), None) is not None


def read_formulas(root: HtmlElement, source: str) -> None:
    """Make readable what a page's text leaves to a script that sets formulas; code is left as it is."""
    if not _LEFT.search(source):
        return
    for element in root.iter(etree.Element):
        if element.text and _LEFT.search(element.text) and not _in_code(element):
            element.text = with_readable_formulas(element.text)
        if element.tail and _LEFT.search(element.tail) and not _in_code(element.getparent()):
            element.tail = with_readable_formulas(element.tail)


def _in_code(element: HtmlElement | None) -> bool:
    while element is not None:
        if element.tag in _CODE:
            return True
        element = element.getparent()
    return False


def readable_math(element: HtmlElement) -> str:
    """A formula's own text, laid out on a line."""
    return clean(_INSIDE.sub("", well_set(" ".join(_line(element).split()))))


def _line(element: HtmlElement) -> str:
    tag = element.tag.rpartition(":")[2]
    children = [child for child in element if isinstance(child.tag, str) and child.tag not in _SILENT]
    if tag in ("mi", "mn", "mtext", "ms", "mo", "mspace"):
        return _sign(element, tag)
    parts = [_line(child) for child in children]
    bare = [part.strip() for part in parts]
    if tag == "mfrac" and len(bare) == 2 and (element.get("linethickness") or "")[:1] == "0":
        return f"C({bare[0]}, {bare[1]})"
    if tag == "mfrac" and len(bare) == 2:
        return f"{tight(bare[0])}/{tight(bare[1])}"
    if tag == "msqrt":
        return f"√{tight(well_set(''.join(_apart(parts)).strip()))}"
    if tag == "mroot" and len(bare) == 2:
        return f"{tight(bare[0])}^(1/{tight(bare[1])})"
    if tag in ("msup", "msub") and len(bare) == 2:
        return bare[0] + _raised(bare[1], "^" if tag == "msup" else "_")
    if tag in ("msubsup", "munderover") and len(bare) == 3:
        return bare[0] + _raised(bare[1], "_") + _raised(bare[2], "^") + (" " if tag == "munderover" else "")
    if tag in ("mover", "munder") and len(bare) == 2:
        if bare[1] in _MARKS and tag == "mover":
            return accented(bare[0], _MARKS[bare[1]])
        return bare[0] + _raised(bare[1], "^" if tag == "mover" else "_") + " "
    if tag == "mtable":
        return "; ".join(bare)
    if tag in ("mtr", "mlabeledtr"):
        return "".join(f" {cell}" if not at or cell[:1] in _INFIX else f", {cell}" for at, cell in enumerate(bare)).strip()
    return (element.text or "") + "".join(_apart(parts))


def _apart(parts: list[str]) -> Iterator[str]:
    """Factors apart, so that no two letters read as one name: a x², but dx and ∂x, and f(x)."""
    before = ""
    for part in parts:
        if before[-1:].isalnum() and part[:1].isalnum() and before[-2:].strip(" ") != "d":
            yield " "
        yield part
        before = part or before


def _sign(element: HtmlElement, tag: str) -> str:
    """A letter, a number, a word or a sign, with the spaces that it wants around it."""
    text = _INVISIBLE.sub("", clean("".join(map(str, element.itertext()))))
    if tag == "mtext":
        return " ".join(("x" + "".join(map(str, element.itertext())).replace("\xa0", " ") + "x").split())[1:-1]
    if tag == "mspace":
        return " "
    if tag == "mi":
        if element.get("mathvariant") == "double-struck":
            return SETS.get(text, text)
        return text if len(text) < 2 else f" {text} "
    if tag == "mo" and (text in _INFIX or len(text) > 1):
        return f" {text} "
    return f"{text} " if tag == "mo" and text in (",", ";") else text


def _raised(text: str, sign: str) -> str:
    return raised(well_set(text), sign)
