"""The commands `communique correct ...`: they record corrections, and the next build applies them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter

from flows import output
from flows.command import (
    DEFAULT_HOME,
    FAILED,
    FINE,
    CommandError,
    HomeOption,
    JsonOption,
    UsageError,
    existing,
)

correct = App(
    name="correct",
    help="""Correct by hand what was read, with a reason. The next build applies what is recorded, and so does every
    later one, whatever the reader learns. The last correction of a field counts; `correct withdraw` undoes any.

    Ids may be shortened as long as they are unique; an entity may be given by name, an article by address.
    """,
)

ReasonOption = Annotated[str, Parameter(name="--reason", help="How you know. Kept with the correction.")]
AuthorOption = Annotated[str | None, Parameter(name="--author", help="Who corrects; your login name unless told.")]
DocumentArgument = Annotated[str, Parameter(help="An address, or a document's id or as much of it as is unique.")]
EventArgument = Annotated[str, Parameter(help="The event's id, or as much of it as is unique.")]
EntityArgument = Annotated[str, Parameter(help="The entity's name, its id, or as much of it as is unique.")]
PartsOption = Annotated[list[str], Parameter(name="--part", negative=())]
TextOption = Annotated[str | None, Parameter(help='"" for none.')]


@correct.command
def event(
    event: EventArgument,
    /,
    *,
    reason: ReasonOption,
    start: Annotated[date | None, Parameter(help="First day it can have been.")] = None,
    end: Annotated[date | None, Parameter(help="Last day it can have been.")] = None,
    undated: Annotated[bool, Parameter(negative=(), help="It is not known when it was.")] = False,
    root: Annotated[str | None, Parameter(help="PLOVER category, e.g. CONSULT.")] = None,
    kind: Annotated[str | None, Parameter(help="What was done; brings its root and CAMEO code along.")] = None,
    cameo_code: TextOption = None,
    place: TextOption = None,
    source_id: Annotated[list[str] | None, Parameter(negative=(), help="Who acted; may be repeated.")] = None,
    target_id: Annotated[list[str] | None, Parameter(negative=(), help="Who was acted upon; may be repeated.")] = None,
    negated: Annotated[bool | None, Parameter(negative="--not-negated", help="Whether it did not happen.")] = None,
    planned: Annotated[bool | None, Parameter(negative="--not-planned", help="Whether it is to happen.")] = None,
    author: AuthorOption = None,
    home: HomeOption = DEFAULT_HOME,
    json: JsonOption = False,
) -> int:
    """Correct when, where, what and who of an event; its class, intensity, names and countries follow."""
    changes = {
        **_days("start_date", "end_date", start, end, is_none=undated),
        **_texts(root=root, kind=kind, cameo_code=cameo_code, place=place),
        **_given(source_ids=source_id, target_ids=target_id, is_negated=negated, is_planned=planned),
    }
    return record("event_corrected", {"event_id": event, "changes": _some(changes)}, reason, author, home, json)


@correct.command
def article(
    article: Annotated[str, Parameter(help="The article's address, its id, or as much of it as is unique.")],
    /,
    *,
    reason: ReasonOption,
    title: TextOption = None,
    outlet: TextOption = None,
    writer: Annotated[str | None, Parameter(help='Who wrote it; "" for nobody.')] = None,
    editor: TextOption = None,
    dateline_place: TextOption = None,
    language: TextOption = None,
    published_start: Annotated[date | None, Parameter(help="First day it can have appeared.")] = None,
    published_end: Annotated[date | None, Parameter(help="Last day it can have appeared.")] = None,
    undated: Annotated[bool, Parameter(negative=(), help="It is not known when it appeared.")] = False,
    author: AuthorOption = None,
    home: HomeOption = DEFAULT_HOME,
    json: JsonOption = False,
) -> int:
    """Correct an article's page and the days it can have appeared on; its dates and events follow from these."""
    changes = {
        **_days("published_start", "published_end", published_start, published_end, is_none=undated),
        **_texts(title=title, outlet=outlet, author=writer, editor=editor, dateline_place=dateline_place),
        **_texts(language=language),
    }
    return record("article_corrected", {"article_id": article, "changes": _some(changes)}, reason, author, home, json)


@correct.command
def entity(
    entity: EntityArgument,
    /,
    *,
    reason: ReasonOption,
    name: Annotated[str | None, Parameter(help="What it is to be called.")] = None,
    kind: Annotated[str | None, Parameter(help="person, organization, country, place or group.")] = None,
    alias: Annotated[list[str] | None, Parameter(negative=(), help="All its other names; may be repeated.")] = None,
    country: Annotated[str | None, Parameter(help='ISO 3166-1 alpha-3 code; "" for none.')] = None,
    wikidata_id: TextOption = None,
    author: AuthorOption = None,
    home: HomeOption = DEFAULT_HOME,
    json: JsonOption = False,
) -> int:
    """Correct what is known of a person, organization, country, place or group; its events follow."""
    changes = _texts(name=name, kind=kind, country=country, wikidata_id=wikidata_id) | _given(aliases=alias)
    return record("entity_corrected", {"entity_id": entity, "changes": _some(changes)}, reason, author, home, json)


@correct.command
def reject(
    event: EventArgument,
    /,
    *,
    reason: ReasonOption,
    author: AuthorOption = None,
    home: HomeOption = DEFAULT_HOME,
    json: JsonOption = False,
) -> int:
    """Show an event no more: it did not happen as read."""
    return record("event_rejected", {"event_id": event}, reason, author, home, json)


@correct.command
def restore(
    event: EventArgument,
    /,
    *,
    reason: ReasonOption,
    author: AuthorOption = None,
    home: HomeOption = DEFAULT_HOME,
    json: JsonOption = False,
) -> int:
    """Show a rejected event again."""
    return record("event_restored", {"event_id": event}, reason, author, home, json)


@correct.command
def merge_events(
    stays: Annotated[str, Parameter(help="The event that stays.")],
    others: Annotated[list[str], Parameter(help="The events that are the same one.", negative=())],
    /,
    *,
    reason: ReasonOption,
    author: AuthorOption = None,
    home: HomeOption = DEFAULT_HOME,
    json: JsonOption = False,
) -> int:
    """Make events one: what tells the others tells the first."""
    return record("events_merged", {"event_id": stays, "merged_ids": others}, reason, author, home, json)


@correct.command
def split_event(
    event: EventArgument,
    /,
    *,
    part: Annotated[PartsOption, Parameter(help="Claims that tell another event, with commas between; repeatable.")],
    reason: ReasonOption,
    author: AuthorOption = None,
    home: HomeOption = DEFAULT_HOME,
    json: JsonOption = False,
) -> int:
    """Make one event several: each part takes its claims, the rest keeps the id."""
    parts = [[claim.strip() for claim in each.split(",") if claim.strip()] for each in part]
    return record("events_split", {"event_id": event, "parts": parts}, reason, author, home, json)


@correct.command
def merge_entities(
    stays: Annotated[str, Parameter(help="The entity that stays.")],
    others: Annotated[list[str], Parameter(help="The entities that are the same one.", negative=())],
    /,
    *,
    reason: ReasonOption,
    author: AuthorOption = None,
    home: HomeOption = DEFAULT_HOME,
    json: JsonOption = False,
) -> int:
    """Make entities one: names of the others stand for the first."""
    return record("entity_merged", {"entity_id": stays, "merged_ids": others}, reason, author, home, json)


@correct.command
def split_entity(
    entity: EntityArgument,
    /,
    *,
    part: Annotated[PartsOption, Parameter(help="Names of another, with | between; it is called by the first.")],
    reason: ReasonOption,
    author: AuthorOption = None,
    home: HomeOption = DEFAULT_HOME,
    json: JsonOption = False,
) -> int:
    """Make one entity several: each part takes its names, the rest keeps the id."""
    named = [[name.strip() for name in each.split("|") if name.strip()] for each in part]
    parts = [{"name": names[0], "entity_name_ids": names} for names in named if names]
    return record("entity_split", {"entity_id": entity, "parts": parts}, reason, author, home, json)


@correct.command
def withdraw(
    seq: Annotated[int, Parameter(help="The correction's number: communique correct list.")],
    /,
    *,
    reason: ReasonOption,
    author: AuthorOption = None,
    home: HomeOption = DEFAULT_HOME,
    json: JsonOption = False,
) -> int:
    """Undo a correction, a retraction or a withdrawal: all is as if it had not been made."""
    return record("correction_withdrawn", {"seq": seq}, reason, author, home, json)


@correct.command
def apply(
    file: Annotated[
        Path,
        Parameter(help='One a line: {"kind": "event_corrected", "event_id": ..., "changes": {...}, "reason": ...}.'),
    ],
    /,
    *,
    reason: Annotated[str | None, Parameter(help="The reason of lines that give none.")] = None,
    author: AuthorOption = None,
    home: HomeOption = DEFAULT_HOME,
    json: JsonOption = False,
) -> int:
    """Record the corrections of a file. Lines that cannot be taken are listed, the others are recorded."""
    place = existing(home)
    from flows.correct import Corrector, Recorded, Refused, default_author, read_file, record_file

    with Corrector(place) as corrector:
        done = record_file(corrector, read_file(file, author or default_author(), reason))
    recorded = [each for each in done if isinstance(each, Recorded)]
    refused = [each for each in done if isinstance(each, Refused)]
    if json:
        output.print_json({"recorded": recorded, "refused": refused})
    else:
        output.tell(f"Recorded {len(recorded):,} of {len(done):,} corrections.")
        for each in refused:
            output.tell(f"Refused: {each.place}: {each.message}")
        if recorded:
            output.tell("Next: communique build")
    return FAILED if refused else FINE


@correct.command(name="list")
def list_(*, home: HomeOption = DEFAULT_HOME, json: JsonOption = False) -> int:
    """List all corrections: what each changes, who made it and why, and what became of it."""
    place = existing(home)
    from flows.correct import Corrector

    with Corrector(place) as corrector:
        rows = corrector.all()
    if json:
        output.print_json(rows)
        return FINE
    for row in rows:
        output.tell(f"{row['seq']:>6}  {row['status']:<10}  {row['kind']}  {', '.join(row['corrected_ids'])}")
        told = "" if row["changes"] == "{}" else f"{row['changes']}; "
        output.tell(f"        {told}{row['author']}: {row['reason']}")
        if row["status"] != "applied":
            output.tell(f"        {row['explanation']}")
    if not rows:
        output.say("No corrections are on record.")
    return FINE


def record(kind: str, payload: dict[str, Any], reason: str, author: str | None, home: Path, is_json: bool) -> int:
    """Record one correction and say so. Raises CommandError where it cannot be taken."""
    place = existing(home)
    from flows.correct import Corrector, Refused, Wanted, default_author

    with Corrector(place) as corrector:
        (done,) = corrector.record([Wanted(kind, payload, reason, author or default_author())])
    if isinstance(done, Refused):
        raise CommandError(done.message)
    if is_json:
        output.print_json(done)
    else:
        output.tell(f"Recorded correction {done.seq} of {done.about}.")
        output.tell("Next: communique build")
    return FINE


def _some(changes: dict[str, Any]) -> dict[str, Any]:
    if not changes:
        raise UsageError("nothing is corrected: give at least one field, as --help lists them")
    return changes


def _given(**values: Sequence[str] | bool | None) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _texts(**values: str | None) -> dict[str, Any]:
    """The values that were given; an empty one stands for none."""
    return {name: value or None for name, value in values.items() if value is not None}


def _days(start_name: str, end_name: str, start: date | None, end: date | None, *, is_none: bool) -> dict[str, Any]:
    if is_none and (start or end):
        raise UsageError("--undated goes with no date")
    if is_none:
        return {start_name: None, end_name: None}
    return {name: day.isoformat() for name, day in ((start_name, start), (end_name, end)) if day is not None}
