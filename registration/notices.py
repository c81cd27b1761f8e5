"""Letters of registration: one function each, named by what has happened."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from hackathon.kit import tokens
from hackathon.models import Stage, User
from hackathon.outbox import Post, post, post_many
from hackathon.queries import stage_of
from hackathon.states import StageKind
from registration import queries
from registration.models import Application, Invitation, Membership, PublishedList, Submission
from registration.states import SUBMIT, ApplicationStatus, Role


def invitation_path(invitation: Invitation) -> str:
    """The link that only the invited person gets; renewing the invitation makes another one."""
    token = tokens.make("invitation", invitation.pk, invitation.version)
    return queries.path_of("registration:invitation", invitation.pk, token)


def invitation(invitation: Invitation, *, actor: User, now: datetime) -> None:
    """Tell a person what a captain said about them, and ask whether it is so (R3.8)."""
    hackathon = invitation.team.hackathon
    captain = queries.participant_of(actor, hackathon)
    post(
        "registration/invitation",
        about=f"invitation:{invitation.pk}",
        now=now,
        hackathon=hackathon,
        address=invitation.email,
        language=invitation.language,
        version=invitation.version,
        name=invitation.full_name,
        captain=captain.full_name if captain else str(actor),
        team=invitation.team.name,
        role=queries.in_every_language(lambda: Role(invitation.role).label),
        expires_at=invitation.expires_at,
        path=invitation_path(invitation),
    )


def member_confirmed(invitation: Invitation, *, now: datetime) -> None:
    """Tell the captain that a member confirmed."""
    _tell_captain("registration/member_confirmed", invitation, now)


def member_declined(invitation: Invitation, *, now: datetime) -> None:
    """Tell the captain that an invited person said no."""
    _tell_captain("registration/member_declined", invitation, now)


def _tell_captain(letter: str, invitation: Invitation, now: datetime) -> None:
    """Write to the captain about an answer to an invitation."""
    team = invitation.team
    facts = {
        "name": invitation.full_name,
        "team": team.name,
        "path": queries.path_of("registration:team", team.hackathon.slug),
    }
    letters = [
        Post(letter, f"invitation:{invitation.pk}", to=captain.participant.user, facts=facts)
        for captain in queries.members_of(team).filter(is_captain=True)
    ]
    post_many(letters, now=now, hackathon=team.hackathon)


def application_received(submission: Submission, *, now: datetime) -> None:
    """Give every member a receipt: what has arrived, when, and under which hash."""
    application = submission.application
    slug = application.hackathon.slug
    facts = {
        "team": application.team.name,
        "title": application.title,
        "number": submission.number,
        "sent_at": submission.submitted_at,
        "sha256": submission.sha256,
        "path": queries.path_of("registration:receipt", slug, submission.number),
    }
    letter, about = "registration/application_received", f"submission:{submission.pk}"
    _tell_members(application, letter, about, facts, now)


def application_returned(application: Application, *, now: datetime) -> None:
    """Tell the members what to correct, and until when (R3.6)."""
    stage = stage_of(application.hackathon, StageKind.APPLICATIONS)
    facts = _decision(application) | {"closes_at": stage.closes_at}
    letter, about = "registration/application_returned", _about_decision(application)
    _tell_members(application, letter, about, facts, now)


def application_refused(application: Application, *, now: datetime) -> None:
    """Tell the members why their application is not considered (R3.6)."""
    letter, about = "registration/application_refused", _about_decision(application)
    _tell_members(application, letter, about, _decision(application), now)


def _about_decision(application: Application) -> str:
    """An application can come back more than once: each decision has letters of its own."""
    return f"application:{application.pk}:{application.decided_at:%Y-%m-%dT%H:%M:%S.%f}"


def _decision(application: Application) -> dict[str, Any]:
    return {
        "team": application.team.name,
        "reason": application.reason,
        "path": queries.path_of("registration:application", application.hackathon.slug),
    }


def _tell_members(
    application: Application, letter: str, about: str, facts: dict[str, Any], now: datetime
) -> None:
    """Write to everybody in the team."""
    letters = [
        Post(letter, about, to=member.participant.user, facts=facts)
        for member in queries.members_of(application.team)
    ]
    post_many(letters, now=now, hackathon=application.hackathon)


def selection_published(listing: PublishedList, *, now: datetime) -> None:
    """Tell the members of every team whether it is on the list, once the hold is over (R3.11)."""
    hackathon = listing.stage.hackathon
    begins_at = stage_of(hackathon, StageKind.HACKATHON).opens_at
    ways = {
        ApplicationStatus.ACCEPTED: ("registration/team_selected", "registration:my"),
        ApplicationStatus.PASSED_OVER: ("registration/team_not_selected", "registration:teams"),
    }
    letters = []
    for status, (letter, page) in ways.items():
        path = queries.path_of(page, hackathon.slug)
        letters += [
            Post(
                letter,
                f"list:{listing.pk}",
                to=member.participant.user,
                due_at=now + timedelta(minutes=hackathon.hold_minutes),
                facts={"team": member.team.name, "begins_at": begins_at, "path": path},
            )
            for member in queries.people_applied(hackathon, status)
        ]
    post_many(letters, now=now, hackathon=hackathon)


def unsent_applications(
    stage: Stage, captains: Iterable[Membership], *, tighter: int, mark: int, now: datetime
) -> None:
    """Remind captains of an application that is not sent, until the next reminder is due."""
    path = queries.path_of("registration:application", stage.hackathon.slug)
    letters = [
        Post(
            queries.UNSENT,
            captain.about,  # type: ignore[attr-defined] # the query says it
            to=captain.participant.user,
            version=mark,
            lapses_at=stage.closes_at - timedelta(hours=tighter),
            facts={"team": captain.team.name, "closes_at": stage.closes_at, "path": path},
        )
        for captain in captains
    ]
    post_many(letters, now=now, hackathon=stage.hackathon)


def unconfirmed_members(
    stage: Stage, invitations: Iterable[Invitation], *, tighter: int, mark: int, now: datetime
) -> None:
    """Remind invited people of an invitation that waits, until the next reminder is due."""
    letters = [
        Post(
            queries.UNCONFIRMED,
            invitation.about,  # type: ignore[attr-defined] # the query says it
            address=invitation.email,
            language=invitation.language,
            version=mark,
            lapses_at=invitation.ends_at - timedelta(hours=tighter),  # type: ignore[attr-defined]
            facts=_waiting(invitation),
        )
        for invitation in invitations
    ]
    post_many(letters, now=now, hackathon=stage.hackathon)


def deadline_moved(stage: Stage, members: Iterable[Membership], *, now: datetime) -> None:
    """Tell members whom a letter told another deadline that it has moved (R1.4)."""
    path = queries.path_of("registration:application", stage.hackathon.slug)
    letters = [
        Post(
            queries.DEADLINE_MOVED,
            member.about,  # type: ignore[attr-defined] # the query says it
            to=member.participant.user,
            version=member.moves + 1,  # type: ignore[attr-defined] # the query says it
            lapses_at=stage.closes_at,
            facts={
                "team": member.team.name,
                "is_sent": not SUBMIT.fits(member.team.application.status),
                "told_at": member.told,  # type: ignore[attr-defined] # the query says it
                "closes_at": stage.closes_at,
                "path": path,
            },
        )
        for member in members
    ]
    post_many(letters, now=now, hackathon=stage.hackathon)


def invitations_moved(stage: Stage, invitations: Iterable[Invitation], *, now: datetime) -> None:
    """Tell invited people whom a reminder told another end that it has moved (R1.4)."""
    letters = [
        Post(
            queries.INVITATION_MOVED,
            invitation.about,  # type: ignore[attr-defined] # the query says it
            address=invitation.email,
            language=invitation.language,
            version=invitation.moves + 1,  # type: ignore[attr-defined] # the query says it
            lapses_at=invitation.ends_at,  # type: ignore[attr-defined] # the query says it
            facts=_waiting(invitation) | {"told_at": invitation.told},  # type: ignore[attr-defined] # the query says it
        )
        for invitation in invitations
    ]
    post_many(letters, now=now, hackathon=stage.hackathon)


def _waiting(invitation: Invitation) -> dict[str, Any]:
    """What a letter says of an invitation that waits."""
    return {
        "name": invitation.full_name,
        "team": invitation.team.name,
        "ends_at": invitation.ends_at,  # type: ignore[attr-defined] # the query says it
        "path": invitation_path(invitation),
    }
