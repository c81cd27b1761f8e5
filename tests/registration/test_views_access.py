"""Who gets which page of registration: one row a page, one column a person.

Strangers learn nothing (404), who is known but may not is told so (403), and who is not signed in
is asked to (302 to the sign-in).
"""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from hackathon.kit import tokens
from hackathon.models import Hackathon
from registration.models import Application
from registration.urls import urlpatterns
from tests.factories import BadgeFactory, CityFactory, UserFactory
from tests.factories.registration import (
    DeliverableFactory,
    InvitationFactory,
    SubmissionFactory,
    captain_of,
    entry_in,
    open_hackathon,
    organizer_of,
    ready_application,
    sent_application,
    stage_at,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock", "no_second_factor")]

ASK = "sign-in"
WHO = (
    *("nobody", "stranger", "rival", "judge", "mentor"),
    *("member", "captain", "organizer", "elsewhere", "auditor"),
)
PAGES = {
    # in the order of WHO
    "apply":              (ASK, 200, 404, 403, 403, 302, 302, 403, 403, 403),
    "application":        (ASK, 404, 404, 403, 403, 200, 200, 403, 403, 403),
    "team":               (ASK, 404, 404, 403, 403, 403, 200, 403, 403, 403),
    "project":            (ASK, 404, 404, 403, 403, 403, 200, 403, 403, 403),
    "data_used":          (ASK, 404, 404, 403, 403, 403, 200, 403, 403, 403),
    "review":             (ASK, 404, 404, 403, 403, 403, 200, 403, 403, 403),
    "about_me":           (ASK, 404, 404, 403, 403, 200, 200, 403, 403, 403),
    "receipt":            (ASK, 404, 404, 403, 403, 200, 200, 403, 403, 403),
    "my":                 (ASK, 404, 404, 403, 403, 200, 200, 403, 403, 403),
    "my_data":            (ASK, 404, 404, 403, 403, 200, 200, 403, 403, 403),
    "stage":              (ASK, 404, 404, 403, 403, 200, 200, 403, 403, 403),
    "deliverable_file":   (ASK, 404, 404, 403, 403, 200, 200, 200, 403, 200),
    "teams":              (200, 200, 404, 200, 200, 200, 200, 200, 200, 200),
    "applications":       (ASK, 404, 404, 403, 403, 403, 403, 200, 200, 200),
    "application_check":  (ASK, 404, 404, 403, 403, 403, 403, 200, 404, 200),
    "publish_selection":  (ASK, 404, 404, 403, 403, 403, 403, 200, 403, 403),
    "invitation":         (200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "invitation_confirm": (ASK, 200, 200, 200, 200, 200, 200, 200, 200, 200),
}  # fmt: skip
ACTS = {
    "invite":             (ASK, 404, 404, 403, 403, 403, 422, 403, 403, 403),
    "invitation_renew":   (ASK, 404, 404, 403, 403, 403, 302, 403, 403, 403),
    "invitation_cancel":  (ASK, 404, 404, 403, 403, 403, 302, 403, 403, 403),
    "member_remove":      (ASK, 404, 404, 403, 403, 403, 302, 403, 403, 403),
    "leave":              (ASK, 404, 404, 403, 403, 302, 302, 403, 403, 403),
    "recall":             (ASK, 404, 404, 403, 403, 403, 302, 403, 403, 403),
    "draft":              (ASK, 404, 404, 403, 403, 403, 422, 403, 403, 403),
    "application_decide": (ASK, 404, 404, 403, 403, 403, 403, 422, 404, 403),
    "invitation_decline": (302, 302, 302, 302, 302, 302, 302, 302, 302, 302),
}  # fmt: skip


@pytest.fixture
def no_second_factor(settings) -> None:
    """Staff are let in; one test below switches the lock on."""
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def place() -> Hackathon:
    """A hackathon with a team that has been sent, selected, and is at work."""
    hackathon = open_hackathon()
    application = sent_application(hackathon)
    SubmissionFactory(application=application, snapshot=SNAPSHOT)
    stage = stage_at(hackathon, "hackathon", "open")
    entry = entry_in(stage, application)
    DeliverableFactory(entry=entry, file="deliverables/absent", file_name="work.pdf")
    InvitationFactory(team=application.team)
    return hackathon


SNAPSHOT = {
    "team": "Qyran",
    "title": "Clean air",
    "track": "access",
    "city": "almaty",
    "forms": ["technical"],
    "answers": {"problem": "Smog."},
    "members": [{"name": "Aigerim", "role": "developer", "is_captain": True}],
    "legal_texts": {"rules": {"version": 1, "sha256": "0" * 64}},
}


def people_of(place: Hackathon) -> dict:
    """One person of every kind; a rival belongs to another hackathon, which is not public."""
    application = place.applications.get()
    members = application.team.memberships
    badge = {"hackathon": place}
    return {
        "stranger": UserFactory(),
        "rival": captain_of(ready_application(open_hackathon())),
        "judge": BadgeFactory(**badge, is_judge=True).person,
        "mentor": BadgeFactory(**badge, is_mentor=True).person,
        "member": members.filter(is_captain=False).first().participant.user,
        "captain": captain_of(application),
        "organizer": organizer_of(place),
        "elsewhere": BadgeFactory(
            **badge, is_organizer=True, city=CityFactory(hackathon=place)
        ).person,
        "auditor": BadgeFactory(**badge, is_auditor=True).person,
    }


def address_of(place: Hackathon, name: str) -> str:
    """Where a page of the team lies."""
    application = place.applications.get()
    invitation = application.team.invitations.get()
    link = [invitation.pk, tokens.make("invitation", invitation.pk, invitation.version)]
    member = application.team.memberships.filter(is_captain=False).first()
    more = {
        "receipt": [1],
        "stage": ["hackathon"],
        "deliverable_file": [application.team.entries.get().deliverables.get().pk],
        "application_check": [application.pk],
        "application_decide": [application.pk, "return"],
        "invitation_renew": [invitation.pk],
        "invitation_cancel": [invitation.pk],
        "member_remove": [member.pk],
    }
    if name in ("invitation", "invitation_confirm", "invitation_decline"):
        return reverse(f"registration:{name}", args=link)
    return reverse(f"registration:{name}", args=[place.slug, *more.get(name, [])])


def told(response) -> int | str:
    """What the person got; the way to the sign-in is told apart from any other redirect."""
    if response.status_code == 302 and "/accounts/login/" in response["Location"]:
        return ASK
    return response.status_code


def answers(place: Hackathon, name: str, ask: str) -> dict:
    """What everybody gets; the rival looks at a hackathon that is not public."""
    address = address_of(place, name)
    people = people_of(place)
    found = {}
    for who in WHO:
        Hackathon.objects.filter(pk=place.pk).update(is_public=who != "rival")
        client = Client()
        if who in people:
            client.force_login(people[who])
        found[who] = told(getattr(client, ask)(address))
    return found


@pytest.fixture
def stored_file(place: Hackathon) -> None:
    """The bytes behind the deliverable's file."""
    default_storage.save("deliverables/absent", ContentFile(b"%PDF-1.7"))


@pytest.mark.usefixtures("stored_file")
def test_every_page_is_for(place: Hackathon) -> None:
    found = {name: answers(place, name, "get") for name in PAGES}

    assert found == {name: dict(zip(WHO, line, strict=True)) for name, line in PAGES.items()}


@pytest.mark.parametrize("name", ACTS)
def test_act_is_for(place: Hackathon, name: str) -> None:
    assert answers(place, name, "post") == dict(zip(WHO, ACTS[name], strict=True))


@pytest.mark.parametrize("name", ACTS)
def test_act_is_no_page(place: Hackathon, client: Client, name: str) -> None:
    client.force_login(captain_of(place.applications.get()))

    assert client.get(address_of(place, name)).status_code == 405


@pytest.mark.parametrize("name", ["applications", "application_check", "publish_selection"])
def test_organizer_without_second_factor_sets_one_up(
    place: Hackathon, client: Client, settings, name: str
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(organizer_of(place))

    response = client.get(address_of(place, name))

    assert response.status_code == 302
    assert response["Location"] == reverse("mfa_index")


def test_every_route_of_registration_is_in_a_table() -> None:
    names = {route.name for route in urlpatterns}

    assert names == set(PAGES) | set(ACTS)


def test_another_teams_things_are_not_there(place: Hackathon, client: Client) -> None:
    other = ready_application(place)
    invitation = InvitationFactory(team=other.team)
    member = other.team.memberships.filter(is_captain=False).first()
    client.force_login(captain_of(Application.objects.exclude(pk=other.pk).get()))
    slug = place.slug

    for name, pk in (
        ("invitation_renew", invitation.pk),
        ("invitation_cancel", invitation.pk),
        ("member_remove", member.pk),
    ):
        assert client.post(reverse(f"registration:{name}", args=[slug, pk])).status_code == 404
    invitation.refresh_from_db()
    member.refresh_from_db()
    assert invitation.status == "sent"
    assert member.left_at is None
