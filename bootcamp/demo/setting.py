"""Setting a demo hackathon up: its calendar, texts, people, timetable, news."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from bootcamp.demo.events import CITIES, SESSIONS, TRACKS, Event, Texts, document, texts
from bootcamp.demo.hand import Hand
from bootcamp.demo.people import DOMAIN, STAFF, Staff, person
from hackathon import services
from hackathon.models import Hackathon, User
from hackathon.queries import stage_of
from hackathon.states import LegalKind
from judging.services import create_round

Act: TypeAlias = Callable[..., Any]

TITLES = {
    LegalKind.RULES: texts("Ереже", "Положение", "Rules"),
    LegalKind.PRIVACY: texts("Құпиялылық саясаты", "Политика конфиденциальности", "Privacy policy"),
    LegalKind.CONSENT: texts(
        "Дербес деректерді өңдеуге келісім",
        "Согласие на обработку персональных данных",
        "Consent to the processing of personal data",
    ),
}


def set_up(
    event: Event,
    *,
    finalists: int,
    hand: Hand | None = None,
    staff: Sequence[Staff] = STAFF,
    cities: Sequence[tuple[str, Texts]] = CITIES,
    teams_max: int = 100,
    readings: Mapping[str, int | None] | None = None,
) -> Hackathon:
    """A hackathon as its organizer prepares it, a week before applications open."""
    do = (hand or Hand()).do
    now = event.day(-51)
    organizer = person("organizer", "Гүлнәр Сәрсенова", "kk")
    facts: dict[str, Any] = {
        "slug": event.slug,
        "name": event.name,
        "slogan": event.slogan,
        "summary": event.summary,
        "organizer_name": texts("«Ашық ел» қоры", "Фонд «Ашық ел»", "Ashyq El foundation"),
        "contact_email": f"office@{DOMAIN}",
        "is_public": True,
        "teams_max": teams_max,
    }
    hackathon = do(
        services.create_hackathon,
        facts=facts,
        calendar=event.calendar(),
        cities=cities,
        tracks=TRACKS,
        actor=organizer,
        now=now,
    )
    name_people(hackathon, staff, do, actor=organizer, now=now)
    publish_texts(hackathon, do, actor=organizer, now=now)
    for kind, day, starts, ends, title in SESSIONS:
        do(
            services.add_session,
            stage=stage_of(hackathon, kind),
            title=title,
            starts_at=event.day(day, starts),
            ends_at=event.day(day, ends),
            actor=organizer,
            now=now,
        )
    for kind, places in (("pitches", finalists), ("final", hackathon.prize_places)):
        do(
            create_round,
            stage=stage_of(hackathon, kind),
            places=places,
            readings=(readings or {}).get(kind),
            actor=organizer,
            now=now,
        )
    return hackathon


def name_people(
    hackathon: Hackathon, staff: Sequence[Staff], do: Act, *, actor: User, now: datetime
) -> None:
    """The organizers, the jury, the mentors, the auditor."""
    for one in staff:
        kk, ru, en = one.position
        person(one.local, one.name, one.language)
        do(
            services.name_staff,
            hackathon=hackathon,
            email=f"{one.local}@{DOMAIN}",
            full_name=one.name,
            language=one.language,
            roles=one.roles,
            organization=one.organization,
            position=texts(kk, ru, en),
            actor=actor,
            now=now,
        )


def publish_texts(hackathon: Hackathon, do: Act, *, actor: User, now: datetime) -> None:
    """The rules, the privacy policy, the consent, and the first announcement."""
    for kind, title in TITLES.items():
        do(
            services.publish_legal_text,
            hackathon=hackathon,
            kind=kind,
            title=title,
            text=document(kind),
            actor=actor,
            now=now,
        )
    do(
        services.publish_news,
        hackathon=hackathon,
        title=texts("Өтінім қабылдау басталады", "Приём заявок начинается", "Applications open"),
        text=texts(
            "Күнтізбе, ереже және бағалау критерийлері жарияланды. Команда жинап, өтінім беріңіз.",
            "Опубликованы календарь, положение и критерии оценки. Соберите команду и подайте "
            "заявку.",
            "The calendar, the rules and the criteria are published. Gather a team and apply.",
        ),
        actor=actor,
        now=now,
    )
