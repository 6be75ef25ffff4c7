"""`yoga-assistant serve`: the page, the API and the socket in one process."""

from __future__ import annotations

import gc
import io
import math
import resource
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Final

import click
import segno
import uvicorn
from pydantic import ValidationError
from starlette.applications import Starlette

from server.analysis.engines import models
from server.analysis.loading import load_library
from server.app import create_app
from server.certificate import machine_addresses, self_signed
from server.errors import YogaError
from server.heap import share_arenas
from server.logs import set_up_logging
from server.services import Services
from server.serving import PunctualProtocol
from server.settings import Settings

TCP_USER_TIMEOUT_MS: Final = 25_000
"""A client that takes nothing for this long is cut off by the kernel: uvicorn itself would wait for ever."""

STOP_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
PING_S: Final = 20.0
BACKLOG: Final = 512

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("serve")
@click.option("--tls-self-signed", is_flag=True, help="Make a certificate for this machine's addresses.")
@click.option("--tls-cert", type=FILE, help="Certificate chain, PEM.")
@click.option("--tls-key", type=FILE, help="Its private key, PEM.")
def command(tls_self_signed: bool, tls_cert: Path | None, tls_key: Path | None) -> None:
    """Serve the page, the API and the socket.

    Everything else is a setting, from the environment or `.env`: see `yoga-assistant settings`.
    """
    if bool(tls_cert) != bool(tls_key) or (tls_cert and tls_self_signed):
        raise click.UsageError("Give --tls-cert and --tls-key together, or --tls-self-signed alone.")
    try:
        settings = read_settings()
        set_up_logging(settings.log_level)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold pictures
        share_arenas()
        load_library(settings.pose_packs)  # a mistake in it is told before anything starts
        _have_model(settings)
        tls = self_signed(settings.data_dir, machine_addresses()) if tls_self_signed else (tls_cert, tls_key)
        serve(settings, *tls)
    except YogaError as error:
        raise click.ClickException(error.message) from None


def read_settings() -> Settings:
    """Read the environment. Raises click's error, which never shows a value: one of them is a secret."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(f"{e['loc'][0]}: {e['msg']}" for e in error.errors(include_input=False))
        raise click.ClickException(f"The settings are not as they should be: {wrong}") from None


def _have_model(settings: Settings) -> None:
    if settings.engine != "scripted":
        models.ensure(settings.model, settings.model_dir, tell=lambda line: click.echo(f"  {line}"))


def serve(settings: Settings, certificate: Path | None = None, key: Path | None = None) -> None:
    """Run until a signal says stop."""
    app = create_app(settings)
    gc.freeze()  # the program itself is no garbage: looking through it took 80 ms of an answer now and then
    scheme = "https" if certificate else "http"
    with _listen(settings.api_host, settings.api_port) as listener:
        port: int = listener.getsockname()[1]
        server = Server(
            _config(app, settings, certificate, key), app, lambda: _announce(settings, scheme, port)
        )
        for stop in (signal.SIGINT, signal.SIGTERM):
            # uvicorn handles both, and then raises them again: having stopped as asked is no failure.
            signal.signal(stop, lambda _number, _frame: None)
        try:
            server.run(sockets=[listener])
        except SystemExit:
            # uvicorn has logged how the start failed; what is known to go wrong is told in one sentence too.
            raise getattr(app.state, "failure", None) or click.exceptions.Exit(3) from None


class Server(uvicorn.Server):
    """uvicorn, which tells when it is ready and lets sessions leave before it closes their sockets."""

    def __init__(self, config: uvicorn.Config, app: Starlette, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._app = app
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's, but a signal that was obeyed is not raised again: to stop in order is a success."""
        former = {number: signal.signal(number, self.handle_exit) for number in STOP_SIGNALS}
        try:
            yield
        finally:
            for number, handler in former.items():
                signal.signal(number, handler)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        services: Services = self._app.state.services
        await services.jobs.stop()
        await services.roster.stop(services.settings.drain_timeout_s)
        await super().shutdown(sockets)


def _config(app: Starlette, settings: Settings, certificate: Path | None, key: Path | None) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="uvloop",
        http=PunctualProtocol,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        # Beyond this the socket closes by itself, with 1009 and no message of ours (SPEC 6.6).
        ws_max_size=2 * max(settings.max_frame_bytes, settings.max_text_bytes),
        ws_ping_interval=PING_S,
        ws_ping_timeout=PING_S,
        timeout_graceful_shutdown=math.ceil(settings.drain_timeout_s),
        lifespan="on",
        log_config=None,
        access_log=False,  # it would write the query of a URL; the application has its own
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.create_server(address, family=family, backlog=BACKLOG)
    except OSError as error:
        raise click.ClickException(
            f"Cannot listen on {host}:{port} ({error.strerror}); choose another API_HOST or API_PORT."
        ) from None
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, TCP_USER_TIMEOUT_MS)
    return listener


def _announce(settings: Settings, scheme: str, port: int) -> None:
    urls = [f"{scheme}://{host}:{port}" for host in _hosts(settings.api_host)]
    click.echo(f"Yoga Assistant is ready: {urls[0]}")
    if len(urls) > 1:
        click.echo(f"From another device on this network: {' '.join(urls[1:])}")
        if scheme == "https":
            click.echo(_qr(urls[1]))
        else:
            click.echo("A camera on another device needs HTTPS: start with HTTPS=1, or --tls-self-signed.")


def _hosts(host: str) -> list[str]:
    try:
        everywhere = ip_address(host).is_unspecified
    except ValueError:
        return [host]
    if not everywhere:
        return [f"[{host}]" if ":" in host else host]
    reached = [f"[{a}]" if a.version == 6 else str(a) for a in machine_addresses()]
    return ["localhost", *reached]


def _qr(url: str) -> str:
    drawn = io.StringIO()
    segno.make(url, error="m").terminal(drawn, compact=True)
    return drawn.getvalue()
