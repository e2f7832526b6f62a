"""One turn of a talk: a line of the person's, what the boss says to it, and where the talk goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rehearse.engine.chance import draw, weighted
from rehearse.engine.change import Change
from rehearse.engine.state import HELD, SURFACED, Event, Line
from rehearse.engine.story import CURRENT, METER

if TYPE_CHECKING:
    from rehearse.engine.state import Standing, State
    from rehearse.engine.story import Choice, Exit, Story

MAX_HOPS = 50
"""Nodes that the talk may pass through by itself between two lines of the person's."""

_IMPATIENT, _THAWED, _PUZZLED, _ASIDE, _TWICE, _FIRST_INTERRUPT = 1, 2, 4, 8, 16, 32  # in State.interrupted
_SALT_SAYS, _SALT_LINE, _SALT_CHANCE = 2, 3, 100  # other ones than those of ``play``


class StoryLoop(RuntimeError):
    """A story that goes round in circles without asking the person anything."""


def available(story: Story, state: Standing) -> tuple[Choice, ...]:
    """The choices that the person has now, in the author's order; none where the talk is over."""
    used = state.used
    return tuple(
        [
            choice
            for choice in story.nodes[state.node].choices
            if (choice.repeat or not used >> choice.index & 1) and (choice.holds is None or choice.holds(state))
        ]
    )


class Turn(Change):
    """One turn while it is worked out."""

    __slots__ = ("hops",)

    def __init__(self, story: Story, state: State) -> None:
        """Begin with *state*."""
        super().__init__(story, state)
        self.hops = 0

    def said(self, choice: Choice, words: str = "") -> None:
        """Work out the person's line."""
        self.lines.append(Line("you", words or choice.say, "says"))
        self.turn += 1
        self.interrupted &= ~_ASIDE
        heard = (self.used & choice.alike).bit_count()
        self.used |= 1 << choice.index
        for caused in choice.effects:
            self.apply(caused)
        occasion = "reply" if choice.own_reply else "line"
        self.lines.append(Line("boss", self.reply(choice, heard), occasion))  # type: ignore[arg-type]
        self.mood_lines()
        if choice.returns:
            caller = self.story.choices[self.back] if self.back >= 0 else None
            self.back = -1
            target = choice.node if caller is None else self.way(caller.exit)
            self.events.append(Event("return", self.story.nodes[target].id, choice.node, target, "choice"))
        elif choice.detour >= 0:
            self.back = choice.index
            target = choice.detour
            self.events.append(Event("detour", self.story.nodes[target].id, choice.node, target, "choice"))
        else:
            target = self.way(choice.exit)
        if self.story.nodes[target].ending is None:
            target = self.interruption(target)
        self.enter(target)

    def improvised(self, move: str, words: str) -> None:
        """Work out a move off the script."""
        reaction = self.story.reactions[move]
        self.lines.append(Line("you", words, "says"))
        self.turn += 1
        made = 1 << self.story.moves.index(move)
        again = bool(self.asides & made) or any(
            self.used >> choice.index & 1 and move in choice.moves for choice in self.story.choices
        )
        cause, ops = reaction.effects
        self.apply((cause, tuple(op for op in ops if op[0] == METER and op[2] < 0) if again else ops))
        raised = [event.subject for event in self.events if event.kind == "concern" and event.after == SURFACED]
        better = [event.after > event.before for event in self.events if event.kind in {"meter", "concern"}]
        does_good = bool(better) and all(better)
        costs = again or (bool(self.interrupted & _ASIDE) and not does_good)
        if costs:
            self.lose_patience("off-script")
        self.asides |= made
        self.interrupted |= _ASIDE
        self.lines.append(Line("boss", self.in_turn(reaction.says, _SALT_SAYS), "line"))
        for index, concern in enumerate(self.story.concerns):
            if concern.id in raised:
                self.lines.append(Line("boss", self.worry(index, known=False), "line"))
        self.mood_lines()
        node = self.story.nodes[self.node]
        if node.otherwise >= 0:
            self.enter(self.interruption(node.otherwise))
        else:
            self.stay(spends=costs)

    def puzzled(self, words: str) -> None:
        """Work out a line that the boss does not follow."""
        self.lines.append(Line("you", words, "says"))
        self.turn += 1
        costs = bool(self.interrupted & _TWICE)
        if costs:
            self.lose_patience("not-followed")
        self.interrupted |= _TWICE if self.interrupted & _PUZZLED else _PUZZLED
        self.lines.append(Line("boss", self.in_turn(self.story.lines["not_following"], _SALT_LINE), "line"))
        self.mood_lines()
        self.stay(spends=costs)

    def silent(self) -> None:
        """Work out a silence."""
        self.turn += 1
        self.lose_patience("silence")
        self.lines.append(Line("boss", self.in_turn(self.story.lines["impatience"], _SALT_LINE), "impatience"))
        self.stay(spends=True)

    def stay(self, *, spends: bool) -> None:
        """Go on at the same node, unless what has happened ends the talk: patience cannot run out twice.

        *spends* says whether the line cost patience of itself.
        """
        spent = spends and any(
            meter.id == "patience" and self.state.meters[index] <= meter.min
            for index, meter in enumerate(self.story.meters)
        )
        if spent and (ending := self.story.broken_off()) is not None:
            self.back = -1
            self.enter(ending)
            return
        target = self.interruption(self.node)
        if target != self.node:
            self.enter(target)

    def enter(self, index: int) -> None:
        """Go to a node, and on from it while the talk goes on by itself."""
        story = self.story
        while True:
            self.hops += 1
            if self.hops > MAX_HOPS:
                message = f"The talk goes round in circles at '{story.nodes[index].id}'."
                raise StoryLoop(message)
            node = story.nodes[index]
            self.node = index
            for caused in node.effects:
                self.apply(caused)
            bit = 1 << index
            if self.seen & bit:
                if node.again:
                    self.lines.append(Line("boss", node.again, "again"))
            else:
                self.seen |= bit
                if node.boss:
                    self.lines.append(Line("boss", node.boss, "node"))
            if node.speaks:
                self.speak(node.speaks, node.concern)
            if node.ending is not None:
                self.events.append(Event("ending", node.ending.kind, 0, index, f"node:{node.id}"))
                return
            if node.exit is not None:
                index = self.way(node.exit)
            elif node.choices and node.fallback >= 0 and not available(story, self):
                self.events.append(Event("fallback", story.nodes[node.fallback].id, index, node.fallback, ""))
                index = node.fallback
            else:
                return

    def way(self, way: Exit) -> int:
        """The node that *way* leads to now."""
        if way.chance:
            target = weighted(way.chance, draw(self.state.seed, self.turn, _SALT_CHANCE + self.hops))
            self.events.append(Event("chance", self.story.nodes[target].id, self.node, target, ""))
            return target
        if len(way.routes) == 1:
            return way.routes[0][1]
        for holds, target in way.routes:
            if holds is None or holds(self):
                return target
        message = f"No way on from '{self.story.nodes[self.node].id}'."
        raise StoryLoop(message)

    def interruption(self, target: int) -> int:
        """Where the talk goes in place of *target*, where the boss breaks in now."""
        for index, interrupt in enumerate(self.story.interrupts):
            bit = _FIRST_INTERRUPT << index
            if not self.interrupted & bit and interrupt.holds(self):
                self.interrupted |= bit
                self.back = -1
                self.events.append(Event("interrupt", self.story.nodes[interrupt.node].id, target, interrupt.node, ""))
                return interrupt.node
        return target

    def speak(self, kind: str, concern: int | None) -> None:
        """One of the persona's own lines; an objection surfaces its concern.

        Where the boss has something of a second persona, whatever worries them now brings that one's concern with it.
        """
        if kind == "objection":
            answered = self.story.levels[self.level].answered
            joined = self.story.joined if concern is None or concern == CURRENT else -1
            if concern is None or concern == CURRENT:
                concern = next((i for i, value in enumerate(self.concerns) if value < answered[i]), None)
            if concern is None:
                kind = "nothing_left"
            else:
                self.object(concern)
                if joined >= 0 and self.concerns[joined] == HELD:
                    self.object(joined)
                return
        self.lines.append(Line("boss", self.pick(self.story.lines[kind], _SALT_LINE), "line"))

    def object(self, concern: int) -> None:
        """Voice a concern, which surfaces it."""
        known = self.concerns[concern] != HELD
        self.lines.append(Line("boss", self.worry(concern, known=known), "line"))
        if not known:
            self.raised(concern, SURFACED, "objection")

    def worry(self, concern: int, *, known: bool) -> str:
        """A concern in the boss's words: in others where it is *known* than when it first came up."""
        variants = self.story.objections[concern]
        return variants[(draw(self.state.seed, concern, _SALT_LINE) + known) % len(variants)]

    def mood_lines(self) -> None:
        """An impatience line when patience first becomes low, a thaw line when trust first grows high."""
        for index, before in enumerate(self.state.meters):
            after = self.meters[index]
            if after == before:
                continue
            meter = self.story.meters[index]
            if meter.id == "patience" and meter.min < after <= meter.low < before:
                self.once("impatience", _IMPATIENT)
            elif meter.id == "trust" and after >= meter.high > before:
                self.once("thaw", _THAWED)

    def once(self, kind: Literal["impatience", "thaw"], bit: int) -> None:
        """Say a line of the persona's that is said once a rehearsal."""
        if not self.interrupted & bit:
            self.interrupted |= bit
            self.lines.append(Line("boss", self.pick(self.story.lines[kind], _SALT_LINE), kind))

    def pick(self, variants: tuple[str, ...], salt: int) -> str:
        """One of *variants*, by chance."""
        size = len(variants)
        return variants[draw(self.state.seed, self.turn, salt + self.hops) % size] if size > 1 else variants[0]

    def in_turn(self, variants: tuple[str, ...], salt: int) -> str:
        """One of *variants*, another one than in the turn before."""
        return variants[(draw(self.state.seed, 0, salt) + self.turn) % len(variants)]

    def reply(self, choice: Choice, heard: int) -> str:
        """The boss's line to *choice*; none is heard twice before the others of the same kind were heard."""
        variants = choice.replies
        if len(variants) == 1:
            return variants[0]
        return variants[(draw(self.state.seed, choice.alike, _SALT_SAYS) + heard) % len(variants)]
