"""A scenario as Twee 3, in words that every story format of Twine shows alike.

Twine's story formats have each a macro language of its own, and no two conditions are written alike in them. So nothing
is put into one of these: a node is a passage, a choice a link, and everything else a comment in HTML, which all formats
hide. The comments have a fixed form, by which the file can be read back.
"""

from __future__ import annotations

import json
import re
import uuid
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rehearse.authoring.exchange.twee_text import OURS, label_read, text_read
from rehearse.model.base import CONCERN_VERBS, DEFAULT, FLAG_VERBS
from rehearse.model.slots import fill_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rehearse.model.base import Effects
    from rehearse.model.scenario import Choice, Exits, Node, Scenario

ABOUT = "about this meeting"
ABOUT_TAG = "about-the-meeting"
WAYS_TAG = "ways"
BACK = "back to where it came from"
IFIDS = uuid.UUID("6f1f4d3e-3c0f-5d6b-9a35-2c7b8a1e5d90")
"""What the IFIDs of all scenarios are made from, so that each keeps its own."""
_COLOURS = {"opening": "green", "concerns": "yellow", "proposal": "blue", "ending": "purple", WAYS_TAG: "gray"}
_APART, _FIRST = 175, 100
_IN_TEXT = re.compile(
    r"[<\[\]]|''|//|__|==|~~|\^\^|/[*%]|^::|\$(?=[A-Za-z_])|(?<![A-Za-z0-9_])_(?=[A-Za-z])|&(?=#?[A-Za-z0-9])",
    re.MULTILINE,
)
_IN_LINK = re.compile(rf"{_IN_TEXT.pattern}|\||(?<=-)>", re.MULTILINE)
"""What would be a link, a tag, a variable or formatting: written by its number, which all story formats show alike."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A Twee file, and sentences on what is not in it."""

    text: str
    left_out: tuple[str, ...]


def as_twee(scenario: Scenario, boss: str = "", *, filled: bool = False) -> Exported:
    """*scenario* as Twee 3, with the texts of *boss* where they differ; *filled*: with defaults in place of slots."""
    return _Writer(scenario, boss, filled=filled).exported()


def ifid(scenario_id: str) -> str:
    """The IFID of a scenario: always the same one, in the form that Twee 3 asks for (version 4, in capitals)."""
    return str(uuid.UUID(bytes=uuid.uuid5(IFIDS, scenario_id).bytes, version=4)).upper()


def escaped(name: str) -> str:
    """A passage's name or a tag, as a header holds it."""
    return re.sub(r"([\\\[\]{}])", r"\\\1", name)


@dataclass(slots=True)
class _Left:
    """What is not carried over."""

    variants: int = 0
    by: set[str] = field(default_factory=set)
    slots: int = 0


class _Writer:
    def __init__(self, scenario: Scenario, boss: str, *, filled: bool) -> None:
        self.scenario = scenario
        self.boss = boss
        self.filled = filled
        self.left = _Left()
        self.places = _places(scenario)

    def exported(self) -> Exported:
        scenario = self.scenario
        parts = [self._head(), self._about()]
        for name, node in scenario.nodes.items():
            parts += self._node(name, node)
        if any(choice.return_ for node in scenario.nodes.values() for choice in node.choices):
            said = "The talk goes back to where it came from: take the arrow back."
            parts.append(f"{self._title(BACK, [WAYS_TAG], (-2, 0))}\n{said}")
        return Exported("\n\n\n".join(parts) + "\n", tuple(self._left_out()))

    def _left_out(self) -> Iterator[str]:
        left = self.left
        if left.variants:
            whose = f"the ones of '{self.boss}' where there are any" if self.boss else "the ones for any boss"
            yield (
                f"Not carried over: {left.variants} texts and effects for other bosses ({', '.join(sorted(left.by))}). "
                f"The file has {whose}; --boss chooses."
            )
        if left.slots and not self.filled:
            yield f"{left.slots} texts have slots such as {{brief.days}}, which Twine does not fill; --filled does."
        if self.filled:
            yield "The slots are filled with their defaults, so that this file does not give back the same texts."
        yield (
            "Twine has the texts, the links and the places. Conditions, effects, moves and replies stand beside them "
            "as comments: they do nothing in Twine, and 'rehearse import twee' reads them back."
        )

    def _head(self) -> str:
        data = {
            "ifid": ifid(self.scenario.id),
            "format": OURS,  # shows braces and parentheses as they are
            "format-version": "2.37.3",
            "start": self.scenario.start,
            "tag-colors": _COLOURS,
            "zoom": 0.6,
        }
        return f":: StoryTitle\n{self._flat(self.scenario.title)}\n\n\n:: StoryData\n{json.dumps(data, indent=2)}"

    def _flat(self, text: str) -> str:
        return " ".join(text.split())

    def _title(self, name: str, tags: list[str], place: tuple[int, int] | None = None) -> str:
        column, row = place or self.places[name]
        position = f"{_FIRST + _APART * (column + 2)},{_FIRST + _APART * row}"
        metadata = json.dumps({"position": position, "size": "100,100"}, separators=(",", ":"))
        shown = f" [{' '.join(escaped(tag) for tag in tags)}]" if tags else ""
        return f":: {escaped(name)}{shown} {metadata}"

    def _said(self, texts: Mapping[str, str] | None) -> str:
        """The text for the boss that is asked for; the others are counted."""
        if texts is None:
            return ""
        own = self.boss if self.boss in texts else DEFAULT
        others = [persona for persona in texts if persona != own]
        self.left.variants += len(others)
        self.left.by.update("any boss" if persona == DEFAULT else persona for persona in others)
        return self._slots(texts[own])

    def _slots(self, text: str) -> str:
        if "{" in text:
            self.left.slots += 1
            if self.filled:
                return fill_sentence(text, dict(self.scenario.slots))
        return text

    def _body(self, text: str) -> str:
        return shown_in_text(text)

    def _link(self, said: str, to: str, notes: dict[str, object]) -> str:
        label = shown_in_link(said)
        if label_read(label) != said:
            notes = {"say": said, **notes}
        return f"[[{label}->{to}]]" + (f"\n{_comment(notes)}" if notes else "")

    def _about(self) -> str:
        scenario = self.scenario
        texts = {key: self._said(getattr(scenario, key)) for key in ("summary", "you", "scene", "asks")}
        notes: dict[str, object] = {"id": scenario.id, **texts}
        if scenario.slots:
            notes["slots"] = dict(scenario.slots)
        if scenario.meters:
            notes["meters"] = [meter.model_dump() for meter in scenario.meters]
        if scenario.flags:
            notes["flags"] = dict(scenario.flags)
        if scenario.interrupts:
            notes["interrupts"] = [{"when": one.when, "goto": one.goto} for one in scenario.interrupts]
        shown = "\n\n".join(self._body(text) for text in texts.values())
        links = "".join(
            f"\n\n{self._link(f'At any time, when {one.when}', one.goto, {'as': 'interrupt'})}"
            for one in scenario.interrupts
        )
        start = f"\n\n{self._link('Begin', scenario.start, {'as': 'start'})}"
        return f"{self._title(ABOUT, [ABOUT_TAG], (-2, 1))}\n{_comment(notes)}\n{shown}{links}{start}"

    def _node(self, name: str, node: Node) -> list[str]:
        notes: dict[str, object] = {
            "again": self._said(node.again),
            "speaks": node.speaks,
            "concern": node.concern,
            "effects": self._effects(node.effects),
            "notes": node.notes,
            "title": node.title and self._slots(node.title),
            "summary": self._said(node.summary),
            "next_talk": node.next_talk,
            "todo": node.todo,
        }
        tags = [node.phase, *(["ending", node.ending] if node.ending else []), *(["todo"] if node.todo else [])]
        said = self._said(node.boss)
        if text_read(body := self._body(said)) != said:
            notes = {"boss": said, **notes}
        parts = [self._title(name, tags)]
        if shown := _comment(notes):
            parts.append(shown)
        if body:
            parts.append(body)
        elif node.speaks:
            parts.append(f"(The boss speaks: {node.speaks.replace('_', ' ')}.)")
        if node.ending:
            parts.append(f"\nThe end: {self._body(str(notes['title']))}. {self._body(str(notes['summary']))}")
        passages: list[str] = []
        for choice in node.choices:
            link, further = self._choice(name, choice)
            parts.append(f"\n{link}")
            passages += further
        parts += [f"\n{link}" for link in self._exits(node)]
        for key, target in (("fallback", node.fallback), ("otherwise", node.otherwise)):
            if target is not None:
                said = "(nothing is left to say)" if key == "fallback" else "(something else)"
                parts.append(f"\n{self._link(said, target, {'as': key})}")
        return ["\n".join(parts), *passages]

    def _choice(self, name: str, choice: Choice) -> tuple[str, list[str]]:
        """The link of a choice; where it has several ways on, a passage that holds them too."""
        notes: dict[str, object] = {
            "id": choice.id,
            "move": list(choice.move),
            "when": choice.when,
            "repeat": choice.repeat,
            "effects": self._effects(choice.effects),
            "reply": self._said(choice.reply),
            "why": self._said(choice.why),
            "cards": list(choice.cards),
            "requires": list(choice.requires),
            "forbids": list(choice.forbids),
            "risk": choice.risk,
            "return": choice.return_,
        }
        said = self._said(choice.say)
        if choice.return_:
            return self._link(said, BACK, notes), []
        single = choice.goto is not None and len(choice.goto) == 1 and choice.detour is None
        if single and choice.goto:
            return self._link(said, choice.goto[0].to, notes), []
        ways = f"{name}.{choice.id}"
        links = list(self._exits(choice))
        if choice.detour is not None:
            links.insert(0, self._link("(first, for a moment)", choice.detour, {"as": "detour"}))
        column, row = self.places[name]
        title = self._title(ways, [WAYS_TAG], (column, row + 1))
        return self._link(said, ways, notes), ["\n\n".join((title, *links)).replace("\n\n", "\n", 1)]

    def _exits(self, exits: Exits) -> Iterator[str]:
        for route in exits.goto or ():
            said = f"(if {route.when})" if route.when else "(the talk goes on)"
            yield self._link(said, route.to, {"as": "goto", "when": route.when})
        for chance in exits.chance or ():
            yield self._link(
                f"(by chance, weight {chance.weight})", chance.to, {"as": "chance", "weight": chance.weight}
            )

    def _effects(self, effects: Mapping[str, Effects]) -> dict[str, object]:
        """Effects as their author writes them: meters and verbs side by side."""
        own = self.boss if self.boss in effects else DEFAULT
        others = [persona for persona in effects if persona != own]
        self.left.variants += len(others)
        self.left.by.update("any boss" if persona == DEFAULT else persona for persona in others)
        chosen = effects[own]
        verbs = {verb: list(getattr(chosen, verb)) for verb in (*CONCERN_VERBS, *FLAG_VERBS) if getattr(chosen, verb)}
        return {**chosen.meters, **verbs}


def shown_in_link(text: str) -> str:
    """*text* as the words of a link, on one line."""
    return _IN_LINK.sub(_numbered, " ".join(text.split("\n"))).strip() or "…"


def shown_in_text(text: str) -> str:
    """*text* as a passage holds it."""
    return _IN_TEXT.sub(_numbered, text)


def _numbered(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(sign)};" for sign in found.group())


def _comment(notes: Mapping[str, object]) -> str:
    """Notes as one comment, a key on each line; what is empty is left out."""
    lines = [f"{key}: {_value(value)}" for key, value in notes.items() if value not in (None, "", False, [], {})]
    return "<!--\n" + "\n".join(lines) + "\n-->" if lines else ""


def _value(value: object) -> str:
    """A value on one line, with nothing in it that ends a comment or begins a link."""
    if isinstance(value, bool):
        return "true"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    plain = isinstance(value, str) and text == " ".join(text.split()) and text[:1] not in '"[{'
    if plain and not any(sign in text for sign in ("--", "[[", "]]", "<!", "-->")):
        return text
    quoted = json.dumps(value, ensure_ascii=False)
    for sign, instead in (("--", "-\\u002d"), ("[[", "[\\u005b"), ("]]", "]\\u005d"), ("<!", "<\\u0021")):
        if sign in quoted and isinstance(value, str):
            quoted = quoted.replace(sign, instead)
    if isinstance(value, str):
        return quoted
    return quoted.replace("[[", "[ [").replace("]]", "] ]").replace("--", "-\\u002d").replace("<!", "<\\u0021")


def _places(scenario: Scenario) -> dict[str, tuple[int, int]]:
    """A column and a row for each node: by how far it is from the start."""
    far = {scenario.start: 0}
    waiting = deque([scenario.start])
    while waiting:
        name = waiting.popleft()
        node = scenario.nodes.get(name)
        for to in _targets(node) if node else ():
            if to not in far and to in scenario.nodes:
                far[to] = far[name] + 1
                waiting.append(to)
    most = max(far.values()) + 1
    rows: dict[int, int] = {}
    places = {}
    for name in scenario.nodes:
        row = far.get(name, most) * 2
        column = rows.get(row, 0)
        rows[row] = column + 1
        places[name] = (column, row)
    return places


def _targets(node: Node) -> Iterator[str]:
    for part in (node, *node.choices):
        yield from (route.to for route in part.goto or ())
        yield from (route.to for route in part.chance or ())
    yield from (choice.detour for choice in node.choices if choice.detour)
    yield from (target for target in (node.fallback, node.otherwise) if target)
