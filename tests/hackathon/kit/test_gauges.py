"""Figures, and how they are written."""

import math
from datetime import timedelta

import pytest

from hackathon.kit.gauges import Gauge, age, render


def test_figures_are_written_as_prometheus_reads_them():
    figures = [
        Gauge("a", "Letters.\nA \\ and a line.", 3),
        Gauge("b_seconds", "Since.", 2.5),
        Gauge("c_seconds", "Never.", math.inf),
        Gauge("d", "Below.", -math.inf),
        Gauge("e", "Large.", 10_000_000),
        Gauge("f", "Exact.", 1 / 3),
    ]

    assert render(figures) == (
        "# HELP shanyraq_a Letters.\\nA \\\\ and a line.\n"
        "# TYPE shanyraq_a gauge\n"
        "shanyraq_a 3\n"
        "# HELP shanyraq_b_seconds Since.\n"
        "# TYPE shanyraq_b_seconds gauge\n"
        "shanyraq_b_seconds 2.5\n"
        "# HELP shanyraq_c_seconds Never.\n"
        "# TYPE shanyraq_c_seconds gauge\n"
        "shanyraq_c_seconds +Inf\n"
        "# HELP shanyraq_d Below.\n"
        "# TYPE shanyraq_d gauge\n"
        "shanyraq_d -Inf\n"
        "# HELP shanyraq_e Large.\n"
        "# TYPE shanyraq_e gauge\n"
        "shanyraq_e 10000000\n"
        "# HELP shanyraq_f Exact.\n"
        "# TYPE shanyraq_f gauge\n"
        "shanyraq_f 0.333\n"
    )


@pytest.mark.parametrize(("seconds", "told"), [(0, 0), (90.5, 90.5), (-5, 0)])
def test_age_is_never_below_nothing(now, seconds, told):
    assert age(now - timedelta(seconds=seconds), now) == told


def test_what_never_was_is_infinitely_old(now):
    assert age(None, now) == math.inf
