"""The state machines of judging, on one page."""

import pytest

from judging.states import (
    BALLOT_MOVES,
    CARD_MOVES,
    ROUND_MOVES,
    BallotStatus,
    RoundStatus,
    ScorecardStatus,
)

ROUND = {
    ("draft", "freeze", "frozen"),
    ("frozen", "open", "open"),
    ("open", "close", "closed"),
    ("closed", "reopen", "open"),
    ("closed", "sign", "signed"),
    ("signed", "publish", "published"),
}
CARD = {
    ("open", "hand_in", "handed_in"),
    ("handed_in", "take_back", "open"),
    ("open", "void", "void"),
    ("handed_in", "void", "void"),
}
BALLOT = {("open", "cast", "cast")}


@pytest.mark.parametrize(
    ("statuses", "moves", "allowed"),
    [
        (RoundStatus, ROUND_MOVES, ROUND),
        (ScorecardStatus, CARD_MOVES, CARD),
        (BallotStatus, BALLOT_MOVES, BALLOT),
    ],
    ids=["round", "card", "ballot"],
)
def test_moves_fit_exactly_as_listed(statuses, moves, allowed: set) -> None:
    found = {
        (status, move.name, str(move.target))
        for status in statuses.values
        for move in moves
        if move.fits(status)
    }

    assert found == allowed


def test_every_move_is_listed_once() -> None:
    for moves in (ROUND_MOVES, CARD_MOVES, BALLOT_MOVES):
        names = [move.name for move in moves]
        assert len(set(names)) == len(names)
