"""The people of the demo: who stands behind each role, and who fills the teams."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hackathon.models import User
from hackathon.queries import person_by_email
from registration.states import Role

DOMAIN = "demo.shanyraq.example"


@dataclass(frozen=True)
class Staff:
    """One person with duties."""

    local: str
    name: str
    language: str
    roles: tuple[str, ...]
    organization: str
    position: tuple[str, str, str]


STAFF = (
    Staff("organizer", "Гүлнәр Сәрсенова", "kk", ("is_organizer",), "«Ашық ел» қоры",
          ("Хакатон жетекшісі", "Руководитель хакатона", "Head of the hackathon")),
    Staff("chair", "Мұхтар Әлжанов", "kk", ("is_judge", "is_chair"), "Ұлттық ғылым академиясы",
          ("Академик, деректер ғылымы", "Академик, наука о данных", "Academician, data science")),
    Staff("judge", "Ольга Ким", "ru", ("is_judge",), "Astana IT University",
          ("Профессор, киберқауіпсіздік", "Профессор, кибербезопасность",
           "Professor of cyber security")),
    Staff("judge-2", "Ерлан Төлегенов", "kk", ("is_judge",), "Цифрлық даму агенттігі",
          ("Ашық деректер сарапшысы", "Эксперт по открытым данным", "Open data expert")),
    Staff("judge-3", "Һәкім Өтегенов", "kk", ("is_judge",), "Медиасауаттылық орталығы",
          ("Директор", "Директор", "Director")),
    Staff("mentor", "Динара Оспанова", "kk", ("is_mentor",), "Nomad Ventures",
          ("Өнім менеджері", "Продакт-менеджер", "Product manager")),
    Staff("mentor-2", "Алексей Павлов", "ru", ("is_mentor",), "KazDev",
          ("Бас сәулетші", "Главный архитектор", "Lead architect")),
    Staff("auditor", "Нұрлан Жақсыбеков", "kk", ("is_auditor",), "Қоғамдық кеңес",
          ("Бақылаушы", "Наблюдатель", "Observer")),
)  # fmt: skip

WOMEN = (
    "Әсел", "Айгерім", "Жансая", "Үміт", "Қарлығаш", "Ақбота", "Мария", "Анна", "Гүлім", "Томирис",
    "Дильназ", "Екатерина",
)  # fmt: skip
MEN = (
    "Ілияс", "Әлихан", "Ғабит", "Өркен", "Дәурен", "Сұлтан", "Тимур", "Иван", "Нұржан", "Бекзат",
    "Ерасыл", "Данияр",
)  # fmt: skip
SURNAMES = (
    ("Нұрғалиева", "Нұрғалиев"), ("Қасымова", "Қасымов"), ("Өмірзақова", "Өмірзақов"),
    ("Ғаббасова", "Ғаббасов"), ("Иванова", "Иванов"), ("Бекмұратова", "Бекмұратов"),
    ("Сейітқали", "Сейітқали"), ("Ли", "Ли"), ("Жүнісова", "Жүнісов"), ("Тұрсынова", "Тұрсынов"),
    ("Петрова", "Петров"), ("Әбдірахманова", "Әбдірахманов"),
)  # fmt: skip
WOMEN_SHARE, RUSSIAN_SHARE = 0.5, 0.3
ROLES = (Role.DEVELOPER, Role.DESIGNER, Role.BUSINESS_ANALYST, Role.LAWYER, Role.ARCHITECT)


def person(local: str, name: str, language: str) -> User:
    """An account of the demo, made once: it has no password and is opened by the demo's door."""
    email = f"{local}@{DOMAIN}"
    known = person_by_email(email)
    return known or User.objects.create_user(email, full_name=name, language=language)


@dataclass(frozen=True)
class Member:
    """One member of a demo team."""

    local: str
    name: str
    language: str
    role: str
    birth_date: date
    phone: str


def members(team: str, size: int, chance: Random, *, first: tuple[str, str] | None) -> list[Member]:
    """A team's people; `first` and the next one may be the demo's own captain and member."""
    found = []
    for seat in range(size):
        is_woman = chance.random() < WOMEN_SHARE
        surname = chance.choice(SURNAMES)[0 if is_woman else 1]
        name = f"{chance.choice(WOMEN if is_woman else MEN)} {surname}"
        local = f"{team}-{seat + 1}"
        if first and seat < len(first):
            local = first[seat]
            name = {"captain": "Әсел Нұрғалиева", "member": "Ғабит Өмірзақов"}[local]
        born = date(1996, 1, 1) + timedelta(days=chance.randrange(3500))
        phone = f"+7701{chance.randrange(10**7):07d}"
        language = (
            "ru" if chance.random() < RUSSIAN_SHARE and local not in ("captain", "member") else "kk"
        )
        role = ROLES[seat % len(ROLES)]
        found.append(Member(local, name, language, role, born, phone))
    return found
