"""TeX becomes text that can be read, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.text.maths import readable, with_readable_formulas

CASES = {
    r"E = mc^2": "E = mc²",
    r"\frac{a+b}{c}": "(a + b)/c",
    r"\frac12": "1/2",
    r"\sqrt{x^2 + y^2}": "√(x² + y²)",
    r"\sum_{i=1}^{n} x_i \le \infty": "∑ᵢ₌₁ⁿ xᵢ ≤ ∞",
    r"\alpha \to \beta \text{ for all } x \in \mathbb{R}": "α → β for all x ∈ ℝ",
    r"e^{i\pi} + 1 = 0": "e^(iπ) + 1 = 0",
    r"\left( \hat{x} \right)": "(x̂)",
    r"a \\ b": "a\nb",
    r"90^\circ": "90°",
    r"{\displaystyle A{\text{ Hermitian}}\quad \iff \quad A={\overline {A^{\mathsf {T}}}}}.": "A Hermitian ⇔ A = A̅ᵀ.",
    r"A^{\mathsf {H}}=A^{\dagger }=A^{\ast }": "Aᴴ = A† = A*",
    r"\overline{A+B}": "¯(A + B)",
    r"\bigl(\tfrac{n^2-n}{2}\bigr)": "((n² - n)/2)",
    r"x^{k-1}_{i+1}": "xᵏ⁻¹ᵢ₊₁",
    r"\begin{bmatrix}2&2+i\\4&-i\\\end{bmatrix}": "[2, 2 + i; 4, -i]",
    r"\begin{aligned}a&=b\\&=c\end{aligned}": "a = b\n= c",
    r"2\sin x + \det(A)\,dx": "2 sin x + det(A) dx",
    r"\lambda_\max + \lambda_{\min}": "λₘₐₓ + λₘᵢₙ",
    r"A∋x⟹\alpha≺\beta": "A ∋ x ⟹ α ≺ β",
    r"|x|": "|x|",
    "x = 2": "x = 2",
    "e^(−x²) dx": "e^(−x²) dx",
    "日本": "日本",
}


@pytest.mark.parametrize("tex", CASES)
def test_a_formula_is_read(tex: str) -> None:
    assert readable(tex) == CASES[tex]


@given(st.text(r"\{}^_&a1 ", max_size=60))
def test_any_text_comes_out_as_text(tex: str) -> None:
    readable(tex)


def test_what_is_nested_without_end_ends() -> None:
    assert isinstance(readable("{" * 2000 + "x"), str)
    assert isinstance(readable(r"\frac" * 700), str)
    assert isinstance(readable("^" * 3000), str)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (r"Let \(x_i\) be so that \[x_i^2 \ge 0\] holds.", "Let xᵢ be so that xᵢ² ≥ 0 holds."),
        ("With $$\na_1\n$$ in front", "With a₁ in front"),
        ("It costs $5, or $$ on the menu, \\(really", "It costs $5, or $$ on the menu, \\(really"),
    ],
)
def test_formulas_that_a_page_leaves_to_a_script_are_read(text: str, read: str) -> None:
    assert with_readable_formulas(text) == read
