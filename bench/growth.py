"""How what concerns a whole hackathon grows with its teams: queries and seconds, side by side.

Usage: .venv/bin/python -m bench.growth 200 2000
It fills a throw-away database (PostgreSQL where DATABASE_URL names a server) with so many teams of
four, in bulk, and lets the jury's round run over them: one judge for twelve teams, three readings.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hackathon.settings.local")
django.setup()

from django.db import connection
from django.db.models import F

from bootcamp.demo.events import finished
from bootcamp.demo.setting import set_up
from bootcamp.rehearsal.cast import TWENTY_CITIES, parts, staff
from bootcamp.rehearsal.database import stage_database
from bootcamp.rehearsal.report import table
from hackathon.kit import jobs
from hackathon.kit.invariants import broken_invariants
from hackathon.models import Badge, Hackathon, Stage, User
from hackathon.queries import people_with
from judging import queries
from judging import services as jury
from judging.models import Mark, Round, Scorecard
from registration import services as desk
from registration.models import Application, Membership, Participant, Team

TODAY = date(2026, 11, 22)
SIZE, READINGS, TEAMS_PER_JUDGE, FINALISTS = 4, 3, 12, 30
BATCH = 2000
Figures = dict[str, tuple[int, float]]


class Watch:
    """Counts the queries and the seconds of each act."""

    def __init__(self) -> None:
        self.queries = 0
        self.figures: Figures = {}

    def count(self, execute: Callable[..., Any], *query: Any) -> Any:
        """Let a query pass and count it."""
        self.queries += 1
        return execute(*query)

    def take(self, name: str, act: Callable[..., Any], **facts: Any) -> Any:
        """Make an act; acts of one name are added up."""
        before, begun = self.queries, time.perf_counter()
        with connection.execute_wrapper(self.count):
            result = act(**facts)
        queries, seconds = self.figures.get(name, (0, 0.0))
        spent = time.perf_counter() - begun
        self.figures[name] = (queries + self.queries - before, seconds + spent)
        return result


def fill(hackathon: Hackathon, teams: int) -> None:
    """So many teams that are selected and in the pitches, written in bulk."""
    event = finished(TODAY)
    made = parts(teams, TWENTY_CITIES, Random(1))
    rows = Team.objects.bulk_create(
        [
            Team(
                hackathon=hackathon,
                name=part.project.team,
                size=SIZE,
                size_max=5,
                created_at=event.day(-40),
            )
            for part in made
        ]
    )
    people = User.objects.bulk_create(
        [
            User(email=f"p{n}@bench.example", full_name=f"Person {n}", password="!")  # noqa: S106 -- none
            for n in range(teams * SIZE)
        ]
    )
    members = Participant.objects.bulk_create(
        [
            Participant(
                hackathon=hackathon,
                user=person,
                full_name=person.full_name,
                birth_date=date(2000, 1, 1),
                created_at=event.day(-40),
            )
            for person in people
        ]
    )
    Badge.objects.bulk_create(
        [Badge(hackathon=hackathon, person=person, is_participant=True) for person in people]
    )
    Membership.objects.bulk_create(
        [
            Membership(
                team=rows[n // SIZE],
                participant=member,
                seat=n % SIZE + 1,
                role="developer",
                is_captain=n % SIZE == 0,
                joined_at=event.day(-40),
                confirmed_at=event.day(-40),
            )
            for n, member in enumerate(members)
        ]
    )
    Application.objects.bulk_create(
        [
            Application(
                hackathon=hackathon,
                team=team,
                status="accepted",
                title=part.project.title,
                forms=list(part.project.forms),
                answers={"problem": part.project.problem * 5},
                submitted_at=event.day(-20),
            )
            for team, part in zip(rows, made, strict=True)
        ]
    )


def run(teams: int) -> Figures:
    """One jury's round over so many teams."""
    watch, event = Watch(), finished(TODAY)
    judges = max(4, teams // TEAMS_PER_JUDGE)
    chance = Random(1)
    hackathon = set_up(
        event,
        finalists=FINALISTS,
        staff=staff(judges, 2, chance),
        cities=TWENTY_CITIES,
        teams_max=teams,
        readings={"pitches": READINGS},
    )
    fill(hackathon, teams)
    organizer = people_with(hackathon, "is_organizer").get()
    stages = Stage.objects.filter(hackathon=hackathon)
    stages.filter(kind="selection").update(status="closed")
    now = event.day(-9)
    selection = stages.select_related("hackathon").get(kind="selection")
    watch.take(
        "publish_selection", desk.publish_selection, stage=selection, actor=organizer, now=now
    )
    stages.filter(kind="pitches").update(status="open")
    round = queries.round_of(hackathon, "pitches")
    assert round is not None  # noqa: S101 -- it was set up with the hackathon
    now, who = event.day(0, 9), {"actor": organizer}
    round = watch.take("open_round", jury.open_round, round=round, now=now, **who)
    for judge in people_with(hackathon, "is_judge"):
        declared = {"round": round, "judge": judge, "conflicts": {}, "now": now}
        watch.take("declare_conflicts, all judges", jury.declare_conflicts, **declared)
    mark_everything(round, chance)
    now = event.day(0, 17)
    round = watch.take("close_round", jury.close_round, round=round, now=now, **who)
    rows = watch.take("standings", queries.standings, round=round)
    above = {row.entry.pk for row in rows if row.place and row.place <= round.places}
    for judge in people_with(hackathon, "is_judge"):
        mine = queries.votable_entries(judge, round)
        choices = {one.pk: "for" if one.pk in above else "against" for one in mine}
        voting = {"round": round, "judge": judge, "choices": choices, "now": now}
        watch.take("cast_ballot, all judges", jury.cast_ballot, **voting)
    settle(round, organizer, now)
    watch.take("sign_round", jury.sign_round, round=round, now=now, **who)
    stages.filter(kind="pitches").update(status="closed")
    watch.take(
        "publish_finalists", jury.publish_finalists, round=round, wildcards={}, now=now, **who
    )
    watch.take("check_invariants", broken_invariants)
    return watch.figures


def mark_everything(round: Round, chance: Any) -> None:
    """Every card handed in, written in bulk."""
    cards = list(
        Scorecard.objects.filter(assignment__round=round).select_related(
            "assignment__entry__team__application"
        )
    )
    at = round.stage.opens_at + timedelta(hours=10)
    marks = [
        Mark(
            card=card,
            criterion=one,
            version=1,
            half_points=2 * chance.randint(0, one.max_points),
            marked_at=at,
        )
        for card in cards
        for one in round.criteria.all()
        if not one.form or one.form in card.assignment.entry.team.application.forms
    ]
    Mark.objects.bulk_create(marks, batch_size=BATCH)
    Scorecard.objects.filter(assignment__round=round).update(
        status="handed_in", revision=F("revision") + 1, handed_in_at=at
    )


def settle(round: Round, organizer: User, now: Any) -> None:
    """Decide the ties that nothing else splits."""
    tied = queries.ties_that_matter(round, queries.standings(round))
    if tied:
        order = [row.entry.pk for group in tied for row in group]
        jury.decide_ties(round=round, order=order, reason="By lot", actor=organizer, now=now)


def main(*sizes: str) -> None:
    """Run each size, and print what each act took."""
    runs = {}
    for size in sizes:
        with stage_database(), jobs.silence():
            runs[size] = run(int(size))
    head = ["act", *(f"{size}: {what}" for size in sizes for what in ("queries", "seconds"))]
    names = next(iter(runs.values()))
    rows = [
        [
            name,
            *(
                cell
                for size in sizes
                for cell in (runs[size][name][0], f"{runs[size][name][1]:.2f}")
            ),
        ]
        for name in names
    ]
    print("\n".join(table(head, rows)))


if __name__ == "__main__":
    main(*sys.argv[1:])
