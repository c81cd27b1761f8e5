"""Publishing what binds and what is new (R1.4)."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

import rfc8785
from django.db import transaction

from hackathon.audit import record
from hackathon.kit.store import store
from hackathon.models import Hackathon, LegalText, News, User
from hackathon.queries import current_legal_text

Texts = Mapping[str, str]


@transaction.atomic
def publish_legal_text(
    *,
    hackathon: Hackathon,
    kind: str,
    title: Texts,
    text: Texts,
    actor: User,
    now: datetime,
    change: Texts | None = None,
) -> LegalText:
    """Publish the next version of a text; it binds from now (R7.1). Refuses `incomplete`."""
    Hackathon.objects.select_for_update().get(pk=hackathon.pk)  # versions are counted one by one
    last = current_legal_text(hackathon, kind)
    row = store(
        LegalText(
            hackathon=hackathon,
            kind=kind,
            version=last.version + 1 if last else 1,
            title=dict(title),
            text=dict(text),
            change=dict(change or {}),
            sha256=hashlib.sha256(rfc8785.dumps(dict(text))).hexdigest(),
            published_at=now,
        )
    )
    record("hackathon.legaltext.publish", row, actor=actor, now=now, kind=kind, version=row.version)
    return row


@transaction.atomic
def publish_news(
    *, hackathon: Hackathon, title: Texts, text: Texts, actor: User, now: datetime
) -> News:
    """Publish an announcement in every language."""
    row = store(
        News(
            hackathon=hackathon,
            title=dict(title),
            text=dict(text),
            author=actor,
            published_at=now,
        )
    )
    record("hackathon.news.publish", row, actor=actor, now=now)
    return row
