"""Walking through the site as people do: on a phone, in Kazakh, each in a browser of their own."""

import re
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core import mail
from django.test import Client
from playwright.sync_api import Browser, Page

from hackathon.models import User
from tests.journeys.keyboard import faults_of_keyboard

PHONE = {"width": 390, "height": 844}


@dataclass
class Walk:
    """One journey: where it goes, and what was wrong on the way."""

    browser: Browser
    site: str
    axe: object
    wrong: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def guest(self) -> "Walker":
        """Somebody who is not signed in."""
        context = self.browser.new_context(
            viewport=PHONE, locale="kk-KZ", accept_downloads=True, reduced_motion="reduce"
        )
        return Walker(self, context.new_page())

    def person(self, user: User, *, second_factor: bool = False) -> "Walker":
        """Somebody who signed in before, with a second factor where the duty needs one."""
        EmailAddress.objects.get_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
        if second_factor and not user.authenticator_set.exists():
            TOTP.activate(user, generate_totp_secret())
        client = Client()
        client.force_login(user)
        walker = self.guest()
        walker.page.context.add_cookies([
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": self.site,
            }
        ])  # fmt: skip
        return walker


class Walker:
    """One person with a phone."""

    def __init__(self, walk: Walk, page: Page) -> None:
        self.walk, self.page = walk, page
        page.on("console", self._console)
        page.on("pageerror", lambda error: walk.wrong.append(f"{page.url}: {error}"))
        page.on("request", self._request)

    def _console(self, message: object) -> None:
        # the browser itself reports answers like 422, which are how a form says no
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.walk.wrong.append(f"{self.page.url}: {message.text}")

    def _request(self, request: object) -> None:
        if not request.url.startswith((self.walk.site, "data:", "blob:")):
            self.walk.wrong.append(f"{self.page.url} asks {request.url}")

    def go(self, path: str) -> Page:
        """Open a page of the Kazakh site, and look at it."""
        answer = self.page.goto(f"{self.walk.site}/kk{path}")
        assert answer is not None
        assert answer.ok, f"{path} answers {answer.status}"
        self.look()
        return self.page

    def look(self) -> None:
        """Check the page once in light and dark, by keyboard, and that it fits the phone."""
        kind = re.sub(r"\d+", "N", self.page.url.split("?")[0].removeprefix(self.walk.site))
        kind = re.sub(r"N-[\w-]+/", "token/", kind)
        if kind in self.walk.seen:
            return
        self.walk.seen.add(kind)
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            found = self.walk.axe(self.page, colours=scheme == "dark")
            self.walk.wrong += [f"{kind} {scheme} {one}" for one in found]
        self.page.emulate_media(color_scheme="light")
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            self.walk.wrong.append(f"{kind} is {width} px wide")
        self.walk.wrong += [f"{kind} {fault}" for fault in faults_of_keyboard(self.page)]

    def fill(self, **values: str) -> None:
        """Fill fields by name."""
        for name, value in values.items():
            self.page.locator(f"[name='{name}']").last.fill(value)

    def choose(self, **values: str) -> None:
        """Choose in selects by name."""
        for name, value in values.items():
            self.page.locator(f"select[name='{name}']").select_option(value)

    def tick(self, *names: str) -> None:
        """Tick boxes and radios by name, or by name=value."""
        for name in names:
            selector = f"[name='{name}']"
            if "=" in name:
                field_name, value = name.split("=")
                selector = f"[name='{field_name}'][value='{value}']"
            self.page.locator(selector).check(force=True)

    def send(self, selector: str = "main form[method=post] button.btn") -> None:
        """Press the button and wait for the answer."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        refused = self.page.locator(".errsum")
        assert refused.count() == 0, refused.first.inner_text()
        self.look()

    def reads(self, text: str) -> bool:
        """Whether the page says this."""
        return text in self.page.locator("body").inner_text()


def letters_to(address: str) -> list[str]:
    """The text of every letter that an address received, the newest last."""
    return [str(one.body) for one in mail.outbox if address in one.to]


def code_in(letter: str) -> str:
    """The one-time code of a letter."""
    found = re.search(r"^\s*([A-Z0-9]{4,8}(?:-[A-Z0-9]{4})?)\s*$", letter, re.MULTILINE)
    assert found, letter
    return found.group(1)


def path_in(letter: str, part: str) -> str:
    """The address in a letter that holds this part, without site and language."""
    found = re.search(rf"https?://[^/\s]+/(?:kk|ru|en)(/\S*{part}\S*)", letter)
    assert found, letter
    return found.group(1).rstrip(">).")
