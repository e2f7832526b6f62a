"""What is on, in sentences: for the screen, the line on the home screen, and plain lines. Nothing large is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.tui.dates import date_in_full

if TYPE_CHECKING:
    import datetime as dt

    from rehearse.store.planned import Sitting, Today

NO_DATE = (
    "The day of your meeting is not told yet. Once it is, about nine short sessions are laid out evenly up to it; "
    "nothing is lost by beginning before."
)
READY = "Everything is done. The page is ready, and the rest is the talk itself."
THE_DAY = "Today is the day. Take the page along; you have prepared for this."
PAST = "Two minutes are enough to note how it went, while you remember it."
OVER = "It is noted. What to do now stands there, and the e-mail is drafted."
MOVED = "The sessions that are left lie evenly in the days that are left."
BRIEF_FIRST = "Tell about your meeting first, as much as you like: names and facts then stand in the talk."
MARKS = {"done": "✓", "now": "▸", "coming": "·"}


def heading(today: Today) -> str:
    """When the meeting is, and how far away."""
    if today.plan is None:
        return ""
    what = "Your next talk" if today.next_talk else "Your meeting"
    when = date_in_full(today.plan.meeting, today.day)
    days = today.plan.days_left
    if days < 0:
        return f"{what} was on {when}"
    return f"{what}: {when}, {in_days(days)}"


def in_days(days: int) -> str:
    """``today``, ``tomorrow``, ``in 7 days``."""
    return "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"


def what_now(today: Today) -> str:
    """A sentence about today, where no session is on."""
    match today.stage:
        case "no-date":
            return NO_DATE
        case "past":
            return PAST
        case "over":
            return OVER
        case "day":
            return THE_DAY
        case "ready":
            return READY
        case _:
            sitting = today.next
            if sitting is None:
                return READY
            return f"Nothing is on today. Next: {_lowered(sitting.step.title)}, {on_day(sitting.day, today.day)}."


def on_day(day: dt.date, today: dt.date) -> str:
    """A day within a sentence: ``today``, ``tomorrow``, ``on Thursday 12 March``."""
    days = (day - today).days
    return in_days(days) if days in {0, 1} else f"on {date_in_full(day, today)}"


def short_day(day: dt.date, today: dt.date) -> str:
    """A day in a list: ``today``, ``tomorrow``, ``Thu 12 Mar``."""
    days = (day - today).days
    return in_days(days) if days in {0, 1} else f"{day:%a} {day.day} {day:%b}"


def sign(today: Today, sitting: Sitting) -> str:
    """What stands before a session: done, on today, or ahead."""
    if today.plan is not None and sitting.number <= len(today.plan.done):
        return MARKS["done"]
    return MARKS["now"] if sitting == today.now else MARKS["coming"]


def goal(today: Today, sitting: Sitting) -> tuple[str, ...]:
    """What a session is for, and the person's own plan for it where there is one."""
    told = [sitting.step.goal]
    if sitting.step.id == "first" and not today.brief_told:
        told.insert(0, BRIEF_FIRST)
    if today.intention is not None and sitting.step.kind != "page":
        when = f"If they say “{today.intention.when}”, then: " if today.intention.when else "Your plan: "
        told.append(f"{when}“{today.intention.then}”")
    return tuple(told)


def in_short(today: Today) -> str:
    """What is on, in one line; empty where there is nothing to say."""
    match today.stage:
        case "no-date" | "over":
            return ""
        case "past":
            return "how did it go? Two minutes to note it"
        case _ if today.now is not None and today.plan is not None:
            now = today.now
            return f"{_lowered(now.step.title)}, {now.step.minutes} min · {now.number} of {len(today.sittings)}"
        case "day":
            return "your meeting. The page goes along"
        case "ready":
            return "nothing left to do, the page is ready"
        case _:
            sitting = today.next
            if sitting is None:
                return ""
            return f"nothing. Next {on_day(sitting.day, today.day)}: {_lowered(sitting.step.title)}"


def _lowered(text: str) -> str:
    """*text* with a small letter at its start, where the word is no name."""
    first = text.split(" ", maxsplit=1)[0]
    return text if first in {"I", "I'm", "I'd"} else text[:1].lower() + text[1:]
