"""How fast articles are read, and how soon the first one: `python -m flows.bench_speed [FILES ...]`.

Reads copies of articles, one word in ten changed so that no line is known beforehand, and mixed texts in which most
sentences tell of no act; both on one core, in seconds of the processor. Prints articles a second, peak memory, and the
processor's seconds of `communique read FILE` from a cold start. Exits 1 where a bar is missed.
"""

from __future__ import annotations

import os
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from flows.output import aligned
from flows.versions import ROOT

ARTICLE_COUNT, MIXED_COUNT, COLD_COUNT = 60, 120, 3
ARTICLES_BAR, MIXED_BAR, MEBIBYTES_BAR, COLD_BAR = 40.0, 200.0, 600.0, 2.5
CHANGED_SHARE = 0.1
# Of a mixed text's sentences, those that come from an article.
TOLD_SHARE, MIXED_SENTENCES = 0.1, 12
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
_STATES = [
    "smelled of rain",
    "looked older than before",
    "was full of apples",
    "stood near the mill",
    "felt warm at noon",
]
_WHERE = [
    "behind the barn",
    "beside the stairs",
    "in the morning",
    "under the roof",
    "along the hedge",
    "through the autumn",
]


def changed_copy(text: str, draw: random.Random) -> str:
    """The text with some of its plain words replaced by others."""
    return _WORD.sub(lambda word: draw.choice(_THINGS) if draw.random() < CHANGED_SHARE else word.group(), text)


def plain_sentence(draw: random.Random) -> str:
    """A sentence in which nobody does anything."""
    thing, look, other = draw.choice(_THINGS), draw.choice(_LOOKS), draw.choice(_THINGS)
    return (
        f"The {look} {thing} {draw.choice(_STATES)} {draw.choice(_WHERE)}, and the {other} was {draw.choice(_LOOKS)}."
    )


def mixed_text(told: Sequence[str], draw: random.Random) -> str:
    """Paragraphs of plain sentences with a few told ones among them."""
    lines = [draw.choice(told) if draw.random() < TOLD_SHARE else plain_sentence(draw) for _ in range(MIXED_SENTENCES)]
    return "A day in the valley\n\n" + "\n\n".join(" ".join(lines[at : at + 3]) for at in range(0, len(lines), 3))


def measure_reading(files: Sequence[Path]) -> tuple[float, float, float]:
    """Articles and mixed texts read in a second of the processor, and the process's peak memory in MiB."""
    from transforms.reading.read import Reader
    from transforms.reading.sentence import sentences
    from warehouse.reference import load_reference

    draw = random.Random(0)
    texts = [path.read_bytes().decode() for path in files]
    reader = Reader(load_reference())
    pages = [reader.read(text).page for text in texts]
    told = [page.text[start:end] for page in pages for start, end in sentences(page.text, page.spans("body"))]
    copies = [changed_copy(draw.choice(texts), draw) for _ in range(ARTICLE_COUNT)]
    mixed = [mixed_text(told, draw) for _ in range(MIXED_COUNT)]
    return _rate(reader.read, copies), _rate(reader.read, mixed), _peak_mebibytes()


def _rate(read: Callable[[str], object], texts: Sequence[str]) -> float:
    begun = time.process_time()
    for text in texts:
        read(text)
    return len(texts) / (time.process_time() - begun)


def _peak_mebibytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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
    articles, mixed, mebibytes = measure_reading(files)
    cold = median(cold_seconds(files[0]) for _ in range(COLD_COUNT))
    figures = [
        ("articles a second", articles, ARTICLES_BAR, articles >= ARTICLES_BAR),
        ("mixed texts a second", mixed, MIXED_BAR, mixed >= MIXED_BAR),
        ("peak memory, MiB", mebibytes, MEBIBYTES_BAR, mebibytes <= MEBIBYTES_BAR),
        ("communique read, cold, s", cold, COLD_BAR, cold <= COLD_BAR),
    ]
    rows = [(name, f"{value:.1f}", f"{bar:g}", "met" if is_met else "missed") for name, value, bar, is_met in figures]
    print("\n".join(aligned(["measure", "value", "bar", ""], rows)))
    return 0 if all(is_met for *_, is_met in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
