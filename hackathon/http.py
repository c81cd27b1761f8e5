"""Requests of people who are signed in, and the few steps that every page begins with."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from rest_framework.request import Request

from hackathon import queries
from hackathon.kit.errors import Refused
from hackathon.models import ApiToken, Hackathon, Session, Stage, User

View = Callable[..., HttpResponse]
AnyRequest = HttpRequest | Request
DEMO_SESSION = "demo_sign_in"


class MemberRequest(HttpRequest):
    """A request behind `member_page` or `staff_page`."""

    user: User
    hackathon: Hackathon


class MemberApiRequest(Request):
    """The same behind a door of the API; `auth` is the key that the person's program showed."""

    user: User
    auth: ApiToken | None


AnyMemberRequest = MemberRequest | MemberApiRequest


def member_page(view: View) -> View:
    """A page for people who are signed in."""
    return login_required(view)


def has_second_factor(request: AnyRequest) -> bool:
    """Whether the person has a second factor, or the demo waived it (local settings only)."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return True
    if settings.DEMO_SIGN_IN and is_of_the_demo(request):
        return True
    return bool(is_mfa_enabled(cast("User", request.user)))


def is_of_the_demo(request: AnyRequest) -> bool:
    """Whether the person came in by the demo's door, or made a key after coming in by it."""
    has_key = isinstance(getattr(request, "auth", None), ApiToken)
    return has_key or bool(request.session.get(DEMO_SESSION))


def lacks_second_factor(request: AnyRequest) -> bool:
    """Whether a badge of the person asks for a second factor that is not set up."""
    badges = queries.badges_of(request.user).values()
    return any(badge.needs_second_factor for badge in badges) and not has_second_factor(request)


def staff_page(view: View) -> View:
    """A page for organizers, judges, mentors and auditors: with a second factor where it is due."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if lacks_second_factor(request):
            messages.info(request, _("Your role needs a second factor. Set one up to go on."))
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return member_page(guarded)


def find_public(request: AnyRequest, slug: str) -> Hackathon:
    """The hackathon at this address, if it is public or the person has a badge; else 404."""
    hackathon = get_object_or_404(queries.hackathons_seen_by(request.user), slug=slug)
    request.hackathon = hackathon  # type: ignore[union-attr] # for the masthead
    return hackathon


def find_own(request: AnyRequest, slug: str) -> Hackathon:
    """The hackathon at this address, if the person has a badge in it; else 404."""
    hackathon = get_object_or_404(queries.hackathons_of(request.user), slug=slug)
    request.hackathon = hackathon  # type: ignore[union-attr] # for the masthead
    return hackathon


def find_stage(hackathon: Hackathon, kind: str) -> Stage:
    """The stage of a kind; 404 for a kind that there is not."""
    found = next((one for one in queries.stages_of(hackathon) if one.kind == kind), None)
    if found is None:
        raise Http404
    return found


def find_session(request: AnyMemberRequest, slug: str, pk: int) -> Session:
    """A line of the timetable, for who edits it."""
    hackathon = find_own(request, slug)
    check(request, "hackathon.edit_calendar", hackathon)
    return get_object_or_404(queries.sessions_of(hackathon), pk=pk)


def check(request: AnyRequest, permission: str, thing: Any) -> None:
    """Stop with 403 unless the person may do this to the thing."""
    if not request.user.has_perm(permission, thing):
        raise PermissionDenied


def blame(form: forms.Form, refusal: Refused) -> None:
    """Put a refusal on the form: next to its field if it names one."""
    field = (getattr(refusal, "params", None) or {}).get("field")
    form.add_error(field if field in form.fields else None, refusal)


def page_status(*all_forms: forms.Form) -> int:
    """200, or 422 where a form was sent and has errors."""
    return 422 if any(form.is_bound and form.errors for form in all_forms) else 200
