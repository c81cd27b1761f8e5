"""Makes the data of the restore drill through the services: the demo, and teams that hand files in.

Usage: python -m tools.drill_data all | news. Settings and addresses come from the environment.
"""

import sys
from datetime import date

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402 -- after the set-up
from django.core.management import call_command  # noqa: E402

from bootcamp.demo.course import Course  # noqa: E402
from bootcamp.demo.events import Event, texts  # noqa: E402
from bootcamp.demo.projects import PROJECTS  # noqa: E402
from bootcamp.demo.setting import set_up  # noqa: E402
from hackathon.kit import clock  # noqa: E402
from hackathon.models import Hackathon  # noqa: E402
from hackathon.queries import people_with, stage_of  # noqa: E402
from hackathon.services import publish_news  # noqa: E402
from hackathon.states import StageKind as Kind  # noqa: E402
from registration import queries, services  # noqa: E402

EVENT = Event(
    slug="drill",
    name=texts("Жаттығу", "Учение", "Drill"),
    slogan=texts("Қалпына келтіру", "Восстановить", "Restore"),
    summary=texts("Жаттығу хакатоны.", "Хакатон учения.", "The drill's hackathon."),
    pitch_day=date(2026, 10, 1),
    seed=7,
)


def everything() -> None:
    """The demo, and four teams that hand a file in."""
    call_command("load_demo", verbosity=0)
    course = Course(EVENT, set_up(EVENT, finalists=2))
    course.projects = PROJECTS[:4]
    course.open(Kind.APPLICATIONS, EVENT.day(-44))
    sent = [course.apply(project, EVENT.day(-30)) for project in course.projects]
    for application in sent:
        course.send(application, EVENT.day(-29))
    course.close(Kind.APPLICATIONS, EVENT.day(-12, 0, 5))
    course.open(Kind.SELECTION, EVENT.day(-12))
    course.select(sent, EVENT.day(-10, 11))
    course.open(Kind.HACKATHON, EVENT.day(-3))
    for entry in queries.entries_of(stage_of(course.hackathon, Kind.HACKATHON)):
        content = b"%PDF-1.7\n" + str(entry.pk).encode() * 50_000
        services.hand_in(
            entry=entry,
            actor=queries.members_of(entry.team)[0].participant.user,
            now=EVENT.day(-2),
            summary="Қалпына келтіру жаттығуының файлы.",
            file=ContentFile(content, name="prototype.pdf"),
        )


def news() -> None:
    """One more act, some time after the backup."""
    hackathon = Hackathon.objects.get(slug=EVENT.slug)
    organizer = people_with(hackathon, "is_organizer").get()
    said = texts("Көшірмеден кейін", "После копии", "After the backup")
    publish_news(hackathon=hackathon, title=said, text=said, actor=organizer, now=clock.now())


if __name__ == "__main__":
    {"all": everything, "news": news}[sys.argv[1]]()
