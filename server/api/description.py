"""What the OpenAPI document says of the API as a whole."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.types import Scope

from server.api.problems import MEDIA_TYPE

DESCRIPTION: Final = """\
A real-time yoga coach. Sign up or log in, and send the `access_token` as `Authorization: Bearer …`.

* A practice itself runs over a WebSocket, `/ws/practice`: see `/asyncapi.json`.
* An error is one sentence in `detail` and a `code` for programs; wrong fields are named in `errors`.
  Where trying again later helps, `Retry-After` says when.
* Times named `date`, `timestamp` and `created_at` are UTC, `YYYY-MM-DD HH:MM:SS`; those that end in `_at` are
  RFC 3339. Scores and accuracies go from 0 to 100.
* A guide, not a doctor: this is not a medical device.
"""
LICENCE: Final = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
TAGS: Final[list[dict[str, Any]]] = [
    {"name": "accounts", "description": "Signing up, logging in, and one's own account."},
    {"name": "sessions", "description": "The history of the one who asks, and what it adds up to."},
    {
        "name": "progress",
        "description": "How practice goes: weeks, bests, goals, deeds, a leaderboard.",
    },
    {"name": "poses", "description": "The pose library."},
    {"name": "flows", "description": "Sequences of poses, and classes put together for somebody."},
    {"name": "analyses", "description": "Pictures and films to be looked at. Nothing of them is kept."},
    {"name": "system", "description": "The service itself."},
]


def describe(app: FastAPI) -> None:
    """Let the document name the media type of problems, which the framework takes for plain JSON."""
    made = app.openapi

    def document() -> dict[str, Any]:
        found = made()
        for methods in found["paths"].values():
            for operation in methods.values():
                for status, answer in operation["responses"].items():
                    if status >= "400" and "application/json" in answer.get("content", {}):
                        answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
        return found

    app.openapi = document  # type: ignore[method-assign]  # as FastAPI's manual has it


class DescribedRoute(APIRoute):
    """Named in the document by the first sentence of its docstring."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = " ".join(self.description.split()).partition(". ")[0].rstrip(".")
        self.summary = self.summary or first


def endpoint_of(scope: Scope) -> str | None:
    """The path of the endpoint that a request came to, as the document writes it; None of any other."""
    route = scope.get("route")
    return route.path if isinstance(route, APIRoute) else None
