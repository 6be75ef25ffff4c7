"""What a fresh clone is set up from: locks, metadata, Makefile, scripts, example of settings, build hook."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tomllib
from importlib.metadata import distribution, requires
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pydantic import AliasChoices
from pydantic.fields import FieldInfo

import hatch_build
from server.settings import Settings

ROOT = Path(__file__).parent.parent
PYTHON_LOCKS = ["requirements.lock", "requirements-dev.lock", "scripts/uv.lock", "scripts/node.lock"]
NPM_LOCK = "web_client/package-lock.json"
FOUNDING_PACKAGES = {
    *("starlette", "uvicorn", "websockets", "aiortc", "av", "mediapipe"),
    *("numpy", "orjson", "databases", "aiosqlite", "pyjwt", "libpass"),
}


def pins(lock: str) -> dict[str, set[str]]:
    """Versions that a lock pins, by package; two where they differ by Python version."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", (ROOT / lock).read_text(), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def project() -> dict[str, Any]:
    metadata: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return metadata


def direct_dependencies() -> list[str]:
    """Names of what this package asks for itself, development included."""
    return [Requirement(requirement).name for requirement in requires("yoga-assistant") or []]


@pytest.mark.parametrize("lock", [*PYTHON_LOCKS, NPM_LOCK])
def test_a_lock_names_no_download_host(lock: str) -> None:
    text = (ROOT / lock).read_text()
    if lock == NPM_LOCK:  # the home page of who pays for a package is no place to download it from
        text = json.dumps(json.loads(text, object_hook=lambda entry: entry | {"funding": None}))
    assert re.findall(r"(?:https?|git|file)[:+]//?[^\s\"]+|--(?:extra-)?index\S*|--find-links\S*", text) == []


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_every_pin_of_a_lock_has_a_hash(lock: str) -> None:
    entries = re.split(r"^(?=\S)", (ROOT / lock).read_text(), flags=re.MULTILINE)
    entries = [entry for entry in entries if entry.strip()]
    assert entries
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def npm_packages() -> dict[str, dict[str, Any]]:
    """Entries of the npm lock by path; the page itself is the empty path."""
    packages: dict[str, dict[str, Any]] = json.loads((ROOT / NPM_LOCK).read_text())["packages"]
    return packages


def test_the_npm_lock_is_complete_for_every_platform() -> None:
    """A registry that lacks the build of one platform makes a lock that `npm ci` refuses elsewhere."""
    kinds = ("dependencies", "optionalDependencies", "devDependencies")
    asked = {name for entry in npm_packages().values() for kind in kinds for name in entry.get(kind, {})}
    assert asked - {path.rpartition("node_modules/")[2] for path in npm_packages()} == set()


def test_every_package_of_the_npm_lock_has_a_hash() -> None:
    assert [path for path, entry in npm_packages().items() if path and "integrity" not in entry] == []


def test_the_founding_packages_are_pinned() -> None:
    assert FOUNDING_PACKAGES - pins("requirements.lock").keys() == set()
    assert "pytest" in pins("requirements-dev.lock")


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_passlib_is_never_installed_beside_libpass(lock: str) -> None:
    assert "passlib" not in pins(lock)


def test_the_development_lock_holds_the_runtime_lock() -> None:
    development = pins("requirements-dev.lock")
    assert {
        name: versions
        for name, versions in pins("requirements.lock").items()
        if development.get(name) != versions
    } == {}


@pytest.mark.parametrize("requirement", requires("yoga-assistant") or [])
def test_the_lock_holds_what_the_package_asks_for(requirement: str) -> None:
    asked = Requirement(requirement)
    versions = pins("requirements-dev.lock")[canonicalize_name(asked.name)]
    assert [version for version in versions if version not in asked.specifier] == []


@pytest.mark.parametrize("name", direct_dependencies())
def test_no_direct_dependency_is_under_the_agpl(name: str) -> None:
    metadata = distribution(name).metadata
    licences = chain.from_iterable(
        metadata.get_all(field) or [] for field in ("License-Expression", "License", "Classifier")
    )
    assert not re.search(r"AGPL|Affero", "\n".join(licences))


def test_the_metadata_is_that_of_this_checkout() -> None:
    installed, declared = distribution("yoga-assistant"), project()
    assert installed.version == declared["version"]
    assert installed.metadata["Requires-Python"] == "<3.14,>=3.11"
    assert installed.metadata["License-Expression"] == "Apache-2.0"
    assert (ROOT / declared["readme"]).is_file()
    assert "Apache License" in (ROOT / "LICENSE").read_text()


def test_the_command_of_the_metadata_exists() -> None:
    (command,) = [
        entry for entry in distribution("yoga-assistant").entry_points if entry.name == "yoga-assistant"
    ]
    assert callable(command.load())


def test_make_alone_lists_every_command() -> None:
    said = subprocess.run(
        ["make", "-s", "-C", ROOT], capture_output=True, text=True, check=True, env=outer_environment()
    )
    commands = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert {"run", "test", "test-all", "check", "wheel", "lock"} <= set(commands)
    assert [
        command
        for command in commands
        if command not in ("browser", "postgres") and f"make {command} " not in said.stdout
    ] == []


def outer_environment() -> dict[str, str]:
    """The environment without what a surrounding make hands down."""
    return {
        name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    }


def environment_name(name: str, field: FieldInfo) -> str:
    founding = field.validation_alias
    return str(founding.choices[-1]) if isinstance(founding, AliasChoices) else f"YOGA_{name.upper()}"


def example_settings() -> set[str]:
    return set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def test_the_example_and_the_readme_name_the_same_settings() -> None:
    table = re.findall(r"^\| (`[A-Z_`, ]+`) \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert example_settings() == set(re.findall(r"[A-Z_]+", "".join(table)))


def test_the_example_names_only_settings_that_exist() -> None:
    known = {environment_name(name, field) for name, field in Settings.model_fields.items()}
    assert example_settings() - known == set()


@pytest.mark.parametrize(
    "script",
    ["python", "uv", "npm", "chromium", "postgresql", "system-packages", "apt-install", "../.ci/run"],
)
def test_a_script_runs_by_itself_and_parses(script: str) -> None:
    path = ROOT / "scripts" / script
    assert os.access(path, os.X_OK)
    subprocess.run(["bash", "-n", path], check=True)


class TestBuildHook:
    def test_a_missing_client_is_not_fresh(self, tmp_path: Path) -> None:
        assert not hatch_build.is_fresh(tmp_path)

    def test_a_client_is_fresh_until_a_source_is_newer(self, tmp_path: Path) -> None:
        built, source, package = (
            tmp_path / name
            for name in (
                "server/web/index.html",
                "web_client/src/main.ts",
                "web_client/node_modules/x/index.js",
            )
        )
        for file, modified in ((built, 20), (source, 10), (package, 30)):
            file.parent.mkdir(parents=True)
            file.touch()
            os.utime(file, (modified, modified))
        assert hatch_build.is_fresh(tmp_path)
        os.utime(source, (21, 21))
        assert not hatch_build.is_fresh(tmp_path)

    def test_a_machine_without_npm_is_told_what_to_do(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        assert not hatch_build.has_node()
        with pytest.raises(RuntimeError, match="make wheel"):
            hatch_build.build_client(tmp_path)

    @pytest.mark.parametrize(
        ("version", "will_do"),
        [
            ("v18.20.4", False),
            ("v20.18.0", False),
            ("v20.19.0", True),
            ("v21.7.0", False),
            ("v22.12.0", True),
            ("v24.1.0", True),
            ("", False),
        ],
    )
    def test_node_will_do_from_the_versions_that_vite_accepts(
        self, version: str, will_do: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("node", "npm"):
            (tmp_path / name).write_text(f"#!/bin/sh\necho {version}\n")
            (tmp_path / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        assert hatch_build.has_node() is will_do
