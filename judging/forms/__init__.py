"""What people tell judging: conflicts, marks, votes, settings, decisions."""

from judging.forms.card import CardForm, MarksInput
from judging.forms.jury import BallotForm, ConflictsForm
from judging.forms.organizer import (
    ConflictForm,
    CriterionForm,
    NewRoundForm,
    OrderForm,
    ReasonForm,
    SettingsForm,
)
from judging.forms.ranking import RankingFilter, WildcardForm, wildcard_forms

__all__ = [
    "BallotForm",
    "CardForm",
    "ConflictForm",
    "ConflictsForm",
    "CriterionForm",
    "MarksInput",
    "NewRoundForm",
    "OrderForm",
    "RankingFilter",
    "ReasonForm",
    "SettingsForm",
    "WildcardForm",
    "wildcard_forms",
]
