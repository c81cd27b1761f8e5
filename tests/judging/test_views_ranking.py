"""The ranked list: as a page with filters, and as a file."""

import csv
from io import StringIO

import pytest
from django.test import Client

from judging import services
from judging.models import Round
from judging.states import RoundStatus
from judging.views.ranking import safe_cell
from registration.models import Team
from tests.factories import CityFactory
from tests.factories.judging import Jury
from tests.judging.pages import names, url, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def shown_teams(response) -> list[str]:
    return [line.row.entry.team.name for line in response.context["page"]]


def test_ranking_shows_points_votes_and_who_goes_on(ranked: Jury, organizer: Client) -> None:
    response = organizer.get(url(ranked, "ranking", "pitches"))

    assert shown_teams(response) == names(ranked)
    lines = list(response.context["page"])
    assert [line.points for line in lines] == ["19.00", "17.00", "13.00"]
    assert [line.row.goes_on for line in lines] == [True, True, False]
    assert [line.row.tally.against for line in lines] == [0, 0, 3]
    assert response.context["cut"] == "17.00"
    assert response.context["cut_place"] == 2
    assert words(response).count("cutline") == 1


def test_exact_points_stand_beside_the_rounded_ones(open_jury: Jury, organizer: Client) -> None:
    open_jury.close(idea=[[9, 5, 3], [8, 5, 3], [8, 5, 3]])

    lines = organizer.get(url(open_jury, "ranking", "pitches")).context["page"]

    assert (lines[0].points, lines[0].exact) == ("18.33", "55/3")


def test_ranking_is_filtered_and_sorted_by_the_server(ranked: Jury, organizer: Client) -> None:
    city = CityFactory(hackathon=ranked.hackathon)
    application = ranked.entries[1].team.application
    application.city = city
    application.save()
    Team.objects.filter(pk=ranked.entries[2].team.pk).update(name="Әділ")
    ranked.entries[2].team.refresh_from_db()
    first, second, third = names(ranked)
    page = url(ranked, "ranking", "pitches")

    assert shown_teams(organizer.get(page, {"q": second.upper()})) == [second]
    assert shown_teams(organizer.get(page, {"city": city.pk})) == [second]
    assert shown_teams(organizer.get(page, {"form": "technical"})) == [first, second, third]
    assert shown_teams(organizer.get(page, {"form": "social"})) == []
    assert shown_teams(organizer.get(page, {"sort": "name"}))[0] == third
    assert shown_teams(organizer.get(page, {"sort": "nonsense"})) == [first, second, third]
    assert organizer.get(page, {"sort": "name"}).context["cut_place"] is None


def test_widest_disagreement_comes_first(open_jury: Jury, organizer: Client) -> None:
    open_jury.close(idea=[[9, 10, 3], [9, 0, 3], [9, 5, 3]])

    response = organizer.get(url(open_jury, "ranking", "pitches"), {"sort": "spread"})

    assert shown_teams(response)[0] == names(open_jury)[1]
    assert response.context["wide"] == 1


def test_file_has_every_line_and_neutral_cells(ranked: Jury, organizer: Client) -> None:
    evil = {0: "=HYPERLINK(1)", 1: "@SUM(A1)", 2: "-1+1"}
    for number, name in evil.items():
        Team.objects.filter(pk=ranked.entries[number].team.pk).update(name=name)

    response = organizer.get(url(ranked, "ranking_csv", "pitches"))

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == ["'=HYPERLINK(1)", "'@SUM(A1)", "'-1+1"]
    head = rows[0]
    assert rows[1][head.index("Points, exact")] == "19"
    assert [row[head.index("Goes on")] for row in rows[1:]] == ["yes", "yes", ""]


@pytest.mark.parametrize("risky", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_risky_cells_get_an_apostrophe(risky: str) -> None:
    assert safe_cell(risky) == f"'{risky}"
    assert safe_cell("Қыран =1") == "Қыран =1"


def test_team_that_nobody_could_judge_stands_last_without_points(
    jury: Jury, organizer: Client
) -> None:
    jury.open()
    for judge in jury.judges:
        services.excuse_judge(
            round=jury.round, judge=judge, reason="Ill", actor=jury.organizer, now=jury.now
        )
    Round.objects.filter(pk=jury.round.pk).update(status=RoundStatus.CLOSED)

    response = organizer.get(url(jury, "ranking", "pitches"))

    assert [line.points for line in response.context["page"]] == ["–"] * 3
    assert response.context["cut"] == "–"
    assert organizer.get(url(jury, "ranking_csv", "pitches")).status_code == 200
