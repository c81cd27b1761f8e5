"""What the database refuses, whoever asks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from hackathon.kit import triggers
from registration.models import Consent
from tests.factories.registration import (
    BEGIN,
    AcceptanceFactory,
    ApplicationFactory,
    ConsentFactory,
    DeliverableFactory,
    EntryFactory,
    InvitationFactory,
    MembershipFactory,
    ParticipantFactory,
    PublishedListFactory,
    SubmissionFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db


def second_participant() -> None:
    first = ParticipantFactory()
    ParticipantFactory(hackathon=first.hackathon, user=first.user)


def second_consent() -> None:
    first = ConsentFactory()
    ConsentFactory(participant=first.participant, legal_text=first.legal_text)


def second_acceptance() -> None:
    first = AcceptanceFactory()
    AcceptanceFactory(participant=first.participant, legal_text=first.legal_text)


def second_name() -> None:
    first = TeamFactory(name="Қыран")
    TeamFactory(hackathon=first.hackathon, name="ҚЫРАН")


def second_team() -> None:
    first = MembershipFactory()
    other = TeamFactory(hackathon=first.team.hackathon)
    MembershipFactory(team=other, participant=first.participant)


def second_on_a_seat() -> None:
    MembershipFactory(team=MembershipFactory().team)


def second_captain() -> None:
    MembershipFactory(team=MembershipFactory(is_captain=True).team, seat=2, is_captain=True)


def second_invitation() -> None:
    first = InvitationFactory(email="a@example.org")
    InvitationFactory(team=first.team, email="A@example.org", status="opened")


def second_submission() -> None:
    SubmissionFactory(application=SubmissionFactory().application)


def second_list() -> None:
    PublishedListFactory(stage=PublishedListFactory().stage)


def second_entry() -> None:
    first = EntryFactory()
    EntryFactory(stage=first.stage, team=first.team, list=first.list)


def second_deliverable() -> None:
    DeliverableFactory(entry=DeliverableFactory().entry)


BROKEN: dict[str, Callable[[], object]] = {
    "participant_once_per_hackathon": second_participant,
    "consent_purpose_known": lambda: ConsentFactory(purpose="fun"),
    "consent_ends_after_it_begins": lambda: ConsentFactory(valid_until=BEGIN),
    "consent_once_while_it_stands": second_consent,
    "acceptance_once_per_text": second_acceptance,
    "acceptance_declaration_known": lambda: AcceptanceFactory(declaration="fun"),
    "team_name_once_per_hackathon": second_name,
    "team_is_not_too_large": lambda: TeamFactory(size=6),
    "membership_one_team_per_participant": second_team,
    "membership_one_person_per_seat": second_on_a_seat,
    "membership_one_captain_per_team": second_captain,
    "membership_seat_is_counted_from_one": lambda: MembershipFactory(seat=0),
    "membership_role_known": lambda: MembershipFactory(role="king"),
    "invitation_once_while_it_waits": second_invitation,
    "invitation_status_known": lambda: InvitationFactory(status="lost"),
    "invitation_confirmed_has_a_seat": lambda: InvitationFactory(status="confirmed"),
    "application_status_known": lambda: ApplicationFactory(status="lost", submitted_at=BEGIN),
    "application_sent_has_a_date": lambda: ApplicationFactory(status="submitted"),
    "application_refused_has_a_reason": lambda: ApplicationFactory(
        status="refused", submitted_at=BEGIN
    ),
    "submission_number_once": second_submission,
    "publishedlist_version_once": second_list,
    "entry_once_per_stage": second_entry,
    "entry_way_known": lambda: EntryFactory(way="luck"),
    "entry_wildcard_has_a_reason": lambda: EntryFactory(way="wildcard"),
    "deliverable_number_once": second_deliverable,
}


@pytest.mark.parametrize("name", BROKEN)
def test_database_keeps(name: str) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        BROKEN[name]()

    said = str(error.value)
    assert name in said or (connection.vendor == "sqlite" and "UNIQUE" in said)


def test_every_constraint_is_tried() -> None:
    models = apps.get_app_config("registration").get_models()
    names = {constraint.name for model in models for constraint in model._meta.constraints}

    assert names == set(BROKEN)


KEPT = {
    "registration_submission": SubmissionFactory,
    "registration_publishedlist": PublishedListFactory,
    "registration_entry": EntryFactory,
    "registration_deliverable": DeliverableFactory,
    "registration_consent": ConsentFactory,
    "registration_acceptance": AcceptanceFactory,
}
A_COLUMN = {
    "registration_submission": "sha256",
    "registration_publishedlist": "version",
    "registration_entry": "reason",
    "registration_deliverable": "summary",
    "registration_consent": "evidence",
    "registration_acceptance": "declaration",
}


@pytest.mark.parametrize("table", KEPT)
def test_rows_that_are_kept_cannot_be_deleted(table: str) -> None:
    row = KEPT[table]()

    with pytest.raises(IntegrityError, match=f"{table}_keeps_its_rows"), transaction.atomic():
        row.delete()

    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("table", KEPT)
def test_rows_that_are_kept_cannot_be_rewritten(table: str) -> None:
    row = KEPT[table]()
    rows = type(row).objects.filter(pk=row.pk)
    before = rows.values().get()
    value = 9 if A_COLUMN[table] == "version" else "changed"

    with pytest.raises(IntegrityError, match=f"{table}_is_never_rewritten"), transaction.atomic():
        rows.update(**{A_COLUMN[table]: value})

    assert rows.values().get() == before


def test_every_table_that_is_kept_is_tried() -> None:
    ours = {name for name in triggers.expected() if name.startswith("registration_")}

    assert ours == {
        f"{table}_{what}" for table in KEPT for what in ("keeps_its_rows", "is_never_rewritten")
    }
    assert ours <= triggers.installed(connection)


def test_consent_can_be_withdrawn_once() -> None:
    rows = Consent.objects.filter(pk=ConsentFactory().pk)
    rows.update(withdrawn_at=BEGIN)

    with pytest.raises(IntegrityError, match="never_rewritten"), transaction.atomic():
        rows.update(withdrawn_at=BEGIN + timedelta(days=1))

    assert rows.get().withdrawn_at == BEGIN


def test_seat_of_who_left_is_free_again() -> None:
    first = MembershipFactory(is_captain=True, left_at=BEGIN)
    again = MembershipFactory(team=first.team, participant=first.participant, is_captain=True)

    assert again.seat == first.seat


def test_answered_invitation_can_be_followed_by_another() -> None:
    first = InvitationFactory(status="declined")
    second = InvitationFactory(team=first.team, email=first.email)

    assert second.status == "sent"
