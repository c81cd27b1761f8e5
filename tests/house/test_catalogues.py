"""The two commands around message catalogues, on a small project of their own."""

import json
import os
import shutil

import polib
import pytest
from django.core.management import CommandError, call_command

from hackathon.management import catalogues

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: kk\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n!=1);\\n"\n\n'
)
SOURCE = """
from django.utils.translation import gettext as _, ngettext, pgettext
_("Apply as %(name)s")
pgettext("month", "May")
ngettext("%(n)d team", "%(n)d teams", 3)
"""
TEMPLATE = """
{% translate "Winners" %}
{% blocktranslate trimmed %}
  {{ name }} has
  won
{% endblocktranslate %}
"""
SHEET = {
    "Apply as %(name)s": {"kk": "%(name)s болып өтінім беру", "ru": "Подать заявку как %(name)s"},
    "month\4May": {"kk": "мамыр", "ru": "май"},
    "%(n)d team": {
        "plural": "%(n)d teams",
        "kk": ["%(n)d команда", "%(n)d команда"],
        "ru": ["%(n)d команда", "%(n)d команды", "%(n)d команд"],
    },
    "Winners": {"kk": "Жеңімпаздар", "ru": "Победители"},
    "%(name)s has won": {"kk": "%(name)s жеңді", "ru": "%(name)s победил"},
}
needs_gettext = pytest.mark.skipif(not shutil.which("xgettext"), reason="needs GNU gettext")


@pytest.fixture
def project(settings, tmp_path):
    """A project of two files, with empty catalogues."""
    (tmp_path / "app" / "locale").mkdir(parents=True)
    (tmp_path / "app" / "rules.py").write_text(SOURCE)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_it.py").write_text('_("only a test")')
    (tmp_path / "sheets").mkdir()
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "app" / "locale", tmp_path / "app" / "locale_overlay"]
    settings.STATIC_ROOT = settings.MEDIA_ROOT = ""
    return tmp_path


def write(project, body, folder="locale"):
    """A Kazakh catalogue with `body`."""
    path = project / "app" / folder / "kk" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + body, encoding="utf-8")
    return path


def hand_in(project, sheet, name="a"):
    """A translator's JSON file."""
    (project / "sheets" / f"{name}.json").write_text(json.dumps(sheet), encoding="utf-8")


def catalogue_of(project, language):
    return project / "app" / "locale" / language / "LC_MESSAGES" / "django.po"


@pytest.mark.parametrize("folder", ["locale", "locale_overlay"])
def test_compile_writes_what_is_translated(project, folder):
    body = 'msgid "Winner"\nmsgstr "Жеңімпаз"\n\nmsgid "Jury"\nmsgstr ""\n'
    source = write(project, body, folder)

    call_command("compile_messages", verbosity=0)

    compiled = polib.mofile(str(source.with_suffix(".mo")))
    assert [(entry.msgid, entry.msgstr) for entry in compiled] == [("Winner", "Жеңімпаз")]
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]


def test_compile_leaves_alone_what_is_up_to_date(project, capsys):
    source = write(project, 'msgid "Winner"\nmsgstr "Жеңімпаз"\n')
    call_command("compile_messages")
    assert capsys.readouterr().out.strip().endswith("1 messages")

    call_command("compile_messages")
    assert capsys.readouterr().out == ""

    later = source.with_suffix(".mo").stat().st_mtime + 5
    os.utime(source, (later, later))
    call_command("compile_messages")
    assert capsys.readouterr().out.strip().endswith("1 messages")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('#, fuzzy\nmsgid "Winner"\nmsgstr "Жеңімпаз"\n', "fuzzy: Winner"),
        ('msgid "To %(name)s"\nmsgstr "%(nam)s"\n', "placeholders differ: To %"),
        ('msgid "To {name}"\nmsgstr "Кімге"\n', "placeholders differ: To {name}"),
        ('msgid "Winner\nmsgstr "Жеңімпаз"\n', "django.po:7: syntax error"),
        ('msgid "A"\nmsgstr "Ә"\n\nmsgid "A"\nmsgstr "Б"\n', "already exists"),
    ],
)
def test_compile_refuses_what_a_person_must_look_at(project, body, reason):
    source = write(project, body)

    with pytest.raises(CommandError, match=reason):
        call_command("compile_messages", verbosity=0)

    assert not source.with_suffix(".mo").exists()


def test_a_plural_form_may_leave_its_number_out_but_not_invent_one(project):
    body = (
        'msgid "%(n)d hour"\nmsgid_plural "%(n)d hours"\nmsgstr[0] "{}"\nmsgstr[1] "%(n)d сағат"\n'
    )
    good = catalogues.read(write(project, body.replace("{}", "бір сағат")))
    bad = catalogues.read(write(project, body.replace("{}", "%(m)d сағат")))
    short = catalogues.read(write(project, body.replace("{}", "").replace("[1]", "[0]", 1)))

    assert list(catalogues.faults(good)) == []
    assert list(catalogues.faults(bad)) == [("placeholders differ", "%(n)d hour")]
    assert [fault for fault, _ in catalogues.faults(short)] == ["empty"]


@needs_gettext
def test_make_collects_every_message_once_and_none_of_the_tests(project, capsys):
    call_command("make_messages")

    for language in ("kk", "ru"):
        catalogue = catalogues.read(catalogue_of(project, language))
        assert {catalogues.name(entry) for entry in catalogue} == set(SHEET)
        assert not any(key.endswith("Date") for key in catalogue.metadata)
    assert "10 messages need a translation." in capsys.readouterr().out
    files = sorted(path.name for path in project.rglob("*.*"))
    assert files == ["django.po", "django.po", "page.html", "rules.py", "test_it.py"]


@needs_gettext
def test_make_fills_from_sheets_and_changes_nothing_the_second_time(project):
    hand_in(project, SHEET)

    call_command("make_messages", fill=project / "sheets")
    first = [catalogue_of(project, language).read_bytes() for language in ("kk", "ru")]
    call_command("make_messages")

    assert [catalogue_of(project, lang).read_bytes() for lang in ("kk", "ru")] == first
    call_command("make_messages", check=True)
    russian = catalogues.read(catalogue_of(project, "ru"))
    assert catalogues.texts(russian.find("%(n)d team")) == [
        "%(n)d команда",
        "%(n)d команды",
        "%(n)d команд",
        "%(n)d команд",
    ]
    assert russian.find("May", msgctxt="month").msgstr == "май"


@needs_gettext
def test_fill_keeps_what_is_translated_and_says_where_sheets_differ(project, capsys):
    hand_in(project, SHEET)
    call_command("make_messages", fill=project / "sheets")
    hand_in(project, {"Winners": {"kk": "Жеңгендер", "ru": "Победители"}}, name="b")

    call_command("make_messages", fill=project / "sheets")

    assert catalogues.read(catalogue_of(project, "kk")).find("Winners").msgstr == "Жеңімпаздар"
    assert capsys.readouterr().err.strip() == "b.json: kk: first file kept for 'Winners'"


@needs_gettext
def test_make_drops_what_the_sources_no_longer_say_and_guesses_nothing(project):
    hand_in(project, SHEET)
    call_command("make_messages", fill=project / "sheets")
    page = project / "templates" / "page.html"
    page.write_text(page.read_text().replace("Winners", "The winners"))

    with pytest.raises(CommandError, match="2 messages need a translation"):
        call_command("make_messages", check=True)
    call_command("make_messages")

    kazakh = catalogues.read(catalogue_of(project, "kk"))
    assert kazakh.find("Winners", include_obsolete_entries=True) is None
    assert kazakh.find("The winners").msgstr == ""
    assert not kazakh.find("The winners").fuzzy


@needs_gettext
def test_check_names_the_gap_and_changes_nothing(project):
    hand_in(project, {key: value for key, value in SHEET.items() if key != "Winners"})
    call_command("make_messages", fill=project / "sheets")
    before = [catalogue_of(project, language).read_bytes() for language in ("kk", "ru")]

    with pytest.raises(CommandError) as refusal:
        call_command("make_messages", check=True)

    assert str(refusal.value).splitlines() == [
        "2 messages need a translation:",
        "kk: empty: 'Winners'",
        "ru: empty: 'Winners'",
    ]
    assert [catalogue_of(project, lang).read_bytes() for lang in ("kk", "ru")] == before
