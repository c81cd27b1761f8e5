"""What a file is: known by its content and not by its name."""

import zipfile
from typing import Any

from django.core.files import File
from django.utils.translation import gettext_lazy as _

UNPACKED_TIMES = 10  # an archive may unpack to this many times the largest upload, not more

# What a file is, by its first bytes: a name can say anything.
SIGNATURES: tuple[tuple[int, bytes], ...] = (
    (0, b"%PDF-"),
    (0, b"PK\x03\x04"),  # zip, and with it pptx and docx
    (0, b"\x89PNG\r\n\x1a\n"),
    (0, b"\xff\xd8\xff"),  # JPEG
    (4, b"ftyp"),  # MP4
)
HEAD_BYTES = 16
FAULTS: dict[str, Any] = {
    "too_large": _("The file is larger than %(limit)s. Give a link instead."),
    "kind": _(
        "The file is no PDF, PowerPoint, Word, ZIP, PNG, JPEG or MP4. Save it as one of these."
    ),
    "archive": _("The file is damaged or unpacks to too much. Pack it again."),
}


def fault_of(file: File, *, limit: int) -> str:  # type: ignore[type-arg] # bytes, wherever they lie
    """Why a file is not taken: `too_large`, of another `kind`, a bad `archive`; empty if it is."""
    if (file.size or 0) > limit:
        return "too_large"
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if not any(head[at : at + len(sign)] == sign for at, sign in SIGNATURES):
        return "kind"
    if head.startswith(b"PK") and not _unpacks_within(file, limit * UNPACKED_TIMES):
        return "archive"
    file.seek(0)
    return ""


def _unpacks_within(file: File, limit: int) -> bool:  # type: ignore[type-arg]
    """Whether an archive can be read and what it says it unpacks to stays within `limit` bytes."""
    try:
        with zipfile.ZipFile(file) as archive:
            return sum(entry.file_size for entry in archive.infolist()) <= limit
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
