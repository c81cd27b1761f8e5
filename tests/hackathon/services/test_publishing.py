"""What organizers publish: the timetable, announcements, texts that bind."""

from datetime import datetime, timedelta

import pytest

from hackathon import services
from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry, Hackathon, LegalText, News, Session, User
from tests.factories import LegalTextFactory, StageFactory, texts
from tests.factories.ground import NewsFactory
from tests.hackathon.services.trail import the_act

pytestmark = pytest.mark.django_db


# --- the timetable


def test_session_is_added_and_removed(hackathon: Hackathon, organizer: User, now: datetime) -> None:
    stage = StageFactory(hackathon=hackathon)
    session = services.add_session(
        stage=stage,
        title=texts("Opening"),
        starts_at=now,
        ends_at=now + timedelta(hours=1),
        actor=organizer,
        now=now,
    )
    key = session.pk
    assert Session.objects.get().title == texts("Opening")

    services.remove_session(session=session, actor=organizer, now=now)

    assert not Session.objects.exists()
    removed, added = AuditEntry.objects.all()
    assert (added.action, added.target_id) == ("hackathon.session.add", key)
    assert (removed.action, removed.target_id) == ("hackathon.session.remove", key)
    assert removed.details == {"title": texts("Opening")}
    assert {added.hackathon, removed.hackathon} == {hackathon}


@pytest.mark.parametrize("facts", [{"hours": 0}, {"title": {"kk": "Ашылу"}}])
def test_session_with_a_fault_is_refused(
    hackathon: Hackathon, organizer: User, now: datetime, facts: dict
) -> None:
    with pytest.raises(Refused):
        services.add_session(
            stage=StageFactory(hackathon=hackathon),
            title=facts.get("title", texts("Opening")),
            starts_at=now,
            ends_at=now + timedelta(hours=facts.get("hours", 1)),
            actor=organizer,
            now=now,
        )

    assert not Session.objects.exists()
    assert not AuditEntry.objects.exists()


# --- what binds and what is new; R7.1 is told in tests/rulebook/test_R7_rules.py


def test_announcement_is_published_with_its_author(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    said = {"title": texts("We begin"), "text": texts("On Monday")}

    news = services.publish_news(hackathon=hackathon, actor=organizer, now=now, **said)

    assert (news.author, news.published_at, news.title) == (organizer, now, said["title"])
    assert the_act() == ("hackathon.news.publish", organizer, hackathon.pk)


def test_announcement_is_not_published_twice_in_a_row(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    old = NewsFactory(hackathon=hackathon)
    common = {"hackathon": hackathon, "actor": organizer, "now": now}

    with pytest.raises(Refused) as refusal:
        services.publish_news(**common, title=old.title, text=old.text)
    assert refusal.value.code == "unchanged"
    assert News.objects.count() == 1

    services.publish_news(**common, title=texts("Another"), text=old.text)
    services.publish_news(**common, title=old.title, text=old.text)  # said again later
    assert News.objects.count() == 3


def test_announcement_with_a_gap_is_refused(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    with pytest.raises(Refused) as refusal:
        services.publish_news(
            hackathon=hackathon,
            title=texts("We begin"),
            text={"kk": "Бастаймыз", "ru": "", "en": "We begin"},
            actor=organizer,
            now=now,
        )

    assert refusal.value.code == "incomplete"
    assert not News.objects.exists()


@pytest.mark.parametrize("field", ["title", "text"])
def test_text_that_binds_needs_every_language(
    hackathon: Hackathon, organizer: User, now: datetime, field: str
) -> None:
    said = {"title": texts("Rules"), "text": texts("Be fair.")}
    said[field] = said[field] | {"ru": " "}

    with pytest.raises(Refused) as refusal:
        services.publish_legal_text(
            hackathon=hackathon, kind="rules", actor=organizer, now=now, **said
        )

    assert refusal.value.code == "incomplete"
    assert not LegalText.objects.exists()


def test_versions_are_counted_for_each_kind_and_hackathon(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    LegalTextFactory(hackathon=hackathon, kind="rules", version=4)
    LegalTextFactory(kind="privacy", version=7)
    said = {"title": texts("A"), "text": texts("B"), "actor": organizer, "now": now}

    rules = services.publish_legal_text(hackathon=hackathon, kind="rules", **said)
    privacy = services.publish_legal_text(hackathon=hackathon, kind="privacy", **said)

    assert (rules.version, privacy.version) == (5, 1)
