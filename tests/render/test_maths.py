"""TeX becomes text that can be read, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.render.maths import readable

CASES = {
    r"E = mc^2": "E = mc²",
    r"\frac{a+b}{c}": "(a+b)/c",
    r"\frac12": "1/2",
    r"\sqrt{x^2 + y^2}": "√(x² + y²)",
    r"\sum_{i=1}^{n} x_i \le \infty": "∑ᵢ₌₁ⁿ xᵢ ≤ ∞",
    r"\alpha \to \beta \text{ for all } x \in \mathbb{R}": "α → β for all x ∈ ℝ",
    r"e^{i\pi} + 1 = 0": "e^(iπ) + 1 = 0",
    r"\left( \hat{x} \right)": "( x̂ )",
    r"a \\ b": "a\nb",
    r"90^\circ": "90°",
    "x = 2": "x = 2",
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
