"""A place in a text that names an actor."""

from __future__ import annotations

from typing import NamedTuple


class Mention(NamedTuple):
    """A place in a text that names an actor or, where nobody is acted upon, the thing that is.

    All offsets count characters of the document's text.
    `start:end` are its own words ("Kim Jong Un"), `phrase_start:phrase_end` the noun phrase with title and modifiers,
    `head_start` the first character of its syntactic head. kind: person, organization, country, place, group or thing.
    `name` is whom it stands for: the reference data's name, else the fullest form the article has. `country` is ISO
    3166-1 alpha-3. `title` is the office or role as written beside it. `rule` tells how it was recognised.
    """

    start: int
    end: int
    text: str
    name: str
    kind: str
    country: str | None
    title: str | None
    rule: str
    head_start: int
    phrase_start: int
    phrase_end: int

    @property
    def is_named(self) -> bool:
        """Whether it is of a country, or a name rather than "a man" or "the police"."""
        # A role noun in front of a sentence is capitalised for no other reason.
        words = self.name.split() if self.rule.startswith("pronoun") else self.text.split()[self.rule == "role noun" :]
        return bool(self.country) or any(word[:1].isupper() for word in words)
