"""Who gets which page of judging: one row a page, one column a person.

Strangers learn nothing (404), who is known but may not is told so (403); another judge's card is
not there at all, whoever asks for it.
"""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from hackathon.models import User
from judging import services
from judging.states import ScorecardStatus
from judging.urls import urlpatterns
from registration.models import Deliverable
from tests.factories import BadgeFactory, CityFactory, UserFactory
from tests.factories.judging import Jury, build_jury
from tests.factories.registration import DeliverableFactory, EntryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock", "no_second_factor")]

SIGN_IN = "sign-in"
WHO = (
    *("nobody", "stranger", "rival", "captain", "mentor", "judge", "chair"),
    *("organizer", "elsewhere", "auditor"),
)
PAGES = {
    #                    nobody  stranger rival captain mentor judge chair organizer elsewh auditor
    "rounds":           (SIGN_IN, 404,    404,  403,    403,   200,  200,  403,      403,      403),
    "conflicts":        (SIGN_IN, 404,    404,  403,    403,   200,  200,  403,      403,      403),
    "cards":            (SIGN_IN, 404,    404,  403,    403,   200,  200,  403,      403,      403),
    "card":             (SIGN_IN, 404,    404,  403,    403,   200,  200,  403,      403,      403),
    "ballot":           (SIGN_IN, 404,    404,  403,    403,   200,  200,  403,      403,      403),
    "card_hand_in":     (SIGN_IN, 404,    404,  404,    404,   200,  404,  404,      404,      404),
    "card_file":        (SIGN_IN, 404,    404,  404,    404,   302,  404,  404,      404,      404),
    "round":            (SIGN_IN, 404,    404,  403,    403,   403,  403,  200,      403,      200),
    "criteria":         (SIGN_IN, 404,    404,  403,    403,   403,  403,  302,      403,      403),
    "org_conflict":     (SIGN_IN, 404,    404,  403,    403,   403,  403,  200,      403,      200),
    "judge_cards":      (SIGN_IN, 404,    404,  403,    403,   403,  403,  200,      403,      200),
    "ranking":          (SIGN_IN, 404,    404,  403,    403,   403,  403,  200,      403,      200),
    "ranking_csv":      (SIGN_IN, 404,    404,  403,    403,   403,  403,  409,      403,      409),
    "ties":             (SIGN_IN, 404,    404,  403,    403,   403,  403,  200,      403,      403),
    "publish_finalists":(SIGN_IN, 404,    404,  403,    403,   403,  403,  200,      403,      403),
    "finalists":        (404,     404,    404,  200,    200,   200,  200,  200,      200,      200),
    "feedback":         (SIGN_IN, 404,    404,  200,    403,   403,  403,  403,      403,      403),
}  # fmt: skip
ACTS = {
    "card_marks":       (SIGN_IN, 404,    404,  404,    404,   422,  404,  404,      404,      404),
    "card_take_back":   (SIGN_IN, 404,    404,  403,    403,   403,  403,  422,      403,      403),
    "judge_excuse":     (SIGN_IN, 404,    404,  403,    403,   403,  403,  422,      403,      403),
    "round_move":       (SIGN_IN, 404,    404,  403,    403,   403,  403,  409,      403,      403),
}  # fmt: skip
AFTER_CLOSING = {  # what changes once the round is closed: the chair reads the list
    "ranking":          (SIGN_IN, 404,    404,  403,    403,   403,  200,  200,      403,      200),
    "ranking_csv":      (SIGN_IN, 404,    404,  403,    403,   403,  200,  200,      403,      200),
    "ties":             (SIGN_IN, 404,    404,  403,    403,   403,  200,  200,      403,      403),
    "ballot":           (SIGN_IN, 404,    404,  403,    403,   200,  200,  403,      403,      403),
}  # fmt: skip


@pytest.fixture
def no_second_factor(settings) -> None:
    """Staff are let in; one test below switches the lock on."""
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def work_of_first(jury: Jury) -> None:
    """What the first team handed in during the online hackathon."""
    team = jury.entries[0].team
    entry = EntryFactory(
        stage=jury.stages["hackathon"], team=team, list=jury.entries[0].list, way="selected"
    )
    DeliverableFactory(entry=entry, file="deliverables/absent", file_name="work.pdf")


@pytest.fixture
def place(jury: Jury) -> Jury:
    """A round open for marks in a hackathon that only its own people see."""
    jury.hackathon.is_public = False
    jury.hackathon.save()
    return jury


def people_of(jury: Jury) -> dict:
    """One person of every kind; the judge is not the chair; a rival belongs elsewhere."""
    badge = {"hackathon": jury.hackathon}
    captain = jury.entries[0].team.memberships.get().participant.user
    city = CityFactory(hackathon=jury.hackathon)
    return {
        "stranger": UserFactory(),
        "rival": BadgeFactory(is_judge=True, is_organizer=True, is_chair=True).person,
        "captain": captain,
        "mentor": BadgeFactory(**badge, is_mentor=True).person,
        "judge": jury.judges[1],
        "chair": jury.chair,
        "organizer": jury.organizer,
        "elsewhere": BadgeFactory(**badge, is_organizer=True, city=city).person,
        "auditor": BadgeFactory(**badge, is_auditor=True).person,
    }


def address_of(jury: Jury, name: str) -> str:
    """Where a page lies; cards are those of the judge who is not the chair."""
    slug, judge = jury.hackathon.slug, jury.judges[1].pk
    card = jury.card(1, 0)
    more = {
        "card": ["pitches", card.assignment.order],
        "card_marks": [card.pk],
        "card_hand_in": [card.pk],
        "card_file": [card.pk],
        "judge_cards": ["pitches", judge],
        "judge_excuse": ["pitches", judge],
        "card_take_back": ["pitches", judge, card.pk],
        "round_move": ["pitches", "close"],
        "rounds": [],
        "finalists": [],
        "publish_finalists": [],
    }
    return reverse(f"judging:{name}", args=[slug, *more.get(name, ["pitches"])])


def answers(jury: Jury, ask) -> tuple:
    """What each person is answered, in the order of the columns."""
    people = people_of(jury)
    given = []
    for who in WHO:
        client = Client()
        if who in people:
            client.force_login(people[who])
        response = ask(client)
        is_door = response.status_code == 302 and "/accounts/login/" in response["Location"]
        given.append(SIGN_IN if is_door else response.status_code)
    return tuple(given)


def test_every_page_is_for(place: Jury, work_of_first) -> None:
    place.open()
    addresses = {name: address_of(place, name) for name in PAGES}
    found = {
        name: answers(place, lambda client, to=address: client.get(to))
        for name, address in addresses.items()
    }

    assert found == PAGES


@pytest.mark.parametrize("name", ACTS)
def test_act_is_for(place: Jury, name: str) -> None:
    place.open()
    address = address_of(place, name)

    def act(client: Client):
        return client.post(address, "[]", content_type="application/json")

    assert answers(place, act) == ACTS[name]


def test_page_after_closing_is_for(place: Jury) -> None:
    place.open()
    place.close(idea=[[9, 7, 3]] * 3)

    for name, expected in AFTER_CLOSING.items():
        address = address_of(place, name)
        assert answers(place, lambda client, to=address: client.get(to)) == expected, name


@pytest.mark.parametrize("name", ACTS)
def test_act_is_no_page(open_jury: Jury, client: Client, name: str) -> None:
    client.force_login(open_jury.organizer)

    assert client.get(address_of(open_jury, name)).status_code == 405


def sign_in(client: Client, jury: Jury, who: str) -> None:
    client.force_login(people_of(jury)[who])


@pytest.mark.parametrize("name", ["rounds", "cards", "round", "ranking", "publish_finalists"])
@pytest.mark.parametrize("who", ["judge", "organizer"])
def test_staff_without_second_factor_set_one_up(
    open_jury: Jury, client: Client, settings, name: str, who: str
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client, open_jury, who)

    response = client.get(address_of(open_jury, name))

    assert response.status_code == 302
    assert response["Location"] == reverse("mfa_index")


def test_every_route_of_judging_is_in_a_table() -> None:
    assert {route.name for route in urlpatterns} == set(PAGES) | set(ACTS)


@pytest.mark.parametrize("kind", ["applications", "bootcamp", "cards", "nothing"])
def test_a_stage_without_a_jury_has_no_page(open_jury: Jury, client: Client, kind: str) -> None:
    BadgeFactory._meta.model.objects.filter(person=open_jury.organizer).update(is_judge=True)
    client.force_login(open_jury.organizer)

    for name in ("round", "ranking", "ties", "criteria", "cards", "conflicts"):
        address = reverse(f"judging:{name}", args=[open_jury.hackathon.slug, kind])
        assert client.get(address).status_code == 404, name


@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("get", "card_hand_in"),
        ("post", "card_hand_in"),
        ("post", "card_marks"),
        ("get", "card_file"),
    ],
)
def test_another_judges_card_is_not_there(
    open_jury: Jury, client: Client, method: str, name: str
) -> None:
    client.force_login(open_jury.judges[2])
    card = open_jury.card(1, 0)

    response = getattr(client, method)(
        reverse(f"judging:{name}", args=[open_jury.hackathon.slug, card.pk])
    )

    assert response.status_code == 404
    card.refresh_from_db()
    assert (card.revision, card.status) == (0, ScorecardStatus.OPEN)


def test_a_card_of_another_hackathon_is_not_there(open_jury: Jury, client: Client, now) -> None:
    other = build_jury(now=now)
    other.open()
    card = other.card(0, 0)
    client.force_login(other.judges[0])

    address = reverse("judging:card_marks", args=[open_jury.hackathon.slug, card.pk])

    assert client.post(address, "{}", content_type="application/json").status_code == 404


def test_a_card_is_shown_only_after_the_declaration(jury: Jury, client: Client) -> None:
    services.open_round(round=jury.round, actor=jury.organizer, now=jury.now)
    jury.refresh()
    client.force_login(jury.judges[1])
    to_conflicts = address_of(jury, "conflicts")

    for name in ("cards", "card"):
        response = client.get(address_of(jury, name))
        assert (response.status_code, response["Location"]) == (302, to_conflicts)
    assert client.get(address_of(jury, "card_hand_in")).status_code == 404


@pytest.fixture
def work(jury: Jury) -> Deliverable:
    """A file that the first team handed in during the pitches."""
    file = default_storage.save("deliverables/work.pdf", ContentFile(b"%PDF-1.7"))
    return DeliverableFactory(entry=jury.entries[0], file=file, file_name="work.pdf")


def test_a_file_is_read_by_judges_who_have_the_teams_card(
    jury: Jury, work: Deliverable, client: Client
) -> None:
    """Before the declaration, with a conflict, or without a card nobody of the jury reads it."""
    address = reverse("registration:deliverable_file", args=[jury.hackathon.slug, work.pk])
    services.open_round(round=jury.round, actor=jury.organizer, now=jury.now)
    late = BadgeFactory(hackathon=jury.hackathon, is_judge=True).person

    def told(judge: User) -> int:
        client.force_login(judge)
        return client.get(address).status_code

    assert [told(judge) for judge in (*jury.judges, late)] == [403, 403, 403, 403]
    jury.refresh()
    conflicts = {jury.entries[0].team: "work"}
    for judge, said in zip(jury.judges, (conflicts, {}, {}), strict=True):
        services.declare_conflicts(round=jury.round, judge=judge, conflicts=said, now=jury.now)
    assert [told(judge) for judge in (*jury.judges, late)] == [403, 200, 200, 403]


@pytest.mark.parametrize("who", ["judge", "organizer", "auditor", "chair"])
def test_nobody_sees_anothers_marks_before_the_round_is_closed(
    open_jury: Jury, client: Client, who: str
) -> None:
    """The secret mark is 7 with a telling note and comment, on the card of the third judge."""
    open_jury.mark(2, 0, idea=7)
    card = open_jury.card(2, 0)
    card.note, card.comment = "telling-note", "telling-comment"
    card.save()
    sign_in(client, open_jury, who)

    for name in ("rounds", "cards", "card", "round", "judge_cards", "ranking", "publish_finalists"):
        told = client.get(address_of(open_jury, name), follow=True).content.decode()
        assert "telling" not in told, name
        assert "checked" not in told, name
