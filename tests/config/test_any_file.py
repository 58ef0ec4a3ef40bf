"""Whatever is in a file, reading it gives a value and problems, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from newsreader.config.keys import read_keys
from newsreader.config.settings import SCHEMA, read_settings
from newsreader.config.themes import SLOTS, read_theme
from newsreader.text.clean import clean

NAMES = st.sampled_from([*(each.key for each in SCHEMA), *(slot.name for slot in SLOTS), "keys", "colors", "variables", "dark", "name", "list.down"])
VALUES = st.sampled_from(
    ['"#fff"', '"ansi_red"', '"j, g g"', '"\\u001b[31m"', "true", "72", "-1", "1e400", "nan", "1" * 5000, "[]", "[[1]]", "{}", "{a = {b = 1}}",
     "2025-05-04", "2025-13-40", '"', "'''x", "0x", ""]
)  # fmt: skip
LINES = st.one_of(
    st.builds(lambda name, value: f"{name} = {value}", NAMES, VALUES),
    st.builds(lambda name: f"[{name}]", NAMES),
    st.builds(lambda name: f"[[{name}]]", NAMES),
    st.text(max_size=20),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(lines=st.lists(LINES, max_size=12), noise=st.binary(max_size=4))
@example(lines=['columns = "\\u001b[31m"'], noise=b"")
def test_any_file_is_read(lines: list[str], noise: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any.toml"
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass") + noise)
    problems = [*read_settings(path)[1], *read_keys(path, ("list.down",))[1], *read_theme(path)[1]]
    assert [told for problem in problems if (told := str(problem)) != clean(told)] == []


@pytest.mark.parametrize("reader", [read_settings, read_theme], ids=["settings", "theme"])
def test_a_number_beyond_all_measure_is_a_problem(reader: object, tmp_path: Path) -> None:
    path = tmp_path / "any.toml"
    path.write_text("width = " + "1" * 5000)
    assert callable(reader)
    assert len(reader(path)[1]) == 1
