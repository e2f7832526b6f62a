"""What statements are about: the session, the meeting that is rehearsed, votes and lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from rehearse.workshop.report.accounts import BASE
from rehearse.workshop.report.practising import ELSE, OWN_WORDS
from rehearse.workshop.texts import WORDS, clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearse.engine.story import Node
    from rehearse.workshop.report.values import Asked, Branch, Turn
    from rehearse.workshop.session.events import Began
    from rehearse.workshop.stage import Stage

TYPES = "http://adlnet.gov/expapi/activities/"
PLATFORM = "rehearse"
_NOTHING = "…"

Activity = dict[str, Any]


class Activities:
    """Makes the activities of one session."""

    def __init__(self, began: Began, stage: Stage | None) -> None:
        """*stage*: nothing where the meeting is not there any more."""
        self._began = began
        self._stage = stage
        self._session = f"{BASE}session/{quote(began.session)}"
        self._meeting = f"{BASE}meeting/{quote(began.scenario)}/{quote(began.persona)}/{quote(began.level)}"

    def session(self) -> Activity:
        """The session."""
        return _activity(self._session, "meeting", self._began.title)

    def meeting(self) -> Activity:
        """The meeting that is rehearsed, with its boss and level."""
        title = self._stage.story.title if self._stage else self._began.scenario
        return _activity(self._meeting, "simulation", title)

    def context(self, about: Activity) -> Activity:
        """What a statement *about* an activity belongs to."""
        parts = [("parent", self._session), ("grouping", self._meeting)]
        around = {name: [{"objectType": "Activity", "id": own}] for name, own in parts if own != about["id"]}
        return {"contextActivities": around, "platform": PLATFORM}

    def vote(self, turn: Turn, asked: Asked) -> Activity:
        """A vote, with what could be voted for."""
        choices = [(line.id, line.text) for line in asked.lines]
        found = _choice(f"{self._session}/round/{asked.round}", f"Line {turn.number}: {asked.question}", choices)
        right = next((line.id for line in asked.lines if line.decided), "")
        if asked.kind == "boss" and right:
            found["definition"]["correctResponsesPattern"] = [right]
        return found

    def line(self, branch: Branch, turn: Turn, entry: str) -> Activity:
        """A line of a branch: a choice between those that were voted on, or words of people's own."""
        own = f"{self._session}/branch/{branch.number}/line/{turn.number}"
        name = f"{branch.name}, line {turn.number}"
        asked = next((each for each in turn.asked if each.kind == "line" and each.round), None)
        what, _, words = entry.partition("\t")
        if words or asked is None or what not in {line.id for line in asked.lines}:
            return _interaction(own, name, "long-fill-in")
        return _choice(own, name, [(line.id, line.text) for line in asked.lines])

    def suggestion(self, branch: int, turn: int) -> Activity:
        """What people proposed for a line."""
        own = f"{self._session}/branch/{branch}/line/{turn}/suggestions"
        return _activity(own, "question", f"Branch {branch}, line {turn}: words of your own")

    def alone(self, node: Node) -> Activity:
        """A point of the talk in rehearsals of people's own."""
        choices = [(choice.id, choice.say) for choice in node.choices]
        return _choice(f"{self._meeting}/point/{quote(node.id)}", node.boss or node.id, [*choices, (OWN_WORDS, ELSE)])


def _activity(own: str, kind: str, name: str) -> Activity:
    return {
        "objectType": "Activity",
        "id": own,
        "definition": {"type": TYPES + kind, "name": {"en": clean(name, WORDS) or _NOTHING}},
    }


def _interaction(own: str, name: str, kind: str) -> Activity:
    found = _activity(own, "cmi.interaction", name)
    found["definition"]["interactionType"] = kind
    return found


def _choice(own: str, name: str, choices: Iterable[tuple[str, str]]) -> Activity:
    found = _interaction(own, name, "choice")
    found["definition"]["choices"] = [
        {"id": choice, "description": {"en": clean(text, WORDS) or _NOTHING}} for choice, text in choices
    ]
    return found
