"""What a temporal expression means before its document's date is known."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Symbol:
    """What an expression means before its document's date is known.

    kind    value (all said: "1958-11-28"), partial ("XXXX-11-28"), shift (a unit so many units away from a base),
            period (a length), set (a frequency), reference (PAST_REF ...), holiday, anniversary
    value   TIMEX value or template; for a shift, an optional template that is filled from the unit reached
    base    published (last year) or context (two days later, that year); of a length of time, the date named before or
            behind it in its sentence, or the day told last, from which it leads to another (three days after they met)
    unit    TIMEX unit of a shift (D W M Q Y DE CE TH TM); count: how many, negative into the past, "" when vague
    lean    past or future: which way its sentence says that a date lies; before or after: "last", "next"
    edge    START MID END: the part meant of a longer stretch; LATER, EARLIER part of it; SINCE, BEFORE it
    part    part of day or clock time, as TIMEX suffix
    weekday the weekday (1 Monday to 7) that an incomplete date is said to fall on
    reach   the value of the other end, for one end of a range: between 2015 and 2018
    beside  the year that the same sentence states; the other reading of a date in figures
    """

    kind: str
    value: str = ""
    base: str = ""
    unit: str = ""
    count: str = ""
    lean: str = ""
    edge: str = ""
    part: str = ""
    weekday: str = ""
    reach: str = ""
    beside: str = ""

    def encode(self) -> str:
        """The symbol as one line of text, `kind=shift;base=published;unit=Y;count=-1`."""
        return ";".join(f"{name}={text}" for name in _SYMBOL_FIELDS if (text := getattr(self, name)))

    @classmethod
    @lru_cache(maxsize=4096)
    def decode(cls, text: str) -> Symbol:
        """The inverse of encode. Raises ValueError on anything else."""
        parts = dict(part.partition("=")[::2] for part in text.split(";"))
        if "kind" not in parts or not parts.keys() <= set(_SYMBOL_FIELDS):
            raise ValueError(f"not a symbolic date: {text!r}")
        return cls(**parts)


# The template of "ten years ago today": month and day are those of publication.
TO_THE_DAY = "XXXX-TODAY"
_SYMBOL_FIELDS = tuple(field.name for field in fields(Symbol))
