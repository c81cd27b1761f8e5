"""The hackathons of the demo: names, places, calendars."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hackathon.kit.calendar import end_of_day
from hackathon.kit.translated import LANGUAGES

ZONE = ZoneInfo("Asia/Almaty")
TEXTS = Path(__file__).parent / "texts"

Texts = Mapping[str, str]


def texts(kk: str, ru: str, en: str) -> dict[str, str]:
    """One thing said in every language."""
    return {"kk": kk, "ru": ru, "en": en}


def document(name: str) -> dict[str, str]:
    """A long text in every language, from this folder's files."""
    return {code: (TEXTS / f"{name}.{code}.md").read_text(encoding="utf-8") for code in LANGUAGES}


@dataclass(frozen=True)
class Event:
    """One hackathon of the demo; the calendar is R2's, with its pitches on `pitch_day`."""

    slug: str
    name: Texts
    slogan: Texts
    summary: Texts
    pitch_day: date
    seed: int

    def day(self, offset: int, hour: int = 9, minute: int = 0) -> datetime:
        """A moment so many days after the day of the pitches."""
        day = self.pitch_day + timedelta(days=offset)
        return datetime.combine(day, time(hour, minute), tzinfo=ZONE)

    def end(self, offset: int) -> datetime:
        """The last second of a day (R2.2)."""
        return end_of_day(self.pitch_day + timedelta(days=offset), ZONE)

    def calendar(self) -> dict[str, tuple[datetime, datetime]]:
        """R2.1: applications close 13 days before the pitches, the final is 15 days after."""
        return {
            "applications": (self.day(-44), self.end(-13)),
            "selection": (self.day(-12), self.end(-9)),
            "hackathon": (self.day(-3), self.end(-1)),
            "pitches": (self.day(0), self.end(0)),
            "bootcamp": (self.day(11), self.end(14)),
            "final": (self.day(15), self.end(15)),
        }


RULEBOOK_PITCHES = (10, 1)  # 1 October, by R2.1


def finished(today: date, *, seed: int = 7) -> Event:
    """The hackathon whose calendar is R2's own, in the last year in which it is over."""
    day = date(today.year, *RULEBOOK_PITCHES)
    if day + timedelta(days=20) > today:
        day = date(today.year - 1, *RULEBOOK_PITCHES)
    return Event(
        slug="ashyq-el",
        name=texts(
            f"«Ашық ел» ұлттық хакатоны — {day.year}",
            f"Национальный хакатон «Ашық ел» — {day.year}",
            f"National hackathon “Ashyq El” {day.year}",
        ),
        slogan=texts(
            "Идеяң елге қызмет етсін", "Пусть идея служит стране", "Let your idea serve the country"
        ),
        summary=texts(
            "3–5 адамнан команда жинап, техникалық шешім, әлеуметтік жоба немесе бизнес-идея "
            "ұсыныңыз. Жүлде қоры — 20 миллион теңге.",
            "Соберите команду из 3–5 человек и предложите техническое решение, социальный проект "
            "или бизнес-идею. Призовой фонд — 20 миллионов тенге.",
            "Gather a team of 3 to 5 and propose a technical solution, a social project or a "
            "business idea. The prize fund is 20 million tenge.",
        ),
        pitch_day=day,
        seed=seed,
    )


def in_the_middle(today: date) -> Event:
    """The hackathon whose pitches are today."""
    return Event(
        slug="tsifrly-dala",
        name=texts(
            "«Цифрлық дала» ұлттық хакатоны",
            "Национальный хакатон «Цифрлық дала»",
            "National hackathon “Digital Steppe”",
        ),
        slogan=texts(
            "Цифрлық әлемде ешкім шет қалмасын",
            "Чтобы в цифровом мире никто не остался в стороне",
            "Nobody left out of the digital world",
        ),
        summary=texts(
            "Жиырма қаладан келген командалар азаматтардың цифрлық қатысуы мен дағдыларына "
            "арналған шешімдерін қазылар алқасына ұсынады.",
            "Команды из двадцати городов представляют жюри решения для цифрового участия и "
            "навыков граждан.",
            "Teams from twenty cities bring the jury their solutions for citizens' digital "
            "participation and skills.",
        ),
        pitch_day=today,
        seed=11,
    )


def taking_applications(today: date) -> Event:
    """The hackathon whose applications are open, for whoever wants to try."""
    return Event(
        slug="jas-tulek",
        name=texts(
            "«Жас түлек» студенттік хакатоны",
            "Студенческий хакатон «Жас түлек»",
            "Student hackathon “Jas Tulek”",
        ),
        slogan=texts("Бастау үшін бір идея жетеді", "Одной идеи хватит, чтобы начать",
                     "One idea is enough to begin"),
        summary=texts(
            "Студенттерге арналған хакатон: ашық деректер, медиасауаттылық, қауіпсіз интернет.",
            "Хакатон для студентов: открытые данные, медиаграмотность, безопасный интернет.",
            "A hackathon for students: open data, media literacy, a safe internet.",
        ),
        pitch_day=today + timedelta(days=33),
        seed=13,
    )  # fmt: skip


CITIES = (
    ("astana", texts("Астана", "Астана", "Astana")),
    ("almaty", texts("Алматы", "Алматы", "Almaty")),
    ("shymkent", texts("Шымкент", "Шымкент", "Shymkent")),
    ("karaganda", texts("Қарағанды", "Караганда", "Qaragandy")),
    ("aktobe", texts("Ақтөбе", "Актобе", "Aqtobe")),
    ("kostanay", texts("Қостанай", "Костанай", "Qostanai")),
)
TRACKS = (
    (
        "access",
        texts(
            "Азаматтардың цифрлық қолжетімділігі мен қатысуы",
            "Цифровой доступ и участие граждан",
            "Citizens' digital access and participation",
        ),
        texts(
            "Мемлекеттік қызметтер, ашық деректер, шешім қабылдауға қатысу.",
            "Государственные услуги, открытые данные, участие в принятии решений.",
            "Public services, open data, a part in decisions.",
        ),
    ),
    (
        "skills",
        texts("Цифрлық дағдылар", "Цифровые навыки", "Digital skills"),
        texts(
            "Интернеттегі қауіпсіздік және медиасауаттылық.",
            "Безопасность в интернете и медиаграмотность.",
            "Safety on the internet and media literacy.",
        ),
    ),
)
SESSIONS = (  # stage, day, from, to, title
    ("hackathon", -3, 10, 11, texts("Ашылуы", "Открытие", "Opening")),
    ("hackathon", -3, 15, 16, texts("Ашық деректермен жұмыс", "Работа с открытыми данными",
                                    "Working with open data")),
    ("hackathon", -2, 12, 13, texts("Менторлармен кездесу", "Встреча с менторами",
                                    "Meeting the mentors")),
    ("hackathon", -1, 18, 19, texts("Таныстырылымға дайындық", "Подготовка к презентации",
                                    "Preparing the pitch")),
    ("pitches", 0, 10, 17, texts("Жобаларды қорғау", "Защита проектов", "Project defence")),
    ("bootcamp", 11, 10, 12, texts("Буткемптің ашылуы", "Открытие буткемпа",
                                   "Opening of the boot camp")),
    ("bootcamp", 13, 14, 16, texts("Өнім және дербес деректер", "Продукт и персональные данные",
                                   "Products and personal data")),
    ("final", 15, 11, 15, texts("Қорытынды таныстырылымдар", "Финальные презентации",
                                "Final pitches")),
)  # fmt: skip
