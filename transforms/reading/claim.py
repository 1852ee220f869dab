"""What the coder returns: claims, and the candidates that were considered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from transforms.reading.actor import Mention
    from transforms.reading.lexicon import Condition


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence's statement that somebody did something to somebody.

    Offsets count in the document's text. `root` is a PLOVER category. `targets` may be empty ("launched a missile"),
    `sources` too, in passives that name no agent. `is_planned` is for what is still to come, `is_hypothetical` for what
    only may be; `reported_by` is who said so, in the text's words. `count` is how often, where stated.
    """

    sentence_start: int
    sentence_end: int
    trigger_start: int
    trigger_end: int
    root: str
    kind: str
    cameo_code: str
    sources: tuple[Mention, ...]
    targets: tuple[Mention, ...]
    is_negated: bool
    is_planned: bool
    is_hypothetical: bool
    reported_by: str | None
    place: str | None
    count: int | None
    confidence: float
    rule: str
    tense: str
    arcs: tuple[str, ...] = ()


class Candidate(NamedTuple):
    """A predicate that was considered; `reason` says why it did not become a claim (empty when it did)."""

    trigger_start: int
    trigger_end: int
    rule: str
    fault: str | Condition

    @property
    def reason(self) -> str:
        """Told only where it is asked for: most patterns of a word do not fit."""
        return self.fault if isinstance(self.fault, str) else f"needs {self.fault}"
