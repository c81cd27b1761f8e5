"""Teams, their seats, and the invitations to them."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hackathon.kit.folding import FoldedField
from hackathon.models import Hackathon
from registration.models.participant import Participant
from registration.states import InvitationStatus, Role


class Team(models.Model):
    """People who take part together (R1.8). The counter and the seats hold its size for good."""

    hackathon = models.ForeignKey(Hackathon, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(_("Team name"), max_length=80)
    name_key = FoldedField(of="name", max_length=250, null=True)  # empty: of a version before
    size = models.PositiveSmallIntegerField(default=0)  # confirmed members
    size_max = models.PositiveSmallIntegerField()  # the hackathon's figure when the team began
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hackathon", "name_key"],
                name="team_name_once_per_hackathon",
                violation_error_message=_("A team of this name takes part already."),
                violation_error_code="team_name_taken",
            ),
            models.CheckConstraint(
                name="team_is_not_too_large",
                condition=Q(size__lte=F("size_max")),
                violation_error_message=_("The team is full."),
                violation_error_code="team_full",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One participant's seat in one team."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="memberships"
    )
    seat = models.PositiveSmallIntegerField()
    role = models.CharField(_("Role in the team"), max_length=20, choices=Role)
    is_captain = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)  # own data, rules and consent given
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="membership_one_team_per_participant",
                fields=["participant"],
                condition=Q(left_at__isnull=True),
                violation_error_message=_("This person is a member of another team."),
                violation_error_code="in_another_team",
            ),
            models.UniqueConstraint(
                name="membership_one_person_per_seat",
                fields=["team", "seat"],
                condition=Q(left_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="membership_one_captain_per_team",
                fields=["team"],
                condition=Q(is_captain=True, left_at__isnull=True),
            ),
            models.CheckConstraint(
                name="membership_seat_is_counted_from_one", condition=Q(seat__gte=1)
            ),
            models.CheckConstraint(name="membership_role_known", condition=Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return f"{self.participant} in {self.team}"


class Invitation(models.Model):
    """What a captain said about a member, until that person confirms or declines (R3.8)."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("E-mail"))
    full_name = models.CharField(_("Full name"), max_length=150)
    role = models.CharField(_("Role in the team"), max_length=20, choices=Role)
    language = models.CharField(max_length=2, default="kk")
    status = models.CharField(
        max_length=10, choices=InvitationStatus, default=InvitationStatus.SENT
    )
    version = models.PositiveSmallIntegerField(default=1)  # a renewed invitation has a new link
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    membership = models.OneToOneField(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="invitation"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                "team",
                Lower("email"),
                name="invitation_once_while_it_waits",
                condition=Q(status__in=["sent", "opened"]),
                violation_error_message=_("This person is invited already."),
                violation_error_code="invited_already",
            ),
            models.CheckConstraint(
                name="invitation_status_known", condition=Q(status__in=InvitationStatus.values)
            ),
            models.CheckConstraint(
                name="invitation_confirmed_has_a_seat",
                condition=~Q(status="confirmed") | Q(membership__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} to {self.team}"

    def get_absolute_url(self) -> str:
        return reverse("registration:team", args=[self.team.hackathon.slug])
