"""Every status of judging, and every move between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hackathon.kit.states import Move
from hackathon.states import StageKind

JUDGED = (StageKind.PITCHES, StageKind.FINAL)
"""The stages in which a jury sits (R5.1, R6.2)."""


class RoundStatus(models.TextChoices):
    """Where a round of the jury stands."""

    DRAFT = "draft", pgettext_lazy("round", "Being prepared")
    FROZEN = "frozen", pgettext_lazy("round", "Criteria fixed")
    OPEN = "open", pgettext_lazy("round", "Judging")
    CLOSED = "closed", pgettext_lazy("round", "Closed, jury votes")
    SIGNED = "signed", pgettext_lazy("round", "Signed")
    PUBLISHED = "published", pgettext_lazy("round", "Published")


SETTLED = (RoundStatus.SIGNED, RoundStatus.PUBLISHED)
"""From then on a signed result stands, and only that is read."""

R = RoundStatus

FREEZE = Move("freeze", frozenset({R.DRAFT}), R.FROZEN)
OPEN_ROUND = Move("open", frozenset({R.FROZEN}), R.OPEN)
CLOSE_ROUND = Move("close", frozenset({R.OPEN}), R.CLOSED)
REOPEN_ROUND = Move("reopen", frozenset({R.CLOSED}), R.OPEN)
SIGN_ROUND = Move("sign", frozenset({R.CLOSED}), R.SIGNED)
PUBLISH_ROUND = Move("publish", frozenset({R.SIGNED}), R.PUBLISHED)
ROUND_MOVES = (FREEZE, OPEN_ROUND, CLOSE_ROUND, REOPEN_ROUND, SIGN_ROUND, PUBLISH_ROUND)


class ScorecardStatus(models.TextChoices):
    """Where one judge's card for one team stands."""

    OPEN = "open", pgettext_lazy("card", "Not handed in")
    HANDED_IN = "handed_in", pgettext_lazy("card", "Handed in")
    VOID = "void", pgettext_lazy("card", "Void")


C = ScorecardStatus

HAND_IN = Move("hand_in", frozenset({C.OPEN}), C.HANDED_IN)
TAKE_BACK = Move("take_back", frozenset({C.HANDED_IN}), C.OPEN)
VOID_CARD = Move("void", frozenset({C.OPEN, C.HANDED_IN}), C.VOID)
CARD_MOVES = (HAND_IN, TAKE_BACK, VOID_CARD)


class BallotStatus(models.TextChoices):
    """Where one judge's ballot stands."""

    OPEN = "open", pgettext_lazy("ballot", "Not cast")
    CAST = "cast", pgettext_lazy("ballot", "Cast")


CAST_BALLOT = Move("cast", frozenset({BallotStatus.OPEN}), BallotStatus.CAST)
BALLOT_MOVES = (CAST_BALLOT,)


class Slot(models.TextChoices):
    """The parts that a total is made of (decision under R5.4)."""

    IDEA = "idea", _("Idea")
    SOLUTION = "solution", _("Solution")
    DEFENCE = "defence", _("Defence")
    BONUS = "bonus", _("Bonus points")


class TieLevel(models.TextChoices):
    """What parts teams with equal points, in the order that a round publishes."""

    VOTES = "votes", _("votes of the jury")
    IDEA = "idea", _("points for the idea")
    SOLUTION = "solution", _("points for the solution")
    DEFENCE = "defence", _("points for the defence")
    HEAD_TO_HEAD = "head_to_head", _("judges who put one above the other")
    BONUS = "bonus", _("bonus points")
    JURY = "jury", _("recorded decision of the jury")


class ConflictKind(models.TextChoices):
    """What ties a judge to a team."""

    SELF = "self", _("I have a part in the project")
    FAMILY = "family", _("Family or close relation")
    WORK = "work", _("Same employer or university")
    MENTOR = "mentor", _("Mentor of the team")
    INVESTOR = "investor", _("Investor or sponsor")
    OTHER = "other", pgettext_lazy("conflict", "Other")


class ConflictSource(models.TextChoices):
    """Who brought a conflict up."""

    DECLARED = "declared", _("Declared by the judge")
    ORGANIZER = "organizer", _("Set by the organizer")
    FOUND = "found", _("Found by the system")


class VoteChoice(models.TextChoices):
    """What a judge votes on one team (R5.3)."""

    FOR = "for", pgettext_lazy("vote", "For")
    AGAINST = "against", pgettext_lazy("vote", "Against")
    ABSTAIN = "abstain", pgettext_lazy("vote", "Abstain")
