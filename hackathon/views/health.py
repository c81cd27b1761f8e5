"""For machines: is the process alive, and can the house do its work."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hackathon.kit import clock
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
