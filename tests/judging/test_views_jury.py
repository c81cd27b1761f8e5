"""A judge's pages: the declaration, cards, marks without a script and with one, the vote."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from judging import queries, services
from judging.models import Ballot, Conflict, Mark, Vote
from judging.states import ScorecardStatus
from registration.models import Application
from tests.factories.judging import Jury, build_jury

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def judge(client: Client, jury: Jury, settings) -> Client:
    """The second judge, signed in."""
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(jury.judges[1])
    return client


def url(jury: Jury, name: str, *more) -> str:
    return reverse(f"judging:{name}", args=[jury.hackathon.slug, *more])


def send(client: Client, jury: Jury, card, **sent):
    """Send marks as the card's script does."""
    body = {"base_rev": card.revision, "fields": {}, "key": ""} | sent
    address = url(jury, "card_marks", card.pk)
    return client.post(address, json.dumps(body), content_type="application/json")


def words(response) -> str:
    return " ".join(response.content.decode().split())


# --- rounds


def test_next_step_follows_the_round(jury: Jury, judge: Client) -> None:
    address = url(jury, "rounds")
    assert "Declare conflicts of interest" in words(judge.get(address))

    jury.open()
    page = words(judge.get(address))
    assert "Cards handed in: 0 of 3" in page
    assert url(jury, "cards", "pitches") in page

    jury.hand_in_all()
    assert "All your cards are handed in." in words(judge.get(address))

    jury.close()
    assert url(jury, "ballot", "pitches") in words(judge.get(address))

    jury.vote()
    assert "You have done everything in this round." in words(judge.get(address))


def test_next_step_after_publication_leads_to_the_finalists(
    closed_jury: Jury, judge: Client
) -> None:
    closed_jury.vote()
    services.sign_round(round=closed_jury.round, actor=closed_jury.organizer, now=closed_jury.now)
    assert "work in this round is done" in words(judge.get(url(closed_jury, "rounds")))

    closed_jury.close_stage()
    services.publish_finalists(
        round=closed_jury.round, wildcards={}, actor=closed_jury.organizer, now=closed_jury.now
    )

    assert url(closed_jury, "finalists") in words(judge.get(url(closed_jury, "rounds")))


def test_before_the_round_a_judge_who_declared_waits(jury: Jury, judge: Client) -> None:
    services.declare_conflicts(round=jury.round, judge=jury.judges[1], conflicts={}, now=jury.now)

    assert "Judging has not begun." in words(judge.get(url(jury, "rounds")))


def test_without_a_round_the_page_says_so(jury: Jury, judge: Client) -> None:
    jury.round.criteria.all().delete()
    jury.round.delete()

    assert "No round yet" in words(judge.get(url(jury, "rounds")))


# --- conflicts


def test_declaration_shows_names_and_no_content(jury: Jury, judge: Client) -> None:
    Application.objects.update(title="Secret title", answers={"problem": "Secret answer"})
    member = jury.entries[0].team.memberships.get().participant

    page = words(judge.get(url(jury, "conflicts", "pitches")))

    assert jury.entries[0].team.name in page
    assert member.full_name in page
    assert "Secret" not in page


def test_declaration_is_kept_with_kind_and_note(jury: Jury, judge: Client) -> None:
    services.open_round(round=jury.round, actor=jury.organizer, now=jury.now)
    entry = jury.entries[0]
    sent = {f"kind-{entry.pk}": "work", f"note-{entry.pk}": "Same university"}

    response = judge.post(url(jury, "conflicts", "pitches"), sent)

    assert response["Location"] == url(jury, "cards", "pitches")
    conflict = Conflict.objects.get()
    assert (conflict.judge, conflict.team) == (jury.judges[1], entry.team)
    assert (conflict.kind, conflict.note) == ("work", "Same university")
    assert jury.card(1, 0).status == ScorecardStatus.VOID
    assert queries.has_declared(jury.judges[1], jury.round)


def test_known_conflict_is_shown_and_cannot_be_said_twice(jury: Jury, judge: Client) -> None:
    entry = jury.entries[0]
    services.declare_conflicts(
        round=jury.round, judge=jury.judges[1], conflicts={entry.team: "self"}, now=jury.now
    )

    page = words(judge.get(url(jury, "conflicts", "pitches")))

    assert "I have a part in the project" in page
    assert f"kind-{entry.pk}" not in page
    assert f"kind-{jury.entries[1].pk}" in page


def test_unknown_kind_of_conflict_is_refused(jury: Jury, judge: Client) -> None:
    sent = {f"kind-{jury.entries[0].pk}": "enemy"}

    assert judge.post(url(jury, "conflicts", "pitches"), sent).status_code == 422
    assert not Conflict.objects.exists()


def test_nothing_is_declared_once_the_decision_is_signed(closed_jury: Jury, judge: Client) -> None:
    closed_jury.vote()
    services.sign_round(round=closed_jury.round, actor=closed_jury.organizer, now=closed_jury.now)
    address = url(closed_jury, "conflicts", "pitches")

    assert "nothing can be added" in words(judge.get(address))
    response = judge.post(address, {f"kind-{closed_jury.entries[0].pk}": "work"})
    assert response.status_code == 422
    assert not Conflict.objects.exists()


# --- cards


def test_cards_come_in_the_judges_own_order_without_void_ones(
    open_jury: Jury, judge: Client
) -> None:
    services.set_conflict(
        judge=open_jury.judges[1],
        team=open_jury.entries[0].team,
        kind="work",
        note="",
        actor=open_jury.organizer,
        now=open_jury.now,
    )

    rows = judge.get(url(open_jury, "cards", "pitches")).context["rows"]

    assert len(rows) == 2
    assert [row["number"] for row in rows] == sorted(row["number"] for row in rows)
    assert open_jury.entries[0].team.name not in [row["team"] for row in rows]


def test_cards_say_how_far_each_is(open_jury: Jury, judge: Client) -> None:
    open_jury.mark(1, 0)
    open_jury.hand_in(1, 1)

    rows = judge.get(url(open_jury, "cards", "pitches")).context["rows"]

    states = {row["team"]: row["state"][0] for row in rows}
    names = [entry.team.name for entry in open_jury.entries]
    assert [states[name] for name in names] == ["In progress", "Handed in", "Not begun"]


def test_card_shows_the_project_and_only_its_criteria(open_jury: Jury, judge: Client) -> None:
    application = open_jury.entries[0].team.application
    application.answers = {"problem": "Smog in winter", "data_sources": "Kazhydromet 2025"}
    application.save()
    card = open_jury.card(1, 0)

    response = judge.get(url(open_jury, "card", "pitches", card.assignment.order))

    page = words(response)
    assert "Smog in winter" in page
    assert "Kazhydromet 2025" in page
    assert page.index("Kazhydromet 2025") < page.index("Smog in winter")  # beside the idea (R1.2)
    assert [one["code"] for one in response.context["criteria"]] == ["idea", "technical", "defence"]
    assert [one["code"] for one in response.context["bonuses"]] == ["pitch_bonus", "answers_bonus"]


def test_peoples_text_is_escaped_on_the_card(open_jury: Jury, judge: Client) -> None:
    application = open_jury.entries[0].team.application
    application.answers = {"problem": "<script>alert(1)</script>", "data_links": "<b>x</b>"}
    application.save()

    page = words(
        judge.get(url(open_jury, "card", "pitches", open_jury.card(1, 0).assignment.order))
    )

    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def test_whole_form_saves_without_a_script(open_jury: Jury, judge: Client) -> None:
    card = open_jury.card(1, 0)
    address = url(open_jury, "card", "pitches", card.assignment.order)
    sent = {"base_rev": 0, "idea": "9", "technical": "", "note": "ask", "comment": "good"}

    response = judge.post(address, sent)

    assert response["Location"] == address
    card.refresh_from_db()
    assert (card.note, card.comment, card.revision) == ("ask", "good", 1)
    assert {code: m.half_points for code, m in queries.latest_marks(card).items()} == {"idea": 18}


def test_form_is_refused_with_what_was_sent(open_jury: Jury, judge: Client) -> None:
    card = open_jury.card(1, 0)
    address = url(open_jury, "card", "pitches", card.assignment.order)

    response = judge.post(address, {"base_rev": 0, "idea": "11", "comment": "kept"})

    assert response.status_code == 422
    assert "kept" in words(response)
    assert not Mark.objects.exists()


def test_half_points_only_where_the_round_allows_them(judge: Client, jury: Jury) -> None:
    services.edit_round(round=jury.round, actor=jury.organizer, now=jury.now, allows_halves=True)
    jury.refresh()
    jury.open()
    card = jury.card(1, 0)
    address = url(jury, "card", "pitches", card.assignment.order)

    judge.post(address, {"base_rev": 0, "idea": "7.5"})

    assert queries.latest_marks(card)["idea"].half_points == 15
    pads = judge.get(address).context["criteria"][0]["pads"]
    assert len(pads) == 21
    assert [pad["label"] for pad in pads if pad["checked"]] == ["7.5"]


def test_form_tells_of_fields_that_another_device_changed(open_jury: Jury, judge: Client) -> None:
    open_jury.mark(1, 0, idea=3)
    card = open_jury.card(1, 0)
    address = url(open_jury, "card", "pitches", card.assignment.order)

    response = judge.post(address, {"base_rev": 0, "idea": "9"}, follow=True)

    assert "not saved from here" in words(response)
    assert queries.latest_marks(card)["idea"].half_points == 6


def test_form_after_closing_says_why_it_is_refused(closed_jury: Jury, judge: Client) -> None:
    card = closed_jury.card(1, 0)
    address = url(closed_jury, "card", "pitches", card.assignment.order)

    response = judge.post(address, {"base_rev": card.revision, "idea": "1"})

    assert response.status_code == 422
    assert "not open for marks" in words(response)


def test_handed_in_card_is_only_read(open_jury: Jury, judge: Client) -> None:
    open_jury.hand_in(1, 0)
    card = open_jury.card(1, 0)

    response = judge.get(url(open_jury, "card", "pitches", card.assignment.order))

    assert response.context["locked"]
    assert "data-hand-in" not in words(response)


def test_absent_number_is_not_found(open_jury: Jury, judge: Client) -> None:
    assert judge.get(url(open_jury, "card", "pitches", 99)).status_code == 404


# --- the script's marks


def test_marks_are_saved_and_answered_in_points(open_jury: Jury, judge: Client) -> None:
    card = open_jury.card(1, 0)

    response = send(judge, open_jury, card, fields={"idea": 7, "comment": "new"}, key="k1")

    assert response.status_code == 200
    assert response.json() == {
        "rev": 1,
        "values": {"idea": 7, "note": "", "comment": "new"},
        "conflicts": [],
        "saved_at": "14:00",
    }


def test_same_key_writes_once_and_answers_alike(open_jury: Jury, judge: Client) -> None:
    card = open_jury.card(1, 0)

    answers = [send(judge, open_jury, card, fields={"idea": 7}, key="k1") for _turn in range(2)]

    assert answers[0].json() == answers[1].json()
    assert Mark.objects.count() == 1


def test_a_field_changed_elsewhere_is_reported_and_kept(open_jury: Jury, judge: Client) -> None:
    card = open_jury.card(1, 0)
    send(judge, open_jury, card, fields={"idea": 7})

    response = send(judge, open_jury, card, fields={"idea": 4, "defence": 5})

    assert response.json()["conflicts"] == ["idea"]
    assert response.json()["values"]["idea"] == 7
    assert response.json()["values"]["defence"] == 5


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        '{"fields": {}}',
        '{"base_rev": 0}',
        '{"base_rev": "0", "fields": {}}',
        '{"base_rev": true, "fields": {}}',
        '{"base_rev": -1, "fields": {}}',
        '{"base_rev": 0, "fields": 5}',
        '{"base_rev": 0, "fields": {}, "key": 5}',
        '{"base_rev": 0, "fields": {"note": 5}}',
        '{"base_rev": 0, "fields": {"idea": "7"}}',
        '{"base_rev": 0, "fields": {"idea": true}}',
        '{"base_rev": 0, "fields": {"idea": 7.25}}',
        '{"base_rev": 0, "fields": {"idea": 7.5}}',
        '{"base_rev": 0, "fields": {"idea": 11}}',
        '{"base_rev": 0, "fields": {"idea": -1}}',
        '{"base_rev": 0, "fields": {"idea": Infinity}}',
        '{"base_rev": 0, "fields": {"idea": NaN}}',
        '{"base_rev": 0, "fields": {"campaign": 5}}',
        '{"base_rev": 0, "fields": {"nothing": 5}}',
    ],
)
def test_what_cannot_be_read_or_given_is_422(open_jury: Jury, judge: Client, body: str) -> None:
    card = open_jury.card(1, 0)
    address = url(open_jury, "card_marks", card.pk)

    response = judge.post(address, body, content_type="application/json")

    assert response.status_code == 422
    assert response.json()["code"]
    assert not Mark.objects.exists()


def test_too_long_texts_and_keys_are_422(open_jury: Jury, judge: Client) -> None:
    card = open_jury.card(1, 0)

    assert send(judge, open_jury, card, fields={"note": "x" * 2001}).status_code == 422
    assert send(judge, open_jury, card, key="x" * 81).status_code == 422


def test_marks_after_closing_are_409(closed_jury: Jury, judge: Client) -> None:
    response = send(judge, closed_jury, closed_jury.card(1, 0), fields={"idea": 1})

    assert response.status_code == 409
    assert response.json()["code"] == "round_not_open"


def test_marks_on_a_handed_in_card_are_409(open_jury: Jury, judge: Client) -> None:
    open_jury.hand_in(1, 0)

    response = send(judge, open_jury, open_jury.card(1, 0), fields={"idea": 1})

    assert (response.status_code, response.json()["code"]) == (409, "card_handed_in")


def test_a_revision_from_nowhere_is_409(open_jury: Jury, judge: Client) -> None:
    response = send(judge, open_jury, open_jury.card(1, 0), base_rev=7, fields={"idea": 1})

    assert (response.status_code, response.json()["code"]) == (409, "stale_revision")


# --- handing in


def test_incomplete_card_is_not_handed_in_and_says_what_lacks(
    open_jury: Jury, judge: Client
) -> None:
    card = open_jury.card(1, 0)
    send(judge, open_jury, card, fields={"idea": 7})
    address = url(open_jury, "card_hand_in", card.pk)

    assert [one.code for one in judge.get(address).context["missing"]] == [
        "technical",
        "defence",
        "pitch_bonus",
        "answers_bonus",
    ]
    assert judge.post(address).status_code == 422
    card.refresh_from_db()
    assert card.status == ScorecardStatus.OPEN


def test_handing_in_leads_to_the_next_card_and_then_to_the_list(
    open_jury: Jury, judge: Client
) -> None:
    for entry in range(3):
        open_jury.mark(1, entry)
    cards = sorted((open_jury.card(1, n) for n in range(3)), key=lambda c: c.assignment.order)

    answers = [judge.post(url(open_jury, "card_hand_in", card.pk)) for card in cards]

    assert [answer["Location"] for answer in answers] == [
        url(open_jury, "card", "pitches", 2),
        url(open_jury, "card", "pitches", 3),
        url(open_jury, "cards", "pitches"),
    ]
    assert queries.progress_of(open_jury.round, [open_jury.judges[1]])[0].left == 0


def test_total_of_the_page_takes_the_mean_of_the_forms(settings, client: Client, now) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    jury = build_jury(now=now, forms=("technical", "business"))
    jury.open()
    jury.mark(1, 0, idea=8, technical=7, business=4, defence=6, pitch_bonus=2, answers_bonus=1)
    client.force_login(jury.judges[1])

    page = client.get(url(jury, "card", "pitches", jury.card(1, 0).assignment.order)).context

    assert (page["total"], page["top"], page["bonus"]) == ("19.5", "30", "+3")


# --- the vote


def ballot_of(jury: Jury, *choices: str) -> dict:
    return {f"entry-{e.pk}": choice for e, choice in zip(jury.entries, choices, strict=True)}


def test_vote_is_looked_at_before_it_is_cast(closed_jury: Jury, judge: Client) -> None:
    address = url(closed_jury, "ballot", "pitches")
    said = ballot_of(closed_jury, "for", "for", "against")

    look = judge.post(address, said)
    assert look.templates[0].name == "judging/ballot_check.html"
    assert dict(look.context["form"].counts) == {"For": 2, "Against": 1, "Abstain": 0}
    assert not Ballot.objects.exists()

    assert judge.post(address, said | {"change": "1"}).templates[0].name == "judging/ballot.html"
    assert judge.post(address, said | {"confirm": "1"})["Location"] == address
    votes = Vote.objects.filter(ballot__judge=closed_jury.judges[1])
    assert dict(votes.values_list("entry", "choice")) == {
        closed_jury.entries[0].pk: "for",
        closed_jury.entries[1].pk: "for",
        closed_jury.entries[2].pk: "against",
    }
    assert "Your vote was cast" in words(judge.get(address))


def test_vote_leaves_no_team_out(closed_jury: Jury, judge: Client) -> None:
    said = ballot_of(closed_jury, "for", "for", "against")
    said.popitem()

    response = judge.post(url(closed_jury, "ballot", "pitches"), said | {"confirm": "1"})

    assert response.status_code == 422
    assert not Ballot.objects.exists()


def test_team_that_the_judge_did_not_mark_has_no_vote(jury: Jury, judge: Client) -> None:
    services.set_conflict(
        judge=jury.judges[1],
        team=jury.entries[0].team,
        kind="work",
        note="",
        actor=jury.organizer,
        now=jury.now,
    )
    jury.open()
    jury.close(idea=[[9, 7, 3]] * 3)

    response = judge.get(url(jury, "ballot", "pitches"))

    fields = {line["row"].entry.pk: line["field"] for line in response.context["rows"]}
    assert fields[jury.entries[0].pk] is None
    assert fields[jury.entries[1].pk] is not None
    assert "You do not vote on this team" in words(response)


def test_ballot_does_not_tell_how_others_voted(open_jury: Jury, judge: Client) -> None:
    """Two teams are equal by points; the votes of the others would put one above the other."""
    open_jury.close(idea=[[5, 5, 3]] * 3)
    for voter in (0, 2):
        services.cast_ballot(
            round=open_jury.round,
            judge=open_jury.judges[voter],
            choices=dict(zip(open_jury.entries, ("against", "for", "for"), strict=True)),
            now=open_jury.now,
        )

    lines = judge.get(url(open_jury, "ballot", "pitches")).context["rows"]

    places = {line["row"].entry.pk: line["place"] for line in lines}
    assert [places[entry.pk] for entry in open_jury.entries] == [1, 1, 3]


def test_vote_is_cast_once(closed_jury: Jury, judge: Client) -> None:
    closed_jury.vote()

    response = judge.post(url(closed_jury, "ballot", "pitches"), {"confirm": "1"})

    assert response.templates[0].name == "judging/ballot_cast.html"
    assert Ballot.objects.filter(judge=closed_jury.judges[1]).count() == 1


def test_before_closing_there_is_no_vote(open_jury: Jury, judge: Client) -> None:
    assert "There is no vote now" in words(judge.get(url(open_jury, "ballot", "pitches")))
