"""Whose time is running out before applications close."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat, Least

from hackathon.models import Letter, Stage
from hackathon.states import StageKind, StageStatus
from registration.models import Invitation, Membership
from registration.states import SUBMIT, WAITING_INVITATIONS


def open_applications(now: datetime) -> QuerySet[Stage]:
    """The application stages that still take work."""
    stages = Stage.objects.filter(
        kind=StageKind.APPLICATIONS, status=StageStatus.OPEN, closes_at__gt=now
    )
    return stages.select_related("hackathon").order_by("pk")


def unsent_captains(stage: Stage, mark: int) -> QuerySet[Membership]:
    """Captains who have not sent, began before the mark (in hours), and were not reminded at it.

    Each row says in `about` what the reminder is about: the deadline is part of it, so that a
    deadline that moves brings a letter of its own.
    """
    captains = Membership.objects.filter(
        is_captain=True,
        left_at__isnull=True,
        team__hackathon=stage.hackathon_id,
        team__application__status__in=SUBMIT.sources,
        team__created_at__lte=stage.closes_at - timedelta(hours=mark),
    ).annotate(about=_joined("application:", "team__application__pk", _closing(stage)))
    told = _told("registration/unsent_application", mark, "participant__user__email")
    rows = captains.filter(~Exists(told)).select_related("team__application", "participant__user")
    return rows.order_by("pk")


def unanswered_invitations(
    stage: Stage, now: datetime, tighter: int, mark: int
) -> QuerySet[Invitation]:
    """Invitations that end between two marks (in hours) from now, and were not reminded of it.

    An invitation ends when it expires or when applications close, whichever comes first: rows say
    when in `ends_at`, and in `about` what the reminder is about.
    """
    closes: Any = Value(stage.closes_at, output_field=DateTimeField())
    waiting = Invitation.objects.filter(
        team__hackathon=stage.hackathon_id,
        status__in=WAITING_INVITATIONS,
        team__application__status__in=SUBMIT.sources,
    ).annotate(
        ends_at=Least(F("expires_at"), closes),
        about=Case(
            When(
                expires_at__lt=stage.closes_at,
                then=_joined("invitation:", "pk", ":", "version", ":expires"),
            ),
            default=_joined("invitation:", "pk", _closing(stage)),
        ),
    )
    ending = waiting.filter(
        ends_at__gt=now + timedelta(hours=tighter),
        ends_at__lte=now + timedelta(hours=mark),
        sent_at__lte=F("ends_at") - timedelta(hours=mark),
    )
    rows = ending.filter(~Exists(_told("registration/unconfirmed_member", mark, "email")))
    return rows.select_related("team__hackathon").order_by("pk")


def _closing(stage: Stage) -> str:
    """The deadline as a part of what a reminder is about."""
    return f":closes:{stage.closes_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _joined(*parts: str) -> Concat:
    """Words and columns in turn, as one text: every second part names a column."""
    pieces = [
        Cast(part, CharField()) if place % 2 else Value(part) for place, part in enumerate(parts)
    ]
    return Concat(*pieces, output_field=CharField())


def _told(letter: str, mark: int, address: str) -> QuerySet[Letter]:
    """The reminders at this mark that are written already."""
    return Letter.objects.filter(
        address=OuterRef(address), letter=letter, about=OuterRef("about"), version=mark
    )
