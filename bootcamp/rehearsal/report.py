"""What the rehearsal found, as an organizer reads it and as a file keeps it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from bootcamp.queries import awards_of
from bootcamp.rehearsal.course import RehearsedCourse
from bootcamp.rehearsal.hand import CountingHand, Scene
from bootcamp.rehearsal.script import Size
from hackathon.kit.invariants import invariants
from hackathon.kit.money import format_tenge
from hackathon.queries import stage_of
from hackathon.states import StageKind
from judging.states import TieLevel
from registration.queries import entries_of
from registration.states import EntryWay

Row = Sequence[object]


def facts_of(
    size: Size, course: RehearsedCourse, hand: CountingHand, database: str
) -> dict[str, Any]:
    """Everything that a rehearsal found; `seconds` alone differ with the same seed."""
    camp = entries_of(stage_of(course.hackathon, StageKind.BOOTCAMP))
    return {
        "size": asdict(size),
        "database": database,
        "stages": [_scene(scene) for scene in hand.scenes],
        "acts": {
            name: asdict(effort) | {"seconds": round(effort.seconds, 3)}
            for name, effort in sorted(hand.efforts.items())
        },
        "ties": course.tied_levels,
        "finalists": {
            "jury": camp.filter(way=EntryWay.JURY).count(),
            "wildcards": {
                entry.team.name: entry.reason for entry in camp.filter(way=EntryWay.WILDCARD)
            },
        },
        "winners": [
            {"place": one.place, "team": one.entry.team.name, "amount": one.amount}
            for one in awards_of(course.hackathon)
        ],
        "certificates": {
            "issued": len(course.papers),
            "revoked": len(course.papers) - len(awards_of(course.hackathon)),
            "printed": course.printed,
        },
        "invariants": len(invariants()),
    }


def _scene(scene: Scene) -> dict[str, Any]:
    """One stage."""
    return {
        "stage": scene.name,
        "acts": sum(scene.acts.values()),
        "refusals": dict(sorted(scene.refusals.items())),
        "letters": scene.letters,
        "queries": scene.queries,
        "seconds": round(scene.seconds, 2),
        "check_seconds": round(scene.check_seconds, 2),
        "broken": {one.invariant.name: [row.what for row in one.offences] for one in scene.broken},
    }


def stage_label(name: str) -> str:
    """A stage by its name on the board; what comes before the first has its own."""
    return str(StageKind(name).label) if name in StageKind.values else _("Preparation")


def lines_of(facts: dict[str, Any]) -> list[str]:
    """The report, line by line, in the language that is active."""
    size = facts["size"]
    head = _("Rehearsal: %(teams)d teams, %(judges)d judges, %(cities)d cities, seed %(seed)d.")
    return [
        f"{head % size} {facts['database']}",
        "",
        *table(_head(), [*map(_stage_row, facts["stages"]), _total(facts["stages"])]),
        "",
        _("Refused, as the rules say:"),
        *map(_refusals, facts["stages"]),
        "",
        *_outcome(facts),
        "",
        *_rules(facts),
    ]


def _head() -> Row:
    return (
        _("Stage"),
        _("acts"),
        _("refusals"),
        _("letters"),
        _("queries"),
        _("seconds"),
    )


def _stage_row(stage: dict[str, Any]) -> Row:
    refused = sum(stage["refusals"].values())
    name = stage_label(stage["stage"])
    return name, stage["acts"], refused, stage["letters"], stage["queries"], stage["seconds"]


def _total(stages: Iterable[dict[str, Any]]) -> Row:
    rows = [_stage_row(stage)[1:] for stage in stages]
    return _("Together"), *(round(sum(column), 2) for column in zip(*rows, strict=True))


def _refusals(stage: dict[str, Any]) -> str:
    codes = ", ".join(f"{code} {count}" for code, count in stage["refusals"].items())
    return f"  {stage_label(stage['stage'])}: {codes or '–'}"


def _outcome(facts: dict[str, Any]) -> list[str]:
    """Ties, finalists, winners and certificates."""
    finalists, papers = facts["finalists"], facts["certificates"]
    lines = [_("Equal points were split by:"), *map(_tie, facts["ties"].items())]
    lines += [
        _("Finalists: %(jury)d by the jury, %(wildcards)d put forward by the organizer.")
        % {"jury": finalists["jury"], "wildcards": len(finalists["wildcards"])}
    ]
    lines += [f"  {team}: {reason}" for team, reason in finalists["wildcards"].items()]
    lines += [_("Winners:")]
    lines += [
        f"  {one['place']}. «{one['team']}»  {format_tenge(one['amount'])}"
        for one in facts["winners"]
    ]
    words = _("Certificates: %(issued)d issued, %(revoked)d revoked, %(printed)d printed as PDF.")
    return [*lines, words % papers]


def _tie(tie: tuple[str, int]) -> str:
    stage, level = tie[0].split()
    return f"  {stage_label(stage)}, {TieLevel(level).label}: {tie[1]}"


def _rules(facts: dict[str, Any]) -> list[str]:
    """Whether every rule held after every stage."""
    broken = {
        (stage["stage"], name): rows
        for stage in facts["stages"]
        for name, rows in stage["broken"].items()
    }
    if not broken:
        words = _("All %(count)d invariants held after each of %(stages)d stages.")
        return [words % {"count": facts["invariants"], "stages": len(facts["stages"])}]
    said = {one.name: one for one in invariants()}
    lines = [_("Broken invariants:")]
    for (stage, name), rows in broken.items():
        rule = said[name]
        lines.append(f"  {stage_label(stage)}: {rule.rule} {rule.sentence} [{name}]")
        lines += [f"      {row}" for row in rows[:5]]
    return lines


def effort_lines(facts: dict[str, Any]) -> list[str]:
    """What each kind of act costs, the dearest first."""
    dearest = sorted(facts["acts"].items(), key=lambda act: -act[1]["seconds"])
    head = (_("Act"), _("times"), _("queries, least"), _("most"), _("seconds"))
    rows = [
        (name, cost["count"], cost["least"], cost["most"], cost["seconds"])
        for name, cost in dearest
    ]
    return table(head, rows)


def table(head: Row, rows: Iterable[Row]) -> list[str]:
    """Lines with the first column to the left and figures to the right."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    ]
