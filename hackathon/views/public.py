"""Pages that everybody may read, and the few addresses that browsers themselves ask for."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from hackathon import documents, queries
from hackathon.http import find_public
from hackathon.kit import clock
from hackathon.kit.compare import line_difference
from hackathon.kit.translated import say
from hackathon.models import Hackathon
from hackathon.states import LegalKind, StageKind

YEAR = 31_536_000
KEPT_FOR_OFFLINE = (
    "css/app.css",
    "js/app.js",
    "js/form.js",
    "js/score.js",
    "img/icons.svg",
    "img/logo.svg",
    "img/horn.svg",
    "img/band.svg",
    "img/chevron.svg",
    "fonts/onest-kk.woff2",
    "fonts/literata-display-kk.woff2",
)


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Go to the language that the reader chose or asks for, else Kazakh."""
    return redirect(f"/{get_language() or settings.LANGUAGE_CODE}/")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the hackathons, or to the only one."""
    hackathons = list(queries.hackathons_seen_by(request.user).prefetch_related("stages"))
    if len(hackathons) == 1:
        return redirect(hackathons[0])
    rows = [
        {"hackathon": one, "stages": queries.stages_of(one), "current": queries.current_stage(one)}
        for one in hackathons
    ]
    return render(request, "hackathon/home.html", {"rows": rows})


@require_safe
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """The front page of a hackathon: what, when, for whom, and the one date that matters next."""
    hackathon = find_public(request, slug)
    now = clock.now()
    stages = queries.stages_of(hackathon)
    applications = next(stage for stage in stages if stage.kind == StageKind.APPLICATIONS)
    page = {
        "stages": stages,
        "applications": applications,
        "takes_applications": applications.takes_work_at(now) and may_take_part(request, hackathon),
        "next_date": queries.next_date(hackathon, now),
        "now": now,
        "tracks": hackathon.tracks.all(),
        "cities": hackathon.cities.all(),
        "news": queries.news_of(hackathon)[:3],
    }
    return render(request, "hackathon/start.html", page)


def may_take_part(request: HttpRequest, hackathon: Hackathon) -> bool:
    """Whether the way to an application is for this reader: a guest finds out by signing in."""
    return request.user.is_anonymous or request.user.has_perm(
        "registration.start_application", hackathon
    )


def legal_page(request: HttpRequest, slug: str, kind: str, version: int | None) -> HttpResponse:
    """One version of a binding text, with every other version and what changed."""
    hackathon = find_public(request, slug)
    versions = list(queries.legal_texts(hackathon, kind))
    shown = next((one for one in versions if version in (None, one.version)), None)
    if shown is None:
        raise Http404
    before = next((one for one in versions if one.version < shown.version), None)
    page = {
        "shown": shown,
        "versions": versions,
        "before": before,
        "difference": line_difference(say(before.text), say(shown.text)) if before else [],
        "is_current": shown == versions[0],
    }
    return render(request, "hackathon/legal.html", page)


@require_safe
def rules(request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    """The rules: the version that binds, or an earlier one (R7.1)."""
    return legal_page(request, slug, LegalKind.RULES, version)


@require_safe
def privacy(request: HttpRequest, slug: str) -> HttpResponse:
    """The privacy policy (R3.9)."""
    return legal_page(request, slug, LegalKind.PRIVACY, None)


@require_safe
def consent(request: HttpRequest, slug: str) -> HttpResponse:
    """The text of the consent to the processing of personal data (R3.7)."""
    return legal_page(request, slug, LegalKind.CONSENT, None)


@require_safe
def news(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that was announced."""
    hackathon = find_public(request, slug)
    return render(request, "hackathon/news.html", {"news": queries.news_of(hackathon)})


@require_safe
def timetable(request: HttpRequest, slug: str) -> HttpResponse:
    """The sessions by day (R4.3)."""
    hackathon = find_public(request, slug)
    sessions = queries.sessions_of(hackathon)
    return render(request, "hackathon/timetable.html", {"sessions": sessions})


@require_safe
def timetable_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for a calendar program."""
    hackathon = find_public(request, slug)
    stages, sessions = queries.stages_of(hackathon), queries.sessions_of(hackathon)
    page = documents.timetable(hackathon, stages, sessions, now=clock.now())
    answer = HttpResponse(page, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{hackathon.slug}.ics"'
    return answer


@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """The jury and the mentors (R1.6, R1.9)."""
    badges = queries.staff_badges(find_public(request, slug))
    page = {
        "judges": [badge for badge in badges if badge.is_judge],
        "mentors": [badge for badge in badges if badge.is_mentor],
    }
    return render(request, "hackathon/people.html", page)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in a cookie, so that the next page comes in it at once."""
    back = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = reverse("hackathon:home")
    answer = HttpResponseRedirect(back)
    chosen = request.POST.get("theme", "")
    if chosen in ("light", "dark"):
        secure = settings.SESSION_COOKIE_SECURE
        answer.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", secure=secure)
    else:
        answer.delete_cookie("theme")
    return answer


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What a device shows when there is no connection and the page is not kept on it."""
    return render(request, "hackathon/offline.html")


@require_safe
def api(request: HttpRequest) -> HttpResponse:
    """The API for people: how to sign in, and every act with its shapes, drawn from the schema."""
    return render(request, "hackathon/api.html")


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, told the hashed names of what it keeps."""
    assets = [static(name) for name in KEPT_FOR_OFFLINE]
    pages = [f"/{code}/offline/" for code, _name in settings.LANGUAGES]
    version = hashlib.sha256("".join(assets).encode()).hexdigest()[:12]
    facts = {"ASSETS": assets, "OFFLINE": pages, "VER": version}
    head = "".join(f"self.{name}={json.dumps(value)};" for name, value in facts.items())
    return HttpResponse(head + "\n" + _source("js/sw.js"), content_type="text/javascript")


def _source(name: str) -> str:
    """The text of a static file, wherever this installation keeps it."""
    found = finders.find(name) or staticfiles_storage.path(name)
    return Path(str(found)).read_text(encoding="utf-8")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or cookies are off: say what to do."""
    return render(request, "hackathon/csrf_failure.html", status=403)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page exists, and is not for this person."""
    return render(request, "403.html", status=403)
