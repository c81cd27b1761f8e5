"""Applications: saved, sent, recalled."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hackathon.audit import record
from hackathon.kit.errors import Refused
from hackathon.kit.fingerprint import fingerprint
from hackathon.kit.store import store
from hackathon.models import User
from hackathon.moves import make_move
from hackathon.queries import current_legal_text
from hackathon.states import LegalKind
from registration import notices, queries, rules
from registration.models import Application, Submission
from registration.services.locks import lock_application
from registration.states import RECALL, SUBMIT, ApplicationStatus

FIELDS = ("title", "track", "city", "forms")


@transaction.atomic
def save_application(
    *,
    application: Application,
    revision: int,
    changes: Mapping[str, Any],
    actor: User,
    now: datetime,
) -> Application:
    """Save what changed in a draft: `team_name`, `title`, `track`, `city`, `forms`, `answers`.

    Answers are merged one by one; an emptied one is saved as empty. Refuses `applications_closed`,
    `not_editable`, `stale_revision`, `team_name_taken`, and what does not belong there.
    """
    application = lock_application(application)
    team, hackathon = application.team, application.hackathon
    rules.check_applications_open(hackathon, now)
    rules.check_editable(application)
    rules.check_revision(application, revision)
    rules.check_answers(hackathon, changes)
    changed = [name for name in FIELDS if name in changes and _differs(application, name, changes)]
    for name in changed:
        setattr(application, name, changes[name])
    answers = application.answers | dict(changes.get("answers", {}))
    if answers != application.answers:
        changed += [code for code in answers if answers[code] != application.answers.get(code)]
        application.answers = answers
    if changes.get("team_name", team.name) != team.name:
        rules.check_team_name(hackathon, changes["team_name"], team)
        team.name = changes["team_name"]
        store(team)
        changed.append("team_name")
    if changed:
        application.revision += 1
        store(application)
        record("registration.application.save", application, actor=actor, now=now, changed=changed)
    return application


def _differs(application: Application, name: str, changes: Mapping[str, Any]) -> bool:
    return bool(getattr(application, name) != changes[name])


@transaction.atomic
def submit_application(*, application: Application, actor: User, now: datetime) -> Submission:
    """Send the application: a numbered copy with its hash is kept, every member gets a receipt.

    Refuses `already_sent`, `applications_closed`, and whatever is missing: `members_unconfirmed`,
    `team_size` (R1.8), `takes_part_and_decides`, `under_age` (R1.7), `declarations_missing`,
    `incomplete` (R3.2); the blockers list it all.
    """
    application = lock_application(application)
    if application.status == ApplicationStatus.SUBMITTED:
        raise Refused(_("The application is sent already."), code="already_sent")
    rules.check_applications_open(application.hackathon, now)
    rules.check_editable(application)
    rules.check_complete(application, now)
    make_move(application, SUBMIT, actor=actor, now=now, submitted_at=now)
    number = application.submissions.count() + 1
    snapshot = snapshot_of(application, number=number, now=now)
    submission = Submission.objects.create(
        application=application,
        number=number,
        snapshot=snapshot,
        sha256=fingerprint(snapshot),
        submitted_at=now,
        submitted_by=actor,
    )
    notices.application_received(submission, now=now)
    return submission


@transaction.atomic
def recall_application(*, application: Application, actor: User, now: datetime) -> None:
    """Take a sent application back to change it, while applications are open.

    Refuses `applications_closed`, and `stale` where it is not waiting for the organizer.
    """
    application = lock_application(application)
    rules.check_applications_open(application.hackathon, now)
    make_move(application, RECALL, actor=actor, now=now)


def snapshot_of(application: Application, *, number: int, now: datetime) -> dict[str, Any]:
    """Everything that is sent, in words and codes that mean the same in years to come."""
    track, city = application.track, application.city
    return {
        "hackathon": application.hackathon.slug,
        "application": application.pk,
        "number": number,
        "submitted_at": now.isoformat(),
        "team": application.team.name,
        "members": _members(application),
        "title": application.title,
        "track": track.code if track else None,
        "city": city.code if city else None,
        "forms": list(application.forms),
        "answers": dict(application.answers),
        "legal_texts": _legal_texts(application),
    }


def _members(application: Application) -> list[dict[str, Any]]:
    """Who sends: name, role, and who is the captain."""
    return [
        {
            "name": member.participant.full_name,
            "role": member.role,
            "is_captain": member.is_captain,
        }
        for member in queries.members_of(application.team)
    ]


def _legal_texts(application: Application) -> dict[str, Any]:
    """The texts that bind at this moment, by version and hash (R7.1)."""
    texts = [current_legal_text(application.hackathon, kind) for kind in LegalKind.values]
    return {text.kind: {"version": text.version, "sha256": text.sha256} for text in texts if text}
