"""What every page knows: languages, theme, the way around, who is signed in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hackathon import queries
from hackathon.access import is_any_organizer, is_auditor
from hackathon.models import Badge, Hackathon

SHORT = {"kk": "Қаз", "ru": "Рус", "en": "Eng"}


def item(request: HttpRequest, text: str, name: str, *args: Any) -> dict[str, Any] | None:
    """One link of the masthead; None while its page is not there."""
    try:
        url = reverse(name, args=args)
    except NoReverseMatch:
        return None
    return {"url": url, "text": text, "current": request.path == url}


def public_items(request: HttpRequest, hackathon: Hackathon) -> list[dict[str, Any] | None]:
    """The way around a hackathon's public site."""
    slug = hackathon.slug
    return [
        item(request, _("Timetable"), "hackathon:timetable", slug),
        item(request, _("Jury and mentors"), "hackathon:people", slug),
        item(request, _("Teams"), "registration:teams", slug),
        item(request, _("News"), "hackathon:news", slug),
        item(request, _("Rules"), "hackathon:rules", slug),
    ]


def organizer_items(request: HttpRequest, hackathon: Hackathon) -> list[dict[str, Any] | None]:
    """The way around an organizer's pages: those that this person may read."""
    slug = hackathon.slug
    items = (
        ("hackathon.read_board", _("Board"), "hackathon:board", slug),
        ("registration.check_application", _("Applications"), "registration:applications", slug),
        ("judging.read_round", _("Pitches"), "judging:round", slug, "pitches"),
        ("bootcamp.assign_mentor", _("Mentors"), "bootcamp:mentors", slug),
        ("judging.read_round", _("Final"), "judging:round", slug, "final"),
        ("bootcamp.read_awards", _("Awards"), "bootcamp:awards", slug),
        ("hackathon.give_badge", _("People"), "hackathon:badges", slug),
    )
    allowed = (rest for permission, *rest in items if may(request, permission, hackathon))
    return [item(request, *rest) for rest in allowed]


def may(request: HttpRequest, permission: str, hackathon: Hackathon) -> bool:
    """Whether the person may do this in the hackathon; a city's organizer checks that city."""
    if permission == "registration.check_application":
        return is_any_organizer(request.user, hackathon) or is_auditor(request.user, hackathon)
    return request.user.has_perm(permission, hackathon)


def role_items(request: HttpRequest, badge: Badge) -> list[dict[str, Any] | None]:
    """A person's own pages in one hackathon, by role."""
    slug = badge.hackathon.slug
    items = []
    if badge.is_participant:
        items.append(item(request, _("My team"), "registration:my", slug))
    if badge.is_judge:
        items.append(item(request, _("My rounds"), "judging:rounds", slug))
    if badge.is_mentor:
        items.append(item(request, _("My teams"), "bootcamp:mentoring", slug))
    if badge.is_organizer or badge.is_auditor:
        items.append(item(request, _("Organizer's board"), "hackathon:board", slug))
    return items


def account_items(request: HttpRequest, hackathon: Hackathon | None) -> list[dict[str, Any]]:
    """What a signed-in person finds under their name."""
    if not request.user.is_authenticated:
        return []
    badge = queries.badge_of(request.user, hackathon) if hackathon else None
    items = role_items(request, badge) if badge else []
    items += [
        item(request, _("Messages"), "hackathon:messages"),
        item(request, _("Account and security"), "account_profile"),
    ]
    return [found for found in items if found]


def nav_items(request: HttpRequest, hackathon: Hackathon | None) -> list[dict[str, Any]]:
    """The menu: an organizer's on an organizer's pages, else the public one."""
    if hackathon is None:
        return []
    at_work = "/org/" in request.path
    items = organizer_items(request, hackathon) if at_work else public_items(request, hackathon)
    return [found for found in items if found]


def ui(request: HttpRequest) -> dict[str, Any]:
    """Context of every template."""
    hackathon = getattr(request, "hackathon", None)
    path = request.get_full_path()
    theme = request.COOKIES.get("theme")
    return {
        "theme": theme if theme in ("light", "dark") else "",
        "origin": f"{request.scheme}://{request.get_host()}",
        "languages": [
            {
                "code": code,
                "short": SHORT[code],
                "name": name,
                "url": translate_url(path, code),
                "current": code == get_language(),
            }
            for code, name in settings.LANGUAGES
        ],
        "hackathon": hackathon,
        "nav_items": SimpleLazyObject(lambda: nav_items(request, hackathon)),
        "account_items": SimpleLazyObject(lambda: account_items(request, hackathon)),
    }
