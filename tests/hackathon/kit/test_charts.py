"""Charts: the numbers behind them, and that they carry no code."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from xml.etree import ElementTree as ET

from django.utils.translation import override

from hackathon.kit import charts

NAMESPACE = "{http://www.w3.org/2000/svg}"


def parse(svg):
    """The chart as a tree: it must be well-formed."""
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314 -- our own


def texts(svg, kind):
    """The words of one class."""
    found = parse(svg).iter(f"{NAMESPACE}text")
    return [one.text for one in found if one.get("class") == kind]


def test_histogram_counts_every_value_once():
    chart = charts.histogram([18, 19, 20, Fraction(85, 3), 30], width=5)
    counts = {each.label: each.count for each in chart.rows}
    assert counts == {"15–19": 2, "20–24": 1, "25–29": 1, "30–34": 1}
    assert texts(chart.svg, "val") == ["2", "1", "1", "1"]


def test_histogram_counts_a_value_on_the_edge_in_the_higher_bin():
    chart = charts.histogram([10, 20], width=10)
    assert [(b.start, b.count) for b in chart.rows] == [(10, 1), (20, 1)]


def test_histogram_greys_who_is_below_the_cut():
    chart = charts.histogram([11, 21, 31], width=10, cut=20)
    bars = [one.get("class") for one in parse(chart.svg).iter(f"{NAMESPACE}rect")]
    assert bars == ["b b--out", "b", "b"]
    assert texts(chart.svg, "cut-t") == ["Cut: 20"]


def test_histogram_says_the_cut_in_local_figures():
    with override("kk"):
        chart = charts.histogram([11, 21], width=10, cut=Fraction(41, 2))
    assert "20,50" in texts(chart.svg, "cut-t")[0]


def test_histogram_has_no_cut_line_outside_its_scale():
    assert "cut-t" not in charts.histogram([11, 21], width=10, cut=90).svg


def test_histogram_shows_a_gap_without_a_number():
    chart = charts.histogram([10, 30], width=10)
    assert [each.count for each in chart.rows] == [1, 0, 1]
    assert texts(chart.svg, "val") == ["1", "1"]


def test_histogram_of_nothing_is_empty():
    assert charts.histogram([], width=10) == charts.Histogram("", ())


def test_histogram_grid_grows_with_the_bars():
    assert texts(charts.histogram([1, 1], width=1).svg, "ax")[:3] == ["0", "1", "2"]
    assert texts(charts.histogram([1] * 7, width=1).svg, "ax")[:2] == ["0", "5"]
    assert texts(charts.histogram([1] * 30, width=1).svg, "ax")[:4] == ["0", "10", "20", "30"]


def test_funnel_gives_each_step_its_share_of_the_one_before():
    rows = charts.funnel([("Applications", 200), ("Selected", 50), ("Final", 5)])
    assert [(r.name, r.count, r.share) for r in rows] == [
        ("Applications", 200, ""), ("Selected", 50, "25\u00a0%"), ("Final", 5, "10\u00a0%"),
    ]  # fmt: skip
    widths = [list(parse(r.bar))[1].get("width") for r in rows]
    assert widths == ["100", "25", "2.5"]


def test_funnel_of_zeroes_divides_by_nothing():
    rows = charts.funnel([("Applications", 0), ("Selected", 0)])
    assert [r.share for r in rows] == ["", ""]


def test_funnel_escapes_names_only_once():
    rows = charts.funnel([("R&D <b>", 1)])
    assert rows[0].name == "R&D <b>"


def test_spread_shows_every_judge_and_marks_who_differ():
    close, far = charts.spread([20, 22, 24], high=40), charts.spread([10, 22, 24], high=40)
    assert close.count("<circle") == far.count("<circle") == 3
    assert 'class="r"' in close
    assert 'class="r wide"' in far
    assert charts.spread([]) == ""


def test_stage_line_is_drawn_to_scale_and_shows_today():
    start = datetime(2026, 9, 1, tzinfo=UTC)
    spans = [
        (start, start + timedelta(days=5), "done"),
        (start + timedelta(days=5), start + timedelta(days=10), "now"),
    ]
    svg = charts.stage_line(spans, now=start + timedelta(days=6))
    boxes = [(r.get("class"), r.get("x"), r.get("width")) for r in list(parse(svg))[1:]]
    assert boxes == [("s--done", "0", "500"), ("s--now", "500", "500"), ("today", "600", "4")]
    assert charts.stage_line([], now=start) == ""


def test_stage_line_keeps_today_on_the_line_when_all_is_over():
    start = datetime(2026, 9, 1, tzinfo=UTC)
    svg = charts.stage_line([(start, start, "done")], now=start + timedelta(days=90))
    assert list(parse(svg))[-1].get("x") == "996"
