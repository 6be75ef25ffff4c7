"""What the terminal shows while a practice runs: a live panel, plain lines, or JSON for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Protocol

import click
import orjson
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from server.analysis.feedback import Announcement, FlowChange, PoseReading
from server.client.flows import announced, flow_table, place_lines, score_text
from server.client.tally import Tally
from server.stream.wire import (
    ErrorMessage,
    Event,
    FeedbackMessage,
    GoingAway,
    ServerMessage,
    Status,
    SummaryMessage,
    Welcome,
    dump,
)

CUE_FRESH_S: Final = 1.0
"""An older cue is neither shown nor spoken (SPEC 5.3)."""

_LINE: Final = orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_APPEND_NEWLINE


class View(Protocol):
    """Shown every message, as it comes; entered before the first one."""

    def __enter__(self) -> View: ...

    def __exit__(self, *exc: object) -> None: ...

    def show(self, message: ServerMessage) -> None: ...


class JsonView:
    """Every message as one line of JSON."""

    def __enter__(self) -> JsonView:
        return self

    def __exit__(self, *exc: object) -> None: ...

    def show(self, message: ServerMessage) -> None:
        click.echo(dump(message))


class LandmarksFile:
    """Keeps where the body was, a line of JSON for each answered frame."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> LandmarksFile:
        self._out = self._path.open("wb")
        return self

    def __exit__(self, *exc: object) -> None:
        self._out.close()

    def show(self, message: ServerMessage) -> None:
        if isinstance(message, FeedbackMessage):
            self._out.write(orjson.dumps(_landmarks_line(message), option=_LINE))


def _landmarks_line(feedback: FeedbackMessage) -> dict[str, object]:
    return {
        "seq": feedback.seq,
        "captured_us": feedback.captured_us,
        "image": feedback.landmarks,
        "pose": feedback.pose and feedback.pose.id,
    }


class PlainView:
    """A line for each change: what a log file or a pipe gets."""

    def __init__(self) -> None:
        self._said: dict[str, object] = {}

    def __enter__(self) -> PlainView:
        return self

    def __exit__(self, *exc: object) -> None: ...

    def show(self, message: ServerMessage) -> None:
        match message:
            case Welcome():
                click.echo(_greeting(message))
            case Status(state="away", message=str() as sentence):
                click.echo(sentence)
            case FeedbackMessage():
                self._show_changes(message)
            case Event(flow=FlowChange(say=Announcement()) as change):
                click.echo(announced(change))
            case ErrorMessage(fatal=False):
                self._say("error", message.code, message.message)
            case SummaryMessage():
                Console(width=100).print(*summary_tables(message))

    def _show_changes(self, feedback: FeedbackMessage) -> None:
        pose = feedback.pose
        self._say("pose", pose and (pose.id, pose.side), f"In {describe(pose)}" if pose else "In no pose")
        notice = feedback.notice
        self._say("notice", notice and notice.id, f"  {notice.text}" if notice else "")
        cue = feedback.cue
        if cue is not None:
            self._say("cue", cue.n, f"  {cue.text}")

    def _say(self, subject: str, value: object, line: str) -> None:
        if self._said.get(subject) != value:
            self._said[subject] = value
            if line:
                click.echo(line)


class LiveView:
    """A panel that is drawn anew four times a second."""

    def __init__(self, name: str, duration_s: float | None, tally: Tally) -> None:
        self._tally = tally
        self._console = Console()
        columns = (TextColumn("{task.description}"), BarColumn(bar_width=40), TimeElapsedColumn())
        self._progress = Progress(*columns, console=self._console)
        self._task = self._progress.add_task(name, total=duration_s)
        self._last: FeedbackMessage | None = None
        self._saved: int | None = None
        self._live = Live(console=self._console, refresh_per_second=4, get_renderable=self.panel)

    def __enter__(self) -> LiveView:
        self._live.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._live.stop()

    def show(self, message: ServerMessage) -> None:
        match message:
            case Welcome():
                self._console.print(_greeting(message))
            case FeedbackMessage():
                self._last = message
            case Event(event="saved"):
                self._saved = message.seq
            case Event(flow=FlowChange(say=Announcement()) as change):
                self._console.print(Text(announced(change), style="bold"))
            case ErrorMessage(fatal=False):
                self._console.print(Text(message.message, style="yellow"))
            case GoingAway():
                self._console.print(Text("The server is restarting.", style="yellow"))
            case Status(state="away", message=str() as sentence):
                self._console.print(Text(sentence, style="yellow"))
            case SummaryMessage():
                self._live.stop()
                self._console.print(*summary_tables(message))

    def panel(self) -> RenderableType:
        """What stands on the screen now."""
        self._progress.update(self._task, completed=self._tally.position_s)
        lines: list[RenderableType] = [self._progress]
        if self._last is not None:
            lines += [*place_lines(self._last.flow), _pose_line(self._last), _word_line(self._last)]
        return Group(*lines, self._figures())

    def _figures(self) -> Text:
        tally = self._tally
        latency = tally.latency_ms(50)
        shown = "–" if latency is None else f"{latency:.0f} ms"
        saved = "" if self._saved is None else f" · saved up to frame {self._saved}"
        figures = f"{tally.rate:.0f} frames/s · latency {shown} (median) · {tally.dropped} dropped{saved}"
        return Text(figures, style="dim")


def describe(pose: PoseReading) -> str:
    return pose.name if pose.side is None else f"{pose.name}, {pose.side} side"


def _greeting(welcome: Welcome) -> str:
    if welcome.resumed:
        return f"Practice {welcome.session} goes on."
    kept = "kept in your history" if welcome.stored else "not kept: you are a guest"
    return f"Practice {welcome.session} ({kept})."


def _pose_line(feedback: FeedbackMessage) -> Text:
    if feedback.pose is None:
        return Text("no pose", style="dim")
    line = Text(describe(feedback.pose), style="bold")
    if feedback.score is not None:
        line.append(f"   score {feedback.score}", style=_colour(feedback.score))
    if feedback.hold_s > 0:
        line.append(f"   hold {feedback.hold_s:.1f} s", style="bold" if feedback.holding else "dim")
    return line


def _word_line(feedback: FeedbackMessage) -> Text:
    if feedback.notice is not None:
        return Text(feedback.notice.text, style="yellow")
    if feedback.cue is not None and feedback.cue.age_s <= CUE_FRESH_S:
        return Text(feedback.cue.text, style="cyan")
    return Text("")


def _colour(score: float) -> str:
    return "green" if score >= 80 else "yellow" if score >= 60 else "red"


def summary_tables(summary: SummaryMessage) -> list[Table]:
    """The flows, where there were any, then the whole practice."""
    return [*(flow_table(flow) for flow in summary.flows), summary_table(summary)]


def summary_table(summary: SummaryMessage) -> Table:
    """The whole practice: a row for each hold, the totals below it."""
    table = Table(title=f"Practice of {summary.duration_s:.0f} s, {summary.ending}", caption=_totals(summary))
    for heading in ("pose", "side", "from", "held", "mean", "best", "still open"):
        table.add_column(heading, justify="right" if heading in ("from", "held", "mean", "best") else "left")
    for hold in summary.holds:
        times = (f"{hold.start_s:.1f} s", f"{hold.hold_s:.1f} s")
        scores = (score_text(hold.mean_score), score_text(hold.best_score))
        table.add_row(hold.pose_name, hold.side or "", *times, *scores, "\n".join(hold.open))
    return table


def _totals(summary: SummaryMessage) -> str:
    kept = f"number {summary.id} in your history" if summary.stored else "not kept"
    return (
        f"mean score {score_text(summary.mean_score)}, "
        f"{summary.cues_fixed} of {summary.cues_given} cues fixed, "
        f"{summary.frames_seen} frames seen, {summary.frames_dropped} dropped; {kept}"
    )
