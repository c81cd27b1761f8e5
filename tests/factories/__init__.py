"""One factory for each model of the ground floor. It makes the plainest valid thing."""

from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from hackathon.models import Badge, City, Hackathon, LegalText, Stage, Track, User
from hackathon.states import StageKind, StageStatus

BEGIN = datetime(2026, 8, 1, tzinfo=UTC)


def texts(text: str) -> dict[str, str]:
    """The same text in every language, marked with its code."""
    return {"kk": f"{text} (kk)", "ru": f"{text} (ru)", "en": text}


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Person {n}")
    language = "en"


class HackathonFactory(DjangoModelFactory):
    class Meta:
        model = Hackathon

    slug = factory.Sequence(lambda n: f"hackathon-{n}")
    name = factory.Sequence(lambda n: texts(f"Hackathon {n}"))
    slogan = texts("An idea for the country")
    summary = texts("Teams of 3 to 5.")
    organizer_name = texts("Organizer")
    contact_email = "office@example.org"
    is_public = True
    created_at = BEGIN


class BadgeFactory(DjangoModelFactory):
    class Meta:
        model = Badge

    hackathon = factory.SubFactory(HackathonFactory)
    person = factory.SubFactory(UserFactory)


class CityFactory(DjangoModelFactory):
    class Meta:
        model = City

    hackathon = factory.SubFactory(HackathonFactory)
    code = factory.Sequence(lambda n: f"city-{n}")
    name = factory.Sequence(lambda n: texts(f"City {n}"))


class TrackFactory(DjangoModelFactory):
    class Meta:
        model = Track

    hackathon = factory.SubFactory(HackathonFactory)
    code = factory.Sequence(lambda n: f"track-{n}")
    name = factory.Sequence(lambda n: texts(f"Track {n}"))


class StageFactory(DjangoModelFactory):
    class Meta:
        model = Stage

    hackathon = factory.SubFactory(HackathonFactory)
    kind = StageKind.APPLICATIONS
    status = StageStatus.OPEN
    opens_at = BEGIN
    closes_at = factory.LazyAttribute(lambda stage: stage.opens_at + timedelta(days=48))


class LegalTextFactory(DjangoModelFactory):
    class Meta:
        model = LegalText

    hackathon = factory.SubFactory(HackathonFactory)
    kind = "rules"
    version = 1
    title = texts("Rules")
    text = texts("One participant, one team.")
    sha256 = "0" * 64
    published_at = BEGIN


CALENDAR_DAYS = {  # days after BEGIN: when each stage opens and closes
    "applications": (0, 48),
    "selection": (49, 52),
    "hackathon": (58, 61),
    "pitches": (61, 62),
    "bootcamp": (72, 76),
    "final": (76, 77),
}


def calendar(hackathon: Hackathon, **statuses: str) -> dict[str, Stage]:
    """Every stage, planned unless said otherwise: `calendar(h, applications="open")`."""
    return {
        kind: StageFactory(
            hackathon=hackathon,
            kind=kind,
            status=statuses.get(kind, StageStatus.PLANNED),
            opens_at=BEGIN + timedelta(days=opens),
            closes_at=BEGIN + timedelta(days=closes),
        )
        for kind, (opens, closes) in CALENDAR_DAYS.items()
    }
