"""Chooses the one thing to say: what matters most, neither too soon nor too often, and praise for a fix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from server.analysis.faults import Check, FaultWatch
from server.analysis.feedback import Cue, CueKind
from server.analysis.geometry import Measures
from server.analysis.messages import Message, Messages
from server.analysis.scoring import SAFETY
from server.analysis.variants import Flags, Variant
from server.analysis.vectors import TINY

SETTLE_S: Final = 2.5
"""No cue before somebody has been in the pose this long, unless it is plain sooner."""

SETTLED_S: Final = 1.0
"""Who has been in the pose, and calm, for this long has settled: what is sure to be off is told then."""

PERSIST_S: Final = 1.0
"""A fault has to be past its limit this long before it is told, less the time that it is just short of it."""

GAP_S: Final = 0.5
"""Time between two frames counts up to this long."""

INTERVAL_S: Final = 6.0
"""At least this long between two cues."""

SAME_S: Final = 15.0
"""The same cue not again within this long."""

MOST_PER_HOLD: Final = 2
"""The same cue at most this often while a pose is kept."""

FIXED_S: Final = 0.3
"""A fault has to be gone this long before it is praised; the praise comes well within 1.5 s of the fix."""

PRAISE_S: Final = 1.5
"""How long praise stands."""

ASK_S: Final = 5.0
"""Who asks is answered within this time, or not at all."""


@dataclass(slots=True)
class _Standing:
    """A cue that has been given and not yet been settled."""

    cue: Cue
    at: float
    check: int | None
    """The check it came from; None for praise."""

    gone_since: float | None = None


class CueChooser:
    """Decides what is said, frame by frame. Its memory is bounded by the library."""

    def __init__(self, messages: Messages) -> None:
        self.messages = messages
        self.given = 0
        self.fixed = 0
        self._n = 0
        self._praised = 0
        self._quiet_until = 0.0
        self._asked_until = -np.inf
        self._said_at: dict[str, float] = {}
        self._said: dict[str, int] = {}
        self._standing: _Standing | None = None
        self._variant: Variant | None = None
        self._watch: FaultWatch | None = None
        self._entered = 0.0
        self._calm_since = np.inf
        self._at = 0.0
        self._there = np.zeros(0)
        """How long each fault has been there; out of sight it keeps its time, put right it loses it."""

    @property
    def standing(self) -> bool:
        """Whether a cue or praise stands."""
        return self._standing is not None

    def leave(self) -> None:
        """Nobody is in a pose: what was said no longer stands."""
        self._variant = self._watch = self._standing = None

    def hush(self) -> None:
        """What was said no longer stands."""
        self._standing = None

    def ask(self, t: float) -> None:
        """Say what matters most, or praise, as soon as it can be told."""
        self._asked_until = t + ASK_S

    def _enter(self, variant: Variant, t: float) -> FaultWatch:
        self._variant, self._watch, self._entered = variant, FaultWatch(variant), t
        self._at, self._there = t, np.zeros(len(self._watch.checks))
        self._said = {}
        self._standing = None
        return self._watch

    def watch(self, variant: Variant, measures: Measures, readable: Flags, t: float) -> bool:
        """Look for faults of a pose; says whether one of them is unsafe."""
        watch = self._watch
        if watch is None or variant is not self._variant:
            watch = self._enter(variant, t)
        on = watch.update(measures, readable)
        passed, self._at = min(t - self._at, GAP_S), t
        step = passed * watch.seen * np.where(watch.beyond, 1.0, -1.0)
        self._there = np.maximum(self._there + step, 0.0) * (on | ~watch.seen)
        return any(check.fault.severity == SAFETY for check, off in zip(watch.checks, on, strict=True) if off)

    def say(
        self,
        t: float,
        note: Callable[[str, bool], None],
        *,
        still: bool = True,
        calm: bool = False,
        unasked: bool = True,
    ) -> Cue | None:
        """What stands at time t; nothing new is said to somebody who moves, or unasked where that is off.

        Somebody calm is stiller than still, and may be told sooner. `note` is told the text of each cue given
        (False) and fixed (True).
        """
        self._calm_since = min(self._calm_since, t) if calm else np.inf
        if self._watch is None:
            return None
        self._settle(self._watch, t, note)
        if still and t <= self._asked_until:
            self._answer(self._watch, t, note)
        best = self._most_important(self._watch, t) if still and unasked else None
        if best is not None:
            self._give(self._watch.checks[best], best, t, note)
        standing = self._standing
        if standing is None:
            return None
        if not standing.cue.n:  # counted when it is first shown: praise may give way before that
            self._n += 1
            standing.cue = replace(standing.cue, n=self._n)
        return replace(standing.cue, age_s=round(t - standing.at, 3))

    def _answer(self, watch: FaultWatch, t: float, note: Callable[[str, bool], None]) -> None:
        """What matters most of what is off now, however lately it was said, else praise.

        Not before somebody has been in the pose for a moment, nor where nothing can be judged.
        """
        if t - self._entered < PERSIST_S or not watch.seen.any():
            return
        self._asked_until = -np.inf
        off = [int(n) for n in np.flatnonzero(watch.on)]
        if off:
            best = min(off, key=watch.rank)
            self._give(watch.checks[best], best, t, note)
        else:
            self._praise(t)

    def _settle(self, watch: FaultWatch, t: float, note: Callable[[str, bool], None]) -> None:
        """Take away praise that has stood long enough, and praise what has been put right."""
        standing = self._standing
        if standing is None:
            return
        if standing.check is None:
            if t - standing.at >= PRAISE_S:
                self._standing = None
        elif watch.on[standing.check] or not watch.seen[standing.check]:
            standing.gone_since = None
        elif standing.gone_since is None:
            standing.gone_since = t
        elif t - standing.gone_since >= FIXED_S:
            self.fixed += 1
            note(standing.cue.text, True)
            self._praise(t)

    def _most_important(self, watch: FaultWatch, t: float) -> int | None:
        if t < self._quiet_until:
            return None
        ready = [
            int(n)
            for n in np.flatnonzero(watch.on & (self._there >= PERSIST_S - TINY))
            if self._may_say(watch.checks[n], t)
        ]
        if not ready:
            return None
        best = min(ready, key=watch.rank)
        return best if self._has_settled(t, sure=bool(watch.sure[best])) else None

    def _has_settled(self, t: float, *, sure: bool) -> bool:
        """Whether somebody is in the pose to stay; sooner where they are calm and what is off is sure."""
        if t - self._entered >= SETTLE_S:
            return True
        return sure and t - max(self._entered, self._calm_since) >= SETTLED_S

    def _may_say(self, check: Check, t: float) -> bool:
        fault, standing = check.fault, self._standing
        if self._said.get(fault.id, 0) >= MOST_PER_HOLD or t - self._said_at.get(fault.id, -SAME_S) < SAME_S:
            return False
        if standing is None:
            return True
        if standing.check is None:
            return fault.severity == SAFETY  # praise is heard to its end, but for safety
        return fault.severity >= standing.cue.severity

    def _give(self, check: Check, number: int, t: float, note: Callable[[str, bool], None]) -> None:
        fault = check.fault
        words = self.messages.cue(fault.id, check.side)
        self.given += 1
        self._said[fault.id] = self._said.get(fault.id, 0) + 1
        self._said_at[fault.id] = t
        self._quiet_until = t + INTERVAL_S
        cue = self._cue(fault.id, words, fault.severity)
        kind: CueKind = "safety" if fault.severity == SAFETY else "correct"
        self._standing = _Standing(replace(cue, kind=kind, part=fault.part, joints=check.joints), t, number)
        note(words.text, False)

    def _praise(self, t: float) -> None:
        ids = sorted(self.messages.praise)
        chosen = ids[self._praised % len(ids)]
        self._praised += 1
        self._standing = _Standing(self._cue(chosen, self.messages.praise[chosen], 0), t, None)

    def _cue(self, cue_id: str, words: Message, severity: int) -> Cue:
        return Cue(cue_id, 0, words.text, words.short, part="", severity=severity, kind="praise", age_s=0.0)
