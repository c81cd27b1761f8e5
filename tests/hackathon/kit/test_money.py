"""Whole tenge, divided without losing one."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hackathon.kit.money import format_tenge, split_shares, whole_tenge

UNHURRIED = settings(deadline=None, max_examples=60)


@pytest.mark.parametrize("amount", [0, 1, 20_000_000])
def test_whole_tenge_are_taken_as_they_are(amount):
    assert whole_tenge(amount) == amount


@pytest.mark.parametrize("amount", [1.0, Decimal(5), "5", True, None])
def test_other_kinds_of_number_are_no_tenge(amount):
    with pytest.raises(TypeError):
        whole_tenge(amount)


def test_tenge_are_never_negative():
    with pytest.raises(ValueError, match="negative"):
        whole_tenge(-1)


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (20_000_000, [5, 3, 2], [10_000_000, 6_000_000, 4_000_000]),
        (10, [1, 0, 1], [5, 0, 5]),
        (5, [1, 2, 4], [1, 1, 3]),  # 5/7, 10/7, 20/7: remainders 5, 3 and 6 sevenths
        (0, [1, 1], [0, 0]),
        (7, [3], [7]),
    ],
)
def test_shares_by_hand(total, weights, shares):
    assert split_shares(total, weights) == shares


@pytest.mark.parametrize("weights", [[], [0, 0]])
def test_nothing_is_shared_among_nobody(weights):
    with pytest.raises(ValueError, match="nobody"):
        split_shares(100, weights)


def test_negative_total_and_weights_are_refused():
    with pytest.raises(ValueError, match="negative"):
        split_shares(-1, [1])
    with pytest.raises(ValueError, match="negative"):
        split_shares(100, [3, -1])


@UNHURRIED
@given(
    st.integers(0, 10**12),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any),
)
def test_shares_add_up_and_each_is_within_one_tenge_of_its_due(total, weights):
    shares = split_shares(total, weights)

    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(total * weight, sum(weights))) < 1


def test_amount_is_written_with_spaces_that_do_not_break():
    assert format_tenge(20_000_000) == "20\u00a0000\u00a0000\u00a0₸"
    assert format_tenge(999) == "999\u00a0₸"
    assert format_tenge(0) == "0\u00a0₸"
