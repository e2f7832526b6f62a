"""What the tests of importing share: a text read and written as a draft, and looked at."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from rehearse.authoring.exchange.draft import Draft, decoded
from rehearse.authoring.exchange.draft_yaml import Guess, as_yaml
from rehearse.authoring.exchange.ink import read_ink
from rehearse.authoring.exchange.twee_in import read_twee
from rehearse.authoring.exchange.yarn import read_yarn
from rehearse.loading.library import Library, load_files, load_library
from rehearse.loading.references import reference_problems

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.model.problem import Problem
    from rehearse.model.scenario import Choice, Node, Scenario

READERS = {"ink": read_ink, "yarn": read_yarn, "twee": read_twee}


@cache
def shipped() -> Library:
    return load_library()


def to(choice: Choice) -> str:
    """Where a choice leads, if it leads to one node."""
    assert choice.goto is not None
    return choice.goto[0].to


def draft_of(form: str, text: str) -> Draft:
    return READERS[form](f"story.{form}", decoded(text.encode()))


def unsure(_: str) -> Guess:
    return Guess("make-small-talk", sure=False)


class Imported(NamedTuple):
    draft: Draft
    scenario: Scenario
    problems: tuple[Problem, ...]
    text: str

    @property
    def dropped(self) -> list[tuple[int, str]]:
        return [(one.line, one.kind) for one in self.draft.all_dropped]

    def node(self, name: str) -> Node:
        return self.scenario.nodes[name]

    def said(self, name: str) -> str:
        boss = self.node(name).boss
        assert boss is not None
        return boss["default"]

    def lines(self, name: str) -> list[str]:
        return [choice.say["default"] for choice in self.node(name).choices]

    def ways(self, name: str, choice: str = "") -> list[str]:
        part = next((c for c in self.node(name).choices if c.id == choice), self.node(name))
        return [*(route.to for route in part.goto or ()), *(route.to for route in part.chance or ())]


def imported(form: str, text: str, folder: Path) -> Imported:
    """*text* as a scenario that was read from its file, with everything that is wrong with it."""
    draft = draft_of(form, text)
    written = as_yaml(draft, unsure, shipped().moves, "story")
    place = folder / "story.yaml"
    place.write_text(written.text, encoding="utf-8")
    values = {each.name: getattr(shipped(), each.name) for each in fields(Library)}
    own: dict[str, Any] = {name: value.copy() for name, value in values.items() if isinstance(value, (dict, list))}
    library = replace(shipped(), **own)
    library.problems = []
    load_files([place], library)
    library.problems += [p for p in reference_problems(library) if p.span.path.endswith("story.yaml")]
    return Imported(draft, library.scenarios["story"], tuple(library.problems), written.text)
