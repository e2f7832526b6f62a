"""The prep sheet: one page to take along, from the brief and from what was said in rehearsals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.coaching.best_lines import SpokenLine, best, spoken_lines, with_moves
from rehearse.coaching.if_then import helping_moves, if_then_plans
from rehearse.coaching.prep_values import MOST_FACTS, MOST_QUESTIONS, OPENING, Entry, PrepSheet, Words, as_line, as_note
from rehearse.engine.mixing import mixed, reaction_to
from rehearse.model.brief_questions import ENDINGS, FORMS
from rehearse.model.brief_slots import slots_of
from rehearse.model.figures import span_in_words
from rehearse.model.mix import parts_of
from rehearse.model.slots import SLOTS, fill_sentence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from rehearse.coaching.catalogue import Catalogue
    from rehearse.engine.replay import Played
    from rehearse.loading.library import Library
    from rehearse.model.brief import Brief
    from rehearse.model.persona import Persona

_OPENING_STAGES = frozenset({"set-up", "open", "ask"})
_NO_OPENERS = frozenset({"buy-time", "make-small-talk"})
_STATEMENTS = frozenset(
    f"brief.{fact}" for fact in ("result", "project", "commute", "commute_week", "need", "years", "colleague")
)
_PLAYED_BACK = frozenset({"check-understanding", "acknowledge-their-worry"})
_CLOSERS = ("sum-up-the-agreement", "agree-the-next-talk")
MOST_HELPING = 1
_AFTER_A_NO = ("ask-what-would-change-it", "accept-with-grace")


def prep_sheet(
    library: Library, catalogue: Catalogue, brief: Brief, rehearsals: Sequence[Played] = (), *, persona: str = ""
) -> PrepSheet:
    """The page for *brief* and *rehearsals* (the newest first); it needs neither of them.

    *persona* is the boss it is for, one id or two joined by ``+``; if empty the brief's, else that of the newest
    rehearsal. Raises ``KeyError`` where there is no such persona.
    """
    boss_id = persona or brief.boss.id or (rehearsals[0].story.boss.persona if rehearsals else "")
    main, *second = (library.personas[part] for part in parts_of(boss_id)) if boss_id else (None,)
    boss = mixed(main, second[0], library.moves) if main and second else main
    slots = {"boss.name": boss.name if boss else "", **slots_of(brief, boss_id)}
    page = _Page(library, brief, boss, slots)
    lines = spoken_lines(catalogue, rehearsals, _made_up(library, slots))
    about = [played for played in rehearsals if _is_about(played, boss_id)]
    opening = page.opening(lines)
    facts = sorted(brief.facts, key=lambda fact: (not fact.figure, not fact.source))
    told = [fact.sentence for fact in facts] or ([brief.result] if brief.result else [])
    return PrepSheet(
        title=_title(brief, boss),
        boss=", with something of ".join(each.title[:1].lower() + each.title[1:] for each in (main, *second) if each),
        logistics=_logistics(brief),
        opening=opening,
        ask=_ask(brief),
        need=(Entry("Need", as_note(brief.need)), Entry("Because", as_note(brief.reason))),
        theirs=_theirs(library, brief, boss) if boss else (),
        facts=tuple(as_note(text) for text in told[:MOST_FACTS]),
        facts_left=max(0, len(told) - MOST_FACTS),
        questions=page.questions(lines, opening),
        plans=if_then_plans(boss, library.moves, brief, slots, lines, about) if boss else (),
        trial=_trial(brief),
        close=page.close(lines),
        afterwards=Entry("Written down", as_note(brief.follow_up)),
        no=page.no(lines),
        if_no=(Entry("If it stays no", as_note(brief.alternative)), Entry("I stop", as_note(brief.stop))),
        rehearsals=len(rehearsals),
    )


def _made_up(library: Library, slots: Mapping[str, str]) -> frozenset[str]:
    """What meetings state about the person where the brief is silent: it is not theirs to say."""
    told = [SLOTS, *(scenario.slots for scenario in library.scenarios.values())]
    return frozenset(texts[slot] for texts in told for slot in _STATEMENTS & texts.keys() - slots.keys())


def _is_about(played: Played, boss: str) -> bool:
    """Whether a rehearsal was with the boss that the page is for, or with one of the two in them."""
    return not set(parts_of(played.story.boss.persona)).isdisjoint(parts_of(boss))


def _theirs(library: Library, brief: Brief, boss: Persona) -> tuple[Entry, ...]:
    """The boss's worries, each with what helps against it; the one underneath comes last."""
    entries = []
    for concern in boss.concerns:
        moves = helping_moves(boss, library.moves, brief, concern)[:MOST_HELPING]
        labels = [library.moves[move].label for move in moves]
        helps = "; ".join(label[:1].lower() + label[1:] for label in labels)
        label = f"{concern.label} (underneath)" if concern.deep else concern.label
        entries.append(Entry(label, f"it helps to {helps}" if helps else ""))
    return tuple(entries)


def _title(brief: Brief, boss: Persona | None) -> str:
    name = brief.boss.name or (boss.name if boss else "")
    return f"My meeting with {name}" if name else "My meeting"


def _logistics(brief: Brief) -> tuple[Entry, ...]:
    forms = dict(FORMS)
    entries = [
        Entry("When", day_in_words(brief.date) if brief.date else ""),
        Entry("How", forms[brief.form] if brief.form else ""),
        Entry("Time and place", ""),
    ]
    return (*entries, Entry("So far", as_note(brief.happened))) if brief.happened else tuple(entries)


def day_in_words(day: dt.date) -> str:
    """A date as people write it: ``Tuesday 17 March 2026``."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def _ask(brief: Brief) -> tuple[Entry, ...]:
    ask = brief.ask
    days = f"{ask.home_days} day{'' if ask.home_days == 1 else 's'} a week at home" if ask.home_days else ""
    named = f"{ask.home_day} above all" if ask.home_day else ""
    exactly = ", ".join(part for part in (days, named) if part)
    labels = dict(ENDINGS)
    entries = [
        Entry("Best", as_note(ask.ideal)),
        Entry("Good enough", as_note(ask.acceptable)),
        Entry("Not below", as_note(ask.walk_away)),
    ]
    entries += [Entry("In figures", exactly)] if exactly else []
    return (*entries, Entry("Within my range", ", ".join(labels[kind] for kind in ask.accepts)))


def _trial(brief: Brief) -> tuple[Entry, ...]:
    trial = brief.trial
    return (
        Entry("How long", as_note(trial.length)),
        Entry("We look at", as_note(trial.measures)),
        Entry("Review", as_note(trial.review)),
        Entry("It ends", as_note(trial.ends)),
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """What lines for the page are looked for in."""

    library: Library
    brief: Brief
    boss: Persona | None
    slots: dict[str, str]

    def filled(self, text: str) -> str:
        return as_line(fill_sentence(text, self.slots))

    def said(self, lines: Sequence[SpokenLine], moves: Iterable[str]) -> Words | None:
        found = best(with_moves(lines, frozenset(moves)))
        return Words(as_line(found.words), "said", found.where) if found else None

    def example(self, moves: Sequence[str]) -> Words | None:
        """The example of the card that recommends one of *moves* first of all, else of the move itself."""
        for move in moves:
            for card in self.library.cards.values():
                if card.recommends[:1] == (move,):
                    return Words(self.filled(card.example), "example")
        known = [self.library.moves[move] for move in moves if move in self.library.moves]
        return Words(self.filled(known[0].examples[0]), "example") if known else None

    # --- the parts of the page

    def opening(self, lines: Sequence[SpokenLine]) -> Words:
        """The best that was said in the opening to open a talk with; a question only where it was the first line."""
        opens = {move for move in self.library.moves if self._opens(move)}
        asks = {move for move in self.library.moves if self._asks(move)}
        opening = [
            line
            for line in with_moves(lines, opens | asks)
            if line.phase == "opening" and (line.turn == 1 or not opens.isdisjoint(line.moves))
        ]
        found = best(opening, lambda line: not opens.isdisjoint(line.moves))
        if found is not None:
            return Words(as_line(found.words, OPENING), "said", found.where)
        ask = self.brief.ask
        about = "where I work"
        if ask.home_day:
            about = f"{ask.home_day}s at home"
        elif ask.home_days:
            about = f"{ask.home_days} day{'' if ask.home_days == 1 else 's'} a week at home"
        return Words(f"I'd like to talk about {about}, and to leave with a yes, a no or a next step.", "draft")

    def questions(self, lines: Sequence[SpokenLine], opening: Words) -> tuple[Words, ...]:
        """Three open questions of different kinds: the person's own words first, then what draws this boss out.

        The one that is the *opening* line already is not among them.
        """
        asking = [move for move in self.library.moves if self._asks(move)]
        asking.sort(key=self._draws_out)
        asked = [
            line
            for line in with_moves(lines, asking)
            if "?" in line.words and as_line(line.words, OPENING) != opening.text
        ]
        mine: dict[str, Words] = {}
        for move in asking:
            if found := best(with_moves(asked, (move,))):
                mine.setdefault(move, Words(as_line(found.words), "said", found.where))
        typed = {line.words for line in asked if line.typed}
        order = sorted(asking, key=lambda move: move not in mine or mine[move].text not in typed)
        chosen = [mine.get(move) or self._question(move) for move in order]
        unlike = {words.text: words for words in chosen}
        return tuple(unlike.values())[:MOST_QUESTIONS]

    def _opens(self, move: str) -> bool:
        """Whether a talk can well begin with it."""
        known = self.library.moves[move]
        return known.stage in _OPENING_STAGES and known.general == "helps" and move not in _NO_OPENERS

    def _asks(self, move: str) -> bool:
        """Whether it asks for their side, and does not play back what they have said."""
        known = self.library.moves[move]
        hears = reaction_to(self.boss, known).effects.acknowledge if self.boss else ()
        questions = sum("?" in example for example in known.examples)
        return known.stage == "understand" and not hears and move not in _PLAYED_BACK and questions > 1

    def _draws_out(self, move: str) -> tuple[int, int]:
        """How well a question does with this boss, the best first."""
        known = self.library.moves[move]
        if self.boss is None:
            return 0, int(known.general != "helps")
        effects = reaction_to(self.boss, known).effects
        return -len(effects.surface), -effects.meters.get("trust", 0)

    def _question(self, move: str) -> Words:
        """An example of a question, by the card of this boss where there is one."""
        boss = {self.boss.id} if self.boss else set()
        cards = [card for card in self.library.cards.values() if move in card.recommends[:1] and "?" in card.example]
        cards.sort(key=lambda card: (boss.isdisjoint(card.personas), bool(card.personas)))
        examples = [card.example for card in cards[:1]] + [e for e in self.library.moves[move].examples if "?" in e]
        return Words(self.filled(examples[0]), "example")

    def close(self, lines: Sequence[SpokenLine]) -> Words:
        """The best that was said to close; else the terms of the brief, said back."""
        if found := self.said(lines, _CLOSERS):
            return found
        ask, trial = self.brief.ask, self.brief.trial
        terms = [
            f"{ask.home_day}s at home" if ask.home_day else "",
            f"for {span_in_words(trial.length)}" if trial.length else "",
        ]
        agreed = " ".join(term for term in terms if term) or "what we have just said"
        review = trial.review or "on a day we name now"
        at = f"on {review}" if review[0].isdigit() or review[0].isupper() else review
        said = f"So, to say it back: {agreed}, and we look at it {at}. I'll send you that in writing today."
        return Words(as_line(said), "draft")

    def no(self, lines: Sequence[SpokenLine]) -> Words:
        """What to say to a no: once what would change it, and then with grace."""
        return self.said(lines, _AFTER_A_NO) or self.example(_AFTER_A_NO) or Words("", "draft")
