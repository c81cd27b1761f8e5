"""What the database refuses on the ground floor, whoever asks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from hackathon.kit import triggers
from hackathon.models import ApiToken, AuditEntry, LegalText
from tests.factories import (
    BEGIN,
    BadgeFactory,
    CityFactory,
    HackathonFactory,
    LegalTextFactory,
    StageFactory,
    TrackFactory,
    UserFactory,
    texts,
)
from tests.factories.ground import AuditEntryFactory, LetterFactory, SessionFactory

pytestmark = pytest.mark.django_db


def second_address() -> None:
    UserFactory(email="dana@example.org")
    UserFactory(email="DANA@example.org")


def second_badge() -> None:
    first = BadgeFactory()
    BadgeFactory(hackathon=first.hackathon, person=first.person)


def second_of(make: Callable[..., object], **same: object) -> Callable[[], None]:
    """Make the same thing twice in one hackathon."""

    def twice() -> None:
        hackathon = HackathonFactory()
        make(hackathon=hackathon, **same)
        make(hackathon=hackathon, **same)

    return twice


def badge_in_a_city(**says: bool) -> None:
    hackathon = HackathonFactory()
    BadgeFactory(hackathon=hackathon, city=CityFactory(hackathon=hackathon), **says)


def token(**says: object) -> None:
    facts = {"name": "export", "created_at": BEGIN, "expires_at": BEGIN + timedelta(days=1)}
    ApiToken.objects.create(person=UserFactory(), sha256="0" * 64, **facts | says)


BROKEN: dict[str, Callable[[], object]] = {
    "user_email_once": second_address,
    "hackathon_team_min_to_max": lambda: HackathonFactory(team_min=6, team_max=5),
    "hackathon_name_in_every_language": lambda: HackathonFactory(name={"kk": "a", "ru": "b"}),
    "city_once_per_hackathon": second_of(CityFactory, code="almaty"),
    "track_once_per_hackathon": second_of(TrackFactory, code="skills"),
    "badge_once_per_hackathon": second_badge,
    "badge_participant_decides_nothing": lambda: BadgeFactory(is_participant=True, is_judge=True),
    "badge_participant_mentors_nobody": lambda: BadgeFactory(is_participant=True, is_mentor=True),
    "badge_chair_is_judge": lambda: BadgeFactory(is_chair=True),
    "badge_city_is_for_organizers": lambda: badge_in_a_city(is_judge=True),
    "stage_once_per_hackathon": second_of(StageFactory, kind="final"),
    "stage_kind_known": lambda: StageFactory(kind="party"),
    "stage_status_known": lambda: StageFactory(status="lost"),
    "stage_opens_before_closes": lambda: StageFactory(closes_at=BEGIN),
    "session_starts_before_ends": lambda: SessionFactory(starts_at=BEGIN, ends_at=BEGIN),
    "legaltext_version_once": second_of(LegalTextFactory),
    "legaltext_kind_known": lambda: LegalTextFactory(kind="poem"),
    "legaltext_in_every_language": lambda: LegalTextFactory(text={"kk": "a", "ru": "b"}),
    "letter_once": second_of(LetterFactory, about="badge:1"),
    "apitoken_has_a_name": lambda: token(name=""),
    "apitoken_expires_after_it_begins": lambda: token(expires_at=BEGIN),
    "letter_sent_or_bounced": lambda: LetterFactory(sent_at=BEGIN, bounced_at=BEGIN),
}


@pytest.mark.parametrize("name", BROKEN)
def test_database_keeps(name: str) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        BROKEN[name]()

    assert name in str(error.value)


def test_every_constraint_is_tried() -> None:
    named = {
        constraint.name
        for model in apps.get_app_config("hackathon").get_models()
        for constraint in model._meta.constraints
    }

    assert named == set(BROKEN)


def test_no_name_of_a_constraint_is_part_of_another() -> None:
    """The refusal is found by its name in the database's complaint."""
    for model in apps.get_models():
        names = [constraint.name for constraint in model._meta.constraints]
        assert [(a, b) for a in names for b in names if a != b and a in b] == []


@pytest.mark.parametrize("what", ["is_organizer", "is_judge", "is_auditor"])
def test_who_takes_part_decides_nothing(what: str) -> None:
    with (
        pytest.raises(IntegrityError, match="badge_participant_decides_nothing"),
        transaction.atomic(),
    ):
        BadgeFactory(is_participant=True, **{what: True})


@pytest.mark.parametrize(
    "sizes", [{"team_min": 0}, {"team_min": 4, "team_max": 3}, {"team_max": 21}]
)
def test_sizes_of_a_team_make_sense(sizes: dict) -> None:
    with pytest.raises(IntegrityError, match="hackathon_team_min_to_max"), transaction.atomic():
        HackathonFactory(**sizes)


def test_same_names_may_be_in_another_hackathon() -> None:
    for make in (CityFactory, TrackFactory):
        assert make(code="same").pk != make(code="same").pk
    person = UserFactory()
    assert BadgeFactory(person=person).pk != BadgeFactory(person=person).pk


@pytest.mark.parametrize("table", ["hackathon_auditentry", "hackathon_legaltext"])
def test_rows_that_stay_have_their_guards(table: str) -> None:
    names = {f"{table}_keeps_its_rows", f"{table}_is_never_rewritten"}

    assert names <= triggers.expected()
    assert names <= triggers.installed(connection)


@pytest.mark.parametrize(
    ("model", "make", "change"),
    [
        (AuditEntry, AuditEntryFactory, {"action": "nothing"}),
        (LegalText, LegalTextFactory, {"text": texts("Other words")}),
        (LegalText, LegalTextFactory, {"published_at": BEGIN + timedelta(days=1)}),
    ],
)
def test_rows_that_stay_are_neither_changed_nor_removed(
    model: type, make: type, change: dict
) -> None:
    row = make()
    before = model.objects.values().get(pk=row.pk)
    table = model._meta.db_table

    with pytest.raises(IntegrityError, match=f"{table}_is_never_rewritten"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError, match=f"{table}_keeps_its_rows"), transaction.atomic():
        model.objects.filter(pk=row.pk).delete()

    assert model.objects.values().get(pk=row.pk) == before


def test_hackathon_with_a_trail_stays() -> None:
    entry = AuditEntryFactory()

    with pytest.raises(ProtectedError):
        entry.hackathon.delete()
