"""What the page tells of each point of a meeting: who says what, what it does, where it leads. Plain data for JSON.

Whatever differs from boss to boss stands as ``{"by": […]}``, in the order of the bosses; else as the thing itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rehearse.analysis.odds import KINDS
from rehearse.authoring.graph.odds import GOOD, WHO
from rehearse.authoring.graph.svg import kind_of, node_words
from rehearse.coaching.feedback.catalogue import PHASE_LABELS
from rehearse.coaching.map.words import boss_says, ending_label, node_name, stage_direction
from rehearse.coaching.report.markdown import ENDING_WORDS
from rehearse.engine.story import ACKNOWLEDGE, ANSWER, CLEAR, CURRENT, METER, SET, SURFACE
from rehearse.loading.yaml_reader import strip_controls
from rehearse.model.mix import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rehearse.analysis.visits import Visits
    from rehearse.authoring.graph.formats import ScenarioGraph
    from rehearse.authoring.graph.picture import Picture
    from rehearse.engine.story import Caused, Story
    from rehearse.model import scenario as written
    from rehearse.model.problem import Problem

    Data = dict[str, Any]

_EFFECTS = {
    SURFACE: "brings out the worry: {}",
    ACKNOWLEDGE: "acknowledges the worry: {}",
    ANSWER: "answers the worry: {}",
    SET: "sets the flag {}",
    CLEAR: "clears the flag {}",
}
_MOST_CARDS = 3
_PARTS = 10_000


def told(graph: ScenarioGraph, picture: Picture) -> Data:
    """Everything on the page but the picture itself."""
    story, stories = graph.story, graph.stories
    moves = sorted({move for choice in story.choices for move in choice.moves})
    found: Data = _cleaned(
        {
            "title": story.title,
            "you": _by(each.you for each in stories),
            "scene": _by(each.scene for each in stories),
            "asks": _by(each.asks for each in stories),
            "start": story.start,
            "bosses": [_boss(each) for each in stories],
            "breaks": [{"when": when, "to": node} for node, when in graph.breaks_in.items()],
            "moves": {move: _move(graph, move) for move in moves},
            "cards": {card: graph.library.cards[card].title for card in graph.library.cards},
            "nodes": [_node(graph, index) for index in range(len(story.nodes))],
            "edges": [[line.start, line.end] for line in picture.lines],
            "boxes": [[shape.x, shape.y, shape.width, shape.height] for shape in picture.shapes],
            "size": [picture.width, picture.height],
            "odds": _odds(graph, picture),
        }
    )
    return found


def _boss(story: Story) -> Data:
    worries = [[concern.label, said[0]] for concern, said in zip(story.concerns, story.objections, strict=True) if said]
    return {"id": story.boss.persona, "name": story.boss.described, "worries": worries}


def _by(found: Iterable[Any]) -> Any:  # noqa: ANN401  (whatever JSON can hold)
    listed = list(found)
    return listed[0] if all(each == listed[0] for each in listed) else {"by": listed}


def _cleaned(value: Any) -> Any:  # noqa: ANN401  (whatever JSON can hold)
    """*value* without signs that could turn the direction of a text or that nobody sees, and without what is empty."""
    if isinstance(value, str):
        return strip_controls(value)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items() if each or (each == 0 and each is not False)}
    return value


def _move(graph: ScenarioGraph, move: str) -> Data:
    """A move, with each boss's reaction to it."""
    reactions = [(story, story.reactions[move]) for story in graph.stories]
    return {
        "label": graph.library.moves[move].label,
        "says": _by(list(reaction.says) for _, reaction in reactions),
        "thinks": _by(reaction.thinks for _, reaction in reactions),
        "does": _by(_effects(story, [reaction.effects]) for story, reaction in reactions),
    }


def _node(graph: ScenarioGraph, index: int) -> Data:
    story, stories = graph.story, graph.stories
    node, source = story.nodes[index], graph.scenario.nodes[story.nodes[index].id]
    nodes = [each.nodes[index] for each in stories]
    found = {
        "id": node.id,
        "name": node_name(node),
        "phase": PHASE_LABELS[node.phase],
        "kind": kind_of(graph, node).partition(" ")[0],
        "words": node_words(graph, node),
        "boss": _by(boss_says(each, own) for each, own in zip(stories, nodes, strict=True)),
        "own": _own(stories, source.boss),
        "again": _by(own.again for own in nodes),
        "aside": stage_direction(node),
        "worry": node.speaks == "objection" and node.concern == CURRENT,
        "does": _by(_effects(each, own.effects) for each, own in zip(stories, nodes, strict=True)),
        "notes": node.notes,
        "choices": [_choice(graph, index, place) for place in range(len(node.choices))],
        "on": _targets(graph, source) if node.exit is not None else [],
        "fallback": [node.fallback] if node.fallback >= 0 else [],
        "otherwise": [node.otherwise] if node.otherwise >= 0 else [],
        "breaks": graph.breaks_in.get(index, ""),
        "problems": [_problem(problem) for problem in graph.problems.get(node.id, ())],
    }
    if node.ending is not None:
        found["ending"] = ending_label(node)
        found["title"] = node.ending.title
        found["summary"] = _by(own.ending.summary for own in nodes if own.ending is not None)
        found["next"] = "A next talk is agreed." if node.ending.next_talk else "No next talk is agreed."
    return found


def _choice(graph: ScenarioGraph, index: int, place: int) -> Data:
    choices = [story.nodes[index].choices[place] for story in graph.stories]
    choice, source = choices[0], graph.scenario.nodes[graph.story.nodes[index].id].choices[place]
    own = [tuple(effects for effects in each.effects if effects[0] == "choice") for each in choices]
    if choice.detour >= 0:
        ways = [{"to": choice.detour, "if": "first, and then back"}, *_targets(graph, source)]
    elif choice.returns:
        ways = [{"to": target, "if": "back from the detour"} for target in graph.meeting.targets(choice.index)]
    else:
        ways = _targets(graph, source)
    return {
        "i": choice.index,
        "id": choice.id,
        "say": _by(each.say for each in choices),
        "own": _own(graph.stories, source.say),
        "moves": list(choice.moves),
        "when": source.when or "",
        "repeat": choice.repeat,
        "risk": choice.risk,
        "to": ways,
        "reply": _by(each.replies[0] if each.own_reply else "" for each in choices),
        "does": _by(_effects(story, effects) for story, effects in zip(graph.stories, own, strict=True)),
        "why": _by(each.why for each in choices),
        "cards": _by(_cards(graph, story, index, place) for story in graph.stories),
    }


def _own(stories: Iterable[Story], texts: Mapping[str, str] | None) -> list[int]:
    """The bosses for whom words of their own are written, by their place."""
    return [place for place, story in enumerate(stories) if texts and parts_of(story.boss.persona)[0] in texts]


def _cards(graph: ScenarioGraph, story: Story, index: int, place: int) -> list[list[str]]:
    node = story.nodes[index]
    choice = node.choices[place]
    found = graph.catalogue.ranked(choice.moves, persona=story.boss.persona, phase=node.phase, named=choice.cards)
    return [[card.id, speaks] for fit, card, speaks in found if fit >= 0][:_MOST_CARDS]


def _targets(graph: ScenarioGraph, source: written.Exits) -> list[Data]:
    """Where it goes on, each way with its condition or its share."""
    places = {node.id: node.index for node in graph.story.nodes}
    if source.chance is not None:
        total = sum(route.weight for route in source.chance)
        return [{"to": places[route.to], "if": f"{route.weight} times in {total}"} for route in source.chance]
    routes = source.goto or ()
    last = "else" if len(routes) > 1 else ""
    return [{"to": places[way.to], "if": f"if {way.when}" if way.when else last} for way in routes]


def _effects(story: Story, effects: Iterable[Caused]) -> list[str]:
    return [_effect(story, kind, index, amount) for _, ops in effects for kind, index, amount in ops]


def _effect(story: Story, kind: int, index: int, amount: int) -> str:
    if kind == METER:
        return f"{story.meters[index].label} {amount:+d}".replace("-", "\N{MINUS SIGN}")
    if kind in {SET, CLEAR}:
        return _EFFECTS[kind].format(story.flags[index])
    return _EFFECTS[kind].format("the current one" if index == CURRENT else story.concerns[index].label)


def _problem(problem: Problem) -> Data:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "line": problem.span.line,
        "message": problem.message,
        "hint": problem.hint,
        "play": problem.play,
    }


def _odds(graph: ScenarioGraph, picture: Picture) -> Data | None:
    """Chances in ten thousand; -1 where nobody comes. First by boss, then by person."""
    odds = graph.odds
    if odds is None or not odds.persons:
        return None
    each = [[by_person[person] for person in odds.persons] for by_person in odds.by_boss]
    pairs = [(line.start, line.end) for line in picture.lines]
    return {
        "level": odds.level,
        "note": odds.note,
        "persons": [WHO[person] for person in odds.persons],
        "come": [[_parts(found.come) for found in row] for row in each],
        "good": [
            [_parts(found.chance(node.index, GOOD) for node in graph.story.nodes) for found in row] for row in each
        ],
        "said": [[_parts(found.said) for found in row] for row in each],
        "after": [
            [_parts(found.chance_after(choice.index, GOOD) for choice in graph.story.choices) for found in row]
            for row in each
        ],
        "ways": [[_flow(found, pairs) for found in row] for row in each],
        "ends": [[_parts(found.begun) for found in row] for row in each],
        "kinds": [ENDING_WORDS[kind] for kind in KINDS],
    }


def _parts(chances: Iterable[float | None]) -> list[int]:
    return [-1 if chance is None else round(chance * _PARTS) for chance in chances]


def _flow(found: Visits, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """How often each line of the picture is taken in a talk, on average."""
    total: dict[tuple[int, int], float] = {}
    for step, often in found.steps.items():
        total[step.start, step.end] = total.get((step.start, step.end), 0.0) + often
    return _parts(total.get(pair, 0.0) for pair in pairs)
