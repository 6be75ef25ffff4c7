"""What a guest's browser keeps after some weeks of practice, put there before the page starts."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import BrowserContext

POSES = (("warrior2", "Warrior II"), ("tree", "Tree Pose"))


def practices(many: int) -> list[dict[str, Any]]:
    """Newest first, two days apart, the latest an hour ago: two holds each, on alternating sides."""
    now = datetime.now(UTC) - timedelta(hours=1)
    return [_kept(number, now - timedelta(days=2 * number)) for number in range(many)]


def _kept(number: int, ended: datetime) -> dict[str, Any]:
    side = ("left", "right")[number % 2]
    holds = [
        {
            "pose_id": pose, "pose_name": name, "side": side, "start_s": 30.0 * place,
            "hold_s": 20.0 + number, "mean_score": 90.0 - number, "best_score": 95.0 - number,
            "fixed": [], "open": [],
        }
        for place, (pose, name) in enumerate(POSES)
    ]  # fmt: skip
    summary = {
        "type": "summary", "session": f"00000000-0000-4000-8000-{number:012}", "id": None, "stored": False,
        "ending": "completed", "duration_s": 600.0, "frames_seen": 6000, "frames_scored": 5000,
        "frames_dropped": 0, "mean_score": 88.0, "best_score": 95.0, "cues_given": 4, "cues_fixed": 3,
        "holds": holds, "scores": [80.0 + (second % 9) for second in range(600)],
    }  # fmt: skip
    return {"summary": summary, "endedAt": ended.isoformat().replace("+00:00", "Z")}


def keep(context: BrowserContext, many: int) -> None:
    """Every page of the context starts with that many practices, unless it has its own by then."""
    summaries = json.dumps(json.dumps(practices(many)))
    context.add_init_script(f"localStorage.summaries ??= {summaries}")
