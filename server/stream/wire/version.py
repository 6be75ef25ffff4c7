"""Which wire this is."""

from __future__ import annotations

from typing import Final

VERSION: Final = 1
SUBPROTOCOL: Final = "yoga.v1"
