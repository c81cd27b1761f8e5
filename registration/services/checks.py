"""What the organizer decides about an application (R3.5, R3.6)."""

from datetime import datetime

from django.db import transaction

from hackathon.kit.states import Move
from hackathon.models import Stage, User
from hackathon.moves import make_move
from hackathon.queries import stage_of
from hackathon.states import StageKind
from registration import notices, rules
from registration.models import Application
from registration.services.locks import lock_application, lock_stage
from registration.states import ACCEPT, PASS_OVER, RECONSIDER, REFUSE, RETURN


@transaction.atomic
def return_application(
    *, application: Application, reason: str, actor: User, now: datetime
) -> None:
    """Send an application back for correction, with the reason, while applications are open (R3.6).

    Refuses `reason_missing`, `applications_closed`, `stale`.
    """
    application = lock_application(application)
    rules.check_reason(reason)
    rules.check_applications_open(application.hackathon, now)
    _decide(application, RETURN, reason, actor, now)
    notices.application_returned(application, now=now)


@transaction.atomic
def refuse_application(
    *, application: Application, reason: str, actor: User, now: datetime
) -> None:
    """Refuse an application that does not meet the rules, with the reason (R3.6).

    Refuses `reason_missing`, `list_published`, `stale`.
    """
    application = lock_application(application)
    rules.check_reason(reason)
    rules.check_not_published(_selection(application))
    _decide(application, REFUSE, reason, actor, now)
    notices.application_refused(application, now=now)


@transaction.atomic
def accept_application(
    *, application: Application, actor: User, now: datetime, reason: str = ""
) -> None:
    """Put a team on the list of those to be selected (R1.8); nobody is told before it is published.

    Refuses `selection_not_open`, `list_published`, `team_size`, `stale`.
    """
    application = lock_application(application)
    rules.check_selecting(_selection(application))
    rules.check_team_fits(application)
    _decide(application, ACCEPT, reason, actor, now)


@transaction.atomic
def pass_over_application(
    *, application: Application, actor: User, now: datetime, reason: str = ""
) -> None:
    """Leave a team off the list; nobody is told before it is published.

    Refuses `selection_not_open`, `list_published`, `stale`.
    """
    application = lock_application(application)
    rules.check_selecting(_selection(application))
    _decide(application, PASS_OVER, reason, actor, now)


@transaction.atomic
def reconsider_application(
    *, application: Application, actor: User, now: datetime, reason: str = ""
) -> None:
    """Take a decision back while its list is not published. Refuses `list_published`, `stale`."""
    application = lock_application(application)
    rules.check_not_published(_selection(application))
    _decide(application, RECONSIDER, reason, actor, now)


def _selection(application: Application) -> Stage:
    """The selection, locked: its list is not published while this is decided."""
    return lock_stage(stage_of(application.hackathon, StageKind.SELECTION))


def _decide(application: Application, move: Move, reason: str, actor: User, now: datetime) -> None:
    """Make the move, with who decided, when and why."""
    make_move(
        application,
        move,
        actor=actor,
        now=now,
        decided_at=now,
        decided_by=actor,
        reason=reason.strip(),
    )
