"""Who acts on a team waits for who acted before: the team's row is locked first, always.

The lock leaves the key alone, so rows that refer to a team or a person can be written meanwhile.
"""

from hackathon.models import Stage, User
from registration.models import Application, Entry, Invitation, Membership, Team


def lock_team(team_id: int) -> Team:
    """The team as it is now, and as it stays until the transaction ends."""
    teams = Team.objects.select_related("hackathon")
    return teams.select_for_update(of=("self",), no_key=True).get(pk=team_id)


def lock_application(application: Application) -> Application:
    """The application as it is now, with its team locked."""
    team = lock_team(application.team_id)
    fresh = Application.objects.select_related("track", "city").get(pk=application.pk)
    fresh.team, fresh.hackathon = team, team.hackathon
    return fresh


def lock_invitation(invitation: Invitation) -> Invitation:
    """The invitation as it is now, with its team locked."""
    team = lock_team(invitation.team_id)
    fresh = Invitation.objects.get(pk=invitation.pk)
    fresh.team = team
    return fresh


def lock_membership(membership: Membership) -> Membership:
    """The membership as it is now, with its team locked."""
    team = lock_team(membership.team_id)
    fresh = Membership.objects.select_related("participant__user").get(pk=membership.pk)
    fresh.team, fresh.participant.hackathon = team, team.hackathon
    return fresh


def lock_entry(entry: Entry) -> Entry:
    """The team's place in a stage, with the team locked."""
    team = lock_team(entry.team_id)
    fresh = Entry.objects.select_related("stage").get(pk=entry.pk)
    fresh.team, fresh.stage.hackathon = team, team.hackathon
    return fresh


def lock_stage(stage: Stage) -> Stage:
    """The stage as it is now: what is decided in it and its publication come one after the other.

    Whoever locks a team as well has locked it before.
    """
    stages = Stage.objects.select_related("hackathon")
    return stages.select_for_update(of=("self",), no_key=True).get(pk=stage.pk)


def lock_person(person: User) -> None:
    """One person does one thing at a time, in whatever teams; always after the team."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
