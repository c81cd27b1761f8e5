"""What participants say for themselves."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry, Hackathon
from registration.models import Application, Consent, Membership
from registration.services import confirm_own_data
from registration.services.people import years_later
from tests.factories import CityFactory, HackathonFactory, LegalTextFactory, calendar
from tests.factories.registration import (
    ADULT,
    CAPTAINS_WORD,
    CLOSES,
    OWN_WORD,
    ApplicationFactory,
    TeamFactory,
    add_member,
    stage_at,
    text_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(hackathon: Hackathon) -> Membership:
    """A captain who has said nothing yet."""
    application = ApplicationFactory(team=TeamFactory(hackathon=hackathon))
    blank = {"birth_date": None, "phone": ""}
    return add_member(application.team, confirmed=False, captain=True, **blank)


def confirm(membership: Membership, now: datetime, **word) -> Membership:
    return confirm_own_data(
        membership=membership,
        actor=membership.participant.user,
        now=now,
        **(CAPTAINS_WORD | word),
    )


def test_confirm_own_data_makes_a_member_count(newcomer: Membership, now: datetime) -> None:
    city = CityFactory(hackathon=newcomer.team.hackathon)

    confirm(newcomer, now, city=city, evidence={"language": "kk"})

    newcomer.refresh_from_db()
    participant, team = newcomer.participant, newcomer.team
    assert newcomer.confirmed_at == now
    assert (participant.full_name, participant.birth_date) == ("Aigerim Sadykova", ADULT)
    assert (participant.phone, participant.city) == ("+77012345678", city)
    assert team.size == 1
    assert AuditEntry.objects.filter(action="registration.membership.confirm").count() == 1


def test_confirm_own_data_keeps_each_declaration_by_its_name_and_text(
    newcomer: Membership, now: datetime
) -> None:
    confirm(newcomer, now)

    accepted = newcomer.participant.acceptances.values_list(
        "declaration", "legal_text__kind", "accepted_at"
    )
    assert set(accepted) == {
        ("rules", "rules", now),
        ("equipment", "rules", now),
        ("warranty", "rules", now),
        ("description", "rules", now),
        ("members_consent", "consent", now),
    }


def test_confirm_own_data_keeps_each_consent_for_three_years(
    newcomer: Membership, now: datetime
) -> None:
    confirm(
        newcomer, now, purposes=["taking_part", "prize", "other_events"], evidence={"ip": "::1"}
    )

    consents = Consent.objects.values_list(
        "purpose", "given_at", "valid_until", "withdrawn_at", "legal_text", "evidence"
    )
    text = text_of(newcomer.team.hackathon, "consent").pk
    until = datetime(2029, 9, 1, 9, 0, tzinfo=UTC)
    assert sorted(consents) == [
        (purpose, now, until, None, text, {"ip": "::1"})
        for purpose in ("other_events", "prize", "taking_part")
    ]


def test_confirm_own_data_asks_a_member_for_less_than_a_captain(
    draft: Application, now: datetime
) -> None:
    member = add_member(draft.team, confirmed=False)

    confirm(member, now, **OWN_WORD)

    said = set(member.participant.acceptances.values_list("declaration", flat=True))
    assert said == {"rules", "equipment"}


def nothing_said(membership: Membership, now: datetime, code: str, **word) -> Refused:
    """Confirm, and see it refused with nothing changed."""
    with pytest.raises(Refused) as refusal:
        confirm(membership, now, **word)
    before = membership.participant.full_name
    membership.refresh_from_db()
    membership.team.refresh_from_db()
    assert (membership.confirmed_at, membership.team.size) == (None, 0)
    assert membership.participant.full_name == before
    assert not membership.participant.acceptances.exists()
    assert not membership.participant.consents.exists()
    assert refusal.value.code == code
    return refusal.value


def test_confirm_own_data_refuses_who_is_too_young(newcomer: Membership, now: datetime) -> None:
    refusal = nothing_said(newcomer, now, "under_age", birth_date=date(2008, 9, 2))

    assert refusal.messages == ["Participants are 18 or older."]
    assert refusal.params["field"] == "birth_date"


def test_confirm_own_data_takes_who_is_of_age_today(newcomer: Membership, now: datetime) -> None:
    assert confirm(newcomer, now, birth_date=date(2008, 9, 1)).confirmed_at == now


@pytest.mark.parametrize("missing", ["taking_part", "prize"])
def test_confirm_own_data_refuses_without_a_needed_consent(
    newcomer: Membership, now: datetime, missing: str
) -> None:
    purposes = [one for one in ("taking_part", "prize", "other_events") if one != missing]

    refusal = nothing_said(newcomer, now, "consent_missing", purposes=purposes)

    assert refusal.params == {"field": "purposes"}


@pytest.mark.parametrize("missing", CAPTAINS_WORD["declarations"])
def test_confirm_own_data_refuses_without_a_needed_declaration(
    newcomer: Membership, now: datetime, missing: str
) -> None:
    declarations = [one for one in CAPTAINS_WORD["declarations"] if one != missing]

    refusal = nothing_said(newcomer, now, "declarations_missing", declarations=declarations)

    assert refusal.params == {"field": "declarations"}


def test_confirm_own_data_refuses_before_there_are_texts(now: datetime) -> None:
    hackathon = HackathonFactory()
    calendar(hackathon, applications="open")
    LegalTextFactory(hackathon=hackathon, kind="rules")
    application = ApplicationFactory(team=TeamFactory(hackathon=hackathon))
    membership = add_member(application.team, confirmed=False, captain=True)

    nothing_said(membership, now, "texts_missing")


@pytest.mark.parametrize("late", [timedelta(seconds=1), timedelta(days=1)])
def test_confirm_own_data_refuses_after_the_deadline(newcomer: Membership, late: timedelta) -> None:
    nothing_said(newcomer, CLOSES + late, "applications_closed")


def test_confirm_own_data_counts_to_the_last_second(newcomer: Membership) -> None:
    moment = CLOSES + timedelta(seconds=1) - timedelta(microseconds=1)

    assert confirm(newcomer, moment).confirmed_at == moment


def test_confirm_own_data_refuses_while_the_application_is_sent(
    newcomer: Membership, now: datetime
) -> None:
    Application.objects.update(status="submitted", submitted_at=now)

    nothing_said(newcomer, now, "not_editable")


def test_confirm_own_data_refuses_who_has_left(newcomer: Membership, now: datetime) -> None:
    Membership.objects.update(left_at=now)

    nothing_said(newcomer, now, "stale")


def test_confirm_own_data_lets_data_be_corrected_at_any_time(
    newcomer: Membership, now: datetime
) -> None:
    confirm(newcomer, now)
    Application.objects.update(status="submitted", submitted_at=now)
    stage_at(newcomer.team.hackathon, "applications", "closed")

    confirm(newcomer, CLOSES + timedelta(days=30), phone="+77770000000")

    newcomer.refresh_from_db()
    assert newcomer.participant.phone == "+77770000000"
    assert (newcomer.confirmed_at, newcomer.team.size) == (now, 1)
    assert newcomer.participant.consents.count() == 2
    assert newcomer.participant.acceptances.count() == 5


def test_confirm_own_data_ends_a_consent_that_is_no_longer_ticked(
    newcomer: Membership, now: datetime
) -> None:
    confirm(newcomer, now, purposes=["taking_part", "prize", "other_events"])

    later = now + timedelta(hours=1)
    confirm(newcomer, later)

    ended = Consent.objects.filter(withdrawn_at=later)
    assert [consent.purpose for consent in ended] == ["other_events"]
    assert AuditEntry.objects.get(action="registration.consent.withdraw").details == {
        "purpose": "other_events"
    }


def test_confirm_own_data_names_the_version_that_binds_now(
    newcomer: Membership, now: datetime
) -> None:
    confirm(newcomer, now)
    hackathon = newcomer.team.hackathon
    for kind in ("rules", "consent"):
        LegalTextFactory(hackathon=hackathon, kind=kind, version=2)

    later = now + timedelta(hours=1)
    confirm(newcomer, later)

    participant = newcomer.participant
    assert participant.acceptances.filter(legal_text__version=2).count() == 5
    assert participant.acceptances.filter(legal_text__version=1).count() == 5
    standing = participant.consents.filter(withdrawn_at__isnull=True)
    assert {consent.legal_text.version for consent in standing} == {2}
    assert participant.consents.filter(withdrawn_at=later, legal_text__version=1).count() == 2


def test_confirm_own_data_renews_a_consent_that_has_run_out(
    newcomer: Membership, now: datetime
) -> None:
    confirm(newcomer, now)
    after = now.replace(year=2029)

    confirm(newcomer, after)

    standing = newcomer.participant.consents.filter(withdrawn_at__isnull=True)
    assert {consent.valid_until.year for consent in standing} == {2032}


def test_years_later_takes_the_day_before_where_there_is_no_29_february() -> None:
    leap = datetime(2028, 2, 29, 12, 0, tzinfo=UTC)

    assert years_later(leap, 3) == datetime(2031, 2, 28, 12, 0, tzinfo=UTC)
    assert years_later(leap, 4) == datetime(2032, 2, 29, 12, 0, tzinfo=UTC)
