"""The fences of the program, read from its imports: who may name a library, and which way imports run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SERVER = ROOT / "server"

LIBRARIES = {
    "mediapipe": ("analysis/engines",),
    "ai_edge_litert": ("analysis/engines",),
    "openvino": ("analysis/engines",),
    "aiortc": ("stream/whip", "client/call", "client/relays"),
    "aioice": ("stream/whip",),
    "av": ("stream/whip", "analysis/engines", "api/uploads", "client/sources", "client/call"),
    "simplejpeg": ("stream/jpeg", "analysis/engines", "client", "demo", "commands/bench"),
    "databases": ("store",),
    "asyncpg": ("store",),
    "sqlalchemy": ("store",),
    "alembic": ("store",),
    "jwt": ("auth/tokens",),
    "smtplib": ("auth/mail",),
    "passlib": ("auth/passwords",),
    "fastapi": ("api", "app"),
    "uvicorn": ("commands/serve", "serving"),
    "click": ("cli", "commands", "client", "demo/__main__"),
    "rich": ("commands", "client", "cli"),
    "cv2": ("demo", "analysis/engines", "client", "commands/bench"),
}
"""Library: the modules and folders of `server/` that may import it."""

FORBIDDEN = {
    "analysis": ("server.stream", "server.store", "server.api", "server.auth", "server.app", "server.client"),
    "store": ("server.stream", "server.api", "server.auth", "server.app"),
    "auth": ("server.stream", "server.api", "server.app"),
    "stream": ("server.api", "server.app", "server.commands", "server.client"),
    "api": ("server.app", "server.commands", "server.client"),
    "demo": ("server.stream", "server.store", "server.api", "server.auth", "server.app"),
}
"""Folder: what it may not import, since imports run one way."""

COACHING_IS_PURE = ("asyncio", "time", "datetime", "threading", "random", "server.analysis.engines")
"""What nothing in `analysis/` outside `engines/` imports: no clock, no waiting, no model."""


@cache
def modules() -> tuple[Path, ...]:
    return tuple(sorted(SERVER.rglob("*.py")))


@cache
def imports(module: Path) -> frozenset[str]:
    return frozenset(_imports(ast.parse(module.read_text())))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name(module: Path) -> str:
    return module.relative_to(SERVER).with_suffix("").as_posix()


def inside(module: Path, places: tuple[str, ...]) -> bool:
    return any(name(module) == place or name(module).startswith(place + "/") for place in places)


def uses(module: Path, library: str) -> bool:
    return any(found == library or found.startswith(library + ".") for found in imports(module))


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_stays_behind_its_fence(library: str) -> None:
    outside = [name(m) for m in modules() if uses(m, library) and not inside(m, LIBRARIES[library])]
    assert outside == []


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_imports_run_one_way(folder: str) -> None:
    wrong = [
        (name(module), other)
        for module in modules()
        if inside(module, (folder,))
        for other in FORBIDDEN[folder]
        if uses(module, other)
    ]
    assert wrong == []


def test_coaching_has_no_clock_no_waiting_and_no_model() -> None:
    core = [m for m in modules() if inside(m, ("analysis",)) and not inside(m, ("analysis/engines",))]
    assert core
    assert [(name(m), what) for m in core for what in COACHING_IS_PURE if uses(m, what)] == []


def test_only_settings_reads_the_environment() -> None:
    readers = [name(m) for m in modules() if "environ" in _names(m)]
    # A child process is given a copy of the environment with the proxy changed.
    assert set(readers) <= {"settings", "analysis/engines/children"}


def _names(module: Path) -> set[str]:
    tree = ast.parse(module.read_text())
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} | {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name)
    }


@pytest.mark.parametrize("module", modules(), ids=name)
def test_every_module_says_what_it_is_for(module: Path) -> None:
    source = module.read_text()
    assert not source or ast.get_docstring(ast.parse(source))
