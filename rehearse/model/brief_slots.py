"""The brief as slots: each answer put so that it fits into the sentences of any meeting.

Slots are wording and nothing else: they decide no route and no reaction. A rehearsal keeps ids, so that an old one is
shown with the brief as it is now.
"""

from typing import TYPE_CHECKING

from rehearse.model.figures import counted, hours_in_words, in_words, minutes_in_words, number_in, span_in_words
from rehearse.model.slots import SLOTS
from rehearse.model.wording import as_doing, as_thing, shortened

if TYPE_CHECKING:
    from rehearse.model.brief import Brief

NAME, PHRASE = 40, 100
"""Signs that a name, and any other slot, may have."""
SOME_NEED, SOME_RESULT = "being there when I am needed", "the work done and the dates kept"
"""What is said where an answer is a whole sentence, which no other sentence can hold."""


def slots_of(brief: "Brief", persona: str = "") -> dict[str, str]:
    """What *brief* puts into the slots; those that it says nothing about are left out.

    The boss's name goes with the boss chosen in the brief: with any other *persona* (or mix) it is left out too.
    """
    ask, commute = brief.ask, brief.commute
    found = {
        "you.name": _name(brief.you),
        "boss.name": _name(brief.boss.name) if _is_theirs(brief, persona) else "",
        "brief.company": _name(brief.company),
        "brief.team": _phrase(as_thing(brief.team or "", named=True)),
        "brief.colleague": _name(brief.colleague),
        "brief.office_days": in_words(ask.office_days) if ask.office_days else "",
        "brief.home_days": in_words(ask.home_days) if ask.home_days else "",
        "brief.home_day": ask.home_day or "",
        "brief.trial": span_in_words(brief.trial.length) if brief.trial.length else "",
        "brief.commute": f"{minutes_in_words(commute.minutes)} each way" if commute.minutes else "",
        "brief.commute_week": _commute_week(brief),
        "brief.project": _phrase(as_thing(brief.project or "", named=True)),
        "brief.result": _phrase(as_thing(brief.result) or SOME_RESULT) if brief.result else "",
        "brief.need": _phrase(as_doing(brief.need) or SOME_NEED) if brief.need else "",
        "brief.years": _years(brief.years),
    }
    return {slot: said for slot, said in found.items() if said}


def _is_theirs(brief: "Brief", persona: str) -> bool:
    return not persona or brief.boss.persona is None or persona.partition("+")[0] == brief.boss.persona


def _harmless(text: str) -> str:
    """*text* without braces, which mean something in texts of content."""
    return text.translate(str.maketrans("{}", "()"))


def _name(text: str | None) -> str:
    return shortened(_harmless(text or "").strip(" ,;:"), NAME)


def _phrase(text: str) -> str:
    return shortened(_harmless(text), PHRASE)


def _commute_week(brief: "Brief") -> str:
    """The hours on the road with as many office days as were ordered (or as is usual)."""
    hours = brief.commute.hours
    if hours is None and brief.commute.minutes:
        days = brief.ask.office_days or number_in(SLOTS["brief.office_days"]) or 0
        hours = brief.commute.minutes * 2 * days / 60
    return hours_in_words(hours) if hours else ""


def _years(years: float | None) -> str:
    """How long somebody has been there: ``four years``, ``half a year``, ``three months``."""
    if not years:
        return ""
    if years < 1 and years != 0.5:  # noqa: PLR2004
        return counted(max(1, round(years * 12)), "month")
    return counted(round(years * 2) / 2, "year")
