"""The shape of the body: the cross-sections of each of its parts, from one end to the other."""

from __future__ import annotations

from typing import Final, NamedTuple


class Ring(NamedTuple):
    """A cross-section of a part, an ellipse standing across its axis."""

    t: float
    """Where along the axis: 0 at its start, 1 at its end."""

    width: float
    """Half of it, metres."""

    depth: float
    """Half of it, metres."""

    forward: float = 0.0
    """Metres by which the middle lies before the axis."""

    cloth: str = "skin"
    """Colour of the facets from here to the next ring."""

    bare: float = 2.0
    """Facets that look further forward than this (1 straight ahead, -1 back) are skin."""


class Part(NamedTuple):
    """A tube of rings along one of the body's axes (`surface.axes_of`)."""

    axis: str
    rings: tuple[Ring, ...]
    facets: int
    """How many around each ring."""


def _finer(rings: tuple[Ring, ...]) -> tuple[Ring, ...]:
    """The same part with a ring more between each two, on a smooth curve through its neighbours."""
    padded = (rings[0], *rings, rings[-1])
    between = (_halfway(*padded[i : i + 4]) for i in range(len(rings) - 1))
    pairs = zip(rings, between, strict=False)
    return (*(ring for pair in pairs for ring in pair), rings[-1])


def _halfway(before: Ring, a: Ring, b: Ring, after: Ring) -> Ring:
    """The middle of a to b by the four-point rule (9 a + 9 b - before - after) / 16, in a's cloth."""
    shape = [
        (9 * p + 9 * q - o - r) / 16 for o, p, q, r in zip(before[:4], a[:4], b[:4], after[:4], strict=True)
    ]
    return Ring(
        shape[0], max(shape[1], 0.002), max(shape[2], 0.002), shape[3], a.cloth, (a.bare + b.bare) / 2
    )


def _round(t: float, radius: float, cloth: str = "skin") -> Ring:
    return Ring(t, radius, radius, 0.0, cloth)


_TORSO = (
    Ring(-0.19, 0.010, 0.015, -0.012, "trousers"),
    Ring(-0.17, 0.055, 0.050, -0.014, "trousers"),
    Ring(-0.10, 0.124, 0.080, -0.020, "trousers"),
    Ring(-0.02, 0.168, 0.100, -0.020, "trousers"),
    Ring(0.10, 0.167, 0.103, -0.012, "trousers"),
    Ring(0.19, 0.150, 0.099, -0.003, "top"),
    Ring(0.33, 0.136, 0.092, 0.004, "top"),
    Ring(0.48, 0.140, 0.098, 0.007, "top"),
    Ring(0.60, 0.150, 0.107, 0.011, "top"),
    Ring(0.72, 0.162, 0.115, 0.014, "top"),
    Ring(0.83, 0.172, 0.109, 0.007, "top"),
    Ring(0.93, 0.188, 0.092, -0.005, "top"),
    Ring(1.00, 0.199, 0.074, -0.013, "top"),
    Ring(1.05, 0.190, 0.060, -0.016, "top"),
    Ring(1.08, 0.152, 0.056, -0.016, "top"),
    Ring(1.115, 0.088, 0.054, -0.014, "top"),
    Ring(1.135, 0.062, 0.050, -0.010),
    Ring(1.15, 0.010, 0.010, -0.006),
)
_NECK = (
    _round(-0.10, 0.058),
    _round(0.12, 0.050),
    _round(0.55, 0.046),
    _round(1.00, 0.044),
)
_HEAD = (
    Ring(-0.114, 0.010, 0.012, 0.058),
    Ring(-0.106, 0.030, 0.034, 0.050),
    Ring(-0.085, 0.046, 0.058, 0.032),
    Ring(-0.065, 0.055, 0.072, 0.020, "hair", -0.75),
    Ring(-0.045, 0.061, 0.082, 0.010, "hair", -0.45),
    Ring(-0.020, 0.066, 0.090, 0.001, "hair", -0.15),
    Ring(0.010, 0.070, 0.097, -0.004, "hair", 0.15),
    Ring(0.040, 0.073, 0.101, -0.007, "hair", 0.45),
    Ring(0.060, 0.073, 0.101, -0.008, "hair", 0.62),
    Ring(0.078, 0.072, 0.099, -0.009, "hair", 0.80),
    Ring(0.088, 0.073, 0.100, -0.008, "hair"),
    Ring(0.110, 0.063, 0.087, -0.009, "hair"),
    Ring(0.132, 0.042, 0.060, -0.010, "hair"),
    Ring(0.143, 0.006, 0.008, -0.011, "hair"),
)
_BUN = (
    Ring(0.052, 0.004, 0.004, -0.125, "hair"),
    Ring(0.062, 0.030, 0.026, -0.125, "hair"),
    Ring(0.085, 0.042, 0.038, -0.128, "hair"),
    Ring(0.110, 0.036, 0.032, -0.128, "hair"),
    Ring(0.124, 0.004, 0.004, -0.126, "hair"),
)
_NOSE = (
    Ring(-0.024, 0.003, 0.003, 0.096),
    Ring(-0.019, 0.013, 0.016, 0.098),
    Ring(-0.008, 0.012, 0.019, 0.099),
    Ring(0.012, 0.008, 0.012, 0.095),
    Ring(0.032, 0.005, 0.006, 0.091),
)
_EAR = (
    Ring(-0.032, 0.003, 0.004, -0.002),
    Ring(-0.020, 0.008, 0.014, 0.000),
    Ring(0.006, 0.011, 0.020, -0.002),
    Ring(0.026, 0.009, 0.016, -0.006),
    Ring(0.034, 0.003, 0.004, -0.006),
)
_UPPER_ARM = (
    _round(-0.13, 0.008, "top"),
    _round(-0.11, 0.025, "top"),
    _round(-0.05, 0.041, "top"),
    _round(0.07, 0.050, "top"),
    _round(0.20, 0.052, "top"),
    _round(0.42, 0.050, "top"),
    _round(0.425, 0.043),
    _round(0.60, 0.042),
    _round(0.85, 0.037),
    _round(1.00, 0.036),
    _round(1.09, 0.026),
    _round(1.13, 0.006),
)
_FOREARM = (
    _round(-0.13, 0.006),
    _round(-0.09, 0.026),
    _round(0.00, 0.036),
    _round(0.22, 0.040),
    _round(0.50, 0.034),
    _round(0.80, 0.026),
    _round(1.00, 0.025),
)
_HAND = (
    Ring(-0.20, 0.018, 0.014),
    Ring(0.00, 0.026, 0.018),
    Ring(0.45, 0.038, 0.017),
    Ring(1.00, 0.044, 0.015),
    Ring(1.50, 0.038, 0.012),
    Ring(1.95, 0.026, 0.009),
    Ring(2.10, 0.004, 0.003),
)
_THUMB = (_round(-0.2, 0.010), _round(0.5, 0.014), _round(1.3, 0.011), _round(1.9, 0.009), _round(2.1, 0.002))
_THIGH = (
    _round(-0.19, 0.008, "trousers"),
    _round(-0.16, 0.036, "trousers"),
    _round(-0.09, 0.062, "trousers"),
    _round(0.06, 0.079, "trousers"),
    _round(0.24, 0.083, "trousers"),
    _round(0.45, 0.077, "trousers"),
    _round(0.70, 0.065, "trousers"),
    _round(0.92, 0.056, "trousers"),
    _round(1.00, 0.054, "trousers"),
    _round(1.09, 0.040, "trousers"),
    _round(1.13, 0.008, "trousers"),
)
_SHIN = (
    _round(-0.13, 0.008, "trousers"),
    _round(-0.09, 0.042, "trousers"),
    _round(0.00, 0.055, "trousers"),
    Ring(0.18, 0.057, 0.057, -0.008, "trousers"),
    Ring(0.34, 0.056, 0.056, -0.010, "trousers"),
    Ring(0.62, 0.044, 0.044, -0.004, "trousers"),
    _round(0.86, 0.036, "trousers"),
    _round(0.92, 0.030),
    _round(1.00, 0.034),
    _round(1.07, 0.026),
    _round(1.09, 0.004),
)
_FOOT = (
    Ring(-0.12, 0.006, 0.006, 0.006),
    Ring(-0.08, 0.026, 0.026, 0.006),
    Ring(0.06, 0.034, 0.034, 0.010),
    Ring(0.25, 0.034, 0.036, 0.014),
    Ring(0.50, 0.038, 0.030, 0.010),
    Ring(0.80, 0.046, 0.022, 0.002),
    Ring(1.02, 0.044, 0.017, -0.002),
    Ring(1.14, 0.034, 0.012, -0.006),
    Ring(1.19, 0.006, 0.004, -0.008),
)

_LIMBS = (
    Part("upper arm", _UPPER_ARM, 16),
    Part("forearm", _FOREARM, 16),
    Part("hand", _HAND, 12),
    Part("thumb", _THUMB, 8),
    Part("thigh", _finer(_THIGH), 20),
    Part("shin", _SHIN, 18),
    Part("foot", _FOOT, 14),
)

PARTS: Final = (
    Part("torso", _finer(_TORSO), 32),
    Part("neck", _NECK, 16),
    Part("head", _finer(_HEAD), 24),
    Part("head", _BUN, 14),
    Part("head", _NOSE, 10),
    Part("left ear", _EAR, 10),
    Part("right ear", _EAR, 10),
    *(limb._replace(axis=f"{side} {limb.axis}") for side in ("left", "right") for limb in _LIMBS),
)
