"""What the terminal shows of a flow: its announcements, where it stands, and how it went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rich.table import Table
from rich.text import Text

from server.analysis.feedback import FlowChange, FlowProgress, FlowState
from server.analysis.summary import FlowSummary

_STATES: Final[Mapping[FlowState, str]] = {
    "entering": "",
    "holding": "hold",
    "other_side": "other side",
    "late": "waiting",
    "away": "I'll wait",
}


def announced(change: FlowChange) -> str:
    """What the coach says at a change of a flow, and where that is."""
    words = change.say.text if change.say else ""
    return f"{min(change.step + 1, change.of)} of {change.of}: {words}"


def place_lines(progress: FlowProgress | None) -> list[Text]:
    """The step that is done now, on one line; nothing outside a flow."""
    if progress is None:
        return []
    now, following = progress.now, progress.next
    line = Text(f"{progress.step + 1} of {progress.of}  {now.name}", style="bold")
    if now.side is not None:
        line.append(f", {now.side}", style="bold")
    if now.hold_s:
        line.append(f"   {progress.left_s:.0f} s to go")
    line.append(f"   {_STATES[progress.state]}", style="dim")
    if following is not None:
        line.append(f"   next {following.name}", style="dim")
    return [line]


def flow_table(flow: FlowSummary) -> Table:
    """A row for each step that is through."""
    ending = flow.ending or "not finished"
    caption = f"{flow.done} of {flow.of} steps done, held {flow.held_s:.0f} s, score {score_text(flow.score)}"
    table = Table(title=f"{flow.name}, {ending}", caption=caption)
    for heading in ("step", "side", "how", "held", "score"):
        table.add_column(heading, justify="right" if heading in ("held", "score") else "left")
    for step in flow.steps:
        table.add_row(
            step.name, step.side or "", step.outcome, f"{step.held_s:.0f} s", score_text(step.score)
        )
    return table


def score_text(score: float | None) -> str:
    return "–" if score is None else f"{score:.0f}"
