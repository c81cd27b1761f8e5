"""Gates: what stands before a move of a stage."""

from types import SimpleNamespace

import pytest

from hackathon.kit import gates
from hackathon.kit.gates import Blocker, blockers, gate


@pytest.fixture(autouse=True)
def _no_gates_of_the_house(monkeypatch):
    monkeypatch.setattr(gates, "_gates", {})


def test_blockers_of_all_gates_come_in_the_order_of_registration():
    @gate("pitch", "close")
    def every_team_is_marked(stage):
        yield Blocker("Marks are missing", stage.missing, "/marks/")
        yield Blocker("A conflict is undeclared")

    @gate("pitch", "close")
    def votes_are_counted(stage):
        return [Blocker("Votes are open", 2)]

    assert blockers(SimpleNamespace(kind="pitch", missing=3), "close") == [
        Blocker("Marks are missing", count=3, url="/marks/"),
        Blocker("A conflict is undeclared", count=1, url=""),
        Blocker("Votes are open", count=2, url=""),
    ]


@pytest.mark.parametrize(("kind", "move"), [("pitch", "open"), ("final", "close")])
def test_gate_stands_before_its_own_move_only(kind, move):
    gate("pitch", "close")(lambda _stage: [Blocker("Wait")])

    assert blockers(SimpleNamespace(kind=kind), move) == []
    assert set(gates._gates) == {("pitch", "close")}


def test_gate_gives_the_check_back():
    def nothing_is_open(stage):
        return ()

    assert gate("pitch", "close")(nothing_is_open) is nothing_is_open
