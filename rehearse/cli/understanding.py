"""``rehearse understanding``: whether typed replies are read by meaning too, and the model for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.understanding import SemanticReading


class NotDownloaded(click.ClickException):
    """The model could not be fetched: a sentence, and exit status 1."""


@click.command()
@click.option("--download", is_flag=True, help="Fetch the model (91 MB), after one question. The only network access.")
@click.option("--yes", is_flag=True, help="With --download: do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print what is shown as JSON.")
def understanding(*, download: bool, yes: bool, as_json: bool) -> None:
    """Show whether replies in your own words are read by meaning too, and why not.

    Without it they are read by words and concepts. It needs a library (the extra 'semantic') and a model on this
    machine; everything that you type stays here either way.
    """
    from rehearse.store.places import model_folder, vectors_folder  # noqa: PLC0415
    from rehearse.understanding import use_semantics  # noqa: PLC0415

    if yes and not download:
        message = "--yes goes with --download."
        raise click.UsageError(message)
    if download:
        _download(model_folder(), sure=yes, quiet=as_json)
    _tell(use_semantics(model_folder()), model_folder(), vectors_folder(), as_json=as_json)


def _download(folder: Path, *, sure: bool, quiet: bool) -> None:
    """Fetch the model into *folder*, if it is not there and the person says yes."""
    from rehearse.store.places import make_folder  # noqa: PLC0415
    from rehearse.understanding import encoder  # noqa: PLC0415

    if not encoder.is_installed():
        message = f"Reading by meaning needs a library first: {encoder.INSTALL}"
        raise NotDownloaded(message)
    if not encoder.lacking(folder):
        click.echo(f"There is a model in {folder} already; nothing was downloaded.", err=quiet)
        return
    asked = f"Download {encoder.MODEL} ({encoder.HOW_MANY_MEGABYTES} MB) from huggingface.co into {folder}?"
    if not sure and not click.confirm(asked, default=False, err=quiet):
        click.echo("Nothing was downloaded.", err=quiet)
        return
    try:
        make_folder(folder.parent)
        encoder.download(make_folder(folder))
    except (encoder.NoEncoder, OSError) as error:
        message = f"The model could not be downloaded: {error}."
        raise NotDownloaded(message) from error


def _tell(semantic: SemanticReading, model: Path, vectors: Path, *, as_json: bool) -> None:
    from rehearse.understanding.encoder import MODEL, is_installed, lacking  # noqa: PLC0415

    kept = sum(_size(file) for file in vectors.glob("*.vectors"))
    if as_json:
        data = {
            "on": semantic.on,
            "text": str(semantic),
            "model": MODEL,
            "model_folder": str(model),
            "vectors_folder": str(vectors),
            "vectors_bytes": kept,
        }
        click.echo(json.dumps(data, ensure_ascii=False))
        return
    click.echo(str(semantic))
    click.echo("Replies are read by words and concepts" + (", and by meaning, half and half." if semantic.on else "."))
    click.echo(f"  model            {MODEL}")
    click.echo(f"  looked for in    {model} (REHEARSE_MODEL names another folder)")
    click.echo(f"  kept on disk     {_amount(kept)} in {vectors}: vectors of example lines, nothing that you typed")
    if not semantic.on and is_installed() and lacking(model):
        click.echo("'rehearse understanding --download' fetches the model; nothing is ever fetched unasked.")


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _amount(size: int) -> str:
    return f"{size / 1000:.0f} kB" if size else "nothing yet"
