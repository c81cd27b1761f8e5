"""What the ground floor does: each act, what it leaves behind, and what it refuses."""

from datetime import UTC, datetime, timedelta

import pytest

from hackathon import services
from hackathon.kit import follows, gates
from hackathon.kit.errors import Refused
from hackathon.kit.gates import Blocker
from hackathon.models import (
    AuditEntry,
    Badge,
    Hackathon,
    LegalText,
    Letter,
    News,
    Session,
    Stage,
    User,
)
from hackathon.moves import make_move
from hackathon.queries import badge_of
from hackathon.services.profiles import save_profile
from hackathon.states import CLOSE, OPEN, PUBLISH
from tests.factories import (
    BEGIN,
    CALENDAR_DAYS,
    BadgeFactory,
    CityFactory,
    HackathonFactory,
    LegalTextFactory,
    StageFactory,
    UserFactory,
    texts,
)
from tests.factories.ground import NewsFactory, organizer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def hackathon() -> Hackathon:
    return HackathonFactory()


@pytest.fixture
def organizer(hackathon: Hackathon) -> User:
    return organizer_of(hackathon)


def the_act() -> tuple[str, User | None, int | None]:
    """The one line of the trail: what, who, in which hackathon."""
    line = AuditEntry.objects.get()
    return line.action, line.actor, line.hackathon_id


# --- badges


def test_badge_says_more_and_less(hackathon: Hackathon, organizer: User, now: datetime) -> None:
    person = UserFactory()
    common = {"hackathon": hackathon, "person": person, "actor": organizer, "now": now}
    assert badge_of(person, hackathon) is None

    services.give_badge(**common, is_judge=True, organization="KazNU")
    badge = services.give_badge(**common, is_judge=False, is_mentor=True)

    assert (badge.is_judge, badge.is_mentor, badge.organization) == (False, True, "KazNU")
    assert Badge.objects.get(person=person) == badge == badge_of(person, hackathon)
    assert [line.details for line in AuditEntry.objects.all()] == [
        {"is_judge": False, "is_mentor": True},
        {"is_judge": True},
    ]
    assert set(AuditEntry.objects.values_list("action", "actor", "happened_at")) == {
        ("hackathon.badge.give", organizer.pk, now)
    }


@pytest.mark.parametrize(
    ("has", "gets", "code"),
    [
        ({"is_participant": True}, {"is_organizer": True}, "takes_part_and_decides"),
        ({"is_participant": True}, {"is_judge": True}, "takes_part_and_decides"),
        ({"is_participant": True}, {"is_auditor": True}, "takes_part_and_decides"),
        ({"is_participant": True}, {"is_mentor": True}, "takes_part_and_mentors"),
        ({"is_judge": True}, {"is_participant": True}, "takes_part_and_decides"),
        ({"is_organizer": True}, {"is_participant": True}, "takes_part_and_decides"),
        ({"is_mentor": True}, {"is_participant": True}, "takes_part_and_mentors"),
        ({}, {"is_chair": True}, "chair_is_no_judge"),
    ],
)
def test_badge_never_says_both(
    hackathon: Hackathon, now: datetime, has: dict, gets: dict, code: str
) -> None:
    person = BadgeFactory(hackathon=hackathon, **has).person
    before = Badge.objects.values().get(person=person)

    with pytest.raises(Refused) as refusal:
        services.give_badge(hackathon=hackathon, person=person, actor=None, now=now, **gets)

    assert refusal.value.code == code
    assert Badge.objects.values().get(person=person) == before
    assert not AuditEntry.objects.exists()


# --- naming people


def name(hackathon: Hackathon, organizer: User, now: datetime, **facts: object) -> Badge:
    """Name somebody as a judge, unless said otherwise."""
    said = {"email": "Dana@example.org", "full_name": "Дана", "language": "ru"}
    said |= {"roles": ["is_judge"], **facts}
    return services.name_staff(hackathon=hackathon, actor=organizer, now=now, **said)


def test_naming_makes_an_account_that_has_no_password(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    badge = name(hackathon, organizer, now, position=texts("Professor"), organization="KazNU")

    person = badge.person
    assert (person.email, person.full_name, person.language) == ("dana@example.org", "Дана", "ru")
    assert not person.has_usable_password()
    assert (badge.position, badge.organization) == (texts("Professor"), "KazNU")
    letter = Letter.objects.get()
    assert (letter.letter, letter.recipient, letter.language) == (
        "hackathon/badge_given",
        person,
        "ru",
    )
    assert letter.facts == {
        "duties": ["judge"],
        "needs_second_factor": True,
        "path": f"/{hackathon.slug}/",
    }


def test_naming_somebody_known_changes_nothing_about_them(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    person = UserFactory(email="dana@example.org", full_name="Dana A.", language="en")

    badge = name(hackathon, organizer, now)

    person.refresh_from_db()
    assert badge.person == person
    assert (person.full_name, person.language) == ("Dana A.", "en")


def test_naming_anew_replaces_the_duties_and_writes_again(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    name(hackathon, organizer, now)
    name(hackathon, organizer, now)  # the same once more: no second letter
    badge = name(hackathon, organizer, now, roles=["is_mentor"])

    assert (badge.is_judge, badge.is_mentor) == (False, True)
    told = [letter.facts["duties"] for letter in Letter.objects.order_by("pk")]
    assert told == [["judge"], ["mentor"]]


def test_naming_a_participant_is_refused_next_to_the_roles(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    person = BadgeFactory(hackathon=hackathon, is_participant=True).person

    with pytest.raises(Refused) as refusal:
        name(hackathon, organizer, now, email=person.email)

    assert refusal.value.code == "takes_part_and_decides"
    assert refusal.value.params == {"field": "roles"}
    assert not Letter.objects.exists()


def test_naming_that_is_refused_leaves_no_account(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    with pytest.raises(Refused) as refusal:
        name(hackathon, organizer, now, roles=["is_chair"])

    assert refusal.value.code == "chair_is_no_judge"
    assert not User.objects.filter(email="dana@example.org").exists()


@pytest.mark.parametrize("in_a_city", [False, True])
def test_last_organizer_of_the_whole_stays(
    hackathon: Hackathon, organizer: User, now: datetime, in_a_city: bool
) -> None:
    city = CityFactory(hackathon=hackathon)
    BadgeFactory(hackathon=hackathon, is_organizer=True, city=city)
    change = {"roles": ["is_organizer"], "city": city} if in_a_city else {"roles": ["is_judge"]}

    with pytest.raises(Refused) as refusal:
        name(hackathon, organizer, now, email=organizer.email, **change)

    assert (refusal.value.code, refusal.value.params) == ("last_organizer", {"field": "roles"})
    badge = hackathon.badges.get(person=organizer)
    assert (badge.is_organizer, badge.is_judge, badge.city) == (True, False, None)
    assert not AuditEntry.objects.exists()


def test_organizer_resigns_once_there_is_another(
    hackathon: Hackathon, organizer: User, now: datetime
) -> None:
    BadgeFactory(hackathon=hackathon, is_organizer=True)

    badge = name(hackathon, organizer, now, email=organizer.email, roles=["is_auditor"])

    assert (badge.is_organizer, badge.is_auditor) == (False, True)


# --- setting a hackathon up


def setting(**change: object) -> dict:
    """What `create_hackathon` is told."""
    facts = {
        "slug": "ashyq-el",
        "name": texts("Open country"),
        "slogan": texts("An idea"),
        "summary": texts("Teams of 3 to 5."),
        "organizer_name": texts("Organizer"),
        "contact_email": "office@example.org",
    }
    return facts | change


CALENDAR = {
    kind: (BEGIN + timedelta(days=opens), BEGIN + timedelta(days=closes))
    for kind, (opens, closes) in CALENDAR_DAYS.items()
}


def test_hackathon_is_set_up_with_its_stages_cities_and_tracks(now: datetime) -> None:
    actor = UserFactory()

    hackathon = services.create_hackathon(
        facts=setting(),
        calendar=CALENDAR,
        cities=[("almaty", texts("Almaty")), ("aktau", texts("Aktau"))],
        tracks=[("skills", texts("Skills"), texts("Safety"))],
        actor=actor,
        now=now,
    )

    stages = {stage.kind: (stage.opens_at, stage.closes_at) for stage in hackathon.stages.all()}
    assert stages == CALENDAR
    assert set(hackathon.stages.values_list("status", flat=True)) == {"planned"}
    assert [city.code for city in hackathon.cities.all()] == ["almaty", "aktau"]
    assert [(track.code, track.summary) for track in hackathon.tracks.all()] == [
        ("skills", texts("Safety"))
    ]
    assert (hackathon.is_public, hackathon.created_at) == (False, now)
    assert badge_of(actor, hackathon).is_organizer
    acts = list(hackathon.audit.values_list("action", flat=True))
    assert acts == ["hackathon.hackathon.create", "hackathon.badge.give"]


@pytest.mark.parametrize(
    ("facts", "calendar", "code", "field"),
    [
        ({"slug": "messages"}, CALENDAR, "slug_reserved", "slug"),
        ({"slug": "Ashyq El"}, CALENDAR, "invalid", None),
        ({"team_min": 6}, CALENDAR, "team_sizes", None),
        ({"name": {"kk": "Ашық ел"}}, CALENDAR, "incomplete", None),
        ({}, {"final": CALENDAR["final"]}, "calendar_incomplete", None),
        ({}, CALENDAR | {"final": (BEGIN, BEGIN)}, "stage_dates", None),
    ],
)
def test_hackathon_with_a_fault_is_not_set_up(
    now: datetime, facts: dict, calendar: dict, code: str, field: str | None
) -> None:
    with pytest.raises(Refused) as refusal:
        services.create_hackathon(
            facts=setting(**facts), calendar=calendar, actor=UserFactory(), now=now
        )

    assert refusal.value.code == code
    assert (refusal.value.params or {}).get("field") == field
    assert not Hackathon.objects.exists()
    assert not AuditEntry.objects.exists()


def test_two_hackathons_have_two_addresses(now: datetime) -> None:
    HackathonFactory(slug="ashyq-el")

    with pytest.raises(Refused):
        services.create_hackathon(facts=setting(), calendar=CALENDAR, actor=UserFactory(), now=now)

    assert Hackathon.objects.count() == 1


# --- stages


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


# --- what people say about themselves


def test_profile_is_kept(now: datetime) -> None:
    person = UserFactory(email="a@example.org")

    save_profile(person=person, full_name="  Әлия Сәрсен ", language="kk", now=now)

    person.refresh_from_db()
    assert (person.full_name, person.language) == ("Әлия Сәрсен", "kk")
    assert person.email == "a@example.org"
    assert the_act() == ("hackathon.user.save_profile", person, None)
