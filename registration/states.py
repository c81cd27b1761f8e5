"""Every status of registration, and every move between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hackathon.kit.states import Move
from hackathon.states import StageKind

HANDS_IN = (StageKind.HACKATHON, StageKind.BOOTCAMP)
"""The stages in which teams make something and hand it in."""


class ApplicationStatus(models.TextChoices):
    """Where a team's application stands (R3.5, R3.6, R3.11)."""

    DRAFT = "draft", pgettext_lazy("application", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("application", "Sent")
    RETURNED = "returned", pgettext_lazy("application", "Returned for correction")
    REFUSED = "refused", pgettext_lazy("application", "Refused")
    ACCEPTED = "accepted", pgettext_lazy("application", "Accepted")
    PASSED_OVER = "passed_over", pgettext_lazy("application", "Not selected")


A = ApplicationStatus

SUBMIT = Move("submit", frozenset({A.DRAFT, A.RETURNED}), A.SUBMITTED)
RECALL = Move("recall", frozenset({A.SUBMITTED}), A.DRAFT)
RETURN = Move("return", frozenset({A.SUBMITTED}), A.RETURNED)
REFUSE = Move("refuse", frozenset({A.SUBMITTED, A.RETURNED}), A.REFUSED)
ACCEPT = Move("accept", frozenset({A.SUBMITTED}), A.ACCEPTED)
PASS_OVER = Move("pass_over", frozenset({A.SUBMITTED}), A.PASSED_OVER)
RECONSIDER = Move("reconsider", frozenset({A.ACCEPTED, A.PASSED_OVER, A.REFUSED}), A.SUBMITTED)
APPLICATION_MOVES = (SUBMIT, RECALL, RETURN, REFUSE, ACCEPT, PASS_OVER, RECONSIDER)


class InvitationStatus(models.TextChoices):
    """Where an invitation into a team stands."""

    SENT = "sent", pgettext_lazy("invitation", "Sent")
    OPENED = "opened", pgettext_lazy("invitation", "Opened")
    CONFIRMED = "confirmed", pgettext_lazy("invitation", "Confirmed")
    DECLINED = "declined", pgettext_lazy("invitation", "Declined")
    EXPIRED = "expired", pgettext_lazy("invitation", "Expired")
    CANCELLED = "cancelled", pgettext_lazy("invitation", "Cancelled")


I = InvitationStatus  # noqa: E741 -- read as a table below

OPEN_INVITATION = Move("open", frozenset({I.SENT}), I.OPENED)
CONFIRM = Move("confirm", frozenset({I.SENT, I.OPENED}), I.CONFIRMED)
DECLINE = Move("decline", frozenset({I.SENT, I.OPENED}), I.DECLINED)
EXPIRE = Move("expire", frozenset({I.SENT, I.OPENED}), I.EXPIRED)
CANCEL = Move("cancel", frozenset({I.SENT, I.OPENED, I.EXPIRED, I.DECLINED}), I.CANCELLED)
RENEW = Move("renew", frozenset({I.SENT, I.OPENED, I.EXPIRED}), I.SENT)
INVITATION_MOVES = (OPEN_INVITATION, CONFIRM, DECLINE, EXPIRE, CANCEL, RENEW)
WAITING_INVITATIONS = (I.SENT, I.OPENED)


class Role(models.TextChoices):
    """What a member does in the team (R3.2)."""

    DEVELOPER = "developer", _("Developer")
    DESIGNER = "designer", _("Designer")
    BUSINESS_ANALYST = "business_analyst", _("Business analyst")
    LAWYER = "lawyer", _("Lawyer")
    ARCHITECT = "architect", _("Architect")
    OTHER = "other", pgettext_lazy("role", "Other")


class ProjectForm(models.TextChoices):
    """The forms that a prototype takes (R1.3)."""

    TECHNICAL = "technical", _("Technical solution")
    SOCIAL = "social", _("Social project")
    BUSINESS = "business", _("Business idea")


class Purpose(models.TextChoices):
    """What personal data are processed for (R3.7)."""

    TAKING_PART = "taking_part", _("Taking part in the hackathon")
    PRIZE = "prize", _("Receiving a prize")
    OTHER_EVENTS = "other_events", _("Being told of the organizer's other events")


NEEDED_PURPOSES = (Purpose.TAKING_PART, Purpose.PRIZE)


class Declaration(models.TextChoices):
    """What a participant accepts or declares, each by name (R3.3, R3.8, R3.12, R7.2)."""

    RULES = "rules", _("The rules of the hackathon are accepted without reservation")
    EQUIPMENT = "equipment", _("Own equipment is brought along")
    WARRANTY = "warranty", _("The material breaks nobody's rights")
    DESCRIPTION = "description", _("The organizer may describe, edit and publish the work")
    MEMBERS_CONSENT = "members_consent", _("The members agreed that the captain gives their data")


MEMBER_DECLARATIONS = (Declaration.RULES, Declaration.EQUIPMENT)
CAPTAIN_DECLARATIONS = (Declaration.WARRANTY, Declaration.DESCRIPTION, Declaration.MEMBERS_CONSENT)


class EntryWay(models.TextChoices):
    """How a team came into a stage (R5.4)."""

    SELECTED = "selected", _("Selected by application")
    JURY = "jury", _("By decision of the jury")
    WILDCARD = "wildcard", _("Put forward by the organizer")
