from __future__ import annotations

from types import SimpleNamespace

import pytest

from transforms.reading.clear import universal_arcs
from transforms.reading.mend import Arcs, mend
from transforms.reading.parse import MODEL_FOLDER, SHALLOW, Parser, Sentence

TEXT = "GENEVA (AFP) - After  the talks,\nIran’s envoy met Chinese diplomats. He left."
SPANS = [(0, TEXT.index(" He left")), (TEXT.index("He left"), len(TEXT))]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module")
def parsed(parser: Parser) -> list[Sentence]:
    return parser.parse(TEXT, SPANS)


def arcs_of(sentence: Sentence) -> dict[str, tuple[str, str]]:
    return {token.text: (token.dep, sentence.tokens[token.head].text) for token in sentence.tokens}


def test_offsets_count_in_the_whole_text(parsed: list[Sentence]) -> None:
    assert all(TEXT[token.start : token.end] == token.text for sentence in parsed for token in sentence.tokens)
    assert [sentence.tokens[0].text for sentence in parsed] == ["After", "He"]


def test_white_space_is_no_token_and_a_dateline_is_no_part_of_the_syntax(parsed: list[Sentence]) -> None:
    words = [token.text for token in parsed[0].tokens]
    assert words[:4] == ["After", "the", "talks", ","]
    assert "GENEVA" not in words


def test_subject_verb_and_object_are_found(parsed: list[Sentence]) -> None:
    arcs = arcs_of(parsed[0])
    assert arcs["met"][0] == "root"
    assert arcs["envoy"] == ("nsubj", "met")
    assert arcs["diplomats"] == ("obj", "met")
    assert arcs["Iran"] == ("nmod:poss", "envoy")


def test_each_sentence_is_one_tree(parsed: list[Sentence]) -> None:
    for sentence in parsed:
        roots = [token for token in sentence.tokens if token.head == token.index]
        assert len(roots) == 1
        assert sentence.subtree_indices(roots[0].index) == list(range(len(sentence.tokens)))


def test_a_subtree_is_a_span_of_the_text(parsed: list[Sentence]) -> None:
    envoy = next(token.index for token in parsed[0].tokens if token.text == "envoy")
    start, end = parsed[0].subtree(envoy)
    assert TEXT[start:end] == "Iran’s envoy"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kim Jong-un met Cho Tae-yul.", ["Kim", "Jong-un", "met", "Cho", "Tae-yul", "."]),
        ("Seoul-led talks failed.", ["Seoul", "-", "led", "talks", "failed", "."]),
        ("They re-established ties.", ["They", "re-established", "ties", "."]),
    ],
)
def test_a_given_name_with_a_hyphen_is_one_word(parser: Parser, text: str, words: list[str]) -> None:
    assert [token.text for token in parser.parse(text, [(0, len(text))])[0].tokens] == words


def test_no_sentences_and_empty_spans_are_read_without_error(parser: Parser) -> None:
    assert parser.parse("", []) == []
    assert parser.parse("   ", [(0, 3)])[0].tokens == ()


def test_the_weights_are_small() -> None:
    assert sum(path.stat().st_size for path in MODEL_FOLDER.rglob("*") if path.is_file()) <= 8_000_000


def test_an_unknown_pipeline_is_refused_with_a_remedy() -> None:
    with pytest.raises(ValueError, match=r"no_such_pipeline.*model folder"):
        Parser("no_such_pipeline").parse("Iran met China.", [(0, 15)])


def test_a_pipeline_without_a_parser_is_refused(tmp_path: object) -> None:
    import spacy

    spacy.blank("en").to_disk(f"{tmp_path}/blank")
    with pytest.raises(ValueError, match="no dependency parser"):
        Parser(f"{tmp_path}/blank").parse("Iran met China.", [(0, 15)])


def test_without_a_model_arcs_are_guessed_and_marked() -> None:
    text = "Iran attacked a ship in Oman"
    (sentence,) = Parser(SHALLOW).parse(text, [(0, len(text))])
    assert sentence.is_shallow
    arcs = arcs_of(sentence)
    assert arcs["Iran"] == ("nsubj", "attacked")
    assert arcs["ship"] == ("obj", "attacked")
    assert arcs["Oman"] == ("obl", "attacked")


def mended(words: str, upos: str, xpos: str, heads: list[int], relations: str) -> Arcs:
    arcs = Arcs(words.split(), upos.split(), xpos.split(), heads, relations.split())
    mend(arcs)
    return arcs


def test_an_auxiliary_gets_its_verb_back() -> None:
    arcs = mended(
        "It had expelled diplomats",
        "PRON VERB VERB NOUN",
        "PRP VBD VBN NNS",
        [1, 1, 3, 1],
        "nsubj ROOT amod obj",
    )
    assert arcs.relations == ["nsubj", "aux", "ROOT", "obj"]
    assert arcs.heads == [2, 2, 2, 2]


def test_a_verb_taken_for_a_modifier_is_lifted_over_its_object() -> None:
    arcs = mended("Peru freed hostages", "PROPN VERB NOUN", "NNP VBD NNS", [2, 2, 2], "compound amod ROOT")
    assert arcs.relations == ["nsubj", "ROOT", "obj"]


def test_what_follows_and_is_joined_to_what_precedes_it() -> None:
    arcs = mended("Peru and Chile met", "PROPN CCONJ PROPN VERB", "NNP CC NNP VBD", [3, 2, 0, 3], "nsubj cc appos ROOT")
    assert arcs.relations[2] == "conj"


def test_infinitives_joined_by_and_hang_together() -> None:
    words, upos, xpos = "plans to sign and ratify", "NOUN PART VERB CCONJ VERB", "NNS TO VB CC VB"
    assert mended(words, upos, xpos, [0, 2, 0, 4, 0], "ROOT mark acl cc conj").heads[4] == 2


@pytest.mark.parametrize(("second", "relation"), [("Chad", "conj"), ("President", "appos")])
def test_names_around_a_comma_and_and_are_a_list(second: str, relation: str) -> None:
    words, upos, xpos = f"Mali , {second} and Niger", "PROPN PUNCT PROPN CCONJ PROPN", "NNP , NNP CC NNP"
    assert mended(words, upos, xpos, [0, 2, 0, 4, 0], "ROOT punct appos cc conj").relations[2] == relation


def test_relations_of_the_other_scheme_are_told_as_universal_dependencies() -> None:
    """Iran was accused of theft by Peru, as spaCy's own packages parse it."""
    rows = [
        ("Iran", 2, "nsubjpass", "PROPN"),
        ("was", 2, "auxpass", "AUX"),
        ("accused", 2, "ROOT", "VERB"),
        ("of", 2, "prep", "ADP"),
        ("theft", 3, "pobj", "NOUN"),
        ("by", 2, "agent", "ADP"),
        ("Peru", 5, "pobj", "PROPN"),
    ]
    tokens = [
        SimpleNamespace(i=i, text=text, dep_=dep, pos_=pos, lemma_="") for i, (text, _, dep, pos) in enumerate(rows)
    ]
    for token, (_, head, _, _) in zip(tokens, rows, strict=True):
        token.head = tokens[head]
    assert universal_arcs(tokens) == [
        (2, "nsubj:pass"),
        (2, "aux:pass"),
        (2, "ROOT"),
        (4, "case"),
        (2, "obl"),
        (6, "case"),
        (2, "obl:agent"),
    ]


@pytest.mark.parametrize(
    ("words", "upos", "xpos", "heads", "relations"),
    [
        ("Ghana expelled diplomats", "PROPN ADJ NOUN", "NNP JJ NNS", [2, 2, 2], "compound amod ROOT"),
        ("Ghana expelled diplomats", "PROPN VERB NOUN", "NNP VBN NNS", [1, 1, 1], "amod ROOT obj"),
        ("Ghana sought ties", "PROPN VERB NOUN", "NNP VBN NNS", [0, 2, 0], "ROOT amod list"),
        ("Ghana condemned Chile", "PROPN VERB PROPN", "NNP VBN NNP", [0, 0, 0], "ROOT list list"),
    ],
)
def test_a_sentence_has_a_verb_with_a_subject_and_an_object(
    words: str, upos: str, xpos: str, heads: list[int], relations: str
) -> None:
    arcs = mended(words, upos, xpos, heads, relations)
    assert arcs.relations[0] == "nsubj"
    assert arcs.relations[2] == "obj"
    assert arcs.heads == [1, 1, 1]


@pytest.mark.parametrize(
    ("words", "upos", "heads", "relations"),
    [
        # What the parser took for one name, and for the first name being a part of the second.
        ("Ama and leader Kofi met", "PROPN CCONJ NOUN PROPN VERB", [4, 2, 0, 0, 4], "nsubj cc conj flat ROOT"),
        (
            "Ama and President Kofi met",
            "PROPN CCONJ PROPN PROPN VERB",
            [2, 3, 3, 4, 4],
            "compound cc nmod:desc nsubj ROOT",
        ),
    ],
)
def test_two_names_around_and_are_two(words: str, upos: str, heads: list[int], relations: str) -> None:
    arcs = mended(words, upos, "NNP CC NN NNP VBD", heads, relations)
    assert arcs.relations == ["nsubj", "cc", "nmod:desc", "conj", "ROOT"]
    assert arcs.heads == [4, 3, 3, 0, 4]


@pytest.mark.parametrize(("heads", "relations"), [([2, 2, 2], "nsubj nsubj ROOT"), ([2, 0, 2], "nsubj appos ROOT")])
def test_parts_of_a_name_are_one(heads: list[int], relations: str) -> None:
    arcs = mended("Kofi Adu met", "PROPN PROPN VERB", "NNP NNP VBD", heads, relations)
    assert arcs.relations == ["nsubj", "flat", "ROOT"]


def test_a_name_is_no_part_of_the_adjective_of_its_title() -> None:
    words, upos, xpos = "Chilean President Kofi met", "PROPN PROPN PROPN VERB", "NNP NNP NNP VBD"
    arcs = mended(words, upos, xpos, [3, 2, 0, 3], "nsubj nmod:desc flat ROOT")
    assert arcs.relations == ["amod", "nmod:desc", "nsubj", "ROOT"]
    assert arcs.heads == [2, 2, 3, 3]


def test_a_title_stands_under_its_name_and_the_preposition_with_the_name() -> None:
    words, upos, xpos = "held by President Kofi", "VERB ADP PROPN PROPN", "VBN IN NNP NNP"
    arcs = mended(words, upos, xpos, [0, 2, 0, 2], "ROOT case obl flat")
    assert arcs.relations == ["ROOT", "case", "nmod:desc", "obl"]
    assert arcs.heads == [0, 3, 3, 0]


def test_who_is_somewhere_on_a_visit_visits() -> None:
    words, upos = "Kofi was in Chile on visit", "PROPN AUX ADP PROPN ADP NOUN"
    arcs = mended(words, upos, "NNP VBD IN NNP IN NN", [3, 3, 3, 3, 5, 3], "nsubj cop case ROOT case nmod")
    assert arcs.relations == ["nsubj", "cop", "case", "nmod", "case", "ROOT"]
    assert arcs.heads == [5, 5, 3, 5, 5, 5]


def test_a_name_right_behind_a_verb_is_its_object() -> None:
    arcs = mended("Ama met Kofi", "PROPN VERB PROPN", "NNP VBD NNP", [1, 1, 1], "nsubj ROOT vocative")
    assert arcs.relations == ["nsubj", "ROOT", "obj"]


def test_a_noun_in_front_of_a_name_is_no_verb() -> None:
    arcs = mended(
        "sent words to leader Kofi",
        "VERB NOUN PART VERB PROPN",
        "VBD NNS TO VB NNP",
        [0, 0, 3, 1, 3],
        "ROOT obj mark acl obj",
    )
    assert arcs.relations == ["ROOT", "obj", "case", "nmod:desc", "nmod"]
    assert arcs.heads == [0, 0, 4, 4, 1]
