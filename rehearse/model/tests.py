"""Tests of a meeting, as its author writes them: who is across the table, what is said, and what should come of it."""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from rehearse.model.base import ConditionText, Id, NonEmpty, OneOrMore, Value
from rehearse.model.problem import did_you_mean
from rehearse.model.scenario import EndingType
from rehearse.model.slots import SLOTS

TESTS_SUFFIXES = (".tests.yaml", ".tests.yml")
"""How the name of a file of tests ends."""
EVERY = "all"
"""Stands for every persona, or every level, that there is."""
NOTHING, UNSURE = "nothing", "unsure"
"""What words are heard as where the boss does not follow them, and where the program asks which of several is meant."""
NO_ENDING = "none"
MOST_SEED = 2**31 - 1
USUAL_LEVEL, USUAL_SEED = "everyday", 1
"""What a test is played at where it says nothing."""

Progress = Literal["held", "surfaced", "acknowledged", "answered"]
Occasion = Literal["reply", "node", "again", "line", "thaw", "impatience"]
Ended = Literal["agreed", "trial", "partial", "deferred", "refused", "ruptured", "none"]
Player = Literal["uniform", "advice", "tempting", "best", "halfway"]

_AMOUNT = r"^(?:at least -?\d{1,3}|at most -?\d{1,3}|-?\d{1,3} to -?\d{1,3})$"
_NUMBER = re.compile(r"-?\d+")


def is_tests_file(name: str) -> bool:
    """Whether a file of this *name* holds tests."""
    return name.endswith(TESTS_SUFFIXES)


def scenario_beside(name: str) -> str:
    """The id of the scenario that the tests in a file of this *name* are about, unless the file says otherwise."""
    for suffix in TESTS_SUFFIXES:
        name = name.removesuffix(suffix)
    return name


def _one_or_more(value: Any) -> Any:  # noqa: ANN401  (whatever the file holds; the type is checked after it)
    return value if isinstance(value, tuple) or value is None else (value,)


def _contained(value: Any) -> Any:  # noqa: ANN401
    return {"contains": value} if isinstance(value, str) else value


def _chosen(value: Any) -> Any:  # noqa: ANN401
    return {"choose": value} if isinstance(value, str) else value


def _amount(value: Any) -> Any:  # noqa: ANN401
    if type(value) is int or (isinstance(value, str) and re.match(_AMOUNT, value)):
        return value
    raise PydanticCustomError(
        "unknown-value", "A whole number is expected here, or 'at least 4', 'at most 6', '4 to 6'."
    )


def _included(value: Any) -> Any:  # noqa: ANN401
    listed = (value,) if isinstance(value, str) else value
    return {"includes": listed} if isinstance(listed, tuple) else listed


def _slot(name: str) -> str:
    if name not in SLOTS:
        raise PydanticCustomError(
            "unknown-slot", "There is no slot '{slot}'.", {"slot": f"{{{name}}}", "hint": did_you_mean(name, SLOTS)}
        )
    return name


SlotName = Annotated[str, AfterValidator(_slot)]
_BOSS = r"^[a-z0-9]+(-[a-z0-9]+)*(\+[a-z0-9]+(-[a-z0-9]+)*)?$"
BossId = Annotated[str, StringConstraints(pattern=_BOSS, max_length=161)]
"""A persona's id, or two joined as a mix: ``controlling+sociable``."""
Amount = Annotated[int | Annotated[str, StringConstraints(pattern=_AMOUNT)], BeforeValidator(_amount)]
"""A whole number, or a range: ``at least 4``, ``at most 6``, ``4 to 6``."""
Seed = Annotated[int, Field(ge=0, le=MOST_SEED)]
"""What decides everything random in a rehearsal."""
Share = Annotated[float, Field(ge=0, le=1, strict=False)]


def bounds(amount: int | str) -> tuple[int | None, int | None]:
    """The least and the most that *amount* allows; ``None`` where it has no bound."""
    if isinstance(amount, int):
        return amount, amount
    first, *second = (int(number) for number in _NUMBER.findall(amount))
    if second:
        return first, second[0]
    return (first, None) if amount.startswith("at least") else (None, first)


class Given(Value):
    """How a test begins. What a test does not say is taken from the file's own ``given``."""

    persona: Annotated[
        Annotated[tuple[BossId, ...], Field(min_length=1)] | None,
        BeforeValidator(_one_or_more, json_schema_input_type=BossId | tuple[BossId, ...]),
    ] = Field(
        default=None,
        description="The boss: a persona's id, a mix of two (controlling+sociable), a list of them, or all. "
        "With several the test is played with each. Otherwise: all.",
    )
    level: Annotated[
        Annotated[tuple[Id, ...], Field(min_length=1)] | None,
        BeforeValidator(_one_or_more, json_schema_input_type=Id | tuple[Id, ...]),
    ] = Field(default=None, description="How hard the boss is: a level, a list of them, or all. Otherwise: everyday.")
    seed: Annotated[
        Annotated[tuple[Seed, ...], Field(min_length=1)] | None,
        BeforeValidator(_one_or_more, json_schema_input_type=Seed | tuple[Seed, ...]),
    ] = Field(default=None, description="What decides everything random: a whole number, or a list. Otherwise: 1.")
    mood: Id | None = Field(
        default=None,
        description="The boss's mood of the day. The test takes the first seed, from its own on, that draws this mood.",
    )
    brief: dict[SlotName, NonEmpty] | None = Field(
        default=None, description="What fills the slots, by their names without braces, such as brief.home_day: Friday."
    )

    def over(self, usual: Self) -> Self:
        """These, and where they say nothing what is *usual*; slots of both, these first."""
        slots = {**(usual.brief or {}), **(self.brief or {})}
        return type(self)(
            persona=self.persona or usual.persona,
            level=self.level or usual.level,
            seed=self.seed or usual.seed,
            mood=self.mood or usual.mood,
            brief=slots or None,
        )


class BossLine(Value):
    """Something that the boss says in this step. A text alone is what it contains."""

    contains: NonEmpty | None = Field(
        default=None, description="Words that the line contains; capitals and line breaks do not matter."
    )
    exact: NonEmpty | None = Field(default=None, description="The whole line, to the letter.")
    occasion: Occasion | None = Field(
        default=None,
        description="On what occasion: reply (the choice's own), node (the node's boss), again, line (one of the "
        "persona's own), thaw or impatience.",
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.contains is None and self.exact is None and self.occasion is None:
            raise PydanticCustomError("missing-key", "Give 'contains', 'exact' or 'occasion' here.")
        return self


class OnOffer(Value):
    """Which lines the person can say now. A list alone is what they include."""

    includes: OneOrMore | None = Field(default=None, description="Choices that are on offer, by id.")
    excludes: OneOrMore | None = Field(default=None, description="Choices that are not on offer.")
    only: OneOrMore | None = Field(default=None, description="All choices on offer: these and no others, in any order.")


class Expectations(Value):
    """What should be so now. Whatever is not named is not looked at."""

    boss: Annotated[
        tuple[Annotated[BossLine, BeforeValidator(_contained)], ...] | None,
        BeforeValidator(_one_or_more, json_schema_input_type=NonEmpty | BossLine | tuple[NonEmpty | BossLine, ...]),
    ] = Field(default=None, description="What the boss says: words that a line of theirs contains, or a list of such.")
    node: OneOrMore | None = Field(default=None, description="Where the talk is: a node, or one of several.")
    concerns: dict[Id, Progress] | None = Field(
        default=None,
        description="How far each concern has got, exactly: held, surfaced, acknowledged or answered. A concern is "
        "named by its id, or as stated or deep.",
    )
    meters: dict[Id, Amount] | None = Field(
        default=None, description="Meters: a whole number, or 'at least 4', 'at most 6', '4 to 6'."
    )
    flags: dict[Id, bool] | None = Field(default=None, description="Flags: true where set, false where not.")
    on_offer: Annotated[
        OnOffer | None, BeforeValidator(_included, json_schema_input_type=Id | tuple[Id, ...] | OnOffer)
    ] = Field(
        default=None,
        description="The choices that can be said now: a list that they include, or includes/excludes/only.",
    )
    ending: Annotated[
        tuple[Ended, ...] | None, BeforeValidator(_one_or_more, json_schema_input_type=Ended | tuple[Ended, ...])
    ] = Field(default=None, description="How it has ended: a type of ending, one of several, or none while it goes on.")
    holds: ConditionText | None = Field(
        default=None, description="A condition, as in a scenario: trust >= 4 and not flag(gave-way)."
    )


class StepExpectations(Expectations):
    """What should come of one line."""

    heard_as: Id | None = Field(
        default=None,
        description="What typed words are read as: a choice, a move off the script, 'nothing' where the boss does not "
        "follow, 'unsure' where the program asks which of several is meant.",
    )
    asks: bool | None = Field(
        default=None, description="Whether the program asks before the words count, as it does before what is grave."
    )
    move: OneOrMore | None = Field(default=None, description="The move, or moves, that the line makes.")


class TestStep(Value):
    """One line of the person's. A text alone is the id of a choice."""

    __test__ = False  # nothing for pytest to collect

    choose: Id | None = Field(default=None, description="A choice that is on offer, by id.")
    say: NonEmpty | None = Field(
        default=None, description="The person's own words, understood as in the program (reading by meaning apart)."
    )
    move: Id | None = Field(default=None, description="A general move that is not on offer, without any words.")
    silence: Literal[True] | None = Field(default=None, description="Say nothing until the boss grows impatient.")
    meant: Id | None = Field(
        default=None,
        description="With say: what the person answers when the program asks what was meant, or corrects it to: a "
        "choice, a move, or 'nothing'.",
    )
    expect: StepExpectations | None = Field(default=None, description="What should come of it.")

    @model_validator(mode="after")
    def _is_one_line(self) -> Self:
        said = [key for key in ("choose", "say", "move", "silence") if getattr(self, key) is not None]
        if len(said) != 1:
            raise PydanticCustomError("missing-key", "A step has just one of 'choose', 'say', 'move' and 'silence'.")
        if self.say is None and (
            self.meant or (self.expect and (self.expect.heard_as or self.expect.asks is not None))
        ):
            raise PydanticCustomError("unknown-key", "'meant', 'heard_as' and 'asks' go with 'say'.")
        return self

    @property
    def told(self) -> str:
        """The step as a report names it."""
        if self.say is not None:
            return f"say “{self.say}”"
        return "keep silent" if self.silence else f"choose {self.choose}" if self.choose else f"move {self.move}"


class OddsExpectation(Value):
    """How likely it is to end well from where the steps have led, for a player who talks in a named way. Exact."""

    endings: Annotated[
        tuple[EndingType, ...],
        BeforeValidator(_one_or_more, json_schema_input_type=EndingType | tuple[EndingType, ...]),
        Field(min_length=1),
    ] = Field(description="The endings that are counted.")
    player: Player = Field(
        default="halfway",
        description="Who goes on from there: advice (follows the cards), tempting (the opposite), uniform (says "
        "anything), halfway (every other line by the cards), best (knows where every line leads).",
    )
    at_least: Share | None = Field(default=None, description="The least chance, from 0 to 1.")
    at_most: Share | None = Field(default=None, description="The greatest chance, from 0 to 1.")

    @model_validator(mode="after")
    def _has_a_bound(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise PydanticCustomError("missing-key", "Give 'at_least' or 'at_most', from 0 to 1.")
        return self


class MeetingTest(Value):
    """One test: a sentence that should be true of the meeting."""

    name: NonEmpty = Field(description="A sentence that is true of the meeting.")
    given: Given = Field(default=Given(), description="How it begins, where it differs from the file's own given.")
    steps: tuple[Annotated[TestStep, BeforeValidator(_chosen, json_schema_input_type=Id | TestStep)], ...] = Field(
        default=(), description="What the person says, line by line: choice ids, or own words."
    )
    expect: Expectations | None = Field(default=None, description="What should be so in the end.")
    odds: OddsExpectation | None = Field(default=None, description="How likely certain endings are from there. Slow.")


class MeetingTests(Value):
    """A file of tests: ``<scenario id>.tests.yaml`` beside the scenario."""

    scenario: Id | None = Field(
        default=None, description="The scenario's id. Not needed where the file is called <scenario id>.tests.yaml."
    )
    given: Given = Field(default=Given(), description="How every test of this file begins, unless it says otherwise.")
    tests: tuple[MeetingTest, ...] = Field(description="The tests.")
