"""What the accuracy bench prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Final

import numpy as np
from rich.table import Table

from bench.accuracy.askew import Askew
from bench.accuracy.bodies import Counted
from bench.accuracy.clips import Practised
from bench.accuracy.cues import Cued
from bench.accuracy.practitioner import Error
from bench.figures import SHORTEST_S
from bench.photos import Named, Share

MOST: Final = 12
"""Rows of a list of mistakes."""


def confusion(found: Sequence[Named]) -> Table:
    """Photos of library poses that were named otherwise; which pictures they are is not told."""
    pairs = Counter((n.wanted, n.named or "none") for n in found if n.wanted and not n.right)
    return _counts("Photos: confused", pairs.most_common(), ("pose", "taken for", "photos"))


def generated(counted: Sequence[Counted]) -> Table:
    table = _table(
        "Generated bodies, every pose that is named unasked", ("", "strict", "groups counted as one", "side")
    )
    for one in counted:
        table.add_row(one.setting.name, str(one.strict), str(one.groups), str(one.side))
    return table


def rolled(found: Sequence[Askew]) -> Table:
    table = _table("A camera that stands askew", ("roll, degrees", "correction", "named", "mean score"))
    for one in found:
        table.add_row(f"{one.roll:g}", one.way, str(one.named), f"{one.score:.1f}")
    return table


def weakest(counted: Counted) -> Table:
    pairs = list(counted.confused.items())[:MOST]
    return _counts(
        f"Generated bodies, {counted.setting.name}: confused", pairs, ("pose", "taken for", "bodies")
    )


def cues(title: str, faulty: Cued, perfect: Cued) -> Table:
    """What bodies with one fault were told first, and those without any."""
    table = _table(f"Cues for generated bodies, {title}", ("", "figure"))
    table.add_row("the right cue comes first (recall)", str(faulty.first))
    table.add_row("… where the pose is named", str(faulty.named))
    table.add_row("first cues that are right (precision)", str(faulty.precision))
    for cause, n in faulty.causes:
        table.add_row(f"  missed: {cause}", str(n))
    table.add_row("faults that could be generated alone", str(faulty.faults))
    times = [one.at_s for one in faulty.outcomes if one.right]
    table.add_row("seconds to the right cue, median", f"{median(times):.2f}" if times else "–")
    told = [one.cue for one in perfect.outcomes if one.cue is not None]
    table.add_row("bodies without fault that get a cue", str(Share(len(told), len(perfect.outcomes))))
    for fault, came, n in faulty.missed[:MOST]:
        table.add_row(f"  {fault}", f"{came}: {n}")
    for cue, n in Counter(told).most_common(MOST):
        table.add_row("  without fault", f"{cue}: {n}")
    return table


def clips(found: Iterable[Practised], title: str) -> Table:
    table = _table(title, ("clip", "holds", "segments covered", "score's deviation in still stretches"))
    for one in found:
        table.add_row(
            one.name,
            ", ".join(f"{h.pose_id} {h.start_s:.1f}–{h.end_s:.1f}" for h in one.holds),
            ", ".join(f"{part.pose_id} {share:.0%}" for part, share in one.covered),
            ", ".join(f"{spread:.1f}" for spread in one.still_stretches()),
        )
    return table


def in_sum(plain: Sequence[Practised], varied: Sequence[Practised], idle: Sequence[Practised]) -> Table:
    table = _table("Clips in sum", ("", "figure"))
    spreads = [spread for one in plain for spread in one.still_stretches()]
    minutes = sum(one.seconds for one in idle) / 60
    holds = [hold for one in idle for hold in one.holds]
    false = [hold for one in varied for hold in one.long_holds]
    table.add_row("standard deviation of the score, median of still stretches", f"{median(spreads):.2f}")
    table.add_row("… at most", f"{max(spreads):.2f}")
    table.add_row("holds a minute in clips that are no yoga", f"{len(holds) / minutes:.1f}")
    table.add_row(
        f"… of {SHORTEST_S:g} s and more", f"{sum(h.length_s >= SHORTEST_S for h in holds) / minutes:.1f}"
    )
    table.add_row("long holds in quiet clips, mirrored, slower and faster", str(len(false)))
    return table


def errors(found: Sequence[Error]) -> Table:
    heads = ("measure", "readings", "bias", "median error", "90 % below")
    table = _table("Demo practitioner: measures against the truth", heads)
    for one in found:
        table.add_row(one.name, str(one.readings), f"{one.bias:+.2f}", f"{one.median:.2f}", f"{one.p90:.2f}")
    return table


def delays(found: dict[str, Sequence[float]]) -> Table:
    table = _table(
        "Seconds from a pose being reached to its name, 15 frames a second", ("", "changes", "p50", "p95")
    )
    for name, times in found.items():
        p50, p95 = np.percentile(times, (50, 95))
        table.add_row(name, str(len(times)), f"{p50:.2f}", f"{p95:.2f}")
    return table


def _counts(title: str, pairs: Iterable[tuple[tuple[str | None, str], int]], heads: Sequence[str]) -> Table:
    table = _table(title, heads)
    for (wanted, named), n in pairs:
        table.add_row(str(wanted), named, str(n))
    return table


def _table(title: str, heads: Sequence[str]) -> Table:
    table = Table(title=title)
    for head in heads:
        table.add_column(head)
    return table
