"""After the real meeting: what was noted of it, held against one's range and against the rehearsals, and what now."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from rehearse.coaching.report.markdown import ENDING_WORDS
from rehearse.engine.state import SURFACED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.coaching.feedback.values import Rule
    from rehearse.engine.replay import Played
    from rehearse.model.brief import Brief
    from rehearse.model.persona import Concern

LONG, LONGEST_MAIL = 2000, 6000
"""Signs that an answer, and the e-mail, may have."""
RESULTS = (
    ("agreed", "all of it"),
    ("trial", "a trial"),
    ("partial", "a part of it"),
    ("deferred", "put off"),
    ("refused", "a no"),
    ("ruptured", "it broke off"),
)
"""How the real meeting can have ended: the same kinds as those of the rehearsals."""
GAINED = frozenset({"agreed", "trial", "partial"})
MOST_ADVICE = 4
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")

_ADVICE: dict[str, tuple[str, ...]] = {
    "agreed": ("be-seen-to-work", "say-back-what-was-agreed", "keep-what-you-were-given"),
    "trial": ("make-trial-days-your-best", "be-seen-to-work", "keep-what-you-were-given", "leave-with-a-date"),
    "partial": ("be-seen-to-work", "ask-for-the-second-day-later", "keep-what-you-were-given", "take-the-first-day"),
    "deferred": ("leave-with-a-date", "say-back-what-was-agreed", "know-when-to-stop"),
    "refused": ("take-a-no-well", "ask-once-what-would-change-it", "know-when-to-stop", "name-other-options-calmly"),
    "ruptured": ("take-a-no-well", "do-not-go-over-their-head", "sleep-on-an-ultimatum", "know-when-to-stop"),
}
_STAGES: dict[str, tuple[str, ...]] = {
    "agreed": ("after",),
    "trial": ("after",),
    "partial": ("after",),
    "deferred": ("close",),
    "refused": ("close", "escalate"),
    "ruptured": ("close", "escalate"),
}


@dataclass(frozen=True, slots=True)
class Log:
    """What a person noted of the real meeting. Everything but the day may be missing."""

    day: dt.date
    boss: str = ""  # a persona's id, or two joined
    result: str = ""  # an ending's type
    agreed: str = ""
    they_said: str = ""
    concerns: tuple[str, ...] = ()  # which of the worries they raised, by id
    i_said: str = ""
    surprised: str = ""
    next_talk: str = ""
    mail: str = ""  # the e-mail as the person has changed it; empty while it is the drafted one

    @property
    def is_empty(self) -> bool:
        """Whether nothing is noted yet."""
        return self == Log(self.day, boss=self.boss)

    @property
    def next_day(self) -> dt.date | None:
        """The day of the next talk, where one is named."""
        found = _DAY.search(self.next_talk)
        with suppress(ValueError):
            return dt.date.fromisoformat(found[0]) if found else None
        return None

    def data(self) -> dict[str, Any]:
        """What a note of it holds."""
        held = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**held, "day": self.day.isoformat(), "concerns": list(self.concerns)}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Log | None:
        """What a note of the kind ``log`` holds; nothing where it is none."""
        try:
            day = dt.date.fromisoformat(str(data.get("day", "")))
        except ValueError:
            return None
        concerns = data.get("concerns")
        texts = {
            field.name: value
            for field in fields(cls)
            if field.name not in {"day", "concerns"} and isinstance(value := data.get(field.name), str)
        }
        if texts.get("result") not in {name for name, _ in RESULTS}:
            texts["result"] = ""
        named = tuple(each for each in concerns if isinstance(each, str)) if isinstance(concerns, list) else ()
        return cls(day, concerns=named, **texts)


@dataclass(frozen=True, slots=True)
class Compared:
    """The real meeting beside the rehearsals for it."""

    rehearsals: int  # with this boss, in which something was said
    foreseen: tuple[str, ...]  # worries that came up in both, by label
    spared: tuple[str, ...]  # those that came up in rehearsals alone
    unforeseen: tuple[str, ...]  # those that came up in the meeting alone
    endings: tuple[tuple[str, int], ...]  # how rehearsals ended, the most frequent first
    result: str  # an ending's type, or empty
    within: bool | None  # whether that is within the person's range; nothing where it is not known
    contents: tuple[str, ...]  # what they would have been content with, as people read it

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it in sentences."""
        return tuple(sentence for sentence in (self._range(), *self._worries(), self._ending()) if sentence)

    def _range(self) -> str:
        if self.within is None:
            return ""
        where = "within" if self.within else "outside"
        contents = " or ".join(self.contents)
        return f"{RESULT_WORDS[self.result]}: that is {where} your range. You would have been content with {contents}."

    def _worries(self) -> Iterable[str]:
        if not self.rehearsals:
            return ["There is no rehearsal with this boss to compare it with."]
        said = []
        if self.foreseen:
            said.append(f"You had rehearsed what they said about {_named(self.foreseen)}.")
        if self.unforeseen:
            said.append(f"New to you was {_named(self.unforeseen)}: it is worth a drill before the next talk.")
        if self.spared:
            said.append(f"They did not mention {_named(self.spared)}, which the rehearsals had. It may still come.")
        return said

    def _ending(self) -> str:
        if not self.endings:
            return ""
        ended = ", ".join(f"{ENDING_WORDS[kind].lower()} ({count})" for kind, count in self.endings)
        if not self.result:
            return f"Your rehearsals ended so: {ended}."
        known = self.result in dict(self.endings)
        so = "as some of them did" if known else "as none of them did"
        return f"Your rehearsals ended so: {ended}. The real one ended {so}: {RESULT_WORDS[self.result].lower()}."


RESULT_WORDS = {name: label[:1].upper() + label[1:] for name, label in RESULTS}


def compared(log: Log, concerns: Sequence[Concern], rehearsals: Iterable[Played], brief: Brief) -> Compared:
    """The meeting beside *rehearsals*, those with the same boss, who has these *concerns*."""
    labels = {concern.id: concern.label for concern in concerns}
    came_up: set[str] = set()
    endings: Counter[str] = Counter()
    count = 0
    for played in rehearsals:
        count += 1
        reached = zip(played.story.concerns, played.now.state.concerns, strict=True)
        came_up |= {concern.id for concern, value in reached if value >= SURFACED}
        ending = played.story.nodes[played.now.state.node].ending
        if ending is not None:
            endings[ending.kind] += 1
    raised = [concern for concern in labels if concern in log.concerns]
    noted = bool(log.concerns or log.they_said)
    return Compared(
        rehearsals=count,
        foreseen=tuple(labels[concern] for concern in raised if concern in came_up),
        spared=tuple(labels[each] for each in labels if noted and each in came_up and each not in raised),
        unforeseen=tuple(labels[concern] for concern in raised if concern not in came_up),
        endings=tuple(endings.most_common()),
        result=log.result,
        within=brief.accepts(log.result) if log.result else None,
        contents=tuple(dict(RESULTS)[kind] for kind in brief.ask.accepts),
    )


def advice(catalogue: Catalogue, log: Log) -> tuple[Rule, ...]:
    """What the articles advise after such a result, with their points; nothing while no result is noted."""
    if not log.result:
        return ()
    named = [card for card in _ADVICE[log.result] if card in catalogue]
    staged = [card.id for card in catalogue.cards if card.stages[0] in _STAGES[log.result]]
    return tuple(catalogue.rule(card) for card in tuple(dict.fromkeys((*named, *staged)))[:MOST_ADVICE])


def _named(labels: Sequence[str]) -> str:
    quoted = [f"“{label}”" for label in labels]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
