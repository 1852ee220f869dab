"""The charts: Altair to SVG, in colours that the page's style gives, so that they follow light and dark.

Each chart is drawn twice, wide and narrow; the style shows the one that fits. Colours are CSS variables, letters are
the page's. What a chart shows stands beside it as a table, and its title and description are read aloud.
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

if TYPE_CHECKING:
    import altair

Row = Mapping[str, Any]

WIDE, NARROW = 780, 358
MOST_BAR_WIDTH = 48
TONE_BOUNDS = (-4.0, -0.5, 0.5, 4.0)
QUAD_CLASSES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
SVG = "http://www.w3.org/2000/svg"
# What Vega writes for its own interactive charts and for readers whom our title and description serve better.
SUPERFLUOUS = re.compile(r"class|role|aria-.*|pointer-events|font-family|cursor")
LONG_FRACTION = re.compile(r"(\d+\.\d{2})\d+")


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in both widths, as SVG."""

    wide: Markup
    narrow: Markup


def timeline(rows: Sequence[Row], periods: Sequence[str], ticks: Sequence[str], *, title: str, says: str) -> Chart:
    """Events a period, stacked by class. Rows: period, quad_class, event_count; `ticks` are the periods to name."""

    def draw(alt: Any, width: int) -> altair.Chart:
        return (
            alt.Chart(alt.InlineData(list(rows)), **_size(alt, width))
            .mark_bar(size=min(MOST_BAR_WIDTH, 0.85 * (width - 40) / len(periods)))
            .encode(
                x=_period_axis(alt, periods, ticks, width),
                y=_count_axis(alt, _highest(rows)),
                color=alt.Color("quad_class:N", scale=_quad_scale(alt), legend=None),
                order=alt.Order("rank:Q"),
            )
        )

    return _both(draw, "timeline", title, says)


def tone(rows: Sequence[Row], periods: Sequence[str], ticks: Sequence[str], *, title: str, says: str) -> Chart:
    """Mean intensity a period, points as large as there are events. Rows: period, intensity, event_count, tone."""

    def draw(alt: Any, width: int) -> altair.LayerChart:
        base = alt.Chart(alt.InlineData(list(rows)))
        x = _period_axis(alt, periods, ticks, width, offset=8)
        low, high = (_bound(choose(row["intensity"] for row in rows)) for choose in (min, max))
        low, high = min(low, -2), max(high, 2)
        signed = "datum.value ? replace(format(datum.value, '+d'), '-', '−') : '0'"
        named = [value for value in range(low, high + 1) if value % (2 if high - low <= 8 else 4) == 0]
        axis = alt.Axis(values=named, labelExpr=signed, domain=False, tickSize=0, labelPadding=8)
        y = alt.Y("intensity:Q", scale=alt.Scale(domain=[low, high]), axis=axis, title=None)
        zero = alt.Chart(alt.InlineData([{}])).mark_rule(color="var(--ink)", strokeWidth=1).encode(y=alt.datum(0))
        line = base.mark_line(color="var(--faint)", strokeWidth=1.5).encode(x=x, y=y)
        size = alt.Size("event_count:Q", scale=alt.Scale(range=[24, 260], domainMin=0), legend=None)
        points = base.mark_circle(opacity=1, stroke="var(--paper)", strokeWidth=1).encode(
            x=x, y=y, size=size, color=_tone_colour(alt)
        )
        return alt.layer(zero, line, points).properties(**_size(alt, width))

    return _both(draw, "tone", title, says)


def matrix(rows: Sequence[Row], countries: Sequence[str], labels: Mapping[str, str], *, title: str, says: str) -> Chart:
    """Who acts (down) towards whom (across). Rows: every pair's source, target, event_count and tone.

    `labels` names each code. The tone of a pair that never meets is 0.
    """

    def draw(alt: Any, width: int) -> altair.LayerChart:
        is_narrow = width == NARROW
        cell = min(50, (width - (60 if is_narrow else 190)) // len(countries))
        data = alt.Chart(
            alt.InlineData([dict(row, label=f"{row['event_count']:,}") for row in rows]),
            width=cell * len(countries),
            height=min(cell, 34) * len(countries),
        )
        names = "".join(f"datum.value === '{code}' ? '{_in_vega(name)}' : " for code, name in labels.items())
        bare = {"title": None, "ticks": False, "domain": False, "labelPadding": 6}
        across = alt.Axis(orient="top", labelAngle=-90 if is_narrow else 0, labelFontWeight=600, **bare)
        named = {"labelFontWeight": 600} if is_narrow else {"labelExpr": f"{names}datum.value"}
        down = alt.Axis(**named, **bare)
        x = alt.X("target:N", sort=None, scale=alt.Scale(domain=list(countries), padding=0.06), axis=across)
        y = alt.Y("source:N", sort=None, scale=alt.Scale(domain=list(countries), padding=0.06), axis=down)
        cells = data.mark_rect(cornerRadius=2).encode(x=x, y=y, color=_tone_colour(alt))
        inks = ["transparent", *(f"var(--tone-{step}-ink)" for step in range(1, 6))]
        ink = alt.Color("tone:O", scale=alt.Scale(domain=list(range(6)), range=inks), legend=None)
        counts = data.mark_text(fontSize=12 if cell > 24 else 10, fontWeight=600).encode(
            x=x, y=y, text="label:N", color=ink
        )
        return alt.layer(cells, counts).resolve_scale(color="independent")

    return _both(draw, "matrix", title, says)


def tone_step(intensity: float | None) -> int:
    """The class of an intensity, from 1 (hostile) over 3 (neutral) to 5 (friendly)."""
    return 1 + sum((intensity or 0.0) > bound for bound in TONE_BOUNDS)


def _bound(intensity: float) -> int:
    """The even number at or beyond an intensity, away from zero."""
    return int(math.copysign(2 * math.ceil(abs(intensity) / 2), intensity))


def _both(draw: Callable[[Any, int], Any], name: str, title: str, says: str) -> Chart:
    import altair
    import vl_convert

    def svg(width: int, suffix: str) -> Markup:
        specification = _styled(draw(altair, width)).to_dict()
        drawn = vl_convert.vegalite_to_svg(specification, allowed_base_urls=[])
        return _own(drawn, f"{name}-{suffix}", title, says)

    return Chart(svg(WIDE, "wide"), svg(NARROW, "narrow"))


def _styled(chart: Any) -> Any:
    return (
        chart.configure(padding=2, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor="var(--soft)",
            labelFontSize=12,
            domainColor="var(--line)",
            tickColor="var(--line)",
            gridColor="var(--line)",
            labelLimit=400,
        )
    )


def _own(drawn: str, name: str, title: str, says: str) -> Markup:
    """Vega's SVG as ours: only shapes and letters, scaling with the page, with a title and a description."""
    root = ElementTree.fromstring(drawn)
    _tidy(root)
    size = root.attrib["viewBox"]
    width = size.split()[2]
    inner = "".join(ElementTree.tostring(child, encoding="unicode") for child in root)
    inner = LONG_FRACTION.sub(r"\1", inner.replace(f' xmlns:ns0="{SVG}"', "").replace("ns0:", ""))
    return Markup(
        f'<svg viewBox="{size}" width="{width}" role="img" aria-labelledby="{name}-title {name}-says">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-says">{escape(says)}</desc>{inner}</svg>'
    )


def _tidy(element: ElementTree.Element) -> None:
    for child in list(element):
        is_unseen = child.get("display") == "none" or child.get("class") == "background"
        is_paper = child.tag.endswith("}rect") and child.get("fill") in ("white", "transparent")
        if is_unseen or is_paper:
            element.remove(child)
        else:
            _tidy(child)
            if child.tag.endswith("}g") and not len(child):
                element.remove(child)
    for attribute in list(element.attrib):
        if SUPERFLUOUS.fullmatch(attribute) or (attribute, element.attrib[attribute]) == ("opacity", "1"):
            del element.attrib[attribute]


def _period_axis(alt: Any, periods: Sequence[str], ticks: Sequence[str], width: int, offset: int = 0) -> Any:
    most = 4 if width == NARROW else 9
    values = list(ticks)[:: -(-len(ticks) // most)]
    if not ticks or list(periods).index(ticks[0]) >= len(periods) / most:
        values = [periods[0], *values]
    axis = alt.Axis(values=values, labelAngle=0, title=None, tickSize=4, labelOverlap=False, offset=offset)
    return alt.X("period:O", sort=None, scale=alt.Scale(domain=list(periods), paddingInner=0.15), axis=axis)


def _count_axis(alt: Any, highest: int) -> Any:
    step = next(each * 10**power for power in range(12) for each in (1, 2, 5) if highest <= 5 * each * 10**power)
    values = list(range(0, highest + step, step))
    axis = alt.Axis(values=values, format=",d", domain=False, tickSize=0, labelPadding=8)
    return alt.Y("event_count:Q", stack=True, scale=alt.Scale(domain=[0, values[-1]]), axis=axis, title=None)


def _size(alt: Any, width: int) -> dict[str, Any]:
    """A chart just so wide, its labels included."""
    return {"width": width, "height": 200, "autosize": alt.AutoSizeParams(type="fit-x", contains="padding")}


def _highest(rows: Sequence[Row]) -> int:
    of_period: dict[str, int] = {}
    for row in rows:
        of_period[row["period"]] = of_period.get(row["period"], 0) + row["event_count"]
    return max(of_period.values(), default=1)


def _quad_scale(alt: Any) -> Any:
    return alt.Scale(domain=list(QUAD_CLASSES), range=[f"var(--quad-{number})" for number in range(1, 5)])


def _tone_colour(alt: Any) -> Any:
    scale = alt.Scale(domain=list(range(6)), range=[f"var(--tone-{step})" for step in range(6)])
    return alt.Color("tone:O", scale=scale, legend=None)


def _in_vega(text: str) -> str:
    """Text inside an expression's quotes."""
    return text.replace("\\", "\\\\").replace("'", "\\'")
