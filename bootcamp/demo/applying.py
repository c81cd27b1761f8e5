"""Teams that apply and are selected, each act at its own moment."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from bootcamp.demo.events import Event
from bootcamp.demo.hand import Hand
from bootcamp.demo.people import Member, members, person
from bootcamp.demo.projects import Project, answers_of
from hackathon.models import Hackathon, User
from hackathon.queries import people_with, stage_of
from hackathon.services import move_stage
from hackathon.states import CLOSE, OPEN, StageKind
from registration import queries as registration
from registration import services as desk
from registration.models import Application, Team
from registration.states import CAPTAIN_DECLARATIONS, MEMBER_DECLARATIONS, Purpose

MINUTE = timedelta(minutes=1)


class Applying:
    """One hackathon and the hand that leads it, up to the published selection."""

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
