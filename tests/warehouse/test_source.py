from __future__ import annotations

import gzip
import json
import os
import random
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from warehouse.source import Refusal, Sighting, covers, sightings

TEXT = b"ALBA, May 3 - The two envoys met for an hour.\n"


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def lines(path: Path, *objects: Any) -> Path:
    return write(
        path, b"".join((each if isinstance(each, bytes) else json.dumps(each).encode()) + b"\n" for each in objects)
    )


def only(*paths: Path, **options: Any) -> Sighting | Refusal:
    (one,) = sightings(paths, **options)
    return one


def refused(*paths: Path, **options: Any) -> list[Refusal]:
    return [each for each in sightings(paths, **options) if isinstance(each, Refusal)]


@pytest.mark.parametrize(
    ("name", "media_type"), [("a.txt", "text/plain"), ("a.html", "text/html"), ("A.HTM", "text/html")]
)
def test_a_file_is_one_document_with_its_bytes_as_they_are(tmp_path: Path, name: str, media_type: str) -> None:
    path = write(tmp_path / name, TEXT)
    assert only(path) == Sighting(path.as_uri(), media_type, TEXT, {}, tmp_path.as_uri())


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt.gz", gzip.compress(TEXT, mtime=0))
    assert only(path) == Sighting(path.as_uri(), "text/plain", TEXT, {}, tmp_path.as_uri())
    path = write(tmp_path / "b.jsonl.gz", gzip.compress(b'{"text": "a"}\n{"text": "b"}\n'))
    assert [each.uri for each in sightings([path])] == [f"{path.as_uri()}#line=1", f"{path.as_uri()}#line=2"]


@pytest.mark.parametrize(
    "data",
    [
        "Посол прибыл.".encode("cp1251"),
        "大使が到着した。".encode("shift_jis"),
        "大使が到着した。".encode("iso2022_jp"),
        "大使抵达。".encode("gb18030"),
        "The envoy left.".encode("utf-16"),
        "The envoy left.".encode("utf-16-le"),
        "The envoy left.".encode("utf-16-be"),
        "The envoy left.".encode("utf-32"),
        "大使抵达。".encode("utf-16"),
        b"caf\xe9 \xff\xfe broken UTF-8",
    ],
)
def test_any_encoding_passes(tmp_path: Path, data: bytes) -> None:
    assert only(write(tmp_path / "a.txt", data)) == Sighting(
        (tmp_path / "a.txt").as_uri(), "text/plain", data, {}, tmp_path.as_uri()
    )


def test_folders_are_searched_in_one_order_whatever_the_order_given(tmp_path: Path) -> None:
    names = ["b.txt", "a.html", "inner/c.txt", "inner/deep/d.jsonl", "z.htm"]
    for name in names:
        write(tmp_path / name, b'{"text": "t"}')
    expected = ["a.html", "b.txt", "inner/c.txt", "inner/deep/d.jsonl#line=1", "z.htm"]
    paths = [tmp_path / name for name in names]
    for given in ([tmp_path], paths, paths[::-1], [tmp_path / "inner", tmp_path, *paths]):
        assert [each.uri.removeprefix(tmp_path.as_uri() + "/") for each in sightings(given)] == expected


def test_other_and_hidden_names_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    for name in ("README.md", "a.pdf", ".hidden.txt", ".git/a.txt", "._a.txt", "txt"):
        write(tmp_path / name, TEXT)
    assert list(sightings([tmp_path])) == []


def test_a_relative_path_and_odd_names_become_whole_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a b#1?ü.txt", TEXT)
    write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")), TEXT)
    assert [each.uri for each in sightings(["."])] == [
        f"{tmp_path.as_uri()}/%FF.txt",
        f"{tmp_path.as_uri()}/a%20b%231%3F%C3%BC.txt",
    ]


def test_a_link_and_its_target_are_one_document(tmp_path: Path) -> None:
    target = write(tmp_path / "a.txt", TEXT)
    (tmp_path / "b.txt").symlink_to(target)
    (tmp_path / "again").symlink_to(tmp_path)
    assert [each.uri for each in sightings([tmp_path / "b.txt", target])] == [target.as_uri()]


def test_a_folder_that_links_back_to_itself_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path / "inner" / "a.txt", TEXT)
    (tmp_path / "inner" / "loop").symlink_to(tmp_path)
    (tmp_path / "inner" / "itself.txt").symlink_to(tmp_path / "inner" / "itself.txt")
    found = list(sightings([tmp_path]))
    assert [each.uri.rpartition("/")[2] for each in found] == ["a.txt", "itself.txt", "loop"]
    assert isinstance(found[0], Sighting)
    assert isinstance(found[1], Refusal)
    assert "symbolic links" in found[1].message
    assert found[2] == Refusal(
        (tmp_path / "inner" / "loop").as_uri(),
        f"the link leads back to {tmp_path}, which contains it",
        "remove the link",
    )


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \r\n\t\n", "the file is empty"),
        ("a.jsonl", b"", "the file is empty"),
        ("a.jsonl", b"\n\n", "the file is empty"),
        ("a.txt", b"x" * 1025, "larger than 0.000976562 MB"),
        ("a.txt", b"one\ntwo\nth\0ree\n", "line 3 holds a NUL byte"),
        ("a.txt", bytes(range(1, 32)) * 10, "control bytes"),
        ("a.txt", b"%PDF-1.7 ...", "the file is a PDF, not text"),
        ("a.html", b"\x89PNG\r\n", "an image"),
        ("a.txt", gzip.compress(TEXT, mtime=0), "a gzip file"),
        ("a.jsonl", gzip.compress(TEXT, mtime=0), "a gzip file"),
        ("a.jsonl", '{"text": "a"}'.encode("utf-16"), "UTF-16"),
        ("a.txt.gz", TEXT, "the gzip file is damaged"),
        ("a.txt.gz", gzip.compress(TEXT, mtime=0)[:-9], "the gzip file is damaged"),
        ("a.txt.gz", gzip.compress(bytes(10_000_000), mtime=0), "larger than"),
        ("a.docx", b"PK", "this kind of file is not taken"),
    ],
)
def test_what_is_no_document_is_refused_by_its_file(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = write(tmp_path / name, data)
    refusal = only(path, byte_limit=1024)
    assert isinstance(refusal, Refusal)
    assert refusal.uri == path.as_uri()
    assert message in refusal.message
    assert refusal.remedy


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    for name in ("none", "none.txt"):
        assert only(tmp_path / name) == Refusal(
            (tmp_path / name).as_uri(), "it could not be read: No such file or directory", "check the path"
        )


def test_a_broken_link_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "dead.txt").symlink_to(tmp_path / "gone.txt")
    write(tmp_path / "live.txt", TEXT)
    dead, live = sightings([tmp_path])
    assert isinstance(dead, Refusal)
    assert dead.uri == (tmp_path / "dead.txt").as_uri()
    assert isinstance(live, Sighting)


def test_a_pipe_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "not a regular file" in refused(tmp_path)[0].message


def test_an_unreadable_file_is_refused_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "b.txt", TEXT)
    real_open = Path.open

    # Root may read everything, so the permission is taken away here and not on disk.
    def refusing_open(self: Path, *arguments: Any) -> Any:
        if self == locked:
            raise PermissionError(13, "Permission denied", str(self))
        return real_open(self, *arguments)

    monkeypatch.setattr(Path, "open", refusing_open)
    refusal, sighting = sightings([tmp_path])
    assert refusal == Refusal(
        locked.as_uri(), "it could not be read: Permission denied", "give this user the right to read it"
    )
    assert isinstance(sighting, Sighting)


def test_a_line_is_one_document_under_its_own_name(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "a.jsonl",
        {"uri": "https://example.org/1", "url": "https://example.org/other", "text": "a"},
        {"url": "https://example.org/2", "html": "<p>b", "id": 7},
        {"id": "x y/ü", "text": "c"},
        {"id": 7, "text": "d"},
        b"",
        {"text": "e"},
    )
    found = list(sightings([path]))
    assert [each.uri for each in found] == [
        "https://example.org/1",
        "https://example.org/2",
        f"{path.as_uri()}#id=x%20y%2F%C3%BC",
        f"{path.as_uri()}#id=7",
        f"{path.as_uri()}#line=6",
    ]
    for each in found:
        assert isinstance(each, Sighting)
        assert (each.media_type, each.source) == ("application/json", path.as_uri())
        assert each.data in path.read_bytes().splitlines()


def test_what_comes_with_a_line_is_kept_as_text(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "a.jsonl",
        {
            "text": "a",
            "title": " Envoys meet ",
            "published": 2024,
            "author": ["A. Bee", "C. Dee"],
            "outlet": None,
            "language": "",
            "tags": {"x": 1},
        },
    )
    sighting = only(path)
    assert isinstance(sighting, Sighting)
    assert sighting.metadata == {"title": "Envoys meet", "published": "2024", "author": "A. Bee, C. Dee"}


def test_line_ends_and_a_byte_order_mark_are_no_part_of_a_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", b'\xef\xbb\xbf{"text": "a"}\r\n\r\n  {"text": "b"}')
    assert [each.data for each in sightings([path]) if isinstance(each, Sighting)] == [
        b'{"text": "a"}',
        b'{"text": "b"}',
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"text": "a"', "line 2: it is not JSON at column 13 (Expecting ',' delimiter)"),
        (b'{"text": "a\0"}', "line 2: it is not JSON at column 12 (Invalid control character at)"),
        (b'{"text": "caf\xe9"}', "line 2: it is not UTF-8 at byte 14 (invalid continuation byte)"),
        (b'["text"]', "line 2: it is JSON, but not an object"),
        (b"null", "line 2: it is JSON, but not an object"),
        (b"[" * 200_000, "line 2: it is not JSON that can be read (maximum recursion depth exceeded"),
        (b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "line 2: it is not JSON that can be read (Exceeds the limit"),
        (b'{"title": "a"}', "line 2: it holds neither text nor html"),
        (b'{"text": " ", "html": 7}', "line 2: it holds neither text nor html"),
        (b'{"text": "\\ud83d"}', "line 2: its text holds half a character"),
        (b'{"text": "a\\u0000b"}', "line 2: its text holds a NUL character"),
        (b'{"text": "a", "title": {}}', "line 2: its title is neither text nor a number"),
        (b'{"text": "a", "uri": "https://example.org/\\n"}', None),
        (
            b'{"text": "a", "uri": "https://exa\\u0007mple.org/"}',
            "line 2: its uri is too long or holds control characters",
        ),
        (b'{"text": "a", "uri": "' + b"x" * 9000 + b'"}', "line 2: its uri is too long or holds control characters"),
        (b'{"text": "' + b"a" * 300_000 + b'"}', "line 2: it is longer than 0.25 MB"),
    ],
)
def test_a_broken_line_is_refused_by_its_number_and_the_rest_is_read(
    tmp_path: Path, line: bytes, message: str | None
) -> None:
    path = lines(tmp_path / "a.jsonl", {"text": "first"}, line, {"text": "last"})
    first, middle, last = sightings([path], byte_limit=256 * 1024)
    assert first.uri == f"{path.as_uri()}#line=1"
    assert last.uri == f"{path.as_uri()}#line=3"
    if message is None:
        assert isinstance(middle, Sighting)
    else:
        assert isinstance(middle, Refusal)
        assert middle.uri == f"{path.as_uri()}#line=2"
        assert middle.message.startswith(message)
        assert middle.remedy


def test_a_file_that_is_no_json_lines_at_all_is_given_up(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", b"not json\n" * 5000)
    found = refused(path)
    assert len(found) == 1001
    assert found[-1].uri == path.as_uri()
    assert found[-1].message == "none of its first 1000 lines is a document"


def test_of_two_lines_with_one_uri_the_first_stands(tmp_path: Path) -> None:
    one, two = {"uri": "u:1", "text": "one"}, {"uri": "u:1", "text": "two"}
    path = lines(tmp_path / "a.jsonl", one, two, one)
    other = lines(tmp_path / "b.jsonl", two, one)
    first, second, third = sightings([other, path])
    assert isinstance(first, Sighting)
    assert json.loads(first.data) == one
    assert (second.uri, third.uri) == (f"{path.as_uri()}#line=2", f"{other.as_uri()}#line=1")
    assert isinstance(second, Refusal)
    assert second.message == "its URI u:1 was seen before in the same run, with other content"


def test_what_is_covered_by_an_observation(tmp_path: Path) -> None:
    path = write(tmp_path / "in" / "a.jsonl", b"")
    for given in (path, path.parent, tmp_path):
        assert covers([given], f"{path.as_uri()}#line=3")
        assert covers([given], path.as_uri())
    assert not covers([tmp_path / "i"], path.as_uri())
    assert not covers([path], f"{path.as_uri()}2")
    assert not covers([tmp_path], "https://example.org/1")
    assert covers([tmp_path / "gone.txt"], (tmp_path / "gone.txt").as_uri())


def test_a_line_of_a_hundred_megabytes_is_refused_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "first"}\n{"text": "')
        for _ in range(100):
            file.write(b"x" * 1024 * 1024)
        file.write(b'"}\n{"text": "last"}\n')
    script = (
        "import sys; from warehouse.source import sightings\n"
        "for each in sightings([sys.argv[1]]): print(type(each).__name__, getattr(each, 'message', ''))"
    )
    limit = 400 * 1024 * 1024
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )
    assert done.stdout.splitlines() == ["Sighting ", "Refusal line 2: it is longer than 32 MB", "Sighting "]


def test_no_bytes_at_all_break_the_search(tmp_path: Path) -> None:
    chance = random.Random(7)
    for name in ("a.txt", "a.html", "a.jsonl", "a.txt.gz", "a.jsonl.gz"):
        for _ in range(100):
            pieces = [b'{"text": "a"}', b"\n", b"\0", b"\xff\xfe", TEXT, chance.randbytes(20), b'{"uri": "', b'"']
            data = b"".join(chance.choices(pieces, k=chance.randrange(12)))
            if name.endswith(".gz") and chance.random() < 0.8:
                data = gzip.compress(data)[: chance.randrange(200)]
            for each in sightings([write(tmp_path / name, data)]):
                assert isinstance(each, Sighting | Refusal)
                assert each.uri
