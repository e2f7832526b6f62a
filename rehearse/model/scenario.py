"""A scenario: one meeting to rehearse, as its author writes it."""

from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from rehearse.model.base import (
    DEFAULT,
    NO_EFFECTS,
    ByPersona,
    CardId,
    ConceptId,
    ConcernId,
    ConditionText,
    Effects,
    EffectsByPersona,
    Explained,
    FlagId,
    Id,
    MoveId,
    NodeId,
    NonEmpty,
    OneOrMore,
    OwnId,
    Refers,
    Value,
)
from rehearse.model.rules import Meter

Phase = Annotated[
    Literal["opening", "concerns", "proposal"],
    Explained(
        (
            "The talk begins; one finds out what this is about.",
            "The boss's worries come out and are taken seriously.",
            "Something is proposed, weighed and settled.",
        )
    ),
]
EndingType = Annotated[
    Literal["agreed", "trial", "partial", "deferred", "refused", "ruptured"],
    Explained(
        (
            "A yes to what was asked.",
            "A yes for a limited time.",
            "A yes to some of it.",
            "Not decided today.",
            "A no, and the two still talk to each other.",
            "Broken off: the talk, or what is between the two.",
        )
    ),
]
PHASES: tuple[str, ...] = get_args(get_args(Phase)[0])
ENDING_TYPES: tuple[str, ...] = get_args(get_args(EndingType)[0])
"""Best first."""
LineKind = Annotated[
    Literal[
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
    ],
    Explained(
        (
            "A worry in the boss's own words, which brings it into the open; `concern` says which.",
            "There is nothing left to object to.",
            "They have not understood.",
            "They run out of patience.",
            "They begin to warm.",
            "They agree.",
            "They agree to try it.",
            "They agree to some of it.",
            "They put it off.",
            "They refuse.",
            "They break it off.",
        )
    ),
]


def _no_effects() -> dict[str, Effects]:
    """Made anew for each: a default that can be changed would be copied to its very bottom."""
    return {DEFAULT: NO_EFFECTS}


class Route(Value):
    """One way on: taken if it is the first whose condition holds."""

    when: ConditionText | None = None
    """When this way is taken. The last way has no condition: it is taken where none before it holds."""
    to: NodeId
    """The node that it leads to."""


class ChanceRoute(Value):
    """One way on among several, drawn by weight from the rehearsal's seed."""

    weight: Annotated[int, Field(ge=1, le=1000)] = 1
    """How likely it is beside the others: 2 comes twice as often as 1."""
    to: NodeId
    """The node that it leads to."""


def _wrap_route(value: Any) -> Any:  # noqa: ANN401
    return ({"to": value},) if isinstance(value, str) else value


Routes = Annotated[
    tuple[Route, ...],
    BeforeValidator(_wrap_route, json_schema_input_type=NodeId | tuple[Route, ...]),
    Field(min_length=1),
]


class Exits(Value):
    """What nodes and choices share: where the talk goes on."""

    goto: Routes | None = None
    """Where the talk goes on: a node, or a list of ways with conditions, of which the first that holds is taken."""
    chance: Annotated[tuple[ChanceRoute, ...], Field(min_length=2)] | None = None
    """Instead of `goto`: two ways or more, one of which is drawn."""

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

    id: OwnId
    """What journals, tests and conditions call this choice; no other choice at this node has it. Once people have
    rehearsed, keep it: reword the line as you like."""
    say: ByPersona
    """What the person says, in the words that one really says."""
    move: Annotated[
        tuple[Id, ...],
        BeforeValidator(
            lambda value: (value,) if isinstance(value, str) else value,
            json_schema_input_type=MoveId | Annotated[tuple[MoveId, ...], Field(min_length=1, max_length=2)],
        ),
        Field(min_length=1, max_length=2),
    ]
    """What the line does: a move, or a list of two. The boss's reaction and the advice follow from it."""
    when: ConditionText | None = None
    """The choice is offered only while this holds."""
    repeat: bool = False
    """`true`: it may be said again. Otherwise it is offered until it has been said."""
    effects: EffectsByPersona = Field(default_factory=_no_effects)
    """What the line does beyond the boss's reaction to its move; may be given by persona."""
    reply: ByPersona | None = None
    """What the boss answers, in place of their own line for the move. What the reaction does still counts."""
    detour: NodeId | None = None
    """A node to go to first. The talk comes back to `goto` when a choice there says `return: true`."""
    return_: bool = Field(default=False, alias="return")
    """`true`, in a detour: the talk goes back to where the detour began. Such a choice has no `goto`."""
    why: ByPersona | None = None
    """This choice's own explanation in the feedback: what the line does in this place, in two sentences."""
    cards: tuple[CardId, ...] = ()
    """Advice cards that it practises beyond those of its move."""
    requires: tuple[ConceptId, ...] = ()
    """Concepts that a typed reply must speak of in order to be read as this line."""
    forbids: tuple[ConceptId, ...] = ()
    """Concepts that a typed reply must not speak of in order to be read as this line."""
    risk: Literal["confirm"] | None = None
    """`confirm`: a typed reply that is read as this line is always asked about first. For what cannot be unsaid."""
    renamed_from: OneOrMore | None = None
    """The ids that it had before, so that old journals can still be read."""

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

    model_config = ConfigDict(
        json_schema_extra={"dependencies": {"ending": ["title", "summary"], "concern": ["speaks"]}}
    )

    phase: Phase
    """Which part of the meeting this is. Advice and the map go by it."""
    boss: ByPersona | None = None
    """What the boss says here."""
    again: ByPersona | None = None
    """What they say in its place when the talk comes back here. Without it they say nothing the second time."""
    speaks: LineKind | None = None
    """One of the persona's own lines, said after `boss`. So every boss voices it in their own words."""
    concern: ConcernId | None = None
    """With `speaks: objection`: which worry is voiced. `current`: the first that is not answered yet; `stated`: the
    one they give first; `deep`: the one underneath; or a concern's id."""
    effects: EffectsByPersona = Field(default_factory=_no_effects)
    """What happens on coming here."""
    notes: NonEmpty | None = None
    """For a coach who shows this meeting to a room; nobody else sees it."""
    choices: tuple[Choice, ...] = ()
    """What the person can say: three or four lines."""
    fallback: NodeId | None = None
    """Where the talk goes when no choice is left. Needed where choices can run out."""
    otherwise: NodeId | None = None
    """Where a typed reply leads that is none of the choices. Without it the talk stays here."""
    todo: bool = False
    """`true`: still to be written. The checker reports it, and a talk cannot go on from here."""
    ending: EndingType | None = None
    """The meeting ends here, in this way. An ending also needs `title` and `summary`."""
    title: NonEmpty | None = None
    """An ending's name, in a few words."""
    summary: ByPersona | None = None
    """An ending: what the person walks out with, in one or two sentences."""
    next_talk: bool = False
    """An ending: `true` where a next talk is agreed."""
    renamed_from: OneOrMore | None = None
    """The ids that it had before, so that old journals can still be read."""

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
    """The talk is interrupted once this holds, such as `patience <= 0`."""
    goto: NodeId
    """Where it goes then."""


class Scenario(Value):
    """One meeting to rehearse: a graph of nodes."""

    id: OwnId
    """What commands and journals call the meeting: the file's name without `.yaml`."""
    title: NonEmpty
    """What lists and headings call it."""
    summary: ByPersona
    """One or two sentences for the list."""
    you: ByPersona
    """Who the person is in this, in two or three sentences, shown before the talk."""
    scene: ByPersona
    """Where and when, in one or two sentences, shown as the talk begins."""
    asks: ByPersona
    """What the person has come for, in one sentence."""
    slots: dict[Annotated[str, Refers("slot")], NonEmpty] = Field(default_factory=dict)
    """What stands in a slot in this meeting where the person's own brief says nothing."""
    meters: tuple[Meter, ...] = ()
    """Meters of this meeting's own, beyond those that all meetings share."""
    flags: dict[FlagId, NonEmpty] = Field(default_factory=dict)
    """Every flag that is used, with what it means when it is set."""
    start: NodeId
    """The node where the talk begins."""
    interrupts: tuple[Interrupt, ...] = ()
    """Ways out that are checked after every line."""
    nodes: Annotated[dict[NodeId, Node], Field(min_length=1)]
    """The points of the conversation, each under its id."""
    renamed_from: OneOrMore | None = None
    """The ids that it had before, so that old journals can still be read."""
