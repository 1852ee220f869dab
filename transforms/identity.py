"""Ids made from content, and names brought to one spelling, so that equal things are equal in every home."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import polars as pl

ID_LENGTH = 32
# Letters that have no decomposition into a base letter and an accent.
PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss"}
)
NOT_A_WORD = re.compile(r"[^\w]+")
APOSTROPHES = re.compile(r"['’‘ʼ`´]")
# Letters that transcriptions of one foreign name differ by; applied to long words only, vowels else left alone, for
# Miller is not Muller.
TRANSCRIPTIONS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"ph", "f"),
        (r"ck|kh|gh|q", "k"),
        (r"x", "ks"),
        (r"dj", "j"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"ee|y", "i"),
        (r"(.)\1+", r"\1"),
        (r"enk[oa]$", "enk"),
    )
)
TRANSCRIBED_LENGTH = 6
# Names that are transcribed with almost any vowel.
GIVEN_NAMES = {
    spelling: spellings.split()[0]
    for spellings in (
        "muhammad mohammed mohamed mohammad muhammed mohamad muhamad",
        "hussein hussain husayn hossein husain hussien",
        "yusuf youssef yousef yussuf yousuf yussef",
        "ahmad ahmed",
        "abdullah abdallah abdulla",
        "omar umar",
        "said saeed sayed saeid",
        "khalid khaled",
        "hamid hameed",
    )
    for spelling in spellings.split()
}


def content_id(*parts: str) -> str:
    """The id of something that is told by these parts: the same parts give the same id everywhere."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def id_of(columns: Sequence[pl.Expr]) -> pl.Expr:
    """`content_id` over columns, one id a row; null counts as empty text."""
    parts = pl.concat_str([column.cast(pl.String).fill_null("") for column in columns], separator="\n")
    return parts.map_batches(
        lambda texts: pl.Series(texts.name, [content_id(text) for text in texts], dtype=pl.String),
        return_dtype=pl.String,
        is_elementwise=True,
    )


@lru_cache(maxsize=200_000)
def plain_words(name: str) -> tuple[str, ...]:
    """The words of a name without accents, case, hyphens, apostrophes and full stops."""
    folded = APOSTROPHES.sub("", name.casefold()).translate(PLAIN_LETTERS)
    stripped = "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))
    return tuple(word for word in NOT_A_WORD.sub(" ", stripped.replace("_", " ")).split() if word)


def transcription_key(word: str) -> str:
    """One key for the usual transcriptions of a long word ("zelensky", "zelenskyy"); a short word is its own key."""
    if given := GIVEN_NAMES.get(word):
        return given
    if len(word) < TRANSCRIBED_LENGTH or not word.isascii():
        return word
    for spelling, plain in TRANSCRIPTIONS:
        word = spelling.sub(plain, word)
    return word


@lru_cache(maxsize=200_000)
def person_key(name: str) -> str:
    """One key for the spellings of a person's name: word order, accents, hyphens, case and transcription set aside.

    Being a function of the name alone, it joins the same names whatever other names are known.
    """
    return " ".join(sorted(transcription_key(word) for word in plain_words(name)))


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """One key for the spellings of a name whose word order matters: an organization, a place, a group."""
    words = plain_words(name)
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
