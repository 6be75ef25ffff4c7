"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, settings

from server.store.migrate import migrate
from tests.postgres import REQUIRED, Cluster, cluster, programs

# A busy machine is no mistake in what is tested: an example may take its time, and so may the making of it.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def _plain_tracebacks() -> None:
    """As the server logs them: the richer ones take a second each, and a minute on a busy machine."""
    *others, _ = structlog.get_config()["processors"]
    console = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*others, console])


@pytest.fixture(scope="session")
def evaluation_data() -> Path:
    """The folder of other people's photos and clips, which never enters the repository."""
    named = os.environ.get("YOGA_EVALUATION_DATA")
    if not named:
        pytest.skip("YOGA_EVALUATION_DATA names no folder")
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"YOGA_EVALUATION_DATA names {folder}, which is no folder")
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL server, with a database `ready` that has this version's schema."""
    if programs() is None:
        told = "There is no PostgreSQL here: apt-get install postgresql"
        if os.environ.get(REQUIRED) == "required":
            pytest.fail(told)
        pytest.skip(told)
    with cluster() as running:
        running.query("CREATE DATABASE ready")
        migrate(running.url("ready"))
        yield running
