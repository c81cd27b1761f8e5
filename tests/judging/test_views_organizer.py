"""The organizer's pages of a round: its course, criteria, conflicts, ranking, ties, publication."""

import csv
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from hackathon.models import Letter
from hackathon.states import StageKind, StageStatus
from judging import queries, services
from judging.models import Conflict, Criterion, Round
from judging.states import RoundStatus, ScorecardStatus, TieLevel
from judging.views.ranking import safe_cell
from registration.models import Entry, Team
from tests.factories import BadgeFactory, CityFactory
from tests.factories.judging import Jury, build_jury

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def organizer(client: Client, jury: Jury, settings) -> Client:
    """Who runs the hackathon, signed in."""
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(jury.organizer)
    return client


def url(jury: Jury, name: str, *more) -> str:
    return reverse(f"judging:{name}", args=[jury.hackathon.slug, *more])


def words(response) -> str:
    return " ".join(response.content.decode().split())


def move(client: Client, jury: Jury, name: str, kind: str = "pitches", **sent):
    return client.post(url(jury, "round_move", kind, name), sent)


# --- the course of a round


def test_round_is_set_up_from_its_page(jury: Jury, organizer: Client) -> None:
    assert "is not set up yet" in words(organizer.get(url(jury, "round", "final")))

    response = move(organizer, jury, "create", "final", places=3, bonus_points=4)

    assert response["Location"] == url(jury, "round", "final")
    made = queries.round_of(jury.hackathon, StageKind.FINAL)
    assert made.places == 3
    assert made.criteria.get(code="pitch_bonus").max_points == 4


def test_round_is_not_set_up_without_figures_or_twice(jury: Jury, organizer: Client) -> None:
    assert move(organizer, jury, "create", "final", places=0, bonus_points=5).status_code == 422
    assert move(organizer, jury, "create", places=3, bonus_points=5).status_code == 422
    assert Round.objects.count() == 1


def test_round_goes_its_course_by_the_pages_buttons(jury: Jury, organizer: Client) -> None:
    page = url(jury, "round", "pitches")
    assert move(organizer, jury, "freeze")["Location"] == page
    assert jury.refresh().criteria_sha256 in words(organizer.get(page))
    move(organizer, jury, "open")
    assert jury.refresh().status == RoundStatus.OPEN
    for judge in jury.judges:
        services.declare_conflicts(round=jury.round, judge=judge, conflicts={}, now=jury.now)
    jury.hand_in_all()
    move(organizer, jury, "close")
    assert jury.refresh().status == RoundStatus.CLOSED
    move(organizer, jury, "reopen", **{"reopen-reason": "A card was mixed up."})
    assert (jury.refresh().status, jury.round.version) == (RoundStatus.OPEN, 2)
    move(organizer, jury, "close")
    jury.refresh()
    jury.vote()
    assert "tie" in words(move(organizer, jury, "sign"))


def test_decision_is_signed_from_the_page(closed_jury: Jury, organizer: Client) -> None:
    closed_jury.vote()

    move(organizer, closed_jury, "sign")

    assert closed_jury.refresh().status == RoundStatus.SIGNED
    shown = words(organizer.get(url(closed_jury, "round", "pitches")))
    assert queries.result_of(closed_jury.round).sha256 in shown


def test_what_stands_before_closing_is_listed_with_counts(
    open_jury: Jury, organizer: Client
) -> None:
    open_jury.hand_in(0, 0)

    response = move(organizer, open_jury, "close")

    assert response.status_code == 409
    assert "8 cards are not handed in." in words(response)
    assert open_jury.refresh().status == RoundStatus.OPEN


def test_reopening_needs_a_reason(closed_jury: Jury, organizer: Client) -> None:
    assert move(organizer, closed_jury, "reopen", **{"reopen-reason": " "}).status_code == 422
    assert closed_jury.refresh().status == RoundStatus.CLOSED


def test_reopening_an_open_round_is_refused_on_the_form(open_jury: Jury, organizer: Client) -> None:
    assert move(organizer, open_jury, "reopen", **{"reopen-reason": "Why not"}).status_code == 422
    assert open_jury.refresh().version == 1


@pytest.mark.parametrize("name", ["publish", "verify", "finish"])
def test_unknown_moves_are_not_there(open_jury: Jury, organizer: Client, name: str) -> None:
    assert move(organizer, open_jury, name).status_code == 404


def test_moves_of_a_stage_without_a_jury_are_not_there(jury: Jury, organizer: Client) -> None:
    assert move(organizer, jury, "open", "bootcamp").status_code == 404
    assert move(organizer, jury, "open", "final").status_code == 404  # no round yet


def test_judges_who_joined_later_get_cards(open_jury: Jury, organizer: Client) -> None:
    late = BadgeFactory(hackathon=open_jury.hackathon, is_judge=True).person
    assert "1 judge has no cards." in words(organizer.get(url(open_jury, "round", "pitches")))

    move(organizer, open_jury, "assign")

    assert queries.progress_of(open_jury.round, [late])[0].cards == 3


def test_auditor_reads_the_round_and_has_no_buttons(
    open_jury: Jury, client: Client, settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    auditor = BadgeFactory(hackathon=open_jury.hackathon, is_auditor=True).person
    client.force_login(auditor)

    page = words(client.get(url(open_jury, "round", "pitches")))

    assert open_jury.judges[0].full_name in page
    assert "round_move" not in page
    assert url(open_jury, "round_move", "pitches", "close") not in page
    assert "conflict-judge" not in words(client.get(url(open_jury, "org_conflict", "pitches")))


# --- criteria


def criteria_page(jury: Jury) -> str:
    return url(jury, "criteria", "pitches")


SETTINGS = {
    "settings": "1",
    "settings-places": "5",
    "settings-readings_needed": "",
    "settings-quorum_percent": "60",
    "settings-threshold_percent": "50",
    "settings-allows_halves": "on",
}


def test_settings_of_a_round_are_changed(jury: Jury, organizer: Client) -> None:
    assert organizer.post(criteria_page(jury), SETTINGS).status_code == 302

    jury.refresh()
    assert (jury.round.places, jury.round.quorum_percent, jury.round.allows_halves) == (5, 60, True)
    assert (jury.round.must_pass_vote, jury.round.readings_needed) == (False, None)


def test_settings_out_of_range_are_refused(jury: Jury, organizer: Client) -> None:
    sent = SETTINGS | {"settings-quorum_percent": "101"}

    assert organizer.post(criteria_page(jury), sent).status_code == 422
    assert jury.refresh().places == 2


def test_criterion_is_changed_in_three_languages(jury: Jury, organizer: Client) -> None:
    sent = {
        "criterion": "idea",
        "idea-title_kk": "Ой",
        "idea-title_ru": "Мысль",
        "idea-title_en": "Thought",
        "idea-hint_kk": "а",
        "idea-hint_ru": "б",
        "idea-hint_en": "c",
        "idea-max_points": "12",
    }
    assert organizer.post(criteria_page(jury), sent).status_code == 302

    idea = Criterion.objects.get(code="idea")
    assert idea.title == {"kk": "Ой", "ru": "Мысль", "en": "Thought"}
    assert (idea.max_points, idea.slot) == (12, "idea")


def test_criterion_without_a_language_is_refused(jury: Jury, organizer: Client) -> None:
    sent = {"criterion": "idea", "idea-title_kk": "Ой", "idea-max_points": "10"}

    assert organizer.post(criteria_page(jury), sent).status_code == 422


def test_tie_order_moves_one_step_and_the_jury_stays_last(jury: Jury, organizer: Client) -> None:
    order = list(TieLevel.values)
    organizer.post(criteria_page(jury), {"up": order[1]})
    assert jury.refresh().tie_order == [order[1], order[0], *order[2:]]
    organizer.post(criteria_page(jury), {"down": order[1]})
    assert jury.refresh().tie_order == order
    for sent in ({"up": order[0]}, {"down": order[-2]}, {"up": "jury"}, {"up": "nonsense"}):
        organizer.post(criteria_page(jury), sent)
        assert jury.refresh().tie_order == order


def test_fixed_criteria_are_not_changed(jury: Jury, organizer: Client) -> None:
    services.freeze_round(round=jury.round, actor=jury.organizer, now=jury.now)

    response = organizer.post(criteria_page(jury), SETTINGS)

    assert response["Location"] == url(jury, "round", "pitches")
    assert jury.refresh().places == 2


# --- conflicts, cards taken back, judges excused


def test_organizer_records_a_conflict(open_jury: Jury, organizer: Client) -> None:
    sent = {
        "conflict-judge": open_jury.judges[1].pk,
        "conflict-team": open_jury.entries[0].team.pk,
        "conflict-kind": "mentor",
        "conflict-note": "",
    }
    response = organizer.post(url(open_jury, "org_conflict", "pitches"), sent)

    assert response["Location"] == url(open_jury, "org_conflict", "pitches")
    assert open_jury.judges[1].full_name in words(organizer.get(response["Location"]))
    assert Conflict.objects.get().source == "organizer"
    assert open_jury.card(1, 0).status == ScorecardStatus.VOID


def test_conflict_of_strangers_is_refused(open_jury: Jury, organizer: Client, now) -> None:
    other = build_jury(now=now)
    sent = {
        "conflict-judge": other.judges[0].pk,
        "conflict-team": other.entries[0].team.pk,
        "conflict-kind": "mentor",
    }
    response = organizer.post(url(open_jury, "org_conflict", "pitches"), sent)

    assert response.status_code == 422
    assert not Conflict.objects.exists()


def test_handed_in_card_is_taken_back_with_a_reason(open_jury: Jury, organizer: Client) -> None:
    open_jury.hand_in(1, 0)
    card, judge = open_jury.card(1, 0), open_jury.judges[1]
    address = url(open_jury, "card_take_back", "pitches", judge.pk, card.pk)

    assert organizer.post(address, {"reason": ""}).status_code == 422
    response = organizer.post(address, {"reason": "A wrong team."})

    assert response["Location"] == url(open_jury, "judge_cards", "pitches", judge.pk)
    card.refresh_from_db()
    assert card.status == ScorecardStatus.OPEN


def test_open_card_cannot_be_taken_back(open_jury: Jury, organizer: Client) -> None:
    judge = open_jury.judges[1]
    address = url(open_jury, "card_take_back", "pitches", judge.pk, open_jury.card(1, 0).pk)

    assert organizer.post(address, {"reason": "Why not"}).status_code == 422


def test_card_is_taken_back_only_under_its_judge(open_jury: Jury, organizer: Client) -> None:
    open_jury.hand_in(1, 0)
    card, other = open_jury.card(1, 0), open_jury.judges[2]
    address = url(open_jury, "card_take_back", "pitches", other.pk, card.pk)

    assert organizer.post(address, {"reason": "A wrong team."}).status_code == 404


def test_judge_who_drops_out_is_excused(open_jury: Jury, organizer: Client) -> None:
    open_jury.hand_in(1, 0)
    address = url(open_jury, "judge_excuse", "pitches", open_jury.judges[1].pk)

    assert organizer.post(address, {"excuse-reason": ""}).status_code == 422
    response = organizer.post(address, {"excuse-reason": "Illness."}, follow=True)

    assert "2 cards are void." in words(response)
    progress = queries.progress_of(open_jury.round, [open_jury.judges[1]])[0]
    assert (progress.handed_in, progress.void) == (1, 2)


def test_judge_is_not_excused_after_closing(closed_jury: Jury, organizer: Client) -> None:
    address = url(closed_jury, "judge_excuse", "pitches", closed_jury.judges[1].pk)

    assert organizer.post(address, {"excuse-reason": "Illness."}).status_code == 422


def test_unknown_judge_has_no_page(open_jury: Jury, organizer: Client) -> None:
    stranger = BadgeFactory(is_judge=True).person

    address = url(open_jury, "judge_cards", "pitches", stranger.pk)

    assert organizer.get(address).status_code == 404


def test_judge_without_cards_has_a_page(open_jury: Jury, organizer: Client) -> None:
    late = BadgeFactory(hackathon=open_jury.hackathon, is_judge=True).person

    page = words(organizer.get(url(open_jury, "judge_cards", "pitches", late.pk)))

    assert "has not declared conflicts yet" in page


# --- the ranking


@pytest.fixture
def ranked(closed_jury: Jury) -> Jury:
    """A closed round after the vote: 15+9, 15+7, 15+3 points of idea and so on; two go on."""
    closed_jury.vote(e2="against")
    return closed_jury


def shown_teams(response) -> list[str]:
    return [line.row.entry.team.name for line in response.context["page"]]


def names(jury: Jury) -> list[str]:
    return [entry.team.name for entry in jury.entries]


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


# --- ties


@pytest.fixture
def tied(open_jury: Jury) -> Jury:
    """Two teams are equal in everything, for the second and last place that goes on."""
    open_jury.close(idea=[[9, 5, 5]] * 3)
    open_jury.vote()
    return open_jury


def test_tie_is_decided_with_a_reason(tied: Jury, organizer: Client) -> None:
    page = url(tied, "ties", "pitches")
    ranking = words(organizer.get(url(tied, "ranking", "pitches")))
    assert "1 tie that matters is not split." in ranking
    _first, second, third = tied.entries
    sent = {f"place-{second.pk}": "2", f"place-{third.pk}": "1", "reason": "A vote: 2 to 1."}

    assert organizer.post(page, sent)["Location"] == page

    tied.refresh()
    assert (tied.round.jury_order, tied.round.jury_reason) == (
        [third.pk, second.pk],
        sent["reason"],
    )
    assert [row.entry.pk for row in queries.outcome_of(tied.round)] == [_first.pk, third.pk]
    again = words(organizer.get(page))
    assert "The jury has decided" in again
    assert "A vote: 2 to 1." in again
    assert f"place-{second.pk}" in again  # it can be decided again until it is signed


@pytest.mark.parametrize(
    ("places", "reason"), [(("1", "1"), "x"), (("1", ""), "x"), (("2", "1"), " ")]
)
def test_unclear_order_or_no_reason_is_refused(
    tied: Jury, organizer: Client, places: tuple, reason: str
) -> None:
    sent = {f"place-{e.pk}": p for e, p in zip(tied.entries[1:], places, strict=True)}

    response = organizer.post(url(tied, "ties", "pitches"), sent | {"reason": reason})

    assert response.status_code == 422
    assert tied.refresh().jury_order == []


def test_votes_come_before_the_jurys_order(open_jury: Jury, organizer: Client) -> None:
    open_jury.close(idea=[[9, 5, 5]] * 3)
    sent = {f"place-{e.pk}": str(n) for n, e in enumerate(open_jury.entries[1:], start=1)}
    page = url(open_jury, "ties", "pitches")

    assert open_jury.judges[0].full_name in words(organizer.get(page))
    assert organizer.post(page, sent | {"reason": "x"}).status_code == 422


def test_without_a_tie_there_is_nothing_to_decide(ranked: Jury, organizer: Client) -> None:
    assert "Nothing is tied" in words(organizer.get(url(ranked, "ties", "pitches")))


# --- publishing


def lines(*wild: tuple, **more: str) -> dict:
    """The form of the publishing page with these teams put forward."""
    sent = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0"} | more
    for number, (entry, reason) in enumerate(wild):
        sent[f"form-{number}-team"] = str(getattr(entry, "pk", entry))
        sent[f"form-{number}-reason"] = reason
    return sent


@pytest.fixture
def publishable(ranked: Jury) -> Jury:
    """Nothing stands before publication."""
    ranked.close_stage()
    return ranked


def test_finalists_are_looked_at_first_then_published(publishable: Jury, organizer: Client) -> None:
    page, third = url(publishable, "publish_finalists"), publishable.entries[2]
    sent = lines((third, "Worth an incubation."))

    look = organizer.post(page, sent)
    assert look.context["is_checked"]
    assert [team.pk for team, _reason in look.context["wildcards"]] == [third.team.pk]
    assert (look.context["people"], look.context["letters"], look.context["others"]) == (3, 3, 0)
    assert not Entry.objects.filter(stage__kind=StageKind.BOOTCAMP).exists()

    assert not organizer.post(page, sent | {"change": "1"}).context["is_checked"]
    done = organizer.post(page, sent | {"confirm": "1"})

    assert done["Location"] == url(publishable, "finalists")
    camp = Entry.objects.filter(stage__kind=StageKind.BOOTCAMP)
    ways = dict(camp.values_list("team__name", "way"))
    first, second, last = names(publishable)
    assert ways == {first: "jury", second: "jury", last: "wildcard"}
    assert Letter.objects.filter(letter="judging/finalist").count() == 3
    assert "The list is published." in words(organizer.get(page))


@pytest.mark.parametrize(
    "wild",
    [
        [(2, "")],
        [("", "A reason without a team")],
        [(2, "x"), (2, "y")],
        [(0, "A finalist already")],
        [("999999", "Nobody")],
    ],
)
def test_wildcards_that_make_no_sense_are_refused(
    publishable: Jury, organizer: Client, wild: list
) -> None:
    named = [(publishable.entries[t] if isinstance(t, int) else t, why) for t, why in wild]

    response = organizer.post(url(publishable, "publish_finalists"), lines(*named, confirm="1"))

    assert response.status_code == 422
    assert publishable.refresh().status == RoundStatus.CLOSED


def test_publishing_is_refused_with_what_is_missing(closed_jury: Jury, organizer: Client) -> None:
    page = url(closed_jury, "publish_finalists")
    assert "3 judges have not voted." in words(organizer.get(page))

    response = organizer.post(page, lines(confirm="1"))

    assert response.status_code == 422
    assert "The list was not published" in words(response)
    assert closed_jury.refresh().status == RoundStatus.CLOSED


def test_publishing_waits_for_the_round_and_for_the_stage(
    open_jury: Jury, organizer: Client
) -> None:
    page = url(open_jury, "publish_finalists")
    assert "round is not closed." in words(organizer.get(page))

    open_jury.close(idea=[[9, 7, 3]] * 3)
    open_jury.vote()
    assert "Close the stage first" in words(organizer.get(page))
    assert organizer.post(page, lines(confirm="1")).status_code == 422
    assert open_jury.refresh().status == RoundStatus.CLOSED


# --- what everybody reads, and what a team reads


def test_finalists_are_public_only_once_published(publishable: Jury, client: Client) -> None:
    page = url(publishable, "finalists")
    before = words(client.get(page))
    assert "Not announced yet" in before
    assert names(publishable)[0] not in before

    services.publish_finalists(
        round=publishable.round,
        wildcards={publishable.entries[2].team: "Worth an incubation."},
        actor=publishable.organizer,
        now=publishable.now,
    )

    response = client.get(page)
    after = words(response)
    assert [entry.team.name for entry in response.context["entries"]] == names(publishable)
    assert after.count("put forward by the organizer") == 1
    assert "Worth an incubation." in after


def captain(jury: Jury, number: int):
    return jury.entries[number].team.memberships.get().participant.user


def test_team_reads_its_own_points_once_published(publishable: Jury, client: Client) -> None:
    for judge, text in enumerate(["Well done", "Look at the costs", ""]):
        card = publishable.card(judge, 0)
        card.comment, card.note = text, "secret note"
        card.save()
    client.force_login(captain(publishable, 0))
    page = url(publishable, "feedback", "pitches")
    assert "No points to show" in words(client.get(page))

    services.publish_finalists(
        round=publishable.round, wildcards={}, actor=publishable.organizer, now=publishable.now
    )

    response = client.get(page)
    told = words(response)
    assert (response.context["points"], response.context["top"]) == ("19.00", 40)
    by_title = {line.title: line.points for line in response.context["lines"]}
    assert by_title["Idea"] == "9.00"
    assert "Well done" in told
    assert "Look at the costs" in told
    assert "secret note" not in told
    assert not any(judge.full_name in told for judge in publishable.judges)
    assert names(publishable)[1] not in told


def test_team_outside_the_round_has_no_points(publishable: Jury, client: Client) -> None:
    client.force_login(captain(publishable, 0))

    assert client.get(url(publishable, "feedback", "final")).status_code == 404


def test_start_page_shows_fixed_criteria_and_the_way_to_the_finalists(
    jury: Jury, client: Client
) -> None:
    start = reverse("hackathon:start", args=[jury.hackathon.slug])
    assert 'id="criteria"' not in words(client.get(start))

    jury.open()
    page = words(client.get(start))
    assert 'id="criteria"' in page
    assert "Social project" in page
    assert url(jury, "finalists") not in page

    jury.close(idea=[[9, 7, 3]] * 3)
    jury.vote()
    jury.close_stage()
    services.publish_finalists(round=jury.round, wildcards={}, actor=jury.organizer, now=jury.now)
    assert url(jury, "finalists") in words(client.get(start))
    assert jury.hackathon.stages.get(kind="pitches").status == StageStatus.PUBLISHED
