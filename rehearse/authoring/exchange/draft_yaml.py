"""A draft as the YAML of a scenario: ids made from names, what was dropped as a comment at its place."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rehearse.authoring.exchange.draft import Draft, Dropped, Extra, NotReadable, Option, Passage, Way
from rehearse.loading.yaml_reader import MAX_BYTES, strip_controls
from rehearse.loading.yaml_text import comment, quoted, scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

LONGEST_ID = 60
_WORDS_IN_ID = 6
_NO_WORDS = "…"
_PHASES = ("opening", "concerns", "proposal")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "\N{RIGHT SINGLE QUOTATION MARK}": "", "'": ""}
)
_MOST_COMMENT = 300
OURS = "Imported from {source} ({form}), which was exported from a scenario."
HEAD = """\
A draft, imported from {source} ({form}). Not yet a meeting: read it through, and look at everything that says 'todo'.
What was said and where one could go was kept. What decided between ways was left out; each such thing stands as a
comment at its place, with its line in the original. Where several ways were left, chance stands between them.
"""


class Guess(NamedTuple):
    """Which move a line seems to make, by its words."""

    move: str
    sure: bool
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A draft as a file."""

    id: str
    text: str
    nodes: int
    choices: int
    guessed: int  # choices whose move is a guess
    lost_ways: tuple[Dropped, ...]  # links to passages that are not there

    @property
    def too_large(self) -> bool:
        """Whether the file is larger than a scenario may be."""
        return len(self.text.encode()) > MAX_BYTES


def slug(text: str, words: int = 40) -> str:
    """An id made from *text*: lower-case letters and digits, words joined by hyphens; may be empty."""
    bare = unicodedata.normalize("NFKD", text.translate(_LETTERS).casefold())
    kept = "".join(
        sign if sign.isascii() and sign.isalnum() else "" if unicodedata.combining(sign) else " " for sign in bare
    )
    found = ""
    for word in kept.split()[:words]:
        if len(found) + len(word) + 1 > LONGEST_ID:
            break
        found = f"{found}-{word}" if found else word
    return found or (kept.split()[0][:LONGEST_ID] if kept.split() else "")


class _Ids:
    """Makes ids that no other has."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def made(self, name: str) -> str:
        free = name
        while free in self.numbers:
            self.numbers[name] += 1
            free = f"{name}-{self.numbers[name]}"
        self.numbers[free] = 1
        return free


def as_yaml(draft: Draft, guess: Callable[[str], Guess], moves: Collection[str], scenario_id: str = "") -> Written:
    """*draft* as a scenario; *guess* says which move a line makes, and *moves* are all there are.

    Raises ``NotReadable`` where there is nothing in the draft.
    """
    if not draft.passages:
        message = "There is no story in it."
        raise NotReadable(message)
    return _Writer(draft, guess, moves).written(scenario_id)


class _Writer:
    """Everything known while one draft is written."""

    def __init__(self, draft: Draft, guess: Callable[[str], Guess], moves: Collection[str]) -> None:
        self.draft = draft
        self.guess = guess
        self.moves = moves
        ids = _Ids()
        self.ids: dict[str, str] = {}
        for passage in draft.passages:
            if passage.name not in self.ids:
                self.ids[passage.name] = ids.made(slug(passage.name) or "node")
        self.lost: dict[str, str] = {}  # names that are linked to and not there, to ids
        self.lost_ways: list[Dropped] = []
        self.guessed = 0
        self.make = ids
        self.phases = self._phases()

    def written(self, scenario_id: str) -> Written:
        draft = self.draft
        name = (
            scenario_id
            or slug(draft.id)
            or slug(draft.title)
            or slug(re.split(r"[\\/]", draft.source)[-1].partition(".")[0])
        )
        name = name or "imported"
        seen: set[str] = set()
        body: list[str] = []
        for passage in draft.passages:
            if passage.name in seen:
                continue  # told by the reader
            seen.add(passage.name)
            body += self._node(passage)
        body += self._missing()
        start = self.ids.get(draft.start) or self.ids[draft.passages[0].name]
        text = "\n".join([*self._head(name, start), *body]) + "\n"
        choices = sum(len(passage.options) for passage in draft.passages)
        return Written(name, text, len(self.ids) + len(self.lost), choices, self.guessed, tuple(self.lost_ways))

    def _phases(self) -> dict[str, str]:
        """A phase for each passage, by how far it is from the start."""
        following = {
            passage.name: [
                to
                for to in (
                    *(way.to for way in passage.ways),
                    *(way.to for option in passage.options for way in option.ways),
                    *(option.detour for option in passage.options),
                    passage.fallback,
                    passage.otherwise,
                )
                if to
            ]
            for passage in self.draft.passages
        }
        far = {self.draft.start: 0}
        waiting = deque([self.draft.start])
        while waiting:
            name = waiting.popleft()
            for to in following.get(name, ()):
                if to not in far:
                    far[to] = far[name] + 1
                    waiting.append(to)
        most = max(far.values()) + 1
        return {name: _PHASES[min(2, far.get(name, 0) * 3 // most)] for name in following}

    def _head(self, name: str, start: str) -> Iterator[str]:
        draft = self.draft
        head = OURS if draft.ours else HEAD
        yield comment(strip_controls(head.format(source=draft.source, form=draft.form)).strip(), "", 116)
        yield from _comments(draft.dropped, "")
        yield f"id: {name}"
        title = strip_controls(draft.title).strip() or name.replace("-", " ").capitalize()
        own = {extra.key: _value(extra, "  ") for extra in draft.keys}
        yield f"title: {own.pop('title', None) or scalar(title, '  ')}"
        for key, meant in (
            ("summary", "One or two sentences for the list."),
            ("you", "Who you are in this, two or three sentences."),
            ("scene", "Where and when, one or two sentences."),
            ("asks", "What you came for, in one sentence."),
        ):
            yield f"{key}: {own.pop(key, None) or f'{quoted(meant)}  # todo'}"
        for key, value in own.items():
            yield f"{key}: {value}"
        yield f"start: {start}"
        yield "nodes:"

    def _node(self, passage: Passage) -> Iterator[str]:
        own = {extra.key: _value(extra, "      ") for extra in passage.keys}
        yield ""
        yield f"  {self.ids[passage.name]}:"
        if slug(passage.name) != passage.name and not self.draft.ours:
            yield comment(f"{_short(passage.name)} (line {passage.line})", "    ")
        yield from _comments(passage.dropped, "    ")
        yield f"    phase: {passage.phase or self.phases.get(passage.name, _PHASES[0])}"
        ways = self._ways(passage.ways, passage.line)
        guesses = [self._moves(option) for option in passage.options]
        ends = not passage.options and not ways and not passage.ending
        if passage.todo and (ends or guesses):
            yield "    todo: true" + ("" if ends else "  # until its lines are read through and their moves are right")
        yield from self._said(passage, own, ends=ends)
        for key, target in (("fallback", passage.fallback), ("otherwise", passage.otherwise)):
            if target:
                yield f"    {key}: {self._target(target, passage.line)}"
        if passage.options:
            yield "    choices:"
            ids = _Ids()
            for option, guess in zip(passage.options, guesses, strict=True):
                yield from self._choice(option, guess, ids)
        elif ways:
            yield from _exits(ways, "    ")

    def _said(self, passage: Passage, own: dict[str, str], *, ends: bool) -> Iterator[str]:
        """What the boss says at a node, further keys of it, and how the story ends there if it does."""
        if passage.text.strip():
            yield f"    boss: {_text(passage.text, '      ')}"
        elif (passage.options or passage.ending) and "speaks" not in own:
            yield f'    boss: "{_NO_WORDS}"  # todo: nothing is said here in the original'
        for key, value in own.items():
            yield f"    {key}: {value}"
        if passage.ending:
            yield f"    ending: {passage.ending}"
        elif ends:
            yield "    # The story ends here. Say how: 'ending:' (agreed, trial, partial, deferred, refused, ruptured)"
            yield "    # with 'title:' and 'summary:', and take 'todo' away."

    def _moves(self, option: Option) -> Guess | None:
        """The move that an option seems to make; nothing where it says so itself."""
        return None if option.moves and all(move in self.moves for move in option.moves) else self.guess(option.text)

    def _choice(self, option: Option, guess: Guess | None, ids: _Ids) -> Iterator[str]:
        name = ids.made(option.id if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", option.id) else "") if option.id else ""
        yield f"      - id: {name or ids.made(slug(option.text, _WORDS_IN_ID) or 'choice')}"
        yield from _comments(option.dropped, "        ")
        yield f"        say: {_text(option.text, '          ')}"
        if guess is None:
            moves = option.moves
            yield f"        move: {moves[0] if len(moves) == 1 else '[' + ', '.join(moves) + ']'}"
        else:
            self.guessed += 1
            near = f"; near it: {', '.join(guess.near)}" if guess.near else ""
            how = "by its words" if guess.sure else "a guess, its words tell little"
            yield f"        move: {guess.move}  # todo: {how}{near}"
        if option.reply.strip():
            yield f"        reply: {_text(option.reply, '          ')}"
        for extra in option.keys:
            yield f"        {extra.key}: {_value(extra, '          ')}"
        if option.repeat:
            yield "        repeat: true"
        if option.detour:
            yield f"        detour: {self._target(option.detour, option.line)}"
        if option.returns:
            yield "        return: true"
        elif ways := self._ways(option.ways, option.line):
            yield from _exits(ways, "        ")
        else:
            yield f"        goto: {self._target('', option.line)}"

    def _ways(self, ways: Sequence[Way], line: int) -> list[tuple[str, Way]]:
        """The ways on with the ids of their nodes, each node once unless there are conditions."""
        found = [(self._target(way.to, line), way) for way in ways]
        if any(way.when for way in ways):
            return found
        return list({target: (target, way) for target, way in found}.values())

    def _target(self, name: str, line: int) -> str:
        """The id of the node that *name* leads to: one that is still to be written where there is none."""
        if name in self.ids:
            return self.ids[name]
        if name not in self.lost:
            self.lost[name] = self.make.made(slug(name) or "the-end")
        if name:
            self.lost_ways.append(Dropped(line, "broken link", f"There is no passage '{_short(name)}'."))
        return self.lost[name]

    def _missing(self) -> Iterator[str]:
        """Nodes for what is linked to and not there."""
        for name, node in self.lost.items():
            yield ""
            yield f"  {node}:"
            said = f"The original has no passage '{_short(name)}'." if name else "The story ends here, or so it seems."
            yield comment(said, "    ")
            yield "    phase: proposal"
            yield "    todo: true"


def _value(extra: Extra, indent: str) -> str:
    return _text(extra.value, indent) if extra.is_text else extra.value


def _exits(ways: list[tuple[str, Way]], indent: str) -> Iterator[str]:
    if len(ways) == 1 and not ways[0][1].when:
        yield f"{indent}goto: {ways[0][0]}"
    elif any(way.when for _, way in ways):
        yield f"{indent}goto:"
        *first, (last, _) = sorted(ways, key=lambda way: not way[1].when)
        for target, way in first:
            yield f"{indent}  - {{when: {quoted(way.when or 'trust >= 0')}, to: {target}}}"
        yield f"{indent}  - {{to: {last}}}"
    else:
        yield f"{indent}chance:"
        for target, way in ways:
            yield f"{indent}  - {{weight: {way.weight or 1}, to: {target}}}"


def _comments(dropped: Sequence[Dropped], indent: str) -> Iterator[str]:
    """What was dropped, as comment lines; a note of the original's own is told as that."""
    for one in dropped:
        where = f"line {one.line}, " if one.line else ""
        yield comment(f"{where}{one.kind}: {_short(one.text, _MOST_COMMENT)}", indent)


def _text(text: str, indent: str) -> str:
    return scalar(strip_controls(text).strip() or _NO_WORDS, indent)


def _short(text: str, most: int = 80) -> str:
    flat = " ".join(strip_controls(text).split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
