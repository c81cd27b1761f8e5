"""For machines: is the process alive, can the house do its work, how much of it is there."""

from secrets import compare_digest

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hackathon.http import has_second_factor
from hackathon.kit import clock, gauges
from hackathon.services.health import find_health


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked, so a sick database restarts no web server."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Each part with its figure: milliseconds, a count, or an age in seconds; 503 if one is bad."""
    found = find_health(now=clock.now())
    is_ready = all(finding.ok for finding in found.values())
    report = {"ok": is_ready, **{name: finding._asdict() for name, finding in found.items()}}
    return JsonResponse(report, status=200 if is_ready else 503)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures of all hackathons, for who has the token, and for site administrators."""
    if not (_has_token(request) or _administers(request)):
        raise PermissionDenied
    figures = gauges.read_all(clock.now())
    return HttpResponse(gauges.render(figures), content_type=gauges.CONTENT_TYPE)


def _has_token(request: HttpRequest) -> bool:
    """Whether the request carries the token; where none is set, no request does."""
    kind, _space, given = request.headers.get("Authorization", "").partition(" ")
    token: str = settings.METRICS_TOKEN
    is_same = compare_digest(given.encode(), token.encode())  # takes as long for every wrong one
    return kind.lower() == "bearer" and bool(token) and is_same


def _administers(request: HttpRequest) -> bool:
    """Whether a site administrator asks, with a second factor."""
    return request.user.has_perm("hackathon.read_figures", None) and has_second_factor(request)
