"""Moves fit the statuses they start from, and no other."""

from hackathon.kit.states import Move

CLOSE = Move("close", frozenset({"open", "paused"}), "closed")


def test_move_fits_each_of_its_sources():
    assert [status for status in ("open", "paused") if CLOSE.fits(status)] == ["open", "paused"]


def test_move_fits_neither_its_target_nor_a_stranger():
    assert not CLOSE.fits("closed")
    assert not CLOSE.fits("planned")
    assert not CLOSE.fits("")
