"""HTML to PDF."""

from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

_one_at_a_time = Lock()


def render_pdf(template: str, facts: dict[str, Any], *, language: str) -> bytes:
    """Render `template` in `language` and set it as PDF/UA; the same facts give the same bytes.

    Its style sheet says `url(font:NAME.ttf)` and `url(img:NAME.svg)` for our own fonts and images.
    Nothing else is fetched, from the network or the disk: a document that asks for it fails.
    """
    with translation.override(language):
        page = render_to_string(template, facts)
    with _one_at_a_time:  # the text engine beneath shares its fonts between documents
        return _set(page)


def _set(page: str) -> bytes:
    """Set one page of HTML."""
    from weasyprint import HTML  # noqa: PLC0415 -- a second or two, and most processes need none
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    from hackathon.kit.shelf import ForbiddenAddressError, ShelfFetcher  # noqa: PLC0415

    fetcher = ShelfFetcher(Path(settings.BASE_DIR) / "static")
    try:
        pdf: bytes = HTML(
            string=page, url_fetcher=fetcher
        ).write_pdf(
            font_config=FontConfiguration(),  # a shared one changes the bytes of the next document
            pdf_variant="pdf/ua-1",
            pdf_identifier=sha256(page.encode()).hexdigest()[:32].encode(),
        )
    except FatalURLFetchingError as error:  # not an Exception: it would pass every handler
        cause = error.__cause__
        if isinstance(cause, ForbiddenAddressError):
            raise cause from None
        raise RuntimeError(str(error)) from cause
    return pdf
