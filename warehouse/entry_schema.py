"""What an entry of each kind must hold: one JSON Schema per kind and version, and the way up from old versions.

A new version of a kind is a new file `schemas/KIND.N.json` and one upcaster from the version before it. Old entries
stay as they were written; they are lifted to the newest version each time they are read.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Payload = dict[str, Any]
Upcaster = Callable[[Payload], Payload]

SCHEMA_FOLDER = Path(__file__).with_name("schemas")
FILE_NAME = re.compile(r"(?P<kind>[a-z_]+)\.(?P<version>[1-9][0-9]*)\.json")

# (kind, version) -> a pure function that turns a payload of that version into one of the next version.
UPCASTERS: dict[tuple[str, int], Upcaster] = {}


class EntrySchemas:
    """All kinds of entries that are known, each with its newest version and the rules for its payload."""

    def __init__(self, folder: Path = SCHEMA_FOLDER, upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS) -> None:
        """Read all schemas of the folder.

        Raises ValueError where a kind's versions have a gap, or one that is not the newest has no upcaster.
        """
        self._upcasters = upcasters
        self._schemas: dict[tuple[str, int], Payload] = {}
        digest = hashlib.sha256()
        for path in sorted(folder.glob("*.json")):
            if (name := FILE_NAME.fullmatch(path.name)) is None:
                raise ValueError(f"{path}: a schema's file name must be KIND.VERSION.json")
            content = path.read_bytes()
            self._schemas[name["kind"], int(name["version"])] = json.loads(content)
            digest.update(f"{path.name}\n{len(content)}\n".encode() + content)
        self.digest = digest.hexdigest()
        self.newest: dict[str, int] = {}
        for kind, version in sorted(self._schemas):
            self.newest[kind] = version
            if version > 1 and (kind, version - 1) not in self._schemas:
                raise ValueError(f"{folder}: {kind} has version {version} but no version {version - 1}")
            if version > 1 and (kind, version - 1) not in upcasters:
                raise ValueError(f"{folder}: {kind} has no upcaster from version {version - 1} to {version}")
        self._validators: dict[str, Any] = {}

    def requires(self, kind: str) -> list[str]:
        """The entry's own fields, beside its payload, that this kind cannot do without."""
        return list(self._schemas[kind, self.newest[kind]].get("entry_requires", []))

    def problem(self, kind: str, payload: Mapping[str, Any]) -> str | None:
        """What is wrong with a payload by the newest version of its kind, in one sentence, or None."""
        if kind not in self.newest:
            return f"the kind {kind!r} is unknown; known are {', '.join(self.newest)}"
        from jsonschema.exceptions import best_match

        error = best_match(self._validator(kind).iter_errors(payload))
        return None if error is None else f"payload{error.json_path[1:]}: {error.message}"

    def upcast(self, kind: str, version: int, payload: Payload) -> Payload:
        """The payload as the newest version of its kind would have it.

        Raises ValueError where the kind or the version is not known, so was written by a newer release of this tool.
        """
        if version > self.newest.get(kind, 0):
            raise ValueError(f"{kind} version {version} was written by a newer version of this tool: upgrade it")
        for step in range(version, self.newest[kind]):
            payload = self._upcasters[kind, step](payload)
        return payload

    def _validator(self, kind: str) -> Any:
        if kind not in self._validators:
            from jsonschema import Draft202012Validator

            self._validators[kind] = Draft202012Validator(self._schemas[kind, self.newest[kind]])
        return self._validators[kind]
