"""A person with a browser that knows no JavaScript: cookies, forms and their tokens."""

import re
import ssl
from dataclasses import dataclass
from email.message import Message
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import (
    HTTPCookieProcessor,
    HTTPRedirectHandler,
    HTTPSHandler,
    Request,
    build_opener,
)

PATIENCE = 60
FORM = re.compile(r"<form\b[^>]*method=[\"']?post[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)
FIELD = re.compile(r"<input\b[^>]*>", re.IGNORECASE)


@dataclass
class Page:
    """What came back."""

    url: str
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    def hidden(self) -> dict[str, str]:
        """The hidden fields of the forms that are sent."""
        tags = [tag for form in FORM.findall(self.text) for tag in FIELD.findall(form)]
        found = (dict(re.findall(r"([\w-]+)=\"([^\"]*)\"", tag)) for tag in tags)
        return {
            tag["name"]: unescape(tag.get("value", ""))
            for tag in found
            if tag.get("type") == "hidden" and tag.get("name")
        }


class Stay(HTTPRedirectHandler):
    """Follows nothing."""

    def redirect_request(self, *_args: object) -> None:
        return None


class Visitor:
    """One person, who trusts the site's certificate and keeps its cookies."""

    def __init__(self, site: str, certificate: Path) -> None:
        self.site = site
        trust = HTTPSHandler(context=ssl.create_default_context(cafile=str(certificate)))
        self.jar = CookieJar()
        self.opener = build_opener(trust, HTTPCookieProcessor(self.jar))
        self.staying = build_opener(trust, HTTPCookieProcessor(self.jar), Stay)

    def get(self, path: str, *, follow: bool = True, **headers: str) -> Page:
        """Open a page."""
        request = Request(urljoin(self.site, path), headers=_named(headers))  # noqa: S310 -- our own
        return self._ask(request, follow)

    def post(self, path: str, fields: dict[str, object], *, expects: int = 200) -> Page:
        """Open the page with a form, send the form, and follow to where it leads."""
        page = self.get(path)
        assert page.status == 200, (path, page.status)
        return self.send(page, fields, expects=expects)

    def send(
        self, page: Page, fields: dict[str, object], *, to: str = "", expects: int = 200
    ) -> Page:
        """Send the form of a page."""
        data = urlencode({"revision": "0"} | page.hidden() | fields, doseq=True).encode()
        headers = {"Referer": page.url, "Origin": self.site.rstrip("/")}
        address = urljoin(self.site, to or page.path)
        request = Request(address, data=data, headers=headers)  # noqa: S310 -- our own
        answer = self._ask(request, follow=True)
        assert answer.status == expects, (page.path, answer.status, _errors(answer))
        return answer

    def _ask(self, request: Request, follow: bool) -> Page:
        opener = self.opener if follow else self.staying
        try:
            answer = opener.open(request, timeout=PATIENCE)
        except HTTPError as error:
            answer = error
        with answer:
            return Page(answer.url, answer.status, answer.headers, answer.read())


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def _errors(page: Page) -> str:
    """What a form says against what was typed."""
    found = re.findall(
        r"errsum.*?</(?:section|div)>", page.body.decode(errors="replace"), re.DOTALL
    )
    return re.sub(r"<[^>]+>|\s+", " ", " ".join(found))[:500]
