"""Answers that stay the same while the program does: with an ETag, and sent once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import orjson
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

CACHE: Final = "public, no-cache"
"""Anybody may keep it, and asks again with its ETag: a newer program is heard at once."""

NOT_MODIFIED: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "What `If-None-Match` names is still good."}
}


def fixed(
    request: Request,
    content: BaseModel | dict[str, Any],
    more: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """The content as JSON with `more` headers, or 304 where the client says it has it (RFC 9110, 13.1.2)."""
    body = orjson.dumps(content, default=lambda model: model.model_dump(mode="json"))
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": CACHE, **more}
    if _has(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


def _has(known: str, etag: str) -> bool:
    tags = (tag.strip().removeprefix("W/") for tag in known.split(","))
    return any(tag in ("*", etag) for tag in tags)
