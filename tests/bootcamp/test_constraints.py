"""What the database itself holds, each constraint by its name."""

import pytest
from django.db import IntegrityError, transaction

from tests.factories.bootcamp import (
    AwardFactory,
    CertificateFactory,
    MentorTeamFactory,
    PrizeFundFactory,
)

pytestmark = pytest.mark.django_db

REVOKED = {"status": "revoked", "revoked_at": "2026-09-01T00:00Z", "reason": "A slip."}


def refusal_of(make, **facts) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        make(**facts)
    return str(refusal.value)


def test_fund_holds_its_awards_to_the_tenge() -> None:
    fund = PrizeFundFactory(amount=100, awarded=100)
    assert fund.awarded == 100

    assert "fund_holds_its_awards" in refusal_of(PrizeFundFactory, amount=100, awarded=101)


def test_hackathon_has_one_fund() -> None:
    fund = PrizeFundFactory()

    assert "hackathon_id" in refusal_of(PrizeFundFactory, hackathon=fund.hackathon)


def test_award_place_is_counted_from_one() -> None:
    assert "award_place_is_counted_from_one" in refusal_of(AwardFactory, place=0)


def test_team_has_one_award() -> None:
    award = AwardFactory()

    assert "entry_id" in refusal_of(AwardFactory, entry=award.entry)


def test_certificate_one_valid_per_award() -> None:
    award = AwardFactory()
    CertificateFactory(award=award, **REVOKED)
    CertificateFactory(award=award, **REVOKED)
    CertificateFactory(award=award)

    assert "certificate_one_valid_per_award" in refusal_of(CertificateFactory, award=award)


def test_certificate_number_is_given_once() -> None:
    first = CertificateFactory()

    assert "number" in refusal_of(CertificateFactory, number=first.number)


def test_certificate_status_known() -> None:
    assert "certificate_status_known" in refusal_of(
        CertificateFactory, **REVOKED | {"status": "lost"}
    )


@pytest.mark.parametrize("missing", [{"reason": ""}, {"revoked_at": None}])
def test_certificate_revoked_has_a_reason(missing: dict) -> None:
    assert "certificate_revoked_has_a_reason" in refusal_of(CertificateFactory, **REVOKED | missing)


def test_mentorteam_once() -> None:
    pair = MentorTeamFactory()

    assert "mentorteam_once" in refusal_of(MentorTeamFactory, entry=pair.entry, mentor=pair.mentor)
