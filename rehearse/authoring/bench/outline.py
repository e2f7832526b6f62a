"""The outline of a scenario: its nodes in an order, those that fit a search, and what is to be seen of each at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.authoring.bench.draft import detours
from rehearse.coaching.feedback.catalogue import PHASE_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.authoring.bench.bench import Bench
    from rehearse.engine import Node
    from rehearse.model.problem import Severity
    from rehearse.model.scenario import Node as WrittenNode

ENDINGS = "Endings"


@dataclass(frozen=True, slots=True)
class Entry:
    """One node of the outline."""

    node: str
    ending: str  # its type, or empty
    mark: Severity | None  # its gravest problem
    detour: bool  # whether a detour begins here
    here: bool  # whether the path stands here
    passed: bool  # whether the path went through it


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes below one heading; the heading is empty where they are in the file's order."""

    heading: str
    entries: tuple[Entry, ...]


def outline(bench: Bench, *, by_phase: bool, search: str = "") -> tuple[Group, ...]:
    """The nodes in the file's order or by phase: those in whose texts, for any boss, all words of *search* stand."""
    marks, passed, here = bench.findings.marks(), bench.path.passed, bench.path.here
    written = bench.draft.written.nodes
    aside = detours(written)
    words = search.casefold().split()
    found = [
        (
            node,
            Entry(
                node=node.id,
                ending=node.ending.kind if node.ending is not None else "",
                mark=marks.get(node.id),
                detour=node.id in aside,
                here=node.id == here,
                passed=node.id in passed,
            ),
        )
        for node in bench.story.nodes
        if all(word in _words_of(node.id, written[node.id]) for word in words)
    ]
    if not by_phase:
        return (Group("", tuple(entry for _, entry in found)),)
    return tuple(_grouped(found))


def _grouped(found: list[tuple[Node, Entry]]) -> Iterator[Group]:
    for phase, label in PHASE_LABELS.items():
        entries = tuple(entry for node, entry in found if node.phase == phase and node.ending is None)
        if entries:
            yield Group(label, entries)
    if endings := tuple(entry for node, entry in found if node.ending is not None):
        yield Group(ENDINGS, endings)


def _words_of(name: str, node: WrittenNode) -> str:
    """Everything that is written at a node, as it is searched."""
    texts = [name, node.title or "", node.notes or ""]
    for by_persona in (node.boss, node.again, node.summary):
        texts += (by_persona or {}).values()
    for choice in node.choices:
        texts += [choice.id, *choice.move, *choice.say.values(), *(choice.reply or {}).values()]
    return " ".join(texts).casefold()
