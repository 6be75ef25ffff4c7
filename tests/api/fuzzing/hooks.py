"""What schemathesis is told before it begins."""

from __future__ import annotations

from typing import Any

import schemathesis


@schemathesis.hook
def before_load_schema(_context: schemathesis.HookContext, raw_schema: dict[str, Any]) -> None:
    """Write points as lists of numbers: it stumbles over `prefixItems` in answers, which OpenAPI 3.1 has."""
    _rewrite(raw_schema)


def _rewrite(schema: Any) -> None:
    if isinstance(schema, dict):
        kinds = schema.pop("prefixItems", None)
        if kinds:
            schema["items"] = {"anyOf": kinds}
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        _rewrite(part)
