"""`yoga-assistant models`: which model files are here, and fetching them."""

from __future__ import annotations

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from server.analysis.engines import models
from server.errors import ModelUnavailable
from server.settings import Settings

USES = {
    "lite": "for slow machines",
    "full": "the default",
    "heavy": "the most exact, three to five times the work",
}


@click.group("models")
def command() -> None:
    """List the model files, and fetch them."""


@command.command("list")
def show() -> None:
    """Show which models are in the cache, and where that is."""
    settings = Settings()
    table = Table("model", "size", "state", "", box=None)
    for variant, model in models.MODELS.items():
        state = "ready" if models.ready(variant, settings.model_dir) else "not fetched"
        chosen = " · chosen by YOGA_MODEL" if variant == settings.model else ""
        table.add_row(variant, f"{model.megabytes} MB", state, USES[variant] + chosen)
    console = Console()
    console.print(table)
    console.print(f"They are kept in {settings.model_dir}", soft_wrap=True)


@command.command()
@click.argument("variant", type=click.Choice(list(models.MODELS)), required=False)
def fetch(variant: str | None) -> None:
    """Fetch a model into the cache (the one that YOGA_MODEL chooses, unless said) and make it ready."""
    settings = Settings()
    wanted = variant or settings.model
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(f"Checking the model {wanted}", total=1)

        def tell(line: str) -> None:
            progress.update(task, description=line)

        try:
            path = models.ensure(wanted, settings.model_dir, tell)
        except ModelUnavailable as error:
            raise click.ClickException(error.message) from error
        progress.update(task, description=f"The model {wanted} is ready", completed=1)
    click.echo(str(path))
