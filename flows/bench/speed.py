"""How fast articles are read, and how soon the first one: `python -m flows.bench.speed [FILES ...]`.

Two kinds of text, each read whole on one core as `add` reads documents, in seconds of the processor:

- articles like those named (the quickstart's, or the shared seeds): copies, one word in ten changed so that no line is
  known beforehand;
- mixed text: all other news of the shared folder (business news and short news) and its web texts, in which few
  sentences are about what states do, with one article like those named to ten of them. Without the shared folder:
  made-up paragraphs with a told sentence in ten.

Both are measured in a reader at work: it has read as many others of the kind before, and none of those measured.

Prints articles a second, peak memory, and the processor's seconds of `communique read FILE` from a cold start, beside a
fixed piece of work in Python and numpy, so that figures of two machines, or of a busy one, can be compared. Machines
are shared: of five processes, each measured for itself, the least disturbed one counts, and the median is shown beside
it. Exits 1 where a bar is missed.
"""

from __future__ import annotations

import os
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from flows.bench.gold import lines_of, shared_folder
from flows.output import aligned
from flows.versions import ROOT

if TYPE_CHECKING:
    from transforms.reading.read import Reader

ARTICLE_COUNT, MIXED_COUNT, COLD_COUNT, PROCESS_COUNT = 60, 120, 3, 5
ARTICLES_BAR, MIXED_BAR, MEBIBYTES_BAR, COLD_BAR = 40.0, 200.0, 600.0, 2.5
CHANGED_SHARE = 0.1
# Of mixed texts, those that are like the articles named; of a made-up text's sentences, those that come from one.
TOLD_SHARE, MADE_UP_SENTENCES = 0.1, 12
# Shorter texts of the treebanks are notes and reviews of a few words.
SHORTEST_TEXT, LONGEST_TEXT = 600, 3000
REFERENCE_SECONDS = 1.0
_WORD = re.compile(r"\b[a-z]{4,}\b")
_THINGS = [
    "garden",
    "river",
    "kitchen",
    "orchard",
    "window",
    "teapot",
    "meadow",
    "lantern",
    "basket",
    "cellar",
    "pillow",
    "ladder",
    "candle",
    "harvest",
]
_LOOKS = [
    "quiet",
    "narrow",
    "yellow",
    "heavy",
    "wooden",
    "gentle",
    "dusty",
    "bright",
    "damp",
    "crooked",
    "hollow",
    "tender",
    "woollen",
    "pale",
]
_STATES = ("smelled of rain", "looked older than before", "was full of apples", "stood near the mill", "felt warm")
_WHERE = ("behind the barn", "beside the stairs", "in the morning", "under the roof", "along the hedge")


def changed_copy(text: str, draw: random.Random) -> str:
    """The text with some of its plain words replaced by others."""
    return _WORD.sub(lambda word: draw.choice(_THINGS) if draw.random() < CHANGED_SHARE else word.group(), text)


def plain_sentence(draw: random.Random) -> str:
    """A sentence in which nobody does anything."""
    thing, look, other = draw.choice(_THINGS), draw.choice(_LOOKS), draw.choice(_THINGS)
    return (
        f"The {look} {thing} {draw.choice(_STATES)} {draw.choice(_WHERE)}, and the {other} was {draw.choice(_LOOKS)}."
    )


def made_up_text(told: Sequence[str], draw: random.Random) -> str:
    """Paragraphs of plain sentences with a few told ones among them."""
    lines = [
        draw.choice(told) if draw.random() < TOLD_SHARE else plain_sentence(draw) for _ in range(MADE_UP_SENTENCES)
    ]
    return "A day in the valley\n\n" + "\n\n".join(" ".join(lines[at : at + 3]) for at in range(0, len(lines), 3))


def general_texts(folder: Path) -> Iterator[str]:
    """The shared folder's texts of all kinds: business news, short news, what the treebanks' test files are made of."""
    for name in ("event-dates-wikinews", "timex-wikinews"):
        yield from (document["text"] for document in lines_of(folder / "gold" / f"{name}.jsonl"))
    for path in sorted((folder / "treebanks").glob("*-test.conllu")):
        for document in path.read_text(encoding="utf-8").split("# newdoc")[1:]:
            text = " ".join(re.findall(r"^# text = (.+)$", document, re.MULTILINE))
            if len(text) >= SHORTEST_TEXT:
                yield text[:LONGEST_TEXT]


def articles(texts: Sequence[str], draw: random.Random) -> list[str]:
    """Changed copies of the texts."""
    return [changed_copy(draw.choice(texts), draw) for _ in range(ARTICLE_COUNT)]


def mixed(texts: Sequence[str], draw: random.Random) -> tuple[list[str], list[str], str]:
    """Mixed texts to be read before, as many others to be measured, and what they are: each text stands in one half."""
    folder = shared_folder()
    if folder is None:
        told = [sentence for text in texts for sentence in re.findall(r"[A-Z][^.\n]{40,}\.", text)]
        before, measured = ([made_up_text(told, draw) for _ in range(MIXED_COUNT)] for _ in range(2))
        return before, measured, "made-up paragraphs, a told sentence in ten"
    general = list(general_texts(folder))
    before, measured = (
        [changed_copy(text, draw) for text in [*half, *draw.choices(texts, k=int(len(half) * TOLD_SHARE))]]
        for half in (general[::2], general[1::2])
    )
    length = sum(map(len, measured)) / len(measured)
    return before, measured, f"{len(general)} news and web texts, ten to one on topic, {length:,.0f} characters a text"


def rates(reader: Reader, texts: Sequence[str]) -> tuple[float, float, str]:
    """Articles like `texts` read in a second of the processor, mixed texts, and what those are."""
    draw = random.Random(0)
    rate(reader, articles(texts, draw))
    on_topic = rate(reader, articles(texts, draw))
    before, measured, kind = mixed(texts, draw)
    rate(reader, before)
    return on_topic, rate(reader, measured), kind


def figures_of_process(texts: Sequence[str]) -> tuple[float, float, float, float, str]:
    """The rates of this process, its peak memory in MiB, its rate of fixed work, and what the mixed texts are."""
    from flows.reader import load_reader
    from warehouse.reference import load_reference

    on_topic, on_mixed, kind = rates(load_reader(load_reference()), texts)
    mebibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return on_topic, on_mixed, mebibytes, reference_rate(), kind


def rate(reader: Reader, texts: Sequence[str]) -> float:
    """Texts read in a second of the processor, as many together as when documents are added."""
    from transforms.reading.read import READ_TOGETHER_COUNT

    begun = time.process_time()
    for at in range(0, len(texts), READ_TOGETHER_COUNT):
        outlines = [
            reader.outline(text, is_html=False, is_plain=False, uri="", metadata={})
            for text in texts[at : at + READ_TOGETHER_COUNT]
        ]
        reader.complete(outlines)
    return len(texts) / (time.process_time() - begun)


def reference_rate() -> float:
    """How often a second a fixed piece of work is done: words counted, and two small matrices multiplied."""
    import numpy as np

    matrix = np.linspace(0, 1, 300 * 300, dtype=np.float32).reshape(300, 300)
    words = [f"word{number % 997}" for number in range(20_000)]
    count, begun = 0, time.process_time()
    while time.process_time() - begun < REFERENCE_SECONDS:
        counts: dict[str, int] = {}
        for word in words:
            counts[word] = counts.get(word, 0) + len(word)
        np.matmul(matrix, matrix)
        count += 1
    return count / (time.process_time() - begun)


def cold_seconds(path: Path) -> float:
    """The processor's seconds of one `communique read`, everything loaded anew."""
    command = [sys.executable, "-m", "flows", "read", str(path.resolve())]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"communique read {path} ended with {child.returncode}: run it by hand to see why")
    return used.ru_utime + used.ru_stime


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table, and tell whether every bar is met."""
    given = sys.argv[1:] if arguments is None else arguments
    files = [Path(each) for each in given] or sorted((ROOT / "seeds" / "articles").glob("*.txt"))
    if not files:
        raise SystemExit(f"no articles under {ROOT / 'seeds' / 'articles'}: name files to read")
    texts = [path.read_bytes().decode() for path in files]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as processes:
        on_topic, on_mixed, mebibytes, works, kinds = zip(
            *processes.map(figures_of_process, [texts] * PROCESS_COUNT), strict=True
        )
    cold = [cold_seconds(files[0]) for _ in range(COLD_COUNT)]
    figures = [
        ("articles a second", max(on_topic), median(on_topic), ARTICLES_BAR, max(on_topic) >= ARTICLES_BAR),
        ("mixed texts a second", max(on_mixed), median(on_mixed), MIXED_BAR, max(on_mixed) >= MIXED_BAR),
        ("peak memory, MiB", max(mebibytes), median(mebibytes), MEBIBYTES_BAR, max(mebibytes) <= MEBIBYTES_BAR),
        ("communique read, cold, s", min(cold), median(cold), COLD_BAR, min(cold) <= COLD_BAR),
    ]
    rows = [
        (name, f"{value:.1f}", f"{middle:.1f}", f"{bar:g}", "met" if is_met else "missed")
        for name, value, middle, bar, is_met in figures
    ]
    rows.append(("fixed work a second", f"{max(works):.0f}", f"{median(works):.0f}", "", ""))
    print("\n".join(aligned(["measure", "value", "median", "bar", ""], rows)))
    print(f"mixed text: {kinds[0]}")
    return 0 if all(is_met for *_, is_met in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
