"""A scenario: one meeting to rehearse, as its author writes it."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from rehearse.model.base import NO_EFFECTS, ByPersona, ConditionText, EffectsByPersona, Id, NonEmpty, OneOrMore, Value
from rehearse.model.rules import Meter

Phase = Literal["opening", "concerns", "proposal"]
EndingType = Literal["agreed", "trial", "partial", "deferred", "refused", "ruptured"]
LineKind = Literal[
    "objection",
    "nothing_left",
    "not_following",
    "impatience",
    "thaw",
    "yes",
    "trial",
    "partial",
    "later",
    "no",
    "rupture",
]


class Route(Value):
    """One way on: taken if it is the first whose condition holds."""

    when: ConditionText | None = None
    to: Id


class ChanceRoute(Value):
    """One way on among several, drawn by weight."""

    weight: Annotated[int, Field(ge=1, le=1000)] = 1
    to: Id


def _wrap_route(value: Any) -> Any:  # noqa: ANN401
    return ({"to": value},) if isinstance(value, str) else value


Routes = Annotated[tuple[Route, ...], BeforeValidator(_wrap_route), Field(min_length=1)]


class Exits(Value):
    """What nodes and choices share: where the talk goes on."""

    goto: Routes | None = None
    chance: Annotated[tuple[ChanceRoute, ...], Field(min_length=2)] | None = None

    @model_validator(mode="after")
    def _routes_end_without_a_condition(self) -> Self:
        if self.goto is not None:
            *first, last = self.goto
            if last.when is not None:
                raise PydanticCustomError("route-falls-through", "The last route must have no condition.")
            if any(route.when is None for route in first):
                raise PydanticCustomError("route-never-taken", "Only the last route may be without a condition.")
        if self.goto is not None and self.chance is not None:
            raise PydanticCustomError("two-exits", "Give either 'goto' or 'chance', not both.")
        return self


class Choice(Exits):
    """One line that the person can say at a node."""

    id: Id
    say: ByPersona
    move: Annotated[OneOrMore, Field(max_length=2)]
    when: ConditionText | None = None
    repeat: bool = False
    effects: EffectsByPersona = {"default": NO_EFFECTS}
    reply: ByPersona | None = None
    detour: Id | None = None
    return_: bool = Field(default=False, alias="return")
    why: ByPersona | None = None
    cards: tuple[Id, ...] = ()
    requires: tuple[Id, ...] = ()
    forbids: tuple[Id, ...] = ()
    risk: Literal["confirm"] | None = None
    renamed_from: OneOrMore | None = None

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        leads = self.goto is not None or self.chance is not None
        if self.return_ and (leads or self.detour):
            raise PydanticCustomError("two-exits", "A choice that returns from a detour has no other way on.")
        if not self.return_ and not leads:
            raise PydanticCustomError("no-exit", "The choice '{id}' leads nowhere: give it a 'goto'.", {"id": self.id})
        return self


class Node(Exits):
    """A point in the conversation: the boss says something, the person has choices."""

    phase: Phase
    boss: ByPersona | None = None
    again: ByPersona | None = None
    speaks: LineKind | None = None
    concern: Id | None = None
    effects: EffectsByPersona = {"default": NO_EFFECTS}
    notes: NonEmpty | None = None
    choices: tuple[Choice, ...] = ()
    fallback: Id | None = None
    otherwise: Id | None = None
    todo: bool = False
    ending: EndingType | None = None
    title: NonEmpty | None = None
    summary: ByPersona | None = None
    next_talk: bool = False
    renamed_from: OneOrMore | None = None

    @model_validator(mode="after")
    def _is_one_kind_of_node(self) -> Self:
        kinds = [bool(self.choices), self.goto is not None or self.chance is not None, self.ending is not None]
        if sum(kinds) > 1:
            raise PydanticCustomError("two-exits", "A node has choices, or goes on by itself, or is an ending.")
        if not any(kinds) and not self.todo:
            raise PydanticCustomError("no-exit", "The talk stops here: give choices, a 'goto' or an 'ending'.")
        if self.ending is not None and (self.title is None or self.summary is None):
            raise PydanticCustomError("bare-ending", "An ending needs a 'title' and a 'summary'.")
        if self.boss is None and self.speaks is None and (self.choices or self.ending):
            raise PydanticCustomError("silent-node", "The boss says nothing here: give 'boss' or 'speaks'.")
        if (self.speaks == "objection") != (self.concern is not None):
            raise PydanticCustomError("objection-of-what", "'speaks: objection' and 'concern' go together.")
        return self


class Interrupt(Value):
    """A way out that is checked after every line, in order, each taken at most once."""

    when: ConditionText
    goto: Id


class Scenario(Value):
    """One meeting to rehearse: a graph of nodes."""

    id: Id
    title: NonEmpty
    summary: ByPersona
    you: ByPersona
    scene: ByPersona
    asks: ByPersona
    slots: dict[str, NonEmpty] = {}
    meters: tuple[Meter, ...] = ()
    flags: dict[Id, NonEmpty] = {}
    start: Id
    interrupts: tuple[Interrupt, ...] = ()
    nodes: Annotated[dict[Id, Node], Field(min_length=1)]
    renamed_from: OneOrMore | None = None
