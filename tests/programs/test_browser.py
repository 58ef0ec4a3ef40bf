"""Which addresses a browser gets, and which browser."""

from __future__ import annotations

import os
import select
from pathlib import Path

import pytest

from newsreader.programs.browser import open_in_browser, web_address
from newsreader.programs.run import ProgramError


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A pipe that the browsers below write their arguments to."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def browser(tmp_path: Path, pipe: Path, name: str = "browser") -> Path:
    program = tmp_path / name
    program.write_text(f'#!/bin/sh\nprintf "{name}" > {pipe}.part\nfor a; do printf "|%s" "$a" >> {pipe}.part; done\ncat {pipe}.part > {pipe}\n')
    program.chmod(0o755)
    return program


def said(pipe: Path, opened: int) -> str:
    assert select.select([opened], [], [], 60)[0], "no browser was started"
    with os.fdopen(opened) as file:
        return file.read()


def listen(pipe: Path) -> int:
    return os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)


def test_the_command_of_the_settings(tmp_path: Path, pipe: Path) -> None:
    ear = listen(pipe)
    open_in_browser("https://a.example/x?y=1&z=$(id);'w'", f"{browser(tmp_path, pipe)} --tab {{url}}")
    assert said(pipe, ear) == "browser|--tab|https://a.example/x?y=1&z=$(id);'w'"


@pytest.mark.parametrize(
    ("variable", "words"), [("b1", "b1|https://a.example/"), ("absent-one:b1 -n", "b1|-n|https://a.example/"), ("b1 -u=%s", "b1|-u=https://a.example/")]
)
def test_the_browser_of_the_environment(variable: str, words: str, tmp_path: Path, pipe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser(tmp_path, pipe, "b1")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("BROWSER", variable)
    ear = listen(pipe)
    open_in_browser("https://a.example/")
    assert said(pipe, ear) == words


def test_else_the_systems_opener(tmp_path: Path, pipe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser(tmp_path, pipe, "xdg-open")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    ear = listen(pipe)
    open_in_browser("http://a.example/")
    assert said(pipe, ear) == "xdg-open|http://a.example/"


def test_no_browser_at_all_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ProgramError, match="there is no browser: set browser"):
        open_in_browser("http://a.example/")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "file:///etc/passwd", "vscode://x", "ssh://-oProxyCommand=x/", "data:text/html,x",
        "ftp://a.example/", "--help", "-x", "", "a.example", "//a.example/", "http://", "http:///x", "https://-x/", "http://[::1", "http://a.example:x/",
        "http://a b.example/", "http://a.example/\x1b]0;x\x07", "http://a.example/\u202etxt", "http://a.example/a\nb", "http://\u00fc..example/",
        "mailto:", "mailto:-x@a.example", "mailto:?attach=/etc/passwd", "mailto:a b@c.example",
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_words(url: str) -> None:
    with pytest.raises(ProgramError) as told:
        open_in_browser(url, "newsreader-absent {url}")
    assert "there is no program" not in str(told.value)
    assert str(told.value).isprintable()


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("HTTPS://A.example/x#y", "HTTPS://A.example/x#y"),
        ("http://a.example/a b", "http://a.example/a%20b"),
        ("http://a.example/50%25?q=ü", "http://a.example/50%25?q=%C3%BC"),
        ("https://b\u00fccher.example:81/\u00fc", "https://xn--bcher-kva.example:81/%C3%BC"),
        ("http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("mailto:desk@tribune.example", "mailto:desk@tribune.example"),
        ("mailto:desk@tribune.example?subject=a%0Ab&attach=/etc/passwd", "mailto:desk@tribune.example?subject=a%20b"),
    ],
)
def test_what_a_browser_gets(url: str, address: str) -> None:
    assert web_address(url) == address
