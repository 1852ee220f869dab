"""Train the small English parser from Universal Dependencies treebanks.

    python -m flows.train_parser --treebanks DIR [--output DIR] [--epochs N]

`DIR` holds CoNLL-U files named `*-train.conllu`, `*-dev.conllu` and `*-test.conllu`. The training files are learnt
from, the development files choose the epoch that is kept, and the test files are only reported on, once, at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import and_, eq
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from transforms.reading.annotator import Annotation, Annotator
from transforms.reading.network import ATTRIBUTES
from transforms.reading.parse import MODEL_FOLDER, RULES, WEIGHTS, load_annotator
from warehouse.reference import load_reference

if TYPE_CHECKING:
    from spacy.language import Language

WIDTH = 64
DEPTH = 4
PIECES = 2
HIDDEN_WIDTH = 64
EMBEDDED_ATTRIBUTES = ("NORM", "PREFIX", "SUFFIX", "SHAPE")
EMBEDDING_ROWS = (12000, 1000, 5000, 3000)
LEARNING_RATE = 0.002
DROPOUT = 0.15
BATCH_WORDS = 700
# News headlines are set in title case or capitals; so is this share of the training sentences.
TITLE_CASE_SHARE = 0.05
UPPER_CASE_SHARE = 0.02
# A capitalised word that the training sentences have so often needs no other to stand for it.
KNOWN_COUNT = 3


@dataclass(frozen=True, slots=True)
class TreebankSentence:
    """One sentence of a treebank. `heads` are indices in the sentence, a root is its own head."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]


def read_conllu(path: Path) -> Iterator[TreebankSentence]:
    """Yield the sentences of a CoNLL-U file; empty nodes are left out, contractions are split as annotated."""
    rows: list[list[str]] = []
    joined_until = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if not line:
            if rows:
                yield _sentence(rows)
            rows, joined_until = [], 0
            continue
        row = line.split("\t")
        if "." in row[0]:
            continue
        if "-" in row[0]:
            joined_until = int(row[0].split("-")[1])
            joined_without_space = "SpaceAfter=No" in row[9]
            continue
        number = int(row[0])
        if number <= joined_until and (number < joined_until or joined_without_space):
            row[9] = "SpaceAfter=No"
        rows.append(row)
    if rows:
        yield _sentence(rows)


def _sentence(rows: Sequence[Sequence[str]]) -> TreebankSentence:
    heads = tuple(index if row[6] == "0" else int(row[6]) - 1 for index, row in enumerate(rows))
    return TreebankSentence(
        words=tuple(row[1] for row in rows),
        spaces=tuple("SpaceAfter=No" not in row[9] for row in rows),
        upos=tuple(row[3] for row in rows),
        xpos=tuple(row[4] for row in rows),
        heads=heads,
        relations=tuple("ROOT" if row[6] == "0" else row[7] for row in rows),
    )


def read_treebanks(folder: Path, part: str) -> dict[str, list[TreebankSentence]]:
    """Return the sentences of every `*-{part}.conllu` in `folder`, by file name without its ending."""
    paths = sorted(folder.glob(f"*-{part}.conllu"))
    if not paths:
        raise FileNotFoundError(f"no *-{part}.conllu in {folder}: give the folder of the treebanks with --treebanks")
    return {path.stem: list(read_conllu(path)) for path in paths}


def sentences_of(folder: Path, part: str) -> list[TreebankSentence]:
    """Return the sentences of every `*-{part}.conllu` in `folder`."""
    return [sentence for found in read_treebanks(folder, part).values() for sentence in found]


def stand_in_rules(training: Iterable[TreebankSentence], country_name: pl.DataFrame) -> dict[str, list[str]]:
    """Return which names the parser is shown as they are, and which are of people: see `transforms.reading.stand_in`.

    As they are: those that the training sentences have often, and countries and cities, which stand where others do.
    """
    counts = Counter(word for sentence in training for word in sentence.words if word[0].isupper())
    known = {word for word, count in counts.items() if count >= KNOWN_COUNT}
    is_people = pl.col("kind").is_in(["adjective", "demonym"])
    people, places = (
        {name for name in country_name.filter(rows)["name"] if name.isalpha()} for rows in (is_people, ~is_people)
    )
    return {"known": sorted(known | places), "people": sorted(people - known)}


def new_pipeline() -> Language:
    """Return the untrained pipeline: one shared window encoder under a tagger, a UPOS tagger and a parser."""
    import spacy

    encoder = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": WIDTH,
            "attrs": list(EMBEDDED_ATTRIBUTES),
            "rows": list(EMBEDDING_ROWS),
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": WIDTH,
            "depth": DEPTH,
            "window_size": 1,
            "maxout_pieces": PIECES,
        },
    }
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "tok2vec"}
    tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener, "nO": None}
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": HIDDEN_WIDTH,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": listener,
    }
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": encoder})
    nlp.add_pipe("tagger", config={"model": tagger})
    nlp.add_pipe("morphologizer", config={"model": tagger, "overwrite": True, "extend": False})
    nlp.add_pipe("parser", config={"model": parser, "moves": None, "min_action_freq": 20})
    return nlp


def recased(sentence: TreebankSentence, dice: random.Random) -> tuple[str, ...]:
    """Return the sentence's words, now and then in headline case."""
    roll = dice.random()
    if roll < TITLE_CASE_SHARE:
        return tuple(word[:1].upper() + word[1:] for word in sentence.words)
    if roll < TITLE_CASE_SHARE + UPPER_CASE_SHARE:
        return tuple(word.upper() for word in sentence.words)
    return sentence.words


def examples(nlp: Language, sentences: Iterable[TreebankSentence], dice: random.Random | None = None) -> list[Any]:
    from spacy.tokens import Doc
    from spacy.training import Example

    made = []
    for sentence in sentences:
        words = list(recased(sentence, dice) if dice else sentence.words)
        spaces = list(sentence.spaces)
        gold = Doc(
            nlp.vocab,
            words=words,
            spaces=spaces,
            tags=list(sentence.xpos),
            pos=list(sentence.upos),
            heads=list(sentence.heads),
            deps=list(sentence.relations),
        )
        made.append(Example(Doc(nlp.vocab, words=words, spaces=spaces), gold))
    return made


def batches(sentences: Sequence[TreebankSentence], dice: random.Random) -> Iterator[list[TreebankSentence]]:
    """Yield all sentences once, in random order, in batches of about `BATCH_WORDS` words."""
    shuffled = list(sentences)
    dice.shuffle(shuffled)
    batch: list[TreebankSentence] = []
    size = 0
    for sentence in shuffled:
        batch.append(sentence)
        size += len(sentence.words)
        if size >= BATCH_WORDS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def annotated(nlp: Language, sentences: Sequence[TreebankSentence]) -> Iterator[Annotation]:
    """Yield the tags and arcs that `nlp` gives each sentence, with the treebank's tokens and sentence bounds."""
    from spacy.tokens import Doc

    docs = []
    for sentence in sentences:
        doc = Doc(nlp.vocab, words=list(sentence.words), spaces=list(sentence.spaces))
        for token in doc:
            token.is_sent_start = token.i == 0
        docs.append(doc)
    for doc in nlp.pipe(docs, batch_size=256):
        yield Annotation(
            [token.pos_ for token in doc],
            [token.tag_ for token in doc],
            [token.head.i for token in doc],
            [token.dep_ for token in doc],
        )


def read_by(annotator: Annotator, sentences: Sequence[TreebankSentence]) -> Iterator[Annotation]:
    """Yield the tags and arcs that the saved model gives each sentence, under the same conditions."""
    return annotator.annotate([[annotator.tokenizer.word(word) for word in sentence.words] for sentence in sentences])


def evaluate(annotations: Iterable[Annotation], sentences: Sequence[TreebankSentence]) -> dict[str, float]:
    """Return percentages over all tokens, punctuation included: upos, xpos, uas, las (whole labels), and words/s."""
    total = xpos = upos = uas = las = 0
    started = time.process_time()
    for sentence, found in zip(sentences, annotations, strict=True):
        total += len(sentence.words)
        upos += sum(map(eq, found.upos, sentence.upos))
        xpos += sum(map(eq, found.xpos, sentence.xpos))
        is_attached = list(map(eq, found.heads, sentence.heads))
        uas += sum(is_attached)
        las += sum(map(and_, is_attached, map(eq, found.relations, sentence.relations)))
    seconds = time.process_time() - started
    figures = {"upos": upos, "xpos": xpos, "uas": uas, "las": las}
    return {name: round(100 * count / total, 2) for name, count in figures.items()} | {
        "words_per_second": round(total / seconds)
    }


def train(folder: Path, epochs: int, seed: int) -> tuple[Language, int]:
    """Train and return the pipeline at its best epoch on the development files, and that epoch's number."""
    from spacy.util import fix_random_seed
    from thinc.api import Adam

    fix_random_seed(seed)
    dice = random.Random(seed)
    training, development = sentences_of(folder, "train"), sentences_of(folder, "dev")
    nlp = new_pipeline()
    nlp.initialize(lambda: examples(nlp, training))
    steps_per_epoch = sum(len(s.words) for s in training) / BATCH_WORDS
    optimizer = Adam(LEARNING_RATE, beta1=0.9, beta2=0.999, L2=0.01, grad_clip=1.0, L2_is_weight_decay=True)
    best_score, best_epoch, best_bytes = 0.0, 0, b""
    step = 0
    for epoch in range(1, epochs + 1):
        started = time.perf_counter()
        for batch in batches(training, dice):
            step += 1
            progress = step / (steps_per_epoch * epochs)
            optimizer.learn_rate = LEARNING_RATE * min(1.0, step / 200) * max(0.02, 1.0 - progress)
            nlp.update(examples(nlp, batch, dice), drop=DROPOUT, sgd=optimizer)
        with nlp.use_params(optimizer.averages):
            figures = evaluate(annotated(nlp, development), development)
            score = figures["upos"] + figures["las"]
            if score > best_score:
                best_score, best_epoch = score, epoch
                best_bytes = nlp.to_bytes(exclude=["tokenizer", "vocab"])
        line = {"epoch": epoch, "dev": figures, "seconds": round(time.perf_counter() - started)}
        print(json.dumps(line), file=sys.stderr, flush=True)
    nlp.from_bytes(best_bytes, exclude=["tokenizer", "vocab"])
    return nlp, best_epoch


def save(nlp: Language, stand_ins: Mapping[str, Any], output: Path) -> None:
    """Write what the reader needs of the pipeline: its weights, its labels, and the rules by which it cuts words."""
    import numpy as np
    from spacy.symbols import IDS

    output.mkdir(parents=True, exist_ok=True)
    np.savez(output / WEIGHTS, **weights_of(nlp))
    moves = nlp.get_pipe("parser").moves
    rules = {
        "upos": [label.partition("=")[2] for label in nlp.get_pipe("morphologizer").labels],
        "xpos": list(nlp.get_pipe("tagger").labels),
        "moves": [moves.get_class_name(number) for number in range(moves.n_moves)],
        "symbols": IDS,
        "tokenizer": tokenizer_rules(nlp),
        "stand_ins": stand_ins,
    }
    (output / RULES).write_text(json.dumps(rules, ensure_ascii=False) + "\n", encoding="utf-8")


def weights_of(nlp: Language) -> dict[str, Any]:
    """Return the pipeline's weights under the names that `transforms.reading.network` knows them by."""
    import numpy as np

    def layers(pipe: str, name: str) -> list[Any]:
        return [node for node in nlp.get_pipe(pipe).model.walk() if node.name == name]

    weights: dict[str, Any] = {"depth": np.array(DEPTH)}
    tables = layers("tok2vec", "hashembed")
    weights["seeds"] = np.array([table.attrs["seed"] for table in tables])
    weights |= {f"embed_{name}": table.get_param("E") for name, table in zip(ATTRIBUTES, tables, strict=True)}
    names = ["mixer", *(f"layer_{number}" for number in range(DEPTH))]
    for name, maxout, norm in zip(names, layers("tok2vec", "maxout"), layers("tok2vec", "layernorm"), strict=True):
        weights |= {f"{name}_W": maxout.get_param("W"), f"{name}_b": maxout.get_param("b")}
        weights |= {f"{name}_G": norm.get_param("G"), f"{name}_shift": norm.get_param("b")}
    parser = nlp.get_pipe("parser").model
    (state,) = [node for node in parser.get_ref("tok2vec").walk() if node.name == "linear"]
    linear = {
        "upos": layers("morphologizer", "softmax")[0],
        "xpos": layers("tagger", "softmax")[0],
        "state": state,
        "features": parser.get_ref("lower"),
        "scores": parser.get_ref("upper"),
    }
    for name, layer in linear.items():
        weights |= {f"{name}_W": layer.get_param("W"), f"{name}_b": layer.get_param("b")}
    weights["features_pad"] = parser.get_ref("lower").get_param("pad")[0]
    return weights


def tokenizer_rules(nlp: Language) -> dict[str, Any]:
    """Return the rules of the pipeline's tokenizer, as `transforms.reading.tokenizer` takes them."""
    from spacy.attrs import NORM, ORTH
    from spacy.lang.norm_exceptions import BASE_NORMS

    cut: Any = nlp.tokenizer
    special = {
        chunk: [[word[ORTH], word.get(NORM)] for word in words]
        for chunk, words in cut.rules.items()
        if not any(map(str.isspace, chunk))
    }
    return {
        "prefix": cut.prefix_search.__self__.pattern,
        "suffix": cut.suffix_search.__self__.pattern,
        "infix": cut.infix_finditer.__self__.pattern,
        "url": cut.url_match.__self__.pattern,
        "special": special,
        "norm": BASE_NORMS,
    }


def main() -> None:
    """Train, save and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True, help="folder of *-train, *-dev and *-test.conllu")
    parser.add_argument("--output", type=Path, default=MODEL_FOLDER, help="folder of the model")
    parser.add_argument("--epochs", type=int, default=22)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from thinc.api import NumpyOps, set_current_ops

    # numpy's matrix multiply is up to twice as fast as the one thinc brings along.
    set_current_ops(NumpyOps(use_blis=False))
    nlp, epoch = train(arguments.treebanks, arguments.epochs, arguments.seed)
    training = sentences_of(arguments.treebanks, "train")
    save(nlp, stand_in_rules(training, load_reference()["country_name"]), arguments.output)
    tests = read_treebanks(arguments.treebanks, "test")
    annotator = load_annotator(arguments.output)
    figures = {name: evaluate(read_by(annotator, found), found) for name, found in tests.items()}
    print(json.dumps({"epoch": epoch, "test": figures}, indent=2))


if __name__ == "__main__":
    main()
