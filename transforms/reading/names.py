"""How one name is spelt in many ways: accents, hyphens, capitals, typographic apostrophes, order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache

# Countries whose names put the family first when written in the usual English way.
FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "VNM", "TWN", "HKG", "MAC", "KHM"})
# Where news calls people by their given name: Saleumxay Kommasith is Saleumxay.
GIVEN_FIRST = frozenset({"ERI", "ETH", "IDN", "ISL", "LAO", "MMR", "MNG", "MYS", "THA"})
# Given names of two syllables, written "Jong-un", "Jong Un" or "Jong-Un".
TWO_SYLLABLES = frozenset({"PRK", "KOR", "TWN"})
# Small words inside a family name: "van der Bellen", "bin Salman", "de la Rúa".
PARTICLES = frozenset(
    {"abu", "ad", "al", "ap", "ar", "arap", "as", "ash", "at", "az", "bar", "bat", "ben", "bin", "bint", "da",
     "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le", "los", "ould",
     "st", "te", "ten", "ter", "ul", "ur", "van", "von", "wa", "y", "zu"}
)  # fmt: skip
# Arabic articles that are English words as well: part of a name only before a hyphen.
HYPHENED_PARTICLES = frozenset({"ad", "ar", "as", "ash", "at", "az", "bar", "bat", "st", "te", "ten"})
# Written after a name, and no part of what it is looked up by.
SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "X", "XIV", "XVI"})
SHORTEST_SHOUTED_NAME = 5
# The capitals that a name's words begin with; two letters are the initials of too much.
INITIAL = re.compile(r"\b[A-Z](?=[a-z])")
SHORTEST_ACRONYM = 3


def _plain_letters() -> dict[int, str]:
    """One unaccented or typewriter character for each accented or typographic one, so that offsets stay."""
    plain = {
        ord(fancy): typed for fancy, typed in zip("‘’ʼ`´“”‐‑–—\u00a0øØđĐłŁıð", "'''''\"\"---- oOdDlLid", strict=False)
    }
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            plain[code] = base
    return plain


PLAIN_LETTERS = _plain_letters()
NOT_PLAIN = re.compile("[`\u0080-\U0010ffff]+")


def folded(text: str) -> str:
    """Return the text without accents and with typewriter quotes and hyphens, exactly as long as it was."""
    if text.isascii() and "`" not in text:
        return text
    # `str.translate` looks up every character, and most are plain.
    return NOT_PLAIN.sub(lambda run: run[0].translate(PLAIN_LETTERS), text)


def spellings(name: str, country: str = "") -> set[str]:
    """Return the folded forms in which a full name occurs, among them the one in capitals of a headline."""
    plain = folded(name)
    forms = {plain, plain.replace("-", " ")}
    words = plain.split()
    if country in TWO_SYLLABLES and len(words) == 3 and "-" not in plain:
        family, first, second = words
        forms |= {
            f"{family} {first}-{second.lower()}",
            f"{family} {first}-{second}",
            f"{family} {first}{second.lower()}",
        }
    elif country in TWO_SYLLABLES and len(words) == 2 and "-" in words[1]:
        first, _, second = words[1].partition("-")
        forms |= {f"{words[0]} {first} {second.title()}", f"{words[0]} {first}-{second.title()}"}
    if len(plain) >= SHORTEST_SHOUTED_NAME:
        forms |= {form.upper() for form in tuple(forms)}
    return forms


def family_names(name: str, country: str | None, leading_families: Collection[str] = ()) -> Iterator[str]:
    """Yield the short forms that news may use for a person of whom only the full name is known, likeliest first.

    `leading_families` are family names that stand first, as in most of East Asia.
    """
    words = [word for word in name.split() if word not in SUFFIXES]
    if len(words) < 2:
        return
    if words[0] in leading_families or country in FAMILY_FIRST:
        yield words[0]
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in PARTICLES:
        start -= 1
    yield " ".join(words[start:])
    if start < len(words) - 1:
        yield words[-1]
    if country in GIVEN_FIRST:
        yield words[0]
    if "-" in words[-1] and words[-1].split("-")[0].lower() in PARTICLES:
        yield words[-1].partition("-")[2]
    # Spanish and Portuguese: the first of two family names is the one repeated.
    if len(words) == 4 and start == 3:
        yield words[2]
        yield f"{words[2]} {words[3]}"


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """Return the form under which two spellings of one person's name are the same."""
    return folded(name).casefold().replace("-", " ").replace(".", "").replace("'", "")


def initials(name: str) -> str:
    """Return the acronym that a body's name makes: "RSF" of "Rapid Support Forces"; none where it is too short."""
    letters = "".join(INITIAL.findall(name))
    return letters if len(letters) >= SHORTEST_ACRONYM else ""
