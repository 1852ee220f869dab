from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.train_parser import (
    TreebankSentence,
    annotated,
    evaluate,
    read_by,
    read_conllu,
    save,
    stand_in_rules,
    train,
)
from transforms.reading.annotator import Annotation
from transforms.reading.parse import Parser, load_annotator
from transforms.reading.stand_in import StandIns
from transforms.reading.tokenizer import Word
from warehouse.reference import load_reference

SENTENCES = """\
Iran\tPROPN\tNNP\t2\tnsubj
condemned\tVERB\tVBD\t0\troot
the\tDET\tDT\t4\tdet
raid\tNOUN\tNN\t2\tobj
.\tPUNCT\t.\t2\tpunct

Officials\tNOUN\tNNS\t4\tnsubj
did\tAUX\tVBD\t4\taux
n't\tPART\tRB\t4\tadvmod
meet\tVERB\tVB\t0\troot
envoys\tNOUN\tNNS\t4\tobj
in\tADP\tIN\t7\tcase
Oslo\tPROPN\tNNP\t4\tobl
today\tNOUN\tNN\t4\tobl

The\tDET\tDT\t3\tdet
new\tADJ\tJJ\t3\tamod
premier\tNOUN\tNN\t5\tnsubj
briefly\tADV\tRB\t5\tadvmod
visited\tVERB\tVBD\t0\troot
Peru\tPROPN\tNNP\t5\tobj
and\tCCONJ\tCC\t8\tcc
Chile\tPROPN\tNNP\t6\tconj
"""
UNSEEN = "GENEVA -- Brazil's envoys didn’t  condemn a raid near Oslo (at 10p.m.), U.S. officials said!"


def conllu(times: int) -> str:
    blocks = [
        "\n".join(
            f"{number}\t{word}\t_\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t_"
            for number, (word, upos, xpos, head, relation) in enumerate(
                (line.split("\t") for line in block.splitlines()), 1
            )
        )
        for block in SENTENCES.strip().split("\n\n")
    ]
    return "\n\n".join(blocks * times) + "\n\n"


@pytest.fixture(scope="module")
def treebanks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("treebanks")
    for part, times in (("train", 25), ("dev", 1), ("test", 1)):
        (folder / f"own-{part}.conllu").write_text(conllu(times), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def rules(treebanks: Path) -> dict[str, Any]:
    return stand_in_rules(read_conllu(treebanks / "own-train.conllu"), load_reference()["country_name"])


@pytest.fixture(scope="module")
def nlp(treebanks: Path) -> Any:
    return train(treebanks, epochs=2, seed=1)[0]


@pytest.fixture(scope="module")
def scrambled(treebanks: Path) -> list[TreebankSentence]:
    """Sentences of the same words in any order, so that every kind of move is made."""
    dice = random.Random(3)
    words = sorted({word for sentence in read_conllu(treebanks / "own-test.conllu") for word in sentence.words})
    made = []
    for length in (1, 2, 7, 30, 3, 12) * 5:
        chosen = tuple(dice.choice([*words, "unmet-word", "Tuvaluan", "Masisi", "1990", "—"]) for _ in range(length))
        blank = ("",) * length
        made.append(TreebankSentence(chosen, (True,) * length, blank, blank, tuple(range(length)), blank))
    return made


def test_the_saved_model_reads_as_spacy_reads_from_the_same_weights(
    nlp: Any, rules: dict[str, Any], scrambled: list[TreebankSentence], tmp_path: Path
) -> None:
    save(nlp, rules, tmp_path)
    stand_ins = StandIns(rules, lambda text: Word(text, text.lower()))
    as_shown = [
        replace(sentence, words=tuple(word.text for word in stand_ins.of([Word(w, w.lower()) for w in sentence.words])))
        for sentence in scrambled
    ]
    assert as_shown != scrambled
    assert list(read_by(load_annotator(tmp_path), scrambled)) == list(annotated(nlp, as_shown))


def test_the_saved_rules_cut_words_as_spacy_cuts_them(nlp: Any, rules: dict[str, Any], tmp_path: Path) -> None:
    save(nlp, rules, tmp_path)
    offsets, words = load_annotator(tmp_path).tokenizer.words(UNSEEN, 0, len(UNSEEN))
    expected = [(token.idx, token.text, token.norm_) for token in nlp.make_doc(UNSEEN) if not token.is_space]
    assert [(at, word.text, word.norm) for at, word in zip(offsets, words, strict=True)] == expected


def test_what_is_saved_twice_is_the_same_byte_for_byte(nlp: Any, rules: dict[str, Any], tmp_path: Path) -> None:
    for name in ("one", "other"):
        save(nlp, rules, tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


def test_any_spacy_pipeline_can_be_named_by_its_folder(nlp: Any, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    text = "GENEVA (AFP) - Iran condemned  the raid."
    (sentence,) = Parser(str(tmp_path)).parse(text, [(0, len(text))])
    assert [text[token.start : token.end] for token in sentence.tokens] == ["Iran", "condemned", "the", "raid", "."]
    assert not sentence.is_shallow


def test_names_that_are_often_trained_on_and_places_are_shown_as_they_are(rules: dict[str, Any]) -> None:
    assert {"Officials", "Tuvalu"} <= set(rules["known"])
    assert not {"raid", "Tuvaluan", "Masisi"} & set(rules["known"])
    assert "Tuvaluan" in rules["people"]


def test_figures_are_shares_of_all_words(treebanks: Path) -> None:
    read = list(read_conllu(treebanks / "own-test.conllu"))
    gold = [Annotation(*map(list, (s.upos, s.xpos, s.heads, s.relations))) for s in read]
    gold[0].heads[0] = 3
    figures = evaluate(gold, read)
    word_count = sum(len(sentence.words) for sentence in read)
    assert figures["upos"] == figures["xpos"] == 100
    assert figures["uas"] == figures["las"] == round(100 - 100 / word_count, 2)
