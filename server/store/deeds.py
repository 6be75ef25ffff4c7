"""The rules of achievements: how far a history is, and on which day it was far enough. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Achievement:
    id: str
    title: str
    description: str
    rule: str
    """A key of `RULES`."""

    target: float
    others: Mapping[str, Words] = field(default_factory=dict)
    """What it is called in other languages."""

    def words(self, language: str) -> Words:
        """In a language, or in English where there are none."""
        return self.others.get(language) or Words(self.title, self.description)


@dataclass(frozen=True, slots=True)
class Progress:
    value: float
    """How far somebody is, at most the target."""

    earned: date | None
    """The day on which the target was reached, in the user's time zone."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of UTC with practice."""

    day: date
    """That of its last session, in the user's time zone."""

    first: date
    """That of its first; the same one or the day before."""

    sessions: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Held:
    """One pose on one side, over all of history."""

    pose_id: str
    side: str | None
    first: date
    longest_s: float
    best_score: float
    reached: Mapping[str, date | None]
    """The day of the first hold that was as long, or scored as high, as an achievement asks."""


@dataclass(frozen=True, slots=True)
class History:
    days: tuple[Day, ...]
    """In order of time."""

    held: tuple[Held, ...]


Rule: TypeAlias = Callable[[History, Achievement], Progress]


def _summed(of: Callable[[Day], float]) -> Rule:
    def rule(history: History, wanted: Achievement) -> Progress:
        value = 0.0
        for day in history.days:
            value += of(day)
            if value >= wanted.target:
                return Progress(wanted.target, day.day)
        return Progress(value, None)

    return rule


def _practised(history: History) -> list[date]:
    """Different days of the user's zone, in order."""
    return sorted({day for found in history.days for day in (found.first, found.day)})


def _different_days(history: History, wanted: Achievement) -> Progress:
    return _nth(_practised(history), wanted)


def _days_in_a_row(history: History, wanted: Achievement) -> Progress:
    run, longest, before = 0, 0, None
    for day in _practised(history):
        run = run + 1 if before is not None and day - before == timedelta(days=1) else 1
        longest, before = max(longest, run), day
        if run >= wanted.target:
            return Progress(wanted.target, day)
    return Progress(longest, None)


def _different_poses(history: History, wanted: Achievement) -> Progress:
    first: dict[str, date] = {}
    for held in history.held:
        first[held.pose_id] = min(held.first, first.get(held.pose_id, held.first))
    return _nth(sorted(first.values()), wanted)


def _both_sides(history: History, wanted: Achievement) -> Progress:
    sides: dict[str, dict[str, date]] = {}
    for held in history.held:
        if held.side is not None:
            sides.setdefault(held.pose_id, {})[held.side] = held.first
    return _nth(sorted(max(of.values()) for of in sides.values() if len(of) > 1), wanted)


def _furthest(of: Callable[[Held], float]) -> Rule:
    def rule(history: History, wanted: Achievement) -> Progress:
        value = max((of(held) for held in history.held), default=0.0)
        days = [day for held in history.held if (day := held.reached[wanted.id]) is not None]
        return Progress(min(value, wanted.target), min(days, default=None))

    return rule


def _nth(days: list[date], wanted: Achievement) -> Progress:
    """Of things that were each done on a day: when there were as many as the target."""
    earned = len(days) >= wanted.target
    return Progress(min(len(days), wanted.target), days[int(wanted.target) - 1] if earned else None)


RULES: Final[Mapping[str, Rule]] = {
    "sessions": _summed(lambda day: day.sessions),
    "minutes": _summed(lambda day: day.seconds / 60),
    "days": _different_days,
    "days_in_a_row": _days_in_a_row,
    "poses": _different_poses,
    "both_sides": _both_sides,
    "hold_s": _furthest(lambda held: held.longest_s),
    "score": _furthest(lambda held: held.best_score),
}
