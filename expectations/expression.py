"""Rules for expression: dates an article speaks of stand in it, and their windows are as narrow as they claim."""

from __future__ import annotations

from expectations.article import PRECISIONS
from expectations.rule import quoted_exactly, window_fits, words_of

KEY = 'article_id, "start"'
TYPES = ("DATE", "TIME", "DURATION", "SET")
BASES = ("stated", "relative", "publication", "inferred", "corrected", "unknown")

RULES = [
    quoted_exactly(KEY, "text", "start", "end"),
    window_fits(KEY, "start_date", "end_date", "date_precision"),
    words_of(KEY, type=TYPES, date_precision=PRECISIONS, date_basis=BASES),
]
