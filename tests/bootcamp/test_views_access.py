"""Who gets which page of the boot camp, the final and prizes: one row a page, one column a person.

Strangers learn nothing (404), who is known but may not is told so (403).
"""

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from bootcamp import queries
from bootcamp.models import Award, Certificate, MentorTeam
from bootcamp.urls import urlpatterns
from tests.factories import BadgeFactory, CityFactory, UserFactory
from tests.factories.bootcamp import Camp, MentorTeamFactory, build_camp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock", "no_second_factor")]

SIGN_IN = "sign-in"
WHO = (
    *("nobody", "stranger", "rival", "captain", "mentor", "judge"),
    *("organizer", "elsewhere", "auditor"),
)
PAGES = {  # in a hackathon that only its own people see; the final is signed, not published
    #                     nobody   stranger rival captain mentor judge organizer elsewhere auditor
    "winners":           (404,     404,     404,  200,    200,   200,  200,      200,      200),
    "camp":              (SIGN_IN, 404,     404,  200,    404,   404,  404,      404,      404),
    "mentoring":         (SIGN_IN, 404,     404,  403,    200,   403,  403,      403,      403),
    "mentors":           (SIGN_IN, 404,     404,  403,    403,   403,  200,      403,      403),
    "awards":            (SIGN_IN, 404,     404,  403,    403,   403,  200,      403,      200),
    "certificates":      (SIGN_IN, 404,     404,  403,    403,   403,  200,      403,      200),
    "publish_winners":   (SIGN_IN, 404,     404,  403,    403,   403,  200,      403,      403),
    "certificate_find":  (200,     200,     200,  200,    200,   200,  200,      200,      200),
    "certificate":       (404,     404,     404,  404,    404,   404,  200,      404,      200),
    "certificate_pdf":   (SIGN_IN, 404,     404,  404,    404,   404,  200,      404,      200),
}  # fmt: skip
ACTS = {  # with nothing said: an act that needs words answers 422
    "mentors":           (SIGN_IN, 404,     404,  403,    403,   403,  404,      403,      403),
    "mentor_release":    (SIGN_IN, 404,     404,  403,    403,   403,  302,      403,      403),
    "awards":            (SIGN_IN, 404,     404,  403,    403,   403,  404,      403,      403),
    "fund":              (SIGN_IN, 404,     404,  403,    403,   403,  422,      403,      403),
    "award_withdraw":    (SIGN_IN, 404,     404,  403,    403,   403,  302,      403,      403),
    "certificates_issue": (SIGN_IN, 404,    404,  403,    403,   403,  302,      403,      403),
    "certificate_revoke": (SIGN_IN, 404,    404,  403,    403,   403,  422,      403,      403),
    "publish_winners":   (SIGN_IN, 404,     404,  403,    403,   403,  409,      403,      403),
}  # fmt: skip
ONLY_POST = set(ACTS) - set(PAGES)
ONLY_GET = set(PAGES) - set(ACTS)
NOT_STAFF = {"certificate_find", "certificate", "winners", "camp", "certificate_pdf"}


@pytest.fixture
def place(signed: Camp) -> Camp:
    """Two of three prizes are given, one has its certificate; the boot camp has a mentor."""
    signed.hackathon.is_public = False
    signed.hackathon.save()
    signed.issue(signed.give(0, 1_000))
    signed.give(1, 1_000)
    MentorTeamFactory(entry=signed.camp_entries[0], mentor=signed.mentor)
    return signed


def sign_in(client: Client, camp: Camp, who: str) -> None:
    here = {"hackathon": camp.hackathon}
    made = {
        "stranger": UserFactory,
        "rival": lambda: (
            BadgeFactory(is_judge=True, is_organizer=True, is_mentor=True, is_auditor=True).person
        ),
        "captain": camp.captain,
        "mentor": lambda: camp.mentor,
        "judge": lambda: BadgeFactory(**here, is_judge=True, is_chair=True).person,
        "organizer": lambda: camp.organizer,
        "elsewhere": lambda: (
            BadgeFactory(
                **here, is_organizer=True, city=CityFactory(hackathon=camp.hackathon)
            ).person
        ),
        "auditor": lambda: BadgeFactory(**here, is_auditor=True).person,
    }
    if who in made:
        client.force_login(made[who]())


def address_of(camp: Camp, name: str) -> str:
    certificate = Certificate.objects.filter(award__hackathon=camp.hackathon).first()
    slug = camp.hackathon.slug
    args = {
        "certificate_find": [],
        "certificate": [certificate.number],
        "certificate_pdf": [certificate.number, "kk"],
        "certificate_revoke": [slug, certificate.pk],
        "award_withdraw": [slug, Award.objects.get(hackathon=camp.hackathon, place=2).pk],
    }
    if name == "mentor_release":
        args[name] = [slug, MentorTeam.objects.get(entry__stage__hackathon=camp.hackathon).pk]
    return reverse(f"bootcamp:{name}", args=args.get(name, [slug]))


def answer_of(response) -> int | str:
    if response.status_code == 302 and "/accounts/login/" in response["Location"]:
        return SIGN_IN
    return response.status_code


def state(camp: Camp) -> tuple:
    return (
        MentorTeam.objects.count(),
        list(Award.objects.values_list("place", "amount")),
        list(Certificate.objects.values_list("number", "status")),
        list(queries.fund_of(camp.hackathon).__dict__.items())[1:],
        camp.stage.status,
    )


@pytest.mark.parametrize("who", WHO)
def test_pages_are_for(place: Camp, client: Client, who: str) -> None:
    sign_in(client, place, who)

    found = {name: answer_of(client.get(address_of(place, name))) for name in PAGES}

    assert found == {name: dict(zip(WHO, line, strict=True))[who] for name, line in PAGES.items()}


@pytest.mark.parametrize("name", sorted(ACTS))
def test_act_is_for(place: Camp, client: Client, name: str) -> None:
    address = address_of(place, name)
    found = {}

    for who in WHO:
        client.logout()
        sign_in(client, place, who)
        before = state(place)
        found[who] = answer_of(client.post(address))
        if found[who] != 302:
            assert state(place) == before, who

    assert found == dict(zip(WHO, ACTS[name], strict=True))


@pytest.mark.parametrize("name", sorted(ONLY_POST))
def test_act_is_no_page(place: Camp, client: Client, name: str) -> None:
    client.force_login(place.organizer)

    assert client.get(address_of(place, name)).status_code == 405


@pytest.mark.parametrize("name", sorted(ONLY_GET))
def test_page_is_no_act(place: Camp, client: Client, name: str) -> None:
    client.force_login(place.organizer)

    assert client.post(address_of(place, name)).status_code == 405


@pytest.mark.parametrize("name", sorted({*PAGES, *ACTS} - NOT_STAFF))
def test_staff_without_second_factor_set_one_up(
    place: Camp, client: Client, settings, name: str
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(place.organizer)
    method = client.post if name in ONLY_POST else client.get

    response = method(address_of(place, name))

    assert (response.status_code, response["Location"]) == (302, reverse("mfa_index"))


def test_every_route_is_in_a_table() -> None:
    assert {route.name for route in urlpatterns} == set(PAGES) | set(ACTS)


@pytest.mark.parametrize("name", ["mentor_release", "award_withdraw", "certificate_revoke"])
def test_things_of_another_hackathon_are_not_there(place: Camp, client: Client, now, name) -> None:
    other = build_camp(now=now, teams=2)
    other.sign()
    other.issue(other.give(0, 1_000))
    other.give(1, 1_000)
    MentorTeamFactory(entry=other.camp_entries[0], mentor=other.mentor)
    client.force_login(place.organizer)
    foreign = address_of(other, name).replace(other.hackathon.slug, place.hackathon.slug)
    before = state(other)

    assert client.post(foreign, {"reason": "x"}).status_code == 404
    assert state(other) == before


@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_exists_in_every_language(place: Camp, client: Client, name: str) -> None:
    who = {"camp": place.captain(), "mentoring": place.mentor}.get(name, place.organizer)
    client.force_login(who)
    address = address_of(place, name)

    for language, _name in django_settings.LANGUAGES:
        response = client.get(address.replace("/en/", f"/{language}/", 1))
        assert response.status_code == 200
        assert response["Content-Language"] == language
