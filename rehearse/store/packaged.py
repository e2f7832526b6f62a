"""Packs that came as installed Python packages. They are found by their metadata; nothing in them is imported or run.

A package says where its content lies by an entry point of the group ``rehearse.packs``, whose value names a folder as
modules are named: ``my_pack`` or ``my_pack.content``. It need not hold any Python.
"""

from __future__ import annotations

import json
from importlib.machinery import PathFinder
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from rehearse.store.places import is_pack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import Distribution, EntryPoint

GROUP = "rehearse.packs"


class Packaged(NamedTuple):
    """An entry point, and the folder that it names."""

    name: str
    package: str  # the distribution's name
    folder: Path | None
    problem: str = ""
    """A sentence where there is no such folder."""


def packaged() -> tuple[Packaged, ...]:
    """Every entry point of the group, by name. Never raises for what a package says."""
    try:
        found = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    except (OSError, ValueError):  # metadata that cannot be read
        return ()
    return tuple(dict.fromkeys(map(_looked_up, found)))


def _looked_up(point: EntryPoint) -> Packaged:
    distribution = point.dist
    package = distribution.name if distribution is not None else ""
    parts = [part for part in point.value.split("[")[0].strip().replace(":", ".").split(".") if part]
    if distribution is None or not parts or not all(part.isidentifier() for part in parts):
        return Packaged(point.name, package, None, f"The package '{package}' names no folder: '{point.value}'.")
    for folder in _candidates(distribution, parts):
        if is_pack(folder):
            return Packaged(point.name, package, folder)
    sentence = f"The package '{package}' names '{point.value}' as a pack, where there is none."
    return Packaged(point.name, package, None, sentence)


def _candidates(distribution: Distribution, parts: list[str]) -> Iterator[Path]:
    """Where the folder may lie: among the installed files, or in the sources of an editable install."""
    yield Path(str(distribution.locate_file("/".join(parts))))
    first, *rest = parts
    spec = PathFinder.find_spec(first)  # looks for the package on sys.path, and does not import it
    for place in (spec.submodule_search_locations or ()) if spec is not None else ():
        yield Path(place, *rest)
    for root in _sources(distribution):
        yield root.joinpath(*parts)
        yield root.joinpath("src", *parts)


def _sources(distribution: Distribution) -> Iterator[Path]:
    try:
        told = json.loads(distribution.read_text("direct_url.json") or "{}")
        url = urlsplit(str(told["url"]))
        if told["dir_info"]["editable"] is True and url.scheme == "file":
            yield Path(unquote(url.path))
    except (OSError, ValueError, KeyError, TypeError):
        return
