"""Lines of the trail: which act, on what, in which hackathon."""

from datetime import datetime

import pytest

from hackathon.audit import record
from hackathon.models import AuditEntry
from tests.factories import HackathonFactory, StageFactory, UserFactory
from tests.factories.ground import SessionFactory

pytestmark = pytest.mark.django_db


def test_line_says_who_did_what_to_which_thing_when(now: datetime) -> None:
    stage, actor = StageFactory(), UserFactory()

    record("hackathon.stage.test", stage, actor=actor, now=now, reason="Because")

    line = AuditEntry.objects.get()
    assert (line.action, line.actor, line.hackathon) == (
        "hackathon.stage.test",
        actor,
        stage.hackathon,
    )
    assert (line.target_type, line.target_id) == ("hackathon.stage", stage.pk)
    assert (line.details, line.happened_at) == ({"reason": "Because"}, now)
    assert str(line) == f"2026-09-01 09:00:00 hackathon.stage.test #{stage.pk}"


def test_hackathon_is_found_along_the_parents_without_reading_it(
    now: datetime, django_assert_num_queries
) -> None:
    session = SessionFactory()
    session.stage.refresh_from_db()

    with django_assert_num_queries(1):
        record("hackathon.session.test", session, actor=None, now=now)

    assert AuditEntry.objects.get().hackathon == session.stage.hackathon


def test_hackathon_may_be_told_or_be_none(now: datetime) -> None:
    person, hackathon = UserFactory(), HackathonFactory()

    record("hackathon.user.test", person, actor=person, now=now)
    record("hackathon.user.test", person, actor=person, now=now, hackathon=hackathon)
    record("hackathon.hackathon.test", hackathon, actor=None, now=now)

    found = AuditEntry.objects.order_by("pk").values_list("hackathon", flat=True)
    assert list(found) == [None, hackathon.pk, hackathon.pk]
