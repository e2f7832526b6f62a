"""Yarn Spinner 2 and 3: nodes, lines, options and jumps. Everything else is reported."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from rehearse.authoring.exchange.draft import (
    MOST_LEVELS,
    Draft,
    Dropped,
    NotReadable,
    Option,
    Passage,
    Way,
    braces_doubled,
    checked_size,
)
from rehearse.authoring.exchange.weave import BESIDE, END, Branch, Layout, Step, name_and_line, named

_HEADER = re.compile(r"\s*([\w.-]+)\s*:(.*)")
_COMMAND = re.compile(r"\s*(\w+)\s*")
_TARGET = re.compile(r"[^\s{}<>]+")
_SPEAKER = re.compile(r"([^\s:{}<>\[\]#][^:{}<>\[\]#\n]{0,40}):\s+")
_MARKUP = re.compile(r"\[(?:/|/?[A-Za-z_][^\[\]\n]{0,200})\]")
_EXPRESSION = re.compile(r"\{[^{}\n]*\}")
_TAB = 8
_OPENING, _CLOSING = frozenset({"if", "once"}), frozenset({"endif", "endonce"})
_BETWEEN = frozenset({"else", "elseif"})
_KINDS = {
    "set": "variable",
    "declare": "variable",
    "enum": "enum",
    "case": "enum",
    "endenum": "enum",
    "call": "function",
    "if": "condition",
    "elseif": "condition",
    "else": "condition",
    "once": "condition",
    "detour": "detour",
    "return": "detour",
    "local": "variable",
}
_ESCAPED = {ord(sign): 0xE000 + number for number, sign in enumerate("\\{}<>[]#/:")}
_BACK = {there: here for here, there in _ESCAPED.items()}
"""Escaped signs stand aside, as signs for private use, while the others are looked for."""


def read_yarn(path: str, text: str) -> Draft:
    """The story in *text*. Raises ``NotReadable`` with a sentence where nothing can be made of it."""
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), 1):
        reader.line(number, line)
    return reader.draft(path)


@dataclass(slots=True)
class _Node:
    """One node: its headers, then its lines."""

    title: str
    line: int
    steps: list[Step] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A list of steps that lines go to."""

    steps: list[Step]
    indent: int = -1  # of the option that it stands under
    conditions: int = 0  # how many were open when it began


class _Reader:
    """Reads line by line into nodes, then lays them out."""

    def __init__(self) -> None:
        self.nodes: list[_Node] = []
        self.loose: list[Dropped] = []  # what stands outside every node
        self.node: _Node | None = None
        self.heading: list[tuple[int, str, str]] = []
        self.stack: list[_Open] = []
        self.conditions = 0
        self.group = False  # whether the last line was one of a group (=>)

    def line(self, number: int, raw: str) -> None:
        """Read one line."""
        if self.node is None:
            self._outside(number, raw)
            return
        if raw.rstrip() == "===":
            self.node = None
            return
        text = re.sub(r"\\([\\{}<>\[\]#/:])", lambda found: chr(_ESCAPED[ord(found[1])]), raw.expandtabs(_TAB))
        text, comment = _uncommented(text)
        stripped = text.strip()
        if stripped:
            self._inside(number, len(text) - len(text.lstrip()), stripped)
        if comment:
            self._drop(Dropped(number, "comment", comment))

    def _outside(self, number: int, raw: str) -> None:
        line = raw.strip()
        if line == "---":
            self._begin(number)
        elif line.startswith("//"):
            self._aside(number, "comment", line.strip("/ "))
        elif line.startswith("#"):
            self._aside(number, "tag", line)
        elif found := _HEADER.match(_uncommented(raw)[0]):
            self.heading.append((number, found[1], found[2].strip()))
        elif line and line != "===":
            self._aside(number, "line outside every node", line)

    def _aside(self, number: int, kind: str, text: str) -> None:
        if text:
            self.loose.append(Dropped(number, kind, text))

    def _begin(self, number: int) -> None:
        title = next((value for _, key, value in self.heading if key == "title" and value), f"node in line {number}")
        self.node = _Node(title, self.heading[0][0] if self.heading else number)
        for line, key, value in self.heading:
            if key not in {"title", "position"} and value:
                kind = "condition" if key == "when" else "header"
                self.node.dropped.append(Dropped(line, kind, f"{key}: {value}"))
        self.heading = []
        self.nodes.append(self.node)
        self.stack, self.conditions, self.group = [_Open(self.node.steps)], 0, False

    def _drop(self, dropped: Dropped) -> None:
        """Keep *dropped* with what was read last."""
        steps = next((one.steps for one in reversed(self.stack) if one.steps), None)
        if steps is not None:
            (steps[-1].options[-1] if steps[-1].options else steps[-1]).dropped.append(dropped)
        elif self.node is not None:
            self.node.dropped.append(dropped)

    def _inside(self, number: int, indent: int, line: str) -> None:
        while len(self.stack) > 1 and self.stack[-1].indent >= indent:
            self.stack.pop()
        grouped, self.group = self.group, False
        if line.startswith("->"):
            self._option(number, indent, line[2:].strip())
        elif line.startswith("=>"):
            self.group = True
            self._drop(Dropped(number, "alternatives", _back(line)))
            self._say(number, self._words(number, line[2:].strip()), another=grouped)
        elif line.startswith("<<"):
            for command, said in _commands(line)[1]:
                self._command(number, command)
                if said:
                    self._say(number, self._words(number, said))
        else:
            self._say(number, self._words(number, line))

    def _step(self, number: int) -> Step:
        steps = self.stack[-1].steps
        if not steps or steps[-1].closed:
            steps.append(Step(number))
        return steps[-1]

    def _say(self, number: int, text: str, *, another: bool = False) -> None:
        if not text:
            return
        step = self._step(number)
        step.said.append(f"{BESIDE}{text}" if another and step.said else text)

    def _option(self, number: int, indent: int, line: str) -> None:
        if len(self.stack) > MOST_LEVELS:
            message = f"Options are nested more than {MOST_LEVELS} levels deep."
            raise NotReadable(message, number)
        steps = self.stack[-1].steps
        if not steps or steps[-1].maybe or steps[-1].jump is not None:
            steps.append(Step(number))
        branch = Branch(number, "")
        steps[-1].options.append(branch)
        branch.text = self._words(number, line)
        self.stack.append(_Open(branch.body, indent, self.conditions))

    def _command(self, number: int, command: str) -> None:
        found = _COMMAND.match(command)
        word = found[1] if found else ""
        rest = command[found.end() :].strip() if found else command.strip()
        shown = _back(f"<<{command.strip()}>>")
        decided = self.conditions > self.stack[-1].conditions
        if word in _OPENING:
            self.conditions += 1
        elif word in _CLOSING:
            self.conditions = max(0, self.conditions - 1)
        if word == "jump" and _TARGET.fullmatch(rest):
            step = self._step(number)
            if decided:
                step.maybe.append(named(_back(rest), number))
            else:
                step.jump = named(_back(rest), number)
        elif word == "detour" and _TARGET.fullmatch(rest):
            self._step(number).maybe.append(named(_back(rest), number))
            self._drop(Dropped(number, "detour", f"{shown}: in the original the talk comes back from there."))
        elif word in {"stop", "return"}:
            if not decided:
                self._step(number).jump = END
            if decided or word == "return":
                self._drop(Dropped(number, _KINDS.get(word, "condition"), shown))
        elif word not in _CLOSING:
            self._drop(Dropped(number, _KINDS.get(word, "command"), shown))
            if (
                word not in _BETWEEN
                and word not in _OPENING
                and self.stack[-1].steps
                and self.stack[-1].steps[-1].options
            ):
                self.stack[-1].steps.append(Step(number))  # options after a command are a group of their own

    def _words(self, number: int, line: str) -> str:
        """What is said in *line*; its tags, conditions, expressions and markup are reported."""
        before, commands = _commands(line)
        for command, _ in commands:
            word = (_COMMAND.match(command) or [""] * 2)[1]
            self._drop(Dropped(number, _KINDS.get(word, "command"), _back(f"<<{command.strip()}>>")))
        said, sign, tags = " ".join((before, *(rest for _, rest in commands))).partition("#")
        if sign:
            self._drop(Dropped(number, "tag", _back(f"#{tags.strip()}")))
        for kind, pattern, instead in (("variable", _EXPRESSION, "…"), ("markup", _MARKUP, "")):
            for found in pattern.findall(said):
                self._drop(Dropped(number, kind, _back(found)))
            said = pattern.sub(instead, said)
        return " ".join(_back(said).split())

    def draft(self, path: str) -> Draft:
        """Everything that was read, laid out, its jumps leading to passages."""
        if not self.nodes:
            message = "There are no nodes in it: each begins with 'title:' and '---', and ends with '==='."
            raise NotReadable(message)
        layout = Layout()
        first: dict[str, list[str]] = {}
        for node in self.nodes:
            if not node.steps:
                node.steps.append(Step(node.line))
            node.steps[0].dropped[:0] = node.dropped
            first.setdefault(node.title, []).append(layout.lay_out(node.title, node.title, node.steps))
        for key, value in ((key, value) for _, key, value in self.heading):
            self.loose.append(Dropped(self.heading[0][0], "header", f"{key}: {value}"))
        boss = _boss(layout.passages)
        if boss:
            self.loose.append(
                Dropped(0, "speaker", f"The lines of '{boss}' are the boss's; other names stand in the text.")
            )
        passages = [_resolved(passage, first, boss) for passage in layout.passages]
        start = first["Start"][0] if "Start" in first else first[self.nodes[0].title][0]
        return Draft(path, "Yarn Spinner", "", start, checked_size(passages), dropped=tuple(self.loose))


def _commands(line: str) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the first command in *line*, and each command with what stands after it."""
    before, *parts = line.split("<<")
    found = []
    for part in parts:
        command, _, rest = part.partition(">>")
        found.append((command, rest.strip()))
    return before, found


def _uncommented(line: str) -> tuple[str, str]:
    before, sign, comment = line.partition("//")
    return (before, _back(comment.strip(" /"))) if sign else (line, "")


def _back(text: str) -> str:
    return text.translate(_BACK)


def _boss(passages: list[Passage]) -> str:
    """Who speaks most."""
    speakers = Counter(
        found[1]
        for passage in passages
        for text in (passage.text, *(option.reply for option in passage.options))
        for line in text.split("\n")
        if (found := _SPEAKER.match(line))
    )
    return speakers.most_common(1)[0][0] if speakers else ""


def _resolved(passage: Passage, nodes: dict[str, list[str]], boss: str) -> Passage:
    """*passage* with ways that lead to passages, and without the name of the *boss* before each line."""
    lost: list[Dropped] = []
    return replace(
        passage,
        text=_spoken(passage.text, boss),
        ways=_ways(passage.ways, nodes, lost),
        options=tuple(_option(option, nodes, boss) for option in passage.options),
        dropped=(*passage.dropped, *lost),
    )


def _option(option: Option, nodes: dict[str, list[str]], boss: str) -> Option:
    lost: list[Dropped] = []
    ways = _ways(option.ways, nodes, lost)
    said = braces_doubled(_SPEAKER.sub("", option.text, count=1) if _SPEAKER.match(option.text) else option.text)
    return replace(option, text=said, reply=_spoken(option.reply, boss), ways=ways, dropped=(*option.dropped, *lost))


def _ways(ways: tuple[Way, ...], nodes: dict[str, list[str]], lost: list[Dropped]) -> tuple[Way, ...]:
    found: list[Way] = []
    for way in ways:
        jump = name_and_line(way.to)
        if jump is None:
            found.append(way)
            continue
        name, line = jump
        there = nodes.get(name, [])
        found += [Way(passage) for passage in there]
        if not there:
            lost.append(Dropped(line, "jump", f"<<jump {name}>>, which is nowhere in the file"))
        elif len(there) > 1:
            lost.append(Dropped(line, "node group", f"'{name}' is {len(there)} nodes, one of which is chosen."))
    return tuple(dict.fromkeys(found))


def _spoken(text: str, boss: str) -> str:
    before = f"{boss}:"
    lines = (
        line.removeprefix(before).strip() if boss and line.startswith(before) else line for line in text.split("\n")
    )
    return braces_doubled("\n".join(lines))
