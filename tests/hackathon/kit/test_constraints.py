"""What the database refuses comes back in the constraint's own words."""

import pytest
from django.db import IntegrityError, connection

from hackathon.kit.constraints import constraint_refusals
from hackathon.kit.errors import Refused
from hackathon.models import Badge, Stage
from tests.factories import BEGIN, BadgeFactory, StageFactory

pytestmark = pytest.mark.django_db


def test_broken_constraint_speaks_for_itself() -> None:
    stage = StageFactory()

    with pytest.raises(Refused) as refusal, constraint_refusals(Badge, stage):
        Stage.objects.filter(pk=stage.pk).update(closes_at=BEGIN)

    assert refusal.value.code == "stage_dates"
    assert refusal.value.messages == ["A stage opens before it closes."]
    assert isinstance(refusal.value.__cause__, IntegrityError)
    stage.refresh_from_db()  # the transaction around it goes on
    assert stage.closes_at > BEGIN


def test_constraint_without_words_means_that_somebody_was_faster() -> None:
    badge = BadgeFactory()

    with pytest.raises(Refused) as refusal, constraint_refusals(Badge):
        Badge.objects.create(hackathon=badge.hackathon, person=badge.person)

    assert refusal.value.code == "stale"
    assert Badge.objects.count() == 1


def test_constraint_of_another_table_is_not_looked_up() -> None:
    stage = StageFactory()

    with pytest.raises(Refused) as refusal, constraint_refusals(Badge):
        Stage.objects.filter(pk=stage.pk).update(closes_at=BEGIN)

    assert refusal.value.code == "stale"


def test_other_errors_stay_what_they_are() -> None:
    with pytest.raises(ZeroDivisionError), constraint_refusals(Badge):
        _nothing = 1 / 0
    with constraint_refusals(Badge):
        assert connection.in_atomic_block
