"""Shapes of the ground floor's API: `...Input` is read, `...Output` is written."""

from hackathon.serializers.organizer import (
    BadgeInput,
    BadgeOutput,
    BoardOutput,
    DatesInput,
    LegalTextInput,
    LetterInListOutput,
    NewsInput,
    SessionInput,
    TrailOutput,
)
from hackathon.serializers.personal import LetterOutput, MeInput, MeOutput, MyLetterOutput
from hackathon.serializers.public import (
    HackathonOutput,
    LegalTextOutput,
    NewsOutput,
    PersonOutput,
    SessionOutput,
    StageOutput,
    WholeHackathonOutput,
)

__all__ = [
    "BadgeInput",
    "BadgeOutput",
    "BoardOutput",
    "DatesInput",
    "HackathonOutput",
    "LegalTextInput",
    "LegalTextOutput",
    "LetterInListOutput",
    "LetterOutput",
    "MeInput",
    "MeOutput",
    "MyLetterOutput",
    "NewsInput",
    "NewsOutput",
    "PersonOutput",
    "SessionInput",
    "SessionOutput",
    "StageOutput",
    "TrailOutput",
    "WholeHackathonOutput",
]
