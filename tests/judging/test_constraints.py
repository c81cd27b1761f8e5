"""What the database refuses, whoever asks."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from judging.models import Declaration, Mark, Result, Round
from tests.factories import UserFactory
from tests.factories.judging import (
    AssignmentFactory,
    BallotFactory,
    ConflictFactory,
    CriterionFactory,
    DeclarationFactory,
    MarkFactory,
    ResultFactory,
    RoundFactory,
    ScorecardFactory,
    VoteFactory,
)

pytestmark = pytest.mark.django_db


def twice(factory, *same: str) -> None:
    """A second row that agrees with the first one in what must be unique."""
    first = factory()
    factory(**{name: getattr(first, name) for name in same})


def conflict_of(assignment) -> None:
    ConflictFactory(judge=assignment.judge, team=assignment.entry.team)


def assignment_in_conflict() -> None:
    known = AssignmentFactory()
    conflict_of(known)
    AssignmentFactory(judge=known.judge, entry=known.entry)


def mark_in_conflict() -> None:
    card = ScorecardFactory()
    conflict_of(card.assignment)
    MarkFactory(card=card)


def vote_in_conflict() -> None:
    vote = VoteFactory()
    ConflictFactory(judge=vote.ballot.judge, team=vote.entry.team)
    VoteFactory(ballot__judge=vote.ballot.judge, entry=vote.entry)


REFUSED = {
    "round_status_known": lambda: RoundFactory(status="running", criteria_sha256="0" * 64),
    "round_percents_are_percents": lambda: RoundFactory(quorum_percent=101),
    "round_hands_out_what_it_needs": lambda: RoundFactory(readings=2, readings_needed=3),
    "round_frozen_has_a_hash": lambda: RoundFactory(status="frozen"),
    "round_jury_decision_has_a_reason": lambda: RoundFactory(jury_order=[1, 2]),
    "criterion_once_per_round": lambda: twice(CriterionFactory, "round", "code"),
    "criterion_slot_known": lambda: CriterionFactory(slot="beauty"),
    "criterion_form_fills_the_solution": lambda: CriterionFactory(slot="solution", form=""),
    "criterion_has_a_scale": lambda: CriterionFactory(max_points=0),
    "conflict_once_per_pair": lambda: twice(ConflictFactory, "judge", "team"),
    "conflict_kind_known": lambda: ConflictFactory(kind="rival"),
    "declaration_once_per_judge": lambda: twice(DeclarationFactory, "round", "judge"),
    "assignment_once": lambda: twice(AssignmentFactory, "round", "judge", "entry"),
    "assignment_has_no_conflict": assignment_in_conflict,
    "scorecard_status_known": lambda: ScorecardFactory(status="lost"),
    "scorecard_handed_in_has_a_date": lambda: ScorecardFactory(status="handed_in"),
    "mark_version_once": lambda: twice(MarkFactory, "card", "criterion", "version"),
    "mark_is_on_the_scale": lambda: MarkFactory(half_points=21),
    "mark_has_no_conflict": mark_in_conflict,
    "ballot_once_per_judge": lambda: twice(BallotFactory, "round", "judge"),
    "ballot_cast_has_a_date": lambda: BallotFactory(status="cast"),
    "vote_once_per_team": lambda: twice(VoteFactory, "ballot", "entry"),
    "vote_choice_known": lambda: VoteFactory(choice="maybe"),
    "vote_has_no_conflict": vote_in_conflict,
    "result_version_once": lambda: twice(ResultFactory, "round", "version"),
}
TRIGGERS = {
    "assignment_has_no_conflict",
    "mark_is_on_the_scale",
    "mark_has_no_conflict",
    "vote_has_no_conflict",
}


def says(error: IntegrityError, name: str) -> bool:
    """PostgreSQL names what was broken; SQLite names a CHECK, and the columns of what is unique."""
    return name in str(error) or (connection.vendor == "sqlite" and "UNIQUE" in str(error))


@pytest.mark.parametrize("name", REFUSED)
def test_constraint_refuses(name: str) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        REFUSED[name]()

    assert says(refusal.value, name)


def test_every_constraint_is_tried() -> None:
    models = apps.get_app_config("judging").get_models()
    declared = {constraint.name for model in models for constraint in model._meta.constraints}

    assert declared | TRIGGERS == set(REFUSED)


def test_a_stage_has_one_round() -> None:
    with pytest.raises(IntegrityError):
        twice(RoundFactory, "stage")


@pytest.mark.parametrize("form", ["technical", "social", "business"])
def test_criterion_of_another_slot_has_no_form(form: str) -> None:
    with pytest.raises(IntegrityError, match="criterion_form_fills_the_solution"):
        CriterionFactory(slot="idea", form=form)


def test_a_mark_may_be_missing() -> None:
    assert MarkFactory(half_points=None).half_points is None


def test_the_same_people_may_meet_without_a_conflict() -> None:
    conflict = ConflictFactory()

    assert AssignmentFactory(judge=conflict.judge).judge == conflict.judge


@pytest.mark.parametrize(
    ("make", "model", "change"),
    [
        (MarkFactory, Mark, {"half_points": 20}),
        (DeclarationFactory, Declaration, {"judge": UserFactory}),
        (ResultFactory, Result, {"sha256": "1" * 64}),
    ],
    ids=["mark", "declaration", "result"],
)
def test_rows_are_only_added(make, model, change: dict) -> None:
    row = make()
    values = {name: value() if callable(value) else value for name, value in change.items()}

    with pytest.raises(IntegrityError, match="is_never_rewritten"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**values)
    with pytest.raises(IntegrityError, match="keeps_its_rows"), transaction.atomic():
        model.objects.filter(pk=row.pk).delete()

    assert model.objects.filter(pk=row.pk).exists()


def test_a_round_reads_as_its_stage() -> None:
    assert str(Round(stage=RoundFactory.build(stage__kind="final").stage)) == "Final"


def test_rows_read_as_words() -> None:
    judge = UserFactory(full_name="Aigerim")
    assignment = AssignmentFactory(judge=judge, entry__team__name="Qanat")
    mark = MarkFactory(half_points=7)
    vote = VoteFactory(ballot__judge=judge, entry=assignment.entry)

    assert str(assignment) == "Aigerim reads Qanat in Pitches"
    assert str(ScorecardFactory(assignment=assignment)) == "card of Aigerim reads Qanat in Pitches"
    assert str(ConflictFactory(judge=judge, team=assignment.entry.team)) == "Aigerim and Qanat"
    assert str(DeclarationFactory(judge=judge)) == "Aigerim in Pitches"
    assert str(mark) == f"7 for {mark.criterion_id}"
    assert (str(vote.ballot), str(vote)) == ("ballot of Aigerim", "for Qanat in Pitches")
    assert str(ResultFactory()) == "Pitches 1"
