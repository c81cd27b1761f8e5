"""How the API finds a team's things, and stops who may not see them."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model

from hackathon.http import MemberApiRequest, check, find_own
from hackathon.models import Hackathon
from hackathon.queries import badge_of
from registration import queries
from registration.models import Application, Membership

Thing = TypeVar("Thing", bound=Model)


def there(thing: Thing | None) -> Thing:
    """The thing, or 403: the person is known here, but has no such thing of their own."""
    if thing is None:
        raise PermissionDenied
    return thing


def participants_hackathon(request: MemberApiRequest, slug: str) -> Hackathon:
    """The hackathon, for the people who take part in it."""
    hackathon = find_own(request, slug)
    badge = badge_of(request.user, hackathon)
    if badge is None or not badge.is_participant:
        raise PermissionDenied
    return hackathon


def own_application(request: MemberApiRequest, slug: str) -> Application:
    """The application of the person's team, to be read."""
    hackathon = find_own(request, slug)
    application = there(queries.application_of(request.user, hackathon))
    application.hackathon = application.team.hackathon = hackathon
    return application


def captains_application(
    request: MemberApiRequest, slug: str, permission: str = "registration.edit_application"
) -> Application:
    """The application of the person's team, for its captain."""
    application = own_application(request, slug)
    check(request, permission, application)
    return application


def own_membership(request: MemberApiRequest, slug: str) -> Membership:
    """The person's own seat in a team."""
    hackathon = find_own(request, slug)
    return there(queries.membership_of(request.user, hackathon))
