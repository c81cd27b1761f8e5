"""Stages move, and their dates do; what waits, follows and is announced."""

from datetime import UTC, datetime, timedelta

import pytest

from hackathon import services
from hackathon.kit import follows, gates
from hackathon.kit.errors import Refused
from hackathon.kit.gates import Blocker
from hackathon.models import AuditEntry, Hackathon, News, Stage, User
from hackathon.moves import make_move
from hackathon.states import CLOSE, OPEN, PUBLISH
from tests.factories import BEGIN, StageFactory
from tests.hackathon.services.trail import the_act

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_gates(monkeypatch) -> None:
    """Nothing stands before a stage, and nothing follows, but what a test says."""
    monkeypatch.setattr(gates, "_gates", {})
    monkeypatch.setattr(follows, "_follows", follows.defaultdict(list))


def test_stage_moves_and_what_follows_happens(
    hackathon: Hackathon, organizer: User, now: datetime, no_gates: None
) -> None:
    stage = StageFactory(hackathon=hackathon, kind="final", status="planned")
    seen = []

    @follows.follow("final", "open")
    def note(stage, *, actor, now):
        seen.append((stage.kind, stage.status, actor, now))

    moved = services.move_stage(stage=stage, move=OPEN, actor=organizer, now=now)

    assert moved.status == "open"
    assert seen == [("final", "open", organizer, now)]
    assert the_act() == ("hackathon.stage.open", organizer, hackathon.pk)


def test_stage_waits_for_its_gates(
    hackathon: Hackathon, organizer: User, now: datetime, no_gates: None
) -> None:
    stage = StageFactory(hackathon=hackathon, kind="final")
    waits_for = [Blocker("One thing.", 1, "/a/"), Blocker("Two things.", 2, "/b/")]
    gates.gate("final", "close")(lambda _stage: waits_for)

    with pytest.raises(Refused) as refusal:
        services.move_stage(stage=stage, move=CLOSE, actor=organizer, now=now)

    assert refusal.value.code == "gate_closed"
    assert refusal.value.blockers == tuple(waits_for)
    assert refusal.value.messages == ["One thing.", "Two things."]
    stage.refresh_from_db()
    assert stage.status == "open"
    assert not AuditEntry.objects.exists()


def test_what_follows_undoes_the_move_if_it_fails(
    hackathon: Hackathon, organizer: User, now: datetime, no_gates: None
) -> None:
    stage = StageFactory(hackathon=hackathon, kind="final")

    @follows.follow("final", "close")
    def fail(stage, *, actor, now):
        raise Refused("No.", code="no")

    with pytest.raises(Refused, match="No"):
        services.move_stage(stage=stage, move=CLOSE, actor=organizer, now=now)

    stage.refresh_from_db()
    assert stage.status == "open"
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(("move", "status"), [(OPEN, "open"), (PUBLISH, "open"), (CLOSE, "closed")])
def test_move_that_does_not_fit_is_stale(
    organizer: User, now: datetime, no_gates: None, move, status: str
) -> None:
    stage = StageFactory(kind="final", status=status)

    with pytest.raises(Refused) as refusal:
        services.move_stage(stage=stage, move=move, actor=organizer, now=now)

    assert refusal.value.code == "stale"
    stage.refresh_from_db()
    assert stage.status == status
    assert not AuditEntry.objects.exists()


def test_move_writes_its_fields_in_the_same_step(hackathon: Hackathon, now: datetime) -> None:
    stage = StageFactory(hackathon=hackathon, kind="final", status="planned")

    make_move(stage, OPEN, actor=None, now=now, announced_at=now)

    assert (stage.status, stage.announced_at) == ("open", now)
    assert the_act() == ("hackathon.stage.open", None, hackathon.pk)


def test_move_with_fields_that_the_table_refuses_is_refused_in_words(
    hackathon: Hackathon, now: datetime
) -> None:
    stage = StageFactory(hackathon=hackathon, kind="final", status="planned")

    with pytest.raises(Refused) as refusal:
        make_move(stage, OPEN, actor=None, now=now, closes_at=stage.opens_at)

    assert refusal.value.code == "stage_dates"
    assert refusal.value.messages == ["A stage opens before it closes."]
    stage.refresh_from_db()
    assert stage.status == "planned"


def moving(stage: Stage, organizer: User, now: datetime, **to: datetime) -> None:
    """The organizer changes the dates of a stage."""
    dates = {"opens_at": stage.opens_at, "closes_at": stage.closes_at} | to
    services.move_dates(stage=stage, actor=organizer, now=now, **dates)


def test_dates_move_with_what_they_were_before(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    stage = StageFactory(hackathon=hackathon)
    opens_at, closes_at = now, now + timedelta(days=3)

    moving(stage, organizer, now, opens_at=opens_at, closes_at=closes_at)

    stage.refresh_from_db()
    assert (stage.opens_at, stage.closes_at) == (opens_at, closes_at)
    assert AuditEntry.objects.get(action="hackathon.stage.move_dates").details == {
        "before": [BEGIN.isoformat(), (BEGIN + timedelta(days=48)).isoformat()],
        "after": [opens_at.isoformat(), closes_at.isoformat()],
    }


def test_moved_dates_are_announced_by_the_clocks_of_the_hackathon(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    Hackathon.objects.update(time_zone="Europe/Paris")
    stage = StageFactory(hackathon=hackathon)

    moving(stage, organizer, now, closes_at=datetime(2026, 11, 1, 22, 59, 59, tzinfo=UTC))

    news = News.objects.get()
    assert (news.hackathon, news.author, news.published_at) == (hackathon, organizer, now)
    assert news.title == {
        "kk": "Өтінімдер: мерзімдер өзгерді",
        "ru": "Заявки: сроки изменились",
        "en": "Applications: the dates have moved",
    }
    assert news.text["en"] == (  # clocks go back in between
        "The stage closes: **1 November 2026, 23:59 (Europe/Paris)**. "
        "Until now: 18 September 2026, 02:00 (Europe/Paris)."
    )
    assert "**2026 ж. 1 қараша, 23:59 (Europe/Paris)**" in news.text["kk"]
    assert "**1 ноября 2026 г., 23:59 (Europe/Paris)**" in news.text["ru"]


def test_announcement_names_every_date_that_moved(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    stage = StageFactory(hackathon=hackathon)

    moving(stage, organizer, now, opens_at=now, closes_at=now + timedelta(days=3))

    opens, closes = News.objects.get().text["en"].split("\n\n")
    assert opens.startswith("The stage opens: **1 September 2026, 14:00 (Asia/Almaty)**.")
    assert closes.startswith("The stage closes: **4 September 2026, 14:00 (Asia/Almaty)**.")


def test_announcement_is_written_even_if_it_says_what_the_last_one_said(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    stage = StageFactory(hackathon=hackathon)
    before, later = stage.closes_at, now + timedelta(days=30)
    moving(stage, organizer, now, closes_at=later)
    Stage.objects.update(closes_at=before)

    moving(stage, organizer, now, closes_at=later)

    assert [one.text["en"] for one in News.objects.all()] == [News.objects.first().text["en"]] * 2


def test_nothing_is_announced_where_only_seconds_move(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    stage = StageFactory(hackathon=hackathon)

    moving(stage, organizer, now, closes_at=stage.closes_at + timedelta(seconds=59))

    assert not News.objects.exists()
    assert AuditEntry.objects.get().action == "hackathon.stage.move_dates"


def test_nothing_is_announced_of_a_hackathon_that_is_not_public(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    Hackathon.objects.update(is_public=False)
    stage = StageFactory(hackathon=hackathon)

    moving(stage, organizer, now, closes_at=now + timedelta(days=3))

    assert not News.objects.exists()
    assert AuditEntry.objects.get().action == "hackathon.stage.move_dates"


def test_dates_that_are_so_already_change_nothing(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    stage = StageFactory(hackathon=hackathon)

    moving(stage, organizer, now)

    assert not News.objects.exists()
    assert not AuditEntry.objects.exists()


def test_dates_in_the_wrong_order_are_refused(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    stage = StageFactory(hackathon=hackathon, status="planned")

    with pytest.raises(Refused) as refusal:
        moving(stage, organizer, now, opens_at=now, closes_at=now)

    assert refusal.value.code == "stage_dates"
    assert is_untouched(stage)


@pytest.mark.parametrize("ago", [timedelta(seconds=1), timedelta(days=1)])
def test_open_stage_cannot_be_made_to_end_in_the_past(
    hackathon: Hackathon, organizer: User, now: datetime, ago: timedelta
) -> None:
    stage = StageFactory(hackathon=hackathon)

    with pytest.raises(Refused) as refusal:
        moving(stage, organizer, now, closes_at=now - ago)

    assert refusal.value.code == "ends_in_past"
    assert is_untouched(stage)


def test_open_stage_can_be_made_to_end_with_this_second(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    stage = StageFactory(hackathon=hackathon)

    moving(stage, organizer, now, closes_at=now - timedelta(microseconds=999_999))

    stage.refresh_from_db()
    assert stage.takes_work_at(now)


def is_untouched(stage: Stage) -> bool:
    """Whether neither the dates nor the site nor the trail say anything new."""
    stage.refresh_from_db()
    dates = (stage.opens_at, stage.closes_at) == (BEGIN, BEGIN + timedelta(days=48))
    return dates and not News.objects.exists() and not AuditEntry.objects.exists()
