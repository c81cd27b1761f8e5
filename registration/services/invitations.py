"""Invitations into a team: sent, opened, answered, renewed, expired (R3.8)."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from hackathon.audit import record
from hackathon.kit.errors import Refused
from hackathon.kit.store import store
from hackathon.models import City, User
from hackathon.moves import make_move
from registration import notices, queries, rules
from registration.models import Invitation, Membership, Team
from registration.services.locks import lock_invitation, lock_team
from registration.services.people import OwnWord, count_in, take_word
from registration.services.teams import enter
from registration.states import (
    CANCEL,
    CONFIRM,
    DECLINE,
    EXPIRE,
    OPEN_INVITATION,
    RENEW,
    InvitationStatus,
)


@transaction.atomic
def invite_member(
    *,
    team: Team,
    email: str,
    full_name: str,
    role: str,
    language: str,
    actor: User,
    now: datetime,
    instead_of: Invitation | None = None,
) -> Invitation:
    """Invite a person by e-mail with what the captain says about them.

    `instead_of` is an invitation with a wrong address: it is cancelled in the same act. Refuses
    `applications_closed`, `not_editable`, `invited_already`, `team_full` (R1.8),
    `too_many_invitations`; and `stale` for an earlier one that is confirmed by now.
    """
    team = lock_team(team.pk)
    email = email.strip().lower()
    _check_may_invite(team, now)
    if instead_of:
        make_move(team.invitations.get(pk=instead_of.pk), CANCEL, actor=actor, now=now)
    rules.check_not_invited(team, email)
    rules.check_room_to_invite(team)
    invitation = store(
        Invitation(
            team=team,
            email=email,
            full_name=full_name,
            role=role,
            language=language,
            sent_at=now,
            expires_at=_expiry(team, now),
        )
    )
    record("registration.invitation.send", invitation, actor=actor, now=now)
    notices.invitation(invitation, actor=actor, now=now)
    return invitation


@transaction.atomic
def renew_invitation(*, invitation: Invitation, actor: User, now: datetime) -> Invitation:
    """Send an invitation once more; its old link leads nowhere from now on.

    Refuses what `invite_member` refuses, and `stale` for one that is answered or cancelled.
    """
    invitation = lock_invitation(invitation)
    team = invitation.team
    _check_may_invite(team, now)
    if invitation.status == InvitationStatus.EXPIRED:
        rules.check_not_invited(team, invitation.email)
        rules.check_room_to_invite(team)
    make_move(
        invitation,
        RENEW,
        actor=actor,
        now=now,
        version=invitation.version + 1,
        sent_at=now,
        expires_at=_expiry(team, now),
    )
    notices.invitation(invitation, actor=actor, now=now)
    return invitation


def _check_may_invite(team: Team, now: datetime) -> None:
    """Teams invite while they can still change, and not without end."""
    rules.check_applications_open(team.hackathon, now)
    rules.check_editable(team.application)
    rules.check_invitation_rate(team, now)


def _expiry(team: Team, now: datetime) -> datetime:
    return now + timedelta(days=team.hackathon.invitation_days)


@transaction.atomic
def cancel_invitation(*, invitation: Invitation, actor: User, now: datetime) -> None:
    """Take an invitation back and free the seat that it kept. Refuses `stale` once confirmed."""
    invitation = lock_invitation(invitation)
    make_move(invitation, CANCEL, actor=actor, now=now)


@transaction.atomic
def open_invitation(*, invitation: Invitation, now: datetime) -> None:
    """Note that the invitation was looked at; the first time counts."""
    invitation = lock_invitation(invitation)
    if OPEN_INVITATION.fits(invitation.status) and now < invitation.expires_at:
        make_move(invitation, OPEN_INVITATION, actor=None, now=now)


@transaction.atomic
def confirm_invitation(
    *,
    invitation: Invitation,
    person: User,
    full_name: str,
    birth_date: date,
    phone: str,
    city: City | None,
    purposes: Sequence[str],
    declarations: Sequence[str],
    now: datetime,
    evidence: Mapping[str, Any] | None = None,
) -> Membership:
    """Join the team with one's own data, declarations and consents (R3.7, R3.8).

    The link may be used by an account of another address; the address invited is kept as evidence.
    Refuses `invitation_answered`, `invitation_expired`, `invitation_cancelled`,
    `applications_closed`, `not_editable`, `team_full` (R1.8), `takes_part_and_decides`,
    `takes_part_and_mentors`, `in_another_team`, `under_age` (R1.7), `consent_missing`,
    `declarations_missing`.
    """
    invitation = lock_invitation(invitation)
    team = invitation.team
    rules.check_invitation_waits(invitation, now)
    rules.check_applications_open(team.hackathon, now)
    rules.check_editable(team.application)
    seat = rules.check_seat(team)
    participant = enter(hackathon=team.hackathon, person=person, full_name=full_name, now=now)
    proof = {**(evidence or {}), "invited_as": invitation.email}
    word = OwnWord(full_name, birth_date, phone, city, purposes, declarations, proof)
    take_word(participant, word, is_captain=False, actor=person, now=now)
    membership = store(
        Membership(
            team=team,
            participant=participant,
            seat=seat,
            role=invitation.role,
            joined_at=now,
            confirmed_at=now,
        )
    )
    count_in(membership)
    make_move(invitation, CONFIRM, actor=person, now=now, answered_at=now, membership=membership)
    notices.member_confirmed(invitation, now=now)
    return membership


@transaction.atomic
def decline_invitation(*, invitation: Invitation, person: User | None, now: datetime) -> None:
    """Say no to an invitation; the captain is told.

    Refuses `invitation_answered`, `invitation_expired`, `invitation_cancelled`.
    """
    invitation = lock_invitation(invitation)
    rules.check_invitation_waits(invitation, now)
    make_move(invitation, DECLINE, actor=person, now=now, answered_at=now)
    notices.member_declined(invitation, now=now)


def expire_invitations(*, now: datetime) -> int:
    """End the invitations whose time is over; one that is answered meanwhile is left alone."""
    expired = 0
    for invitation in queries.expired_invitations(now):
        with suppress(Refused), transaction.atomic():
            make_move(invitation, EXPIRE, actor=None, now=now)
            expired += 1
    return expired
