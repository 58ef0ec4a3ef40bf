"""Pages in any encoding, declared or not."""

from __future__ import annotations

import pytest

from newsreader.declutter.page import declutter
from newsreader.render.plain import to_text

JAPANESE = "古い橋は月曜日に閉鎖された。技師が二本の柱にひびを見つけたためだと市は発表した。運転手は北の橋で四十分も待った。"
RUSSIAN = "Старый мост через реку закрыли в понедельник после того, как инженеры нашли трещины в двух опорах, сообщили в мэрии."
FRENCH = "Le vieux pont a été fermé lundi après la découverte de fissures dans deux piliers, a annoncé la mairie dans l’après-midi."


def read(page: bytes, content_type: str | None = None) -> str:
    return to_text(declutter(page, content_type=content_type))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso-2022-jp"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (FRENCH, "cp1252"),
    ],
)
def test_a_declared_encoding_is_used(text: str, encoding: str) -> None:
    assert read(f"<html><head><meta charset='{encoding}'></head><body><p>{text}</p></body></html>".encode(encoding)) == text
    assert read(f"<html><body><p>{text}</p></body></html>".encode(encoding), f"text/html; charset={encoding}") == text


def test_utf8_is_seen_even_where_something_else_is_declared() -> None:
    assert read(f"<html><head><meta charset='iso-8859-1'></head><body><p>{RUSSIAN}</p></body></html>".encode()) == RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_marks_and_sixteen_bits_are_seen(encoding: str) -> None:
    assert read(f"<html><body><p>{FRENCH}</p></body></html>".encode(encoding)) == FRENCH


def test_an_undeclared_encoding_is_guessed() -> None:
    assert read(f"<html><body><p>{RUSSIAN} {RUSSIAN}</p></body></html>".encode("windows-1251")) == f"{RUSSIAN} {RUSSIAN}"


def test_stray_bytes_in_utf8_are_read_as_windows_1252() -> None:
    page = b"<html><body><p>" + FRENCH.encode() + b" Caf\xe9 \x93vieux\x94.</p></body></html>"
    assert read(page) == f"{FRENCH} Café “vieux”."


def test_xhtml_is_read_as_what_it_is() -> None:
    page = f"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><div class='ad'/><p>{FRENCH}</p></body></html>"
    assert read(page.encode()) == FRENCH
