"""What became of events from one release to the next, and why.

Two releases are compared by their claims. A claim that both have tells its old and its new event of each other; one
that is gone is looked for among the new ones by its place: the same word of the same sentence at the same address,
wherever that sentence now stands and whatever it is now read as.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from transforms.expression import WINDOW_COLUMNS

# The tables that are compared, and all that is asked of them: releases of older code may lack other columns.
COMPARED: Mapping[str, tuple[str, ...]] = {
    "event": (
        *("event_id", "root", "kind", "cameo_code", "source_names", "target_names", "is_negated", "is_planned"),
        *("source_ids", "target_ids", "start_date", "end_date", "date_precision"),
    ),
    "event_claim": ("claim_id", "event_id"),
    "claim": ("claim_id", "article_id", "sentence_start", "sentence_end", "trigger_start"),
    "citation": ("article_id", "quote", "quote_start", "quote_end"),
    "article": ("article_id", "uri"),
    "document": ("document_id", "uri", "version_no", "status"),
}
WHEN = tuple(name for name in WINDOW_COLUMNS if name != "date_basis")
WHAT = ("root", "kind", "cameo_code", "source_names", "target_names", "is_negated", "is_planned")
CHANGES = ("new", "gone", "merged", "split", "redated", "recoded", "renamed")
NEW, GONE, MERGED, SPLIT, REDATED, RECODED, RENAMED = CHANGES
# Why a document is there no more, by what it is now.
WITHDRAWN = {
    "retracted": "retraction",
    "erased": "erasure",
    "superseded": "edited source",
    "unreadable": "unreadable source",
}
NOT_SEEN_YET = "source not seen yet"
SHOWN_SOURCES, MOST_OTHER_SOURCES = 3, 20
# A page that says one sentence over and over is not worth the pairs of all with all.
MOST_AT_A_PLACE = 20
Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something changed.

    name: new source, edited source, retraction, erasure, unreadable source, source not seen yet, correction, new
    version (of the reader, the code or the reference data), other sources or unknown. `document_ids` are the sources
    in question, `says` is in plain words.
    """

    name: str
    says: str
    document_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `before` and `after` are the events concerned, rows of either release's `event`.

    new: nothing before. gone: nothing after. merged: several before. split: several after. redated: another window.
    recoded: another act or other actors. renamed: the same under another id. The last three have one before and one
    after, under the same id unless the actors or the first report changed, since ids are made from these.
    """

    change: str
    before: tuple[Mapping[str, Any], ...]
    after: tuple[Mapping[str, Any], ...]
    cause: Cause


@dataclass(frozen=True, slots=True)
class Between:
    """What else happened between two releases: ids that corrections name, each with the reason, and both versions."""

    corrections: Mapping[str, str]
    versions_before: Mapping[str, str]
    versions_after: Mapping[str, str]


def event_changes(before: Tables, after: Tables, between: Between) -> list[Change]:
    """All changes of events between two releases, by kind of change and date.

    `before` and `after` hold the tables of COMPARED; an empty mapping stands for the time before the first release.
    """
    old, new = _Release.of(before), _Release.of(after)
    why = _Why(old, new, between)
    made = [
        Change(
            change,
            tuple(old.events[event_id] for event_id in old_ids),
            tuple(new.events[event_id] for event_id in new_ids),
            why.of(change, old_ids, new_ids),
        )
        for change, old_ids, new_ids in _compared(old, new)
    ]
    return sorted(made, key=_order)


Found = tuple[str, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Release:
    """A release's events by id, their claims with event, article and place, its documents, and who tells an event."""

    events: Mapping[str, Mapping[str, Any]]
    claims: pl.DataFrame
    documents: Mapping[str, Mapping[str, Any]]
    article_ids: frozenset[str]
    telling: Mapping[str, Collection[str]]

    @classmethod
    def of(cls, tables: Tables) -> _Release:
        if not tables:
            claims = pl.DataFrame(schema=dict.fromkeys(("claim_id", "event_id", "article_id", "place"), pl.String))
            return cls({}, claims, {}, frozenset(), {})
        claims = _placed(tables)
        return cls(
            {row["event_id"]: row for row in tables["event"].select(COMPARED["event"]).iter_rows(named=True)},
            claims,
            {row["document_id"]: row for row in tables["document"].select(COMPARED["document"]).iter_rows(named=True)},
            frozenset(tables["article"]["article_id"]),
            dict(claims.group_by("event_id").agg("article_id").iter_rows()),
        )

    def articles_of(self, event_ids: Collection[str]) -> set[str]:
        """The articles that tell these events."""
        return {article_id for event_id in event_ids for article_id in self.telling.get(event_id, ())}


def _placed(tables: Tables) -> pl.DataFrame:
    """The claims that tell events: claim_id, event_id, article_id, place (address, words of the sentence, trigger)."""
    sentence = tables["citation"].select(
        "article_id",
        pl.col("quote_start").alias("sentence_start"),
        pl.col("quote_end").alias("sentence_end"),
        pl.col("quote").str.replace_all(r"\s+", " ").alias("words"),
    )
    return (
        tables["event_claim"]
        .select(COMPARED["event_claim"])
        # The claims of an event that was rejected tell none.
        .drop_nulls("event_id")
        .join(tables["claim"].select(COMPARED["claim"]), on="claim_id")
        .join(tables["article"].select(COMPARED["article"]), on="article_id")
        .join(sentence.unique(), on=["article_id", "sentence_start", "sentence_end"])
        .select(
            "claim_id",
            "event_id",
            "article_id",
            pl.concat_str(
                "uri",
                "words",
                (pl.col("trigger_start").cast(pl.Int64) - pl.col("sentence_start").cast(pl.Int64)).cast(pl.String),
                separator="\n",
            ).alias("place"),
        )
    )


def _links(old: _Release, new: _Release) -> Collection[tuple[str, str]]:
    """Pairs of an event before and what it is, or has become, or came from: enough to account for every event.

    An event that is there no more leads to the one that has most of its claims, one that was not there before comes
    from the one that had most, and one that both releases have is itself.
    """
    same = old.claims.join(new.claims.select("claim_id", pl.col("event_id").alias("new_id")), on="claim_id")
    is_early = pl.int_range(pl.len()).over("place") < MOST_AT_A_PLACE
    lost = old.claims.join(new.claims, on="claim_id", how="anti").sort("claim_id").filter(is_early)
    found = new.claims.join(old.claims, on="claim_id", how="anti").sort("claim_id").filter(is_early)
    moved = lost.join(found.select("place", pl.col("event_id").alias("new_id")), on="place")
    pairs = pl.concat([each.select("event_id", "new_id") for each in (same, moved)])
    shared = pairs.group_by("event_id", "new_id").len().sort(pl.col("len") * -1.0, "event_id", "new_id")
    heirs = shared.filter(~pl.col("event_id").is_in(list(new.events))).unique(
        "event_id", keep="first", maintain_order=True
    )
    parents = shared.filter(~pl.col("new_id").is_in(list(old.events))).unique(
        "new_id", keep="first", maintain_order=True
    )
    leading = pl.concat([heirs, parents]).select("event_id", "new_id").rows()
    return {*leading, *((event_id, event_id) for event_id in old.events.keys() & new.events.keys())}


def _compared(old: _Release, new: _Release) -> Iterable[Found]:
    """Every change with the ids of the events before and after it."""
    before: dict[str, set[str]] = defaultdict(set)
    after: dict[str, set[str]] = defaultdict(set)
    links = _links(old, new)
    for old_id, new_id in links:
        before[new_id].add(old_id)
        after[old_id].add(new_id)
    yield from ((GONE, (old_id,), ()) for old_id in old.events if old_id not in after)
    yield from ((NEW, (), (new_id,)) for new_id in new.events if new_id not in before)
    yield from ((MERGED, tuple(sorted(old_ids)), (new_id,)) for new_id, old_ids in before.items() if len(old_ids) > 1)
    yield from ((SPLIT, (old_id,), tuple(sorted(new_ids))) for old_id, new_ids in after.items() if len(new_ids) > 1)
    for old_id, new_id in links:
        if old_id == new_id:
            yield from _altered(old, new, old_id, new_id)
        elif len(before[new_id]) == len(after[old_id]) == 1:
            yield from list(_altered(old, new, old_id, new_id)) or [(RENAMED, (old_id,), (new_id,))]


def _altered(old: _Release, new: _Release, old_id: str, new_id: str) -> Iterable[Found]:
    was, now = old.events[old_id], new.events[new_id]
    for change, columns in ((REDATED, WHEN), (RECODED, WHAT)):
        if any(was[name] != now[name] for name in columns):
            yield change, (old_id,), (new_id,)


class _Why:
    """Says why an event changed: by what happened to its own sources first, then by what else was done."""

    def __init__(self, old: _Release, new: _Release, between: Between) -> None:
        self.old, self.new, self.between = old, new, between
        self.added = new.article_ids - old.article_ids
        self.removed = old.article_ids - new.article_ids
        self.rest = self._of_the_rest()

    def of(self, change: str, old_ids: Sequence[str], new_ids: Sequence[str]) -> Cause:
        """The cause of a change."""
        removed = self.old.articles_of(old_ids) & self.removed
        added = self.new.articles_of(new_ids) & self.added
        if added and (change not in (GONE, SPLIT) or not removed):
            return self._of_added(added, {self.old.documents[each]["uri"] for each in removed})
        if removed:
            return self._of_removed(removed)
        return self._of_correction(old_ids, new_ids) or self.rest

    def _of_added(self, added: Collection[str], replaced: Collection[str]) -> Cause:
        documents = [self.new.documents[article_id] for article_id in sorted(added)]
        is_edit = any(document["version_no"] > 1 or document["uri"] in replaced for document in documents)
        return _cause("edited source" if is_edit else "new source", documents)

    def _of_removed(self, removed: Collection[str]) -> Cause:
        documents = [self.new.documents.get(each) or self.old.documents[each] for each in sorted(removed)]
        # Compared with an earlier release, a document is not withdrawn but yet to come.
        reasons = Counter(WITHDRAWN.get(document["status"], NOT_SEEN_YET) for document in documents)
        cause = _cause(min(reasons, key=lambda reason: (-reasons[reason], reason)), documents)
        said = [
            self.between.corrections.get(document[name]) for document in documents for name in ("document_id", "uri")
        ]
        return replace(cause, says="; ".join(dict.fromkeys(filter(None, [cause.says, *said]))))

    def _of_correction(self, old_ids: Sequence[str], new_ids: Sequence[str]) -> Cause | None:
        concerned = {*old_ids, *new_ids}
        for release, event_ids in ((self.old, old_ids), (self.new, new_ids)):
            concerned |= release.articles_of(event_ids)
            for event_id in event_ids:
                concerned.update(release.events[event_id]["source_ids"], release.events[event_id]["target_ids"])
        said = [self.between.corrections[each] for each in sorted(concerned) if each in self.between.corrections]
        return Cause("correction", "; ".join(dict.fromkeys(said))) if said else None

    def _of_the_rest(self) -> Cause:
        """What may have changed an event that nothing was done to directly."""
        was, now = self.between.versions_before, self.between.versions_after
        changed = [name for name in ("model", "reference") if was.get(name) != now.get(name)]
        if was.get("reader") != now.get("reader"):
            changed = changed or ["reader"]
        elif was.get("code") != now.get("code"):
            changed.append("code")
        if changed:
            names = {"model": "parser's weights", "reference": "reference data", "reader": "reader", "code": "code"}
            return Cause("new version", f"new {' and '.join(names[name] for name in changed)}")
        documents = [self.new.documents[each] for each in sorted(self.added)]
        documents += [self.old.documents[each] for each in sorted(self.removed)]
        if documents:
            return _cause("other sources", documents[:MOST_OTHER_SOURCES], len(documents))
        corrections = "; ".join(dict.fromkeys(self.between.corrections.values()))
        return Cause("correction", corrections) if corrections else Cause("unknown", "nothing on record explains it")


def _cause(name: str, documents: Sequence[Mapping[str, Any]], count: int = 0) -> Cause:
    """A cause that lies in documents; `count` is how many they are where not all are given."""
    uris = list(dict.fromkeys(document["uri"] for document in documents))
    more = max(len(uris), count) - SHOWN_SOURCES
    told = ", ".join(uris[:SHOWN_SOURCES]) + (f" and {more:,} more" if more > 0 else "")
    return Cause(name, told, tuple(document["document_id"] for document in documents))


def _order(change: Change) -> tuple[Any, ...]:
    event = (change.after or change.before)[0]
    return CHANGES.index(change.change), event["start_date"] is None, str(event["start_date"]), event["event_id"]
