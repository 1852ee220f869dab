"""All wordings of dates in English, each with the symbol it stands for.

Where two rules fit the same words the one that stands first is taken.
"""

from __future__ import annotations

from transforms.reading import calendar_rules, counted_rules, length_rules

RULES = (*calendar_rules.RULES, *counted_rules.RULES, *length_rules.RULES)
