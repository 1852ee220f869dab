"""Rules for correction: whoever corrects says why, and what is corrected is still there."""

from __future__ import annotations

from expectations.rule import WARNING, Rule, words_of

STATUSES = ("applied", "superseded", "withdrawn", "orphaned")


class EveryCorrectionHasItsTarget(Rule):
    """What a correction changes is still there; if not, it is to be withdrawn or made anew."""

    unexpected_rows_query: str = "select seq, kind, author, explanation from {batch} where status = 'orphaned'"


class EveryCorrectionSaysWhoAndWhy(Rule):
    """A correction has an author and a reason, and it is said what became of it."""

    unexpected_rows_query: str = """
        select seq, kind, author, reason, explanation from {batch}
        where coalesce(trim(author), '') = '' or coalesce(trim(reason), '') = '' or coalesce(trim(explanation), '') = ''
    """


RULES = [
    # Retracting a document must stay possible, whatever was corrected in it.
    EveryCorrectionHasItsTarget(severity=WARNING),
    EveryCorrectionSaysWhoAndWhy(),
    words_of("seq", status=STATUSES),
]
