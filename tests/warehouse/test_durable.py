from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from warehouse import durable
from warehouse.durable import StorageError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_created_file_holds_its_bytes_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    durable.create_file(tmp_path / "a", b"one")
    assert (tmp_path / "a").read_bytes() == b"one"
    assert names(tmp_path) == ["a"]


def test_a_taken_name_is_refused_and_keeps_its_bytes(tmp_path: Path) -> None:
    durable.create_file(tmp_path / "a", b"one")
    with pytest.raises(FileExistsError):
        durable.create_file(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"one"
    assert names(tmp_path) == ["a"]


def test_replacing_swaps_the_bytes(tmp_path: Path) -> None:
    durable.replace_file(tmp_path / "a", b"one")
    durable.replace_file(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"two"
    assert names(tmp_path) == ["a"]


def test_a_reader_keeps_the_file_it_opened(tmp_path: Path) -> None:
    durable.replace_file(tmp_path / "a", b"one")
    with (tmp_path / "a").open("rb") as reader:
        durable.replace_file(tmp_path / "a", b"two")
        assert reader.read() == b"one"


@pytest.mark.parametrize(
    ("write", "naming"),
    [
        (lambda folder: durable.create_file(folder / "a", b"one"), "link"),
        (lambda folder: durable.replace_file(folder / "a", b"one"), "replace"),
        (lambda folder: durable.swap_in(folder / "written" / "b", folder / "a"), "replace"),
        (lambda folder: durable.publish_folder(folder / "written", folder / "a"), "replace"),
    ],
    ids=["create_file", "replace_file", "swap_in", "publish_folder"],
)
def test_content_is_synced_before_it_gets_its_name_and_the_name_after(
    write: Callable[[Path], None], naming: str, tmp_path: Path, faulty_disk: Callable[..., Any]
) -> None:
    (tmp_path / "written").mkdir()
    (tmp_path / "written" / "b").write_bytes(b"one")
    never = 1_000
    calls = faulty_disk("EIO", "write", "fsync", "link", "replace", at=never).made
    write(tmp_path)
    at = calls.index(naming)
    assert calls.count(naming) == 1
    assert "fsync" in calls[:at]
    assert "fsync" in calls[at:]
    assert "write" not in calls[calls.index("fsync") :]


@pytest.mark.parametrize("write", [durable.create_file, durable.replace_file])
@pytest.mark.parametrize("fault", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("call", ["open", "write", "fsync"])
def test_a_disk_that_fails_leaves_no_file_and_says_where_and_what_to_do(
    write: Callable[[Path, bytes], None], fault: str, call: str, tmp_path: Path, faulty_disk: Callable[..., Any]
) -> None:
    faulty_disk(fault, call)
    with pytest.raises(StorageError, match=r"could not write the file: .*\. Remedy: .* run") as caught:
        write(tmp_path / "a", b"one")
    assert str(tmp_path / "a") in str(caught.value)
    assert names(tmp_path) == []
    write(tmp_path / "a", b"one")
    assert (tmp_path / "a").read_bytes() == b"one"


def test_a_folder_that_cannot_be_synced_is_an_error_though_the_file_is_whole(
    tmp_path: Path, faulty_disk: Callable[..., Any]
) -> None:
    faulty_disk("EIO", "fsync", at=2)
    with pytest.raises(StorageError, match="could not sync the folder to disk"):
        durable.create_file(tmp_path / "a", b"one")
    assert (tmp_path / "a").read_bytes() == b"one"


def test_a_disk_without_hard_links_is_named_as_such(tmp_path: Path, faulty_disk: Callable[..., Any]) -> None:
    faulty_disk("EOPNOTSUPP", "link")
    with pytest.raises(StorageError, match="hard links"):
        durable.create_file(tmp_path / "a", b"one")
    assert names(tmp_path) == []


def test_a_file_size_limit_of_the_system_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    script = (
        "import pathlib, sys\n"
        "from warehouse import durable\n"
        "try:\n"
        "    durable.create_file(pathlib.Path(sys.argv[1]), b'x' * 100_000)\n"
        "except durable.StorageError as error:\n"
        "    print(error)\n"
    )
    limit = 4096
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a")],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert "Remedy: raise the file size limit" in done.stdout
    assert names(tmp_path) == []


def test_a_folder_without_write_permission_is_an_error_with_a_remedy(
    tmp_path: Path, faulty_disk: Callable[..., Any]
) -> None:
    faulty_disk("EACCES", "open")
    with pytest.raises(StorageError, match="Remedy: give this user the right"):
        durable.create_file(tmp_path / "a", b"one")


def test_folders_are_made_with_those_above_them(tmp_path: Path) -> None:
    durable.create_folder(tmp_path / "a" / "b")
    durable.create_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_file_in_the_place_of_a_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(StorageError, match="a file stands where a folder is needed"):
        durable.create_folder(tmp_path / "a")
    with pytest.raises(StorageError, match="a file stands where a folder is needed"):
        durable.create_folder(tmp_path / "a" / "b")


def test_a_published_folder_moves_with_all_it_holds(tmp_path: Path) -> None:
    (tmp_path / "staged" / "inner").mkdir(parents=True)
    (tmp_path / "staged" / "inner" / "a").write_bytes(b"one")
    durable.publish_folder(tmp_path / "staged", tmp_path / "published")
    assert (tmp_path / "published" / "inner" / "a").read_bytes() == b"one"
    assert names(tmp_path) == ["published"]


def test_a_published_folder_is_never_overwritten(tmp_path: Path) -> None:
    for name in ("staged", "published"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_bytes(b"")
    with pytest.raises(StorageError, match="could not rename staged to this"):
        durable.publish_folder(tmp_path / "staged", tmp_path / "published")
    assert names(tmp_path / "published") == ["published"]


def test_a_swapped_in_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "new").write_bytes(b"two")
    (tmp_path / "a").write_bytes(b"one")
    durable.swap_in(tmp_path / "new", tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"two"
    assert names(tmp_path) == ["a"]


def test_removing_says_whether_the_file_was_there(tmp_path: Path) -> None:
    durable.create_file(tmp_path / "a", b"one")
    assert durable.remove_file(tmp_path / "a")
    assert not durable.remove_file(tmp_path / "a")


def test_only_old_temporaries_are_cleared_away(tmp_path: Path) -> None:
    for name in (".old.tmp", ".young.tmp", "old.parquet", ".old"):
        (tmp_path / name).write_bytes(b"")
    for name in (".old.tmp", "old.parquet", ".old"):
        os.utime(tmp_path / name, (0, 0))
    assert durable.remove_stale_temporaries(tmp_path) == 1
    assert names(tmp_path) == [".old", ".young.tmp", "old.parquet"]
