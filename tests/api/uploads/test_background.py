"""`/api/analyses`: a film is sent once, and its owner alone asks, listens, cancels."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from server.client.rest import call
from server.demo.choreography import Step
from tests.api.conftest import ADA, Person, Serve, one_sentence, sign_up
from tests.api.test_analyses import prompted
from tests.client.films import film
from tests.serving import Serving, serving

WITHIN_S = 60.0


def begin(client: TestClient, who: Person, content: bytes, **fields: str) -> Any:
    files = {"video": ("a.mp4", content)}
    return client.post("/api/analyses", files=files, data=fields, headers=who.headers)


def ended(client: TestClient, who: Person, path: str) -> Any:
    deadline = time.monotonic() + WITHIN_S
    while (job := client.get(path, headers=who.headers).json())["state"] == "working":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return job


def test_a_film_is_looked_at_in_the_background(client: TestClient, ada: Person, tmp_path: Path) -> None:
    prompted(client, Step("warrior2", 11.0, "left"))
    content = film(tmp_path / "a.mp4", frames=80, fps=10).read_bytes()
    answer = begin(client, ada, content, pose_name="warrior2", skill_level="advanced")
    assert answer.status_code == 202
    assert answer.json()["state"] == "working"
    path = answer.headers["Location"]
    assert path == f"/api/analyses/{answer.json()['id']}"
    job = ended(client, ada, path)
    assert (job["state"], job["error"]) == ("done", None)
    assert job["seconds"] == job["duration_s"] == pytest.approx(8.0, abs=0.2)
    result = job["result"]
    assert (result["pose_id"], result["pose_detected"], result["skill_level"]) == (
        "warrior2",
        True,
        "advanced",
    )
    assert result["film"]["holds"]
    assert result["picture"]
    listed = client.get("/api/analyses", headers=ada.headers).json()["data"]
    assert [(one["id"], one["result"]) for one in listed] == [(job["id"], None)]


def test_without_a_pose_it_is_recognised(client: TestClient, ada: Person, tmp_path: Path) -> None:
    prompted(client, Step("tree", 8.0))
    content = film(tmp_path / "a.mp4", frames=60, fps=10).read_bytes()
    job = ended(client, ada, begin(client, ada, content).headers["Location"])
    assert job["result"]["pose_id"] == "tree"


def test_who_leaves_takes_their_analyses_along(client: TestClient, ada: Person) -> None:
    path = begin(client, ada, b"nonsense").headers["Location"]
    ended(client, ada, path)
    gone = client.request("DELETE", "/auth/me", json={"password": ADA["password"]}, headers=ada.headers)
    assert gone.status_code == 200
    assert len(client.app.state.services.jobs) == 0  # type: ignore[attr-defined]


def test_a_file_that_cannot_be_read_fails_with_the_reason(client: TestClient, ada: Person) -> None:
    job = ended(client, ada, begin(client, ada, b"nonsense").headers["Location"])
    assert (job["state"], job["result"]) == ("failed", None)
    assert job["error"]["detail"].startswith("The file is no picture")
    assert begin(client, ada, b"again").status_code == 202


def test_the_body_of_a_stranger_is_not_even_read(client: TestClient) -> None:
    answer = client.post("/api/analyses", files={"video": ("a.mp4", b"x")})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    one_sentence(answer)


def test_an_unknown_pose_is_404_and_begins_nothing(client: TestClient, ada: Person) -> None:
    assert begin(client, ada, b"x", pose_name="nope").status_code == 404
    assert client.get("/api/analyses", headers=ada.headers).json()["data"] == []


def test_nobody_else_finds_it(client: TestClient, ada: Person) -> None:
    eve = sign_up(client, email="eve@example.org")
    path = begin(client, ada, b"nonsense").headers["Location"]
    for method, there in (("GET", path), ("DELETE", path), ("GET", f"{path}/events")):
        theirs = client.request(method, there, headers=eve.headers)
        none = client.request(method, there.replace(path, "/api/analyses/none"), headers=eve.headers)
        assert (theirs.status_code, theirs.content) == (404, none.content)
        assert client.request(method, there).status_code == 401
    assert client.get("/api/analyses", headers=eve.headers).json()["data"] == []
    assert ended(client, ada, path)["state"] == "failed"


def test_who_has_heard_everything_is_told_to_listen_no_more(client: TestClient, ada: Person) -> None:
    path = begin(client, ada, b"nonsense").headers["Location"]
    ended(client, ada, path)
    (event,) = events(client.get(f"{path}/events", headers=ada.headers).text)
    assert event["event"] == "failed"
    assert event["data"]["error"]["code"] == "bad_frame"
    again = ada.headers | {"Last-Event-ID": event["id"]}
    assert client.get(f"{path}/events", headers=again).status_code == 204


def test_a_cancelled_one_is_forgotten(client: TestClient, ada: Person, tmp_path: Path) -> None:
    content = film(tmp_path / "a.mp4", frames=600, fps=10).read_bytes()
    path = begin(client, ada, content).headers["Location"]
    assert client.delete(path, headers=ada.headers).status_code == 200
    assert client.get(path, headers=ada.headers).status_code == 404
    assert begin(client, ada, b"the place is free").status_code == 202


def test_one_at_a_time(serve: Serve, tmp_path: Path) -> None:
    client = serve()
    ada = sign_up(client)
    content = film(tmp_path / "a.mp4", frames=600, fps=10).read_bytes()
    path = begin(client, ada, content).headers["Location"]
    second = begin(client, ada, content)
    assert second.status_code == 429
    assert int(second.headers["Retry-After"]) >= 1
    client.delete(path, headers=ada.headers)


def events(text: str) -> list[dict[str, Any]]:
    found = []
    for block in text.split("\n\n"):
        if lines := [line for line in block.splitlines() if not line.startswith(":")]:
            fields = dict(line.split(": ", 1) for line in lines)
            found.append(fields | {"data": json.loads(fields["data"])})
    return found


class Listener:
    """One connection to a job's events on a real server."""

    def __init__(self, server: Serving, path: str, token: str, last: str | None = None) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        headers = {"Authorization": f"Bearer {token}"} | ({"Last-Event-ID": last} if last else {})
        self.connection.request("GET", f"{path}/events", headers=headers)
        self.answer = self.connection.getresponse()

    def __enter__(self) -> Iterator[dict[str, Any]]:
        return self._told()

    def __exit__(self, *exc: object) -> None:
        self.answer.close()
        self.connection.close()

    def _told(self) -> Iterator[dict[str, Any]]:
        block = ""
        while line := self.answer.readline().decode():
            block += line
            if line == "\n":
                yield from events(block)
                block = ""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("server")) as running:
        yield running


def sent(server: Serving, token: str, content: bytes) -> str:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="video"; filename="a"\r\n\r\n'
        + content
        + b"\r\n--b--\r\n"
    )
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "multipart/form-data; boundary=b"}
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)) as connection:
        connection.request("POST", "/api/analyses", body, headers)
        answer = connection.getresponse()
        assert answer.status == 202, answer.read()
        return answer.headers["Location"]


def test_a_lost_connection_goes_on_where_it_was(server: Serving, tmp_path: Path) -> None:
    token = server.sign_up("ada")
    path = sent(server, token, film(tmp_path / "a.mp4", frames=900, fps=10).read_bytes())
    with Listener(server, path, token) as told:
        heard = [next(told), next(told)]
    assert [event["event"] for event in heard] == ["progress", "progress"]
    with Listener(server, path, token, heard[-1]["id"]) as told:
        rest = list(told)
    assert rest[-1]["event"] == "done"
    numbers = [int(event["id"]) for event in (*heard, *rest)]
    assert numbers == sorted(set(numbers))
    seconds = [event["data"]["seconds"] for event in (*heard, *rest)]
    assert seconds == sorted(seconds)
    assert rest[-1]["data"]["result"]["message"] == "There is nobody to be seen."


def test_after_a_logout_nothing_more_is_told(server: Serving, tmp_path: Path) -> None:
    token = server.sign_up("eve")
    path = sent(server, token, film(tmp_path / "a.mp4", frames=1500, fps=10).read_bytes())
    with Listener(server, path, token) as told:
        next(told)
        call(server.address, "/auth/logout", {}, token=token)
        assert all(event["event"] == "progress" for event in told)


def test_a_server_that_stops_says_so_to_whoever_listens(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        token = server.sign_up()
        path = sent(server, token, film(tmp_path / "a.mp4", frames=3000, fps=10).read_bytes())
        with Listener(server, path, token) as told:
            next(told)
            status = server.terminate()
            last = list(told)[-1]
    assert status == 0
    assert (last["event"], last["data"]["error"]["code"]) == ("failed", "restarting")
