"""How rows name themselves, and where they lie."""

import pytest

from bootcamp.models import PrizeFund
from tests.factories.bootcamp import Camp, MentorTeamFactory

pytestmark = pytest.mark.django_db


def test_rows_name_themselves(signed: Camp) -> None:
    award = signed.give(0, 1_000)
    certificate = signed.issue(award)
    pair = MentorTeamFactory(entry=signed.camp_entries[0], mentor=signed.mentor)

    assert str(award) == f"1: {award.entry}"
    assert str(PrizeFund.objects.get()) == "1000 of 20000000"
    assert str(certificate) == certificate.number
    assert certificate.get_absolute_url() == f"/en/certificates/{certificate.number}/"
    assert str(pair) == f"{signed.mentor} advises {pair.entry}"
