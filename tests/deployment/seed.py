"""What stands in the house before anybody comes: a hackathon, and an organizer who can sign in."""

import json
from datetime import date

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402 -- after the set-up
from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402

from bootcamp.demo.course import Course  # noqa: E402
from bootcamp.demo.events import taking_applications  # noqa: E402
from bootcamp.demo.setting import set_up  # noqa: E402
from hackathon.states import StageKind  # noqa: E402
from tests.hackathon.account_steps import PASSWORD, SECRET  # noqa: E402

if __name__ == "__main__":
    event = taking_applications(date.today())
    hackathon = set_up(event, finalists=2)
    course = Course(event, hackathon)
    course.open(StageKind.APPLICATIONS, event.day(-44))
    organizer = course.organizer
    organizer.set_password(PASSWORD)
    organizer.save()
    EmailAddress.objects.create(user=organizer, email=organizer.email, verified=True, primary=True)
    TOTP.activate(organizer, SECRET)
    print(  # noqa: T201 -- read by the test
        json.dumps({
            "slug": hackathon.slug,
            "organizer": organizer.email,
            "track": course.tracks["access"].pk,
            "city": course.cities["almaty"].pk,
        })
    )  # fmt: skip
