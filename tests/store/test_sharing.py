from __future__ import annotations

from pathlib import Path

from newsreader.store.files import Files
from newsreader.store.sharing import Shared


def profile(root: Path, name: str) -> Files:
    return Files(root / name, shared=Shared(root / "shared"))


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_two_profiles_hold_is_on_the_disk_once(tmp_path: Path) -> None:
    one, two = profile(tmp_path, "one"), profile(tmp_path, "two")
    digest = one.put(b"a page" * 1000)
    assert two.put(b"a page" * 1000) == digest
    (first,), (second,) = files_in(one.folder), files_in(two.folder)
    assert first.samefile(second)
    assert two.get(digest) == b"a page" * 1000


def test_what_one_cleans_away_stays_for_the_other(tmp_path: Path) -> None:
    one, two = profile(tmp_path, "one"), profile(tmp_path, "two")
    digest = one.put(b"a page")
    two.put(b"a page")
    one.remove(digest)
    assert one.get(digest) is None
    assert two.get(digest) == b"a page"
    assert Shared(tmp_path / "shared").clean() == 0


def test_what_nobody_holds_any_more_goes(tmp_path: Path) -> None:
    one = profile(tmp_path, "one")
    one.remove(one.put(b"a page"))
    assert Shared(tmp_path / "shared").clean() > 0
    assert files_in(tmp_path / "shared") == []


def test_a_damaged_file_is_not_handed_on(tmp_path: Path) -> None:
    one, two = profile(tmp_path, "one"), profile(tmp_path, "two")
    digest = one.put(b"a page")
    (path,) = files_in(one.folder)
    path.write_bytes(b"half")
    two.put(b"a page")
    assert two.get(digest) == b"a page"
    assert one.get(digest) is None
    one.put(b"a page")
    assert one.get(digest) == b"a page"


def test_without_asking_nothing_is_shared(tmp_path: Path) -> None:
    Files(tmp_path / "one").put(b"a page")
    Files(tmp_path / "two").put(b"a page")
    first, second = files_in(tmp_path)
    assert not first.samefile(second)
