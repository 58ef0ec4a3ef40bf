"""TeX as text that can be read: letters and signs by their own characters, fractions and roots in a line."""

from __future__ import annotations

import re

_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ "
    "pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi "
    "Φ Psi Ψ Omega Ω"
)
_SIGNS = (
    "times × cdot · div ÷ pm ± mp ∓ ast ∗ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ propto ∝ ll ≪ gg ≫ in ∈ "
    "notin ∉ subset ⊂ subseteq ⊆ supset ⊃ cup ∪ cap ∩ emptyset ∅ varnothing ∅ forall ∀ exists ∃ neg ¬ lnot ¬ land ∧ wedge ∧ lor ∨ "
    "vee ∨ oplus ⊕ otimes ⊗ to → rightarrow → leftarrow ← Rightarrow ⇒ Leftarrow ⇐ leftrightarrow ↔ Leftrightarrow ⇔ iff ⇔ "
    "implies ⇒ longrightarrow → Longrightarrow ⇒ mapsto ↦ infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ oint ∮ iint ∬ ldots … "
    "cdots ⋯ dots … vdots ⋮ degree ° circ ∘ prime ′ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ "
    "rceil ⌉ mid | parallel ∥ perp ⊥ angle ∠ triangle △ star ⋆ dagger † ddagger ‡ setminus ∖ bullet • cong ≅ asymp ≍ prec ≺ succ ≻ "
    "supseteq ⊇ lVert ‖ rVert ‖ lvert | rvert | top ⊤ bot ⊥ vert | Vert ‖"
)
_WORDS = _GREEK.split() + _SIGNS.split()
_NAMES = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))
_SILENT = (
    "left right middle big Big bigg Bigg bigl bigr Bigl Bigr displaystyle textstyle scriptstyle limits nolimits mathstrut hline "
    "nonumber rm bf it"
)
_DROPPED = frozenset(_SILENT.split())
_FONTS = "mathrm mathbf mathit mathsf mathcal mathscr mathfrak mathtt operatorname boldsymbol bm pmb mathop mathbin mathrel"
_WRAPPERS = frozenset(_FONTS.split())
SETS = dict(zip("NZQRCPEH", "ℕℤℚℝℂℙ𝔼ℍ", strict=True))
_ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "bar": "\u0304",
    "overline": "\u0305",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
}
_BEFORE = {"\u0302": "ˆ", "\u0304": "¯", "\u0305": "¯", "\u0303": "˜", "\u20d7": "→", "\u0307": "˙", "\u0308": "¨"}
_HIGH = str.maketrans(
    "0123456789+-=()nixabcdefghjklmoprstuvwyzABDEGHIJKLMNOPRTUVW−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ⁻"
)
_LOW = str.maketrans("0123456789+-=()aehijklmnoprstuvx−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₋")
_OWN_HEIGHT = {"∘": "°", "°": "°", "′": "′", "∗": "*", "*": "*", "†": "†", "‡": "‡", "⊤": "ᵀ"}
_IN_TEXT = re.compile(r"\\\((.{1,1000}?)\\\)|\\\[(.{1,1000}?)\\\]|\$\$([^$]{1,1000})\$\$", re.DOTALL)
_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[{}^_&~]|\s+|[^\\{}^_&~\s]", re.DOTALL)
_IS_TEX = re.compile(r"\\|[{]|[\^_][^(]")
_SIGN = re.compile(r"(^|[(\[{=<>≤≥≈,;\n] ?)([−+±∓-]) (?=\S)")
_BRACKETED = r"\([^()]*\)"
_BIG = re.compile(r"([∑∏∫∮∬](?:[ᴬ-ᵪ⁰-₟ⱼⱽ]|[\^_][^(])*+)(?=[\w√(])")
INFIX = frozenset("=<>≤≥≠≈≡∼≃≅≍≺≻∝≪≫∈∉∋⊂⊆⊃⊇→←↔⇒⇐⇔⟹⟸⟺⟶↦+−-±∓×÷∪∩∧∨⊕⊗∖")
"""Signs that stand between two things, with a space on both sides."""
_BESIDE = "\u2061"  # by a name: a space where letters or numbers stand on both sides
_NAME_BESIDE = re.compile(f"(?<=[^\\W_]){_BESIDE}(?=[^\\W_])|(?<=[)⁰-₟]){_BESIDE}(?=[^\\W_])")
_TABLE_END = "\u2062"
_TABLES = {
    "matrix": "",
    "smallmatrix": "",
    "array": "",
    "pmatrix": "()",
    "bmatrix": "[]",
    "Bmatrix": "{}",
    "vmatrix": "||",
    "Vmatrix": "‖‖",
    "cases": "{",
}
_AS_WORDS = frozenset(["text", "textrm", "textbf", "textit", "textsf", "texttt", "textnormal", "mbox", "hbox"])
_LONGEST = 4000
_DEEPEST = 20


def readable(tex: str) -> str:
    """A formula as text; what has no TeX in it, or is very long, stays as it is."""
    if len(tex) > _LONGEST or not _IS_TEX.search(tex):
        return tex
    made = _spaced(_Reader(_TOKEN.findall(tex.strip().strip("$"))).until(""))
    return "\n".join(" ".join(line.split()) for line in made.split("\n") if line.strip()) or tex


def _spaced(text: str) -> str:
    """Names apart from what stands beside them, and a sign with nothing to add to by its number."""
    text = _NAME_BESIDE.sub(" ", text).replace(_BESIDE, "")
    text = re.sub(f"(?:; *)?{_TABLE_END}", "", text)
    return well_set(re.sub(r" *, *", ", ", re.sub(r"  +", " ", text)))


def well_set(text: str) -> str:
    """A line in which a sign that opens something stands by what it is the sign of, and a sum apart from what is summed."""
    return _BIG.sub(r"\1 ", _SIGN.sub(r"\1\2", text))


def with_readable_formulas(text: str) -> str:
    r"""A text whose formulas between \\( \\), \\[ \\] or $$ $$, as pages leave them to a script, can be read."""
    return _IN_TEXT.sub(lambda found: " ".join(readable(next(filter(None, found.groups()))).split()), text)


class _Reader:
    """Reads tokens one after the other."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._words = False
        self._tables: list[str] = []

    def until(self, end: str) -> str:
        """What stands before a closing part, or before the end."""
        out: list[str] = []
        while self._at < len(self._tokens):
            part = self._next()
            if part == end:
                break
            out.append(self._one(part))
        return "".join(out)

    def _next(self) -> str:
        part = self._tokens[self._at]
        self._at += 1
        return part

    def _one(self, part: str) -> str:
        if part == "{":
            return self._group()
        if part in ("^", "_"):
            return raised(self._argument().strip(), part)
        if part == "&":
            return ", " if self._tables and self._tables[-1] in _TABLES else ""
        if part == "~" or part.isspace():
            return " " if part == "~" or self._words else ""
        if not part.startswith("\\"):
            return "" if part == "}" else part if self._words or part not in INFIX else f" {part} "
        return self._command(part[1:].rstrip("*"))

    def _group(self) -> str:
        self._depth += 1
        made = self.until("}") if self._depth < _DEEPEST else ""
        self._depth -= 1
        return made

    def _argument(self) -> str:
        """The group, or the single part, that a command works on."""
        while self._at < len(self._tokens) and self._tokens[self._at].isspace():
            self._at += 1
        if self._at >= len(self._tokens) or self._depth >= _DEEPEST:
            return ""
        self._depth += 1
        made = self._one(self._next())
        self._depth -= 1
        return made

    def _command(self, name: str) -> str:
        if name in ("frac", "dfrac", "tfrac"):
            above, below = self._argument().strip(), self._argument().strip()
            return f"{tight(above)}/{tight(below)}"
        if name == "binom":
            above, below = self._argument().strip(), self._argument().strip()
            return f"C({above}, {below})"
        if name == "sqrt":
            return f"√{tight(self._argument().strip())}"
        if name in ("mathbb", "Bbb"):
            inner = self._argument().strip()
            return SETS.get(inner, inner)
        if name in _ACCENTS:
            return accented(self._argument().strip(), _ACCENTS[name])
        if name in _AS_WORDS:
            return self._said()
        if name in _WRAPPERS:
            return self._argument()
        if name in ("begin", "end"):
            return self._table(name == "begin", self._argument().strip())
        if name == "\\":
            return "; " if self._tables and self._tables[-1] in _TABLES else "\n"
        if name in _DROPPED:
            return ""
        if name in _NAMES:
            return f" {_NAMES[name]} " if _NAMES[name] in INFIX else _NAMES[name]
        if name in (",", ";", ":", "!", " ", ">"):
            return "" if name == "!" else _BESIDE
        return " " if name in ("quad", "qquad") else f"{_BESIDE}{name}{_BESIDE}" if name.isalpha() else name

    def _said(self) -> str:
        """Words among the signs, in which spaces count."""
        before, self._words = self._words, True
        made = self._argument()
        self._words = before
        return made

    def _table(self, begins: bool, name: str) -> str:
        """What opens or closes an environment: a matrix has its brackets."""
        name = name.rstrip("*")
        brackets = _TABLES.get(name, "")
        if begins:
            self._tables.append(name)
            if name == "array":
                self._argument()
            return brackets[:1]
        if self._tables:
            self._tables.pop()
        return _TABLE_END + brackets[1:2]


def accented(text: str, mark: str) -> str:
    """A part under a mark that joins with a letter (a bar, a hat); over more than one letter with its indices it stands before brackets."""
    if re.fullmatch(r"\w[ᴬ-ᵪ⁰-₟ⱼⱽ°*†′]*", text) and not text[0].isdigit():
        return text[0] + mark + text[1:]
    return f"{_BEFORE[mark]}{text if re.fullmatch(_BRACKETED, text) else f'({text})'}" if text else ""


def tight(text: str) -> str:
    """A part of a fraction or root, in brackets where it is more than one thing."""
    return text if re.fullmatch(rf"[\w.]*|{_BRACKETED}", text) else f"({text})"


def raised(text: str, sign: str) -> str:
    """An exponent ("^") or index ("_"), as small letters where there are such for all of it."""
    text = text.strip(f" {_BESIDE}")
    if sign == "^" and text in _OWN_HEIGHT:
        return _OWN_HEIGHT[text]
    table = _HIGH if sign == "^" else _LOW
    closed = re.sub(r" ?([-+=−]) ?|(?<=\b\w) (?=\w\b)", r"\1", text)
    small = closed.translate(table)
    if closed and all(before != after for before, after in zip(closed, small, strict=True)):
        return small
    return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})" if text else ""
