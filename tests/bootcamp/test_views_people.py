"""Pages of teams, mentors and everybody: the boot camp, the winners."""

import pytest
from django.test import Client
from django.urls import reverse

from bootcamp.models import Certificate
from hackathon.services import add_session
from tests.factories import BadgeFactory, texts
from tests.factories.bootcamp import Camp, MentorTeamFactory, build_camp
from tests.factories.registration import DeliverableFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock", "no_second_factor")]


def certificate_of(camp: Camp, number: int = 0) -> Certificate:
    return camp.entries[number].award.certificates.get()


def test_winners_page_says_nothing_before_publication(issued: Camp, client: Client) -> None:
    page = client.get(reverse("bootcamp:winners", args=[issued.hackathon.slug])).content.decode()

    assert "The winners are not published yet" in page
    assert "Қыран" not in page


def test_winners_page_names_places_sums_projects_and_numbers(
    published: Camp, client: Client
) -> None:
    page = client.get(reverse("bootcamp:winners", args=[published.hackathon.slug])).content.decode()

    assert page.index("«Қыран»") < page.index("«Дала Дата»") < page.index("«Тілмәш»")
    assert "Көпір" not in page
    assert "Жоба: Қыран" in page
    assert all(certificate_of(published, number).number in page for number in range(3))


def test_start_page_has_prizes_and_once_published_the_winners(issued: Camp, client: Client) -> None:
    address = reverse("hackathon:start", args=[issued.hackathon.slug])
    before = client.get(address).content.decode()
    assert 'id="prizes"' in before
    assert "Қыран" not in before

    issued.publish()

    after = client.get(address).content.decode()
    assert 'id="winners-title"' in after
    assert "«Қыран»" in after


def test_camp_page_has_mentors_timetable_and_hand_in(camp: Camp, client: Client) -> None:
    MentorTeamFactory(entry=camp.camp_entries[0], mentor=camp.mentor)
    other = BadgeFactory(hackathon=camp.hackathon, is_mentor=True).person
    MentorTeamFactory(entry=camp.camp_entries[1], mentor=other)
    for kind in ("bootcamp", "final"):
        stage = camp.hackathon.stages.get(kind=kind)
        add_session(
            stage=stage,
            title=texts(f"Session of {kind}"),
            starts_at=stage.opens_at,
            ends_at=stage.closes_at,
            actor=camp.organizer,
            now=camp.now,
        )
    client.force_login(camp.captain())
    address = reverse("bootcamp:camp", args=[camp.hackathon.slug])

    page = client.get(address).content.decode()

    assert camp.mentor.full_name in page
    assert other.full_name not in page
    assert "Session of bootcamp" in page
    assert "Session of final" not in page
    assert reverse("registration:stage", args=[camp.hackathon.slug, "bootcamp"]) in page
    assert "The improved project is not handed in yet." in page

    DeliverableFactory(entry=camp.camp_entries[0], number=2)
    assert "Handed in: version 2" in client.get(address).content.decode()


def test_camp_page_is_only_for_teams_in_the_boot_camp(camp: Camp, client: Client) -> None:
    client.force_login(BadgeFactory(hackathon=camp.hackathon, is_participant=True).person)

    response = client.get(reverse("bootcamp:camp", args=[camp.hackathon.slug]))

    assert response.status_code == 404


def test_mentor_sees_own_teams_work_and_no_contacts(camp: Camp, client: Client) -> None:
    MentorTeamFactory(entry=camp.camp_entries[0], mentor=camp.mentor)
    DeliverableFactory(
        entry=camp.camp_entries[0], summary="Works.", presentation_url="https://slides.example/1"
    )
    client.force_login(camp.mentor)

    page = client.get(reverse("bootcamp:mentoring", args=[camp.hackathon.slug])).content.decode()

    assert "«Қыран»" in page
    assert "«Дала Дата»" not in page
    assert "Әсел Нұрғалиева (developer)".lower() in page.lower()
    assert "Works." in page
    assert 'href="https://slides.example/1"' in page
    for member in camp.members():
        assert member.participant.user.email not in page
        assert member.participant.phone not in page


@pytest.mark.parametrize("name", ["mentoring", "winners", "camp"])
def test_page_costs_the_same_with_any_number_of_rows(
    now, client: Client, name: str, django_assert_max_num_queries
) -> None:
    counts = []
    for rows in (1, 3):
        camp = build_camp(now=now, teams=3)
        camp.sign()
        camp.issue_all()
        camp.publish()
        mentors = [BadgeFactory(hackathon=camp.hackathon, is_mentor=True).person for _n in range(3)]
        for number in range(rows):
            MentorTeamFactory(entry=camp.camp_entries[number], mentor=camp.mentor)
            MentorTeamFactory(entry=camp.camp_entries[0], mentor=mentors[number])
            DeliverableFactory(entry=camp.camp_entries[number])
        client.force_login(camp.captain() if name == "camp" else camp.mentor)
        with django_assert_max_num_queries(15) as asked:
            address = reverse(f"bootcamp:{name}", args=[camp.hackathon.slug])
            assert client.get(address).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]
