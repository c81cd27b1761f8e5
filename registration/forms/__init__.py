"""Forms of registration. They read input; they do not save."""

from registration.forms.application import (
    DataUsedForm,
    DraftForm,
    PageForm,
    ProjectForm,
    StartForm,
    TeamForm,
)
from registration.forms.checks import ApplicationFilter, DecisionForm, TeamFilter
from registration.forms.deliverables import HandInForm
from registration.forms.people import InviteForm, OwnDataForm, consent_years_words, ticked
from registration.forms.reading import LABELS, LINES, Answer, answers_of, values_of

__all__ = [
    "LABELS",
    "LINES",
    "Answer",
    "ApplicationFilter",
    "DataUsedForm",
    "DecisionForm",
    "DraftForm",
    "HandInForm",
    "InviteForm",
    "OwnDataForm",
    "PageForm",
    "ProjectForm",
    "StartForm",
    "TeamFilter",
    "TeamForm",
    "answers_of",
    "consent_years_words",
    "ticked",
    "values_of",
]
