"""Loading the demo: a finished hackathon, one in the middle of its course, one that takes teams."""

from collections.abc import Iterator
from datetime import date, timedelta

from bootcamp.demo.course import Course
from bootcamp.demo.events import Event, finished, in_the_middle, taking_applications
from bootcamp.demo.people import person
from bootcamp.demo.projects import PROJECTS
from bootcamp.demo.setting import set_up
from hackathon.states import StageKind as Kind

DEMO_FIRST = ("captain", "member")
FINALISTS = 5


def load(today: date) -> Iterator[str]:
    """Make the demo's hackathons one after the other; says what it has done."""
    person("visitor", "Камила Рахимова", "kk")
    yield from run_applications_only(taking_applications(today))
    yield from run_to_the_end(finished(today))
    yield from run_to_the_middle(in_the_middle(today))


def begin(event: Event, *, teams: int, finalists: int) -> Course:
    """Set up, take applications, select."""
    course = Course(event, set_up(event, finalists=finalists))
    course.projects = PROJECTS[:teams]
    course.fix_criteria(event.day(-50))
    course.open(Kind.APPLICATIONS, event.day(-44))
    sent = []
    for number, project in enumerate(course.projects):
        at = event.day(-30 + number, 10 + number % 8)
        first = DEMO_FIRST if number == 0 else None
        application = course.apply(project, at, first=first)
        course.send(application, at + timedelta(hours=2))
        sent.append(application)
    course.close(Kind.APPLICATIONS, event.day(-12, 0, 5))
    course.open(Kind.SELECTION, event.day(-12))
    course.select(sent, event.day(-10, 11))
    course.projects = course.projects[:-1]
    course.open(Kind.HACKATHON, event.day(-3))
    course.hand_in(Kind.HACKATHON, event.day(-1, 20), version="Бірінші нұсқа")
    course.close(Kind.HACKATHON, event.day(0, 0, 1))
    course.open(Kind.PITCHES, event.day(0, 0, 2))
    return course


def run_to_the_middle(event: Event) -> Iterator[str]:
    """The jury sits: most cards are handed in, the demo's judge has some left."""
    course = begin(event, teams=len(PROJECTS), finalists=FINALISTS)
    round = course.open_round(Kind.PITCHES, event.day(0, 0, 3))
    course.mark(round, event.day(0, 0, 10), leave_open=3)
    yield f"{event.slug}: the pitches are being judged"


def run_to_the_end(event: Event) -> Iterator[str]:
    """The whole course, to the certificates."""
    course = begin(event, teams=len(PROJECTS), finalists=FINALISTS - 1)
    yield f"{event.slug}: teams are selected"
    round = course.open_round(Kind.PITCHES, event.day(0, 9))
    course.mark(round, event.day(0, 10))
    round = course.close_round(round, event.day(0, 17))
    course.vote(round, event.day(0, 18))
    course.close(Kind.PITCHES, event.day(0, 19))
    course.finalists(round, event.day(0, 20))
    yield f"{event.slug}: finalists are published"
    course.open(Kind.BOOTCAMP, event.day(11))
    course.mentor(event.day(11, 10))
    course.hand_in(Kind.BOOTCAMP, event.day(14, 15), version="Жетілдірілген нұсқа")
    course.close(Kind.BOOTCAMP, event.day(15, 0, 1))
    course.open(Kind.FINAL, event.day(15))
    final = course.open_round(Kind.FINAL, event.day(15, 10))
    course.mark(final, event.day(15, 11))
    final = course.close_round(final, event.day(15, 16))
    course.vote(final, event.day(15, 17))
    course.award(final, event.day(15, 18))
    yield f"{event.slug}: winners are published"


def run_applications_only(event: Event) -> Iterator[str]:
    """Applications are open; nobody has applied yet."""
    course = Course(event, set_up(event, finalists=FINALISTS))
    course.fix_criteria(event.day(-50))
    course.open(Kind.APPLICATIONS, event.day(-44))
    yield f"{event.slug}: applications are open"
