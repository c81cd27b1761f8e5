"""Pages on which an organizer publishes: texts that bind, news, the timetable."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from hackathon.models import Hackathon, LegalText, News, Session, User
from tests.factories import BadgeFactory, CityFactory, StageFactory, texts
from tests.factories.ground import NewsFactory, SessionFactory
from tests.hackathon.organizers import answer_to, at, people_of, said
from tests.hackathon.pages import page_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("frozen_clock", "no_second_factor", "organizer"),
]

TEXT = {"kind": "rules", **said("title", "The rules"), **said("text", "A team has 3 to 5 people.")}
NEWS = {**said("title", "We begin"), **said("text", "On **Monday**.")}


# --- texts that bind


def test_text_is_published_as_the_next_version(
    client: Client, hackathon: Hackathon, now: datetime
) -> None:
    sent = TEXT | said("change", "The size of a team")

    answer = client.post(page_of(hackathon, "legal_texts"), sent, follow=True)

    assert "The new version is published" in answer.content.decode()
    text = hackathon.legal_texts.get(kind="rules", version=2)
    assert text.title == texts("The rules")
    assert text.text == texts("A team has 3 to 5 people.")
    assert text.change == texts("The size of a team")
    assert text.published_at == now


def test_next_version_begins_with_the_words_of_the_last(
    client: Client, hackathon: Hackathon
) -> None:
    page = client.get(page_of(hackathon, "legal_texts") + "?kind=privacy").content.decode()

    assert '<option value="privacy" selected>' in page
    assert 'value="The privacy"' in page
    assert "One participant, one team." in page
    assert page.count("Begin the next version") == 3


def test_kind_that_is_none_begins_empty(client: Client, hackathon: Hackathon) -> None:
    page = client.get(page_of(hackathon, "legal_texts") + "?kind=poem").content.decode()

    assert "<option" in page
    assert "One participant, one team." not in page


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "poem"}, "kind"),
        ({"text_kk": ""}, "text"),
        ({"title_en": "  "}, "title"),
        ({"title_ru": "x" * 201}, "title"),
    ],
)
def test_text_with_a_gap_is_not_published(
    client: Client, hackathon: Hackathon, change: dict, field: str
) -> None:
    answer = client.post(page_of(hackathon, "legal_texts"), TEXT | change)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert "A team has 3 to 5 people. (ru)" in answer.content.decode()  # what was typed stays
    assert LegalText.objects.count() == 3


def test_second_click_publishes_no_second_version(client: Client, hackathon: Hackathon) -> None:
    client.post(page_of(hackathon, "legal_texts"), TEXT)

    answer = client.post(page_of(hackathon, "legal_texts"), TEXT)

    assert answer.status_code == 422
    assert "word for word" in answer.content.decode()
    assert hackathon.legal_texts.filter(kind="rules").count() == 2


# --- news


def test_announcement_is_published(client: Client, hackathon: Hackathon, organizer: User) -> None:
    answer = client.post(page_of(hackathon, "org_news"), NEWS, follow=True)

    assert "The announcement is published." in answer.content.decode()
    assert "<strong>Monday</strong>" in answer.content.decode()
    news = News.objects.get()
    assert (news.hackathon, news.author, news.title) == (hackathon, organizer, texts("We begin"))


@pytest.mark.parametrize("gap", ["title_kk", "text_ru"])
def test_announcement_needs_every_language(client: Client, hackathon: Hackathon, gap: str) -> None:
    answer = client.post(page_of(hackathon, "org_news"), NEWS | {gap: ""})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors.values()) == [["Write this in every language."]]
    assert not News.objects.exists()


def test_second_click_publishes_no_second_announcement(
    client: Client, hackathon: Hackathon
) -> None:
    client.post(page_of(hackathon, "org_news"), NEWS)

    answer = client.post(page_of(hackathon, "org_news"), NEWS)

    assert answer.status_code == 422
    assert "published already" in answer.content.decode()
    assert News.objects.count() == 1


def test_announcements_of_others_are_not_shown(client: Client, hackathon: Hackathon) -> None:
    NewsFactory(title=texts("Of others"))

    assert "Of others" not in client.get(page_of(hackathon, "org_news")).content.decode()


# --- the timetable


def session(hackathon: Hackathon, **change: object) -> dict:
    stage = hackathon.stages.get(kind="hackathon")
    sent = {"stage": stage.pk, "speaker": "Әлия", "link": "meet.example.org/a", "city": ""}
    sent |= said("title", "Opening")
    sent |= at("starts_at", "2026-09-28", "10:00") | at("ends_at", "2026-09-28", "11:00")
    return sent | change


def test_session_is_added_by_the_clocks_of_the_hackathon(
    client: Client, hackathon: Hackathon
) -> None:
    city = CityFactory(hackathon=hackathon)

    answer = client.post(
        page_of(hackathon, "org_timetable"), session(hackathon, city=city.pk), follow=True
    )

    assert "The session is in the timetable." in answer.content.decode()
    added = Session.objects.get()
    assert added.starts_at == datetime(2026, 9, 28, 5, tzinfo=UTC)
    assert (added.city, added.link) == (city, "https://meet.example.org/a")
    assert hackathon.audit.get().action == "hackathon.session.add"


def test_session_ends_after_it_starts(client: Client, hackathon: Hackathon) -> None:
    sent = session(hackathon, **at("ends_at", "2026-09-28", "10:00"))

    answer = client.post(page_of(hackathon, "org_timetable"), sent)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"ends_at": ["A session ends after it starts."]}
    assert not Session.objects.exists()


def test_session_belongs_to_this_hackathon(client: Client, hackathon: Hackathon) -> None:
    sent = session(hackathon, stage=StageFactory().pk, city=CityFactory().pk)

    answer = client.post(page_of(hackathon, "org_timetable"), sent)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"stage", "city"}
    assert not Session.objects.exists()


def test_session_with_a_dangerous_link_is_refused(client: Client, hackathon: Hackathon) -> None:
    sent = session(hackathon, link="javascript:alert(1)")

    answer = client.post(page_of(hackathon, "org_timetable"), sent)

    assert set(answer.context["form"].errors) == {"link"}


def test_session_is_taken_off(client: Client, hackathon: Hackathon) -> None:
    added = SessionFactory(stage=hackathon.stages.get(kind="final"), title=texts("Finale"))
    page = client.get(page_of(hackathon, "org_timetable")).content.decode()
    assert page_of(hackathon, "session_remove", added.pk) in page

    answer = client.post(page_of(hackathon, "session_remove", added.pk), follow=True)

    assert "taken off the timetable" in answer.content.decode()
    assert not Session.objects.exists()
    assert hackathon.audit.get().details == {"title": texts("Finale")}


def test_session_is_taken_off_only_by_who_may(client: Client, hackathon: Hackathon) -> None:
    added = SessionFactory(stage=hackathon.stages.get(kind="final"))
    others = SessionFactory(stage=StageFactory())
    address = page_of(hackathon, "session_remove", added.pk)
    people = people_of(hackathon)
    answers = {who: answer_to(people[who], address, {}) for who in people if who != "organizer"}

    assert answers == {
        "nobody": "sign-in",
        "stranger": 404,
        "elsewhere": 404,
        "participant": 403,
        "judge": 403,
        "mentor": 403,
        "of_a_city": 403,
        "auditor": 403,
    }
    assert client.get(address).status_code == 405
    assert client.post(page_of(hackathon, "session_remove", others.pk)).status_code == 404
    assert Session.objects.count() == 2


def test_auditor_publishes_nothing(client: Client, hackathon: Hackathon) -> None:
    client.force_login(BadgeFactory(hackathon=hackathon, is_auditor=True).person)

    assert client.post(page_of(hackathon, "legal_texts"), TEXT).status_code == 403
    assert client.post(page_of(hackathon, "org_news"), NEWS).status_code == 403
    timetable = page_of(hackathon, "org_timetable")
    assert client.post(timetable, session(hackathon)).status_code == 403
    assert (LegalText.objects.count(), News.objects.count(), Session.objects.count()) == (3, 0, 0)
