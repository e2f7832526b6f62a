"""Random playthroughs a second: the engine beside a naive dictionary loop over the same graph, in the same run.

The naive loop keeps one mutable dictionary, changes it in place, and tells nothing of what changed; the engine's states
are values and every step carries its events. Goal: at least half the naive rate. Both must reach the same endings.

Run: python bench/playthroughs.py [SCENARIO] [PERSONA] [SECONDS]
"""

import random
import sys
from statistics import median
from time import perf_counter, process_time

from rehearse.engine import Story, available, begin, choose, compile_story
from rehearse.engine.chance import draw
from rehearse.loading.library import load_library
from rehearse.model.condition import All, Compare, Not, Some, parse_condition

LEVEL = "everyday"
ROUNDS = 9
OPERATORS = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
}


class NaiveWorld:
    """The same meeting as plain dictionaries, straight from the model."""

    def __init__(self, library, scenario, persona):
        self.scenario, self.persona, self.moves = scenario, persona, library.moves
        self.meters = {meter.id: meter for meter in (*library.rules.meters, *scenario.meters)}
        self.concerns = [concern.id for concern in persona.concerns]
        level = next(level for level in library.rules.levels if level.id == LEVEL)
        self.full = {c.id: 2 + (level.answers.deep if c.deep else level.answers.stated) for c in persona.concerns}
        self.start = {
            meter.id: max(
                meter.min, min(meter.max, persona.start.get(meter.id, meter.start) + level.start.get(meter.id, 0))
            )
            for meter in self.meters.values()
        }
        self.nodes = {name: self.node(name, node) for name, node in scenario.nodes.items()}
        self.interrupts = [(self.test(i.when), i.goto) for i in scenario.interrupts]

    def by_persona(self, value):
        return None if value is None else value.get(self.persona.id, value["default"])

    def ops(self, effects):
        ops = [("meter", name, by) for name, by in effects.meters.items()]
        for verb in ("surface", "acknowledge", "answer"):
            for concern in getattr(effects, verb):
                name = {"stated": self.concerns[0], "deep": self.concerns[-1]}.get(concern, concern)
                if name == "current" or name in self.concerns:
                    ops.append((verb, name, 0))
        return ops + [("set", flag, 1) for flag in effects.set] + [("set", flag, 0) for flag in effects.clear]

    def reaction(self, move):
        return self.persona.reactions.get(move) or getattr(self.persona.general, self.moves[move].general)

    def exits(self, part):
        if part.chance is not None:
            return ("chance", [(route.weight, route.to) for route in part.chance])
        if part.goto is None:
            return None
        return ("goto", [(None if r.when is None else self.test(r.when), r.to) for r in part.goto])

    def node(self, name, node):
        return {
            "boss": self.by_persona(node.boss),
            "again": self.by_persona(node.again),
            "speaks": node.speaks,
            "concern": node.concern,
            "effects": self.ops(self.by_persona(node.effects)),
            "exit": self.exits(node),
            "ending": node.ending,
            "fallback": node.fallback,
            "choices": [
                {
                    "key": (name, choice.id),
                    "id": choice.id,
                    "say": self.by_persona(choice.say),
                    "says": (self.by_persona(choice.reply),) if choice.reply else self.reaction(choice.move[0]).says,
                    "when": None if choice.when is None else self.test(choice.when),
                    "repeat": choice.repeat,
                    "effects": self.ops(self.by_persona(choice.effects))
                    + [op for move in choice.move for op in self.ops(self.reaction(move).effects)],
                    "exit": self.exits(choice),
                    "detour": choice.detour,
                    "return": choice.return_,
                }
                for choice in node.choices
            ],
        }

    def test(self, text):
        return self.compiled(parse_condition(text))

    def compiled(self, condition):
        match condition:
            case Compare():
                compare, name, number = OPERATORS[condition.operator], condition.name, condition.number
                if not condition.counted:
                    return lambda s: compare(s["meters"][name], number)
                return lambda s: compare(sum(self.far(s, c, name) for c in self.concerns), number)
            case Not(term):
                inner = self.compiled(term)
                return lambda s: not inner(s)
            case All(terms):
                parts = [self.compiled(term) for term in terms]
                return lambda s: all(part(s) for part in parts)
            case Some(terms):
                parts = [self.compiled(term) for term in terms]
                return lambda s: any(part(s) for part in parts)
        name, word = condition.name, condition.argument
        if name == "flag":
            return lambda s: word in s["flags"]
        if name == "seen":
            return lambda s: word in s["seen"]
        if name == "chosen":
            key = tuple(word.split("."))
            return lambda s: key in s["used"]
        concern = {"stated": self.concerns[0], "deep": self.concerns[-1]}.get(word, word)
        if concern not in self.concerns:
            return lambda _: False
        if name == "held":
            return lambda s: s["concerns"][concern] == 0
        return lambda s: self.far(s, concern, name)

    def far(self, state, concern, name):
        needed = {"surfaced": 1, "acknowledged": 2}.get(name) or self.full[concern]
        return state["concerns"][concern] >= needed


def apply(world, state, ops):
    concerns, full = state["concerns"], world.full
    for kind, name, by in ops:
        if kind == "meter":
            meter = world.meters[name]
            state["meters"][name] = max(meter.min, min(meter.max, state["meters"][name] + by))
        elif kind == "set":
            (state["flags"].add if by else state["flags"].discard)(name)
        else:
            if name == "current":
                if kind == "answer":
                    fitting = [c for c in world.concerns if 2 <= concerns[c] < full[c]]
                    fitting = fitting or [c for c in world.concerns if concerns[c] == 1]
                else:
                    fitting = [c for c in world.concerns if concerns[c] == (0 if kind == "surface" else 1)]
                if not fitting:
                    continue
                name = fitting[0]  # noqa: PLW2901
            value = concerns[name]
            if (
                (kind == "surface" and value == 0)
                or (kind == "acknowledge" and value < 2)
                or (kind == "answer" and 0 < value < full[name])
            ):
                concerns[name] += 1


def follow(state, way, hops):
    kind, routes = way
    if kind == "chance":
        number = draw(state["seed"], state["turn"], 100 + hops) % sum(weight for weight, _ in routes)
        for weight, target in routes:
            if number < weight:
                return target
            number -= weight
    return next(target for when, target in routes if when is None or when(state))


def enter(world, state, name, said):
    hops = 0
    while True:
        hops += 1
        node = world.nodes[name]
        state["node"] = name
        apply(world, state, node["effects"])
        text = node["again"] if name in state["seen"] else node["boss"]
        state["seen"].add(name)
        if text:
            said.append(text)
        if node["speaks"] == "objection":
            concern = {"stated": world.concerns[0], "deep": world.concerns[-1]}.get(node["concern"], node["concern"])
            if concern not in world.concerns:
                concern = next((c for c in world.concerns if state["concerns"][c] < world.full[c]), None)
            if concern:
                said.append(random.choice(world.persona.lines.objection[concern]))
                state["concerns"][concern] = max(1, state["concerns"][concern])
        elif node["speaks"]:
            said.append(random.choice(getattr(world.persona.lines, node["speaks"])))
        if node["ending"]:
            return
        if node["exit"]:
            name = follow(state, node["exit"], hops)
        elif node["fallback"] and not offered(node, state):
            name = node["fallback"]
        else:
            return


def offered(node, state):
    return [
        choice
        for choice in node["choices"]
        if (choice["repeat"] or choice["key"] not in state["used"]) and (not choice["when"] or choice["when"](state))
    ]


def naive_run(world, seed, pick):
    """One playthrough; *pick* says which of n choices."""
    state = {
        "meters": dict(world.start),
        "concerns": dict.fromkeys(world.concerns, 0),
        "flags": set(),
        "used": set(),
        "seen": set(),
        "taken": set(),
        "back": None,
        "turn": 0,
        "seed": seed,
    }
    said: list[str] = []
    moods = world.persona.moods
    number = draw(seed, 0, 1) % sum(mood.weight for mood in moods)
    for mood in moods:
        if number < mood.weight:
            apply(world, state, world.ops(mood.effects))
            break
        number -= mood.weight
    enter(world, state, world.scenario.start, said)
    while not world.nodes[state["node"]]["ending"]:
        choices = offered(world.nodes[state["node"]], state)
        choice = choices[pick(len(choices))]
        state["turn"] += 1
        state["used"].add(choice["key"])
        said.append(choice["say"])
        apply(world, state, choice["effects"])
        said.append(random.choice(choice["says"]))
        if choice["return"]:
            target, state["back"] = follow(state, state["back"]["exit"], 0), None
        elif choice["detour"]:
            target, state["back"] = choice["detour"], choice
        else:
            target = follow(state, choice["exit"], 0)
        if not world.nodes[target]["ending"]:
            for index, (when, goto) in enumerate(world.interrupts):
                if index not in state["taken"] and when(state):
                    state["taken"].add(index)
                    state["back"] = None
                    target = goto
                    break
        enter(world, state, target, said)
    return state["node"]


def engine_run(story: Story, seed, pick):
    """The same with the engine."""
    state = begin(story, seed=seed, level=LEVEL).state
    while story.nodes[state.node].ending is None:
        choices = available(story, state)
        state = choose(story, state, choices[pick(len(choices))].id).state
    return story.nodes[state.node].id


def rate(play, subject, runs):
    picker = random.Random(1)
    began = process_time()
    for seed in range(runs):
        play(subject, seed, lambda size: int(picker.random() * size))
    return runs / (process_time() - began)


def main() -> int:
    scenario = sys.argv[1] if len(sys.argv) > 1 else "summoned-three-days"
    persona = sys.argv[2] if len(sys.argv) > 2 else "controlling"
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 6.0
    library = load_library()
    assert library.rules is not None
    story = compile_story(library.scenarios[scenario], library.personas[persona], library.rules, library.moves)
    world = NaiveWorld(library, library.scenarios[scenario], library.personas[persona])
    for seed in range(500):
        one, other = random.Random(seed), random.Random(seed)
        ended = engine_run(story, seed, lambda n, r=one: int(r.random() * n))
        naive = naive_run(world, seed, lambda n, r=other: int(r.random() * n))
        if ended != naive:
            print(f"seed {seed}: the engine ends at {ended}, the naive loop at {naive}")
            return 1
    began = perf_counter()
    rate(engine_run, story, 50)
    runs = max(20, int(50 * seconds / (2 * ROUNDS) / max(perf_counter() - began, 1e-6)))
    pairs = [(rate(engine_run, story, runs), rate(naive_run, world, runs)) for _ in range(ROUNDS)]
    ratio = median(engine / naive for engine, naive in pairs)
    print(f"{scenario} with {persona}, {LEVEL}: {ROUNDS} rounds of {runs} random playthroughs each, one core")
    print(f"  engine      {median(pair[0] for pair in pairs):9,.0f} playthroughs a second")
    print(f"  naive loop  {median(pair[1] for pair in pairs):9,.0f} playthroughs a second")
    print(f"  ratio       {ratio:9.2f}  (goal: at least 0.50); both reached the same endings in 500 runs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
