"""Who plays in a rehearsal: the jury, the mentors, and the teams with what befalls them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from bootcamp.demo.events import CITIES, Texts, texts
from bootcamp.demo.people import MEN, STAFF, SURNAMES, WOMEN, Staff
from bootcamp.demo.projects import PROJECTS, Project

TWENTY_CITIES = (
    *CITIES,
    ("pavlodar", texts("Павлодар", "Павлодар", "Pavlodar")),
    ("atyrau", texts("Атырау", "Атырау", "Atyrau")),
    ("aktau", texts("Ақтау", "Актау", "Aqtau")),
    ("oral", texts("Орал", "Уральск", "Oral")),
    ("oskemen", texts("Өскемен", "Усть-Каменогорск", "Oskemen")),
    ("semey", texts("Семей", "Семей", "Semey")),
    ("taraz", texts("Тараз", "Тараз", "Taraz")),
    ("kyzylorda", texts("Қызылорда", "Кызылорда", "Qyzylorda")),
    ("kokshetau", texts("Көкшетау", "Кокшетау", "Kokshetau")),
    ("petropavl", texts("Петропавл", "Петропавловск", "Petropavl")),
    ("taldykorgan", texts("Талдықорған", "Талдыкорган", "Taldyqorgan")),
    ("turkistan", texts("Түркістан", "Туркестан", "Turkistan")),
    ("zhezkazgan", texts("Жезқазған", "Жезказган", "Zhezqazgan")),
    ("konaev", texts("Қонаев", "Конаев", "Qonaev")),
)
FIRST = (
    "Алтын", "Көк", "Ақ", "Жас", "Кең", "Биік", "Жаңа", "Ашық", "Қызыл", "Еркін", "Өжет", "Үшқыр",
    "Сыр", "Нұр", "Тұмар", "Ұлы", "Жібек", "Күміс", "Қара", "Дана",
)  # fmt: skip
SECOND = (
    "Тұлпар", "Бұлақ", "Құсбегі", "Жол", "Шаңырақ", "Өзен", "Көш", "Сұңқар", "Дәуір", "Арна",
    "Керуен", "Толқын", "Жұлдыз", "Аспан", "Алаң", "Қадам", "Орман", "Тіршілік", "Қанат", "Ой",
)  # fmt: skip
FEWEST_TEAMS, FEWEST_JUDGES = 12, 4


class Fate(StrEnum):
    """What befalls a team before the selection."""

    USUAL = "usual"
    TIED = "tied"  # equal points with the next one, split by votes or by the idea
    DECLINES = "declines"  # somebody who is invited says no
    RETURNED = "returned"
    REFUSED = "refused"
    PASSED_OVER = "passed_over"
    LATE = "late"
    TOO_SMALL = "too_small"


SHARES = (
    (Fate.DECLINES, 0.1),
    (Fate.RETURNED, 0.06),
    (Fate.REFUSED, 0.04),
    (Fate.PASSED_OVER, 0.15),
    (Fate.LATE, 0.04),
    (Fate.TOO_SMALL, 0.03),
)
"""How many teams of a hundred meet each fate; at least one does."""
TIED = 4  # two pairs
EQUAL = (0.9, 0.8)  # of the maximum: what each pair gets from every judge


@dataclass(frozen=True)
class Part:
    """A team's part in the rehearsal."""

    project: Project
    fate: Fate


def parts(teams: int, cities: Sequence[tuple[str, Texts]], chance: Random) -> list[Part]:
    """So many teams: in each of the cities, with every fate among them."""
    fates = [Fate.TIED] * TIED
    for fate, share in SHARES:
        fates += [fate] * max(1, round(teams * share))
    fates += [Fate.USUAL] * (teams - len(fates))
    rest = fates[TIED:]
    chance.shuffle(rest)
    names = team_names(teams, chance)
    made = []
    for number, fate in enumerate([*fates[:TIED], *rest]):
        model = PROJECTS[number % len(PROJECTS)] if fate != Fate.TIED else PROJECTS[number // 2]
        strength = 0.45 + 0.5 * chance.random() if fate != Fate.TIED else EQUAL[number // 2]
        project = replace(
            model,
            code=f"t{number + 1}",
            team=names[number],
            city=cities[number % len(cities)][0],
            strength=strength,
        )
        made.append(Part(project, fate))
    return made


def team_names(count: int, chance: Random) -> list[str]:
    """Names that no two teams share; past four hundred they are numbered."""
    pairs = [f"{first} {second}" for first in FIRST for second in SECOND]
    chance.shuffle(pairs)
    rounds = -(-count // len(pairs))
    names = [f"{pair} {n}" if n > 1 else pair for n in range(1, rounds + 1) for pair in pairs]
    return names[:count]


def staff(judges: int, mentors: int, chance: Random) -> list[Staff]:
    """The demo's people with duties, as many judges and mentors as wanted."""
    kept = [one for one in STAFF if not {"is_judge", "is_mentor"} & set(one.roles)]
    jury = [one for one in STAFF if "is_judge" in one.roles][:judges]
    advisers = [one for one in STAFF if "is_mentor" in one.roles][:mentors]
    for name, found, wanted in (("jury", jury, judges), ("adviser", advisers, mentors)):
        for number in range(len(found), wanted):  # the demo's door offers the first ones only
            found.append(_colleague(found[number % 2], f"{name}-{number + 1}", chance))
    return [*kept, *jury, *advisers]


def _colleague(model: Staff, local: str, chance: Random) -> Staff:
    """One more person with the duties of another, the chair apart."""
    names, form = chance.choice(((WOMEN, 0), (MEN, 1)))
    name = f"{chance.choice(names)} {chance.choice(SURNAMES)[form]}"
    roles = tuple(role for role in model.roles if role != "is_chair")
    return replace(model, local=local, name=name, roles=roles)


def with_strength(project: Project, strength: float) -> Project:
    """The same project, liked better or less."""
    return replace(project, strength=strength)
