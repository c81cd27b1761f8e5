"""What a vote says, by hand (R5.3)."""

import pytest

from judging.ties import vote_outcome

HALF = {"quorum_percent": 50, "threshold_percent": 50}


@pytest.mark.parametrize(
    ("for_", "against", "abstain", "eligible", "outcome"),
    [
        (4, 3, 0, 7, "passed"),
        (3, 3, 1, 7, "failed"),  # half is not more than half
        (3, 4, 0, 7, "failed"),
        (2, 1, 4, 7, "passed"),  # who abstains is present, and does not decide
        (0, 0, 7, 7, "failed"),
        (3, 0, 0, 7, "no_quorum"),  # 3 of 7 are less than half
        (4, 0, 0, 8, "passed"),  # 4 of 8 are half
        (1, 0, 3, 8, "passed"),
        (0, 0, 0, 7, "no_quorum"),
        (0, 0, 0, 0, "no_quorum"),  # everyone has a conflict
    ],
)
def test_vote_by_hand(for_, against, abstain, eligible, outcome):
    count = {"for_": for_, "against": against, "abstain": abstain, "eligible": eligible}

    assert vote_outcome(**count, **HALF) == outcome


@pytest.mark.parametrize(
    ("for_", "against", "quorum", "threshold", "outcome"),
    [
        (66, 34, 100, 66, "failed"),  # 66 of 100 are not more than 66 percent
        (67, 33, 100, 66, "passed"),
        (2, 1, 3, 66, "passed"),  # 66.67 percent
        (1, 0, 1, 0, "passed"),
        (0, 1, 1, 0, "failed"),
        (99, 1, 100, 100, "failed"),
        (100, 0, 100, 100, "passed"),  # all of them
    ],
)
def test_threshold_is_exact(for_, against, quorum, threshold, outcome):
    assert (
        vote_outcome(
            for_=for_,
            against=against,
            abstain=0,
            eligible=100,
            quorum_percent=quorum,
            threshold_percent=threshold,
        )
        == outcome
    )


def test_quorum_of_a_third_is_exact():
    count = {"against": 0, "abstain": 0, "quorum_percent": 34, "threshold_percent": 50}

    assert vote_outcome(for_=1, eligible=3, **count) == "no_quorum"  # 33.3 percent
    assert vote_outcome(for_=2, eligible=5, **count) == "passed"


def test_silence_needs_no_quorum_of_nought_but_passes_nothing():
    count = {"for_": 0, "against": 0, "abstain": 0, "eligible": 3}

    assert vote_outcome(**count, quorum_percent=0, threshold_percent=0) == "failed"
    assert vote_outcome(**count, quorum_percent=0, threshold_percent=100) == "failed"


@pytest.mark.parametrize("count", [(4, 4, 0), (-1, 2, 0), (0, 0, 8)])
def test_votes_that_cannot_be_are_an_error(count):
    for_, against, abstain = count
    with pytest.raises(ValueError, match="more votes than judges"):
        vote_outcome(for_=for_, against=against, abstain=abstain, eligible=7, **HALF)
