"""The state machine of the stages, whole, and what the kinds of stages mean."""

from hackathon.states import (
    ADMITS,
    CLOSE,
    OPEN,
    ORDER,
    PUBLISH,
    PUBLISHES,
    STAGE_MOVES,
    LegalKind,
    StageKind,
    StageStatus,
)

STAGE = {
    ("planned", "open", "open"),
    ("open", "close", "closed"),
    ("closed", "publish", "published"),
}


def test_moves_of_a_stage_are_exactly_these() -> None:
    ways = {
        (status, move.name, move.target)
        for move in STAGE_MOVES
        for status in StageStatus.values
        if move.fits(status)
    }

    assert ways == STAGE
    assert STAGE_MOVES == (OPEN, CLOSE, PUBLISH)


def test_stages_come_in_the_order_of_the_course() -> None:
    assert [kind.value for kind in ORDER] == [
        "applications",
        "selection",
        "hackathon",
        "pitches",
        "bootcamp",
        "final",
    ]


def test_lists_let_teams_into_later_stages_only() -> None:
    admitted = [target for targets in ADMITS.values() for target in targets]

    assert set(admitted) == {
        StageKind.HACKATHON,
        StageKind.PITCHES,
        StageKind.BOOTCAMP,
        StageKind.FINAL,
    }
    assert len(admitted) == len(set(admitted))  # one list says who is in a stage
    assert all(
        ORDER.index(target) > ORDER.index(source)
        for source, targets in ADMITS.items()
        for target in targets
    )


def test_stages_with_a_list_or_winners_end_with_a_published_result() -> None:
    assert set(PUBLISHES) == {*ADMITS, StageKind.FINAL}


def test_texts_that_bind_are_three() -> None:
    assert LegalKind.values == ["rules", "privacy", "consent"]
