"""Documents of the ground floor: one function each."""

from collections.abc import Iterable
from datetime import UTC, datetime

from hackathon.kit.translated import say
from hackathon.models import Hackathon, Session, Stage

FOLD = 75  # bytes of a line, by RFC 5545


def _folded(line: str) -> str:
    """One content line, folded so that no line is longer than the standard allows."""
    parts, rest = [], line
    while len(rest.encode()) > FOLD:
        cut = FOLD
        while len(rest[:cut].encode()) > FOLD:
            cut -= 1
        parts.append(rest[:cut])
        rest = " " + rest[cut:]
    return "\r\n".join([*parts, rest])


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _event(
    uid: str, title: str, starts: datetime, ends: datetime, stamp: datetime, *more: str
) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{_moment(stamp)}",
        f"DTSTART:{_moment(starts)}",
        f"DTEND:{_moment(ends)}",
        f"SUMMARY:{_escaped(title)}",
        *more,
        "END:VEVENT",
    ]


def _place(session: Session) -> list[str]:
    """Where a session is: a city, an address on the web, both or neither."""
    where = [f"LOCATION:{_escaped(say(session.city.name))}"] if session.city else []
    return [*where, f"URL:{session.link}"] if session.link else where


def timetable(
    hackathon: Hackathon, stages: Iterable[Stage], sessions: Iterable[Session], *, now: datetime
) -> str:
    """The calendar of a hackathon as an iCalendar file (RFC 5545)."""
    name = say(hackathon.name)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Shanyraq//Timetable//EN"]
    lines.append(f"X-WR-CALNAME:{_escaped(name)}")
    for stage in stages:
        uid = f"stage-{stage.pk}@{hackathon.slug}"
        title = f"{name}: {stage.get_kind_display()}"
        lines += _event(uid, title, stage.opens_at, stage.closes_at, now)
    for session in sessions:
        uid = f"session-{session.pk}@{hackathon.slug}"
        title, more = say(session.title), _place(session)
        lines += _event(uid, title, session.starts_at, session.ends_at, now, *more)
    return "\r\n".join([*map(_folded, [*lines, "END:VCALENDAR"]), ""])
