"""Running a demo hackathon through its stages, each act at its own moment."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

from bootcamp import services as camp
from bootcamp.demo.applying import MINUTE, Applying
from hackathon.queries import people_with, stage_of
from hackathon.services import move_stage
from hackathon.states import CLOSE, StageKind
from judging import queries as judging
from judging import services as jury
from judging.models import Criterion, Round, Scorecard
from judging.queries import StandingRow
from judging.states import HAND_IN, VoteChoice
from registration import queries as registration
from registration import services as desk
from registration.models import Entry

COMMENT = "Мәселе нақты көрсетілген. Келесі қадамда деректің жаңартылу тәртібін сипаттаңыз."


class Course(Applying):
    """One hackathon from its first application to its certificates."""

    def fix_criteria(self, at: datetime) -> None:
        """The jury's criteria are fixed, and so published, before anyone applies (R1.5, R1.6)."""
        for round in judging.rounds_in(self.hackathon):
            self.do(jury.freeze_round, round=round, actor=self.organizer, now=at)

    def hand_in(self, kind: str, at: datetime, *, version: str) -> None:
        """Every team of a stage hands its project in."""
        for number, entry in enumerate(registration.entries_of(stage_of(self.hackathon, kind))):
            captain = registration.members_of(entry.team)[0].participant.user
            self.do(
                desk.hand_in,
                entry=entry,
                actor=captain,
                now=at + number * self.pace,
                summary=f"{version}: жұмыс істейтін прототип, деректер тізімі және таныстырылым.",
                presentation_url=f"https://slides.example/{entry.team_id}/{kind}",
                prototype_url=f"https://prototype.example/{entry.team_id}",
            )

    def open_round(self, kind: str, at: datetime) -> Round:
        """Open the jury's round; every judge looks for conflicts first."""
        round = judging.round_of(self.hackathon, kind)
        assert round is not None  # noqa: S101 -- it was set up with the hackathon
        round = self.do(jury.open_round, round=round, actor=self.organizer, now=at)
        for judge in people_with(self.hackathon, "is_judge"):
            self.do(
                jury.declare_conflicts, round=round, judge=judge, conflicts={}, now=at + 5 * MINUTE
            )
        return round

    def mark(self, round: Round, at: datetime, *, leave_open: int = 0) -> None:
        """The judges mark; the demo's own judge leaves some cards open."""
        strengths = {project.team: project.strength for project in self.projects}
        criteria = list(round.criteria.all())
        for judge in people_with(self.hackathon, "is_judge"):
            cards = [one for one in judging.cards_of(judge, round) if HAND_IN.fits(one.status)]
            if leave_open and judge.email.startswith("judge@"):
                cards = cards[:-leave_open]
            for number, card in enumerate(cards):
                entry = card.assignment.entry
                moment = at + number * self.pace
                self.fill(card, entry, criteria, strengths[entry.team.name], moment)

    def fill(
        self,
        card: Scorecard,
        entry: Entry,
        criteria: Sequence[Criterion],
        strength: float,
        at: datetime,
    ) -> None:
        """One card, marked and handed in."""
        judge = card.assignment.judge
        self.do(
            jury.save_marks,
            card=card,
            base_revision=card.revision,
            marks=self.marks_of(card, entry, criteria, strength),
            comment=COMMENT,
            actor=judge,
            now=at,
        )
        self.do(jury.hand_in_card, card=card, actor=judge, now=at)

    def marks_of(
        self, card: Scorecard, entry: Entry, criteria: Sequence[Criterion], strength: float
    ) -> dict[str, int]:
        """What a judge thinks of a project, in half points by criterion."""
        forms, chance = registration.forms_of([entry])[entry.pk], self.chance_of(card, entry)
        marks = {}
        for criterion in criteria:
            if criterion.form and criterion.form not in forms:
                continue
            points = round(strength * criterion.max_points + chance.uniform(-1.6, 1.2))
            marks[criterion.code] = 2 * max(0, min(criterion.max_points, points))
        return marks

    def chance_of(self, card: Scorecard, entry: Entry) -> Random:
        """A chance of the card's own: the order in which a judge sees the cards depends on ids."""
        judge, stage = card.assignment.judge, card.assignment.round.stage
        return Random(f"{self.event.seed} {stage.kind} {judge.email} {entry.team.name}")

    def close_round(self, round: Round, at: datetime) -> Round:
        """End the marking."""
        return self.do(jury.close_round, round=round, actor=self.organizer, now=at)

    def vote(self, round: Round, at: datetime) -> None:
        """Every judge votes for the teams of the upper part of the list."""
        rows = judging.standings(round)
        for judge in people_with(self.hackathon, "is_judge"):
            mine = set(judging.votable_entries(judge, round))
            choices = {row.entry.pk: self.choice(row, round) for row in rows if row.entry in mine}
            if choices:
                self.do(jury.cast_ballot, round=round, judge=judge, choices=choices, now=at)

    def choice(self, row: StandingRow, round: Round) -> str:
        """What a judge votes on a team."""
        if row.place is not None and row.place <= round.places:
            return VoteChoice.FOR
        return self.chance.choice([VoteChoice.AGAINST, VoteChoice.ABSTAIN])

    def finalists(self, round: Round, at: datetime) -> None:
        """Publish the finalists; the organizer puts the best of the others forward too."""
        wildcard = next(row.entry.team for row in judging.standings(round) if not row.goes_on)
        reason = "Өңірлік мектептер үшін маңызды тақырып; ұйымдастырушы ұсынды."
        self.do(
            jury.publish_finalists,
            round=round,
            wildcards={wildcard: reason},
            actor=self.organizer,
            now=at,
        )

    # --- boot camp and final

    def mentor(self, at: datetime) -> None:
        """Each team of the boot camp gets a mentor."""
        mentors = list(people_with(self.hackathon, "is_mentor"))
        entries = registration.entries_of(stage_of(self.hackathon, StageKind.BOOTCAMP))
        for number, entry in enumerate(entries):
            self.do(
                camp.assign_mentor,
                entry=entry,
                mentor=mentors[number % len(mentors)],
                actor=self.organizer,
                now=at,
            )

    def award(self, round: Round, at: datetime) -> None:
        """Sign the final, give the prizes, issue the certificates, publish the winners."""
        result = self.do(jury.sign_round, round=round, actor=self.organizer, now=at)
        amounts = {1: 10_000_000, 2: 6_000_000, 3: 4_000_000}
        for row in judging.standings(result.round):
            if row.place in amounts:
                award = self.do(
                    camp.give_award,
                    entry=row.entry,
                    place=row.place,
                    amount=amounts[row.place],
                    actor=self.organizer,
                    now=at + MINUTE,
                )
                self.do(
                    camp.issue_certificate, award=award, actor=self.organizer, now=at + 2 * MINUTE
                )
        stage = stage_of(self.hackathon, StageKind.FINAL)
        self.do(move_stage, stage=stage, move=CLOSE, actor=self.organizer, now=at + 3 * MINUTE)
        self.do(camp.publish_winners, stage=stage, actor=self.organizer, now=at + 4 * MINUTE)
