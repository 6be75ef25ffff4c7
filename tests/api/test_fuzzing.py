"""The document tells the truth: an answer is as it says, never a 5xx, never without the auth it declares."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from server.cli import main
from tests.api.fuzzing import EASY, Report, fuzz
from tests.postgres import Cluster
from tests.serving import serving


def fuzzed(folder: Path, url: str, phases: str, each: int) -> Report:
    def grant(email: str) -> None:
        env = {"YOGA_DATA_DIR": str(folder), "YOGA_DATABASE_URL": url}
        granted = CliRunner().invoke(main, ["user", "grant", email, "operator"], env=env)
        assert granted.exit_code == 0, granted.output

    with serving(folder, database_url=url, **EASY) as server:
        report = fuzz(server, grant, phases, each)
        assert "Traceback" not in server.log
    assert report.tested == report.total
    return report


def test_a_few_hundred_cases(tmp_path: Path) -> None:
    report = fuzzed(tmp_path, "", "examples,fuzzing", 4)
    assert report.cases >= 150


@pytest.mark.parametrize(
    ("path", "methods"),
    [("/api/sessions", "GET, POST"), ("/api/sessions/1", "DELETE, GET, PUT"), ("/api/health", "GET")],
)
def test_a_refused_method_tells_all_that_there_are(shared: TestClient, path: str, methods: str) -> None:
    assert shared.request("PROPFIND", path).headers["Allow"] == methods


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_ten_thousand_cases_in_all_phases(
    tmp_path: Path, database: str, request: pytest.FixtureRequest
) -> None:
    url = ""
    if database == "postgres":
        cluster: Cluster = request.getfixturevalue("postgres")
        url = cluster.create("ready")
    report = fuzzed(tmp_path, url, "examples,coverage,fuzzing,stateful", 260)
    assert report.cases >= 10_000
    assert report.phases == dict.fromkeys(("examples", "coverage", "fuzzing", "stateful"), "success")
