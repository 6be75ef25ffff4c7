"""Schemathesis against a real server: everything the document says is tried, and much that it forbids."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from server.client.rest import call
from tests.serving import Serving

ROOT = Path(__file__).parents[3]
SEED = os.environ.get("FUZZ_SEED", "1")
"""The same cases every time, so that a change is judged by what it changes; another one finds more."""

PERSON = {
    "fullname": "Fay Uzzer",
    # Not the document's own examples, which are sent too: they would delete this account.
    "email": "fay@example.net",
    "password": "not-one-of-the-examples",
    "sex": "other",
    "dob": "1990-05-17",
}
EASY = {
    "signups_per_hour": 1_000_000,
    "logins_per_minute": 1_000_000,
    "login_free_tries": 1_000_000,
    "max_uploads": 100,
    "max_uploads_per_address": 100,
    "max_stills": 100,
    "max_stills_per_address": 100,
    "max_jobs": 1000,
    "max_jobs_per_user": 1000,
}
"""Settings of a server that turns nobody away for asking too often."""

CONFIGURATION = """\
hooks = "tests.api.fuzzing.hooks"

[headers]
Authorization = "Bearer {token}"
# The operator's page is open to this machine itself, but not to what came through a proxy.
X-Forwarded-For = "203.0.113.1"

[checks]
# No schema can say which bytes are a picture, or which address is taken.
positive_data_acceptance.enabled = false
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 429]

# PUT and DELETE there are of a session that would be called `stats`, or `import`.
[[operations]]
include-path-regex = "^/api/sessions/(stats|import)$"
checks.unsupported_method.enabled = false
checks.allow_header_conformance.enabled = false

# Each file is read by a process of its own; and in a form a number is as good a text as any.
[[operations]]
include-path-regex = "^/api/(analyze|analyses|batch-analyze)"
generation.max-examples = {files}
checks.negative_data_rejection.enabled = false

# It ends the login whose token is shown.
[[operations]]
include-path = "/auth/logout"
headers = {{ Authorization = "Bearer {other_token}" }}
"""


@dataclass(frozen=True, slots=True)
class Report:
    said: str
    """What it printed."""

    phases: dict[str, str]
    cases: int
    tested: int
    """Operations."""

    total: int


def fuzz(server: Serving, grant: Callable[[str], None], phases: str, each: int) -> Report:
    """Try every operation in these phases so many times, as somebody whom `grant` has made an operator."""
    token = call(server.address, "/auth/signup", PERSON)["access_token"]
    pair = {name: PERSON[name] for name in ("email", "password")}
    other_token = call(server.address, "/auth/login", pair)["access_token"]
    grant(PERSON["email"])
    configuration = server.folder / "schemathesis.toml"
    configuration.write_text(
        CONFIGURATION.format(token=token, other_token=other_token, files=max(5, each // 10))
    )
    written = server.folder / "report.json"
    # One worker: with more, CPython 3.11 now and then loses count in `ast.parse`, which Hypothesis calls.
    fixed = ("--seed", SEED, "--no-shrink", "--workers", "1", "--request-timeout", "30")
    report = ("--report", "json", "--report-json-path", str(written), "--output-truncate", "true")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(configuration)),
            *(
                "run",
                f"{server.address.origin}/openapi.json",
                *fixed,
                *report,
                "--phases",
                phases,
                "--max-examples",
                str(each),
            ),
        ],
        cwd=server.folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = "\n".join(line[:400] for line in done.stdout.splitlines())
    assert done.returncode == 0, said + done.stderr
    found = json.loads(written.read_text())
    how = {name: phase["status"] for name, phase in found["phases"].items()}
    operations = found["operations"]
    return Report(said, how, found["test_cases"]["generated"], operations["tested"], operations["total"])
