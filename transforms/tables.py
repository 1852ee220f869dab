"""The one list of derived tables. A new table is a file beside this one and a line here."""

from __future__ import annotations

from transforms.article import article
from transforms.article_text import article_text
from transforms.article_zone import article_zone
from transforms.citation import citation
from transforms.claim import claim
from transforms.claim_rule import claim_rule
from transforms.conflict import conflict
from transforms.correction import correction
from transforms.document import document
from transforms.entity import entity
from transforms.entity_name import entity_name
from transforms.event import event
from transforms.event_claim import event_claim
from transforms.expression import expression
from transforms.mention import mention
from transforms.quarantine import quarantine
from transforms.repeated_line import repeated_line
from transforms.table import Table
from transforms.tenure import tenure

TABLES: tuple[Table, ...] = (
    document,
    article,
    article_text,
    repeated_line,
    article_zone,
    expression,
    entity_name,
    mention,
    entity,
    tenure,
    claim,
    claim_rule,
    event_claim,
    event,
    citation,
    conflict,
    correction,
    quarantine,
)
