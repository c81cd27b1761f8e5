"""Invariants: each has its rule and its plant, and a command says what is broken and where.

That each finds what is planted is seen in tests/bootcamp/test_rehearsal.py, after a rehearsal.
"""

import io
import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from bootcamp.rehearsal.database import instead_of_the_live_one
from hackathon.kit.invariants import Broken, Offence, broken_invariants, invariant, invariants
from hackathon.models import Stage
from hackathon.services import move_dates
from hackathon.settings.base import database
from registration.models import Submission
from tests.house.planting import PLANTS, put
from tests.rehearsed import Kept

BY_NAME = {one.name: one for one in invariants()}


@pytest.fixture
def world(kept: Kept, tmp_path: Path, django_db_blocker):
    """A hackathon that is over: a copy of the rehearsal's database."""
    config = database(f"sqlite:///{shutil.copy(kept.file, tmp_path / 'copy.sqlite3')}")
    with django_db_blocker.unblock(), instead_of_the_live_one(config), transaction.atomic():
        yield
        transaction.set_rollback(True)


def offences(name: str) -> list[Offence]:
    return list(BY_NAME[name].search())


def test_every_invariant_has_its_plant_its_rule_and_its_sentence() -> None:
    assert set(BY_NAME) == set(PLANTS)
    assert len(BY_NAME) >= 40
    assert {one.rule[0] for one in invariants()} == {"R"}
    assert len({str(one.sentence) for one in invariants()}) == len(BY_NAME)


def test_offence_leads_to_a_page_of_the_organizer(world: None) -> None:
    PLANTS["team_is_not_too_large"]()

    (found,) = offences("team_is_not_too_large")

    assert found.url.startswith("/")
    assert found.url.endswith("/ashyq-el/org/applications/")


def test_deadline_in_force_is_that_of_the_moment(world: None) -> None:
    """A deadline that is moved later forgives nothing, one moved earlier accuses nobody."""
    stage = Stage.objects.select_related("hackathon").get(kind="applications")
    organizer = stage.hackathon.badges.get(is_organizer=True).person
    last = Submission.objects.order_by("-submitted_at").first().submitted_at

    def move(closes_at: datetime, now: datetime) -> None:
        move_dates(
            stage=stage, opens_at=stage.opens_at, closes_at=closes_at, actor=organizer, now=now
        )

    move(last - timedelta(hours=1), now=last + timedelta(hours=1))
    assert offences("application_was_sent_in_time") == []
    move(last + timedelta(days=9), now=last + timedelta(hours=2))
    put(Submission, submitted_at=last + timedelta(hours=1, minutes=30))
    assert len(offences("application_was_sent_in_time")) == 1


def test_command_is_content_with_the_rehearsal(world: None) -> None:
    out = io.StringIO()

    call_command("check_invariants", stdout=out)

    assert out.getvalue().startswith(f"All {len(BY_NAME)} invariants hold (")


def test_command_fails_with_what_is_broken_and_where(world: None, tmp_path) -> None:
    PLANTS["wildcard_has_a_reason"]()
    file = tmp_path / "findings.json"

    with pytest.raises(CommandError) as failure:
        call_command("check_invariants", json=file, stdout=io.StringIO())

    (broken,) = broken_invariants()
    assert isinstance(broken, Broken)
    said = str(failure.value).splitlines()
    assert said[0] == f"R5.4  {broken.invariant.sentence}  [wildcard_has_a_reason: 1]"
    assert said[1].strip() == f"{broken.offences[0].what}  {broken.offences[0].url}"
    facts = {one["name"]: one["offences"] for one in json.loads(file.read_text(encoding="utf-8"))}
    assert set(facts) == set(BY_NAME)
    assert [name for name, rows in facts.items() if rows] == ["wildcard_has_a_reason"]


def test_two_invariants_of_one_name_are_a_mistake() -> None:
    def team_is_not_too_large() -> list[Offence]:
        return []

    with pytest.raises(ValueError, match="two invariants called team_is_not_too_large"):
        invariant("R1.8", BY_NAME["team_is_not_too_large"].sentence)(team_is_not_too_large)
