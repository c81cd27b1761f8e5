"""What the system lacks, by the names of Debian's packages.

Usage: python3 -m tools.missing run|test [--venv]. It runs before anything is installed, so it may
use the standard library only.
"""

import ctypes
import importlib.util
import shutil
import sys

from tools.postgres import find_programs

LIBRARIES = {  # what the PDFs are drawn with
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
PROGRAMS = {  # what the tests start; the first name that is there is enough
    "redis-server": ["redis-server"],
    "chromium-headless-shell": [
        *("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
    ],
    "poppler-utils": ["pdftotext"],
    "gettext": ["msgfmt"],
    "nginx": ["nginx"],
    "openssl": ["openssl"],
    "curl": ["curl"],
}
SERVERS_PATH = "/usr/sbin:/usr/local/sbin"


def has_library(name: str) -> bool:
    """Whether the loader finds a shared library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def find_program(name: str) -> str | None:
    """Where a program lies; a server's also where only root looks."""
    return shutil.which(name) or shutil.which(name, path=SERVERS_PATH)


def missing(*, for_tests: bool, with_venv: bool) -> list[str]:
    """The Debian packages that are still to be installed."""
    packages = [package for package, name in LIBRARIES.items() if not has_library(name)]
    if with_venv and importlib.util.find_spec("ensurepip") is None:
        packages.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    if for_tests:
        if find_programs() is None:
            packages.append("postgresql")
        packages += [
            package for package, names in PROGRAMS.items() if not any(map(find_program, names))
        ]
    return packages


if __name__ == "__main__":
    print(*missing(for_tests="test" in sys.argv, with_venv="--venv" in sys.argv))
