"""The organizer's funnel: bars in the order of their places."""

import pytest
from django.utils.translation import gettext_lazy

from hackathon.kit import funnel
from hackathon.kit.funnel import Bar, bars, step


@pytest.fixture(autouse=True)
def no_steps(monkeypatch) -> None:
    """Nothing is registered but what a test registers."""
    monkeypatch.setattr(funnel, "_steps", {})


def test_bars_come_in_the_order_of_their_places() -> None:
    step(20, "Sent")(len)
    step(10, gettext_lazy("Applications"))(lambda hackathon: 2 * len(hackathon))

    assert bars("abc") == [Bar("Applications", 6), Bar("Sent", 3)]


def test_step_gives_the_function_back() -> None:
    assert step(10, "Sent")(len) is len


def test_no_steps_make_no_bars() -> None:
    assert bars("abc") == []
