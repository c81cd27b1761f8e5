"""Publishing what binds and what is new (R1.4)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hackathon.audit import record
from hackathon.kit.errors import Refused
from hackathon.kit.fingerprint import fingerprint
from hackathon.kit.store import store
from hackathon.models import Hackathon, LegalText, News, User
from hackathon.notices import legal_text_changed
from hackathon.queries import current_legal_text, news_of

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
    """Publish the next version of a text; it binds from now, and participants are told (R7.1).

    Refuses `incomplete`, and `unchanged` what is word for word the version that binds already.
    """
    Hackathon.objects.select_for_update().get(pk=hackathon.pk)  # versions are counted one by one
    last = current_legal_text(hackathon, kind)
    if last and (last.title, last.text) == (dict(title), dict(text)):
        raise Refused(_("This is word for word the version that binds now."), code="unchanged")
    row = store(
        LegalText(
            hackathon=hackathon,
            kind=kind,
            version=last.version + 1 if last else 1,
            title=dict(title),
            text=dict(text),
            change=dict(change or {}),
            sha256=fingerprint(text),
            published_at=now,
        )
    )
    record("hackathon.legaltext.publish", row, actor=actor, now=now, kind=kind, version=row.version)
    if last:
        legal_text_changed(row, now=now)
    return row


@transaction.atomic
def publish_news(
    *, hackathon: Hackathon, title: Texts, text: Texts, actor: User, now: datetime
) -> News:
    """Publish an announcement in every language. Refuses `unchanged`: the latest once more."""
    Hackathon.objects.select_for_update().get(pk=hackathon.pk)  # of a double click, one is second
    last = news_of(hackathon).first()
    if last and (last.title, last.text) == (dict(title), dict(text)):
        raise Refused(_("This announcement is published already."), code="unchanged")
    return announce(hackathon=hackathon, title=title, text=text, actor=actor, now=now)


def announce(
    *, hackathon: Hackathon, title: Texts, text: Texts, actor: User, now: datetime
) -> News:
    """Publish an announcement as a part of another act, even word for word as the last one."""
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
