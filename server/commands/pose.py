"""`yoga-assistant pose`: tell of a pose, record one of one's own, and teach the classifier the library's."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from server.analysis.learned import FILE
from server.analysis.loading import load_library
from server.analysis.training import save, train
from server.commands.record import record_command
from server.commands.show import show_command

SEED, BODIES, ROUNDS = 3, 160_000, 8
"""What the shipped classifier is trained with."""


@click.group("pose")
def command() -> None:
    """Work on the pose library."""


@command.command("train")
@click.option("--seed", default=SEED, show_default=True)
@click.option("--bodies", type=click.IntRange(1000), default=BODIES, show_default=True)
@click.option("--rounds", type=click.IntRange(1), default=ROUNDS, show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Instead of the shipped file.")
def train_command(seed: int, bodies: int, rounds: int, out: Path | None) -> None:
    """Train the classifier on bodies generated from the library; the same seed gives the same classifier."""
    network = train(load_library(), seed=seed, bodies=bodies, rounds=rounds, tell=click.echo)
    path = out or Path(str(resources.files("server.analysis") / "library" / FILE))
    save(network, path)
    click.echo(f"Written to {path} ({path.stat().st_size // 1024} KiB)")


command.add_command(record_command)
command.add_command(show_command)
