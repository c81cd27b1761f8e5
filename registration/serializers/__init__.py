"""Shapes of registration's API: `...Input` is read, `...Output` is written."""

from registration.serializers.applications import (
    ApplicationOutput,
    CheckedApplicationOutput,
    DecisionInput,
    DisagreementOutput,
    ListedApplicationOutput,
    ReceiptOutput,
    SaveInput,
    StartInput,
    SubmissionOutput,
)
from registration.serializers.people import (
    InvitationOutput,
    InvitedOutput,
    InviteInput,
    MemberOutput,
    OwnDataInput,
    OwnDataOutput,
    TeamOutput,
)
from registration.serializers.stages import (
    DeliverableOutput,
    HandInInput,
    SelectedTeamOutput,
    SelectionOutput,
    WorkOutput,
)

__all__ = [
    "ApplicationOutput",
    "CheckedApplicationOutput",
    "DecisionInput",
    "DeliverableOutput",
    "DisagreementOutput",
    "HandInInput",
    "InvitationOutput",
    "InviteInput",
    "InvitedOutput",
    "ListedApplicationOutput",
    "MemberOutput",
    "OwnDataInput",
    "OwnDataOutput",
    "ReceiptOutput",
    "SaveInput",
    "SelectedTeamOutput",
    "SelectionOutput",
    "StartInput",
    "SubmissionOutput",
    "TeamOutput",
    "WorkOutput",
]
