"""Playing a story: ``begin``, ``available``, ``choose``. Pure functions of their arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rehearse.engine.chance import draw, shuffle, weighted
from rehearse.engine.state import ACKNOWLEDGED, HELD, SURFACED, Event, Line, State, Step
from rehearse.engine.story import ACKNOWLEDGE, ANSWER, CURRENT, METER, SET, SURFACE

if TYPE_CHECKING:
    from rehearse.engine.state import Standing
    from rehearse.engine.story import Caused, Choice, Exit, Story

MAX_HOPS = 50
"""Nodes that the talk may pass through by itself between two lines of the person's."""

_IMPATIENT, _THAWED, _PUZZLED, _ASIDE, _TWICE, _FIRST_INTERRUPT = 1, 2, 4, 8, 16, 32  # in State.interrupted
_SALT_MOOD, _SALT_SAYS, _SALT_LINE, _SALT_CHANCE, _SALT_ORDER = 1, 2, 3, 100, 1000


class Unavailable(ValueError):
    """A choice that cannot be said now: its id is unknown here, its condition does not hold, or it was said before."""


class StoryLoop(RuntimeError):
    """A story that goes round in circles without asking the person anything."""


def begin(story: Story, *, seed: int, level: str) -> Step:
    """The first state, and what is said before the person's first line.

    Raises ``KeyError`` where there is no such level.
    """
    index = story.level(level)
    mood = weighted(story.mood_weights, draw(seed, 0, _SALT_MOOD))
    state = State(
        node=story.start,
        meters=story.levels[index].start,
        concerns=(HELD,) * len(story.concerns),
        flags=0,
        used=0,
        seen=0,
        interrupted=0,
        back=-1,
        turn=0,
        mood=mood,
        level=index,
        seed=seed,
        asides=0,
    )
    turn = _Turn(story, state)
    turn.apply(story.moods[mood].effects)
    turn.enter(story.start)
    return turn.step()


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


def shuffled(story: Story, state: State) -> tuple[Choice, ...]:
    """The choices that the person has now, in the order in which they are shown: drawn by the seed."""
    choices = available(story, state)
    order = shuffle(len(choices), state.seed, state.turn, _SALT_ORDER + state.node * 16)
    return tuple(choices[index] for index in order)


def is_over(story: Story, state: State) -> bool:
    """Whether the talk has come to an ending (or cannot go on, in an unfinished story)."""
    return story.nodes[state.node].ending is not None or not available(story, state)


def choose(story: Story, state: State, choice_id: str, words: str = "") -> Step:
    """Say one line: what it does to the boss, what they answer, where the talk goes.

    *words* are the person's own, where they typed the line. Raises ``Unavailable`` where the choice cannot be said in
    *state*.
    """
    node = story.nodes[state.node]
    choice = node.by_id.get(choice_id)
    if choice is None or (state.used >> choice.index & 1 and not choice.repeat):
        message = f"'{choice_id}' cannot be said at '{node.id}'."
        raise Unavailable(message)
    if choice.holds is not None and not choice.holds(state):
        message = f"'{choice_id}' cannot be said at '{node.id}' as things stand."
        raise Unavailable(message)
    turn = _Turn(story, state)
    turn.said(choice, words)
    return turn.step()


def improvise(story: Story, state: State, move: str, words: str) -> Step:
    """Make a general *move* that is not on offer here: the persona reacts, and the talk stays or goes ``otherwise``.

    What does good costs nothing of itself, and neither does the first aside; one upon another costs patience, and so
    does a move made before, which does no good a second time. An open question gets an answer: the worry that it
    brings up is said, not only granted. Raises ``Unavailable`` where there is no such move, or the talk is over.
    """
    if move not in story.reactions or is_over(story, state):
        message = f"'{move}' cannot be said at '{story.nodes[state.node].id}'."
        raise Unavailable(message)
    turn = _Turn(story, state)
    turn.improvised(move, words)
    return turn.step()


def puzzle(story: Story, state: State, words: str) -> Step:
    """Say something that the boss does not follow. Twice it costs nothing, later a little patience.

    Raises ``Unavailable`` where the talk is over.
    """
    if is_over(story, state):
        message = f"Nothing can be said at '{story.nodes[state.node].id}'."
        raise Unavailable(message)
    turn = _Turn(story, state)
    turn.puzzled(words)
    return turn.step()


def keep_silent(story: Story, state: State) -> Step:
    """Say nothing for so long that the boss grows impatient. Raises ``Unavailable`` where the talk is over."""
    if is_over(story, state):
        message = f"Nothing can be said at '{story.nodes[state.node].id}'."
        raise Unavailable(message)
    turn = _Turn(story, state)
    turn.silent()
    return turn.step()


def arrive(story: Story, state: State) -> Step:
    """A talk that has just come to the node of *state*, with meters, concerns and flags as they are there.

    For who wants to try a node without the way to it. Raises ``StoryLoop`` where the talk cannot go on by itself.
    """
    turn = _Turn(story, state)
    turn.enter(state.node)
    return turn.step()


class _Turn:
    """One turn while it is worked out: a state being changed, with what is said and what happens.

    Conditions are asked of it as of a state (both are ``Standing``).
    """

    __slots__ = (
        "asides",
        "back",
        "concerns",
        "events",
        "flags",
        "hops",
        "interrupted",
        "level",
        "lines",
        "meters",
        "node",
        "seen",
        "state",
        "story",
        "turn",
        "used",
    )

    def __init__(self, story: Story, state: State) -> None:
        self.story = story
        self.state = state
        self.node = state.node
        self.meters = list(state.meters)
        self.concerns = list(state.concerns)
        self.flags = state.flags
        self.used = state.used
        self.seen = state.seen
        self.interrupted = state.interrupted
        self.back = state.back
        self.turn = state.turn
        self.level = state.level
        self.asides = state.asides
        self.hops = 0
        self.lines: list[Line] = []
        self.events: list[Event] = []

    def step(self) -> Step:
        before = self.state
        after = State(
            self.node,
            tuple(self.meters),
            tuple(self.concerns),
            self.flags,
            self.used,
            self.seen,
            self.interrupted,
            self.back,
            self.turn,
            before.mood,
            self.level,
            before.seed,
            self.asides,
        )
        return Step(after, tuple(self.lines), tuple(self.events))

    def pick(self, variants: tuple[str, ...], salt: int) -> str:
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

    def lose_patience(self, cause: str) -> None:
        for index, meter in enumerate(self.story.meters):
            if meter.id == "patience":
                self.apply((cause, ((METER, index, -1),)))

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

    def interruption(self, target: int) -> int:
        for index, interrupt in enumerate(self.story.interrupts):
            bit = _FIRST_INTERRUPT << index
            if not self.interrupted & bit and interrupt.holds(self):
                self.interrupted |= bit
                self.back = -1
                self.events.append(Event("interrupt", self.story.nodes[interrupt.node].id, target, interrupt.node, ""))
                return interrupt.node
        return target

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

    def raised(self, concern: int, value: int, cause: str) -> None:
        before, self.concerns[concern] = self.concerns[concern], value
        self.events.append(Event("concern", self.story.concerns[concern].id, before, value, cause))

    def apply(self, caused: Caused) -> None:
        """Let effects happen, each with its event."""
        cause, ops = caused
        for kind, index, by in ops:
            if kind == METER:
                meter = self.story.meters[index]
                before = self.meters[index]
                after = min(meter.max, max(meter.min, before + by))
                if after != before:
                    self.meters[index] = after
                    self.events.append(Event("meter", meter.id, before, after, cause))
            elif kind <= ANSWER:
                self.concern(kind, index, cause)
            else:
                bit = 1 << index
                before = self.flags & bit
                self.flags = self.flags | bit if kind == SET else self.flags & ~bit
                if self.flags & bit != before:
                    self.events.append(Event("flag", self.story.flags[index], int(before > 0), int(kind == SET), cause))

    def concern(self, kind: int, index: int, cause: str) -> None:
        """Bring a concern on by at most one rung."""
        concerns = self.concerns
        if kind == SURFACE:
            index = concerns.index(HELD) if index == CURRENT and HELD in concerns else index
            if index != CURRENT and concerns[index] == HELD:
                self.raised(index, SURFACED, cause)
        elif kind == ACKNOWLEDGE:
            index = concerns.index(SURFACED) if index == CURRENT and SURFACED in concerns else index
            if index != CURRENT and concerns[index] < ACKNOWLEDGED:
                self.raised(index, concerns[index] + 1, cause)
        else:
            full = self.story.levels[self.level].answered
            if index == CURRENT:
                open_ones = [i for i, value in enumerate(concerns) if ACKNOWLEDGED <= value < full[i]]
                index = open_ones[0] if open_ones else concerns.index(SURFACED) if SURFACED in concerns else index
            if index == CURRENT or concerns[index] >= full[index]:
                return
            if concerns[index] == HELD:
                self.events.append(Event("too-early", self.story.concerns[index].id, HELD, HELD, cause))
            else:
                self.raised(index, concerns[index] + 1, cause)
