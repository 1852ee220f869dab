from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from flows.reading import Document, _read_together
from transforms.reading.page import read_page
from transforms.reading.read import DocumentRefusedError, Outline, Reading


def document(name: str) -> Document:
    return Document(name, f"file:///{name}.txt", "text/plain", name, datetime(2024, 1, 1, tzinfo=UTC), "{}")


class Reader:
    """Refuses what is called "empty" and fails at what is called "odd", alone or among others."""

    def outline_document(self, data: bytes, *_: Any) -> tuple[Outline, str]:
        if data == b"empty":
            raise DocumentRefusedError("nothing to read")
        return Outline(read_page(f"{data.decode()} rain fell.", is_plain=True), ()), "utf-8"

    def complete(self, outlines: Sequence[Outline]) -> list[Reading]:
        if any(outline.page.text.startswith("odd") for outline in outlines):
            raise ZeroDivisionError("odd words")
        return [Reading(outline.page, (), (), ()) for outline in outlines]


def test_a_document_that_fails_costs_those_read_with_it_nothing() -> None:
    blobs: Any = SimpleNamespace(get=str.encode)
    reader: Any = Reader()
    names = ["calm", "empty", "odd", "mild"]
    pages = [rows["read_page"][0] for rows in _read_together(reader, blobs, [document(name) for name in names])]
    assert {page["document_id"]: page["status"] for page in pages} == {
        "calm": "read",
        "empty": "refused",
        "odd": "refused",
        "mild": "read",
    }
    reasons = {page["document_id"]: page["reason"] for page in pages}
    assert reasons["empty"] == "nothing to read"
    assert "ZeroDivisionError: odd words" in reasons["odd"]
