"""How well and how fast who did what to whom is read: `python -m flows.bench.coding`.

The coder against the sentences of the gold beside the checkout, our own sentences, the parser against the treebanks'
test files, and articles a second. Exits 1 where a bar is missed, 2 where the gold folder is absent.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from flows.bench.gold import lines_of, scorer_of, shared_folder
from flows.bench.speed import ARTICLES_BAR, MIXED_BAR, rates
from flows.reader import load_reader
from flows.versions import ROOT
from transforms.reading.parse import MODEL_FOLDER, load_annotator
from transforms.reading.read import Reader
from warehouse.reference import load_reference

CODING_BARS = {
    "found": 0.80,
    "direction": 0.92,
    "root": 0.78,
    "quad": 0.88,
    "end_to_end": 0.58,
    "macro_f1": 0.60,
}
OWN_BAR = 0.95
PARSER_BARS = {"upos": 94.0, "las": 80.0}
OWN_SENTENCES = ROOT / "tests" / "transforms" / "reading" / "sentences.jsonl"


def coded(reader: Reader, sentences: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The claims of each sentence as the scorer takes them."""
    return [
        {
            "id": sentence["id"],
            "claims": [
                {
                    "root": dated.claim.root,
                    "source": [{"start": actor.start, "end": actor.end} for actor in dated.claim.sources],
                    "target": [{"start": actor.start, "end": actor.end} for actor in dated.claim.targets],
                }
                for dated in reader.read(sentence["text"], is_plain=True).claims
            ],
        }
        for sentence in sentences
    ]


def is_as_expected(reader: Reader, sentence: Mapping[str, Any]) -> bool:
    """Whether one of our own sentences yields each expected claim, or nothing where nothing is expected."""
    text = sentence["text"]
    claims = [dated.claim for dated in reader.read(text, is_plain=True).claims]
    if not sentence["claims"]:
        return not claims

    def names(actors: Sequence[Any], wanted: str | None) -> bool:
        return wanted is None or any(
            wanted in text[actor.phrase_start : actor.phrase_end] or wanted in f"{actor.text} {actor.name}"
            for actor in actors
        )

    return all(
        any(
            claim.root == expected["root"]
            and names(claim.sources, expected["source"])
            and names(claim.targets, expected["target"])
            for claim in claims
        )
        for expected in sentence["claims"]
    )


def parser_figures(folder: Path) -> dict[str, dict[str, float]]:
    """UPOS, LAS and words a second of the committed model on the treebanks' test files."""
    from flows.train_parser import evaluate, read_by, read_treebanks

    annotator = load_annotator(MODEL_FOLDER)
    tests = read_treebanks(folder, "test")
    return {name: evaluate(read_by(annotator, sentences), sentences) for name, sentences in tests.items()}


def seed_texts(folder: Path) -> list[str]:
    """The texts of the shared seed articles."""
    return [path.read_bytes().decode("utf-8") for path in sorted((folder / "seeds").glob("*.txt"))]


def told(name: str, value: float, bar: float) -> bool:
    """Print a figure beside its bar, and return whether it is reached."""
    print(f"{name:<28} {value:>10.3f}   bar {bar:g}{'' if value >= bar else '   MISSED'}")
    return value >= bar


def main() -> int:
    """Print the figures; 0 where all bars are reached."""
    folder = shared_folder()
    if folder is None:
        print("no gold: no shared folder with gold, score and treebanks beside the checkout", file=sys.stderr)
        return 2
    reader = load_reader(load_reference())
    gold = lines_of(folder / "gold" / "plover-sentences.jsonl")
    figures = scorer_of(folder, "score_plover").score(gold, coded(reader, gold))
    results = [told(f"sentences: {name}", figures[name], bar) for name, bar in CODING_BARS.items()]
    own = lines_of(OWN_SENTENCES)
    right = [is_as_expected(reader, sentence) for sentence in own]
    silent = [is_right for is_right, sentence in zip(right, own, strict=True) if not sentence["claims"]]
    results.append(told(f"own sentences ({len(own)})", sum(right) / len(right), OWN_BAR))
    results.append(told(f"of them silent ({len(silent)})", sum(silent) / len(silent), 1.0))
    with contextlib.suppress(FileNotFoundError):
        for name, values in parser_figures(folder / "treebanks").items():
            results += [told(f"parser, {name}: {figure}", values[figure], bar) for figure, bar in PARSER_BARS.items()]
            print(f"{'parser, ' + name + ': words/s':<28} {values['words_per_second']:>10.0f}")
    on_topic, on_mixed, _ = rates(reader, seed_texts(folder))
    results.append(told("articles/s, on topic", on_topic, ARTICLES_BAR))
    results.append(told("articles/s, mixed", on_mixed, MIXED_BAR))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
