"""Options inside options, as Ink and Yarn Spinner write them, laid out as passages that lead to one another.

A flow is a list of steps, one after the other. What stands under an option is a flow of its own, after which the talk
goes on with the step after the options.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rehearse.authoring.exchange.draft import Dropped, Option, Passage, Way

END = ""
"""Where a story ends: a jump to no passage."""
_NAMED = "\x05"
BESIDE, GLUED, CLOSE = "\x06", "\x07", "\x08"
"""Begin a line that goes on with the one before it: as an alternative to it, after a space, or without one."""


def named(name: str, line: int) -> str:
    """A jump in *line* to a place as the source names it, until it is known which passage that is."""
    return f"{_NAMED}{line}{_NAMED}{name}"


def name_and_line(jump: str) -> tuple[str, int] | None:
    """What ``named`` was given; nothing where *jump* leads to a passage already."""
    if not jump.startswith(_NAMED):
        return None
    _, line, name = jump.split(_NAMED, 2)
    return name, int(line)


def spoken(lines: list[str]) -> str:
    """*lines* one below the other, but for those that go on with the one before."""
    text = "\n".join(lines).lstrip(f"{BESIDE}{GLUED}{CLOSE}")
    return text.replace(f"\n{BESIDE}", " / ").replace(f"\n{GLUED}", " ").replace(f"\n{CLOSE}", "")


@dataclass(slots=True)
class Branch:
    """An option and what stands under it."""

    line: int
    text: str
    label: str = ""
    repeat: bool = True
    fallback: bool = False  # taken by itself where no other option is left
    body: list[Step] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


@dataclass(slots=True)
class Step:
    """Lines that are said, then options or a way on."""

    line: int
    label: str = ""
    said: list[str] = field(default_factory=list)
    maybe: list[str] = field(default_factory=list)  # jumps that something decided about
    jump: str | None = None  # a jump that is always taken; ``END`` for the end of the story
    options: list[Branch] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    @property
    def closed(self) -> bool:
        """Whether nothing more can be said in this step."""
        return bool(self.options or self.maybe) or self.jump is not None


@dataclass(slots=True)
class Layout:
    """Turns flows into passages. Names are kept unique."""

    kept_labels: frozenset[str] = frozenset()  # options with these labels are jumped to, so they become passages
    passages: list[Passage] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)  # for each name, how often it was asked for
    labels: dict[str, str] = field(default_factory=dict)  # label within its flow, as ``flow.label``, to passage

    def lay_out(self, flow: str, name: str, steps: list[Step], after: str | None = None) -> str:
        """Make passages of *steps*, the first called *name* (if it is free); returns how it is called.

        *flow* is what labels belong to. After the last step the talk goes on at *after*, if that is given.
        """
        names = [self._free(name if not index else step.label or name) for index, step in enumerate(steps)]
        for step, own in zip(steps, names, strict=True):
            if step.label:
                self.labels.setdefault(f"{flow}.{step.label}", own)
        for index, (step, own) in enumerate(zip(steps, names, strict=True)):
            following = names[index + 1] if index + 1 < len(names) else after
            self._passage(flow, own, step, following)
        return names[0]

    def _free(self, name: str) -> str:
        free = name
        while free in self.numbers:
            self.numbers[name] += 1
            free = f"{name} {self.numbers[name]}"
        self.numbers[free] = 1
        return free

    def _passage(self, flow: str, name: str, step: Step, following: str | None) -> None:
        place = len(self.passages)
        passage = Passage(name, step.line)
        self.passages.append(passage)  # before those that come out of it
        options, fallback = [], ""
        for branch in step.options:
            option = self._option(flow, name, branch, following)
            if branch.fallback and not fallback and option.ways:
                fallback = option.ways[0].to
                step.dropped += branch.dropped
            else:
                options.append(option)
        ways = [Way(to) for to in step.maybe if to != END]
        if not step.options:
            last = step.jump if step.jump is not None else following
            if last:
                ways.append(Way(last))
        self.passages[place] = Passage(
            name,
            step.line,
            text=spoken(step.said),
            options=tuple(options),
            ways=tuple(dict.fromkeys(ways)) if options or not fallback else (Way(fallback),),
            fallback=fallback if options else "",
            dropped=tuple(step.dropped),
        )

    def _option(self, flow: str, name: str, branch: Branch, following: str | None) -> Option:
        body = branch.body
        simple = not body or (len(body) == 1 and not body[0].options and not body[0].maybe and not body[0].label)
        if simple and branch.label not in self.kept_labels and not (branch.fallback and body and body[0].said):
            step = body[0] if body else Step(branch.line)
            to = step.jump if step.jump is not None else following
            reply, dropped = spoken(step.said), (*branch.dropped, *step.dropped)
        else:
            if not body:
                body = [Step(branch.line)]
            to = self.lay_out(flow, branch.label or f"{name}: {branch.text[:40] or 'on'}", body, following)
            if branch.label:
                self.labels.setdefault(f"{flow}.{branch.label}", to)
            reply, dropped = "", tuple(branch.dropped)
        return Option(
            branch.line,
            branch.text or "…",
            ways=(Way(to),) if to else (),
            reply=reply,
            repeat=branch.repeat,
            dropped=dropped,
        )
