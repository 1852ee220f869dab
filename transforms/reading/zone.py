"""What a page is made of: zones with offsets, and the dates it states about itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

# "heading" is a sub-heading or standfirst of the article: its own words, but no sentence that claims anything.
ZONE_KINDS = (
    "title",
    "byline",
    "editor",
    "outlet",
    "dateline",
    "date_line",
    "body",
    "heading",
    "caption",
    "clutter",
)


# Those whose words count when publication is inferred; lists and footers have no vote.
VOTING_ZONES = ("title", "date_line", "dateline", "body", "caption")
DATE_LINE_ZONES = ("date_line", "dateline")


class PageRefused(ValueError):  # noqa: N818 - it names what happened
    """A page that is not read; `reason` says why and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the page's text with one role; kind is one of ZONE_KINDS, language an ISO 639-1 code or None."""

    kind: str
    start: int
    end: int
    language: str | None = None


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A publication date as the page states it.

    `first_date` to `last_date` holds every reading of `text`; start and end are None where metadata says it.
    `basis` is stated, byline or metadata; `says` names the place: "date line", "update line", "dateline", "title", ...
    """

    start: int | None
    end: int | None
    text: str
    first_date: date
    last_date: date
    basis: str
    says: str


@dataclass(frozen=True, slots=True)
class Page:
    """One document's text, its zones (sorted, never overlapping) and what they say about it."""

    text: str
    zones: tuple[Zone, ...]
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    editor: str | None = None
    dateline_place: str | None = None
    language: str | None = None
    stated_dates: tuple[StatedDate, ...] = field(default=())

    def spans(self, kind: str) -> list[tuple[int, int]]:
        """Offsets of the zones of one kind, in order."""
        return [(zone.start, zone.end) for zone in self.zones if zone.kind == kind]

    def body_runs(self) -> list[tuple[int, int]]:
        """The article's text as unbroken runs: body zones with the sub-headings that stand next to them."""
        runs: list[tuple[int, int]] = []
        start: int | None = None
        for zone in self.zones:
            if zone.kind not in ("body", "heading"):
                start = None
            elif zone.kind == "heading":
                if start is None and runs:
                    start = zone.start
            elif runs and start == runs[-1][0]:
                runs[-1] = (start, zone.end)
            else:
                start = zone.start if start is None else start
                runs.append((start, zone.end))
        return runs


def merged(zones: Sequence[Zone]) -> list[Zone]:
    """Zones in order, neighbours of one kind and language joined: a run of paragraphs is one zone.

    What has no language of its own (a number, a mark) goes with what stands before it.
    """
    joined: list[Zone] = []
    for zone in sorted(zones, key=lambda one: one.start):
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.kind == zone.kind
            and zone.kind in _RUNS
            and (last.language == zone.language or last.language is None or zone.language is None)
        ):
            joined[-1] = Zone(zone.kind, last.start, zone.end, last.language or zone.language)
        else:
            joined.append(zone)
    return joined


_RUNS = frozenset({"body", "clutter"})
