"""Pages of the organizer: the board, the calendar, people, letters, the trail."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hackathon.models import AuditEntry, Badge, Hackathon, Letter, Stage, User
from hackathon.states import PUBLISH, StageKind
from hackathon.views import organizer as pages
from tests.factories import BadgeFactory, CityFactory, UserFactory, texts
from tests.factories.ground import (
    BEGIN,
    AuditEntryFactory,
    LetterFactory,
    organizer_of,
    place,
    rows,
)
from tests.hackathon.organizers import (
    LANGUAGES,
    SIGN_IN,
    WHO,
    answer_to,
    at,
    people_of,
    queries_of,
    said,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock", "no_second_factor")]

PAGES = {
    # in the order of WHO
    "board":         (SIGN_IN, 404, 404, 403, 403, 403, 200, 200, 200),
    "org_stages":    (SIGN_IN, 404, 404, 403, 403, 403, 200, 403, 403),
    "badges":        (SIGN_IN, 404, 404, 403, 403, 403, 200, 403, 403),
    "org_letters":   (SIGN_IN, 404, 404, 403, 403, 403, 200, 403, 403),
    "trail":         (SIGN_IN, 404, 404, 403, 403, 403, 200, 403, 200),
    "legal_texts":   (SIGN_IN, 404, 404, 403, 403, 403, 200, 403, 403),
    "org_news":      (SIGN_IN, 404, 404, 403, 403, 403, 200, 403, 403),
    "org_timetable": (SIGN_IN, 404, 404, 403, 403, 403, 200, 403, 403),
}  # fmt: skip
ACTS = {  # sent with nothing in it: who may, is told what is missing
    "org_stages":    (SIGN_IN, 404, 404, 403, 403, 403, 404, 403, 403),
    "badges":        (SIGN_IN, 404, 404, 403, 403, 403, 422, 403, 403),
    "legal_texts":   (SIGN_IN, 404, 404, 403, 403, 403, 422, 403, 403),
    "org_news":      (SIGN_IN, 404, 404, 403, 403, 403, 422, 403, 403),
    "org_timetable": (SIGN_IN, 404, 404, 403, 403, 403, 422, 403, 403),
    "move_stage":    (SIGN_IN, 404, 404, 403, 403, 403, 302, 403, 403),
}  # fmt: skip
MOVED = ["applications", "close"]


@pytest.fixture
def no_second_factor(settings) -> None:
    """Staff are let in; one test below switches the lock on."""
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def hackathon() -> Hackathon:
    """A hackathon that takes applications and is public: a stranger still finds no board."""
    return place()


@pytest.fixture
def organizer(client: Client, hackathon: Hackathon) -> User:
    """The organizer, signed in."""
    person = organizer_of(hackathon)
    client.force_login(person)
    return person


def page_of(hackathon: Hackathon, name: str, *args: object) -> str:
    return reverse(f"hackathon:{name}", args=[hackathon.slug, *args])


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# --- who gets what


@pytest.mark.parametrize("name", PAGES)
def test_page_is_for_whom_it_is_for(hackathon: Hackathon, name: str) -> None:
    people = people_of(hackathon)
    answers = tuple(answer_to(people[who], page_of(hackathon, name)) for who in WHO)

    assert answers == PAGES[name]


@pytest.mark.parametrize("name", ACTS)
def test_act_is_for_whom_it_is_for(hackathon: Hackathon, name: str) -> None:
    people = people_of(hackathon)
    address = page_of(hackathon, name, *(MOVED if name == "move_stage" else []))
    answers = tuple(answer_to(people[who], address, {"what": "ever"}) for who in WHO)

    assert answers == ACTS[name]


@pytest.mark.parametrize("name", PAGES)
def test_page_is_there_in_every_language(
    client: Client, organizer: User, hackathon: Hackathon, name: str
) -> None:
    rows(hackathon, 2)
    for language in LANGUAGES:
        with translation.override(language):
            address = page_of(hackathon, name)
        page = read(client, address)
        assert f'lang="{language}"' in page.partition(">")[2].partition(">")[0]
        assert hackathon.name[language] in page


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_for_the_second_factor(
    client: Client, organizer: User, hackathon: Hackathon, name: str, settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True

    answer = client.get(page_of(hackathon, name))

    assert answer.status_code == 302
    assert answer["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("name", PAGES)
def test_queries_do_not_grow_with_rows(
    client: Client, organizer: User, hackathon: Hackathon, name: str
) -> None:
    rows(hackathon, 1)
    one = queries_of(client, page_of(hackathon, name))
    for _number in range(2):
        city = CityFactory(hackathon=hackathon)
        BadgeFactory(hackathon=hackathon, is_organizer=True, city=city)
        BadgeFactory(hackathon=hackathon, is_judge=True, is_mentor=True)
        AuditEntryFactory(hackathon=hackathon, actor=UserFactory())
        LetterFactory(hackathon=hackathon, recipient=UserFactory())
    three = queries_of(client, page_of(hackathon, name))

    assert one == three
    assert three <= 15


# --- the board


def test_board_draws_every_stage_with_what_it_waits_for(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    page = read(client, page_of(hackathon, "board"))
    items = page.split('<li class="board__i')[1:]

    assert len(items) == 6
    assert "is-open" in items[0]
    assert "Close the stage" in items[0]
    assert page_of(hackathon, "move_stage", "applications", "close") in items[0]
    assert "Open the stage" in items[1]
    assert "Close the applications first." in items[1]
    assert "Applications started" in page
    assert "letters wait to be sent" in page


def test_board_leads_to_the_page_that_publishes_a_result(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    kinds = ["applications", "selection", "hackathon", "pitches", "bootcamp", "final"]
    hackathon.stages.update(status="closed")
    items = read(client, page_of(hackathon, "board")).split('<li class="board__i')[1:]
    pages_of = {
        "selection": "registration:publish_selection",
        "pitches": "judging:publish_finalists",
        "final": "bootcamp:publish_winners",
    }

    for kind, item in zip(kinds, items, strict=True):
        assert "<form" not in item
        name = pages_of.get(kind)
        assert (reverse(name, args=[hackathon.slug]) in item) if name else ("btn" not in item)


def test_board_counts_letters_that_wait_and_that_did_not_arrive(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    for _number in range(3):
        LetterFactory(hackathon=hackathon, bounced_at=BEGIN)
    LetterFactory(hackathon=hackathon)
    LetterFactory(hackathon=hackathon, sent_at=BEGIN)
    LetterFactory(bounced_at=BEGIN)

    answer = client.get(page_of(hackathon, "board"))

    assert (answer.context["waiting"], answer.context["bounced"]) == (1, 3)
    row = (
        f'<li><span class="n">3</span><a href="{page_of(hackathon, "org_letters")}?state=bounced">'
    )
    assert row in answer.content.decode()


@pytest.mark.parametrize("says", [{"is_auditor": True}, {"is_organizer": True, "city": True}])
def test_board_offers_nothing_to_who_only_reads(
    client: Client, hackathon: Hackathon, says: dict
) -> None:
    says = says | ({"city": CityFactory(hackathon=hackathon)} if says.get("city") else {})
    client.force_login(BadgeFactory(hackathon=hackathon, **says).person)
    hackathon.stages.filter(kind="selection").update(status="closed")

    page = read(client, page_of(hackathon, "board")).partition("<main")[2].partition("</main>")[0]

    assert "<form" not in page
    assert "publish_selection" not in page
    assert reverse("registration:publish_selection", args=[hackathon.slug]) not in page
    for name in ("org_stages", "badges", "org_letters", "legal_texts", "org_news", "org_timetable"):
        assert f'href="{page_of(hackathon, name)}' not in page
    shows_trail = f'href="{page_of(hackathon, "trail")}"' in page
    assert shows_trail is bool(says.get("is_auditor"))


def test_page_that_publishes_may_be_missing(hackathon: Hackathon, monkeypatch) -> None:
    monkeypatch.setitem(pages.PUBLISHING_PAGES, StageKind.FINAL, "hackathon:nowhere")

    assert pages.publishing_page(hackathon.stages.get(kind="final")) == ""
    assert pages.publishing_page(hackathon.stages.get(kind="bootcamp")) == ""


# --- moving a stage


def test_stage_is_closed_and_opened(client: Client, organizer: User, hackathon: Hackathon) -> None:
    answer = client.post(page_of(hackathon, "move_stage", *MOVED), follow=True)
    assert "Done: Applications." in answer.content.decode()
    client.post(page_of(hackathon, "move_stage", "selection", "open"))

    statuses = dict(hackathon.stages.values_list("kind", "status"))
    assert (statuses["applications"], statuses["selection"]) == ("closed", "open")
    acts = list(hackathon.audit.values_list("action", flat=True))
    assert acts == ["hackathon.stage.open", "hackathon.stage.close"]


def test_stage_that_waits_for_something_says_for_what(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    answer = client.post(page_of(hackathon, "move_stage", "selection", "open"))

    assert answer.status_code == 409
    notice = answer.content.decode().partition('role="alert"')[2].partition("</ul>")[0]
    assert "Not yet: Selection" in notice
    assert "Close the applications first." in notice
    assert hackathon.stages.get(kind="selection").status == "planned"
    assert not hackathon.audit.exists()


def test_stage_that_somebody_else_moved_is_shown_as_it_is(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    client.post(page_of(hackathon, "move_stage", *MOVED))

    answer = client.post(page_of(hackathon, "move_stage", *MOVED))

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Someone was faster" in page
    assert page_of(hackathon, "move_stage", *MOVED) not in page.partition("<main")[2]
    assert hackathon.audit.count() == 1


@pytest.mark.parametrize(
    ("kind", "move"), [("selection", "publish"), ("selection", "jump"), ("party", "open")]
)
def test_move_that_is_none_is_not_there(
    client: Client, organizer: User, hackathon: Hackathon, kind: str, move: str
) -> None:
    assert client.post(page_of(hackathon, "move_stage", kind, move)).status_code == 404
    assert client.get(page_of(hackathon, "move_stage", kind, move)).status_code == 405


@pytest.mark.parametrize(
    ("kind", "status", "move"),
    [
        ("applications", "planned", "open"),
        ("applications", "open", "close"),
        ("applications", "closed", ""),
        ("selection", "closed", "publish"),
        ("selection", "published", ""),
    ],
)
def test_next_move_of_a_stage(kind: str, status: str, move: str) -> None:
    assert pages.next_move(Stage(kind=kind, status=status)) == move
    assert PUBLISH.name == "publish"


# --- dates


def dates(kind: str, opens: tuple[str, str], closes: tuple[str, str]) -> dict[str, str]:
    return {"stage": kind} | at(f"{kind}-opens_at", *opens) | at(f"{kind}-closes_at", *closes)


def test_dates_are_saved_by_the_clocks_of_the_hackathon(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    Hackathon.objects.update(time_zone="Europe/Paris")
    sent = dates("selection", ("2026-09-19", "09:00"), ("2026-09-22", "18:00"))

    answer = client.post(page_of(hackathon, "org_stages"), sent)

    assert answer.status_code == 302
    stage = hackathon.stages.get(kind="selection")
    assert stage.opens_at == datetime(2026, 9, 19, 7, tzinfo=UTC)
    assert stage.closes_at == datetime(2026, 9, 22, 16, tzinfo=UTC)
    assert 'value="18:00"' in read(client, page_of(hackathon, "org_stages"))


def test_moved_dates_stand_in_the_news(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    sent = dates("selection", ("2026-09-19", "05:00"), ("2026-09-25", "18:00"))
    client.post(page_of(hackathon, "org_stages"), sent)

    page = read(client, reverse("hackathon:news", args=[hackathon.slug]))

    assert "Selection: the dates have moved" in page
    assert "<strong>25 September 2026, 18:00 (Asia/Almaty)</strong>" in page


def test_open_stage_is_not_ended_backwards(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    before = list(hackathon.stages.values_list("opens_at", "closes_at"))
    sent = dates("applications", ("2026-08-01", "05:00"), ("2026-08-31", "18:00"))

    answer = client.post(page_of(hackathon, "org_stages"), sent)

    assert answer.status_code == 422
    assert "An open stage cannot end in the past: close it instead." in answer.content.decode()
    assert list(hackathon.stages.values_list("opens_at", "closes_at")) == before
    assert not hackathon.news.exists()


def test_day_that_ends_at_23_59_ends_with_its_last_second(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    sent = dates("selection", ("2026-09-19", "00:00"), ("2026-09-22", "23:59"))
    client.post(page_of(hackathon, "org_stages"), sent)

    closes_at = hackathon.stages.get(kind="selection").closes_at
    assert closes_at == datetime(2026, 9, 22, 18, 59, 59, tzinfo=UTC)  # R2.2, in Almaty


def test_saving_dates_as_they_are_changes_no_second(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    exact = datetime(2026, 9, 18, 13, 30, 45, tzinfo=UTC)
    hackathon.stages.filter(kind="applications").update(closes_at=exact)
    sent = dates("applications", ("2026-08-01", "05:00"), ("2026-09-18", "18:30"))
    client.post(page_of(hackathon, "org_stages"), sent)

    stage = hackathon.stages.get(kind="applications")
    assert (stage.opens_at, stage.closes_at) == (BEGIN, exact)


def test_dates_in_the_wrong_order_are_refused_and_stay_typed(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    before = list(hackathon.stages.values_list("opens_at", "closes_at"))
    sent = dates("selection", ("2026-09-22", "12:34"), ("2026-09-19", "18:00"))

    answer = client.post(page_of(hackathon, "org_stages"), sent)

    assert answer.status_code == 422
    assert "A stage opens before it closes." in answer.content.decode()
    assert 'value="12:34"' in answer.content.decode()
    assert list(hackathon.stages.values_list("opens_at", "closes_at")) == before
    assert not hackathon.audit.exists()


def test_dates_must_be_dates(client: Client, organizer: User, hackathon: Hackathon) -> None:
    sent = dates("selection", ("soon", "12:34"), ("2026-09-19", ""))

    answer = client.post(page_of(hackathon, "org_stages"), sent)

    assert answer.status_code == 422
    assert set(next(f for f in answer.context["forms"] if f.is_bound).errors) == {
        "opens_at",
        "closes_at",
    }


# --- people

NEW = {
    "email": "Dana@Example.org",
    "full_name": "Дана Ахметова",
    "language": "kk",
    "roles": ["is_judge", "is_chair"],
    "organization": "KazNU",
    **said("position", "Professor"),
}


def test_person_is_named_with_an_account_and_a_letter(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    answer = client.post(page_of(hackathon, "badges"), NEW, follow=True)

    assert "a letter is on its way" in answer.content.decode()
    badge = Badge.objects.get(hackathon=hackathon, person__email="dana@example.org")
    assert (badge.is_judge, badge.is_chair, badge.is_organizer) == (True, True, False)
    assert (badge.organization, badge.position) == ("KazNU", texts("Professor"))
    assert badge.person.full_name == "Дана Ахметова"
    assert not badge.person.has_usable_password()
    letter = Letter.objects.get(letter="hackathon/badge_given")
    assert (letter.recipient, letter.language) == (badge.person, "kk")
    assert "Дана Ахметова" in answer.content.decode()


def test_participant_cannot_be_named(client: Client, organizer: User, hackathon: Hackathon) -> None:
    person = BadgeFactory(hackathon=hackathon, is_participant=True).person

    answer = client.post(page_of(hackathon, "badges"), NEW | {"email": person.email})

    assert answer.status_code == 422
    assert "cannot take part" in answer.context["form"].errors["roles"][0]  # R1.7
    assert "Дана Ахметова" in answer.content.decode()
    assert hackathon.badges.get(person=person).is_judge is False
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"full_name": ""}, "full_name"),
        ({"roles": []}, "roles"),
        ({"roles": ["is_king"]}, "roles"),
        ({"roles": ["is_chair"]}, "roles"),
        ({"language": "fr"}, "language"),
        ({"city": "0"}, "city"),
    ],
)
def test_person_is_not_named_by_a_form_with_a_fault(
    client: Client, organizer: User, hackathon: Hackathon, change: dict, field: str
) -> None:
    before = hackathon.badges.count(), User.objects.count()

    answer = client.post(page_of(hackathon, "badges"), NEW | change)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert (hackathon.badges.count(), User.objects.count()) == before


def test_only_an_organizer_has_a_city(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    city = CityFactory(hackathon=hackathon)

    answer = client.post(page_of(hackathon, "badges"), NEW | {"city": city.pk})
    assert answer.status_code == 422
    assert answer.context["form"].errors["city"] == ["Only an organizer is named for one city."]

    elsewhere = NEW | {"roles": ["is_organizer"], "city": CityFactory().pk}
    assert client.post(page_of(hackathon, "badges"), elsewhere).status_code == 422

    own = NEW | {"roles": ["is_organizer"], "city": city.pk}
    assert client.post(page_of(hackathon, "badges"), own).status_code == 302
    assert hackathon.badges.get(person__email="dana@example.org").city == city


def test_last_organizer_cannot_resign(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    answer = client.post(page_of(hackathon, "badges"), NEW | {"email": organizer.email})

    assert answer.status_code == 422
    assert "without an organizer" in answer.context["form"].errors["roles"][0]
    assert hackathon.badges.get(person=organizer).is_organizer is True


# --- letters and the trail


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("", {"Sent one", "Lost one", "Later one"}),
        ("?state=sent", {"Sent one"}),
        ("?state=bounced", {"Lost one"}),
        ("?state=waiting", {"Later one"}),
        ("?state=other", {"Sent one", "Lost one", "Later one"}),
    ],
)
def test_letters_are_shown_by_what_became_of_them(
    client: Client, organizer: User, hackathon: Hackathon, state: str, shown: set[str]
) -> None:
    LetterFactory(hackathon=hackathon, subject="Sent one", sent_at=BEGIN)
    LetterFactory(hackathon=hackathon, subject="Lost one", bounced_at=BEGIN, failure="550 no")
    LetterFactory(hackathon=hackathon, subject="Later one")
    LetterFactory(subject="Of others")

    page = read(client, page_of(hackathon, "org_letters") + state)

    names = {"Sent one", "Lost one", "Later one", "Of others"}
    assert {name for name in names if name in page} == shown
    assert ("550 no" in page) is ("Lost one" in shown)


def test_letters_are_counted_by_what_became_of_them(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    for facts in ({"sent_at": BEGIN}, {"bounced_at": BEGIN}, {"bounced_at": BEGIN}, {}):
        LetterFactory(hackathon=hackathon, **facts)
    LetterFactory(bounced_at=BEGIN)

    counts = client.get(page_of(hackathon, "org_letters")).context["counts"]

    assert counts == {"all": 4, "sent": 1, "bounced": 2, "waiting": 1}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "2 letters could not be delivered"),
        ("kk", "2 хат жеткізілмеді"),
        ("ru", "2 письма не удалось доставить"),
    ],
)
def test_letters_page_says_what_to_do_about_those_that_bounced(
    client: Client, organizer: User, hackathon: Hackathon, language: str, words: str
) -> None:
    for _number in range(2):
        LetterFactory(hackathon=hackathon, bounced_at=BEGIN, failure="550 no such mailbox")

    with translation.override(language):
        address = page_of(hackathon, "org_letters")
        every, sent = read(client, address), read(client, address + "?state=sent")

    assert words in every
    assert words not in sent
    assert "550 no such mailbox" in every


def test_letter_that_waits_is_listed_by_what_it_will_say(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    person = UserFactory(full_name="Дина О-Ким_мл.")
    LetterFactory(hackathon=hackathon, recipient=person, language="ru")
    LetterFactory(hackathon=hackathon, address="nobody@example.org")

    page = read(client, page_of(hackathon, "org_letters"))

    assert "Дина О-Ким_мл.<small>" in page  # as it was written, not as Markdown would need it
    assert f"{hackathon.name['ru']}</span>" in page
    assert "nobody@example.org<small>" in page


def test_letters_say_when_there_are_none(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    assert "No letters here" in read(client, page_of(hackathon, "org_letters"))


def test_trail_shows_who_did_what_a_hundred_a_page(
    client: Client, organizer: User, hackathon: Hackathon
) -> None:
    for number in range(101):
        AuditEntryFactory(hackathon=hackathon, actor=organizer, target_id=number + 1000)
    AuditEntryFactory(target_id=77777)

    first = read(client, page_of(hackathon, "trail"))
    second = read(client, page_of(hackathon, "trail") + "?page=2")

    assert first.count("<code>hackathon.stage.open</code>") == 100
    assert "hackathon.stage 1100" in first
    assert organizer.full_name in first
    assert "hackathon.stage 1000<" in second
    assert "77777" not in first + second


def test_trail_shows_an_auditor_no_address(client: Client, hackathon: Hackathon) -> None:
    actor = UserFactory(full_name="", email="secret@example.org")
    AuditEntryFactory(hackathon=hackathon, actor=actor)
    AuditEntryFactory(hackathon=hackathon, actor=None)
    client.force_login(BadgeFactory(hackathon=hackathon, is_auditor=True).person)

    page = read(client, page_of(hackathon, "trail"))

    assert "secret@example.org" not in page
    assert AuditEntry.objects.count() == 2
