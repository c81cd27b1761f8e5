"""Keys of the API: made once, shown once, ended for good."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from hackathon import queries
from hackathon.audit import record
from hackathon.kit.errors import Refused
from hackathon.kit.store import store
from hackathon.models import ApiToken, User
from hackathon.notices import token_made

MOST_TOKENS = 20  # a person's, at one time
SECRET_BYTES = 32  # 256 bits


@transaction.atomic
def make_token(*, person: User, name: str, days: int, now: datetime) -> tuple[ApiToken, str]:
    """Make a key that opens for `days`, and return it with its secret, which is kept nowhere.

    The person is told by a letter, as of every other change to what opens the account.

    Refuses `too_many_tokens`.
    """
    User.objects.select_for_update(no_key=True).get(pk=person.pk)  # keys are counted one by one
    if queries.open_tokens_of(person, now).count() >= MOST_TOKENS:
        message = _("You have %(most)d tokens. End one that you no longer need.")
        raise Refused(message % {"most": MOST_TOKENS}, code="too_many_tokens")
    secret = f"{queries.TOKEN_PREFIX}{secrets.token_urlsafe(SECRET_BYTES)}"
    token = store(
        ApiToken(
            person=person,
            name=name,
            sha256=hashlib.sha256(secret.encode()).hexdigest(),
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
    )
    record("hackathon.apitoken.make", token, actor=person, now=now, name=name, days=days)
    token_made(token, now=now)
    return token, secret


@transaction.atomic
def end_token(*, token: ApiToken, actor: User, now: datetime) -> None:
    """End a key; from now on it opens nothing. Refuses `stale` what has ended already."""
    standing = ApiToken.objects.filter(pk=token.pk, ended_at__isnull=True)
    if not standing.update(ended_at=now):
        raise Refused(_("Someone was faster: this has changed already."), code="stale")
    record("hackathon.apitoken.end", token, actor=actor, now=now, name=token.name)
