from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from warehouse.entry_schema import SCHEMA_FOLDER, EntrySchemas

KINDS = {
    "document_observed",
    "document_refused",
    "refusal_cleared",
    "document_retracted",
    "document_erased",
    "article_corrected",
    "entity_merged",
    "entity_split",
    "entity_corrected",
    "event_corrected",
    "event_rejected",
    "event_restored",
    "events_merged",
    "events_split",
    "correction_withdrawn",
    "snapshot_released",
    "snapshot_refused",
}


def write_schema(folder: Path, name: str, *required: str) -> None:
    (folder / name).write_text(json.dumps({"type": "object", "required": list(required)}))


def test_every_kind_of_entry_has_a_schema() -> None:
    assert set(EntrySchemas().newest) == KINDS


@pytest.mark.parametrize("path", sorted(SCHEMA_FOLDER.glob("*.json")), ids=lambda path: path.name)
def test_every_schema_is_one_names_its_kind_and_says_what_it_means(path: Path) -> None:
    schema = json.loads(path.read_text())
    Draft202012Validator.check_schema(schema)
    assert schema["title"] == path.name.split(".")[0]
    assert schema["description"].endswith(".")
    assert schema["required"]


def test_corrections_need_a_reason_and_what_their_author_saw() -> None:
    schemas = EntrySchemas()
    corrections = {kind for kind in KINDS if kind.startswith(("article_", "entity_", "event", "correction_"))} | {
        "document_retracted"
    }
    assert all(schemas.requires(kind) == ["reason", "expected_seq"] for kind in corrections)


def test_a_wrong_payload_is_named_by_its_place() -> None:
    schemas = EntrySchemas()
    assert schemas.problem("refusal_cleared", {"uri": "file:///a"}) is None
    assert schemas.problem("refusal_cleared", {"uri": ""}) == "payload.uri: '' should be non-empty"
    assert schemas.problem("refusal_cleared", {}) == "payload: 'uri' is a required property"
    assert "unexpected" in str(schemas.problem("refusal_cleared", {"uri": "file:///a", "note": "b"}))
    assert "the kind 'rumour_heard' is unknown" in str(schemas.problem("rumour_heard", {}))


def test_old_payloads_are_lifted_version_by_version(tmp_path: Path) -> None:
    for version in (1, 2, 3):
        write_schema(tmp_path, f"thing_seen.{version}.json")
    schemas = EntrySchemas(
        tmp_path,
        {
            ("thing_seen", 1): lambda payload: {"names": [payload["name"]]},
            ("thing_seen", 2): lambda payload: payload | {"count": len(payload["names"])},
        },
    )
    assert schemas.newest == {"thing_seen": 3}
    assert schemas.upcast("thing_seen", 1, {"name": "a"}) == {"names": ["a"], "count": 1}
    assert schemas.upcast("thing_seen", 2, {"names": ["a", "b"]}) == {"names": ["a", "b"], "count": 2}
    assert schemas.upcast("thing_seen", 3, {"names": [], "count": 0}) == {"names": [], "count": 0}


def test_a_version_from_the_future_is_refused() -> None:
    with pytest.raises(ValueError, match="written by a newer version of this tool"):
        EntrySchemas().upcast("refusal_cleared", 2, {"uri": "file:///a"})
    with pytest.raises(ValueError, match="written by a newer version of this tool"):
        EntrySchemas().upcast("rumour_heard", 1, {})


def test_a_new_version_without_a_way_up_is_refused(tmp_path: Path) -> None:
    write_schema(tmp_path, "thing_seen.2.json")
    with pytest.raises(ValueError, match="has version 2 but no version 1"):
        EntrySchemas(tmp_path, {})
    write_schema(tmp_path, "thing_seen.1.json")
    with pytest.raises(ValueError, match="no upcaster from version 1 to 2"):
        EntrySchemas(tmp_path, {})
