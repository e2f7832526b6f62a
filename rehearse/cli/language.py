"""The language that is played in: an option of the commands that talk, remembered from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from rehearse.cli.content import ContentError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

language_option: Callable[[Any], Any] = click.option(
    "--language",
    metavar="CODE",
    help="Play in another language, such as de, from here on; 'original' goes back to the one it was written in.",
)


def speak(language: str | None, packs: tuple[Path, ...], scenario: str = "", boss: str = "") -> None:
    """Remember *language*, if one is given, and say what of the meeting with *boss* is not in the language played in.

    Raises ``ContentError`` where there is no translation into it.
    """
    from rehearse.store.settings import load_settings  # noqa: PLC0415  (not needed for --help)

    if language is None and not load_settings().language:
        return
    from rehearse.loading.library import load_library  # noqa: PLC0415
    from rehearse.loading.strings import languages  # noqa: PLC0415
    from rehearse.store.languages import left_in_original, remember_language  # noqa: PLC0415
    from rehearse.store.places import packs as installed_packs  # noqa: PLC0415

    library = load_library((*installed_packs(), *packs))
    if language is not None:
        try:
            trouble = remember_language(library, language)
        except LookupError as error:
            raise ContentError(str(error.args[0])) from error
        if trouble:
            click.echo(trouble, err=True)
    spoken = load_settings().language
    if not spoken:
        return
    if spoken not in languages(library):
        sentence = (
            f"There is no translation into '{spoken}' here, so it is played as it was written. If one is in a pack, "
            "name its folder: --pack FOLDER."
        )
    else:
        sentence = left_in_original(library, spoken, scenario, boss) if scenario else ""
    if sentence:
        click.echo(sentence, err=True)
