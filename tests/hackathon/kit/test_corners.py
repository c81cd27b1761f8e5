"""Corners of shared pages: filled by whoever registers, in order, nothing where nothing is said."""

from collections import defaultdict
from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from hackathon.kit import corners
from hackathon.kit.corners import Corner, corner, fill

NOW = datetime(2026, 9, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_corners(monkeypatch) -> None:
    """Nothing is registered but what a test registers."""
    monkeypatch.setattr(corners, "_corners", defaultdict(list))


def test_corner_is_filled_in_its_order() -> None:
    corner("start.results", order=2)(lambda *_all: Corner("b.html"))
    corner("start.results", order=1)(lambda *_all: Corner("a.html"))
    corner("start.results", order=2)(lambda *_all: Corner("c.html"))
    corner("start.prizes")(lambda *_all: Corner("other.html"))

    templates = [one.template for one in fill("start.results", "h", "p", NOW)]
    assert templates == ["a.html", "b.html", "c.html"]


def test_corner_knows_the_hackathon_the_person_and_the_moment() -> None:
    told = []
    corner("start.results")(lambda *everything: told.append(everything))

    assert fill("start.results", "hackathon", "person", NOW) == []
    assert told == [("hackathon", "person", NOW)]


def test_corner_that_nobody_fills_is_empty() -> None:
    assert fill("start.nowhere", "h", "p", NOW) == []


def test_corner_is_drawn_with_its_facts(rf: RequestFactory) -> None:
    request = rf.get("/en/")
    request.user = "person"
    facts = {"title": "Nothing <b>yet</b>"}
    corner("start.results")(lambda *_all: Corner("parts/empty.html", facts))
    page = Template('{% load corners %}[{% corner "start.results" %}]')

    drawn = page.render(Context({"request": request, "hackathon": "h"}))

    assert "<h2>Nothing &lt;b&gt;yet&lt;/b&gt;</h2>" in drawn
