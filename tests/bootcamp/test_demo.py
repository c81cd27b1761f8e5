"""The demo: it loads as people would have made it, and nothing in it breaks a rule."""

import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F, Sum
from django.test import Client

from bootcamp import queries
from bootcamp.demo.events import finished
from bootcamp.demo.people import DOMAIN, STAFF
from bootcamp.demo.projects import PROJECTS
from bootcamp.models import Award, Certificate, MentorTeam, PrizeFund
from hackathon.demo import doors
from hackathon.kit import clock
from hackathon.kit.translated import missing_languages
from hackathon.models import Hackathon, LegalText, Letter, Stage, User
from judging.models import Conflict, Round, Scorecard
from registration.models import Membership, Team

NOON = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)  # 12:00 in Almaty


@pytest.fixture(scope="module")
def said(django_db_setup, django_db_blocker):
    """The demo, loaded once for every test of this file; what the command said."""
    with django_db_blocker.unblock(), transaction.atomic():
        out = StringIO()
        with clock.frozen(NOON):
            call_command("load_demo", stdout=out)
        yield out.getvalue()
        transaction.set_rollback(True)


@pytest.fixture
def demo(said: str, django_db_blocker) -> None:
    """The database with the demo in it, at the moment for which it was made."""
    with django_db_blocker.unblock(), clock.frozen(NOON):
        yield


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def stages(slug: str) -> dict[str, str]:
    return dict(Stage.objects.filter(hackathon__slug=slug).values_list("kind", "status"))


def test_there_are_three_hackathons_at_three_points_of_the_course(said: str) -> None:
    assert set(Hackathon.objects.values_list("slug", flat=True)) == {
        "ashyq-el",
        "tsifrly-dala",
        "jas-tulek",
    }
    assert len(said.splitlines()) == 5
    assert stages("ashyq-el")["final"] == "published"
    assert stages("tsifrly-dala")["pitches"] == "open"
    assert stages("jas-tulek") == {
        "applications": "open",
        **dict.fromkeys(("selection", "hackathon", "pitches", "bootcamp", "final"), "planned"),
    }


def test_demo_is_not_loaded_twice() -> None:
    before = Hackathon.objects.count()

    with pytest.raises(CommandError):
        call_command("load_demo", stdout=StringIO())

    assert Hackathon.objects.count() == before


def test_everything_that_is_said_is_said_in_three_languages() -> None:
    for hackathon in Hackathon.objects.all():
        texts = [hackathon.name, hackathon.slogan, hackathon.summary, hackathon.organizer_name]
        texts += [text.text for text in hackathon.legal_texts.all()]
        texts += [text.title for text in hackathon.legal_texts.all()]
        texts += [track.name for track in hackathon.tracks.all()]
        assert not any(missing_languages(text) for text in texts)


def test_kazakh_letters_are_whole() -> None:
    teams = set(Team.objects.values_list("name", flat=True))
    assert teams == {project.team for project in PROJECTS}
    names = "".join(User.objects.values_list("full_name", flat=True)) + "".join(teams)
    letters = json.dumps(list(Letter.objects.values_list("facts", flat=True)), ensure_ascii=False)
    texts = "".join(text["kk"] for text in LegalText.objects.values_list("text", flat=True))
    assert set(texts) >= set("әғқңөұүі")
    for said in (names, letters):
        assert set("ӘғқөұүіҚ") <= set(said)
        assert "�" not in said
        assert "??" not in said


def test_teams_keep_the_rules() -> None:
    for team in Team.objects.select_related("hackathon"):
        members = Membership.objects.filter(team=team, left_at__isnull=True)
        assert team.hackathon.team_min <= members.count() <= team.hackathon.team_max
        assert members.filter(confirmed_at__isnull=True).count() == 0
        assert members.filter(is_captain=True).count() == 1


def test_awards_are_within_the_fund_and_in_the_signed_places() -> None:
    fund = PrizeFund.objects.get()
    total = Award.objects.aggregate(total=Sum("amount"))["total"]
    assert total == fund.awarded == 20_000_000 == fund.amount
    assert not PrizeFund.objects.filter(awarded__gt=F("amount")).exists()
    hackathon = Hackathon.objects.get(slug="ashyq-el")
    places = queries.prize_places(hackathon)
    assert [one.row.place for one in places] == [1, 2, 3]
    assert [one.award.place for one in places] == [1, 2, 3]


def test_certificates_are_valid_and_say_what_was_signed() -> None:
    certificates = Certificate.objects.select_related("award__result")
    assert [one.number for one in certificates] == [
        f"ASHYQ-EL-2026-000{number}" for number in (1, 2, 3)
    ]
    for one in certificates:
        assert one.status == "valid"
        assert queries.is_intact(one)
        assert one.facts["result_sha256"] == one.award.result.sha256
        assert (one.facts["place"], one.facts["amount"]) == (one.award.place, one.award.amount)


def test_winners_and_their_certificates_are_on_public_pages() -> None:
    page = Client().get("/kk/ashyq-el/winners/").content.decode()
    for certificate in Certificate.objects.all():
        assert queries.is_announced(certificate, AnonymousUser())
        assert certificate.number in page
        assert f"«{certificate.facts['team']}»" in page


def test_jury_sits_and_the_demos_judge_has_work_left() -> None:
    round = Round.objects.get(stage__hackathon__slug="tsifrly-dala", stage__kind="pitches")
    assert round.status == "open"
    cards = Scorecard.objects.filter(assignment__round=round, status="open")
    left = set(cards.values_list("assignment__judge__email", flat=True))
    assert (left, cards.count()) == ({f"judge@{DOMAIN}"}, 3)


def test_every_finalist_has_a_mentor_and_no_judge_is_in_conflict_unseen() -> None:
    hackathon = Hackathon.objects.get(slug="ashyq-el")
    pairs = MentorTeam.objects.select_related("entry")
    assert {pair.entry for pair in pairs} == set(queries.camp_entries(hackathon))
    for pair in pairs:
        assert Conflict.objects.filter(judge=pair.mentor, team=pair.entry.team_id).exists()


def test_there_is_a_door_for_each_role() -> None:
    open_doors = {door.email for door in doors()}

    expected = {one.local for one in STAFF} | {"captain", "member", "visitor"}
    assert open_doors == {f"{local}@{DOMAIN}" for local in expected}
    assert not User.objects.exclude(email__endswith=f"@{DOMAIN}").exists()


def test_nothing_in_the_past_happened_after_today() -> None:
    assert not Award.objects.filter(decided_at__gt=NOON).exists()
    assert not Certificate.objects.filter(issued_at__gt=NOON).exists()


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 10, 20), 2025), (date(2026, 10, 21), 2026), (date(2027, 1, 1), 2026)],
)
def test_finished_hackathon_is_the_last_one_that_is_over(today: date, year: int) -> None:
    event = finished(today)

    assert event.pitch_day == date(year, 10, 1)
    assert event.calendar()["final"][1].date() < today


def test_the_same_teams_reach_the_final_every_time() -> None:
    """Chance belongs to a judge and a team, not to the ids that a database happens to give."""
    bootcamp = Stage.objects.get(hackathon__slug="ashyq-el", kind="bootcamp")
    entries = bootcamp.entries.all()
    finalists = ("Дала Дата", "Саналы", "Тілмәш", "Қыран")
    assert set(entries.values_list("team__name", "way")) == {
        *((name, "jury") for name in finalists),
        ("Киберқалқан", "wildcard"),
    }
