"""Which table is made from which, as a small drawing."""

from __future__ import annotations

from collections.abc import Mapping, Set

from markupsafe import Markup, escape

BOX_HEIGHT, ROW, COLUMN_GAP = 22, 32, 34
LETTER = 6.05


def graph(inputs: Mapping[str, Set[str]]) -> Markup:
    """Tables from left to right, each right of all it is made from. `inputs` maps each table to what it is made from.

    A line that only repeats a longer way is left out: what an input is made from is made from is drawn once.
    """
    direct = {
        name: needed - set().union(*(_before(each, inputs) for each in needed)) for name, needed in inputs.items()
    }
    depth = {name: _depth(name, inputs) for name in inputs}
    columns: list[list[str]] = [[] for _ in range(max(depth.values(), default=0) + 1)]
    for name in inputs:
        columns[depth[name]].append(name)
    place = _placed(columns, direct)
    height = 2 * BOX_HEIGHT + max((y for _, y, _ in place.values()), default=0)
    width = max((x + wide for x, _, wide in place.values()), default=0) + 2
    lines = "".join(_line(place[other], place[name]) for name, needed in direct.items() for other in sorted(needed))
    boxes = "".join(_box(name, *place[name]) for name in place)
    return Markup(
        f'<svg viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" class="lineage" role="group" '
        'aria-labelledby="lineage-title lineage-says">'
        '<title id="lineage-title">Which table is made from which</title>'
        '<desc id="lineage-says">Each table stands right of those it is made from; the list below says the same.</desc>'
        f'<g class="lines">{lines}</g>{boxes}</svg>'
    )


def _before(name: str, inputs: Mapping[str, Set[str]]) -> set[str]:
    """All that a table is made from, by any way."""
    return {other for each in inputs.get(name, ()) for other in (each, *_before(each, inputs))}


def _depth(name: str, inputs: Mapping[str, Set[str]]) -> int:
    return max((1 + _depth(other, inputs) for other in inputs[name]), default=0)


def _placed(columns: list[list[str]], direct: Mapping[str, Set[str]]) -> dict[str, tuple[float, float, float]]:
    """Left, top and width of each box: a column a step, each box as near as can be to those it is made from."""
    place: dict[str, tuple[float, float, float]] = {}
    left = 1.0
    for names in columns:
        wanted = {
            name: sum(place[other][1] for other in direct[name]) / len(direct[name]) if direct[name] else 0.0
            for name in names
        }
        names = sorted(names, key=lambda name: (wanted[name], name))
        wide = max(len(name) for name in names) * LETTER + 14
        top = max(0.0, sum(wanted.values()) / len(names) - ROW * (len(names) - 1) / 2)
        for name in names:
            place[name] = (left, top + 1, wide)
            top += ROW
        left += wide + COLUMN_GAP
    return place


def _line(start: tuple[float, float, float], end: tuple[float, float, float]) -> str:
    x1, y1 = start[0] + start[2], start[1] + BOX_HEIGHT / 2
    x2, y2 = end[0], end[1] + BOX_HEIGHT / 2
    middle = x2 - COLUMN_GAP / 2
    curve = f"C{middle:.0f},{y1:.0f} {middle:.0f},{y2:.0f} {x2:.0f},{y2:.0f}"
    return f'<path d="M{x1:.0f},{y1:.0f}H{x2 - COLUMN_GAP:.0f}{curve}"/>'


def _box(name: str, left: float, top: float, width: float) -> str:
    shown = escape(name)
    return (
        f'<a href="#table-{shown}">'
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{BOX_HEIGHT}" rx="3"/>'
        f'<text x="{left + 7:.0f}" y="{top + 15:.0f}">{shown}</text></a>'
    )
