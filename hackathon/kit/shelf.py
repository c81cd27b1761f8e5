"""What documents may load: our own fonts and images, and nothing else in the world."""

import re
from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse

KINDS = {
    "font": ("fonts/pdf", {".ttf": "font/ttf", ".otf": "font/otf"}),
    "img": ("img", {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}),
}
"""What `font:` and `img:` stand for: a folder of `static/`, and the kinds of files in it."""

DRAWING = ("data:image/svg+xml;", "data:image/svg+xml,")
"""How an address begins that carries its own drawing, such as a QR code."""

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
"""The name of a file, and nothing that could lead elsewhere."""


class ForbiddenAddressError(ValueError):
    """A document asked for something that is not on the shelf."""

    def __init__(self, url: str) -> None:
        super().__init__(f"A document may not load {url[:200]}")


class ShelfFetcher(URLFetcher):  # type: ignore[misc]
    """Answers `font:NAME` and `img:NAME` from the static folder; any other address is an error."""

    def __init__(self, static: Path) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        self.static = static

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file or drawing that an address means."""
        if url.startswith(DRAWING):
            return super().fetch(url, headers)
        scheme, _, name = url.partition(":")
        if scheme not in KINDS:
            raise ForbiddenAddressError(url)
        return URLFetcherResponse(url, *self._take(scheme, name, url))

    def _take(self, scheme: str, name: str, url: str) -> tuple[bytes, dict[str, str]]:
        """A file of the folder itself: from no other folder, by no link that leads out of it."""
        folder, types = KINDS[scheme]
        shelf = (self.static / folder).resolve()
        path = shelf / name
        if not PLAIN.fullmatch(name) or path.suffix not in types or path.resolve() != path:
            raise ForbiddenAddressError(url)
        return path.read_bytes(), {"Content-Type": types[path.suffix]}
