"""Running a demo hackathon through its stages, each act at its own moment."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from bootcamp import services as camp
from bootcamp.demo.events import Event
from bootcamp.demo.hand import Hand
from bootcamp.demo.people import Member, members, person
from bootcamp.demo.projects import Project, answers_of
from hackathon.models import Hackathon, User
from hackathon.queries import people_with, stage_of
from hackathon.services import move_stage
from hackathon.states import CLOSE, OPEN, StageKind
from judging import queries as judging
from judging import services as jury
from judging.models import Criterion, Round, Scorecard
from judging.queries import StandingRow
from judging.states import HAND_IN, VoteChoice
from registration import queries as registration
from registration import services as desk
from registration.models import Application, Entry, Team
from registration.states import CAPTAIN_DECLARATIONS, MEMBER_DECLARATIONS, Purpose

MINUTE = timedelta(minutes=1)
COMMENT = "Мәселе нақты көрсетілген. Келесі қадамда деректің жаңартылу тәртібін сипаттаңыз."


class Course:
    """One hackathon and the hand that leads it."""

    projects: Sequence[Project] = ()
    pace = MINUTE  # from one act of a crowd to the next

    def __init__(self, event: Event, hackathon: Hackathon, hand: Hand | None = None) -> None:
        self.event = event
        self.hand = hand or Hand()
        self.do = self.hand.do
        self.hackathon = hackathon
        self.chance = Random(event.seed)
        self.organizer = people_with(hackathon, "is_organizer").get()
        self.cities = {city.code: city for city in hackathon.cities.all()}
        self.tracks = {track.code: track for track in hackathon.tracks.all()}

    def open(self, kind: str, at: datetime) -> None:
        """Open a stage."""
        stage = stage_of(self.hackathon, kind)
        self.do(move_stage, stage=stage, move=OPEN, actor=self.organizer, now=at)

    def close(self, kind: str, at: datetime) -> None:
        """Close a stage."""
        stage = stage_of(self.hackathon, kind)
        self.do(move_stage, stage=stage, move=CLOSE, actor=self.organizer, now=at)

    def fix_criteria(self, at: datetime) -> None:
        """The jury's criteria are fixed, and so published, before anyone applies (R1.5, R1.6)."""
        for round in judging.rounds_in(self.hackathon):
            jury.freeze_round(round=round, actor=self.organizer, now=at)

    # --- applications

    def apply(
        self,
        project: Project,
        at: datetime,
        *,
        first: tuple[str, str] | None = None,
        size: int | None = None,
    ) -> Application:
        """A captain starts an application, invites, describes; the members confirm."""
        size = size or self.chance.choice((3, 3, 4))
        team = members(project.code, size, self.chance, first=first)
        captain = person(team[0].local, team[0].name, team[0].language)
        application = self.do(
            desk.start_application,
            hackathon=self.hackathon,
            actor=captain,
            team_name=project.team,
            full_name=team[0].name,
            role=team[0].role,
            now=at,
        )
        self.confirm_captain(team[0], captain, at + 2 * MINUTE)
        for number, member in enumerate(team[1:], start=1):
            self.bring_in(application.team, member, captain, at + number * 10 * MINUTE)
        return self.describe(application, project, captain, at + 50 * MINUTE)

    def confirm_captain(self, member: Member, captain: User, at: datetime) -> None:
        """The captain's own data, consents and declarations."""
        membership = registration.membership_of(captain, self.hackathon)
        assert membership is not None  # noqa: S101 -- it was made a moment ago
        self.do(
            desk.confirm_own_data,
            membership=membership,
            full_name=member.name,
            birth_date=member.birth_date,
            phone=member.phone,
            city=None,
            purposes=list(Purpose),
            declarations=[*MEMBER_DECLARATIONS, *CAPTAIN_DECLARATIONS],
            actor=captain,
            now=at,
        )

    def bring_in(self, team: Team, member: Member, captain: User, at: datetime) -> None:
        """Invite a member, who follows the link and confirms."""
        account = person(member.local, member.name, member.language)
        invitation = self.do(
            desk.invite_member,
            team=team,
            email=account.email,
            full_name=member.name,
            role=member.role,
            language=member.language,
            actor=captain,
            now=at,
        )
        self.do(desk.open_invitation, invitation=invitation, now=at + MINUTE)
        self.do(
            desk.confirm_invitation,
            invitation=invitation,
            person=account,
            full_name=member.name,
            birth_date=member.birth_date,
            phone=member.phone,
            city=None,
            purposes=[Purpose.TAKING_PART, Purpose.PRIZE],
            declarations=list(MEMBER_DECLARATIONS),
            now=at + 5 * MINUTE,
        )

    def describe(
        self, application: Application, project: Project, captain: User, at: datetime
    ) -> Application:
        """Fill the application in."""
        application.refresh_from_db()
        return self.do(
            desk.save_application,
            application=application,
            revision=application.revision,
            changes={
                "title": project.title,
                "track": self.tracks[project.track],
                "city": self.cities[project.city],
                "forms": list(project.forms),
                "answers": answers_of(project),
            },
            actor=captain,
            now=at,
        )

    def send(self, application: Application, at: datetime) -> None:
        """Send an application."""
        captain = registration.members_of(application.team)[0].participant.user
        self.do(desk.submit_application, application=application, actor=captain, now=at)

    def select(self, applications: Sequence[Application], at: datetime) -> None:
        """Accept all but the last, which is passed over, and publish the list."""
        *accepted, last = applications
        for number, application in enumerate(accepted):
            self.do(
                desk.accept_application,
                application=application,
                actor=self.organizer,
                now=at + number * MINUTE,
            )
        self.do(
            desk.pass_over_application,
            application=last,
            reason="Деректерге сүйенуі жеткіліксіз; келесі жылы күтеміз.",
            actor=self.organizer,
            now=at + 60 * MINUTE,
        )
        stage = stage_of(self.hackathon, StageKind.SELECTION)
        self.do(move_stage, stage=stage, move=CLOSE, actor=self.organizer, now=at + 90 * MINUTE)
        self.do(desk.publish_selection, stage=stage, actor=self.organizer, now=at + 95 * MINUTE)

    # --- work and judging

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
