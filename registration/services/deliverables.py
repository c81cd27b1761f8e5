"""What teams hand in during a stage."""

import hashlib
from datetime import datetime
from pathlib import PurePath

from django.core.files import File
from django.db import transaction

from hackathon.audit import record
from hackathon.kit.store import store
from hackathon.models import User
from registration import rules
from registration.models import Deliverable, Entry
from registration.services.locks import lock_entry

LONGEST_NAME = 200


@transaction.atomic
def hand_in(
    *,
    entry: Entry,
    actor: User,
    now: datetime,
    summary: str,
    presentation_url: str = "",
    prototype_url: str = "",
    video_url: str = "",
    file: File | None = None,  # type: ignore[type-arg] # bytes, wherever they lie
) -> Deliverable:
    """Hand in what the team made; the last one counts, the earlier ones are kept.

    Refuses `nothing_to_hand_in`, `stage_not_open` (R2.2), `file_too_large`.
    """
    entry = lock_entry(entry)
    rules.check_hand_in(entry, now)
    rules.check_file(file)
    deliverable = Deliverable(
        entry=entry,
        number=entry.deliverables.count() + 1,
        summary=summary,
        presentation_url=presentation_url,
        prototype_url=prototype_url,
        video_url=video_url,
        handed_in_at=now,
        handed_in_by=actor,
    )
    if file is not None:
        deliverable.sha256 = _sha256(file)
        deliverable.file = file
        deliverable.file_name = PurePath(str(file.name)).name[-LONGEST_NAME:]
        deliverable.file_size = file.size
    store(deliverable)
    record("registration.deliverable.hand_in", deliverable, actor=actor, now=now)
    return deliverable


def _sha256(file: File) -> str:  # type: ignore[type-arg] # bytes, wherever they lie
    """The hash of a file's content, read piece by piece."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
