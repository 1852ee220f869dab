from __future__ import annotations

from frames import World, actor

ANA, BO = actor("Ana Mör", "AAA"), actor("Bo Li", "BBB")


def told_by(*rules: str) -> World:
    world = World()
    for number, rule in enumerate(rules):
        world.tell(f"uri {number}", f"Ana met Bo, {number}.", "meet", [ANA], [BO], rule=rule)
    return world


def test_a_rule_that_made_claims_has_its_row_of_the_reference_data() -> None:
    (row,) = told_by("meet", "meet").table("claim_rule").iter_rows(named=True)
    assert (row["rule"], row["action_id"], row["root"], row["claim_count"]) == ("meet", "meet", "CONSULT", 2)
    assert (row["predicate"], row["source_pattern"], row["target_pattern"]) == ("meet", "subj", "obj|with")


def test_a_rule_applied_without_a_parse_is_the_same_row_of_the_reference_data() -> None:
    rows = told_by("meet", "meet (shallow)").table("claim_rule")
    assert rows.select("rule", "action_id").rows() == [("meet", "meet"), ("meet (shallow)", "meet")]


def test_a_rule_of_the_reader_alone_is_listed_without_a_row() -> None:
    (row,) = told_by("said-must").table("claim_rule").iter_rows(named=True)
    assert (row["rule"], row["action_id"], row["predicate"], row["claim_count"]) == ("said-must", None, None, 1)


def test_a_rule_that_made_no_claim_is_not_listed() -> None:
    assert "visit" not in told_by("meet").table("claim_rule")["rule"]
