"""Rules of invitations: room, once each, in time."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from hackathon.kit.errors import Refused
from registration import queries
from registration.models import Invitation, Team
from registration.states import (
    WAITING_INVITATIONS,
    InvitationStatus,
)

INVITATIONS_PER_DAY = 20
"""How many letters a team may send to people who did not ask for them: four times a full team, so
that an honest captain never meets it, and a spammer gains nothing."""


def check_room_to_invite(team: Team) -> None:
    """Members and invitations that wait are together no more than a team holds (R1.8)."""
    expected = len(queries.seats_taken(team)) + queries.waiting_invitations(team).count()
    if expected >= team.size_max:
        raise Refused(
            _("The team is full: it has %(max)d members at most, invited ones counted."),
            code="team_full",
            params={"max": team.size_max},
        )


def check_seat(team: Team) -> int:
    """The lowest seat that is free (R1.8)."""
    seat = queries.free_seat(team)
    if seat is None:
        raise Refused(_("The team is full."), code="team_full")
    return seat


def check_not_invited(team: Team, email: str) -> None:
    """A captain invites neither themself, nor a member, nor the same person twice."""
    members = queries.members_of(team).filter(participant__user__email__iexact=email)
    asked = team.invitations.filter(email__iexact=email)
    waits = asked.filter(status__in=WAITING_INVITATIONS)
    joined = asked.filter(membership__isnull=False, membership__left_at__isnull=True)
    if members.exists() or waits.exists() or joined.exists():
        raise Refused(
            _("This person is invited or a member already."),
            code="invited_already",
            params={"field": "email"},
        )


def check_invitation_rate(team: Team, now: datetime) -> None:
    """A team sends so many invitations a day at most."""
    sent = queries.invitations_sent_since(team, now - timedelta(days=1))
    if sent >= INVITATIONS_PER_DAY:
        raise Refused(
            _("The team has sent %(max)d invitations within a day. Go on tomorrow."),
            code="too_many_invitations",
            params={"max": INVITATIONS_PER_DAY},
        )


def check_invitation_waits(invitation: Invitation, now: datetime) -> None:
    """An invitation is answered once, and in time."""
    if invitation.status == InvitationStatus.CANCELLED:
        raise Refused(_("The captain has cancelled this invitation."), code="invitation_cancelled")
    if invitation.status in (InvitationStatus.CONFIRMED, InvitationStatus.DECLINED):
        raise Refused(_("This invitation is answered already."), code="invitation_answered")
    if invitation.status == InvitationStatus.EXPIRED or invitation.expires_at <= now:
        raise Refused(
            _("This invitation has expired. Ask the captain for a new one."),
            code="invitation_expired",
        )
