"""Ink, the plain part: knots, stitches, options, gathers and diverts. Everything else is reported."""

from __future__ import annotations

import re
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
from rehearse.authoring.exchange.ink_braces import GONE, OR, SOMETHING, without_braces
from rehearse.authoring.exchange.weave import CLOSE, END, GLUED, Branch, Layout, Step, name_and_line, named

_KNOT = re.compile(r"={2,}\s*(function\b)?\s*([\w.]*)\s*(\([^()]*\))?\s*=*\s*")
_STITCH = re.compile(r"=\s*([\w.]+)\s*(\([^()]*\))?\s*")
_STATEMENT = re.compile(r"(VAR|CONST|LIST|EXTERNAL|INCLUDE)\b\s*")
_TODO = re.compile(r"TODO\s*:")
_BULLETS = re.compile(r"[*+](?:\s*[*+])*")
_GATHER = re.compile(r"-(?!>)(?:\s*-(?!>))*")
_LABEL = re.compile(r"\s*\(\s*(\w+)\s*\)")
_TARGET = re.compile(r"->\s*([\w.]+)")
_SPEECH = re.compile(r"[^\w\s]*[,.;:!?]")
_KINDS = {
    "VAR": "variable",
    "CONST": "variable",
    "LIST": "list",
    "EXTERNAL": "function",
    "INCLUDE": "include",
}
_START = "start of the story"
_GLUE = "Two lines are joined into one (<>)."


def read_ink(path: str, text: str) -> Draft:
    """The story in *text*. Raises ``NotReadable`` with a sentence where nothing can be made of it."""
    reader = _Reader(text)
    reader.read()
    return reader.draft(path)


@dataclass(slots=True)
class _Flow:
    """A knot or a stitch."""

    name: str
    line: int
    steps: list[Step] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


def _without_comments(text: str) -> tuple[str, list[Dropped]]:
    """*text* with comments made blank, so that everything stays in its place."""
    parts, dropped, at, line = [], [], 0, 1
    for found in re.finditer(r"//[^\n]*|/\*", text):
        if found.start() < at:
            continue
        line += text.count("\n", at, found.start())
        parts.append(text[at : found.start()])
        end = found.end()
        if found.group() == "/*":
            close = text.find("*/", end)
            end = len(text) if close < 0 else close + 2
        comment = text[found.start() : end]
        said = comment.removeprefix("//").removeprefix("/*").removesuffix("*/").strip(" \t\n*-=/")
        if said:
            dropped.append(Dropped(line, "comment", said))
        parts.append("".join(sign if sign == "\n" else " " for sign in comment))
        line += comment.count("\n")
        at = end
    parts.append(text[at:])
    return "".join(parts), dropped


class _Reader:
    """Reads line by line into flows, then lays them out."""

    def __init__(self, text: str) -> None:
        bare, comments = _without_comments(text)
        self.plain = without_braces(bare)
        self.flows = [_Flow("", 1)]
        self.knot = ""
        self.stack: list[list[Step]] = [self.flow.steps]
        self.groups: list[int | None] = [None]  # for each list of the stack the braces that it was opened in
        self.function = False
        self.joined = False  # whether the last line ended with glue
        self.unread = sorted((*comments, *self.plain.dropped), key=lambda one: one.line)
        self.told = 0  # how many of these have been put at their place
        self.referenced = frozenset(name.rpartition(".")[2] for name in _TARGET.findall(self.plain.text))

    @property
    def flow(self) -> _Flow:
        return self.flows[-1]

    def read(self) -> None:
        """Read every line."""
        at = 0
        for number, line in enumerate(self.plain.text.split("\n"), 1):
            self._line(number, line, at)
            while self.told < len(self.unread) and self.unread[self.told].line <= number:
                self._drop(self.unread[self.told])
                self.told += 1
            at += len(line) + 1

    def _drop(self, dropped: Dropped) -> None:
        """Keep *dropped* with what was read last."""
        steps = next((steps for steps in reversed(self.stack) if steps), None)
        if steps is None:
            self.flow.dropped.append(dropped)
        elif steps[-1].options:
            steps[-1].options[-1].dropped.append(dropped)
        else:
            steps[-1].dropped.append(dropped)

    def _line(self, number: int, raw: str, at: int) -> None:
        group = self.plain.heads.get(number)
        if group is not None and group in self.groups:  # another branch: no option of the last goes on
            place = self.groups.index(group)
            del self.stack[place:], self.groups[place:]
        line = raw.strip(f" \t{GONE}")
        if line.startswith("=="):
            self._knot(number, line)
        elif self.function or not line:
            return
        elif line.startswith("=") and (found := _STITCH.match(line)):
            self._begin(f"{self.knot}.{found[1]}" if self.knot else found[1], number)
            if found[2]:
                self._drop(Dropped(number, "parameters", found[2]))
        elif kind := _statement(line):
            self._drop(Dropped(number, kind, _plain(line)))
        elif line.startswith("<-"):
            self._thread(number, line)
        else:
            start = at + raw.index(line[0])
            if line[0] in "*+":
                self._option(number, line, start)
            elif _GATHER.match(line):
                self._gather(number, line, start)
            else:
                self._text(number, line, start)

    def _knot(self, number: int, line: str) -> None:
        found = _KNOT.match(line)
        name = found[2] if found else ""
        self.function = bool(found and found[1])
        if self.function:
            self._drop(Dropped(number, "function", f"The function '{name}', with all that stands in it."))
            return
        self.knot = name or f"knot in line {number}"
        self._begin(self.knot, number)
        if found and found[3]:
            self._drop(Dropped(number, "parameters", found[3]))

    def _begin(self, name: str, number: int) -> None:
        self.flows.append(_Flow(name, number))
        self.stack, self.groups = [self.flow.steps], [None]
        self.joined = False

    def _thread(self, number: int, line: str) -> None:
        name = line[2:].strip()
        self._drop(Dropped(number, "thread", _plain(line)))
        if re.fullmatch(r"[\w.]+", name):
            self._step(number).maybe.append(named(name, number))

    def _step(self, number: int) -> Step:
        """The step that a line goes on with: the last one, or a new one where that is closed."""
        steps = self.stack[-1]
        if not steps or steps[-1].closed:
            steps.append(Step(number))
        return steps[-1]

    def _option(self, number: int, line: str, start: int) -> None:
        bullets = _BULLETS.match(line)
        marks = bullets.group() if bullets else "*"
        depth = min(marks.count("*") + marks.count("+"), len(self.stack))
        if depth > MOST_LEVELS:
            message = f"Options are nested more than {MOST_LEVELS} levels deep."
            raise NotReadable(message, number)
        del self.stack[depth:], self.groups[depth:]
        rest, offset = line[len(marks) :], len(marks)
        label = ""
        if found := _LABEL.match(rest):
            label, rest, offset = found[1], rest[found.end() :], offset + found.end()
        container = self.stack[-1]
        if not container or container[-1].maybe or container[-1].jump is not None:
            container.append(Step(number))
        group = self.plain.group_of.get(start)
        said, divert, at = _split(rest)
        text, reply = _bracketed(said)
        branch = Branch(number, _plain(text), label, repeat="+" in marks, fallback=not _plain(said))
        container[-1].options.append(branch)
        self.stack.append(branch.body)
        self.groups.append(group)
        self.joined = False
        if "#" in text:
            branch.text = self._untagged(number, branch.text)
        if "<>" in text:
            self._drop(Dropped(number, "glue", _GLUE))
            branch.text = branch.text.replace("<>", " ").strip()
        if reply := _plain(reply):
            self._say(number, reply)
        if divert is not None:
            self._divert(number, divert, start + offset + at)

    def _gather(self, number: int, line: str, start: int) -> None:
        found = _GATHER.match(line)
        marks = found.group() if found else "-"
        depth = min(marks.count("-"), len(self.stack))
        del self.stack[depth:], self.groups[depth:]
        rest, offset = line[len(marks) :], len(marks)
        label = ""
        if named := _LABEL.match(rest):
            label, rest, offset = named[1], rest[named.end() :], offset + named.end()
        steps = self.stack[-1]
        if label or not steps or steps[-1].closed:
            steps.append(Step(number, label))
        self.joined = False
        stripped = rest.lstrip(f" \t{GONE}")
        if stripped.startswith(("*", "+")):
            self._option(number, stripped, start + offset + len(rest) - len(stripped))
        elif stripped:
            self._text(number, stripped, start + offset + len(rest) - len(stripped))

    def _text(self, number: int, line: str, start: int) -> None:
        said, divert, at = _split(line)
        if text := _plain(said):
            self._say(number, text)
        if divert is not None:
            self._divert(number, divert, start + at)

    def _say(self, number: int, text: str) -> None:
        text = self._untagged(number, text)
        glued, joined = text.startswith("<>"), self.joined
        self.joined = text.endswith("<>")
        if "<>" in text:
            self._drop(Dropped(number, "glue", _GLUE))
            text = text.replace("<>", " ").strip() if not glued else text.replace("<>", " ").rstrip()
        if not text.strip():
            return
        step = self._step(number)
        join = "" if not (step.said and (glued or joined)) else CLOSE if glued and text[:1] in ",.;:!?" else GLUED
        step.said.append(join + text.strip())

    def _untagged(self, number: int, text: str) -> str:
        said, sign, tag = text.partition("#")
        if sign:
            self._drop(Dropped(number, "tag", f"#{tag.strip()}"))
        return said.strip()

    def _divert(self, number: int, divert: str, at: int) -> None:
        """Follow ``-> a``; a tunnel (``-> a ->``) may be gone through or not; what braces decide about too."""
        targets = [part.strip(f" \t{GONE}{OR}{SOMETHING}") for part in divert.split("->")]
        step = self._step(number)
        if divert.strip().endswith("->") and not any(targets):  # ->->
            self._drop(Dropped(number, "tunnel", "->-> goes back to where the tunnel began; here the talk ends."))
            step.jump = END
            return
        names = []
        for target in filter(None, targets):
            name = re.match(r"[\w.]+", target)
            if name is None or (rest := target[name.end() :].strip()):
                self._drop(Dropped(number, "divert", _plain(f"-> {target}")))
            if name is not None and not (rest and not rest.startswith("(")):
                names.append(END if name.group() in {"END", "DONE"} else named(name.group(), number))
        ends_there = not divert.strip().endswith("->")
        through = names[:-1] if ends_there else names
        if through:
            self._drop(Dropped(number, "tunnel", _plain(divert)))
            step.maybe += [name for name in through if name != END]
        if not ends_there:
            return
        last = names[-1] if names else END
        group = self.plain.group_of.get(at)
        if group is not None and group != self.groups[-1] and last != END:
            step.maybe.append(last)
        elif group is None or group == self.groups[-1]:
            step.jump = last

    def draft(self, path: str) -> Draft:
        """Everything that was read, laid out, its diverts leading to passages."""
        layout = Layout(kept_labels=self.referenced)
        first: dict[str, str] = {}
        spans: list[tuple[str, int]] = []
        loose = tuple(self.flows[0].dropped)
        self.flows[0].dropped = []
        flows = [flow for flow in self.flows if flow.name or flow.steps]
        for index, flow in enumerate(flows):
            if not flow.steps:
                stitch = flows[index + 1].name if index + 1 < len(flows) else ""
                into = stitch if flow.name and stitch.startswith(f"{flow.name}.") else END
                flow.steps.append(Step(flow.line, jump=into))
            flow.steps[0].dropped[:0] = flow.dropped
            begun = len(layout.passages)
            first.setdefault(flow.name, layout.lay_out(flow.name, flow.name or _START, flow.steps))
            spans += [(flow.name, place) for place in range(begun, len(layout.passages))]
        if not flows:
            message = "There is no story in it: no knots and no text."
            raise NotReadable(message)
        names = _Names(first, layout.labels)
        passages = [names.resolved(layout.passages[place], flow) for flow, place in spans]
        return Draft(path, "Ink", "", first[flows[0].name], checked_size(passages), dropped=loose)


class _Names:
    """Finds the passage that a divert leads to."""

    def __init__(self, flows: dict[str, str], labels: dict[str, str]) -> None:
        self.flows = flows
        self.labels = labels
        self.within: dict[tuple[str, str], str] = {}  # knot and label
        for place, passage in labels.items():
            flow, _, label = place.rpartition(".")
            self.within.setdefault((flow.partition(".")[0], label), passage)

    def passage(self, target: str, flow: str) -> str | None:
        knot = flow.partition(".")[0]
        for place in (f"{flow}.{target}", f"{knot}.{target}", target):
            if found := self.labels.get(place) or self.flows.get(place):
                return found
        head, _, label = target.rpartition(".")
        return self.within.get((head or knot, label))

    def resolved(self, passage: Passage, flow: str) -> Passage:
        """*passage* with ways that lead to passages; those that lead nowhere are reported."""
        lost: list[Dropped] = []
        ways = self._ways(passage.ways, flow, lost)
        options = tuple(self._option(option, flow) for option in passage.options)
        fallback = self._ways((Way(passage.fallback),) if passage.fallback else (), flow, lost)
        return replace(
            passage,
            text=braces_doubled(passage.text),
            options=options,
            ways=ways,
            fallback=fallback[0].to if fallback else "",
            dropped=(*passage.dropped, *lost),
        )

    def _option(self, option: Option, flow: str) -> Option:
        lost: list[Dropped] = []
        ways = self._ways(option.ways, flow, lost)
        return replace(
            option,
            text=braces_doubled(option.text),
            reply=braces_doubled(option.reply),
            ways=ways,
            dropped=(*option.dropped, *lost),
        )

    def _ways(self, ways: tuple[Way, ...], flow: str, lost: list[Dropped]) -> tuple[Way, ...]:
        found = []
        for way in ways:
            jump = name_and_line(way.to)
            if jump is None:
                found.append(way)
            elif to := self.passage(jump[0], flow):
                found.append(Way(to))
            else:
                lost.append(Dropped(jump[1], "divert", f"-> {jump[0]}, which is nowhere in the file"))
        return tuple(dict.fromkeys(found))


def _statement(line: str) -> str:
    """What a line is that says nothing and leads nowhere; empty for any other."""
    if found := _STATEMENT.match(line):
        return _KINDS[found[1]]
    return "logic" if line.startswith("~") else "to do" if _TODO.match(line) else ""


def _split(text: str) -> tuple[str, str | None, int]:
    """What is said, the divert after it if there is one, and where that begins."""
    at = text.find("->")
    return (text, None, 0) if at < 0 else (text[:at], text[at:], at)


def _bracketed(text: str) -> tuple[str, str]:
    """What an option says, and what is told once it is chosen, as in ``"Yes[."]," I said``."""
    before, sign, rest = text.partition("[")
    if not sign:
        return text, ""
    inside, _, after = rest.partition("]")
    told = after.strip()
    if before.strip() and (speech := _SPEECH.match(told)):
        if not inside:
            return before.rstrip() + speech.group(), told[speech.end() :]
        told = f"{before.rstrip()}{told}"
    return before + inside, told


def _plain(text: str) -> str:
    """*text* as it is read: alternatives side by side, spaces as one, escaped signs themselves."""
    text = text.replace(GONE, "").replace(OR, " / ").replace(SOMETHING, "…")
    return " ".join(re.sub(r"\\(.)", r"\1", text).split())
