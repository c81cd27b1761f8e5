"""Rules of the house that no linter knows."""

import re
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection

from hackathon.kit import triggers
from hackathon.kit.access import table

ROOT = Path(__file__).parent.parent.parent
APPS = ("hackathon", "registration", "judging", "bootcamp")
LONGEST_FILE = 300
EXPLAINED = {  # longer files, and why
    "bootcamp/demo/projects.py": "data",
    "tests/bootcamp/test_rehearsal.py": "one rehearsal that is kept, and what it tells",
    "tests/house/planting.py": "data",
    "tests/house/test_access_matrix.py": "one world that takes seconds to build",
    "tests/house/test_commands.py": "the repository's few programs",
    "tests/journeys/test_course.py": "one journey",
    "tests/rulebook/test_R1_who.py": "a chapter of the rulebook",
    "tests/rulebook/test_R3_registration.py": "a chapter of the rulebook",
    "tests/rulebook/test_R5_judging.py": "a chapter of the rulebook",
}


def files(*patterns: str) -> list[Path]:
    return [
        path
        for app in APPS
        for pattern in patterns
        for path in ROOT.glob(f"{app}/{pattern}")
        if "migrations" not in path.parts
    ]


def lines_of(*patterns: str) -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(ROOT)), line)
        for path in files(*patterns)
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def test_pages_start_from_queries() -> None:
    lines = lines_of("views/**/*.py", "api/**/*.py", "http.py")
    assert {place.split("/")[1] for place, _line in lines} == {"views", "api", "http.py"}
    assert [place for place, line in lines if ".objects" in line] == []


def test_only_moves_change_a_status() -> None:
    writes = re.compile(r"\.status = |\.update\([^)]*\bstatus=")
    assert {place for place, line in lines_of("**/*.py") if writes.search(line)} == {
        "hackathon/moves.py"
    }


def test_only_doors_ask_the_clock() -> None:
    asks = re.compile(r"timezone\.now\(|datetime\.now\(|auto_now=True")
    places = {place for place, line in lines_of("**/*.py") if asks.search(line)}
    assert places <= {"hackathon/kit/clock.py"}


def test_services_do_not_save_forms() -> None:
    lines = lines_of("views/**/*.py", "api/**/*.py", "services/**/*.py")
    assert [place for place, line in lines if "form.save(" in line] == []


def test_templates_hold_no_style_and_no_script() -> None:
    inline = re.compile(r"\sstyle=|<script(?![^>]*\ssrc=)(?![^>]*application/json)|\son\w+=|hx-on")
    pages = [page for page in ROOT.glob("templates/**/*.html") if "documents" not in page.parts]
    pages = [page for page in pages if page != ROOT / "templates/letters/base.html"]
    assert [str(p) for p in pages if inline.search(p.read_text(encoding="utf-8"))] == []


def test_every_template_is_reachable() -> None:
    """From a view, another template, a corner, a letter, a document, or a library that asks."""
    sources = [line for _place, line in lines_of("**/*.py")]
    pages = {page: page.read_text(encoding="utf-8") for page in ROOT.glob("templates/**/*.html")}
    named = "\n".join([*sources, *pages.values()])
    orphans = [
        name
        for page in pages
        if (name := page.relative_to(ROOT / "templates").as_posix()) not in named
        and not name.startswith(ASKED_FOR_BY_LIBRARIES)
        and name not in MADE_UP
    ]
    assert orphans == []


ASKED_FOR_BY_LIBRARIES = (  # Django and allauth name these themselves
    *("403.html", "404.html", "429.html", "500.html"),
    *("account/", "allauth/", "mfa/", "usersessions/", "forms/", "django/forms/"),
)
MADE_UP = (  # of a name in the code: f"registration/{name}.html"
    *("registration/project.html", "registration/data_used.html"),
)


def test_api_has_its_floors() -> None:
    for app in APPS:
        assert (ROOT / app / "api_urls.py").is_file()
        assert list(ROOT.glob(f"{app}/api/*.py"))
        assert list(ROOT.glob(f"{app}/serializers*"))


def test_shapes_name_their_fields() -> None:
    """No shape takes over what a model happens to have."""
    lines = lines_of("serializers/**/*.py", "serializers.py", "api/**/*.py", "forms/**/*.py")
    lines += lines_of("forms.py")
    words = ("ModelSerializer", '__all__"', "exclude =", "ModelForm)", "modelform_factory")
    assert [place for place, line in lines if any(word in line for word in words)] == []


def test_every_deferred_task_exists() -> None:
    source = "\n".join(line for _place, line in lines_of("**/*.py"))
    names = re.findall(r'(?<!\.)defer\("([^"]+)"', source)
    names += [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert names
    assert [name for name in names if name not in current_app.tasks] == []


@pytest.mark.parametrize("name", sorted(table))
def test_permissions_are_named_app_dot_verb_noun(name: str) -> None:
    assert re.fullmatch(r"(hackathon|registration|judging|bootcamp)\.[a-z]+_[a-z_]+", name)


def test_every_permission_that_is_asked_for_is_given_to_somebody() -> None:
    lines = lines_of("views/**/*.py", "api/**/*.py", "http.py")
    source = "\n".join(line for _place, line in lines)
    asked = set(re.findall(rf'"((?:{"|".join(APPS)})\.[a-z]+_[a-z_]+)"', source))
    assert asked <= set(table)


def test_files_keep_their_size() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in [*files("**/*.py"), *ROOT.glob("tests/**/*.py")]
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert {name: count for name, count in long.items() if name not in EXPLAINED} == {}


@pytest.mark.django_db
def test_every_trigger_stands_guard() -> None:
    assert triggers.installed(connection) == triggers.expected()
    assert len(triggers.expected()) > 20


def test_nothing_names_a_machine_or_an_index() -> None:
    locks = [path.read_text() for path in (ROOT / "requirements").glob("*.lock")]
    assert locks
    assert all("://" not in lock and "--index" not in lock for lock in locks)
