"""Whose time is running out before applications close, and who was told another time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Concat, Least

from hackathon.models import Letter, Stage
from hackathon.states import StageKind, StageStatus
from registration.models import Invitation, Membership
from registration.states import RECALL, SUBMIT, WAITING_INVITATIONS

UNSENT, UNCONFIRMED = "registration/unsent_application", "registration/unconfirmed_member"
DEADLINE_MOVED = "registration/deadline_moved"
INVITATION_MOVED = "registration/invitation_moved"
NAME_DEADLINE = (UNSENT, "registration/application_returned", DEADLINE_MOVED)
"""The letters that tell members of a team when applications close."""
NAME_END = (UNCONFIRMED, INVITATION_MOVED)
"""The letters that tell the invited when their time to answer ends."""
CLOSES = ":closes:"
HAVE_APPLIED = SUBMIT.sources | RECALL.sources
"""The statuses in which a team can still act until applications close."""


def open_applications(now: datetime) -> QuerySet[Stage]:
    """The application stages that still take work."""
    stages = Stage.objects.filter(
        kind=StageKind.APPLICATIONS, status=StageStatus.OPEN, closes_at__gt=now
    )
    return stages.select_related("hackathon").order_by("pk")


def unsent_captains(stage: Stage, mark: int) -> QuerySet[Membership]:
    """Captains who have not sent, began before the mark (in hours), and were not told since.

    Each row says in `about` what the reminder is about: the deadline is part of it, so that a
    deadline that moves brings letters of its own.
    """
    since = stage.closes_at - timedelta(hours=mark)
    captains = _members(stage).filter(
        is_captain=True,
        team__application__status__in=SUBMIT.sources,
        team__created_at__lte=since,
    )
    told = _told(Q(letter=UNSENT, version=mark) | Q(letter=DEADLINE_MOVED, created_at__gte=since))
    return captains.filter(~Exists(told))


def members_told_otherwise(stage: Stage) -> QuerySet[Membership]:
    """Members of teams that can still act whom the last letter told another deadline.

    Rows say in `told` which one (as the letter has it), and in `moves` how many letters of this
    kind there are about the deadline that stands now.
    """
    members = _members(stage).filter(team__application__status__in=HAVE_APPLIED)
    letters = Letter.objects.filter(
        letter__in=NAME_DEADLINE,
        address=OuterRef("address"),
        about__startswith=OuterRef("thing"),
        bounced_at__isnull=True,
    ).order_by("-pk")
    rows = members.annotate(
        thing=_joined("application:", "team__application__pk", ":"),
        told=Subquery(letters.values(said=KT("facts__closes_at"))[:1]),
        moves=_moves(DEADLINE_MOVED),
    )
    return rows.filter(told__isnull=False).exclude(told=stage.closes_at.isoformat())


def unanswered_invitations(
    stage: Stage, now: datetime, tighter: int, mark: int
) -> QuerySet[Invitation]:
    """Invitations that end between two marks (in hours) from now, and were not reminded of it.

    An invitation ends when it expires or when applications close, whichever comes first: rows say
    when in `ends_at`, and in `about` what the reminder is about.
    """
    ending = _invitations(stage).filter(
        ends_at__gt=now + timedelta(hours=tighter),
        ends_at__lte=now + timedelta(hours=mark),
        sent_at__lte=F("ends_at") - timedelta(hours=mark),
    )
    since = OuterRef("ends_at") - timedelta(hours=mark)
    told = Q(letter=UNCONFIRMED, version=mark) | Q(letter=INVITATION_MOVED, created_at__gte=since)
    return ending.filter(~Exists(_told(told)))


def invitations_told_otherwise(stage: Stage, now: datetime) -> list[Invitation]:
    """Invitations whose last reminder named another end than the one that stands now.

    Rows say in `told` which one (as the letter has it). An invitation that was sent again since
    has told its new end itself.
    """
    letters = Letter.objects.filter(
        letter__in=NAME_END,
        address=OuterRef("address"),
        about__startswith=OuterRef("thing"),
        created_at__gt=OuterRef("sent_at"),
        bounced_at__isnull=True,
    ).order_by("-pk")
    rows = _invitations(stage).annotate(
        thing=_joined("invitation:", "pk", ":"),
        told=Subquery(letters.values(said=KT("facts__ends_at"))[:1]),
        moves=_moves(INVITATION_MOVED),
    )
    told = rows.filter(told__isnull=False, ends_at__gt=now)
    of_now = Q(told=stage.closes_at.isoformat(), expires_at__gte=stage.closes_at)
    return [row for row in told.exclude(of_now) if row.told != row.ends_at.isoformat()]


def outdated_letters(stage: Stage) -> QuerySet[Letter]:
    """The letters about a deadline of these applications that stands no more."""
    letters = Letter.objects.filter(
        hackathon=stage.hackathon_id,
        letter__in=(UNSENT, DEADLINE_MOVED, *NAME_END),
        about__contains=CLOSES,
    )
    return letters.exclude(about__endswith=_closing(stage))


def _members(stage: Stage) -> QuerySet[Membership]:
    """The people in the teams of a hackathon, with their address and what a letter is about."""
    members = Membership.objects.filter(left_at__isnull=True, team__hackathon=stage.hackathon_id)
    rows = members.annotate(
        address=F("participant__user__email"),
        about=_joined("application:", "team__application__pk", _closing(stage)),
    )
    return rows.select_related("team__application", "participant__user").order_by("pk")


def _invitations(stage: Stage) -> QuerySet[Any]:
    """The invitations that wait for an answer, with when they end and what a letter is about."""
    closes: Any = Value(stage.closes_at, output_field=DateTimeField())
    waiting = Invitation.objects.filter(
        team__hackathon=stage.hackathon_id,
        status__in=WAITING_INVITATIONS,
        team__application__status__in=SUBMIT.sources,
    )
    rows = waiting.annotate(
        address=F("email"),
        ends_at=Least(F("expires_at"), closes),
        about=Case(
            When(
                expires_at__lt=stage.closes_at,
                then=_joined("invitation:", "pk", ":", "version", ":expires"),
            ),
            default=_joined("invitation:", "pk", _closing(stage)),
        ),
    )
    return rows.select_related("team__hackathon").order_by("pk")


def _closing(stage: Stage) -> str:
    """The deadline as a part of what a letter is about."""
    return f"{CLOSES}{stage.closes_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _joined(*parts: str) -> Concat:
    """Words and columns in turn, as one text: every second part names a column."""
    pieces = [
        Cast(part, CharField()) if place % 2 else Value(part) for place, part in enumerate(parts)
    ]
    return Concat(*pieces, output_field=CharField())


def _told(which: Q) -> QuerySet[Letter]:
    """Such letters to the row's address about the same."""
    return Letter.objects.filter(which, address=OuterRef("address"), about=OuterRef("about"))


def _moves(letter: str) -> Coalesce:
    """How often the row's address was told before that things have come to be as they are now."""
    before = _told(Q(letter=letter)).order_by("-version").values("version")
    return Coalesce(Subquery(before[:1]), Value(0))
