"""A table for translators: every text that somebody is shown, in the order in which a person would meet it."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from rehearse.loading.strings import is_stale, shown_texts, slot_trouble, source_hash, translations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.loading.library import Library
    from rehearse.loading.texts import Key
    from rehearse.model.scenario import Choice, Exits, Node, Scenario

What = Literal["scenario", "personas", "advice", "all"]
WHAT: tuple[str, ...] = get_args(What)
"""What can be asked for: the meeting, the bosses, the advice with its rules, or all of them."""
ADVICE = ("moves", "cards", "points", "rules")

COLUMNS = ("key", "node", "speaker", "boss", "context", "source", "hash", "translation", "note", "state")
TRANSLATION = "translation"
_MOST_CONTEXT = 160

_BOSS = frozenset({"boss", "again", "reply", "says"})
_NARRATOR = frozenset({"scene", "you", "asks", "summary", "cue", "low", "middle", "high", "signs"})
_FIELDS = {
    "title": "A title.",
    "summary": "What it comes to, in a sentence or two.",
    "you": "Shown before the talk: who the person is.",
    "scene": "Shown as the talk begins.",
    "asks": "Shown before the talk: what the person came for.",
    "notes": "For a coach alone.",
    "label": "A name in lists.",
    "description": "What it means.",
    "about": "Who or what this is.",
    "talks": "How this boss talks.",
    "name": "The boss's name.",
    "role": "The boss's role.",
    "signs": "By which this boss is known; begins with a verb.",
    "cue": "What one sees of the boss's mood.",
    "low": "What one sees while it is low.",
    "middle": "What one sees while it is middling.",
    "high": "What one sees while it is high.",
    "thinks": "What the boss thinks and does not say.",
    "why": "Feedback on the person's line.",
    "example": "A line that follows this advice.",
    "counter_example": "A line that goes against it.",
    "where": "Where in its article the advice stands.",
    "text": "One piece of advice.",
}
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Row:
    """One text of the table."""

    key: str
    node: str
    speaker: str  # boss, you, or what tells it
    boss: str  # which persona's own text it is; "all", or "others" where some have their own
    context: str
    source: str
    translation: str = ""
    note: str = ""
    state: str = "missing"  # missing, translated, stale (from an older wording) or broken (a slot is wrong)


def tables_for(library: Library, scenario: str, what: str) -> tuple[str, ...]:
    """The string tables that *what* stands for."""
    found: list[str] = []
    if what in {"scenario", "all"}:
        found.append(f"scenarios/{scenario}")
    if what in {"personas", "all"}:
        found += [f"personas/{name}" for name in library.personas]
    if what in {"advice", "all"}:
        found += ADVICE
    return tuple(found)


def rows(library: Library, scenario: str, language: str, what: str = "scenario") -> tuple[Row, ...]:
    """The rows for *scenario*, with what there is in *language* already."""
    return tuple(row for table in tables_for(library, scenario, what) for row in _rows(library, table, language))


def _rows(library: Library, table: str, language: str) -> Iterator[Row]:
    texts = shown_texts(library, table)
    there = translations(library, language, table)
    kind, _, name = table.partition("/")
    places = _Places(library.scenarios[name]) if kind == "scenarios" else None
    with_variants = {key.path for key, _ in texts.values() if key.variant}
    for written in sorted(texts, key=lambda key: places.order(texts[key][0])) if places else texts:
        key, source = texts[written]
        entry = there.get(written)
        state = "missing"
        if entry is not None:
            broken = slot_trouble(source, entry.text)
            state = "broken" if broken else "stale" if is_stale(entry, source) else "translated"
        yield Row(
            key=f"{table}/{written}",
            node=key.path[1] if places and key.path[0] == "nodes" else "",
            speaker=_speaker(kind, key),
            boss=name if kind == "personas" else key.variant or ("others" if key.path in with_variants else "all"),
            context=places.context(key) if places else _context(library, kind, key),
            source=source,
            translation=entry.text if entry else "",
            note=(entry.note or "") if entry else "",
            state=state,
        )


def _speaker(kind: str, key: Key) -> str:
    field = key.field
    if field in {"say", "examples", "example", "counter_example"}:
        return "you"
    if field in _BOSS and kind != "moves":
        return "boss"
    if kind == "personas" and key.path[0] == "lines":
        return "boss"
    if field == "thinks":
        return "boss (a thought)"
    if field == "notes":
        return "to the coach"
    return "narrator" if field in _NARRATOR or key.path[0] == "cues" else "the program"


def _context(library: Library, kind: str, key: Key) -> str:
    """What a translator needs to know of a text that belongs to no node."""
    first = key.path[0]
    if kind == "personas" and first in {"reactions", "general"}:
        move = library.moves.get(key.path[1])
        said = f"After the move: {move.label}." if move else f"After a line that {key.path[1]}, as a rule."
        return f"{said} {_FIELDS.get(key.field, '')}".strip()
    if kind == "personas" and first == "lines":
        concern = f" ({key.path[2]})" if key.path[1] == "objection" else ""
        return f"The boss's own line for: {key.path[1].replace('_', ' ')}{concern}."
    if first == "slots":
        return "Stands in the middle of sentences."
    if kind == "moves" and key.field == "examples":
        return f"A line by which this move is known: {library.moves[first].label}."
    return _FIELDS.get(key.field, "")


class _Places:
    """The nodes of a scenario in the order in which a person meets them, and what was said before each."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.before: dict[str, str] = {}
        self.nodes = {name: index for index, name in enumerate(self._met())}

    def _met(self) -> list[str]:
        """Breadth first from the start; then the ways out that are checked after every line, then what is left."""
        scenario = self.scenario
        waiting = deque([scenario.start])
        self.before[scenario.start] = "The talk begins."
        left = deque(
            [(i.goto, f"At any time, when {i.when}.") for i in scenario.interrupts]
            + [(name, "No way leads here.") for name in scenario.nodes]
        )
        met: dict[str, None] = {}
        while waiting or left:
            if not waiting:
                name, why = left.popleft()
                self.before.setdefault(name, why)
                waiting.append(name)
            name = waiting.popleft()
            if name in met or name not in scenario.nodes:
                continue
            met[name] = None
            for to, why in _ways(scenario.nodes[name]):
                self.before.setdefault(to, why)
                waiting.append(to)
        return list(met)

    def order(self, key: Key) -> tuple[int, int]:
        """Where a text comes: the meeting's own first, then by node; those of a node stay as they are written."""
        if key.path[0] == "nodes":
            return 1, self.nodes[key.path[1]]
        return (0, 0) if key.path[0] not in {"slots", "meters"} else (2, 0)

    def context(self, key: Key) -> str:
        """What came before a text, or what it is."""
        if key.path[0] == "slots":
            return "Stands in the middle of sentences."
        if key.path[0] != "nodes":
            return _FIELDS.get(key.field, "")
        name, node = key.path[1], self.scenario.nodes[key.path[1]]
        choice = next((c for c in node.choices if len(key.path) > 3 and c.id == key.path[2]), None)  # noqa: PLR2004
        match key.field:
            case "boss":
                return self.before[name]
            case "again":
                return "Said instead when the talk comes back here."
            case "say":
                return _said("In answer to", node.boss)
            case "reply" | "why" if choice is not None:
                return _said("After" if key.field == "reply" else "Feedback on", choice.say)
            case "title" | "summary":
                return f"How it ended ({node.ending})."
            case _:
                return _FIELDS.get(key.field, "")


def _ways(node: Node) -> Iterator[tuple[str, str]]:
    for choice in node.choices:
        why = _said("After", choice.say)
        if choice.detour is not None:
            yield choice.detour, why
        for to in _targets(choice):
            yield to, why
    for to in _targets(node):
        yield to, _said("The talk goes on after", node.boss)
    for target in (node.fallback, node.otherwise):
        if target is not None:
            yield target, _said("After something else, in answer to", node.boss)


def _targets(exits: Exits | Choice) -> Iterator[str]:
    yield from (route.to for route in exits.goto or ())
    yield from (route.to for route in exits.chance or ())


def _said(how: str, texts: dict[str, str] | None) -> str:
    if texts is None:
        return "After the boss's own line."
    flat = " ".join(texts["default"].split())
    return f"{how}: {flat if len(flat) <= _MOST_CONTEXT else flat[: _MOST_CONTEXT - 1] + '…'}"


def as_csv(table: tuple[Row, ...], language: str, *, excel: bool = False, semicolons: bool = False) -> bytes:
    """The rows as a CSV file in UTF-8, for *excel* with the mark by which it knows that.

    What a spreadsheet would take for a formula stands behind an apostrophe, which reading takes off again.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if semicolons else ",", lineterminator="\r\n")
    writer.writerow([f"{TRANSLATION} ({language})" if column == TRANSLATION else column for column in COLUMNS])
    for row in table:
        cells = (row.key, row.node, row.speaker, row.boss, row.context, row.source, source_hash(row.source))
        writer.writerow([guarded(cell) for cell in (*cells, row.translation, row.note, row.state)])
    return out.getvalue().encode("utf-8-sig" if excel else "utf-8", "replace")


def guarded(cell: str) -> str:
    """*cell* so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """What ``guarded`` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
