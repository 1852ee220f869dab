"""Articles and sentences whose words are thrown together: nothing of them need be read, but all must be survived."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from transforms.reading.read import Reader
from warehouse.reference import load_reference

ARTICLES = Path(__file__).parents[3] / "seeds" / "articles"
SENTENCES = Path(__file__).with_name("sentences.jsonl")


def scrambled(draw: random.Random, count: int) -> Iterator[str]:
    """Texts of 300 words, half of them in an order of no language."""
    articles = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    sentences = [json.loads(line)["text"] for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line]
    words = " ".join([*articles, *sentences]).split(" ")
    for _ in range(count):
        start = draw.randrange(len(words) - 300)
        part = words[start : start + 300]
        if draw.random() < 0.5:
            draw.shuffle(part)
        yield " ".join(part)


@pytest.mark.parametrize("count", [60, pytest.param(3_000, marks=pytest.mark.slow)])
def test_words_thrown_together_are_read_to_the_end(count: int) -> None:
    reader = Reader(load_reference())
    for text in scrambled(random.Random(count), count):
        reading = reader.read(text, is_plain=True)
        assert all(0 <= dated.claim.trigger_start < dated.claim.trigger_end <= len(text) for dated in reading.claims)
