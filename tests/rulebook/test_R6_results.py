"""Chapter 6 of the rulebook: results.

Each test is one sentence of the rulebook, in the rulebook's order, by way of the services that
people use.
"""

import re
from datetime import datetime
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from pypdf import PdfReader

from bootcamp import documents, queries, services
from bootcamp.models import Award, Certificate, PrizeFund
from hackathon.kit.errors import Refused
from hackathon.models import Letter
from hackathon.states import StageKind, StageStatus
from judging import services as jury_services
from registration.models import Entry
from tests.factories.bootcamp import TEAMS, Camp, build_camp
from tests.factories.judging import Jury, build_jury

pytestmark = pytest.mark.django_db


@pytest.fixture
def camp(now: datetime) -> Camp:
    """Four teams in a final that the jury has signed: places 1 to 4, three of them with a prize."""
    camp = build_camp(now=now)
    camp.sign()
    return camp


def code_of(act) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.code


def judged_final(now: datetime) -> Jury:
    """A final that a real jury has judged: the third team is the best, the first the second."""
    jury = build_jury(now=now, kind=StageKind.FINAL, teams=4, judges=1, places=3)
    jury.open()
    jury.close(idea=[[8, 4, 9, 6]])
    jury.vote()
    jury_services.sign_round(round=jury.round, actor=jury.organizer, now=now)
    jury.refresh()
    return jury


def test_R6_1_the_jury_picks_the_finalists_and_the_teams_are_told(now: datetime) -> None:
    jury = build_jury(now=now, teams=3, judges=1, places=2)
    jury.open()
    jury.close(idea=[[9, 7, 3]])
    jury.vote()
    jury.close_stage()

    jury_services.publish_finalists(
        round=jury.round, wildcards={}, actor=jury.organizer, now=jury.now
    )

    finalists = [entry.team for entry in jury.entries[:2]]
    camp = Entry.objects.filter(stage=jury.stages["bootcamp"]).order_by("pk")
    assert [entry.team for entry in camp] == finalists
    told = Letter.objects.filter(letter="judging/finalist").values_list("recipient", flat=True)
    captains = [team.memberships.get().participant.user_id for team in finalists]
    assert sorted(told) == sorted(captains)


def test_R6_2_winner_second_and_third_follow_the_jury(now: datetime) -> None:
    jury = judged_final(now)
    best, second, third, last = (jury.entries[n] for n in (2, 0, 3, 1))

    def give(entry: Entry, place: int) -> Award:
        return services.give_award(
            entry=entry, place=place, amount=1_000, actor=jury.organizer, now=now
        )

    assert [one.row.entry for one in queries.prize_places(jury.hackathon)] == [best, second, third]
    assert code_of(lambda: give(second, 1)) == "place_differs"
    assert code_of(lambda: give(last, 4)) == "no_prize_place"
    assert [give(entry, place).place for place, entry in enumerate((best, second, third), 1)] == [
        *(1, 2, 3)
    ]


def test_R6_2_the_winner_receives_a_money_prize(camp: Camp) -> None:
    assert code_of(lambda: camp.give(0, 0)) == "amount_missing"
    assert camp.give(0, 10_000_000).amount == 10_000_000


def test_R6_3_the_decision_is_published_with_places_and_sums(camp: Camp) -> None:
    camp.issue_all()
    address = f"/en/{camp.hackathon.slug}/winners/"
    assert TEAMS[0] not in Client().get(address).content.decode()

    camp.publish()

    page = Client().get(address).content.decode()
    assert [page.index(f"«{name}»") for name in TEAMS[:3]] == sorted(
        page.index(f"«{name}»") for name in TEAMS[:3]
    )
    assert TEAMS[3] not in page
    assert camp.stage.status == StageStatus.PUBLISHED


def test_R6_3_the_winner_is_told(camp: Camp) -> None:
    camp.issue_all()
    camp.publish()

    told = set(Letter.objects.filter(letter="bootcamp/winner").values_list("recipient", flat=True))
    assert {member.participant.user_id for member in camp.members(0)} <= told
    assert not {member.participant.user_id for member in camp.members(3)} & told


def test_R6_3_nothing_is_published_without_the_jurys_decision(now: datetime) -> None:
    camp = build_camp(now=now)

    assert code_of(camp.publish) == "gate_closed"
    assert queries.winners_of(camp.hackathon) == []


def test_R6_4_the_prize_fund_is_twenty_million_tenge(camp: Camp) -> None:
    assert camp.hackathon.prize_fund == 20_000_000
    camp.give(0, 1)
    assert PrizeFund.objects.get().amount == 20_000_000


def test_R6_4_the_fund_may_be_reduced_but_not_below_the_awards(camp: Camp) -> None:
    camp.give(0, 9_000_000)

    def reduce(amount: int) -> PrizeFund:
        return services.set_fund(
            hackathon=camp.hackathon,
            amount=amount,
            reason="A sponsor left.",
            actor=camp.organizer,
            now=camp.now,
        )

    assert reduce(9_000_000).amount == 9_000_000
    assert code_of(lambda: reduce(8_999_999)) == "fund_exceeded"
    assert PrizeFund.objects.get().amount == 9_000_000


def test_R6_4_the_fund_may_be_divided_among_several_teams(camp: Camp) -> None:
    amounts = [award.amount for award in camp.award_all((7_000_001, 6_999_999, 6_000_000))]

    assert sum(amounts) == 20_000_000 == PrizeFund.objects.get().awarded


def test_R6_4_awards_never_add_up_to_more_than_the_fund(camp: Camp) -> None:
    camp.give(0, 10_000_000)
    camp.give(1, 10_000_000)

    assert code_of(lambda: camp.give(2, 1)) == "fund_exceeded"
    assert code_of(lambda: camp.give(0, 10_000_001)) == "fund_exceeded"
    assert sum(Award.objects.values_list("amount", flat=True)) == 20_000_000


def test_R6_5_every_team_in_a_prize_place_receives_a_certificate(camp: Camp) -> None:
    awards = camp.award_all()
    for award in awards[:2]:
        camp.issue(award)

    assert code_of(camp.publish) == "gate_closed"
    camp.issue(awards[2])
    assert camp.publish().status == StageStatus.PUBLISHED
    assert set(Certificate.objects.values_list("award", flat=True)) == {one.pk for one in awards}


def test_R6_5_a_certificate_is_a_pdf_in_the_language_chosen(camp: Camp) -> None:
    certificate = camp.issue(camp.give(0, 1_000))

    for language, _name in settings.LANGUAGES:
        pdf = PdfReader(BytesIO(documents.certificate(certificate, language=language)))
        text = re.sub(r"\s+", " ", pdf.pages[0].extract_text())
        assert camp.hackathon.name[language] in text
        assert "«Қыран»" in text
        assert certificate.number in text


def check_page(certificate: Certificate, code: str = "") -> str:
    address = f"/en/certificates/{certificate.number}/"
    return Client().get(address, {"c": code} if code else {}).content.decode()


def test_R6_5_a_certificate_can_be_checked_by_number_and_by_code(camp: Camp) -> None:
    certificate = camp.issue_all()[0]
    camp.publish()

    assert "The certificate is valid" in check_page(certificate)
    assert "The certificate is valid" in check_page(certificate, documents.check_code(certificate))


def test_R6_5_a_revoked_certificate_shows_as_such(camp: Camp) -> None:
    certificate = camp.issue_all()[0]
    camp.publish()
    code = documents.check_code(certificate)

    services.revoke_certificate(
        certificate=certificate, reason="Wrong name.", actor=camp.organizer, now=camp.now
    )

    for page in (check_page(certificate), check_page(certificate, code)):
        assert "The certificate was revoked" in page
        assert "Wrong name." in page
        assert "The certificate is valid" not in page


def test_R6_5_an_altered_certificate_shows_as_such(camp: Camp) -> None:
    first, second, _third = camp.issue_all()
    camp.publish()

    page = check_page(first, documents.check_code(second))

    assert "This is not the paper that we issued" in page
    assert "The certificate is valid" not in page
