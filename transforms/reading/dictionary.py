"""English words: their dictionary forms, the parts of speech they can be, and their inflections; lemminflect's data.

Its tables are searched as they are, since loading them into dictionaries would take longer than reading an article.
Its models, which guess at words that the tables lack, are loaded when the first such word comes.
"""

from __future__ import annotations

import gzip
import importlib.abc
import importlib.util
import sys
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

# "Y was urged by X to go", "X asked Y to go": who is to go is the object.
OBJECT_CONTROL = frozenset(
    {"advise", "allow", "ask", "authorize", "authorise", "beg", "call", "challenge", "command", "compel", "convince"}
    | {"direct", "enable", "encourage", "force", "forbid", "help", "implore", "instruct", "invite", "lead", "oblige"}
    | {"order", "permit", "persuade", "press", "pressure", "prompt", "push", "remind", "request", "require", "send"}
    | {"tell", "train", "urge", "warn"}
)
# Whom one sees doing something does it.
PERCEPTION = frozenset(
    {"catch", "detect", "film", "find", "hear", "intercept", "monitor", "notice", "observe", "photograph", "picture"}
    | {"see", "shadow", "show", "spot", "track", "watch", "witness"}
)
INFLECTED = frozenset({"VERB", "NOUN", "AUX", "ADJ", "ADV"})
_VERB_ALONE = frozenset({"VERB"})
# Auxiliaries and modals have categories of their own in the tables, one part of speech here.
_UPOS = {"noun": "NOUN", "verb": "VERB", "adj": "ADJ", "adv": "ADV", "aux": "AUX", "modal": "AUX"}


@lru_cache(maxsize=50_000)
def lemma(word: str, upos: str, xpos: str) -> str:
    """Return the dictionary form of a word, in lower case but for names."""
    if upos == "PROPN":
        return word
    low = word.lower()
    if upos not in INFLECTED or not word.isascii():
        return low
    if found := lemmas(low).get(upos):
        return found[0].lower() or low
    # A noun in the singular that no dictionary has is its own dictionary form.
    return low if xpos == "NN" else _guessed_lemma(low, upos) or low


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> Mapping[str, Sequence[str]]:
    """Return the dictionary forms of a word in lower case, by the part of speech that it then is."""
    found: dict[str, Sequence[str]] = {
        _UPOS[category]: forms.split("/")
        for category, forms in (rest.split(",") for rest in _entries(_table("lemma_lu"), word))
    }
    return {**found, **_overrides().get(word, {})}


@lru_cache(maxsize=20_000)
def parts_of_speech(word: str) -> frozenset[str]:
    """Return the parts of speech a word can be, by the dictionary; none for words it does not hold."""
    return frozenset(lemmas(word.lower()))


def is_only_verb(word: str) -> bool:
    """Whether the dictionary has a word as a verb alone."""
    return parts_of_speech(word) == _VERB_ALONE


@lru_cache(maxsize=2_000)
def is_joined_plural(word: str) -> bool:
    """Whether a word that the dictionary lacks is two of its words made one, the second a plural ("smartphones")."""
    if not word.endswith("s") or parts_of_speech(word):
        return False
    halves = ((word[:cut], word[cut:]) for cut in range(4, len(word) - 4))
    return any(
        parts_of_speech(first) & {"NOUN", "ADJ"} and lemmas(second).get("NOUN", (second,))[0] != second
        for first, second in halves
    )


def is_unknown_name(word: str) -> bool:
    """Whether a word with a capital is in no dictionary: most likely a name."""
    # "Jong-un" is written like a name as well.
    is_written_so = word.istitle() or (word[:1].isupper() and word[1:].islower())
    return is_written_so and not parts_of_speech(word)


@lru_cache(maxsize=20_000)
def inflections(base: str, upos: str) -> Set[str]:
    """Return the forms of a verb, noun or adjective, itself among them.

    A word that the dictionary lacks is inflected like the longest word it ends in, and regularly besides.
    """
    for start in (0, *range(1, len(base) - 3)):
        tail = base[start:]
        found = {
            form
            for category, *forms in (rest.split(",") for rest in _entries(_table("infl_lu"), tail))
            if _UPOS[category] == upos
            for spellings in forms
            for form in spellings.split("/")
            if form
        }
        if found:
            return {base} | {base[:start] + form for form in found} | (_regular(base, upos) if start else set())
    return {base} | _regular(base, upos)


def _regular(base: str, upos: str) -> set[str]:
    if upos == "ADJ":
        return set()
    stem = f"{base[:-1]}i" if base[-1] == "y" and base[-2:-1] not in set("aeiou") else base
    plural = f"{stem}es" if stem != base or base.endswith(("s", "x", "z", "ch", "sh")) else f"{base}s"
    return {plural} if upos == "NOUN" else {plural, f"{stem.removesuffix('e')}ed", f"{base.removesuffix('e')}ing"}


def _entries(table: Sequence[str], word: str) -> Iterator[str]:
    """Yield what the table's lines say of a word."""
    head = f"{word},"
    at = bisect_left(table, head)
    while at < len(table) and table[at].startswith(head):
        yield table[at][len(head) :]
        at += 1


@cache
def _table(name: str) -> Sequence[str]:
    """Return the lines of one of lemminflect's tables, sorted."""
    return sorted(gzip.decompress((_resources() / f"{name}.csv.gz").read_bytes()).decode().splitlines())


@cache
def _overrides() -> Mapping[str, Mapping[str, Sequence[str]]]:
    found: dict[str, dict[str, Sequence[str]]] = {}
    for line in (_resources() / "lemma_overrides.csv").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            word, upos, base = line.split(",")
            found.setdefault(word, {})[upos] = [base]
    return found


@cache
def _resources() -> Path:
    spec = importlib.util.find_spec("lemminflect")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("lemminflect is missing: run make setup, or pip install communique again")
    return Path(spec.submodule_search_locations[0]) / "resources"


def _guessed_lemma(word: str, upos: str) -> str | None:
    forms = _lemminflect().getAllLemmasOOV(word, upos).get(upos)
    return str(forms[0]) if forms else None


class _SpacyOutOfSight(importlib.abc.MetaPathFinder):
    """lemminflect looks for spaCy in order to extend it. We have no use for that, and loading spaCy takes a second."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "spacy":
            raise ImportError(name)


@cache
def _lemminflect() -> Any:
    curtain = _SpacyOutOfSight()
    sys.meta_path.insert(0, curtain)
    try:
        import lemminflect
    finally:
        sys.meta_path.remove(curtain)
    return lemminflect
