"""Reads one pose out of its table of a data file, and refuses what cannot be meant."""

from __future__ import annotations

import math
from typing import Final, cast

from server.analysis.geometry import FEATURES, INDEX, View
from server.analysis.poses import (
    GROUND_UP,
    Condition,
    Fault,
    Gate,
    Mode,
    Pose,
    Selector,
    Target,
)
from server.analysis.tables import Table, is_number

CLEAR: Final = 0.7
"""A fault is put right at this share of the way from the ideal to its limit, so that cues do not flicker."""

_SELECTORS: Final = ("lead", "trail", "both", "body")


def read_pose(table: Table) -> Pose:
    """One pose. Raises LibraryError with file, pose and field at the first mistake."""
    pose_id = table.text("id")
    table.where = f"{table.where.split(':')[0]}: pose '{pose_id}'"
    sided = table.flag("sided")
    targets = tuple(_target(t) for t in table.tables("targets"))
    gates = tuple(_gate(t) for t in table.tables("gates"))
    for field, found in (("gates", gates), ("targets", targets)):
        if not found:
            raise table.fail(field, "expected at least one")
        _check_sides(table, field, sided, [entry.side for entry in found])
    pose = Pose(
        id=pose_id,
        catalogue_id=table.text("catalogue_id"),
        name=table.text("name"),
        sanskrit=table.text("sanskrit", empty=True),
        aliases=table.texts("aliases"),
        description=table.text("description"),
        steps=table.texts("steps"),
        category=table.text("category"),
        difficulty=table.whole("difficulty", 1, 10),
        sided=sided,
        lead=table.text("lead") if sided else "",
        view=cast(View, table.choice("view", ("any", "front", "side"))),
        hold=table.whole("hold", 1, 600),
        breaths=table.whole("breaths", 1, 100),
        drishti=table.text("drishti"),
        safety=table.text("safety"),
        confusable=table.texts("confusable") if table.has("confusable") else (),
        select_only=table.flag("select_only", default=False),
        everyday=table.flag("everyday", default=False),
        safety_only=table.flag("safety_only", default=False),
        gates=gates,
        targets=targets,
        faults=tuple(_fault(t, pose_id, sided, targets) for t in table.tables("faults")),
    )
    if pose.safety_only and pose.faults:
        raise table.fail("faults", "has none where a pose is safety_only")
    table.done()
    return pose


def _check_sides(table: Table, field: str, sided: bool, sides: list[Selector]) -> None:
    if not sided and any(side in ("lead", "trail") for side in sides):
        raise table.fail(field, "has a lead side, and the pose has none")


def _feature(table: Table) -> tuple[str, Selector]:
    name = table.text("feature")
    side = table.choice("side", _SELECTORS, "body")
    _check_feature(table, "feature", name, side)
    return name, cast(Selector, side)


def _check_feature(table: Table, field: str, name: str, side: str) -> None:
    if name not in INDEX:
        raise table.fail(field, f"'{name}' is not measured")
    if FEATURES[INDEX[name]].sided == (side == "body"):
        raise table.fail(
            field, f"'{name}' is measured {'per side' if side == 'body' else 'on the whole body'}"
        )


def _gate(table: Table) -> Gate:
    feature, side = _feature(table)
    if not (table.has("min") or table.has("max")):
        raise table.fail("min", "expected a min, a max or both")
    low = table.number("min", -180, 180, default=-math.inf)
    high = table.number("max", -180, 180, default=math.inf)
    if low >= high:
        raise table.fail("max", "expected more than min")
    table.done()
    return Gate(feature, side, low, high)


def _target(table: Table) -> Target:
    feature, side = _feature(table)
    tol = table.number("tol", 0, 180)
    target = Target(
        feature,
        side,
        ideal=table.number("ideal", -180, 180),
        tol=tol,
        fail=table.number("fail", tol, 360),
        weight=table.number("weight", 0.01, 10),
        mode=cast(Mode, table.choice("mode", ("both", "min", "max"), "both")),
    )
    if target.fail <= tol:
        raise table.fail("fail", "expected more than tol")
    table.done()
    return target


def _fault(table: Table, pose_id: str, sided: bool, targets: tuple[Target, ...]) -> Fault:
    fault = Fault(
        id=f"{pose_id}.{table.text('id')}",
        when=tuple(_condition(table, value, targets) for value in table.items("when")),
        severity=table.whole("severity", 1, 3),
        part=table.choice("part", GROUND_UP),
    )
    if not fault.when:
        raise table.fail("when", "expected at least one condition")
    _check_sides(table, "when", sided, [condition.side for condition in fault.when])
    table.done()
    return fault


def _condition(table: Table, value: object, targets: tuple[Target, ...]) -> Condition:
    match value:
        case [str(name), "lead" | "trail" | "both" | "body" as side, "<" | ">" as sign, limit] if is_number(
            limit
        ):
            _check_feature(table, "when", name, side)
        case _:
            raise table.fail("when", 'expected [feature, "lead"|"trail"|"both"|"body", "<"|">", number]')
    above = sign == ">"
    target = next((t for t in targets if t.feature == name and t.side == side), None)
    clear, ideal, tol, weight = _clearance(above, float(limit), target)
    return Condition(name, side, above, float(limit), clear, ideal, tol, weight)


def _clearance(above: bool, limit: float, target: Target | None) -> tuple[float, float, float, float]:
    """Where a condition is put right, and ideal, tolerance and weight to count its excess in."""
    if target is None:
        clear = limit * (CLEAR if above == (limit > 0) else 1 / CLEAR)
        return clear, limit, max(abs(limit), 1e-3), 1.0
    if (limit > target.ideal) != above:  # says when the fault is meant at all; nothing to put right
        return limit, limit, target.tol, 0.0
    return target.ideal + CLEAR * (limit - target.ideal), target.ideal, target.tol, target.weight
