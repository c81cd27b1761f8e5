"""What a person is in a hackathon."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hackathon.kit.translated import TranslatedField
from hackathon.models.hackathon import City, Hackathon


class Badge(models.Model):
    """One person's badge for one hackathon. It may say several things, but never that someone
    takes part and runs, judges, mentors or audits it as well (R1.7, R1.9).
    """

    hackathon = models.ForeignKey(Hackathon, on_delete=models.CASCADE, related_name="badges")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="badges"
    )
    is_participant = models.BooleanField(default=False)
    is_organizer = models.BooleanField(default=False)
    is_judge = models.BooleanField(default=False)
    is_chair = models.BooleanField(default=False)
    is_mentor = models.BooleanField(default=False)
    is_auditor = models.BooleanField(default=False)
    city = models.ForeignKey(City, on_delete=models.PROTECT, null=True, blank=True)
    organization = models.CharField(_("Organization"), max_length=150, blank=True)
    position = TranslatedField(_("Position"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="badge_once_per_hackathon", fields=["hackathon", "person"]
            ),
            models.CheckConstraint(
                name="badge_participant_decides_nothing",
                condition=Q(is_participant=False)
                | Q(is_organizer=False, is_judge=False, is_auditor=False),
                violation_error_message=_(
                    "Organizers and members of the jury cannot take part in the hackathon."
                ),
                violation_error_code="takes_part_and_decides",
            ),
            models.CheckConstraint(
                name="badge_participant_mentors_nobody",
                condition=Q(is_participant=False) | Q(is_mentor=False),
                violation_error_message=_("A mentor cannot take part in the hackathon."),
                violation_error_code="takes_part_and_mentors",
            ),
            models.CheckConstraint(
                name="badge_chair_is_judge",
                condition=Q(is_chair=False) | Q(is_judge=True),
                violation_error_message=_("The chair is a member of the jury."),
                violation_error_code="chair_is_no_judge",
            ),
            models.CheckConstraint(
                name="badge_city_is_for_organizers",
                condition=Q(city__isnull=True) | Q(is_organizer=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.hackathon}"

    @property
    def needs_second_factor(self) -> bool:
        """Whether this person must sign in with a second factor."""
        return self.is_organizer or self.is_judge or self.is_auditor
