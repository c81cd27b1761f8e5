"""The rehearsal of the boot camp and of the prizes."""

from datetime import datetime
from typing import Any

from bootcamp import documents
from bootcamp import queries as camping
from bootcamp import services as camp
from bootcamp.models import Award, Certificate
from bootcamp.rehearsal.course import RehearsedCourse
from bootcamp.rehearsal.registering import SECOND
from hackathon.kit.translated import LANGUAGES
from hackathon.queries import people_with, stage_of
from hackathon.states import StageKind as Kind
from judging import queries as judging
from judging import services as jury
from judging.models import Round
from registration import services as desk


def play_bootcamp(course: RehearsedCourse) -> None:
    """Finalists work with mentors and hand in anew."""
    day = course.event.day
    course.open(Kind.BOOTCAMP, day(11))
    entry = camping.camp_entries(course.hackathon)[0]
    judge = people_with(course.hackathon, "is_judge")[0]
    pair = {"entry": entry, "mentor": judge, "actor": course.organizer}
    course.refused("no_mentor", camp.assign_mentor, **pair, now=day(11, 10))
    course.mentor(day(11, 10))
    course.hand_in(Kind.BOOTCAMP, day(14, 15), version="Жетілдірілген нұсқа")
    late = {"entry": entry, "actor": course.captain(entry.team), "summary": "Кеш"}
    course.refused("stage_not_open", desk.hand_in, **late, now=course.event.end(14) + SECOND)
    course.close(Kind.BOOTCAMP, day(15, 0, 1))
    rows = judging.standings(_round(course, Kind.PITCHES))
    course.crown(*[row.entry.team.name for row in rows if row.goes_on][:2])


def _round(course: RehearsedCourse, kind: str) -> Round:
    round = judging.round_of(course.hackathon, kind)
    assert round is not None  # noqa: S101 -- it was set up with the hackathon
    return round


def play_prizes(course: RehearsedCourse, round: Round) -> None:
    """Signed, awarded within the fund, certified, published."""
    day, organizer = course.event.day, course.organizer
    at = day(15, 18)
    course.do(jury.sign_round, round=round, actor=organizer, now=at)
    places = camping.prize_places(course.hackathon)
    entry = places[0].row.entry
    giving: dict[str, Any] = {"entry": entry, "actor": organizer, "now": at}
    fund = course.hackathon.prize_fund
    course.refused("fund_exceeded", camp.give_award, **giving, place=1, amount=fund + 1)
    course.refused("place_differs", camp.give_award, **giving, place=2, amount=1)
    course.refused("amount_missing", camp.give_award, **giving, place=1, amount=0)
    awards = [
        course.do(
            camp.give_award,
            **giving | {"entry": one.row.entry},
            place=one.row.place,
            amount=one.suggested,
        )
        for one in places
    ]
    stage = stage_of(course.hackathon, Kind.FINAL)
    course.close(Kind.FINAL, day(15, 18, 30))
    publishing = {"stage": stage, "actor": organizer}
    course.refused("gate_closed", camp.publish_winners, **publishing, now=day(15, 18, 40))
    course.papers = [_certify(course, award, day(15, 19)) for award in awards]
    _revoke(course, course.papers[-1], day(15, 19, 30))
    course.do(camp.publish_winners, **publishing, now=day(15, 20))
    withdrawing = {"award": awards[0], "actor": organizer, "now": day(15, 21)}
    course.refused("already_published", camp.withdraw_award, **withdrawing)


def _certify(course: RehearsedCourse, award: Award, at: datetime) -> Certificate:
    """A certificate, printed in one language after the other."""
    issuing = {"award": award, "actor": course.organizer, "now": at}
    certificate = course.do(camp.issue_certificate, **issuing)
    course.refused("certificate_issued", camp.issue_certificate, **issuing)
    language = LANGUAGES[course.printed % len(LANGUAGES)]
    paper = documents.certificate(certificate, language=language)
    course.expect(paper.startswith(b"%PDF"), f"{certificate} is a PDF in {language}")
    course.printed += 1
    return certificate


def _revoke(course: RehearsedCourse, certificate: Certificate, at: datetime) -> None:
    """A name was misspelt: the paper loses its force, and a new one is issued."""
    taking: dict[str, Any] = {"certificate": certificate, "actor": course.organizer, "now": at}
    course.refused("reason_missing", camp.revoke_certificate, **taking, reason="")
    course.do(camp.revoke_certificate, **taking, reason="Команда мүшесінің аты қате жазылған.")
    again = {"award": certificate.award, "actor": course.organizer, "now": at}
    course.papers.append(course.do(camp.issue_certificate, **again))
