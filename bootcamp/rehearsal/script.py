"""The order of the rehearsal: stage by stage, with the rules asked after each."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from random import Random

from bootcamp.demo.events import finished
from bootcamp.demo.people import person
from bootcamp.demo.setting import set_up
from bootcamp.rehearsal.cast import TWENTY_CITIES, parts, staff
from bootcamp.rehearsal.course import RehearsedCourse
from bootcamp.rehearsal.hand import CountingHand
from bootcamp.rehearsal.judging import play_final, play_pitches
from bootcamp.rehearsal.prizes import play_bootcamp, play_prizes
from bootcamp.rehearsal.registering import play_applications, play_hackathon, play_selection
from hackathon.kit.invariants import broken_invariants

MOST_FINALISTS = 30
SHARE_OF_FINALISTS = 6  # of so many teams one reaches the boot camp
TEAMS_PER_MENTOR = 5
MOST_CARDS = 400  # beyond that each team is read by some judges
READINGS = 3
PANEL = 12  # judges who read each finalist


@dataclass(frozen=True)
class Size:
    """How large a rehearsal is, and the seed of all its chance."""

    teams: int
    judges: int
    cities: int
    seed: int

    @property
    def finalists(self) -> int:
        """How many teams the jury sends to the boot camp."""
        return min(MOST_FINALISTS, max(3, self.teams // SHARE_OF_FINALISTS))

    @property
    def readings(self) -> int | None:
        """How many judges read each team at the pitches; None while all can."""
        return READINGS if self.teams * self.judges > MOST_CARDS else None

    @property
    def readings_in_final(self) -> int | None:
        """How many judges read each finalist."""
        return PANEL if self.judges > PANEL else None


def rehearse(size: Size, hand: CountingHand, today: date) -> RehearsedCourse:
    """Play the whole course on the calendar of R2; the last one that is over."""
    day = finished(today).day
    with hand.counting():
        with _stage(hand, "preparation"):
            course = _prepare(size, hand, today)
            course.deliver(day(-46))
        with _stage(hand, "applications"):
            play_applications(course)
            course.deliver(day(-12))
        with _stage(hand, "selection"):
            play_selection(course)
            course.deliver(day(-9))
        with _stage(hand, "hackathon"):
            play_hackathon(course)
            course.deliver(day(0, 0, 2))
        with _stage(hand, "pitches"):
            play_pitches(course)
            course.deliver(day(1))
        with _stage(hand, "bootcamp"):
            play_bootcamp(course)
            course.deliver(day(15, 8))
        with _stage(hand, "final"):
            play_prizes(course, play_final(course))
            course.deliver(day(16))
    hand.progress.clear()
    return course


@contextmanager
def _stage(hand: CountingHand, name: str) -> Iterator[None]:
    """One stage; when it is over, every rule is asked of what it has left."""
    with hand.playing(name) as scene:
        yield
    begun = time.monotonic()
    scene.broken = broken_invariants()
    scene.check_seconds = time.monotonic() - begun
    figures = f"{sum(scene.acts.values())} {scene.letters} {scene.queries}"
    hand.progress.say(f"{name} {figures} {scene.seconds:.0f} s {scene.check_seconds:.1f} s")


def _prepare(size: Size, hand: CountingHand, today: date) -> RehearsedCourse:
    """A hackathon with its calendar, texts, people and rounds."""
    chance = Random(size.seed)
    cities = TWENTY_CITIES[: size.cities]
    mentors = max(2, size.finalists // TEAMS_PER_MENTOR)
    event = finished(today, seed=size.seed)
    person("visitor", "Камила Рахимова", "kk")
    hackathon = set_up(
        event,
        finalists=size.finalists,
        hand=hand,
        staff=staff(size.judges, mentors, chance),
        cities=cities,
        teams_max=size.teams,
        readings={"pitches": size.readings, "final": size.readings_in_final},
    )
    return RehearsedCourse(event, hackathon, hand, parts(size.teams, cities, chance))
