"""Corrections through the command: what is taken and what is not, and what a build makes of them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from flows.correct import Corrector, Recorded, Refused, Wanted
from warehouse.home import Home
from warehouse.ledger import Ledger, NewEntry
from warehouse.snapshot import latest_release

Communique = Callable[..., Any]
MEETING = "select event_id from event where kind = 'meet' and source_names = ['Han Su Chol']"


def ask(home: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def one(home: Path, sql: str) -> Any:
    ((value,),) = ask(home, sql)
    return value


@pytest.fixture
def home(seeds_home: Path, tmp_path: Path) -> Path:
    """A copy of the home with the seed articles published, to be changed at will."""
    return Path(shutil.copytree(seeds_home, tmp_path / "home", symlinks=True))


@pytest.fixture
def correct(communique: Communique, home: Path) -> Communique:
    """`communique correct ...` in that home."""
    return lambda *arguments: communique("correct", *arguments, "--home", home)


def corrections_on_record(home: Path) -> int:
    return Ledger(Home(home)).read().filter(pl.col("kind") != "snapshot_released").height


def test_a_correction_is_recorded_then_built_then_withdrawn(
    home: Path, correct: Communique, communique: Communique
) -> None:
    event_id, before = one(home, MEETING), latest_release(Home(home))
    done = correct("event", event_id[:9], "--start", "2024-09-26", "--place", "Havana", "--reason", "dateline")
    assert done.code == 0, done.err
    assert "Next: communique build" in done.out
    seq = json.loads(correct("list", "--json").out)[0]["seq"]
    assert communique("build", "--home", home).code == 0
    columns = "start_date::varchar, end_date::varchar, place, date_basis, status"
    told = ask(home, f"select {columns} from event where event_id = '{event_id}'")
    assert told == [("2024-09-26", "2024-09-27", "Havana", "corrected", "corrected")]
    assert ask(home, "select seq, status, reason from correction") == [(seq, "applied", "dateline")]
    assert correct("withdraw", str(seq), "--reason", "misread").code == 0
    assert communique("build", "--home", home).code == 0
    after = latest_release(Home(home))
    assert before is not None
    assert after is not None
    assert {name for name in after.digests if after.digests[name] != before.digests[name]} == {"correction"}


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["event", "ffffffffff", "--place", "x"], "there is no event 'ffffffffff'"),
        (["event", "", "--place", "x"], "there is no event ''"),
        (["event", "MEETING", "--start", "2024-10-01", "--end", "2024-09-01"], "ends before it starts"),
        (["event", "MEETING", "--start", "1066-10-14", "--end", "1066-10-14"], "dates lie between"),
        (["event", "MEETING", "--kind", "meeet"], "The nearest: meet"),
        (["event", "MEETING", "--root", "CHAT"], "'CHAT' is not one of"),
        (["event", "MEETING", "--source-id", "Nobody Such"], "there is no entity 'Nobody Such'"),
        (["entity", "Cuba", "--country", "CUX"], "CUX is no country"),
        (["entity", "Cuba", "--country", "USA"], "a country can be no other"),
        (["entity", "Kim Jong Un", "--kind", "country"], "a country can be no other"),
        (["entity", "Cubaa", "--country", "CUB"], "Cuba, country, CUB"),
        (["merge-entities", "Cuba", "cuba"], "what stays is among what is merged"),
        (["split-entity", "Cuba", "--part", "Cuba|Bermuda"], "there is no entity name 'Bermuda'"),
        (["restore", "MEETING"], "is no rejected event"),
        (["withdraw", "1"], "entry 1 is no correction"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_taken_is_refused_with_what_comes_nearest(
    arguments: list[str], hint: str, seeds_home: Path, communique: Communique
) -> None:
    named = [one(seeds_home, MEETING) if argument == "MEETING" else argument for argument in arguments]
    before = corrections_on_record(seeds_home)
    done = communique("correct", *named, "--reason", "so", "--home", seeds_home)
    assert done.code == 1
    assert hint in done.err
    assert corrections_on_record(seeds_home) == before


@pytest.mark.parametrize("arguments", [["event", "a"], ["reject"], ["event", "a", "--start", "soon", "--reason", "so"]])
def test_wrong_usage_exits_2(arguments: list[str], correct: Communique) -> None:
    assert correct(*arguments).code == 2


def test_an_id_that_may_be_several_is_refused_with_the_candidates(home: Path, correct: Communique) -> None:
    ids = [event_id for (event_id,) in ask(home, "select event_id from event order by event_id")]
    first = next(start for start in "0123456789abcdef" if sum(event_id.startswith(start) for event_id in ids) > 1)
    done = correct("reject", first, "--reason", "so")
    assert done.code == 1
    assert "may be several" in done.err
    assert next(event_id for event_id in ids if event_id.startswith(first))[:12] in done.err


def test_what_somebody_else_corrected_since_the_release_is_not_overwritten(home: Path, correct: Communique) -> None:
    event_id = one(home, MEETING)
    assert correct("event", event_id, "--place", "Havana", "--reason", "dateline", "--author", "ann").code == 0
    lost = correct("event", event_id, "--place", "Lima", "--reason", "memory", "--author", "bo")
    assert lost.code == 1
    assert "of ann gives place" in lost.err
    assert "communique build" in lost.err
    assert correct("event", event_id, "--kind", "consult", "--reason", "memory", "--author", "bo").code == 0
    assert correct("event", event_id, "--place", "La Habana", "--reason", "spelling", "--author", "ann").code == 0


def test_of_two_who_write_at_once_one_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    event_id = one(home, MEETING)

    def meanwhile(self: Corrector, wanted: Wanted, corrections: object) -> None:
        entry = {"kind": "event_rejected", "subject": f"event:{event_id}", "payload": {"event_id": event_id}}
        Ledger(Home(home)).append([NewEntry(key="ann's", author="ann", reason="so", expected_seq=0, **entry)])

    monkeypatch.setattr(Corrector, "_refuse_what_others_changed", meanwhile)
    with Corrector(Home(home)) as corrector:
        (done,) = corrector.record([Wanted("event_rejected", {"event_id": event_id}, "so", "bo")])
    assert isinstance(done, Refused)
    assert "look at it again" in done.message


def test_a_file_of_corrections_lists_what_it_refuses_and_takes_the_rest(home: Path, correct: Communique) -> None:
    event_id = one(home, MEETING)
    lines: list[Any] = [
        {"kind": "event_corrected", "event_id": event_id, "changes": {"place": "Havana"}, "reason": "dateline"},
        {"kind": "event_corrected", "event_id": event_id[:8], "changes": {"place": "Lima"}, "author": "ann"},
        {"kind": "event_corrected", "event_id": event_id, "changes": {"colour": "red"}},
        {"kind": "event_rejected", "event_id": "ffffffff"},
        {"kind": "document_observed", "uri": "x"},
        {"kind": "event_corrected", "event_id": event_id, "changes": {"start_date": "2024-02-31"}},
        ["no object"],
        "broken",
    ]
    file = home.parent / "corrections.jsonl"
    told = [line if line == "broken" else json.dumps(line) for line in lines]
    file.write_text("\n".join([*told[:3], "", *told[3:]]) + "\n")
    done = correct("apply", file, "--reason", "from the list")
    assert done.code == 1
    assert "Recorded 2 of 8 corrections." in done.out
    refused = [line for line in done.out.splitlines() if line.startswith("Refused: ")]
    assert len(refused) == 6
    assert f"{file}, line 3: event_corrected: payload.changes" in done.out
    assert f"{file}, line 9: no JSON" in done.out
    made = json.loads(correct("list", "--json").out)
    assert [(row["status"], row["reason"], row["author"] == "ann") for row in made] == [
        ("waiting", "dateline", False),
        ("waiting", "from the list", True),
    ]


def test_events_and_entities_are_merged_and_split_by_command(
    home: Path, correct: Communique, communique: Communique
) -> None:
    ids = [event_id for (event_id,) in ask(home, "select event_id from event where claim_count = 1 limit 3")]
    several = one(home, "select event_id from event where claim_count > 1 order by claim_count desc, event_id limit 1")
    claim_id = ask(home, f"select claim_id from event_claim where event_id = '{several}' and not is_founder")[0][0]
    assert correct("merge-events", ids[0], ids[1][:10], "--reason", "one visit").code == 0
    assert correct("reject", ids[2], "--reason", "not an act").code == 0
    assert correct("split-event", several, "--part", claim_id[:12], "--reason", "two talks").code == 0
    assert correct("merge-entities", "Kim Jong Un", "Kim Jong Il", "--reason", "to try").code == 0
    assert communique("build", "--home", home).code == 0
    after = {event_id for (event_id,) in ask(home, "select event_id from event")}
    assert ids[0] in after
    assert not after & set(ids[1:])
    assert one(home, f"select event_id from event_claim where claim_id = '{claim_id}'") not in (None, several)
    assert one(home, "select count(*) from entity where name = 'Kim Jong Il'") == 0
    assert correct("restore", ids[2][:10], "--reason", "an act after all").code == 0


def test_a_correction_that_lost_its_article_is_named_with_the_remedy(
    home: Path, correct: Communique, communique: Communique
) -> None:
    uri = one(home, "select uri from article order by uri limit 1")
    assert correct("article", uri, "--outlet", "The Gazette", "--reason", "its imprint").code == 0
    retracted = communique("retract", uri, "--reason", "withdrawn by its agency", "--home", home, "--json")
    assert retracted.code == 0
    built = communique("build", "--home", home)
    assert built.code == 0, built.out
    assert "warning: correction.EveryCorrectionHasItsTarget" in built.out
    assert "communique correct withdraw" in built.out
    assert one(home, "select status from correction where kind = 'article_corrected'") == "orphaned"
    assert communique("retract", "file:///no/such.txt", "--reason", "so", "--home", home).code == 1
    seq = str(json.loads(retracted.out)["seq"])
    assert correct("withdraw", seq, "--reason", "it was another article").code == 0
    again = correct("withdraw", seq, "--reason", "so")
    assert again.code == 1
    assert "was withdrawn by correction" in again.err
    assert communique("build", "--home", home).code == 0
    assert one(home, f"select outlet from article where uri = '{uri}'") == "The Gazette"


def test_a_home_without_a_release_takes_retractions_and_asks_for_a_release_for_the_rest(
    tmp_path: Path, communique: Communique
) -> None:
    page = tmp_path / "talks.txt"
    page.write_text("Peru thanked Chile.\n")
    home = tmp_path / "home"
    assert communique("observe", "--source", page, "--home", home).code == 0
    done = communique("correct", "reject", "abc", "--reason", "so", "--home", home)
    assert done.code == 1
    assert "communique run" in done.err
    assert communique("retract", page.as_uri(), "--reason", "so", "--home", home).code == 0
    assert json.loads(communique("correct", "list", "--json", "--home", home).out)[0]["kind"] == "document_retracted"


def test_one_version_is_retracted_by_its_id(home: Path, communique: Communique) -> None:
    document_id, uri = ask(home, "select document_id, uri from document order by uri limit 1")[0]
    done = communique("retract", document_id[:10], "--reason", "so", "--home", home, "--json")
    assert json.loads(done.out)["payload"] == {"uri": uri, "document_id": document_id}
    gone = communique("retract", uri[:-5], "--reason", "so", "--home", home)
    assert gone.code == 1
    assert uri in gone.err


def test_a_recorded_correction_says_what_it_is(home: Path) -> None:
    with Corrector(Home(home)) as corrector:
        (done,) = corrector.record([Wanted("event_rejected", {"event_id": one(home, MEETING)}, "so", "bo")])
    assert isinstance(done, Recorded)
    assert "Han Su Chol meet" in done.about
