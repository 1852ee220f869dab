"""What the page says, asked of the published database in a handful of queries."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from warehouse.reference import REFERENCE_FOLDER
from warehouse.report import words
from warehouse.report.charts import tone_step

Row = dict[str, Any]

MOST_COUNTRIES = 10
MOST_CORRESPONDENTS = 12
MOST_CONFLICTS = 100
REST = "other"
# Bars stay wide enough to be seen: the finest step that needs no more of them than this.
MOST_PERIODS = 84
# A step is fine enough where so many of the windows fit into one.
FITTING_SHARE = 0.8
STRAGGLING_SHARE = 0.2
STEPS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


@dataclass(frozen=True, slots=True)
class Periods:
    """The steps of a time axis: how long each is, all of them in their order, and those that an axis can name.

    They cover `first` to `last`; `left_out_count` events, of `left_out_years`, lie so far before `first` that they
    would squeeze the others.
    """

    step: str
    names: list[str]
    ticks: list[str]
    first: date = date.max
    last: date = date.min
    left_out_count: int = 0
    left_out_years: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who acts towards whom: the countries shown, what they are called, and a row for each pair of them."""

    countries: list[str]
    labels: dict[str, str]
    rows: list[Row]
    rest_count: int


class Content:
    """The published database, as the page's sections need it. Every method asks one or two queries."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self.countries = country_names()

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
        """The rows of a query, each by its columns' names."""
        found = self._connection.execute(sql, parameters)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def release(self) -> Row:
        """The release that the database shows."""
        return self.rows("from release order by release_no desc limit 1")[0]

    def counts(self) -> Row:
        """How much there is of what."""
        (found,) = self.rows("""
            select
                (select count(*) from event) as event_count,
                (select count(*) from article) as article_count,
                (select count(*) from citation) as citation_count,
                (select count(distinct outlet) from article) as outlet_count,
                (select count(*) from entity) as entity_count,
                (select count(*) from open_conflict) as conflict_count,
                (select count(*) from quarantine) as quarantine_count,
                (select min(start_date) from event) as first_date,
                (select max(end_date) from event) as last_date
        """)
        return found

    def periods(self) -> Periods:
        """The time axis of the events that happened."""
        found = self._connection.execute("""
            select start_date, end_date
            from event_timeline
            where standing = 'happened' and start_date is not null
            order by start_date, end_date
        """).fetchall()
        return periods_of(found) if found else Periods("year", [], [])

    def timeline(self, periods: Periods) -> list[Row]:
        """Events of each period and class that happened; those whose window is longer are under the period None."""
        return [
            {**row, "period": period_name(row["period"], periods.step) if row["period"] else None}
            for row in self.rows(
                """
                select
                    case when date_trunc($step, start_date) = date_trunc($step, end_date)
                        then cast(date_trunc($step, start_date) as date)
                    end as period,
                    quad_class,
                    count(*) as event_count,
                    avg(intensity) as intensity
                from event_timeline
                where standing = 'happened' and (start_date is null or start_date >= $first)
                group by all
                order by all
                """,
                {"step": periods.step, "first": periods.first},
            )
        ]

    def matrix(self) -> Matrix:
        """Who acts towards whom: the busiest countries, and all others as one."""
        pairs = self.rows("""
            select
                source_country as source,
                target_country as target,
                cast(sum(event_count) as bigint) as event_count,
                sum(mean_intensity * event_count) as intensity
            from dyad_month
            group by all
            order by all
        """)
        weight: dict[str, int] = defaultdict(int)
        for pair in pairs:
            weight[pair["source"]] += pair["event_count"]
            weight[pair["target"]] += pair["event_count"]
        ranked = sorted(weight, key=lambda code: (-weight[code], code))
        # A rest of one country is that country.
        named = ranked if len(ranked) == MOST_COUNTRIES + 1 else ranked[:MOST_COUNTRIES]
        rest_count = len(ranked) - len(named)
        shown = [*named, *([REST] if rest_count else [])]
        cells = {(source, target): [0, 0.0] for source in shown for target in shown}
        for pair in pairs:
            source, target = (pair[side] if pair[side] in named else REST for side in ("source", "target"))
            cells[source, target][0] += pair["event_count"]
            cells[source, target][1] += pair["intensity"] or 0.0
        rows = [
            {
                "source": source,
                "target": target,
                "event_count": count,
                "intensity": total / count if count else None,
                "tone": tone_step(total / count) if count else 0,
            }
            for (source, target), (count, total) in cells.items()
            if source != target or source == REST
        ]
        labels = {code: f"{self.country(code)}  {code}" for code in named}
        labels |= {REST: words.number(rest_count, "other country", "other countries")} if rest_count else {}
        return Matrix(shown, labels, rows, rest_count)

    def correspondents(self) -> tuple[list[Row], int]:
        """Who writes to whom, the busiest pairs with their messages, newest first, and how many pairs there are."""
        pairs: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.rows("from message_exchange order by start_date desc nulls last, event_id"):
            sides = [self.side(row[f"{side}_names"], row[f"{side}_countries"]) for side in ("sender", "recipient")]
            if all(side["names"] for side in sides):
                first, second = sorted(side["text"] for side in sides)
                pairs[first, second].append({**row, "from": sides[0], "to": sides[1]})
        ranked = sorted(pairs.items(), key=lambda item: (-len(item[1]), item[0]))
        shown = []
        for _, messages in ranked[:MOST_CORRESPONDENTS]:
            there = Counter(message["from"]["text"] for message in messages).most_common()
            text, there_count = there[0]
            ahead = next(message for message in messages if message["from"]["text"] == text)
            shown.append(
                {
                    "writer": ahead["from"],
                    "reader": ahead["to"],
                    "there_count": there_count,
                    "back_count": len(messages) - there_count,
                    "messages": messages,
                }
            )
        return shown, len(ranked)

    def sources(self) -> list[Row]:
        """How much each outlet tells."""
        return self.rows("from source_coverage")

    def freshness(self) -> list[Row]:
        """Where documents come from, and when something new last came."""
        return self.rows("from data_freshness order by last_observed_at desc nulls last, source_name")

    def conflicts(self) -> list[Row]:
        """The contradictions that nobody has settled, as many as the page lists."""
        return self.rows(f"from open_conflict limit {MOST_CONFLICTS}")

    def rules(self) -> list[Row]:
        """The rules that the release was held to: how many tables each was asked of, and those that broke it."""
        return self.rows("""
            select
                rule,
                min(severity) as severity,
                list_sort(list(table_name)) as tables,
                list_sort(list(table_name) filter (not is_met)) as broken_tables,
                cast(sum(failing_count) as bigint) as failing_count
            from rule_outcome
            group by rule
            order by len(coalesce(broken_tables, [])) = 0, rule
        """)

    def dictionary(self) -> list[Row]:
        """Every table and view with its columns and what it is made from, tables in the order they are made."""
        tables = self.rows("from table_meaning")
        columns, inputs = defaultdict(list), defaultdict(list)
        for row in self.rows("from column_meaning order by table_name, column_no"):
            columns[row["table_name"]].append(row)
        for row in self.rows("from table_lineage"):
            inputs[row["table_name"]].append(row["input_name"])
        names = {row["table_name"] for row in tables}
        readers = defaultdict(list)
        for name, needed in inputs.items():
            for other in needed:
                readers[other].append(name)
        made = [
            {
                **row,
                "columns": columns[row["table_name"]],
                "inputs": [name for name in inputs[row["table_name"]] if name in names],
                "origins": [name for name in inputs[row["table_name"]] if name not in names],
                "readers": sorted(readers[row["table_name"]]),
            }
            for row in tables
        ]
        order = {name: place for place, name in enumerate(inputs)}
        return sorted(made, key=lambda row: (row["kind"], order.get(row["table_name"], len(order))))

    def country(self, code: str) -> str:
        """A country's English name, or its code where the reference data has none."""
        return self.countries.get(code, code)

    def side(self, names: Sequence[str], codes: Sequence[str]) -> Row:
        """One side of an event: names, and the countries that they do not say themselves, each as text."""
        countries = [name for name in map(self.country, codes) if name not in names]
        text = words.listed(list(names))
        return {
            "names": text,
            "countries": words.listed(countries, 3),
            "text": f"{text} ({words.listed(countries, 3)})" if countries else text,
        }


def country_names() -> dict[str, str]:
    """English names by ISO 3166-1 alpha-3 code, from the reference data."""
    with (REFERENCE_FOLDER / "country.csv").open(encoding="utf-8", newline="") as file:
        return {row["country_code"]: row["name"] for row in csv.DictReader(file)}


def periods_of(windows: Sequence[tuple[date, date]]) -> Periods:
    """The finest steps that span these windows without becoming too many, and that most of the windows fit into.

    `windows` are sorted. A few of them, long before all others, would make a chart of nothing but empty years: they are
    left out.
    """
    left_out_count = stragglers([start for start, _ in windows])
    kept = windows[left_out_count:]
    first, last = kept[0][0], kept[-1][0]
    for step in STEPS:
        starts = steps_between(first, last, step)
        fitting_count = sum(step_of(start, step) == step_of(end, step) for start, end in kept)
        if len(starts) <= MOST_PERIODS and fitting_count >= FITTING_SHARE * len(kept):
            break
    names = [period_name(each, step) for each in starts]
    years = [str(start.year) for start, _ in windows[:left_out_count]]
    left_out_years = " to ".join(dict.fromkeys((years[0], years[-1]))) if years else ""
    return Periods(step, names, ticks_of(starts, step), starts[0], last, left_out_count, left_out_years)


def stragglers(days: Sequence[date]) -> int:
    """How many of the sorted days lie so far before the others that more than half of the whole span is between."""
    span = (days[-1] - days[0]).days
    few = int(len(days) * STRAGGLING_SHARE)
    return next(
        (
            place
            for place in range(few, 0, -1)
            if span > MOST_PERIODS * 31 and (days[place] - days[place - 1]).days > span / 2
        ),
        0,
    )


def step_of(day: date, step: str) -> int:
    """The number of the step that a day is in."""
    return (day.year * 12 + day.month - 1) // STEPS[step]


def steps_between(first: date, last: date, step: str) -> list[date]:
    """The first days of all steps from that of the one day to that of the other."""
    months = (number * STEPS[step] for number in range(step_of(first, step), step_of(last, step) + 1))
    return [date(max(1, month // 12), month % 12 + 1, 1) for month in months]


def ticks_of(starts: Sequence[date], step: str) -> list[str]:
    """The names of the steps that an axis can name: each January, or round years."""
    if step in ("month", "quarter") and len(starts) > 12:
        return [period_name(each, step) for each in starts if each.month == 1]
    every = next((each for each in (1, 2, 5, 10, 20, 50) if len(starts) <= 12 * each), 100)
    return [period_name(each, step) for each in starts if step != "year" or each.year % every == 0]


def period_name(start: date, step: str) -> str:
    """A period as an axis names it."""
    match step:
        case "month":
            return f"{start:%b} {start.year}"
        case "quarter":
            return f"{start:%b}–{date(start.year, start.month + 2, 1):%b} {start.year}"
        case "decade":
            return f"{start.year}s"
    return str(start.year)
