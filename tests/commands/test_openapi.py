"""The description of the REST interface, without a server."""

from __future__ import annotations

import json

from click.testing import CliRunner

from server.cli import main


def test_the_document_names_paths_and_models() -> None:
    result = CliRunner().invoke(main, ["openapi"])
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert document["openapi"].startswith("3.1")
    assert "/api/sessions" in document["paths"]
    assert "SessionDetail" in document["components"]["schemas"]


def test_it_is_the_same_each_time() -> None:
    first, second = (CliRunner().invoke(main, ["openapi"]).stdout for _ in range(2))
    assert first == second
