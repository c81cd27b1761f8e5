"""The questions of an application: the judging criteria, asked of the team (R1.5, R5.1, R1.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

LONG = 3000  # characters: about a page
SHORT = 1000

IDEA, SOLUTION, DATA = "idea", "solution", "data"
"""The sections of an application in which questions stand."""


@dataclass(frozen=True)
class Question:
    """One question, asked of every project or of those that have one of its forms (R1.3)."""

    code: str
    section: str
    label: Any
    hint: Any
    forms: frozenset[str] = frozenset()  # codes of ProjectForm; empty: every project
    is_required: bool = True
    max_length: int = LONG

    def is_asked(self, forms: Iterable[str]) -> bool:
        """Whether a project of these forms is asked it."""
        return not self.forms or bool(self.forms & set(forms))


QUESTIONS = (
    Question(
        "problem",
        IDEA,
        _("Which problem do you solve?"),
        _("What is wrong today, how it shows, and what it costs people or the state."),
    ),
    Question(
        "audience",
        IDEA,
        _("For whom exactly?"),
        _("Who gains by it, how many they are, and how you know what they need."),
    ),
    Question(
        "goal",
        IDEA,
        _("What is the goal, and what the result?"),
        _("One goal, and a result that can be seen or measured at the end."),
    ),
    Question(
        "novelty",
        IDEA,
        _("What is new about it?"),
        _("What exists already in Kazakhstan and abroad, and what you do differently."),
    ),
    Question(
        "effect",
        IDEA,
        _("Which effect do you expect?"),
        _("After a few months, and after two or three years; in figures where you can."),
    ),
    Question(
        "risks",
        IDEA,
        _("What could go wrong?"),
        _("The main risks, and what you will do about each of them."),
    ),
    Question(
        "needs",
        IDEA,
        _("What do you need to turn it into a prototype?"),
        _("Data, access, equipment, advice, people that you do not have yet."),
    ),
    Question(
        "solution",
        SOLUTION,
        _("How does your solution work?"),
        _(
            "What it is made of, and why so. For software: what will start and can be shown "
            "remotely at the end of the hackathon, and which interfaces it has."
        ),
    ),
    Question(
        "campaign_plan",
        SOLUTION,
        _("What is the plan of the campaign?"),
        _(
            "Goals and audience, kinds of activity, the stages of the work, each member's part, "
            "expected results."
        ),
        forms=frozenset({"social"}),
    ),
    Question(
        "business_model",
        SOLUTION,
        _("What is the business plan?"),
        _(
            "Who pays and for what, costs and payback, what the market gains, and how the business "
            "lives on after the prize."
        ),
        forms=frozenset({"business"}),
    ),
    Question(
        "data_sources",
        DATA,
        _("Which data does your solution rest on?"),
        _("Statistics, open data, big data, your own survey: which, by whom, from which year."),
    ),
    Question(
        "data_links",
        DATA,
        _("Where can the data be found?"),
        _("Links, one on a line."),
        is_required=False,
        max_length=SHORT,
    ),
    Question(
        "data_licence",
        DATA,
        _("By what right do you use the data?"),
        _("The licence, the terms of use, or who gave permission."),
        max_length=SHORT,
    ),
    Question(
        "data_protection",
        DATA,
        _("How do you protect people's data?"),
        _(
            "Whether the solution handles personal data, how they are kept safe, and what the "
            "solution does for openness, cyber security and privacy."
        ),
    ),
)

BY_CODE = {question.code: question for question in QUESTIONS}


def questions_for(forms: Iterable[str], *sections: str) -> list[Question]:
    """The questions that a project of these forms is asked, in these sections (default: all)."""
    forms = list(forms)
    return [
        question
        for question in QUESTIONS
        if question.is_asked(forms) and (not sections or question.section in sections)
    ]
