"""The whole application on a temporary database, with no network and no model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from server.app import create_app
from server.auth import passwords
from server.settings import Settings
from tests.ready import ready

ADA: dict[str, Any] = {
    "fullname": "Ada Lovelace",
    "email": "ada@example.org",
    "password": "password123",
    "sex": "female",
    "dob": "1990-05-17",
}

Serve = Callable[..., TestClient]


@dataclass(frozen=True)
class Person:
    id: int
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@pytest.fixture(scope="package", autouse=True)
def _cheap_hashes() -> Iterator[None]:
    """Nothing here is about what a hash costs, and nearly every test waits for two of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "MEMORY_KIB", 64)
        patch.setattr(passwords, "PASSES", 1)
        yield


def application(folder: Path, **settings: Any) -> TestClient:
    """An application with a folder of its own, to be entered."""
    file = folder / "yoga_assistant.db"
    if "database_url" not in settings and not file.exists():
        file.write_bytes(ready())
    given: dict[str, Any] = {
        "engine": "scripted",
        "data_dir": folder,
        "signups_per_hour": 1000,
        "logins_per_minute": 10_000,
        "max_loop_lag_s": 60.0,
    } | settings
    return TestClient(create_app(Settings(**given)), base_url="http://localhost")


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start an application with settings of one's own; all are stopped at the end."""
    with ExitStack() as started:
        yield lambda **settings: started.enter_context(application(tmp_path, **settings))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One application for those tests of a module that leave nothing behind."""
    with application(tmp_path_factory.mktemp("shared")) as client:
        yield client


@pytest.fixture(scope="module")
def eve(shared: TestClient) -> Person:
    """An account in the shared application."""
    return sign_up(shared, email="eve@example.org")


@pytest.fixture
def client(serve: Serve) -> TestClient:
    return serve()


def sign_up(client: TestClient, **changes: Any) -> Person:
    answer = client.post("/auth/signup", json=ADA | changes)
    assert answer.status_code == 200, answer.text
    return Person(answer.json()["user_id"], answer.json()["access_token"])


@pytest.fixture
def ada(client: TestClient) -> Person:
    return sign_up(client)


def one_sentence(answer: httpx2.Response) -> str:
    """The `detail` of a problem, which is one sentence whatever went wrong."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["title"]
    detail: str = problem["detail"]
    assert isinstance(detail, str)
    assert detail.endswith(".")
    assert "\n" not in detail
    assert isinstance(problem["code"], str)
    return detail
