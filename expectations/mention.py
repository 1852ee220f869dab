"""Rules for mention: names stand in the text where the table says."""

from __future__ import annotations

from expectations.entity import KINDS
from expectations.rule import quoted_exactly, words_of

RULES = [
    quoted_exactly('mention_id, article_id, "start", "end"', "text", "start", "end"),
    words_of("mention_id", kind=KINDS),
]
