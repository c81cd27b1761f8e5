"""What the ground floor knows. Reading only; a view starts from here, not from a model."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower
from django.utils.formats import date_format

from hackathon.kit.sorting import in_order
from hackathon.kit.states import Move
from hackathon.models import (
    ApiToken,
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
from hackathon.states import CLOSE, OPEN, ORDER, PUBLISH, PUBLISHES, StageStatus

Person = User | AnonymousUser
KEPT_BADGES = "_badges_by_hackathon"
TOKEN_PREFIX = "shq_"  # noqa: S105 -- by it a log or a scanner knows a key of ours


def badges_of(person: Person) -> dict[int, Badge]:
    """Every badge of a person by hackathon, read once for each person object.

    A request's user is a lazy wrapper with a `__dict__` of its own, hence the attribute.
    """
    if not isinstance(person, User):
        return {}
    known: dict[int, Badge] | None = getattr(person, KEPT_BADGES, None)
    if known is None:
        rows = Badge.objects.filter(person=person).select_related("hackathon").order_by("pk")
        known = {badge.hackathon_id: badge for badge in rows}
        setattr(person, KEPT_BADGES, known)
    return known


def badge_of(person: Person, hackathon: Hackathon) -> Badge | None:
    """What `person` is in `hackathon`; None for a stranger."""
    return badges_of(person).get(hackathon.pk)


def forget_badges(person: User) -> None:
    """Read the badges of this person object anew next time."""
    setattr(person, KEPT_BADGES, None)


def hackathons_seen_by(person: Person) -> QuerySet[Hackathon]:
    """Those that are public, and those in which the person has a badge; the newest first."""
    seen = Q(is_public=True) | Q(pk__in=list(badges_of(person)))
    return Hackathon.objects.filter(seen).order_by("-created_at", "-pk")


def hackathons_of(person: Person) -> QuerySet[Hackathon]:
    """Those in which the person has a badge."""
    return Hackathon.objects.filter(pk__in=list(badges_of(person))).order_by("-created_at", "-pk")


def stages_of(hackathon: Hackathon) -> list[Stage]:
    """The stages in the calendar's order, read once for each hackathon object."""
    known: list[Stage] | None = hackathon.__dict__.get("_stages")
    if known is None:
        known = sorted(hackathon.stages.all(), key=lambda stage: ORDER.index(stage.kind))
        for stage in known:
            stage.hackathon = hackathon
        hackathon.__dict__["_stages"] = known
    return known


def stage_of(hackathon: Hackathon, kind: str) -> Stage:
    """The stage of `kind`; every hackathon has one of each."""
    kept: dict[str, Stage] = hackathon.__dict__.get("_kept_stages", {})
    if kind in kept:
        return kept[kind]
    return Stage.objects.select_related("hackathon").get(hackathon=hackathon, kind=kind)


def keep_stages(hackathon: Hackathon) -> None:
    """Let `stage_of` answer from memory for this hackathon object: for a page that only reads."""
    hackathon.__dict__["_kept_stages"] = {stage.kind: stage for stage in stages_of(hackathon)}


def current_stage(hackathon: Hackathon) -> Stage | None:
    """The stage that is open now; if none is, the next one that is planned."""
    stages = stages_of(hackathon)
    return next(
        (stage for stage in stages if stage.status == StageStatus.OPEN),
        next((stage for stage in stages if stage.status == StageStatus.PLANNED), None),
    )


def next_move(stage: Stage) -> str:
    """The move that comes next for a stage; empty when it has come to its end."""
    if OPEN.fits(stage.status):
        return OPEN.name
    if CLOSE.fits(stage.status):
        return CLOSE.name
    return PUBLISH.name if PUBLISH.fits(stage.status) and stage.kind in PUBLISHES else ""


def next_date(hackathon: Hackathon, now: datetime) -> tuple[Stage, str, datetime] | None:
    """The one date that matters next: which stage, whether it `opens` or `closes`, and when."""
    dates = [
        (moment, stage.pk, stage, what)
        for stage in stages_of(hackathon)
        for what, moment in (("opens", stage.opens_at), ("closes", stage.closes_at))
        if moment > now
    ]
    if not dates:
        return None
    moment, _pk, stage, what = min(dates, key=lambda date: (date[0], date[1]))
    return stage, what, moment


def local_time(moment: datetime, hackathon: Hackathon) -> str:
    """A moment in the hackathon's own time zone and the reader's language, the zone named."""
    local = moment.astimezone(ZoneInfo(hackathon.time_zone))
    return f"{date_format(local, 'DATETIME_FORMAT')} ({hackathon.time_zone})"


def legal_texts(hackathon: Hackathon, kind: str) -> QuerySet[LegalText]:
    """Every published version of a text, the newest first."""
    return hackathon.legal_texts.filter(kind=kind).order_by("-version")


def current_legal_text(hackathon: Hackathon, kind: str) -> LegalText | None:
    """The version that binds now (R7.1), if one is published."""
    return legal_texts(hackathon, kind).first()


def people_with(hackathon: Hackathon, what: str) -> QuerySet[User]:
    """The people whose badge says `what` (`is_judge`, `is_mentor`, ...), by name."""
    holders = Badge.objects.filter(hackathon=hackathon, **{what: True}).values("person")
    return User.objects.filter(pk__in=holders, is_active=True).order_by(in_order("full_name"), "pk")


def staff_badges(hackathon: Hackathon) -> list[Badge]:
    """The badges of everyone who runs, judges, mentors or audits, in alphabetical order."""
    staff = Q(is_organizer=True) | Q(is_judge=True) | Q(is_mentor=True) | Q(is_auditor=True)
    badges = hackathon.badges.filter(staff).select_related("person", "city")
    return list(badges.order_by(in_order("person__full_name"), "pk"))


def news_of(hackathon: Hackathon) -> QuerySet[News]:
    """The announcements, the newest first."""
    return hackathon.news.order_by("-published_at", "-pk")


def sessions_of(hackathon: Hackathon) -> QuerySet[Session]:
    """The timetable."""
    sessions = Session.objects.filter(stage__hackathon=hackathon)
    return sessions.select_related("stage", "city").order_by("starts_at", "pk")


def letters_of(person: User) -> QuerySet[Letter]:
    """The letters to a person, the newest first; account mails with their codes are left out."""
    letters = Letter.objects.filter(recipient=person).exclude(letter__startswith="account/")
    return letters.select_related("hackathon", "recipient").order_by("-created_at", "-pk")


def letters_in(hackathon: Hackathon) -> QuerySet[Letter]:
    """The letters that a hackathon wrote."""
    return hackathon.letters.select_related("recipient").order_by("-created_at", "-pk")


LETTER_STATES = {
    "sent": Q(sent_at__isnull=False),
    "bounced": Q(bounced_at__isnull=False),
    "waiting": Q(sent_at__isnull=True, bounced_at__isnull=True),
}


def in_state(letters: QuerySet[Letter], state: str) -> QuerySet[Letter]:
    """Those of which this has become: `sent`, `bounced` or `waiting`; of any other word, all."""
    return letters.filter(LETTER_STATES.get(state, Q()))


def letter_counts(letters: QuerySet[Letter]) -> dict[str, int]:
    """How many letters there are, `all` and of each state."""
    counts = {state: Count("pk", filter=which) for state, which in LETTER_STATES.items()}
    return letters.order_by().aggregate(all=Count("pk"), **counts)


def untouched(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Those that wait and that no server can have seen: nobody claims them, or none was begun."""
    nobodys = Q(claim=None) | Q(attempts=0)
    return in_state(letters, "waiting").filter(nobodys)


def trail_of(hackathon: Hackathon) -> QuerySet[AuditEntry]:
    """Who did what in a hackathon, the newest first."""
    return hackathon.audit.select_related("actor").order_by("-pk")


def person_by_email(email: str) -> User | None:
    """The person who signs in with this address, found by the index of the addresses."""
    people = User.objects.alias(key=Lower("email"))
    return people.filter(key=email.strip().lower()).first()


def tokens_of(person: User) -> QuerySet[ApiToken]:
    """The keys of the API that a person made and has not ended, the newest first."""
    return person.api_tokens.filter(ended_at__isnull=True).order_by("-created_at", "-pk")


def open_tokens_of(person: User, now: datetime) -> QuerySet[ApiToken]:
    """Those that still open something."""
    return tokens_of(person).filter(expires_at__gt=now)


def token_by_secret(secret: str, now: datetime) -> ApiToken | None:
    """The key that a program shows, if it is one of ours and still opens."""
    sha256 = hashlib.sha256(secret.encode()).hexdigest()
    found = ApiToken.objects.filter(sha256=sha256, person__is_active=True)
    token = found.select_related("person").first()
    return token if token and token.opens_at(now) else None


def any_hackathon() -> bool:
    """Whether there is a hackathon at all."""
    return Hackathon.objects.exists()


def unrecorded(things: QuerySet[Any], moves: Iterable[Move]) -> QuerySet[Any]:
    """The rows whose status is not what the last of these moves in the trail made it."""
    label, status = things.model._meta.label_lower, things.model._meta.get_field("status")
    actions = {f"{label}.{move.name}": move.target for move in moves}
    trail = AuditEntry.objects.filter(target_type=label, target_id=OuterRef("pk"))
    last = trail.filter(action__in=actions).order_by("-pk").values("action")[:1]
    explained = Q(status=status.default, last_move="")
    for action, target in actions.items():
        explained |= Q(status=target, last_move=action)
    told: QuerySet[Any] = things.annotate(last_move=Coalesce(Subquery(last), Value("")))
    return told.exclude(explained)


def numbered_with_gaps(rows: QuerySet[Any], *by: str, number: str) -> list[tuple[Any, ...]]:
    """The groups whose `number` does not count 1, 2, 3 and so on."""
    counted = rows.order_by().values_list(*by)
    figures = counted.annotate(n_=Count("pk"), least_=Min(number), most_=Max(number))
    odd = figures.exclude(least_=1, most_=F("n_"))
    return [tuple(row[: len(by)]) for row in odd]


def closings() -> Callable[[int, datetime], datetime]:
    """A way to ask which closing of a stage was in force at a moment: dates may have moved since.

    Both the stages and the trail of their dates are read once.
    """
    current = dict(Stage.objects.values_list("pk", "closes_at"))
    trail = AuditEntry.objects.filter(action="hackathon.stage.move_dates").order_by("pk")
    moved: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for stage, at, details in trail.values_list("target_id", "happened_at", "details"):
        moved[stage].append((at, datetime.fromisoformat(details["before"][1])))

    def in_force(stage: int, moment: datetime) -> datetime:
        return next((before for at, before in moved[stage] if at > moment), current[stage])

    return in_force
