"""Tags and arcs of sentences by any spaCy pipeline, or by word order alone where there is no model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from transforms.reading.mend import Arcs

BATCH_SENTENCES = 256
WHERE = ("IDX", "LENGTH", "IS_SPACE")
ARCS = ("POS", "TAG", "HEAD", "DEP")
# Relations of the ClearNLP scheme, which spaCy's own English packages use, that UD lacks.
CLEAR_ONLY = frozenset({"pobj", "dobj", "nsubjpass", "auxpass", "prep", "attr", "acomp"})
Annotated = tuple[list[int], Arcs]


def by_pipeline(nlp: Any, sentences: Sequence[tuple[str, int, int]]) -> Iterator[Annotated]:
    """Yield the words' offsets and the arcs of each sentence, as the pipeline parses it."""
    cut = [_cut(nlp, *sentence) for sentence in sentences]
    docs = nlp.pipe((doc for doc, _ in cut), batch_size=BATCH_SENTENCES)
    for (text, _, _), (_, places), doc in zip(sentences, cut, docs, strict=True):
        yield [at for at, _ in places], _arcs(doc, text, places)


def by_word_order(nlp: Any, sentences: Sequence[tuple[str, int, int]]) -> Iterator[Annotated]:
    """Yield the words' offsets and guessed arcs of each sentence."""
    from transforms.reading.shallow import guess_arcs

    for text, start, end in sentences:
        _, places = _cut(nlp, text, start, end)
        yield [at for at, _ in places], guess_arcs([text[at:to] for at, to in places])


def blank() -> Any:
    """Return a pipeline that only cuts words."""
    import spacy

    return spacy.blank("en")


def load(pipeline: str) -> Any:
    """Load a spaCy pipeline without what we have no use for; numpy multiplies matrices faster than thinc's default.

    Raises ValueError where there is no such pipeline, or it has no parser.
    """
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    exclude = ["ner", "lemmatizer", "senter"]
    if Path(pipeline).is_dir() and not (Path(pipeline) / "tokenizer").exists():
        exclude.append("tokenizer")
    try:
        nlp = spacy.load(pipeline, exclude=exclude)
    except OSError as error:
        raise ValueError(
            f"cannot load the parser {pipeline!r}: {error}. "
            "Name an installed spaCy package or a model folder, or none to use the parser that comes with Communiqué."
        ) from error
    if "parser" not in nlp.pipe_names:
        raise ValueError(f"the spaCy pipeline {pipeline!r} has no dependency parser, only {nlp.pipe_names}")
    return nlp


def _cut(nlp: Any, text: str, start: int, end: int) -> tuple[Any, list[tuple[int, int]]]:
    """Return a Doc of the span without its white space, and where each word begins and ends in `text`."""
    from spacy.tokens import Doc

    doc = nlp.make_doc(text[start:end])
    places = [(start + at, start + at + length) for at, length, is_space in _columns(doc, WHERE) if not is_space]
    if len(places) < len(doc):
        words = [text[at:to] for at, to in places]
        doc = Doc(nlp.vocab, words=words, spaces=[text[to : to + 1].isspace() for _, to in places])
    return doc, places


def _columns(doc: Any, attributes: Sequence[str]) -> list[list[int]]:
    """Return the attributes of every token, a row each; asking token by token would take far longer."""
    rows: list[list[int]] = doc.to_array(list(attributes)).tolist()
    return rows


def _arcs(doc: Any, text: str, places: Sequence[tuple[int, int]]) -> Arcs:
    strings = doc.vocab.strings
    arcs = Arcs([text[at:to] for at, to in places], [], [], [], [])
    for index, (upos, xpos, head, relation) in enumerate(_columns(doc, ARCS)):
        arcs.upos.append(strings[upos])
        arcs.xpos.append(strings[xpos])
        # The array is unsigned, the way to the head is not.
        arcs.heads.append(index + (head - 2**64 if head > 2**63 else head))
        arcs.relations.append(strings[relation])
    if not CLEAR_ONLY.isdisjoint(arcs.relations):
        from transforms.reading.clear import universal_arcs

        arcs.heads, arcs.relations = map(list, zip(*universal_arcs(doc), strict=True))
    return arcs
