from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from transforms.reading.action import ActionFinder, Candidate, Claim
from transforms.reading.actor import ActorFinder, Mention
from transforms.reading.lexicon import Lexicon
from transforms.reading.parse import SHALLOW, Parser
from transforms.reading.sentence import sentences
from warehouse.reference import load_reference

CATEGORIES = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}
    | {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
)
SENTENCES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
]


class Coder:
    def __init__(self, pipeline: str | None = None) -> None:
        self.reference = dict(load_reference())
        self.parser = Parser(pipeline)
        self.actors = ActorFinder(self.reference)
        self.actions = ActionFinder(self.reference)

    def explain(self, text: str) -> tuple[list[Claim], list[Candidate]]:
        parsed = self.parser.parse(text, sentences(text, [(0, len(text))]))
        mentions = self.actors.mentions(text, parsed)
        claims: list[Claim] = []
        candidates: list[Candidate] = []
        for sentence in parsed:
            found, considered = self.actions.explain(text, sentence, mentions, self.actors)
            claims += found
            candidates += considered
        return claims, candidates

    def claims(self, text: str) -> list[Claim]:
        return self.explain(text)[0]

    def one(self, text: str) -> Claim:
        claims = self.claims(text)
        assert len(claims) == 1, claims
        return claims[0]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def sides(claim: Claim) -> tuple[list[str | None], list[str | None]]:
    return [actor.country for actor in claim.sources], [actor.country for actor in claim.targets]


def is_named(text: str, actors: tuple[Mention, ...], wanted: str | None) -> bool:
    return wanted is None or any(
        wanted in text[actor.phrase_start : actor.phrase_end] or wanted in f"{actor.text} {actor.name}"
        for actor in actors
    )


def is_right(coder: Coder, sentence: dict[str, Any]) -> bool:
    text = sentence["text"]
    claims = coder.claims(text)
    if not sentence["claims"]:
        return not claims
    return all(
        any(
            claim.root == expected["root"]
            and is_named(text, claim.sources, expected["source"])
            and is_named(text, claim.targets, expected["target"])
            for claim in claims
        )
        for expected in sentence["claims"]
    )


def test_the_sentences_cover_every_category() -> None:
    counted = Counter(claim["root"] for sentence in SENTENCES for claim in sentence["claims"])
    assert set(counted) == CATEGORIES
    assert min(counted.values()) >= 6
    assert len(SENTENCES) >= 150


def test_nineteen_sentences_of_twenty_yield_their_claims(coder: Coder) -> None:
    wrong = [sentence["text"] for sentence in SENTENCES if not is_right(coder, sentence)]
    assert len(wrong) <= 0.05 * len(SENTENCES), wrong


def test_weather_sport_crime_and_metaphor_yield_nothing(coder: Coder) -> None:
    spoken = [sentence["text"] for sentence in SENTENCES if not sentence["claims"] and coder.claims(sentence["text"])]
    assert spoken == []


def test_a_passive_has_its_agent_as_source(coder: Coder) -> None:
    claim = coder.one("Two Russian diplomats were expelled by Germany.")
    assert sides(claim) == (["DEU"], ["RUS"])


def test_a_passive_without_an_agent_has_no_source_and_less_confidence(coder: Coder) -> None:
    claim = coder.one("A Danish diplomat was attacked.")
    assert claim.sources == ()
    assert claim.confidence < coder.one("Germany attacked a Danish diplomat.").confidence


def test_partners_share_an_act(coder: Coder) -> None:
    claim = coder.one("Ethiopia and Eritrea held talks.")
    assert sides(claim) == (["ETH"], ["ERI"])


def test_a_plan_is_an_agreement_still_to_come(coder: Coder) -> None:
    claim = coder.one("Kenya will send food to Somalia.")
    assert (claim.root, claim.is_planned, claim.tense) == ("AGREE", True, "future")


def test_a_future_attack_is_a_threat(coder: Coder) -> None:
    assert coder.one("Iran will attack Israel.").root == "THREATEN"


def test_a_refusal_is_a_rejection(coder: Coder) -> None:
    claim = coder.one("Turkey will not send troops to Libya.")
    assert (claim.root, claim.kind) == ("REJECT", "refuse to send troops")


def test_a_denied_visit_is_marked_as_negated(coder: Coder) -> None:
    claim = coder.one("The Egyptian president did not visit Ethiopia.")
    assert (claim.root, claim.is_negated) == ("CONSULT", True)


def test_what_only_may_be_is_hypothetical(coder: Coder) -> None:
    assert coder.one("Russia may attack Ukraine.").is_hypothetical


@pytest.mark.parametrize(
    "text",
    [
        "Rebels made an attempt to overthrow the government of Chad.",
        "Norway noted Sudan's efforts to disarm the Chadian rebels.",
        "It is the plan of Ghana to send troops to Mali.",
    ],
)
def test_an_aim_is_not_told_as_reached(coder: Coder, text: str) -> None:
    assert [(claim.is_planned, claim.is_hypothetical) for claim in coder.claims(text)] == [(True, False)]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels used drones to attack Chadian troops.",
        "Rebels began to attack Chadian troops.",
        "Rebels had to release the Chadian hostages.",
    ],
)
def test_what_something_was_used_begun_or_forced_for_was_done(coder: Coder, text: str) -> None:
    claim = coder.one(text)
    assert not claim.is_planned
    assert not claim.is_hypothetical


@pytest.mark.parametrize(
    "text",
    [
        "Analysts say the visit is an attempt by Iran to mediate between Armenia and Azerbaijan.",
        "The move is seen as Brazil's bid to deepen ties with Angola.",
        "Observers saw the step as an attempt by Brazil to win Peru's backing.",
        "Serbia kept silent in an apparent bid to improve ties with Peru.",
    ],
)
def test_an_aim_that_others_see_in_it_is_only_supposed(coder: Coder, text: str) -> None:
    assert coder.one(text).is_hypothetical


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine must attack Russian bases.",
        "Kenya needs to open its border with Somalia.",
        "Kenya has to open its border with Somalia.",
        "Mali must win time while sending aid to Niger.",
    ],
)
def test_what_ought_to_be_is_only_supposed(coder: Coder, text: str) -> None:
    assert coder.one(text).is_hypothetical


@pytest.mark.parametrize(
    "text",
    [
        "It was important for Iran to release the prisoners.",
        "It is rare for Kim Jong Un to send letters of congratulation to foreign leaders.",
        "It would be a mistake for Chad to attack Libya.",
        "Togo sent a message to Cuba underscoring the importance of strengthening ties between the two nations.",
    ],
)
def test_what_is_judged_or_thought_of_is_not_told_as_done(coder: Coder, text: str) -> None:
    assert all(claim.is_hypothetical for claim in coder.claims(text) if claim.kind != "send message")


def test_who_was_there_does_what_is_done_there(coder: Coder) -> None:
    claim = coder.one("Cuban troops were in the north of Angola, fighting South African forces.")
    assert sides(claim) == (["CUB"], ["ZAF"])


@pytest.mark.parametrize(
    "text", ["Iran will safeguard its friendship with Syria.", "Oman protects its ties with Iran."]
)
def test_friendship_is_safeguarded_by_no_aid(coder: Coder, text: str) -> None:
    assert "AID" not in {claim.root for claim in coder.claims(text)}


@pytest.mark.parametrize("text", ["Sudan called Kenya a partner in the war.", "He called it a burden for Chad."])
def test_who_calls_somebody_something_does_not_phone(coder: Coder, text: str) -> None:
    assert coder.claims(text) == []


@pytest.mark.parametrize(
    ("text", "is_planned", "is_negated", "is_hypothetical"),
    [
        ("Macron's visit to Mali took place on Monday.", False, False, False),
        ("Macron's visit to Mali will take place on Monday.", True, False, False),
        ("Macron's visit to Mali is scheduled for Monday.", True, False, False),
        ("Macron's planned visit to Mali angered Algeria.", True, False, False),
        ("The talks between Chad and Niger are due to begin in May.", True, False, False),
        ("Macron's visit to Mali did not take place.", False, True, False),
        ("Macron's visit to Mali will not take place.", True, True, False),
        ("Macron's visit to Mali could take place in May.", False, False, True),
        ("Macron's possible visit to Mali angered Algeria.", False, False, True),
        ("Macron began a planned visit to Mali.", False, False, False),
        ("Macron's visit to Mali will be remembered.", False, False, False),
    ],
)
def test_the_act_of_a_noun_is_as_sure_as_what_is_said_of_it(
    coder: Coder, text: str, is_planned: bool, is_negated: bool, is_hypothetical: bool
) -> None:
    claim = coder.one(text)
    assert (claim.is_planned, claim.is_negated, claim.is_hypothetical) == (is_planned, is_negated, is_hypothetical)


@pytest.mark.parametrize(
    ("text", "is_planned"),
    [
        ("Mali will be forced to expel French envoys.", True),
        ("Mali will begin expelling French envoys.", True),
        ("Mali was forced to expel French envoys.", False),
        ("Mali began expelling French envoys.", False),
    ],
)
def test_what_is_done_below_a_verb_is_as_sure_as_the_verb(coder: Coder, text: str, is_planned: bool) -> None:
    assert [claim.is_planned for claim in coder.claims(text)] == [is_planned]


def test_who_foils_a_plan_has_not_made_it(coder: Coder) -> None:
    assert [claim.root for claim in coder.claims("Police foiled a plot to kill the Kenyan president.")] == ["REJECT"]


def test_what_somebody_calls_for_is_not_done(coder: Coder) -> None:
    assert coder.one("Kenya called for lifting sanctions on Zimbabwe.").root == "REQUEST"


def test_whose_birth_is_celebrated_is_not_who_is_congratulated(coder: Coder) -> None:
    claim = coder.one(
        "Nepal sent congratulations on the anniversary of the birth of India's late leader Indira Gandhi."
    )
    assert sides(claim) == (["NPL"], ["IND"])
    assert [actor.kind for actor in claim.targets] == ["country"]
    own = coder.one("Nepal congratulated Narendra Modi on his birthday.")
    assert [actor.name for actor in own.targets] == ["Narendra Modi"]


def test_a_river_is_no_partner(coder: Coder) -> None:
    assert coder.claims("Kenya will develop cooperation with the River Nile.") == []


def test_what_is_threatened_is_not_done(coder: Coder) -> None:
    assert [claim.root for claim in coder.claims("Turkey threatened to attack Syria.")] == ["THREATEN"]


def test_who_reports_is_no_source(coder: Coder) -> None:
    claim = coder.one("Sudan attacked Chad, Reuters reported.")
    assert sides(claim) == (["SDN"], ["TCD"])
    assert claim.reported_by == "Reuters"


@pytest.mark.parametrize(
    ("text", "authority"),
    [
        ("Ghana thanked Togo on Monday, according to the state news agency.", "state news agency"),
        ("According to Reuters, Ghana thanked Togo.", "Reuters"),
        ("In a note, Reuters reported, Ghana thanked Togo.", "Reuters"),
        ("Ghana, which Reuters reported on, thanked Togo.", None),
    ],
)
def test_who_is_cited_for_the_whole_sentence_reports_it(coder: Coder, text: str, authority: str | None) -> None:
    assert coder.one(text).reported_by == authority


def test_a_pronoun_after_a_reporting_verb_is_the_speaker(coder: Coder) -> None:
    claim = coder.one("Canada said it had expelled two Chinese diplomats.")
    assert sides(claim) == (["CAN"], ["CHN"])
    assert claim.sources[0].text == "Canada"


def test_an_actor_is_shown_where_the_sentence_names_it(coder: Coder) -> None:
    claim = coder.one("Peter Obi was freed after the president of Nigeria pardoned him.")
    assert [actor.text for actor in claim.targets] == ["Peter Obi"]


def test_who_is_condemned_is_who_did_it_and_not_who_suffered(coder: Coder) -> None:
    by_name = coder.claims("Ghana condemned the killing of Chadian herders by Sudan.")[0]
    assert sides(by_name) == (["GHA"], ["SDN"])
    bare = coder.one("Ghana condemned the attack on a mosque in Pakistan.")
    assert [actor.text for actor in bare.targets] == ["attack"]


def test_what_somebody_is_accused_of_is_not_told_as_done(coder: Coder) -> None:
    assert [claim.root for claim in coder.claims("Chad accused Sudan of bombing a village.")] == ["ACCUSE"]


def test_a_list_of_partners_survives_a_slip_of_the_parse(coder: Coder) -> None:
    claim = coder.one("Talks between the Bosnian Serb leadership and EU envoy Johann Sattler ended without result.")
    assert [actor.text for actor in claim.targets] == ["Johann Sattler"]


def test_what_somebody_is_helped_to_do_at_home_is_no_act_of_theirs(coder: Coder) -> None:
    pledge = coder.one("Germany pledged 50 million euros to help Lebanon rebuild its villages.")
    assert sides(pledge) == (["DEU"], ["LBN"])
    assert sides(coder.one("Spain will help Morocco rebuild its mountain roads.")) == (["ESP"], ["MAR"])
    assert sides(coder.one("Norway helped Malawi rebuild its bridges.")) == (["NOR"], ["MWI"])


def test_a_pipeline_is_no_aid_to_where_it_leads(coder: Coder) -> None:
    claim = coder.one("Uganda and Kenya signed an agreement to extend an oil pipeline to Eldoret.")
    assert (claim.root, sides(claim)) == ("SUPPORT", (["UGA"], ["KEN"]))


def test_what_a_country_is_known_for_does_nothing_in_its_name(coder: Coder) -> None:
    assert coder.claims("Peruvian cuisine has invaded London's restaurants.") == []
    assert [claim.root for claim in coder.claims("Russian shelling destroyed a Ukrainian village.")] == ["ASSAULT"]


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ("Toyota will build vans in Thailand.", []),
        ("Chinese carmakers are conquering Spain.", []),
        ("Police in Naples arrested a man.", []),
        ("The singer cancelled her concert in Manila.", []),
        ("Argentina's exports to Brazil doubled.", []),
        ("Spain conquered Peru in 1533.", []),
        ("Kenya cancelled a visit to Mali.", ["REJECT"]),
        ("Kenyan police arrested a Somali man.", ["COERCE"]),
    ],
)
def test_business_private_life_and_history_are_no_acts_of_states(coder: Coder, text: str, roots: list[str]) -> None:
    assert [claim.root for claim in coder.claims(text)] == roots


def test_what_is_stopped_is_withdrawn_or_given_in(coder: Coder) -> None:
    aid = coder.one("Kenya stopped sending food to Sudan.")
    assert (aid.root, sides(aid)) == ("SANCTION", (["KEN"], ["SDN"]))
    raid = coder.one("Kenya stopped bombing Sudan.")
    assert (raid.root, sides(raid)) == ("CONCEDE", (["KEN"], ["SDN"]))


def test_who_is_prepared_to_act_is_the_source(coder: Coder) -> None:
    claim = coder.one("Mali said it was prepared to attack Sudan.")
    assert (claim.root, sides(claim)) == ("THREATEN", (["MLI"], ["SDN"]))


def test_who_received_somebody_may_stand_behind_the_place(coder: Coder) -> None:
    claim = coder.one("The Chadian president was received at the palace by Emmanuel Macron.")
    assert sides(claim) == (["FRA"], ["TCD"])


def test_ships_and_stations_are_seized_as_they_are(coder: Coder) -> None:
    claim = coder.one("The Swedish navy seized a tanker believed to belong to smugglers.")
    assert [actor.text for actor in claim.targets] == ["tanker"]


def test_messages_are_counted(coder: Coder) -> None:
    claim = coder.one("Chinese President Xi Jinping sent two messages to Cuba.")
    assert claim.count == 2


def test_the_trigger_is_a_place_in_the_text(coder: Coder) -> None:
    text = "It rained. Bolivia condemned Israel."
    claim = coder.one(text)
    assert text[claim.trigger_start : claim.trigger_end] == "condemned"
    assert text[claim.sentence_start : claim.sentence_end] == "Bolivia condemned Israel."


def test_what_somebody_is_accused_of_is_reported_by_the_accuser(coder: Coder) -> None:
    claims, _ = coder.explain("Paul Kagame accused his Congolese counterpart Felix Tshisekedi of arming a militia.")
    assert {claim.root: claim.reported_by for claim in claims} == {"ACCUSE": None, "AID": "Paul Kagame"}


@pytest.mark.parametrize("subject", ["Neither Iran nor Iraq", "None of the three states"])
def test_what_nobody_did_is_negated(coder: Coder, subject: str) -> None:
    assert coder.one(f"{subject} signed the treaty with Qatar.").is_negated


def test_what_is_not_confirmed_is_not_refused(coder: Coder) -> None:
    claim = coder.one("India has not confirmed the withdrawal of troops from Mali.")
    assert (claim.root, claim.is_negated) == ("CONCEDE", True)


def test_every_candidate_says_why_it_lost(coder: Coder) -> None:
    claims, candidates = coder.explain("Bolivia condemned Israel and the weather attacked inflation.")
    assert {claim.rule for claim in claims} == {candidate.rule for candidate in candidates if not candidate.reason}
    assert any(candidate.reason for candidate in candidates)


def test_a_sentence_without_predicate_or_actor_is_passed_over_cheaply(coder: Coder) -> None:
    def may(text: str) -> bool:
        return coder.actions.may_hold_claim(text, (0, len(text)))

    assert may("Iran rejected the offer.")
    assert not may("The cat sat on the mat.")
    assert not may("My aunt rejected the offer.")
    assert not may("Iran is large.")
    assert may("Iran took over the port.")
    assert not may("Iran took the lead.")


@pytest.mark.parametrize(
    "text",
    [
        "Houston rejected the offer.",
        "The other side rejected the offer.",
        "The offer was rejected in May.",
        "I want To reject it.",
    ],
)
def test_a_city_an_ownerless_word_or_a_name_that_is_a_plain_word_is_no_actor_alone(coder: Coder, text: str) -> None:
    assert not coder.actions.may_hold_claim(text, (0, len(text)))


@pytest.mark.parametrize(
    "text", ["Tehran rejected it.", "The Iranian side rejected it.", "The WHO rejected it.", "The PM rejected it."]
)
def test_a_capital_an_acronym_or_whoever_has_an_owner_is_an_actor(coder: Coder, text: str) -> None:
    assert coder.actions.may_hold_claim(text, (0, len(text)))


@pytest.mark.parametrize(("text", "has_sides"), [("The agency rejected it.", False), ("Iran rejected it.", True),
                                                 ("The court told the ministry to reject it.", True),
                                                 ("Bush rejected it.", False), ("President Bush rejected it.", True),
                                                 ("Irish dancers came.", False), ("Irish soldiers came.", True)]
)  # fmt: skip
def test_one_role_family_name_or_adjective_alone_has_no_sides(coder: Coder, text: str, has_sides: bool) -> None:
    assert coder.actions.may_have_sides(text, (0, len(text))) is has_sides


def test_without_a_model_claims_are_marked_as_shallow() -> None:
    claim = Coder(SHALLOW).one("Russia attacked Ukraine")
    assert sides(claim) == (["RUS"], ["UKR"])
    assert claim.rule.endswith("(shallow)")
    assert claim.confidence < 0.7


def test_the_lexicon_is_large_and_codes_agree(coder: Coder) -> None:
    action = coder.reference["action"].filter(pl.col("root") != "")
    assert action.height >= 600
    assert set(action["root"]) == CATEGORIES
    assert action["predicate"].n_unique() == action.height
    assert action["action_id"].n_unique() == action.height
    assert action["cameo_code"].str.contains(r"^\d{3,4}$").all()
    assert action["intensity"].cast(pl.Float64).is_between(-10, 10).all()


def test_a_class_the_lexicon_does_not_know_is_refused(coder: Coder) -> None:
    action = coder.reference["action"].head(1).with_columns(predicate=pl.lit("send obj:@nonsense"))
    with pytest.raises(ValueError, match=r"word_class\.csv has no class 'nonsense'"):
        Lexicon(action, coder.reference["word_class"])


def test_every_sentence_of_ours_with_a_claim_passes_the_cheap_look(coder: Coder) -> None:
    path = Path(__file__).with_name("sentences.jsonl")
    sentences = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    texts = [sentence["text"] for sentence in sentences if sentence["claims"]]
    assert [text for text in texts if not coder.actions.may_hold_claim(text, (0, len(text)))] == []
