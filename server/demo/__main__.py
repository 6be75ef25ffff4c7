"""`python -m server.demo --out demo.mjpeg`: the demo practitioner as a film for a browser's fake camera."""

from __future__ import annotations

from pathlib import Path

import click

from server.demo.camera import Camera
from server.demo.choreography import all_poses, first_practice, short_practice
from server.demo.film import FPS, frames, write_mjpeg
from server.demo.practitioner import Practitioner

_CHOREOGRAPHIES = {"first": first_practice, "short": short_practice, "all": all_poses}


def _size(_: click.Context, __: click.Parameter, told: str) -> tuple[int, int]:
    width, _x, height = told.partition("x")
    if not (width.isdecimal() and height.isdecimal() and int(width) >= 64 and int(height) >= 64):
        raise click.BadParameter("write it as 640x480, at least 64x64.")
    return int(width), int(height)


@click.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--seconds", type=click.FloatRange(min=0.1), default=30.0, show_default=True)
@click.option("--size", callback=_size, default="640x480", show_default=True)
@click.option("--fps", type=click.FloatRange(1.0, 120.0), default=FPS, show_default=True)
@click.option("--practice", type=click.Choice(sorted(_CHOREOGRAPHIES)), default="first", show_default=True)
@click.option("--truth", is_flag=True, help="Write each frame's landmarks into its comment.")
@click.option("--seed", type=int, default=0, show_default=True)
def main(
    *, out: Path, seconds: float, size: tuple[int, int], fps: float, practice: str, truth: bool, seed: int
) -> None:
    """Draw the demo practitioner and write the frames one after another."""
    practitioner = Practitioner(_CHOREOGRAPHIES[practice](), seed, camera=Camera(size))
    count = write_mjpeg(out, frames(practitioner, seconds, fps, truth=truth))
    click.echo(f"{out}: {count} frames")


if __name__ == "__main__":
    main()
