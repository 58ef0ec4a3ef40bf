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
    "vee ∨ oplus ⊕ otimes ⊗ to → rightarrow → leftarrow ← Rightarrow ⇒ Leftarrow ⇐ leftrightarrow ↔ Leftrightarrow ⇔ iff ⇔ implies "
    "⇒ mapsto ↦ infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ oint ∮ iint ∬ ldots … cdots ⋯ dots … vdots ⋮ degree ° circ ∘ prime ′ "
    "hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ mid | parallel ∥ perp ⊥ angle ∠ triangle △ "
    "star ⋆ dagger † top ⊤ bot ⊥ vert | Vert ‖"
)
_WORDS = _GREEK.split() + _SIGNS.split()
_NAMES = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))
_SILENT = "left right big Big bigg Bigg displaystyle textstyle limits nolimits mathstrut hline"
_DROPPED = frozenset(_SILENT.split())
_FONTS = "text mathrm mathbf mathit mathsf mathcal operatorname textbf textit mbox boldsymbol pmb"
_WRAPPERS = frozenset(_FONTS.split())
_SETS = dict(zip("NZQRCPEH", "ℕℤℚℝℂℙ𝔼ℍ", strict=True))
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "overline": "\u0305", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308"}
_HIGH = str.maketrans("0123456789+-=()nixabcdefghjklmoprstuvwyz−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷʸᶻ⁻")
_LOW = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[{}^_&~]|\s+|[^\\{}^_&~\s]", re.DOTALL)
_LONGEST = 4000
_DEEPEST = 20


def readable(tex: str) -> str:
    """A formula as text; what has no TeX in it, or is very long, stays as it is."""
    if len(tex) > _LONGEST or not re.search(r"[\\^_{]", tex):
        return tex
    made = _Reader(_TOKEN.findall(tex.strip().strip("$"))).until("")
    return "\n".join(" ".join(line.split()) for line in made.split("\n") if line.strip()) or tex


class _Reader:
    """Reads tokens one after the other."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

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
            return _raised(self._argument(), part)
        if part in ("&", "~") or part.isspace():
            return " "
        if not part.startswith("\\"):
            return "" if part == "}" else part
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
        made = self._one(self._next()).strip()
        self._depth -= 1
        return made

    def _command(self, name: str) -> str:
        if name in ("frac", "dfrac", "tfrac"):
            above, below = self._argument(), self._argument()
            return f"{_tight(above)}/{_tight(below)}"
        if name == "binom":
            above, below = self._argument(), self._argument()
            return f"C({above}, {below})"
        if name == "sqrt":
            return f"√{_tight(self._argument())}"
        if name in ("mathbb", "Bbb"):
            inner = self._argument()
            return _SETS.get(inner, inner)
        if name in _ACCENTS:
            inner = self._argument()
            return inner + _ACCENTS[name] if len(inner) == 1 else inner
        if name in _WRAPPERS:
            return self._argument()
        if name in ("begin", "end"):
            self._argument()
            return ""
        if name == "\\":
            return "\n"
        if name in _DROPPED:
            return ""
        if name in _NAMES:
            return _NAMES[name]
        return " " if name in (",", ";", ":", "!", " ", "quad", "qquad") else name


def _tight(text: str) -> str:
    """A part of a fraction or root, in brackets where it is more than one thing."""
    return text if re.fullmatch(r"[\w.]*|\(.*\)", text) else f"({text})"


def _raised(text: str, sign: str) -> str:
    """An exponent or index, as small letters where there are such for all of it."""
    table = _HIGH if sign == "^" else _LOW
    if text in ("∘", "′", "°"):
        return "°" if text != "′" else text
    small = text.translate(table)
    if text and all(before != after for before, after in zip(text, small, strict=True)):
        return small
    return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})" if text else ""
