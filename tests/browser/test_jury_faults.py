"""What axe finds on the pages of jury and organizer: nothing, at any size, in light and dark."""

import re

import pytest
from django.conf import settings as django_settings

from judging import services

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = {
    "small phone": {"width": 320, "height": 568},
    "phone": {"width": 390, "height": 844},
    "desktop": {"width": 1280, "height": 900},
}


def faults_of(page, axe) -> list[str]:
    """What axe finds in light, at every size, and of the colours in dark; what is too wide."""
    found = list(page.complaints)
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        found += [f"{size}: {what}" for what in axe(page)]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{size}: {wide} px too wide"] * (wide > 0)
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {what}" for what in axe(page, colours=True)]


def test_judges_pages_have_no_fault_that_axe_finds(opened, axe, card, path):
    browser = opened.context()
    kazakh = path.replace("/en/", "/kk/")
    base = kazakh.removesuffix("1/")
    hand_in = re.sub("pitches/1/$", f"cards/{card.pk}/hand-in/", kazakh)
    for address in (kazakh, base, base + "conflicts/", base + "vote/", hand_in):
        assert faults_of(opened(address, browser), axe) == [], address


@pytest.fixture
def organizers(opened, client, jury, live_server):
    """Make a window the organizer's, whose jury has voted."""
    jury.close(idea=[[9, 7, 3]] * 3)
    jury.vote()
    services.set_conflict(
        judge=jury.judges[0],
        team=jury.entries[0].team,
        kind="work",
        note="",
        actor=jury.organizer,
        now=jury.now,
    )
    client.force_login(jury.organizer)
    key = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    cookie = {"name": django_settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}
    return lambda window: window.add_cookies([cookie])


def test_organizers_pages_have_no_fault_that_axe_finds(opened, axe, jury, organizers):
    browser = opened.context()
    organizers(browser)
    slug = jury.hackathon.slug
    for tail in ("rounds/pitches/", "rounds/pitches/ranking/", "rounds/final/",
                 "rounds/pitches/ties/", "rounds/pitches/conflict/", "publish/finalists/",
                 f"rounds/pitches/judges/{jury.judges[1].pk}/"):  # fmt: skip
        assert faults_of(opened(f"/kk/{slug}/org/{tail}", browser), axe) == [], tail
