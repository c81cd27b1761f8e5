"""The people of the demonstration, as its one-click sign-in offers them."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hackathon.models import User

DOMAIN = "demo.shanyraq.example"
ROLES: dict[str, tuple[str, Promise]] = {
    "captain": ("flag", _("Captain of a team")),
    "member": ("users", _("Member of a team")),
    "judge": ("gavel", _("Member of the jury")),
    "chair": ("landmark", _("Chair of the jury")),
    "mentor": ("lightbulb", _("Mentor")),
    "organizer": ("settings", _("Organizer")),
    "auditor": ("eye", _("Auditor")),
    "visitor": ("user", _("Visitor without a team")),
}
"""First part of a demo address: its icon and its words. The order is that of the panel."""


@dataclass(frozen=True)
class Door:
    """One button of the panel."""

    email: str
    name: str
    role: Promise
    icon: str


def people() -> QuerySet[User]:
    """Everybody whom the demo's door lets in: active, and at the demo's domain."""
    return User.objects.filter(email__iendswith=f"@{DOMAIN}", is_active=True)


def doors() -> list[Door]:
    """A button for each person of a known role, in the order of the roles."""
    order = list(ROLES)
    found = [(_role_of(person), person) for person in people()]
    known = [(role, person) for role, person in found if role in ROLES]
    known.sort(key=lambda pair: (order.index(pair[0]), len(pair[1].email), pair[1].email))
    return [
        Door(person.email, person.full_name, ROLES[role][1], ROLES[role][0])
        for role, person in known
    ]


def _role_of(person: User) -> str:
    """The role in a demo address: `judge` of judge-2@..."""
    return person.email.partition("@")[0].partition("-")[0].partition(".")[0].lower()
