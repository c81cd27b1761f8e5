"""Certificates: numbered, frozen, revoked."""

from datetime import UTC, datetime

import pytest

from bootcamp import queries, services
from bootcamp.models import Certificate
from hackathon.kit.errors import Refused
from hackathon.kit.fingerprint import fingerprint
from hackathon.models import AuditEntry
from tests.factories.bootcamp import MEMBERS, Camp, build_camp

pytestmark = pytest.mark.django_db


def revoke(camp: Camp, certificate: Certificate, reason: str = "Wrong name.") -> Certificate:
    return services.revoke_certificate(
        certificate=certificate, reason=reason, actor=camp.organizer, now=camp.now
    )


def test_issue_certificate_freezes_what_the_paper_says(signed: Camp) -> None:
    certificate = signed.issue(signed.give(0, 10_000_000))

    number = f"{signed.hackathon.slug.upper()}-2026-0001"
    assert certificate.facts == {
        "number": number,
        "hackathon": signed.hackathon.name,
        "organizer": signed.hackathon.organizer_name,
        "team": "Қыран",
        "project": "Жоба: Қыран",
        "members": list(MEMBERS),
        "place": 1,
        "amount": 10_000_000,
        "issued_on": "2026-09-01",
        "result_sha256": "5" * 64,
    }
    assert (certificate.number, certificate.status) == (number, "valid")
    assert (certificate.issued_at, certificate.issued_by) == (signed.now, signed.organizer)
    assert certificate.sha256 == fingerprint(certificate.facts)
    line = AuditEntry.objects.get(action="bootcamp.certificate.issue")
    assert (line.target_id, line.details) == (certificate.pk, {"number": number})


def test_certificate_stays_as_it_was_when_names_change(signed: Camp) -> None:
    certificate = signed.issue(signed.give(0, 1_000))
    team = signed.entries[0].team
    team.name = "Another"
    team.save()

    certificate.refresh_from_db()
    assert certificate.facts["team"] == "Қыран"
    assert queries.is_intact(certificate)


def test_who_has_left_is_not_on_the_paper(signed: Camp) -> None:
    gone = signed.members()[2]
    gone.left_at = signed.now
    gone.save()

    assert signed.issue(signed.give(0, 1_000)).facts["members"] == list(MEMBERS[:2])


def test_numbers_are_counted_within_the_hackathon(issued: Camp, now: datetime) -> None:
    other = build_camp(now=now, teams=1)
    other.sign()

    numbers = [one.number for one in queries.certificates_of(issued.hackathon)]
    slug = issued.hackathon.slug.upper()
    assert numbers == [f"{slug}-2026-000{n}" for n in (1, 2, 3)]
    assert other.issue(other.give(0, 1)).number == f"{other.hackathon.slug.upper()}-2026-0001"


@pytest.mark.parametrize(
    ("moment", "day", "year"),
    [
        (datetime(2026, 12, 31, 18, 59, 59, tzinfo=UTC), "2026-12-31", "2026"),
        (datetime(2026, 12, 31, 19, 0, tzinfo=UTC), "2027-01-01", "2027"),
    ],
)
def test_day_and_year_are_those_of_the_hackathon(
    signed: Camp, moment: datetime, day: str, year: str
) -> None:
    signed.now = moment

    certificate = signed.issue(signed.give(0, 1_000))

    assert certificate.facts["issued_on"] == day
    assert certificate.number.split("-")[-2] == year


@pytest.mark.parametrize("length", [20, 21, 50])
def test_number_fits_whatever_the_address(now: datetime, length: int) -> None:
    camp = build_camp(now=now, teams=1, slug="a" * length)
    camp.sign()

    certificate = camp.issue(camp.give(0, 1_000))

    assert len(certificate.number) <= 30
    assert certificate.number.endswith("-2026-0001")


def test_long_addresses_that_begin_alike_have_numbers_of_their_own(now: datetime) -> None:
    numbers = set()
    for last in "ab":
        camp = build_camp(now=now, teams=1, slug="national-hackathon-of-" + last)
        camp.sign()
        numbers.add(camp.issue(camp.give(0, 1_000)).number)

    assert len(numbers) == 2


def test_issue_certificate_twice_is_refused(signed: Camp) -> None:
    award = signed.give(0, 1_000)
    signed.issue(award)

    with pytest.raises(Refused) as refusal:
        signed.issue(award)

    assert refusal.value.code == "certificate_issued"
    assert Certificate.objects.count() == 1


def test_issue_certificate_for_an_award_taken_back_is_refused(signed: Camp) -> None:
    award = signed.give(0, 1_000)
    seen_earlier = queries.awards_of(signed.hackathon).get()
    services.withdraw_award(award=award, actor=signed.organizer, now=signed.now)

    with pytest.raises(Refused) as refusal:
        signed.issue(seen_earlier)

    assert refusal.value.code == "stale"
    assert not Certificate.objects.exists()


def test_revoke_certificate_writes_when_and_why(signed: Camp) -> None:
    certificate = revoke(signed, signed.issue(signed.give(0, 1_000)), " Wrong name. ")

    certificate.refresh_from_db()
    assert (certificate.status, certificate.reason) == ("revoked", "Wrong name.")
    assert certificate.revoked_at == signed.now
    assert AuditEntry.objects.filter(action="bootcamp.certificate.revoke").count() == 1


@pytest.mark.parametrize("reason", ["", "   "])
def test_revoke_certificate_needs_a_reason(signed: Camp, reason: str) -> None:
    certificate = signed.issue(signed.give(0, 1_000))

    with pytest.raises(Refused) as refusal:
        revoke(signed, certificate, reason)

    assert refusal.value.code == "reason_missing"
    certificate.refresh_from_db()
    assert (certificate.status, certificate.revoked_at) == ("valid", None)


def test_revoke_certificate_twice_keeps_the_first_reason(signed: Camp) -> None:
    certificate = signed.issue(signed.give(0, 1_000))
    revoke(signed, certificate)

    with pytest.raises(Refused) as refusal:
        revoke(signed, certificate, "Another reason.")

    assert refusal.value.code == "stale"
    certificate.refresh_from_db()
    assert certificate.reason == "Wrong name."


def test_issued_again_after_revoking_it_has_a_new_number(signed: Camp) -> None:
    award = signed.give(0, 1_000)
    first = revoke(signed, signed.issue(award))

    second = signed.issue(award)

    assert first.number.endswith("-0001")
    assert second.number.endswith("-0002")
    assert [one.status for one in queries.certificates_of(signed.hackathon)] == ["revoked", "valid"]


def test_record_that_was_changed_is_not_intact(signed: Camp) -> None:
    certificate = signed.issue(signed.give(0, 1_000))
    Certificate.objects.update(facts=certificate.facts | {"amount": 9_000})

    certificate.refresh_from_db()
    assert not queries.is_intact(certificate)
