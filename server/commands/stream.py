"""`yoga-assistant stream`: practise from a file, a camera or the demo practitioner."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Final, get_args

import click

from server.analysis.feedback import Level
from server.analysis.loading import load_library
from server.client.address import DEFAULT, Address
from server.client.demo import Demo
from server.client.errors import TurnedAway
from server.client.local import answers, local_server
from server.client.logins import renew
from server.client.practice import Outcome, Practice
from server.client.sources import DEFAULT_FPS, DEFAULT_WIDTH, Camera, Look, Source, VideoFile
from server.client.tokens import default_file, stored_token
from server.client.transport import SOURCE, Transport
from server.client.views import JsonView, LandmarksFile, LiveView, PlainView, View
from server.commands.language import LANG
from server.demo.choreography import Choreography
from server.demo.flows import practised
from server.errors import NotAuthenticated
from server.stream.wire import VERSION, Flow, Hello, ServerMessage

FPS_RANGE: Final = click.FloatRange(0.5, 120.0)
LOGIN_RUN_OUT: Final = "Your login has run out: run `yoga-assistant login` again, or add --guest."
LOGIN_NEEDED: Final = "This server takes no guests: run `yoga-assistant login` first."


@click.command("stream")
@click.argument("source", metavar="FILE|demo|CAMERA")
@click.option(
    "--server", "server_url", default=DEFAULT, envvar="YOGA_SERVER", show_default=True, help="Where."
)
@click.option("--pose", metavar="ID", help="The pose you work on; without it any pose is recognised.")
@click.option("--flow", metavar="ID", help="Be led through a flow; `yoga-assistant flows` lists them.")
@click.option("--step", type=click.IntRange(1), default=1, help="Where to begin in the flow.")
@click.option(
    "--level", type=click.Choice(get_args(Level)), default="beginner", show_default=True, help="Yours."
)
@click.option(
    "--fps", type=FPS_RANGE, default=DEFAULT_FPS, show_default=True, help="Frames sent a second, at most."
)
@click.option("--width", type=click.IntRange(64, 1920), default=DEFAULT_WIDTH, help="Widest picture sent.")
@click.option("--speed", type=click.FloatRange(0.1, 10.0), default=1.0, help="How fast a film is played.")
@click.option("--seconds", type=click.FloatRange(min=0.1), help="Stop after this long.")
@click.option("--json", "as_json", is_flag=True, help="Print every message as a line of JSON.")
@click.option("--landmarks-out", type=click.Path(path_type=Path, dir_okay=False), help="Keep landmarks here.")
@click.option(
    "--transport",
    type=click.Choice(get_args(Transport)),
    default="ws",
    show_default=True,
    help="Pictures over a WebSocket, or video over WebRTC (whip).",
)
@LANG
@click.option("--guest", is_flag=True, help="Use no login: nothing is kept.")
@click.option("--token", envvar="YOGA_TOKEN", hidden=True, help="Better kept in the variable YOGA_TOKEN.")
def command(
    *,
    source: str,
    server_url: str,
    pose: str | None,
    flow: str | None,
    step: int,
    level: Level,
    fps: float,
    width: int,
    speed: float,
    seconds: float | None,
    as_json: bool,
    landmarks_out: Path | None,
    transport: Transport,
    language: str,
    guest: bool,
    token: str | None,
) -> None:
    """Practise from a film, the demo practitioner or a camera such as /dev/video0.

    With `--flow` you are led through a flow; the practice ends when it is finished.
    A connection that breaks is made again, and the same practice goes on, as long as the server waits for it.
    Ctrl-C ends the practice and shows its summary. `stream demo` starts a server of its own where none
    answers. With `login` before, the practice is kept in your history.

    Exit codes: 0 done, 1 the source cannot be used, 2 wrong usage, 3 the server refused or ended the
    practice, 4 no server, 5 the connection was lost.
    """
    server = Address.parse(server_url)
    pictures = open_source(source, Look(fps=fps, width=width), flow, step - 1)
    # A server of our own keeps its data where the one at this address would, and knows its logins.
    origin = server.origin
    kept = None if guest else token or stored_token(default_file(), origin)
    with ExitStack() as stack:
        if source == "demo" and server.local and not answers(server):
            click.echo("No server answers: starting one for this practice.", err=True)
            server = stack.enter_context(local_server({})).address
        hello = Hello(
            type="hello",
            version=VERSION,
            token=kept,
            language=language,
            pose=pose,
            level=level,
            source=SOURCE[transport],
        )
        own = kept is not None and token is None
        renewing = partial(renew, server, default_file(), origin) if own else _no_renewal
        led = Flow(type="flow", action="start", flow=flow, step=step - 1) if flow else None
        practice = Practice(
            server, hello, pictures, speed=speed, transport=transport, renew=renewing, flow=led
        )
        views = [stack.enter_context(view) for view in _views(as_json, landmarks_out, practice, pictures)]
        try:
            outcome = _run(practice, seconds, views)
        except TurnedAway as error:
            raise _explained(error, logged_in=kept is not None) from None
    if outcome.cut_short is not None:
        raise outcome.cut_short


def _no_renewal() -> None:
    """A guest has no login, and a token from outside comes without what renews it."""


def open_source(name: str, look: Look, flow: str | None = None, begin: int = 0) -> Source:
    """A film by its path, `demo`, or a camera by its device or number. Raises SourceUnusable.

    The demo practitioner does the flow that is asked for.
    """
    if name == "demo":
        return Demo(look) if flow is None else Demo(look, _practised(flow, begin))
    if name.isdigit():
        return Camera(f"/dev/video{name}", look)
    path = Path(name)
    if path.is_char_device():
        return Camera(name, look)
    film = VideoFile(path, look)
    film.check()
    return film


def _practised(flow: str, begin: int) -> Choreography:
    flows = load_library().flows
    if flow not in flows:
        raise click.BadParameter(f"The demo practitioner knows {', '.join(flows)}.", param_hint="--flow")
    course = flows[flow].course()
    if begin >= len(course.steps):
        raise click.BadParameter(f"The flow has {len(course.steps)} steps.", param_hint="--step")
    return practised(course, begin=begin)


def _views(as_json: bool, landmarks_out: Path | None, practice: Practice, source: Source) -> list[View]:
    shown = _view(as_json, practice, source)
    return [shown] if landmarks_out is None else [shown, LandmarksFile(landmarks_out)]


def _view(as_json: bool, practice: Practice, source: Source) -> View:
    if as_json:
        return JsonView()
    if not sys.stdout.isatty():
        return PlainView()
    return LiveView(source.name, source.duration_s, practice.tally)


def _run(practice: Practice, seconds: float | None, views: list[View]) -> Outcome:
    def watch(message: ServerMessage) -> None:
        for view in views:
            view.show(message)

    async def main() -> Outcome:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, _stop_once, loop, number, practice)
        if seconds is not None:
            loop.call_later(seconds, practice.stop)
        return await practice.run(watch)

    return asyncio.run(main())


def _stop_once(loop: asyncio.AbstractEventLoop, number: int, practice: Practice) -> None:
    practice.stop()
    loop.remove_signal_handler(number)  # a second Ctrl-C does not wait for the summary


def _explained(error: TurnedAway, *, logged_in: bool) -> TurnedAway:
    """The same, with what the user can do about it."""
    if error.code != NotAuthenticated.code:
        return error
    return TurnedAway(LOGIN_RUN_OUT if logged_in else LOGIN_NEEDED, error.code)
