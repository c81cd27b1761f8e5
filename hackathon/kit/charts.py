"""Charts as SVG made by the server, without script, and rows for a table behind each.

A chart carries only classes and presentation attributes, so it follows the theme, prints, and
passes the content security policy. Numbers are drawn as floats; nothing official is computed here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TypeAlias

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

Number: TypeAlias = int | float | Fraction

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 276, 34, 242, 54
MANY, SOME = 25, 5  # over so many teams in a bar the grid has a line every ten, every five
WIDE_SHARE = 5  # judges who differ by more than a fifth of the scale stand out


@dataclass(frozen=True)
class Bin:
    """One bar of a histogram: how many values are in [start, end)."""

    start: int
    end: int
    count: int

    @property
    def label(self) -> str:
        """The values it holds, as people read them."""
        return f"{self.start}\u2013{self.end - 1}" if self.end - self.start > 1 else str(self.start)


@dataclass(frozen=True)
class Histogram:
    """A histogram and the same numbers for the table behind it."""

    svg: SafeString
    rows: tuple[Bin, ...]


@dataclass(frozen=True)
class Step:
    """One row of a funnel: the bar stands in the table itself."""

    name: str
    count: int
    share: str
    bar: SafeString


def _short(value: Number) -> str:
    """A coordinate with at most one decimal."""
    return f"{float(value):.1f}".removesuffix(".0")


def _bins(values: Sequence[Number], width: int) -> tuple[Bin, ...]:
    """Equal bins from the lowest value to the highest."""
    low = int(min(values) // width) * width
    high = int(max(values) // width) * width + width
    starts = range(low, high, width)
    return tuple(Bin(a, a + width, sum(a <= value < a + width for value in values)) for a in starts)


def _grid(top: int) -> SafeString:
    """The lines across and their numbers."""
    step = 10 if top > MANY else 5 if top >= SOME else 1
    lines = (
        (LEFT, WIDTH, y := _short(BOTTOM - n / top * (BOTTOM - TOP)), y, LEFT - 8, y, n)
        for n in range(0, top + 1, step)
    )
    line = (
        '<line class="grid-l" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="ax" x="{}" y="{}" dy="4" text-anchor="end">{}</text>'
    )
    return format_html_join("", line, lines)


def _bars(bins: Sequence[Bin], top: int, cut: Number | None) -> Iterator[SafeString]:
    """The bars, their counts, and the value at the left edge of each."""
    step = (WIDTH - LEFT) / len(bins)
    for i, each in enumerate(bins):
        x, height = LEFT + i * step, each.count / top * (BOTTOM - TOP)
        tone = "b" if cut is None or each.start >= cut else "b b--out"
        yield format_html(
            '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="3"/>',
            tone, _short(x + 2), _short(BOTTOM - height), _short(step - 4), _short(height),
        )  # fmt: skip
        text = '<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>'
        if each.count:
            middle = _short(x + step / 2)
            yield format_html(text, "val", middle, _short(BOTTOM - height - 6), each.count)
        yield format_html(text, "ax", _short(x), BOTTOM + 24, each.start)


def _cut_line(bins: Sequence[Bin], cut: Number) -> SafeString:
    """The dashed line between who is in and who is out."""
    low, high = bins[0].start, bins[-1].end
    x = LEFT + float((Fraction(cut) - low) / (high - low)) * (WIDTH - LEFT)
    is_right = x > WIDTH * 2 / 3
    return format_html(
        '<line class="cut" x1="{}" x2="{}" y1="6" y2="{}"/>'
        '<text class="cut-t" x="{}" y="18" text-anchor="{}">{}</text>',
        _short(x), _short(x), BOTTOM, _short(x - 8 if is_right else x + 8),
        "end" if is_right else "start", _("Cut: %(points)s") % {"points": _points(cut)},
    )  # fmt: skip


def _points(value: Number) -> str:
    """Points in local figures, with decimals only where there are any."""
    whole = Fraction(value).denominator == 1
    return number_format(float(value), decimal_pos=0 if whole else 2)


def histogram(
    values: Sequence[Number], *, width: int, cut: Number | None = None, name: str = "histogram"
) -> Histogram:
    """How many teams have how many points; a cut greys the bars below it."""
    if not values:
        return Histogram(SafeString(""), ())
    bins = _bins(values, width)
    top = max(each.count for each in bins)
    told = _("%(teams)s teams, from %(low)s to %(high)s points.") % {
        "teams": len(values),
        "low": _points(min(values)),
        "high": _points(max(values)),
    }
    inside = bins[0].start <= cut <= bins[-1].end if cut is not None else False
    svg = format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}{}{}</svg>',
        WIDTH, HEIGHT, name, name, name, _("Distribution of points"), name, told, _grid(top),
        format_html_join("", "{}", ((bar,) for bar in _bars(bins, top, cut))),
        _cut_line(bins, cut) if cut is not None and inside else "",
    )  # fmt: skip
    return Histogram(svg, bins)


def funnel(steps: Iterable[tuple[object, int]]) -> list[Step]:
    """Rows of a table that is its own chart; each share is of the step before."""
    told = [(str(name), count) for name, count in steps]
    top = max((count for _name, count in told), default=0)
    rows: list[Step] = []
    for i, (name, count) in enumerate(told):
        before = told[i - 1][1] if i else 0
        share = f"{count * 100 / before:.0f}\u00a0%" if before else ""
        rows.append(Step(name, count, share, _bar(count, top, is_last=i == len(told) - 1)))
    return rows


def _bar(count: int, top: int, *, is_last: bool) -> SafeString:
    """One bar of a funnel, decoration beside its number."""
    return format_html(
        '<svg class="hbar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="t" width="100" height="10"/><rect class="{}" width="{}" height="10"/></svg>',
        "b b--gold" if is_last else "b",
        _short(count / top * 100 if top else 0),
    )


def spread(values: Sequence[Number], *, low: Number = 0, high: Number = 40) -> SafeString:
    """Where the judges of one team stand on the scale; the numbers are said beside it."""
    if not values:
        return SafeString("")
    places = [4 + float((Fraction(value) - low) / (Fraction(high) - low)) * 112 for value in values]
    is_wide = max(values) - min(values) > Fraction(high - low) / WIDE_SHARE
    dots = format_html_join("", '<circle cx="{}" cy="10" r="3.5"/>', ((_short(x),) for x in places))
    return format_html(
        '<svg class="spread" viewBox="0 0 120 20" aria-hidden="true">'
        '<line x1="4" x2="116" y1="10" y2="10"/>'
        '<line class="{}" x1="{}" x2="{}" y1="10" y2="10"/>{}</svg>',
        "r wide" if is_wide else "r",
        _short(min(places)),
        _short(max(places)),
        dots,
    )


def stage_line(spans: Sequence[tuple[datetime, datetime, str]], *, now: datetime) -> SafeString:
    """The calendar as one line to scale: done, open and coming stages, and where we are today.

    Each span is (opens, closes, "done" | "now" | "next"). Decoration: the dates stand in the list
    that follows it.
    """
    if not spans:
        return SafeString("")
    first, last = min(a for a, _b, _state in spans), max(b for _a, b, _state in spans)
    length = (last - first).total_seconds() or 1

    def x(when: datetime) -> float:
        return min(1.0, max(0.0, (when - first).total_seconds() / length)) * 1000

    rows = ((f"s--{s}", _short(x(a)), _short(max(x(b) - x(a), 6))) for a, b, s in spans)
    return format_html(
        '<svg class="stageline" viewBox="0 0 1000 24" preserveAspectRatio="none"'
        ' aria-hidden="true"><rect class="t" y="9" width="1000" height="6"/>{}'
        '<rect class="today" x="{}" width="4" height="24"/></svg>',
        format_html_join("", '<rect class="{}" x="{}" y="5" width="{}" height="14" rx="3"/>', rows),
        _short(min(x(now), 996)),
    )
