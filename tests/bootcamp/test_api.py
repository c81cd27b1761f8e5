"""Mentors, awards, certificates and winners through the API."""

import pytest
from django.test import Client

from bootcamp.documents import check_code
from bootcamp.models import Award, Certificate, MentorTeam, PrizeFund
from judging.models import Conflict
from tests.factories import UserFactory
from tests.factories.bootcamp import Camp, build_camp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
JSON = "application/json"


@pytest.fixture(autouse=True)
def _doors(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def camp(now) -> Camp:
    return build_camp(now=now)


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at(camp: Camp, rest: str) -> str:
    return f"/api/v1/hackathons/{camp.hackathon.slug}/{rest}"


def test_mentor_is_given_to_a_team_with_the_conflict_and_released(camp):
    organizer, entry = client_of(camp.organizer), camp.camp_entries[0]
    body = {"entry": entry.pk, "mentor": camp.mentor.pk}

    given = organizer.post(at(camp, "mentors/"), body, JSON)
    odd = organizer.post(at(camp, "mentors/"), body | {"mentor": UserFactory().pk}, JSON)
    seen = client_of(camp.mentor).get(at(camp, "mentoring/")).json()["results"]
    released = organizer.delete(at(camp, f"mentors/{given.json()['id']}/"))

    assert (given.status_code, odd.status_code, list(odd.json())) == (201, 400, ["mentor"])
    assert [team["team"] for team in seen] == [entry.team.name]
    assert released.status_code == 204
    assert not MentorTeam.objects.exists()
    assert Conflict.objects.filter(judge=camp.mentor, team=entry.team).exists()


def test_awards_stay_within_the_fund_and_follow_the_signed_places(camp):
    organizer, address = client_of(camp.organizer), at(camp, "awards/")
    winner, last = camp.entries[0], camp.entries[-1]
    unsigned = organizer.put(address, {"entry": winner.pk, "amount": 5}, JSON)
    camp.sign()

    given = organizer.put(address, {"entry": winner.pk, "amount": 12_000_000}, JSON)
    above = organizer.put(address, {"entry": camp.entries[1].pk, "amount": 9_000_000}, JSON)
    placeless = organizer.put(address, {"entry": last.pk, "amount": 5}, JSON)
    place = organizer.put(address, {"entry": winner.pk, "amount": 5, "place": 2}, JSON)

    assert (unsigned.status_code, given.json()["left"]) == (400, 8_000_000)
    assert (above.status_code, above.json()["code"]) == (409, "fund_exceeded")
    assert [placeless.status_code, place.status_code] == [400, 400]
    assert Award.objects.get().amount == PrizeFund.objects.get().awarded == 12_000_000


def test_fund_never_falls_below_what_is_awarded(camp):
    camp.sign()
    camp.give(0, 12_000_000)
    organizer, address = client_of(camp.organizer), at(camp, "awards/fund/")

    small = organizer.put(address, {"amount": 1, "reason": "Cut"}, JSON)
    larger = organizer.put(address, {"amount": 30_000_000, "reason": "A sponsor"}, JSON)

    assert (small.status_code, small.json()["code"]) == (409, "fund_exceeded")
    assert larger.json()["left"] == 18_000_000


def test_certificates_are_issued_published_checked_and_revoked(camp):
    camp.sign()
    camp.award_all()
    organizer = client_of(camp.organizer)
    issued = organizer.post(at(camp, "certificates/"), {}, JSON)
    again = organizer.post(at(camp, "certificates/"), {}, JSON)
    paper = Certificate.objects.get(number=issued.json()["results"][0]["number"])
    check = f"/api/v1/certificates/{paper.number}/"

    assert (issued.status_code, issued.json()["count"], again.json()["count"]) == (201, 3, 0)
    assert Client().get(check).status_code == 404  # nothing is announced yet
    told = Client().get(check, {"c": check_code(paper)}).json()
    assert (told["verdict"], told["members"]) == ("valid", paper.facts["members"])
    published = organizer.post(at(camp, "winners/publication/"), {}, JSON)
    assert published.json()["status"] == "published"
    known = Client().get(check).json()
    assert (known["verdict"], known["members"], known["sha256"]) == ("valid", None, None)
    assert Client().get(check, {"c": "forged"}).json()["verdict"] == "altered"

    address = at(camp, f"certificates/{paper.pk}/revoke/")
    bare = organizer.post(address, {}, JSON)
    revoked = organizer.post(address, {"reason": "A misprint"}, JSON)

    assert (bare.status_code, revoked.json()["status"]) == (400, "revoked")
    assert Client().get(check).json()["reason"] == "A misprint"


def test_winners_are_nobodys_before_publication(camp):
    camp.sign()
    camp.award_all()

    early = client_of(camp.organizer).post(at(camp, "winners/publication/"), {}, JSON)

    assert (early.status_code, early.json()["code"]) == (409, "gate_closed")
    assert early.json()["blockers"]
    assert Client().get(at(camp, "winners/")).json()["results"] == []


def test_award_is_taken_back_before_publication_only(camp):
    camp.sign()
    award = camp.give(0, 5)

    gone = client_of(camp.organizer).delete(at(camp, f"awards/{award.pk}/"))

    assert gone.status_code == 204
    assert PrizeFund.objects.get().awarded == 0


def test_team_sees_its_camp(camp):
    MentorTeam.objects.create(
        mentor=camp.mentor,
        entry=camp.camp_entries[0],
        assigned_at=camp.now,
        assigned_by=camp.organizer,
    )
    told = client_of(camp.captain()).get(at(camp, "camp/")).json()

    assert [one["full_name"] for one in told["mentors"]] == [camp.mentor.full_name]
