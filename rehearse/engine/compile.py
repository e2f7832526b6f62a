"""Scenario, persona, ground rules and brief to a ``Story``."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING

from rehearse.engine import story as made
from rehearse.engine.conditions import ConditionCompiler
from rehearse.engine.mixing import mixed, reaction_to
from rehearse.engine.state import ACKNOWLEDGED
from rehearse.model.condition import parse_condition
from rehearse.model.mix import mix_id
from rehearse.model.slots import fill_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.engine.story import Holds, Op
    from rehearse.model import scenario as scenario_model
    from rehearse.model.advice import Move
    from rehearse.model.base import Effects
    from rehearse.model.condition import Condition
    from rehearse.model.persona import Persona
    from rehearse.model.rules import GroundRules
    from rehearse.model.scenario import Scenario

DEFAULT = "default"


def compile_story(
    scenario: Scenario,
    persona: Persona,
    rules: GroundRules,
    moves: Mapping[str, Move],
    brief: Mapping[str, str] | None = None,
    second: Persona | None = None,
) -> made.Story:
    """Put a meeting and a boss together.

    *brief* maps slot names (``brief.days``) to the person's own facts. With a *second* persona the boss has something
    of that one too (see ``mixing``). The content must be free of reference errors, as ``Library.errors`` tells;
    otherwise ``KeyError`` names what is missing.
    """
    if second is None:
        return _Compiler(scenario, persona, rules, moves, brief or {}).story()
    story = _Compiler(scenario, mixed(persona, second, moves), rules, moves, brief or {}).story()
    boss = replace(story.boss, persona=mix_id(persona.id, second.id), something_of=second.name)
    return replace(story, boss=boss, joined=len(story.concerns) - 2)


class _Compiler:
    """Everything known while one story is put together."""

    def __init__(
        self,
        scenario: Scenario,
        persona: Persona,
        rules: GroundRules,
        moves: Mapping[str, Move],
        brief: Mapping[str, str],
    ) -> None:
        self.scenario = scenario
        self.persona = persona
        self.slots = {
            "boss.name": persona.name,
            **scenario.slots,
            **{slot: said for slot, said in brief.items() if said},
        }
        self.moves = moves
        meters = (*rules.meters, *scenario.meters)
        self.meters = tuple(
            made.Meter(
                meter.id,
                meter.label,
                meter.min,
                meter.max,
                persona.start.get(meter.id, meter.start),
                meter.low,
                meter.high,
            )
            for meter in meters
        )
        self.meter_index = {meter.id: index for index, meter in enumerate(meters)}
        self.flag_index = {flag: index for index, flag in enumerate(scenario.flags)}
        self.node_index = {name: index for index, name in enumerate(scenario.nodes)}
        keys = [f"{name}.{choice.id}" for name, node in scenario.nodes.items() for choice in node.choices]
        self.choice_index = {key: index for index, key in enumerate(keys)}
        self.concern_index = {concern.id: index for index, concern in enumerate(persona.concerns)}
        self.concern_index |= {"stated": 0, "deep": len(persona.concerns) - 1}
        self.levels = tuple(
            made.Level(
                level.id,
                level.label,
                tuple(_clamped(meter, meter.start + level.start.get(meter.id, 0)) for meter in self.meters),
                tuple(
                    ACKNOWLEDGED + (level.answers.deep if concern.deep else level.answers.stated)
                    for concern in persona.concerns
                ),
            )
            for level in rules.levels
        )
        self.conditions = ConditionCompiler(
            meters=self.meter_index,
            flags=self.flag_index,
            nodes=self.node_index,
            choices=self.choice_index,
            concerns=self.concern_index,
            levels=self.levels,
        )
        self.asked: dict[Holds, Condition] = {}
        self.reactions = {move: self.reaction(move) for move in moves}
        self.alike = self.choices_alike()

    def story(self) -> made.Story:
        scenario, persona = self.scenario, self.persona
        nodes = tuple(self.node(name, node) for name, node in scenario.nodes.items())
        lines = persona.lines
        return made.Story(
            scenario=scenario.id,
            title=scenario.title,
            you=self.text(scenario.you),
            scene=self.text(scenario.scene),
            asks=self.text(scenario.asks),
            boss=made.Boss(persona.id, self.slots["boss.name"], persona.role, persona.title, persona.pronoun),
            nodes=nodes,
            choices=tuple(choice for node in nodes for choice in node.choices),
            start=self.node_index[scenario.start],
            interrupts=tuple(
                made.Interrupt(self.holds(interrupt.when), self.node_index[interrupt.goto])
                for interrupt in scenario.interrupts
            ),
            meters=self.meters,
            concerns=tuple(made.Concern(c.id, c.label, c.about, c.deep) for c in persona.concerns),
            levels=self.levels,
            moods=tuple(
                made.Mood(mood.id, self.filled(mood.cue), (f"mood:{mood.id}", self.ops(mood.effects)))
                for mood in persona.moods
            ),
            mood_weights=_cumulative([mood.weight for mood in persona.moods], range(len(persona.moods))),
            flags=tuple(scenario.flags),
            cues=MappingProxyType(
                {
                    meter: MappingProxyType(
                        {band: tuple(map(self.filled, getattr(cues, band))) for band in ("low", "middle", "high")}
                    )
                    for meter, cues in persona.cues.items()
                }
            ),
            lines=MappingProxyType(
                {
                    kind: tuple(self.filled(text) for text in getattr(lines, kind))
                    for kind in type(lines).model_fields
                    if kind != "objection"
                }
            ),
            objections=tuple(
                tuple(self.filled(text) for text in lines.objection[concern.id]) for concern in persona.concerns
            ),
            reactions=MappingProxyType(self.reactions),
            moves=tuple(self.reactions),
            conditions=MappingProxyType(self.asked),
        )

    def filled(self, text: str) -> str:
        return fill_sentence(text, self.slots)

    def text(self, texts: Mapping[str, str] | None) -> str:
        """The text for this persona, its slots filled; empty where there is none."""
        if texts is None:
            return ""
        return self.filled(texts.get(self.persona.id, texts[DEFAULT]))

    def holds(self, text: str) -> Holds:
        condition = parse_condition(text)
        compiled = self.conditions.compiled(condition)
        self.asked[compiled] = condition
        return compiled

    def ops(self, effects: Effects) -> tuple[Op, ...]:
        ops: list[Op] = [(made.METER, self.meter_index[name], by) for name, by in effects.meters.items()]
        for kind, concerns in (
            (made.SURFACE, effects.surface),
            (made.ACKNOWLEDGE, effects.acknowledge),
            (made.ANSWER, effects.answer),
        ):
            for concern in concerns:
                index = made.CURRENT if concern == "current" else self.concern_index.get(concern)
                if index is not None:  # otherwise a concern of another persona
                    ops.append((kind, index, 0))
        ops += [(made.SET, self.flag_index[flag], 0) for flag in effects.set]
        ops += [(made.CLEAR, self.flag_index[flag], 0) for flag in effects.clear]
        return tuple(ops)

    def effects(self, effects: Mapping[str, Effects], cause: str) -> tuple[made.Caused, ...]:
        ops = self.ops(effects.get(self.persona.id, effects[DEFAULT]))
        return ((cause, ops),) if ops else ()

    def reaction(self, move: str) -> made.Reaction:
        own = reaction_to(self.persona, self.moves[move])
        return made.Reaction(
            (f"reaction:{move}", self.ops(own.effects)),
            tuple(self.filled(text) for text in own.says),
            self.filled(own.thinks),
        )

    def voice(self, choice: scenario_model.Choice) -> tuple[str, ...]:
        """What the boss's line to *choice* is drawn from: the persona's reaction to a move, or to moves in general."""
        return self.reactions[choice.move[0]].says

    def choices_alike(self) -> dict[tuple[str, ...], int]:
        """For each voice the mask of the choices that share it, so that its lines are used up in turn."""
        masks: dict[tuple[str, ...], int] = {}
        for name, node in self.scenario.nodes.items():
            for choice in node.choices:
                if choice.reply is None:
                    voice = self.voice(choice)
                    masks[voice] = masks.get(voice, 0) | 1 << self.choice_index[f"{name}.{choice.id}"]
        return masks

    def exit(self, exits: scenario_model.Exits) -> made.Exit:
        if exits.chance is not None:
            weights = [route.weight for route in exits.chance]
            return made.Exit(chance=_cumulative(weights, [self.node_index[route.to] for route in exits.chance]))
        return made.Exit(
            routes=tuple(
                (None if route.when is None else self.holds(route.when), self.node_index[route.to])
                for route in exits.goto or ()
            )
        )

    def node(self, name: str, node: scenario_model.Node) -> made.Node:
        choices = tuple(self.choice(name, choice) for choice in node.choices)
        leads = node.goto is not None or node.chance is not None
        concern = None
        if node.concern is not None:
            concern = made.CURRENT if node.concern == "current" else self.concern_index.get(node.concern, made.CURRENT)
        return made.Node(
            index=self.node_index[name],
            id=name,
            phase=node.phase,
            boss=self.text(node.boss),
            again=self.text(node.again),
            speaks=node.speaks or "",
            concern=concern,
            effects=self.effects(node.effects, f"node:{name}"),
            choices=choices,
            by_id=MappingProxyType(
                {
                    old: now
                    for written, now in zip(node.choices, choices, strict=True)
                    for old in written.renamed_from or ()
                }
                | {choice.id: choice for choice in choices}
            ),
            exit=self.exit(node) if leads else None,
            fallback=-1 if node.fallback is None else self.node_index[node.fallback],
            otherwise=-1 if node.otherwise is None else self.node_index[node.otherwise],
            ending=None
            if node.ending is None
            else made.Ending(node.ending, self.filled(node.title or ""), self.text(node.summary), node.next_talk),
            notes=node.notes or "",
        )

    def choice(self, name: str, choice: scenario_model.Choice) -> made.Choice:
        reactions = [self.reactions[move] for move in choice.move]
        key = f"{name}.{choice.id}"
        return made.Choice(
            index=self.choice_index[key],
            id=choice.id,
            key=key,
            node=self.node_index[name],
            say=self.text(choice.say),
            moves=choice.move,
            holds=None if choice.when is None else self.holds(choice.when),
            repeat=choice.repeat,
            effects=(
                *self.effects(choice.effects, "choice"),
                *(reaction.effects for reaction in reactions if reaction.effects[1]),
            ),
            replies=reactions[0].says if choice.reply is None else (self.text(choice.reply),),
            own_reply=choice.reply is not None,
            read_as="",
            alike=0 if choice.reply is not None else self.alike[self.voice(choice)],
            thinks=reactions[0].thinks,
            exit=self.exit(choice),
            detour=-1 if choice.detour is None else self.node_index[choice.detour],
            returns=choice.return_,
            why=self.text(choice.why),
            cards=choice.cards,
            requires=choice.requires,
            forbids=choice.forbids,
            risk=choice.risk is not None or any(self.moves[move].risk is not None for move in choice.move),
        )


def _clamped(meter: made.Meter, value: int) -> int:
    return max(meter.min, min(meter.max, value))


def _cumulative(weights: list[int], targets: range | list[int]) -> tuple[tuple[int, int], ...]:
    return tuple(zip(accumulate(weights), targets, strict=True))
