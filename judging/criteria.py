"""The criteria that a round starts with, after R5.1, as data in three languages."""

from dataclasses import dataclass
from typing import Any

Texts = dict[str, str]


@dataclass(frozen=True)
class Draft:
    """One criterion as the rulebook gives it; a bonus takes its maximum from the round."""

    code: str
    slot: str
    title: Texts
    hint: Texts
    form: str = ""

    def facts(self, *, order: int, bonus_points: int) -> dict[str, Any]:
        """The columns of a row of its own (R5.2: 0 to 10, bonuses to the round's maximum)."""
        points = bonus_points if self.slot == "bonus" else 10
        return {
            "code": self.code,
            "slot": self.slot,
            "form": self.form,
            "title": dict(self.title),
            "hint": dict(self.hint),
            "max_points": points,
            "order": order,
        }


IDEA = Draft(
    code="idea",
    slot="idea",
    title={"kk": "Идея", "ru": "Идея", "en": "Idea"},
    hint={
        "kk": (
            "Іске асырылуы, пайдасы және әлеуметтік маңызы: нақты кімге арналған, мәселе қаншалықты"
            " терең зерттелген. Анық мақсат пен нәтиже, жаңашылдық, қысқа және ұзақ мерзімді"
            " ықтимал әсер, тәуекелдер, прототипке айналдыру үшін не қажет. Идея неғұрлым ерекше"
            " болса, баға соғұрлым жоғары."
        ),
        "ru": (
            "Осуществимость, полезность и общественная значимость: для кого именно, насколько"
            " глубоко проработано. Ясные цель и результат, новизна, вероятный эффект в ближайшее"
            " время и надолго, риски, что нужно, чтобы превратить идею в прототип. Чем необычнее"
            " идея, тем выше оценка."
        ),
        "en": (
            "Feasibility, usefulness and social weight: for whom exactly, and how deep it goes."
            " Clear goal and result, novelty, likely effect in the short and the long term, risks,"
            " and what is needed to turn it into a prototype. The more unusual the idea, the"
            " higher the mark."
        ),
    },
)
TECHNICAL = Draft(
    code="technical",
    slot="solution",
    form="technical",
    title={"kk": "Техникалық шешім", "ru": "Техническое решение", "en": "Technical solution"},
    hint={
        "kk": (
            "Іске қосылатын және қашықтан көрсетуге болатын жұмыс істейтін прототип; интерфейстері"
            " мен ең қарапайым дизайны бар. Тәсіл дұрыс, негізделген және тәжірибеге жарамды."
            " Неғұрлым толық, қисынды, көрікті және тұрақты болса, баға соғұрлым жоғары."
        ),
        "ru": (
            "Работающий прототип, который запускается и который можно показать удалённо, с"
            " интерфейсами и минимальным дизайном. Подход здравый, обоснованный и практичный. Чем"
            " полнее, логичнее, красивее и стабильнее, тем выше оценка."
        ),
        "en": (
            "A working prototype that starts and can be shown remotely, with interfaces and a"
            " minimal design. A sound, justified and practical approach. More complete, more"
            " logical, better looking and more stable means a higher mark."
        ),
    },
)
CAMPAIGN = Draft(
    code="campaign",
    slot="solution",
    form="social",
    title={"kk": "Әлеуметтік жоба", "ru": "Социальный проект", "en": "Social project"},
    hint={
        "kk": (
            "Барысы, жұмыс жоспары мен оның кезеңдері, әр мүшенің рөлі; мақсаттары, аудиториясы,"
            " іс-шара түрлері, күтілетін нәтижелер. Неғұрлым пайдалы, ыңғайлы, түсінікті және"
            " өздігінен жұмыс істей алатын болса, баға соғұрлым жоғары."
        ),
        "ru": (
            "Ход кампании, план работы и его этапы, роль каждого участника; цели, аудитория, виды"
            " мероприятий, ожидаемые результаты. Чем полезнее, удобнее, понятнее и"
            " самостоятельнее, тем выше оценка."
        ),
        "en": (
            "The process, the work plan and its stages, every member's role; goals, audience,"
            " kinds of activity and expected results. More useful, convenient, clear and"
            " self-sufficient means a higher mark."
        ),
    },
)
BUSINESS = Draft(
    code="business",
    slot="solution",
    form="business",
    title={"kk": "Бизнес-идея", "ru": "Бизнес-идея", "en": "Business idea"},
    hint={
        "kk": (
            "Бизнес-жоспар, тұрақтылығы (өтелу мерзімін қоса), іске асырылуы, нарық үшін жаңалығы"
            " мен құндылығы, нарыққа әсер ету қабілеті. Коммерциялық құндылығы неғұрлым жоғары"
            " болса, баға соғұрлым жоғары."
        ),
        "ru": (
            "Бизнес-план, устойчивость (включая окупаемость), осуществимость, новизна и ценность"
            " для рынка, способность влиять на рынок. Чем выше коммерческая ценность, тем выше"
            " оценка."
        ),
        "en": (
            "A business plan, sustainability (payback included), feasibility, novelty and value"
            " for the market, and the power to affect the market. More commercial value means a"
            " higher mark."
        ),
    },
)
DEFENCE = Draft(
    code="defence",
    slot="defence",
    title={"kk": "Жобаны қорғау", "ru": "Защита проекта", "en": "Project defence"},
    hint={
        "kk": (
            "Таныстырылым қаншалықты толық, тақырыпты қаншалықты жақсы ашады, көпшілік алдында"
            " сөйлеу сапасы қандай."
        ),
        "ru": (
            "Насколько полна презентация, насколько хорошо она раскрывает тему, качество"
            " публичного выступления."
        ),
        "en": (
            "How complete the presentation is, how well it opens the topic, and the quality of"
            " public speaking."
        ),
    },
)
PITCH_BONUS = Draft(
    code="pitch_bonus",
    slot="bonus",
    title={
        "kk": "Әсерлі таныстырылым үшін бонустық ұпай",
        "ru": "Бонус за эффектную презентацию",
        "en": "Bonus for an effective presentation",
    },
    hint={
        "kk": "Таныстырылымның өзі ерекше әсерлі болса ғана қосылады.",
        "ru": "Добавляется, только если сама презентация особенно эффектна.",
        "en": "Added only where the presentation itself is especially effective.",
    },
)
ANSWERS_BONUS = Draft(
    code="answers_bonus",
    slot="bonus",
    title={
        "kk": "Қазылардың сұрақтарына берілген жауаптар үшін бонустық ұпай",
        "ru": "Бонус за ответы на вопросы жюри",
        "en": "Bonus for answers to the judges' questions",
    },
    hint={
        "kk": "Жауаптар өзгелерден айқын артық болса ғана қосылады.",
        "ru": "Добавляется, только если ответы заметно лучше, чем у других.",
        "en": "Added only where the answers are clearly superior.",
    },
)

CRITERIA = (IDEA, TECHNICAL, CAMPAIGN, BUSINESS, DEFENCE, PITCH_BONUS, ANSWERS_BONUS)
BONUS_POINTS = 5  # decision under R5.4, unless a round says otherwise
