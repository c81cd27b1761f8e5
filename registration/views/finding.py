"""How the pages of a team find their things, and stop who may not see them."""

from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model

from hackathon.http import MemberRequest, check, find_own
from hackathon.models import Hackathon, Stage
from hackathon.queries import badge_of, stages_of
from hackathon.states import StageKind
from registration import queries
from registration.models import Application, Membership

Thing = TypeVar("Thing", bound=Model)


def there(thing: Thing | None) -> Thing:
    """The thing, or 403: the person is known here, but has no such thing of their own."""
    if thing is None:
        raise PermissionDenied
    return thing


def participants_hackathon(request: MemberRequest, slug: str) -> Hackathon:
    """The hackathon, for the people who take part in it."""
    hackathon = find_own(request, slug)
    badge = badge_of(request.user, hackathon)
    if badge is None or not badge.is_participant:
        raise PermissionDenied
    return hackathon


def own_application(request: MemberRequest, slug: str) -> Application:
    """The application of the person's team, to be read."""
    hackathon = find_own(request, slug)
    return there(queries.application_of(request.user, hackathon))


def captains_application(request: MemberRequest, slug: str) -> Application:
    """The application of the person's team, for its captain."""
    application = own_application(request, slug)
    check(request, "registration.edit_application", application)
    return application


def stage_in(hackathon: Hackathon, kind: str) -> Stage:
    """One stage of the calendar, out of all that are read once."""
    return next(stage for stage in stages_of(hackathon) if stage.kind == kind)


def writing_facts(application: Application, now: datetime) -> dict[str, Any]:
    """Whether the application can be changed now, and if not, why."""
    stage = stage_in(application.hackathon, StageKind.APPLICATIONS)
    is_open, is_draft = stage.takes_work_at(now), queries.is_editable(application)
    return {
        "stage": stage,
        "is_open": is_open,
        "is_draft": is_draft,
        "is_editable": is_open and is_draft,
    }


def own_membership(request: MemberRequest, slug: str) -> Membership:
    """The person's own seat in a team."""
    hackathon = find_own(request, slug)
    return there(queries.membership_of(request.user, hackathon))
