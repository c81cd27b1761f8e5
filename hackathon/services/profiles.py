"""What people say about themselves."""

from datetime import datetime

from django.db import transaction

from hackathon.audit import record
from hackathon.models import User


@transaction.atomic
def save_profile(*, person: User, full_name: str, language: str, now: datetime) -> User:
    """Keep a person's name and language as they gave them."""
    person.full_name = full_name.strip()
    person.language = language
    person.save(update_fields=["full_name", "language"])
    record("hackathon.user.save_profile", person, actor=person, now=now, language=language)
    return person
