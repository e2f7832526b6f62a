"""Names that differ by a letter, of which one is probably a slip: people in texts (Priya, Pria), and ids."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehearse.loading.yaml_faults import LINE_END
from rehearse.model.problem import Problem, Span
from rehearse.model.slots import SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.loading.library import Library
    from rehearse.loading.yaml_reader import Path as DataPath

_TEXT_KEYS = frozenset(
    {"title", "summary", "you", "scene", "asks", "boss", "again", "say", "reply", "why", "notes"}
    | {"cue", "cues", "says", "thinks", "about", "talks", "label", "description", "lines", "signs"}
)
"""Keys under which texts stand that people are shown."""
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_BEFORE_A_SENTENCE = re.compile(r"(?:^|[.?!:;\u2026\u2013\u2014\"\u201c\u2018(*\[/]|--|\s['-])\s*$")
_CALENDAR = frozenset((*calendar.month_name, *calendar.day_name, *calendar.month_abbr))
_LEAST = 4
"""Letters that a name has at least, before one asks whether it is another one misspelt."""
_LONGEST_TEXT = 40
"""Lines of a text in which a word of it is looked for."""
_LEAST_OF_ID = 6
_MOST_KIN = 20
"""Ids that are looked at for being alike: numbered ones have a great many kin."""


def names_alike(library: Library, kind: str, name: str) -> Iterator[Problem]:
    """Names in the texts of one scenario or persona (*kind*, *name*), and ids in a scenario, that look like slips."""
    origin = library.origins[kind, name]
    texts = list(_texts(origin.document.data))
    yield from _misspelt_names(library, kind, name, texts)
    if kind == "scenarios":
        yield from _misspelt_ids(library, name)


def _texts(data: Any, at: DataPath = (), *, inside: bool = False) -> Iterator[tuple[DataPath, str]]:  # noqa: ANN401
    """Every text in *data* that people are shown, with the path to it."""
    if isinstance(data, str):
        if inside:
            yield at, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*at, key), inside=inside or key in _TEXT_KEYS)
    elif isinstance(data, tuple):
        for index, value in enumerate(data):
            yield from _texts(value, (*at, index), inside=inside)


def _misspelt_names(library: Library, kind: str, name: str, texts: list[tuple[DataPath, str]]) -> Iterator[Problem]:
    declared = _declared(library, kind, name)
    within: Counter[str] = Counter()  # words with a capital inside a sentence, where only names have one
    beginning: Counter[str] = Counter()
    ordinary: set[str] = set()
    first: dict[str, DataPath] = {}
    for at, text in texts:
        for word, starts in _words(text):
            if word[0].islower():
                ordinary.add(word)
            elif len(word) >= _LEAST and word[1:].islower():
                (beginning if starts else within)[word] += 1
                first.setdefault(word, at)
    names = {word for word, count in within.items() if word.casefold() not in ordinary and count > 1} | declared
    for word in {*within, *beginning} - declared - _CALENDAR:
        if within[word] + beginning[word] > 1 or word.casefold() in ordinary:
            continue
        meant = sorted(other for other in names if other != word and _is_a_slip(word, other))
        if meant:
            message = f"'{word}' stands here alone; elsewhere it is '{meant[0]}'."
            span = _place_of(word, library.origins[kind, name].span(first[word]))
            yield Problem("alike-names", "warning", span, message, "Is it the same person?")


def _place_of(word: str, begins: Span) -> Span:
    """Where *word* itself stands in the text that begins at *begins*; there, where the file cannot be read again."""
    try:
        lines = LINE_END.split(Path(begins.path).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return begins
    for number, line in enumerate(lines[begins.line - 1 : begins.line + _LONGEST_TEXT], begins.line):
        if found := re.compile(rf"\b{word}\b").search(line, begins.column - 1 if number == begins.line else 0):
            return Span(begins.path, number, found.start() + 1)
    return begins


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """The words of *text*, without a possessive's ending, and whether each begins a sentence."""
    for found in _WORD.finditer(text):
        word = re.sub(r"['\u2019].*", "", found[0])
        yield word, bool(word[0].isupper() and _BEFORE_A_SENTENCE.search(text, 0, found.start()))


def _declared(library: Library, kind: str, name: str) -> set[str]:
    """Names that are there by declaration: the bosses', and those in the slots' defaults."""
    said = [persona.name for persona in library.personas.values()] + list(SLOTS.values())
    if kind == "scenarios":
        said += library.scenarios[name].slots.values()
    return {word for text in said for word in _WORD.findall(text) if word[0].isupper() and len(word) >= _LEAST}


def _misspelt_ids(library: Library, name: str) -> Iterator[Problem]:
    """Flags, meters and nodes of the scenario *name* whose ids differ by one letter."""
    scenario, origin = library.scenarios[name], library.origins["scenarios", name]
    shared = [meter.id for meter in library.rules.meters] if library.rules else []
    meters: dict[str, DataPath] = {meter.id: ("meters", index, "id") for index, meter in enumerate(scenario.meters)}
    for what, ids, others in (
        ("flag", {flag: ("flags", flag) for flag in scenario.flags}, ()),
        ("meter", meters, shared),
        ("node", {node: ("nodes", node) for node in scenario.nodes}, ()),
    ):
        seen = _Seen()
        for other in others:
            seen.alike(other)
        for each, at in ids.items():
            if near := seen.alike(each):
                message = f"The {what}s '{near}' and '{each}' differ by one letter."
                hint = "Are they the same? If not, give them names that nobody mistakes."
                yield Problem("alike-names", "warning", origin.document.key_span((*origin.at, *at)), message, hint)


class _Seen:
    """Ids seen so far, found again by what is left of them without one of their letters."""

    def __init__(self) -> None:
        self._by_rest: dict[str, list[str]] = {}

    def alike(self, word: str) -> str:
        """One seen before that *word* is but for a letter, or nothing; from now on *word* is seen too."""
        if len(word) < _LEAST_OF_ID:
            return ""
        near = ""
        for rest in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
            kin = self._by_rest.setdefault(rest, [])
            near = near or next((other for other in kin if _is_a_slip(word, other)), "")
            if len(kin) < _MOST_KIN:
                kin.append(word)
        return near


def _is_a_slip(word: str, other: str) -> bool:
    """Whether one is the other with one letter too many, too few, wrong, or two exchanged, not at either end."""
    if abs(len(word) - len(other)) > 1 or word[0] != other[0]:
        return False
    if word.rstrip("s") == other.rstrip("s"):  # Friday, Fridays
        return False
    start = next((at for at, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    a, b = word[start:], other[start:]
    if any(part[:1].isdigit() or part[:1] == "-" for part in (a, b)):
        return False
    if len(word) == len(other):
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
    return a[1:] == b or a == b[1:]
