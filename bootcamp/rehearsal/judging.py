"""The rehearsal of the jury's work: the pitches, and the final."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from bootcamp.demo.applying import MINUTE
from bootcamp.rehearsal.course import RehearsedCourse
from hackathon.models import User
from hackathon.queries import people_with
from hackathon.services import name_staff
from hackathon.states import StageKind as Kind
from judging import queries as judging
from judging import services as jury
from judging.models import Round, Scorecard
from judging.states import HAND_IN, ConflictKind, TieLevel
from registration.models import Team

COMPLETE = 32  # half points: a mark that no scale has
WILDCARDS = 2
HOUR = timedelta(hours=1)


def play_pitches(course: RehearsedCourse) -> Round:
    """The jury marks, loses a judge, finds a conflict late, votes; the finalists are published."""
    day = course.event.day
    course.open(Kind.PITCHES, day(0, 0, 2))
    round = _open(course, Kind.PITCHES, day(0, 9))
    _break_rules(course, round, day(0, 9, 40))
    judges = list(people_with(course.hackathon, "is_judge"))
    _mark(course, round, day(0, 10), judges[:-1])
    _mark(course, round, day(0, 10), judges[-1:], half=True)
    closing = {"round": round, "actor": course.organizer}
    course.refused("round_incomplete", jury.close_round, **closing, now=day(0, 14))
    _excuse(course, round, judges[-1], day(0, 14))
    _find_conflict(course, round, judges[1], day(0, 14, 10))
    _read_again(course, round, day(0, 14, 20))
    round = course.close_round(round, day(0, 17))
    course.vote(round, day(0, 18))
    _vote_twice(course, round, day(0, 18, 30))
    _settle(course, round, day(0, 18, 40))
    course.close(Kind.PITCHES, day(0, 19))
    _publish(course, round, day(0, 20))
    _note_ties(course, round)
    return round


def play_final(course: RehearsedCourse) -> Round:
    """Every judge marks every finalist; the two best are equal, and the jury decides."""
    day = course.event.day
    course.open(Kind.FINAL, day(15))
    round = _open(course, Kind.FINAL, day(15, 10))
    judges = list(people_with(course.hackathon, "is_judge"))
    _mark(course, round, day(15, 11), judges)
    _read_again(course, round, day(15, 14))
    round = course.close_round(round, day(15, 16))
    course.vote(round, day(15, 17))
    _settle(course, round, day(15, 17, 30))
    _note_ties(course, round)
    return round


def _open(course: RehearsedCourse, kind: str, at: datetime) -> Round:
    """Cards for every judge; nobody sees one before saying which teams they know."""
    round = judging.round_of(course.hackathon, kind)
    assert round is not None  # noqa: S101 -- it was set up with the hackathon
    round = course.do(jury.open_round, round=round, actor=course.organizer, now=at)
    judges = list(people_with(course.hackathon, "is_judge"))
    if kind == Kind.PITCHES:
        card = _cards(round, judges[0])[0]
        marking = {"card": card, "base_revision": 0, "marks": {}, "actor": judges[0]}
        course.refused("conflicts_undeclared", jury.save_marks, **marking, now=at)
    for number, judge in enumerate(judges):
        found = _known_team(course, round, judge) if number == 0 and kind == Kind.PITCHES else {}
        course.do(
            jury.declare_conflicts,
            round=round,
            judge=judge,
            conflicts=found,
            now=at + 5 * MINUTE,
        )
    return round


def _cards(round: Round, judge: User) -> list[Scorecard]:
    """A judge's cards, whether or not the judge may see them yet."""
    cards = Scorecard.objects.filter(assignment__round=round, assignment__judge=judge)
    found = cards.select_related(*judging.WITH_PARENTS)
    return sorted(found, key=lambda card: card.assignment.entry.team.name)


def _known_team(course: RehearsedCourse, round: Round, judge: User) -> dict[Team, str]:
    """A team from the judge's own university."""
    teams = [card.assignment.entry.team for card in _cards(round, judge)]
    free = [team for team in teams if team.name not in course.equals]
    return {free[0]: ConflictKind.WORK}


def _break_rules(course: RehearsedCourse, round: Round, at: datetime) -> None:
    """What no card takes."""
    first, second = list(people_with(course.hackathon, "is_judge"))[:2]
    card = judging.cards_of(first, round)[0]
    marking: dict[str, Any] = {"card": card, "base_revision": 0, "actor": first, "now": at}
    course.refused("not_on_scale", jury.save_marks, **marking, marks={"idea": COMPLETE})
    course.refused("not_on_scale", jury.save_marks, **marking, marks={"idea": 13})  # no halves
    course.refused("not_your_card", jury.save_marks, **marking | {"actor": second}, marks={})
    course.refused("card_incomplete", jury.hand_in_card, card=card, actor=first, now=at)
    course.refused("round_not_closed", judging.standings, round=round)


def _mark(
    course: RehearsedCourse, round: Round, at: datetime, judges: list[User], *, half: bool = False
) -> None:
    """Judges mark what they have not handed in; who marks `half` stops in the middle."""
    strengths = {project.team: project.strength for project in course.projects}
    criteria = list(round.criteria.all())
    for done, judge in enumerate(judges, start=1):
        cards = [one for one in _cards(round, judge) if HAND_IN.fits(one.status)]
        for number, card in enumerate(cards[: len(cards) // 2] if half else cards):
            entry = card.assignment.entry
            moment = at + number * course.pace
            course.fill(card, entry, criteria, strengths[entry.team.name], moment)
        course.hand.progress.show(str(round), done, len(judges))


def _excuse(course: RehearsedCourse, round: Round, judge: User, at: datetime) -> None:
    """A judge falls ill: what is handed in counts, the rest is void, and others go on."""
    leaving = {"round": round, "judge": judge, "actor": course.organizer, "now": at}
    course.refused("reason_missing", jury.excuse_judge, **leaving, reason="")
    course.do(jury.excuse_judge, **leaving, reason="Қазы сырқаттанып қалды.")
    course.do(
        name_staff,
        hackathon=course.hackathon,
        email=judge.email,
        full_name=judge.full_name,
        language=judge.language,
        roles=[],
        actor=course.organizer,
        now=at,
    )


def _find_conflict(course: RehearsedCourse, round: Round, judge: User, at: datetime) -> None:
    """Marks are in when it comes out that a judge invests in a team: they count no more."""
    cards = [card for card in _cards(round, judge) if not HAND_IN.fits(card.status)]
    card = next(one for one in cards if one.assignment.entry.team.name not in course.equals)
    course.do(
        jury.set_conflict,
        judge=judge,
        team=card.assignment.entry.team,
        kind=ConflictKind.INVESTOR,
        note="Қазының қоры командаға қаржы салған.",
        actor=course.organizer,
        now=at,
    )
    card.refresh_from_db()
    marking = {"card": card, "base_revision": card.revision, "marks": {}, "actor": judge}
    course.refused("card_void", jury.save_marks, **marking, now=at + MINUTE)


def _read_again(course: RehearsedCourse, round: Round, at: datetime) -> None:
    """Teams that have lost a judge get another one, where each is read by some judges only."""
    for attempt in range(len(("declared", "excused", "found"))):
        if not judging.teams_without_readings(round):
            return
        moment = at + attempt * MINUTE
        course.do(jury.assign_judges, round=round, actor=course.organizer, now=moment)
        _mark(course, round, moment, list(people_with(course.hackathon, "is_judge")))


def _vote_twice(course: RehearsedCourse, round: Round, at: datetime) -> None:
    judge = people_with(course.hackathon, "is_judge")[0]
    mine = judging.votable_entries(judge, round)
    choices = {entry.pk: "for" for entry in mine}
    course.refused(
        "ballot_cast", jury.cast_ballot, round=round, judge=judge, choices=choices, now=at
    )


def _settle(course: RehearsedCourse, round: Round, at: datetime) -> None:
    """Where nothing else splits a tie, nothing is signed before the jury has decided."""
    round.refresh_from_db()
    tied = judging.ties_that_matter(round, judging.standings(round))
    if not tied:
        return
    signing = {"round": round, "actor": course.organizer, "now": at}
    course.refused("round_unsettled", jury.sign_round, **signing)
    order = [
        row.entry.pk for group in tied for row in sorted(group, key=lambda row: row.entry.team.name)
    ]
    deciding = {**signing, "order": order}
    course.refused("reason_missing", jury.decide_ties, **deciding, reason="")
    course.do(jury.decide_ties, **deciding, reason="Алқа деректерге сүйенуі берік жобаны таңдады.")


def _publish(course: RehearsedCourse, round: Round, at: datetime) -> None:
    """The finalists, and teams that the organizer puts forward, each with a reason."""
    round.refresh_from_db()
    rows = judging.standings(round)
    ours = {"round": round, "actor": course.organizer, "now": at}
    finalist = next(row.entry.team for row in rows if row.goes_on)
    others = [row.entry.team for row in rows if not row.goes_on][:WILDCARDS]
    reason = "Өңірлік мектептер үшін маңызды тақырып; ұйымдастырушы ұсынды."
    for wildcards, code in (
        ({others[0]: " "}, "reason_missing"),
        ({finalist: reason}, "team_is_finalist"),
    ):
        course.refused(code, jury.publish_finalists, **ours, wildcards=wildcards)
    course.do(jury.publish_finalists, **ours, wildcards=dict.fromkeys(others, reason))
    course.refused("already_published", jury.publish_finalists, **ours, wildcards={})


def _note_ties(course: RehearsedCourse, round: Round) -> None:
    """What set teams of equal points apart, how often."""
    round.refresh_from_db()
    levels = Counter(row.level for row in judging.standings(round))
    for level in TieLevel:
        if levels[level]:
            course.tied_levels[f"{round.stage.kind} {level}"] = levels[level]
