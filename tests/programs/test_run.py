"""Programs that are run: what reaches them, and what doesn't."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from newsreader.programs.run import ProgramError, fill, run

ECHO = f"{sys.executable} -c 'import json, os, sys; print(json.dumps([sys.argv[1:], os.environ.get(\"NEWSREADER_TITLE\")]))'"


def python(code: str) -> str:
    return f'{sys.executable} -c "{code}"'


def test_values_are_filled_after_the_template_is_split() -> None:
    title = "two words; $(touch /tmp/pwned) `id` 'x' \"y\" & | > {url}"
    assert fill("show --title={title} '{url} twice {url}'", {"title": title, "url": "http://a.example/"}) == [
        "show", f"--title={title}", "http://a.example/ twice http://a.example/",
    ]  # fmt: skip


def test_a_program_gets_them_as_arguments_and_in_its_environment() -> None:
    output = run(f"{ECHO} {{title}}", {"title": "a; b $HOME"}, timeout=60)
    assert json.loads(output.stdout) == [["a; b $HOME"], "a; b $HOME"]
    assert output.code == 0


def test_no_value_becomes_an_option() -> None:
    with pytest.raises(ProgramError, match="take for an option"):
        fill("show {title}", {"title": "--exec=evil"})
    assert fill("show --title={title} -- x{title}", {"title": "-v"}) == ["show", "--title=-v", "--", "x-v"]


@pytest.mark.parametrize("title", ["a\x00b", "a\x1b]0;x\x07b", "a\nb", "\u202ea b"])
def test_no_control_character_reaches_it(title: str) -> None:
    arguments, variable = json.loads(run(f"{ECHO} {{title}}", {"title": title}, timeout=60).stdout)
    assert arguments == [variable]
    assert variable.isprintable()


@pytest.mark.parametrize(
    ("template", "cause"),
    [("", "is empty"), ("show 'x", "can't be read"), ("{title} x", "begins with a placeholder"), ("show {titel}", "{title} can stand")],
)
def test_a_template_that_can_not_work_is_told(template: str, cause: str) -> None:
    with pytest.raises(ProgramError, match=cause):
        fill(template, {"title": "x"})


@pytest.mark.parametrize(
    "template",
    ["sh -c 'echo {title}'", "/bin/bash -lc 'x \"{title}\"'", "env A=b zsh -c {title}", "python3.12 -c 'print(\"{title}\")'", "perl -ne '{title}'", "sh -c -- 'x {title}'"],
)
def test_no_value_becomes_a_part_of_a_script(template: str) -> None:
    with pytest.raises(ProgramError, match=r"write \$NEWSREADER_TITLE there"):
        fill(template, {"title": "$(id)"})


def test_a_script_has_values_as_its_arguments_and_in_its_environment(tmp_path: Path) -> None:
    title = "$(touch x) `id` '; \"$HOME"
    output = run("sh -c 'echo \"$1 $NEWSREADER_TITLE\"' sh {title}", {"title": title}, timeout=60)
    assert output.stdout.decode() == f"{title} {title}\n"
    assert fill("mpv -c {title}", {"title": "x"}) == ["mpv", "-c", "x"]
    assert fill("python script.py {title}", {"title": "x"}) == ["python", "script.py", "x"]


def test_stdin_and_both_outputs_of_any_size_pass() -> None:
    code = "import sys; d = sys.stdin.buffer.read(); sys.stderr.write('e' * 300000); sys.stdout.buffer.write(d[::-1]); sys.exit(3)"
    given = bytes(range(256)) * 4000
    output = run(python(code), {}, timeout=60, stdin=given)
    assert (output.code, output.stdout, len(output.stderr)) == (3, given[::-1], 64_000)


def test_its_messages_are_safe_to_show() -> None:
    assert run(python("import sys; sys.stderr.write('\\\\x1b[31mred\\\\x9b0m')"), {}, timeout=60).stderr == "red"


def test_one_that_is_not_there_is_told() -> None:
    with pytest.raises(ProgramError, match="there is no program 'newsreader-absent'"):
        run("newsreader-absent {url}", {"url": "x"}, timeout=60)


def test_one_that_can_not_be_started_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProgramError, match="can't be started: Permission denied"):
        run(str(tmp_path), {}, timeout=60)


def test_one_that_never_ends_is_stopped() -> None:
    with pytest.raises(ProgramError, match=r"longer than 0\.2 seconds"):
        run(python("import signal; signal.pause()"), {}, timeout=0.2)


def test_one_that_never_stops_talking_is_stopped() -> None:
    with pytest.raises(ProgramError, match="larger than 1,000,000 bytes"):
        run(python("while True: print('x' * 9999)"), {}, timeout=60, most=1_000_000)


def test_a_program_may_lie_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/hill")
    assert fill("~/bin/show {title} ~/there", {"title": "~/kept"}) == ["/home/hill/bin/show", "~/kept", "/home/hill/there"]
