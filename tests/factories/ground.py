"""What the ground floor's pages show: news, sessions, letters, the trail, a whole place."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from hackathon.models import AuditEntry, Hackathon, Letter, News, Session, User
from tests.factories import (
    BEGIN,
    BadgeFactory,
    CityFactory,
    HackathonFactory,
    LegalTextFactory,
    StageFactory,
    TrackFactory,
    calendar,
    texts,
)


class NewsFactory(DjangoModelFactory):
    class Meta:
        model = News

    hackathon = factory.SubFactory(HackathonFactory)
    title = factory.Sequence(lambda n: texts(f"News {n}"))
    text = texts("Applications are **open**.")
    published_at = BEGIN


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = Session

    stage = factory.SubFactory(StageFactory)
    title = factory.Sequence(lambda n: texts(f"Session {n}"))
    starts_at = BEGIN + timedelta(hours=4)
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + timedelta(hours=1))


class LetterFactory(DjangoModelFactory):
    class Meta:
        model = Letter

    hackathon = factory.SubFactory(HackathonFactory)
    recipient = None
    address = factory.LazyAttribute(
        lambda letter: letter.recipient.email if letter.recipient else "someone@example.org"
    )
    language = "en"
    letter = "hackathon/badge_given"
    about = factory.Sequence(lambda n: f"badge:{n}")
    facts = factory.LazyFunction(
        lambda: {"duties": ["judge"], "needs_second_factor": True, "path": "/ashyq-el/"}
    )
    created_at = BEGIN
    due_at = BEGIN


class AuditEntryFactory(DjangoModelFactory):
    class Meta:
        model = AuditEntry

    hackathon = factory.SubFactory(HackathonFactory)
    action = "hackathon.stage.open"
    target_type = "hackathon.stage"
    target_id = 1
    happened_at = BEGIN


def place(**facts: object) -> Hackathon:
    """A hackathon that takes applications, with its calendar and the three texts that bind."""
    hackathon = HackathonFactory(**{"slug": "ashyq-el", **facts})
    calendar(hackathon, applications="open")
    for kind in ("rules", "privacy", "consent"):
        LegalTextFactory(hackathon=hackathon, kind=kind, title=texts(f"The {kind}"))
    return hackathon


def rows(hackathon: Hackathon, number: int) -> None:
    """So many of everything that the pages of a hackathon list."""
    stage = hackathon.stages.get(kind="applications")
    for n in range(number):
        city = CityFactory(hackathon=hackathon)
        TrackFactory(hackathon=hackathon)
        NewsFactory(hackathon=hackathon)
        SessionFactory(stage=stage, city=city, starts_at=BEGIN + timedelta(days=n))
        BadgeFactory(hackathon=hackathon, is_judge=True)
        BadgeFactory(hackathon=hackathon, is_mentor=True)
        BadgeFactory(hackathon=hackathon, is_organizer=True, city=city)
        AuditEntryFactory(hackathon=hackathon, actor=organizer_of(hackathon))
        LetterFactory(hackathon=hackathon, recipient=organizer_of(hackathon))
        LegalTextFactory(hackathon=hackathon, version=n + 2, text=texts(f"Version {n + 2}"))


def organizer_of(hackathon: Hackathon) -> User:
    """Who runs the whole hackathon; the same person every time."""
    badge = hackathon.badges.filter(is_organizer=True, city=None).first()
    return (badge or BadgeFactory(hackathon=hackathon, is_organizer=True)).person
