"""A team's way through the API: from the first step to what was sent."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hackathon.kit import tokens
from hackathon.models import Letter, User
from registration.models import Application, Deliverable, Invitation, Membership
from registration.states import CAPTAIN_DECLARATIONS, MEMBER_DECLARATIONS
from tests.factories import CityFactory, UserFactory
from tests.factories.registration import (
    add_member,
    captain_of,
    entry_in,
    open_hackathon,
    organizer_of,
    ready_application,
    sent_application,
    stage_at,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
JSON = "application/json"


@pytest.fixture(autouse=True)
def _doors(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def hackathon():
    return open_hackathon()


def client_of(person: User | None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def at(hackathon, rest: str) -> str:
    return f"/api/v1/hackathons/{hackathon.slug}/{rest}"


def own_word(hackathon, *declarations, **instead):
    return {
        "full_name": "Ғабит Өмірзақов",
        "birth_date": "2001-03-27",
        "phone": "8 701 234 56 78",
        "city": CityFactory(hackathon=hackathon).code,
        "declarations": list(declarations or MEMBER_DECLARATIONS),
        "purposes": ["taking_part", "prize"],
    } | instead


def test_captain_begins_fills_in_and_reads(hackathon):
    client, track = client_of(UserFactory()), hackathon.tracks.first()
    first = {"team_name": "Қыран", "full_name": "Әсел", "role": "developer"}
    began = client.post(at(hackathon, "application/"), first, JSON)
    said = {
        "revision": 0,
        "title": "Ашық карта",
        "track": track.code,
        "forms": ["technical"],
        "answers": {"problem": "a\r\nb"},
    }
    saved = client.patch(at(hackathon, "application/"), said, JSON)

    assert (began.status_code, saved.status_code) == (201, 200)
    values = client.get(at(hackathon, "application/")).json()["values"]
    assert (values["team_name"], values["title"], values["track"]) == (
        *("Қыран", "Ашық карта", track.code),
    )
    assert values["answers"]["problem"] == "a\nb"
    assert saved.json()["revision"] == 1
    again = client.post(at(hackathon, "application/"), first, JSON)
    assert (again.status_code, again.json()["code"]) == (409, "in_another_team")


def test_stale_save_is_told_theirs_and_mine_and_changes_nothing(hackathon):
    application = ready_application(hackathon)
    client = client_of(captain_of(application))
    old = application.revision
    body = {"revision": old, "title": "First"}
    assert client.patch(at(hackathon, "application/"), body, JSON).status_code == 200

    answer = client.patch(at(hackathon, "application/"), body | {"title": "Second"}, JSON)

    assert answer.status_code == 409
    told = answer.json()
    assert (told["code"], told["revision"]) == ("stale_revision", old + 1)
    assert (told["theirs"]["title"], told["mine"]) == ("First", {"title": "Second"})
    application.refresh_from_db()
    assert (application.title, application.revision) == ("First", old + 1)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"title": "x"}, "revision"),
        ({"revision": "0"}, "revision"),
        ({"revision": 0, "title": 5}, "title"),
        ({"revision": 0, "track": "nowhere"}, "track"),
        ({"revision": 0, "answers": {"nonsense": "x"}}, "answers"),
        ({"revision": 0, "answers": {"problem": "x" * 3001}}, "answers"),
        ({"revision": 0, "status": "accepted"}, "status"),
    ],
)
def test_wrong_input_is_told_by_field(hackathon, body, field):
    application = ready_application(hackathon)
    answer = client_of(captain_of(application)).patch(at(hackathon, "application/"), body, JSON)

    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert Application.objects.get().revision == application.revision


def test_application_is_sent_once_and_recalled(hackathon):
    application = ready_application(hackathon)
    client = client_of(captain_of(application))

    sent = client.post(at(hackathon, "application/send/"), {}, JSON)
    twice = client.post(at(hackathon, "application/send/"), {}, JSON)

    assert (sent.status_code, sent.json()["number"]) == (201, 1)
    assert (twice.status_code, twice.json()["code"]) == (409, "already_sent")
    receipt = client.get(at(hackathon, "application/receipts/1/")).json()
    assert receipt["snapshot"]["team"] == application.team.name
    assert receipt["sha256"] == sent.json()["sha256"]
    recalled = client.post(at(hackathon, "application/recall/"), {}, JSON)
    assert recalled.json()["status"] == "draft"


def test_incomplete_application_is_refused_with_every_gap(hackathon):
    application = ready_application(hackathon, title="", forms=[])
    answer = client_of(captain_of(application)).post(at(hackathon, "application/send/"), {}, JSON)

    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "incomplete")
    assert len(told["blockers"]) >= 2
    assert Application.objects.get().status == "draft"


def test_invited_person_reads_confirms_and_counts(hackathon):
    application = ready_application(hackathon)
    body = {"full_name": "Ғабит", "email": "g@example.kz", "role": "designer", "language": "kk"}
    invited = client_of(captain_of(application)).post(
        at(hackathon, "team/invitations/"), body, JSON
    )
    invitation = Invitation.objects.get(pk=invited.json()["id"])
    token = tokens.make("invitation", invitation.pk, invitation.version)
    link = f"/api/v1/invitations/{invitation.pk}-{token}/"

    seen = client_of(None).get(link).json()
    assert (seen["team"], seen["status"]) == (application.team.name, "sent")
    member = client_of(UserFactory())
    joined = member.post(f"{link}confirm/", own_word(hackathon), JSON)

    assert joined.status_code == 201
    membership = Membership.objects.get(pk=joined.json()["id"])
    assert (membership.is_captain, membership.participant.phone) == (False, "+77012345678")
    assert membership.participant.birth_date == date(2001, 3, 27)
    late = member.post(f"{link}decline/", {}, JSON)
    assert (late.status_code, late.json()["code"]) == (409, "invitation_answered")
    wrong = client_of(None).get(f"/api/v1/invitations/{invitation.pk}-{token[:-1]}/")
    assert wrong.status_code == 404


@pytest.mark.parametrize(
    ("instead", "code"),
    [
        ({"birth_date": "2015-01-01"}, "under_age"),
        ({"purposes": ["prize"]}, "consent_missing"),
        ({"declarations": ["rules"]}, "declarations_missing"),
    ],
)
def test_own_data_are_refused_by_the_rules(hackathon, instead, code):
    application = ready_application(hackathon)
    captain = captain_of(application)
    before = captain.participations.get().phone
    body = own_word(hackathon, *MEMBER_DECLARATIONS, *CAPTAIN_DECLARATIONS, **instead)

    answer = client_of(captain).put(at(hackathon, "own-data/"), body, JSON)

    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert captain.participations.get().phone == before


@pytest.mark.parametrize(
    ("instead", "field"),
    [({"phone": "12"}, "phone"), ({"city": ""}, "city"), ({"city": "x"}, "city")],
)
def test_own_data_that_make_no_sense_are_told_by_field(hackathon, instead, field):
    application = ready_application(hackathon)
    body = own_word(hackathon, **instead)

    answer = client_of(captain_of(application)).put(at(hackathon, "own-data/"), body, JSON)

    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_decision_stays_untold_until_the_list_is_published(hackathon):
    application = sent_application(hackathon, "accepted", reason="secret")
    client = client_of(captain_of(application))

    told = client.get(at(hackathon, "application/")).json()
    assert (told["status"], told["reason"]) == ("submitted", "")
    assert client.get(at(hackathon, "teams/")).json()["results"] == []


def test_organizer_decides_and_contacts_are_for_who_decides(hackathon):
    application = sent_application(hackathon)
    address = at(hackathon, f"applications/{application.pk}/")
    organizer = client_of(organizer_of(hackathon))

    bare = organizer.post(f"{address}refuse/", {}, JSON)
    refused = organizer.post(f"{address}refuse/", {"reason": "Not ours"}, JSON)

    assert (bare.status_code, bare.json()) == (
        409,
        {"code": "reason_missing", "message": "Give the reason.", "field": "reason"},
    )
    assert refused.json()["status"] == "refused"
    assert refused.json()["people"][0]["email"]
    auditor = UserFactory()
    hackathon.badges.create(person=auditor, is_auditor=True)
    people = client_of(auditor).get(address).json()["people"]
    assert {one["email"] for one in people} == {None}


def test_work_is_handed_in_as_links_or_with_one_file(hackathon):
    application = sent_application(hackathon, "accepted")
    entry_in(stage_at(hackathon, "hackathon", "open"), application)
    client, address = client_of(captain_of(application)), at(hackathon, "work/hackathon/")

    links = client.post(address, {"summary": "x", "video_url": "https://example.kz/v"}, JSON)
    nothing = client.post(address, {"summary": "x"}, JSON)
    odd = client.post(address, {"summary": "x", "video_url": "ftp://example.kz/v"}, JSON)
    file = SimpleUploadedFile("work.pdf", b"%PDF-1.7 work")
    filed = client.post(address, {"summary": "y", "file": file})
    bad = client.post(address, {"summary": "y", "file": io.BytesIO(b"MZ program")})

    assert [links.status_code, nothing.status_code, odd.status_code] == [201, 400, 400]
    assert (filed.status_code, bad.status_code) == (201, 400)
    assert list(bad.json()) == ["file"]
    work = Deliverable.objects.get(number=2)
    got = client.get(at(hackathon, f"files/{work.pk}/"))
    assert got.getvalue() == b"%PDF-1.7 work"
    assert [one["number"] for one in client.get(address).json()["deliverables"]] == [2, 1]


def test_organizer_publishes_the_selection(hackathon):
    sent_application(hackathon, "accepted")
    stage_at(hackathon, "selection", "closed")
    client, address = client_of(organizer_of(hackathon)), at(hackathon, "selection/publication/")

    assert client.get(address).json()["teams"] == 1
    published = client.post(address, {}, JSON)

    assert (published.status_code, published.json()["status"]) == (200, "published")
    assert client.get(at(hackathon, "teams/")).json()["count"] == 1
    assert Letter.objects.filter(letter="registration/team_selected").exists()


def test_member_leaves_and_captain_removes(hackathon):
    application = ready_application(hackathon)
    member, other = add_member(application.team), add_member(application.team)

    gone = client_of(member.participant.user).post(at(hackathon, "team/leave/"), {}, JSON)
    removed = client_of(captain_of(application)).delete(at(hackathon, f"team/members/{other.pk}/"))

    assert (gone.status_code, removed.status_code) == (204, 204)
    left = Membership.objects.filter(pk__in=[member.pk, other.pk], left_at__isnull=False)
    assert left.count() == 2
