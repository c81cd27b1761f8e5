"""The hackathon, its cities and its tracks."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hackathon.kit.translated import TranslatedField, every_language, say

RESERVED_SLUGS = (
    "accounts",
    "api",
    "certificates",
    "demo",
    "invitations",
    "messages",
    "new",
    "offline",
    "theme",
    "ui",
)


def reminder_hours() -> list[int]:
    """How many hours before a deadline people are reminded, unless a hackathon says otherwise."""
    return [72, 24, 3]


class Hackathon(models.Model):
    """One hackathon, from the announcement to the prizes. Every figure of the rulebook is here."""

    slug = models.SlugField(unique=True, validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*$")])
    name = TranslatedField(_("Name"))
    slogan = TranslatedField(_("Slogan"))
    summary = TranslatedField(_("In two sentences"))
    organizer_name = TranslatedField(_("Organizer"))
    contact_email = models.EmailField(_("Contact"))
    time_zone = models.CharField(max_length=40, default="Asia/Almaty")
    is_public = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    team_min = models.PositiveSmallIntegerField(default=3)  # R1.8
    team_max = models.PositiveSmallIntegerField(default=5)  # R1.8
    teams_max = models.PositiveIntegerField(null=True, blank=True)  # R1.8: None = not limited
    min_age = models.PositiveSmallIntegerField(default=18)  # R1.7, years
    consent_years = models.PositiveSmallIntegerField(default=3)  # R3.7
    question_days = models.PositiveSmallIntegerField(default=5)  # R3.4, working days
    prize_fund = models.PositiveBigIntegerField(default=20_000_000)  # R6.4, whole tenge
    prize_places = models.PositiveSmallIntegerField(default=3)  # R6.2
    reminder_hours = models.JSONField(default=reminder_hours)
    invitation_days = models.PositiveSmallIntegerField(default=7)
    hold_minutes = models.PositiveSmallIntegerField(default=10)  # letters after a publication

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hackathon_team_min_to_max",
                condition=Q(team_min__gte=1, team_min__lte=F("team_max"), team_max__lte=20),
                violation_error_message=_("The smallest team cannot be larger than the largest."),
                violation_error_code="team_sizes",
            ),
            models.CheckConstraint(
                name="hackathon_name_in_every_language", condition=every_language("name")
            ),
        ]

    def __str__(self) -> str:
        return say(self.name)

    def get_absolute_url(self) -> str:
        return reverse("hackathon:start", args=[self.slug])


class City(models.Model):
    """A venue: a city in which a part of the hackathon happens (W1)."""

    hackathon = models.ForeignKey(Hackathon, on_delete=models.CASCADE, related_name="cities")
    code = models.SlugField(max_length=30)
    name = TranslatedField(_("Name"))
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(name="city_once_per_hackathon", fields=["hackathon", "code"])
        ]

    def __str__(self) -> str:
        return say(self.name)


class Track(models.Model):
    """A priority direction in which solutions are looked for (R1.1)."""

    hackathon = models.ForeignKey(Hackathon, on_delete=models.CASCADE, related_name="tracks")
    code = models.SlugField(max_length=30)
    name = TranslatedField(_("Name"))
    summary = TranslatedField(_("Description"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(name="track_once_per_hackathon", fields=["hackathon", "code"])
        ]

    def __str__(self) -> str:
        return say(self.name)


PARENTS = (
    "stage", "team", "application", "round", "entry", "assignment", "card", "ballot", "award",
    "participant", "membership", "invitation",
)  # fmt: skip


def _owned(thing: Any) -> Any:
    """The row itself, or the nearest of its parents, that names its hackathon."""
    while not isinstance(thing, Hackathon) and not hasattr(thing, "hackathon_id"):
        ways = (getattr(thing, way, None) for way in PARENTS)
        parent = next((found for found in ways if found is not None), None)
        if parent is None:
            message = f"{thing!r} belongs to no hackathon"
            raise TypeError(message)
        thing = parent
    return thing


def hackathon_of(thing: Any) -> Hackathon:
    """The hackathon that a row belongs to, found along its parents."""
    owned = _owned(thing)
    found: Hackathon = owned if isinstance(owned, Hackathon) else owned.hackathon
    return found


def hackathon_id_of(thing: Any) -> int | None:
    """The same as a key, without reading the hackathon; None for what belongs to no hackathon."""
    try:
        owned = _owned(thing)
    except TypeError:
        return None
    key: int | None = owned.pk if isinstance(owned, Hackathon) else owned.hackathon_id
    return key
