"""Secrets come from commands, the keyring and files that nobody else can read, and are part of no message."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from newsreader.programs.secrets import SecretError, Secrets, keep_in_file, look_up


def refused(reference: str, seconds: float = 15) -> str:
    with pytest.raises(SecretError) as caught:
        look_up(reference, seconds)
    return str(caught.value)


def test_a_command_gives_its_first_line_and_no_shell_reads_it(tmp_path: Path) -> None:
    assert look_up("command:printf 'one two\\nurl: x\\n'") == "one two"
    assert look_up(f"command:echo '$HOME; touch {tmp_path}/x' `id`") == f"$HOME; touch {tmp_path}/x `id`"
    assert not (tmp_path / "x").exists()


def test_a_command_that_fails_says_so_without_what_it_printed() -> None:
    told = refused("command:sh -c 'echo hunter2; echo hunter2 >&2; exit 3'")
    assert told.endswith("ended with exit code 3; run it in a shell to see why")
    assert refused("command:no-such-program-here x").endswith("there is no program 'no-such-program-here': is it installed, and on the PATH?")
    assert "took longer than 0.2 seconds" in refused("command:sleep 20", 0.2)
    assert refused("command:true") == "command:true gives nothing"
    assert "can't be read" in refused("command:'x")
    assert "is empty" in refused("command: ")


def test_a_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "secret"
    keep_in_file(str(path), "s3cret")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o077 == 0
    assert look_up(f"file:{path}") == "s3cret"
    with pytest.raises(FileExistsError):
        keep_in_file(str(path), "other")
    for mode in (0o640, 0o604, 0o660):
        path.chmod(mode)
        assert refused(f"file:{path}") == f"file:{path} can be read by others: chmod 600 {path}"
    assert "no such file" in refused(f"file:{tmp_path}/none")
    assert "is no file" in refused("file:/dev/null")


def test_a_file_of_the_users_home_is_found(home: Path) -> None:
    keep_in_file(str(home / "pw"), "x y")
    assert look_up("file:~/pw") == "x y"


def test_the_keyring_is_asked_in_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "keyring.py").write_text(
        "import sys\nif __name__ == '__main__':\n    print('s3cret') if sys.argv[1:] == ['get', 'site.example', 'me'] else sys.exit(1)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    assert look_up("keyring:site.example/me") == "s3cret"
    assert refused("keyring:site.example/you") == (
        "keyring:site.example/you is not in the keyring, or it is locked; `keyring set site.example you` puts it there"
    )
    assert "begins with -" in refused("keyring:-x/me")


def test_without_a_keyring_what_to_install_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", [])
    monkeypatch.delitem(sys.modules, "keyring", raising=False)
    assert refused("keyring:a/b") == "the keyring wants the package keyring: pip install 'newsreader[keyring]'"


def test_many_feeds_ask_once(tmp_path: Path) -> None:
    count = tmp_path / "count"
    secrets = Secrets()
    for _ in range(3):
        assert secrets.reveal(f"command:sh -c 'echo x >> {count}; echo s3cret'") == "s3cret"
        with pytest.raises(SecretError):
            secrets.reveal(f"command:sh -c 'echo x >> {count}; exit 1'")
    assert len(count.read_text().splitlines()) == 2
