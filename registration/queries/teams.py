"""Seats of a team, and invitations to them."""

from datetime import datetime

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from hackathon.models import Letter
from registration.models import Invitation, Team
from registration.states import WAITING_INVITATIONS


def invitations() -> QuerySet[Invitation]:
    """Every invitation, with the team that it leads to; whoever holds its link may see it."""
    return Invitation.objects.select_related("team__hackathon")


def invitations_of(team: Team) -> QuerySet[Invitation]:
    """Every invitation that the captain sent, in the order of sending."""
    return team.invitations.order_by("pk")


def invitations_told(team: Team) -> QuerySet[Invitation]:
    """The same, each saying in `is_bounced` whether its letter could not be delivered."""
    about = Concat(Value("invitation:"), Cast(OuterRef("pk"), CharField()))
    bounced = Letter.objects.filter(
        letter="registration/invitation",
        address=OuterRef("email"),
        about=about,
        version=OuterRef("version"),
        bounced_at__isnull=False,
    )
    return invitations_of(team).annotate(is_bounced=Exists(bounced))


def waiting_invitations(team: Team) -> QuerySet[Invitation]:
    """The invitations that may still be confirmed or declined."""
    return team.invitations.filter(status__in=WAITING_INVITATIONS).order_by("pk")


def expired_invitations(now: datetime) -> QuerySet[Invitation]:
    """The invitations whose time is over and that do not say so yet."""
    waiting = invitations().filter(status__in=WAITING_INVITATIONS, expires_at__lte=now)
    return waiting.order_by("pk")


def invitations_sent_since(team: Team, moment: datetime) -> int:
    """How many invitations went out for a team, the renewed ones counted each time."""
    sent = list(team.invitations.values_list("pk", "email"))
    return Letter.objects.filter(
        letter="registration/invitation",
        about__in=[f"invitation:{pk}" for pk, _email in sent],
        address__in={email for _pk, email in sent},
        created_at__gt=moment,
    ).count()


def seats_taken(team: Team) -> list[int]:
    """The numbers of the seats that somebody has now."""
    active = team.memberships.filter(left_at__isnull=True)
    return list(active.order_by("seat").values_list("seat", flat=True))


def free_seat(team: Team) -> int | None:
    """The lowest seat that nobody has; None when the team is full."""
    taken = set(seats_taken(team))
    return next((seat for seat in range(1, team.size_max + 1) if seat not in taken), None)
