"""What refers to nothing in a scenario that could not be read whole, so that all mistakes are told in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rehearse.model.base import DEFAULT
from rehearse.model.problem import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from rehearse.loading.library import Library
    from rehearse.loading.yaml_reader import Document, Path

_TO_NODES = frozenset({"start", "goto", "to", "fallback", "otherwise", "detour"})


def broken_problems(library: Library, document: Document) -> Iterator[Problem]:
    """Moves, cards, concepts, nodes and personas that the scenario in *document* names and that are not there.

    Whatever is not in its proper form is passed over: that has been told already.
    """
    nodes = document.data.get("nodes") if isinstance(document.data, dict) else None
    if not isinstance(nodes, dict):
        return
    shelves: dict[str, tuple[Collection[str], str]] = {
        "move": (library.moves, "move"),
        "cards": (library.cards, "card"),
        "requires": (library.concepts, "concept"),
        "forbids": (library.concepts, "concept"),
        **dict.fromkeys(_TO_NODES, (nodes, "node")),
    }
    waiting: list[tuple[Path, Any]] = [((), document.data)]
    while waiting:
        at, value = waiting.pop()
        if isinstance(value, tuple):
            waiting += [((*at, index), part) for index, part in enumerate(value)]
        elif isinstance(value, dict):
            waiting += [((*at, key), part) for key, part in value.items()]
            if at != ("nodes",):
                for key in shelves.keys() & value.keys():
                    yield from _named(document, (*at, key), value[key], *shelves[key])
            if DEFAULT in value:
                for key in value.keys() - {DEFAULT, *library.personas}:
                    hint = did_you_mean(key, library.personas)
                    message = f"There is no persona '{key}'."
                    yield Problem("unknown-persona", "error", document.span((*at, key)), message, hint)


def _named(document: Document, at: Path, value: Any, known: Collection[str], what: str) -> Iterator[Problem]:  # noqa: ANN401
    listed: list[tuple[Path, Any]] = [((), value)]
    if isinstance(value, tuple):
        listed = [((index,), word) for index, word in enumerate(value)]
    for below, word in listed:
        if isinstance(word, str) and word not in known:
            hint = did_you_mean(word, known)
            yield Problem(
                f"unknown-{what}", "error", document.span((*at, *below)), f"There is no {what} '{word}'.", hint
            )
