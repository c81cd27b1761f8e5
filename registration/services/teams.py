"""Teams: how they begin, and how members leave."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from hackathon.audit import record
from hackathon.kit.store import store
from hackathon.models import Hackathon, User
from hackathon.moves import make_move
from hackathon.services import give_badge
from registration import queries, rules
from registration.models import Application, Membership, Participant, Team
from registration.services.locks import lock_membership, lock_person
from registration.states import CANCEL


@transaction.atomic
def start_application(
    *, hackathon: Hackathon, actor: User, team_name: str, full_name: str, role: str, now: datetime
) -> Application:
    """Begin a team and its application; the actor becomes the captain (R1.8, R3.1).

    Refuses `applications_closed`, `takes_part_and_decides`, `takes_part_and_mentors`,
    `in_another_team`, `team_name_taken`.
    """
    rules.check_applications_open(hackathon, now)
    participant = enter(hackathon=hackathon, person=actor, full_name=full_name, now=now)
    rules.check_team_name(hackathon, team_name)
    team = store(
        Team(hackathon=hackathon, name=team_name, size_max=hackathon.team_max, created_at=now)
    )
    store(
        Membership(
            team=team, participant=participant, seat=1, role=role, is_captain=True, joined_at=now
        )
    )
    application = store(Application(hackathon=hackathon, team=team))
    record("registration.application.start", application, actor=actor, now=now)
    return application


def enter(*, hackathon: Hackathon, person: User, full_name: str, now: datetime) -> Participant:
    """Make a person a participant who is free to join a team.

    Refuses who runs, judges or mentors the hackathon (R1.7, R1.9), and who is in a team.
    """
    lock_person(person)
    give_badge(hackathon=hackathon, person=person, actor=person, now=now, is_participant=True)
    found = queries.participant_of(person, hackathon)
    participant = found or Participant(hackathon=hackathon, user=person, created_at=now)
    if found:
        rules.check_free(found)
    participant.hackathon, participant.full_name = hackathon, full_name
    return store(participant)


@transaction.atomic
def remove_member(*, membership: Membership, actor: User, now: datetime) -> None:
    """Take a member out of the team. Refuses `not_editable`, `captain_stays`, `stale`."""
    membership = lock_membership(membership)
    rules.check_in_team(membership)
    rules.check_editable(membership.team.application)
    rules.check_may_leave(membership, alone=False)
    vacate_seat(membership, actor=actor, now=now)
    record("registration.membership.remove", membership, actor=actor, now=now)


@transaction.atomic
def leave_team(*, membership: Membership, actor: User, now: datetime) -> None:
    """Leave the team; a captain can while nobody else is in it.

    Refuses `not_editable`, `captain_stays`, `stale`.
    """
    membership = lock_membership(membership)
    rules.check_in_team(membership)
    rules.check_editable(membership.team.application)
    rules.check_may_leave(membership, alone=len(queries.seats_taken(membership.team)) == 1)
    vacate_seat(membership, actor=actor, now=now)
    record("registration.membership.leave", membership, actor=actor, now=now)


def vacate_seat(membership: Membership, *, actor: User, now: datetime) -> None:
    """End a membership: the team counts one less if the member had confirmed, and has a captain.

    The captain's place goes to the next member, who answers for the team from now on (R1.8). A
    team that nobody is left in invites nobody either.
    """
    membership.left_at = now
    membership.save(update_fields=["left_at"])
    team = membership.team
    if membership.confirmed_at:
        Team.objects.filter(pk=team.pk).update(size=F("size") - 1)
    heir = queries.members_of(team).order_by(F("confirmed_at").asc(nulls_last=True), "seat").first()
    if heir is None:
        for invitation in queries.waiting_invitations(team):
            make_move(invitation, CANCEL, actor=actor, now=now, hackathon=team.hackathon)
    elif membership.is_captain:
        heir.is_captain = True
        heir.save(update_fields=["is_captain"])
        record("registration.membership.make_captain", heir, actor=actor, now=now)
