"""The demo's course, led by a hand that counts, with ties that are meant."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bootcamp.demo.applying import MINUTE
from bootcamp.demo.course import Course
from bootcamp.demo.events import Event
from bootcamp.demo.people import person
from bootcamp.models import Certificate
from bootcamp.rehearsal.cast import Fate, Part, with_strength
from bootcamp.rehearsal.hand import CountingHand, OutOfScriptError
from hackathon.kit import clock
from hackathon.models import Hackathon, User
from hackathon.services import send_letters
from judging.models import Criterion, Round, Scorecard
from judging.queries import StandingRow
from judging.states import Slot, VoteChoice
from registration import queries as registration
from registration.models import Application, Entry, Team

CROWD = timedelta(hours=3)
"""In which a crowd does one thing after the other, however large it is."""
BEST = 0.97  # of the maximum: what the two best teams get in the final


class RehearsedCourse(Course):
    """One hackathon with all that can go wrong in it."""

    hand: CountingHand

    def __init__(
        self, event: Event, hackathon: Hackathon, hand: CountingHand, parts: Sequence[Part]
    ) -> None:
        super().__init__(event, hackathon, hand)
        self.refused = hand.refused
        self.parts = list(parts)
        self.projects = [part.project for part in parts]
        self.pace = min(MINUTE, CROWD / len(self.parts))
        self.applications: dict[str, Application] = {}  # by team
        self.equals = [one.project.team for one in parts if one.fate == Fate.TIED]
        self.has_abstained = self.is_final = False
        self.papers: list[Certificate] = []
        self.printed = 0  # certificates, in all languages
        self.tied_levels: dict[str, int] = {}  # teams, by stage and level

    def staff(self, local: str) -> User:
        """One of the people with duties."""
        return person(local, "", "kk")

    def captain(self, team: Team) -> User:
        """Who answers for a team."""
        return registration.members_of(team)[0].participant.user

    def of(self, *fates: Fate) -> list[Part]:
        """The teams that one of these fates meets."""
        return [part for part in self.parts if part.fate in fates]

    def application(self, part: Part) -> Application:
        """A team's application as it stands now."""
        application = self.applications[part.project.team]
        application.refresh_from_db()
        return application

    def deliver(self, at: datetime) -> None:
        """Let every letter out that is due by then."""
        with clock.frozen(at):
            while sent := send_letters(clock=clock.now):
                self.hand.scene.letters += sent

    def expect(self, is_so: bool, what: str) -> None:
        """See that something is as the rules say."""
        if not is_so:
            raise OutOfScriptError(what)

    # --- ties that are meant: every judge gives the equal teams the same points

    def marks_of(
        self, card: Scorecard, entry: Entry, criteria: Sequence[Criterion], strength: float
    ) -> dict[str, int]:
        """What a judge thinks; equal teams get the same from every judge."""
        marks = super().marks_of(card, entry, criteria, strength)
        team = entry.team.name
        if team not in self.equals:
            return marks
        points = {one.code: round(strength * one.max_points) for one in criteria}
        if team == self.equals[-1] and not self.is_final:
            for criterion in criteria:  # as many points, fewer of them for the idea
                shift = {Slot.IDEA: -1, Slot.DEFENCE: 1}.get(Slot(criterion.slot), 0)
                points[criterion.code] += shift
        return {code: 2 * points[code] for code in marks}

    def choice(self, row: StandingRow, round: Round) -> str:
        """Equal teams have equal votes, save one that a judge keeps from one of them."""
        team = row.entry.team.name
        if team not in self.equals:
            return super().choice(row, round)
        if team == self.equals[1] and not self.has_abstained:
            self.has_abstained = True
            return VoteChoice.ABSTAIN
        return VoteChoice.FOR

    def crown(self, first: str, second: str) -> None:
        """Let two teams be the best of the final, and equal in all that is counted."""
        self.equals, self.has_abstained, self.is_final = [first, second], True, True
        self.projects = [
            with_strength(one, BEST) if one.team in self.equals else one for one in self.projects
        ]
