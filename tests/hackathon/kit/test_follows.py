"""What follows a move of a stage: everything registered for it, in that order."""

from collections import defaultdict
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from hackathon.kit import follows
from hackathon.kit.follows import follow, run_follows

NOW = datetime(2026, 9, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_follows(monkeypatch) -> None:
    """Nothing is registered but what a test registers."""
    monkeypatch.setattr(follows, "_follows", defaultdict(list))


def test_everything_follows_in_the_order_of_registering() -> None:
    done = []
    for name in ("first", "second"):

        @follow("final", "open")
        def act(stage, *, actor, now, name=name):
            done.append((name, stage.kind, actor, now))

    run_follows(SimpleNamespace(kind="final"), "open", actor="me", now=NOW)

    assert done == [("first", "final", "me", NOW), ("second", "final", "me", NOW)]


@pytest.mark.parametrize(("kind", "move"), [("final", "close"), ("pitches", "open")])
def test_nothing_follows_another_move(kind: str, move: str) -> None:
    done = []
    follow("final", "open")(lambda *_all, **_more: done.append(1))

    run_follows(SimpleNamespace(kind=kind), move, actor=None, now=NOW)

    assert done == []
