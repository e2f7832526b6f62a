"""The prep sheet: one page to take along, from the brief and from what was said in rehearsals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.coaching.debrief.best_lines import spoken_lines
from rehearse.coaching.prep.if_then import BLANK, Planning, blank_plans
from rehearse.coaching.prep.lines import Lines
from rehearse.coaching.prep.own import placed, worded
from rehearse.coaching.prep.values import MOST_FACTS, MOST_QUESTIONS, NAME, Entry, PrepSheet, Words, as_note
from rehearse.engine.mixing import mixed
from rehearse.model.brief import Ask
from rehearse.model.brief_questions import ENDINGS, FORMS
from rehearse.model.brief_slots import slots_of
from rehearse.model.mix import parts_of
from rehearse.model.slots import SLOTS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.coaching.prep.values import Own
    from rehearse.engine.replay import Played
    from rehearse.loading.library import Library
    from rehearse.model.brief import Brief
    from rehearse.model.persona import Persona

_STATEMENTS = frozenset(
    f"brief.{fact}" for fact in ("result", "project", "commute", "commute_week", "need", "years", "colleague")
)
_BLANK_WORRIES = (("They worry about", "theirs.1"), ("And underneath", "theirs.2"))


def prep_sheet(
    library: Library,
    catalogue: Catalogue,
    brief: Brief,
    rehearsals: Sequence[Played] = (),
    own: Mapping[str, Own] | None = None,
    *,
    persona: str = "",
) -> PrepSheet:
    """The page for *brief* and *rehearsals* (the newest first), with the person's *own* words; it needs none of them.

    *persona* is the boss it is for, one id or two joined by ``+``; if empty the brief's, else that of the newest
    rehearsal. Raises ``KeyError`` where there is no such persona.
    """
    own = own or {}
    boss_id = persona or brief.boss.id or (rehearsals[0].story.boss.persona if rehearsals else "")
    main, *second = (library.personas[part] for part in parts_of(boss_id)) if boss_id else (None,)
    boss = mixed(main, second[0], library.moves) if main and second else main
    slots = {"boss.name": boss.name if boss else "", **slots_of(brief, boss_id)}
    said = spoken_lines(catalogue, rehearsals, made_up(library, slots))
    lines = Lines(library, brief, boss, slots, said)
    planning = Planning(boss, library.moves, brief, slots, said) if boss else None
    about = [played for played in rehearsals if _is_about(played, boss_id)]
    opening = worded(lines.opening(), "opening", own, lines.openings())
    told = _told(brief)
    facts = placed(told, "fact", MOST_FACTS, own)
    return PrepSheet(
        title=_title(brief, boss),
        boss=", with something of ".join(each.title[:1].lower() + each.title[1:] for each in (main, *second) if each),
        logistics=_logistics(brief, own),
        opening=opening,
        ask=_ask(brief),
        need=_answers(("Need", brief.need, "need"), ("Because", brief.reason, "reason")),
        theirs=_theirs(planning, library, own),
        facts=facts,
        facts_left=sum(fact.text not in {shown.text for shown in facts} for fact in told),
        questions=placed(lines.questions(opening.text), "question", MOST_QUESTIONS, own),
        plans=planning.plans(about, own) if planning else blank_plans(own),
        trial=_trial(brief),
        close=worded(lines.close(), "close", own, lines.closes()),
        afterwards=_answer("Written down", brief.follow_up, "follow_up"),
        no=worded(lines.no(), "no", own, lines.noes()),
        if_no=_answers(("If it stays no", brief.alternative, "alternative"), ("I stop", brief.stop, "stop")),
        rehearsals=len(rehearsals),
    )


def made_up(library: Library, slots: Mapping[str, str]) -> frozenset[str]:
    """What meetings state about the person where the brief is silent: it is not theirs to say."""
    told = [SLOTS, *(scenario.slots for scenario in library.scenarios.values())]
    return frozenset(texts[slot] for texts in told for slot in _STATEMENTS & texts.keys() - slots.keys())


def _is_about(played: Played, boss: str) -> bool:
    """Whether a rehearsal was with the boss that the page is for, or with one of the two in them."""
    return not set(parts_of(played.story.boss.persona)).isdisjoint(parts_of(boss))


def _told(brief: Brief) -> list[Words]:
    """The facts of the brief, those first that have a figure and a source; where there are none, the year in one."""
    facts = sorted(brief.facts, key=lambda fact: (not fact.figure, not fact.source))
    told = [fact.sentence for fact in facts] or ([brief.result] if brief.result else [])
    return [Words(as_note(text), "brief") for text in told]


def _theirs(planning: Planning | None, library: Library, own: Mapping[str, Own]) -> tuple[Entry, ...]:
    """The boss's worries, each with what helps against it; the one underneath comes last."""
    if planning is None:
        return tuple(Entry(label, worded(BLANK, key, own)) for label, key in _BLANK_WORRIES)
    entries: list[Entry] = []
    for concern in planning.boss.concerns:
        labels = [library.moves[move].label for move in planning.answering(concern)]
        helps = [label[:1].lower() + label[1:] for label in labels]
        helps.sort(key=[entry.value for entry in entries].count)
        label = f"{concern.label} (underneath)" if concern.deep else concern.label
        words = Words(helps[0] if helps else "", "boss")
        entries.append(Entry(label, worded(words, f"theirs.{concern.id}", own, helps[1:])))
    return tuple(entries)


def _title(brief: Brief, boss: Persona | None) -> str:
    name = as_note(brief.boss.name or (boss.name if boss else ""), NAME)
    return f"My meeting with {name}" if name else "My meeting"


def _answer(label: str, value: str | None, question: str) -> Entry:
    """What the brief says to a question."""
    return Entry(label, Words(as_note(value), "brief", key=question))


def _answers(*answers: tuple[str, str | None, str]) -> tuple[Entry, ...]:
    return tuple(_answer(*answer) for answer in answers)


def _logistics(brief: Brief, own: Mapping[str, Own]) -> tuple[Entry, ...]:
    return (
        _answer("When", day_in_words(brief.date) if brief.date else "", "date"),
        _answer("How", dict(FORMS)[brief.form] if brief.form else "", "form"),
        Entry("Time and place", worded(BLANK, "place", own)),
        *(_answers(("So far", brief.happened, "happened")) if brief.happened else ()),
    )


def day_in_words(day: dt.date) -> str:
    """A date as people write it: ``Tuesday 17 March 2026``."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def _ask(brief: Brief) -> tuple[Entry, ...]:
    ask = brief.ask
    days = f"{ask.home_days} day{'' if ask.home_days == 1 else 's'} a week at home" if ask.home_days else ""
    named = f"{ask.home_day} above all" if ask.home_day else ""
    exactly = ", ".join(part for part in (days, named) if part)
    return (
        *_answers(
            ("Best", ask.ideal or exactly, "ask.ideal"),
            ("Good enough", ask.acceptable, "ask.acceptable"),
            ("My limit", ask.walk_away, "ask.walk_away"),
        ),
        *(_answers(("Within my range", _range(ask), "ask.accepts")) if ask != Ask() else ()),
    )


def _range(ask: Ask) -> str:
    labels: Iterable[tuple[str, str]] = ENDINGS
    return ", ".join(label for kind, label in labels if kind in ask.accepts)


def _trial(brief: Brief) -> tuple[Entry, ...]:
    trial = brief.trial
    return _answers(
        ("How long", trial.length, "trial.length"),
        ("We look at", trial.measures, "trial.measures"),
        ("Review", trial.review, "trial.review"),
        ("It ends", trial.ends, "trial.ends"),
    )
