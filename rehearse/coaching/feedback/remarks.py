"""Remarks on how a typed line was said, beside what it was worth. Made only where sure; each names its card or source.

Much is left unremarked on purpose: a wrong remark costs more than a missed one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from rehearse.coaching.debrief.evidence import too_many
from rehearse.coaching.feedback.values import Remark
from rehearse.coaching.feedback.wordings import ABSOLUTE, APOLOGY, BLAME, FIGURE, HEDGE, QUESTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rehearse.engine.replay import Played
    from rehearse.engine.story import Choice
    from rehearse.model.brief import Fact

MAX_CHARACTERS = 10_000
"""Characters of a reply that are looked at."""
MOST_WORDS = 60
MOST_REASONS = 2
HEDGES = 2
"""So many small words make a remark; one is manners."""
MOST_SHOWN = 4
"""So many of the words that a remark goes by are named."""
HALF = 6
"""Lines said after which a talk (of 8 to 16) is half over, unless the proposal has begun before."""

RACKHAM = "Rackham's observation of about 49 negotiators in 102 sessions; one observational study"
SPEECH = "At about 150 spoken words a minute"

ASKING = frozenset({"make-a-clear-ask", "ask-vaguely"})
TRYING = frozenset({"propose-a-trial", "shape-the-trial"})
LISTENING = frozenset(
    {
        "ask-for-the-reason",
        "ask-what-needs-presence",
        "ask-what-worries-them",
        "ask-how-it-is-judged",
        "ask-about-exceptions",
        "ask-what-would-change-it",
        "check-understanding",
        "acknowledge-their-worry",
    }
)
"""Moves that are about *their* side: what is said there are not the person's own reasons and hedges."""
_QUESTIONS = LISTENING - {"acknowledge-their-worry"}


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence of a reply: where it begins, and whether it asks."""

    start: int
    end: int
    asks: bool


def remarks(
    words: str, *, asked_before: bool, turn: int, phase: str, half_over: bool, moves: Sequence[str]
) -> tuple[Remark, ...]:
    """What there is to say about how *words* were said, the weightiest first; mostly nothing.

    *moves* are what the line was understood to do, *turn* counts from 1. *half_over* is to be true for one line of a
    talk only, the first of its second half: then one without a question so far (*asked_before*) is remarked on.
    """
    text = words[:MAX_CHARACTERS].translate(_STRAIGHT)
    own = _without_quotations(text)
    made = set(moves)
    found = [
        _apology(words, own),
        _blame(words, own),
        _absolute(words, own),
        _no_figure(text, made),
        _hedging(words, own, made),
        _reasons(words, own, made),
        _long(words),
    ]
    if half_over and turn > 1 and not asked_before and not is_question(words, moves):
        found.append(_no_question(phase))
    return tuple(remark for remark in found if remark is not None)


def remarks_on_turn(played: Played, turn: int, facts: Sequence[Fact] = ()) -> tuple[Remark, ...]:
    """The remarks on line *turn* (from 1) of a rehearsal; none where it was chosen and not typed.

    *facts* are those of the brief: more than two at once are remarked on.

    Raises ``IndexError`` where there is no such turn.
    """
    if not 1 <= turn <= len(played.choices):
        message = f"There is no turn {turn}."
        raise IndexError(message)
    choice = played.choices[turn - 1]
    if not _is_typed(choice):
        return ()
    typed_late = [at for at in range(1, turn + 1) if _is_typed(played.choices[at - 1]) and _is_late(played, at)]
    on_words = remarks(
        choice.say,
        asked_before=any(is_question(said.say, said.moves) for said in played.choices[: turn - 1]),
        turn=turn,
        phase=played.story.nodes[choice.node].phase,
        half_over=typed_late == [turn],
        moves=choice.moves,
    )
    on_facts = too_many(choice.say, facts)
    return (on_facts, *on_words) if on_facts else on_words


def _is_typed(choice: Choice) -> bool:
    return bool(choice.say and (choice.read_as or choice.off_script))


def _is_late(played: Played, turn: int) -> bool:
    """Whether line *turn* belongs to the second half of the talk."""
    return turn > HALF or played.story.nodes[played.choices[turn - 1].node].phase == "proposal"


def is_question(words: str, moves: Sequence[str] = ()) -> bool:
    """Whether a line asks them something, also without a question mark."""
    return not _QUESTIONS.isdisjoint(moves) or QUESTION.search(words[:MAX_CHARACTERS].translate(_STRAIGHT)) is not None


def blames(words: str) -> bool:
    """Whether a line says what is wrong with them."""
    own = _without_quotations(words[:MAX_CHARACTERS].translate(_STRAIGHT))
    return next(_sure(BLAME, own), None) is not None


def reasons_in(words: str) -> int:
    """How many reasons a line gives that are marked as such."""
    return sum(1 for _ in _given(_without_quotations(words[:MAX_CHARACTERS].translate(_STRAIGHT))))


# --- the text made ready: marks of the same kind, the boss's own words left out; places stay as they are

_STRAIGHT = str.maketrans(
    dict.fromkeys("\u2019\u2018\u02bc`\u00b4\uff07", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011", "-")
    | dict.fromkeys("\n\r\t", " ")
)
_QUOTED = re.compile(r"\"[^\"]{1,400}\"|(?<![\w'])'[^']{1,400}'(?![\w'])")
_REPORTED = re.compile(
    r"\b(?:you(?:'ve| have)? (?:just )?(?:said|told|wrote|mentioned|put it)|(?:(?<!dare )you|they|people) (?:say"
    r"|tell us)"
    r"|(?:the|your|that) (?:e-?mail|mail|memo|policy|letter|note|handbook|rule|message|announcement) (?:says|said"
    r"|reads)"
    r"|(?:i know |i see |i understand |i hear |i get )?(?:you|they)(?:'re| are)? ?(?:think|believe|fear|worry"
    r"|worried|feel"
    r"|afraid|concerned|expect|suspect|don't want|do not want)"
    r"|(?:worry|fear|risk|concern|danger|question|feeling|impression) (?:is|was|that))\b"
    r"[^.;!?]{0,400}?(?=\bbut\b|[.;!?]|$)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")
_SENTENCE = re.compile(r"[^.!?;…]+[.!?;…]*")
_UNSURE = re.compile(
    r"(?:\b(?:if|unless|whether|in case|until|when|while|once|before|after|as long as|so long as|provided"
    r"|not saying|not suggesting|not claiming|never said|without saying"
    r"|not that|not because|afraid|worried|hope|make sure|means)\b"
    r"|n't (?:think|say|mean|believe|because|that|want|accus\w+|suggest\w*|claim\w*)\b|(?<=\w)[, ]+so\b)[^.;!?]{0,30}$",
    re.IGNORECASE,
)
_WEAKENED = re.compile(
    r"(?:\b(?:not|let|almost|nearly|hardly|practically|virtually|rarely|seldom|may be|might be|next to|seems?"
    r"|seemed|feels?"
    r"|felt|looks?)|n't)(?: (?:to be|like|quite|really|that))? ?$",
    re.IGNORECASE,
)
_CONTEXT = 60


def _without_quotations(text: str) -> str:
    blanked = _QUOTED.sub(_blank, text)
    return _REPORTED.sub(_blank, blanked)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _sentences(text: str) -> Iterator[_Sentence]:
    for found in _SENTENCE.finditer(text):
        yield _Sentence(found.start(), found.end(), "?" in found.group())


def _sure(pattern: re.Pattern[str], text: str, *, questions: bool = True) -> Iterator[re.Match[str]]:
    """Where *pattern* is found and nothing before it in the sentence takes it back; in *questions* too."""
    for sentence in _sentences(text):
        if sentence.asks and not questions:
            continue
        for found in pattern.finditer(text, sentence.start, sentence.end):
            before = text[max(sentence.start, found.start() - _CONTEXT) : found.start()]
            if not _UNSURE.search(before) and not _WEAKENED.search(before):
                yield found


def _typed(words: str, found: re.Match[str]) -> str:
    return words[found.start() : found.end()].strip()


# --- one kind after the other


def _apology(words: str, own: str) -> Remark | None:
    found = next(_sure(APOLOGY, own), None)
    if found is None:
        return None
    said = _typed(words, found)
    sentence = f"“{said}” makes the request smaller before they have weighed it. It can stand without an excuse."
    return Remark("apology", sentence, said, "do-not-apologise-for-asking", "")


def _blame(words: str, own: str) -> Remark | None:
    found = next(_sure(BLAME, own), None)
    if found is None:
        return None
    said = _typed(words, found)
    sentence = f"“{said}” is about them and not about the work, and it is the part that they will answer."
    return Remark("blame", sentence, said, "talk-about-the-work-not-about-them", "")


def _absolute(words: str, own: str) -> Remark | None:
    found = next(_sure(ABSOLUTE, own, questions=False), None)
    if found is None:
        return None
    said = _typed(words, found)
    if re.match(r"(?:i|we|you)\b", said, re.IGNORECASE) and re.search(r"'?ll|will|'?d|would", said, re.IGNORECASE):
        sentence = f"“{said}” has no edge to it, so one bad day breaks it. Say what you can hold on the worst day."
        return Remark("absolute", sentence, said, "promise-only-what-you-can-keep", "")
    sentence = f"“{said}” leaves no exception, so they only have to think of one."
    return Remark("absolute", sentence, said, "go-through-your-duties", "")


def _no_figure(text: str, moves: set[str]) -> Remark | None:
    if moves.isdisjoint(ASKING | TRYING) or not text.strip() or FIGURE.search(text):
        return None
    if moves.isdisjoint(ASKING):
        sentence = "There is no length and no date in it: until it has them, a trial is only a vague yes."
        return Remark("no-figure", sentence, "", "give-the-trial-a-shape", "")
    sentence = "There is no number and no date in it, so there is nothing yet that they could say yes to."
    return Remark("no-figure", sentence, "", "ask-for-one-thing-exactly", "")


def _hedging(words: str, own: str, moves: set[str]) -> Remark | None:
    if not moves.isdisjoint(LISTENING):
        return None
    hedges = [_typed(words, found) for found in HEDGE.finditer(own)]
    if len(hedges) < HEDGES:
        return None
    shown = tuple(dict.fromkeys(hedges))[:MOST_SHOWN]
    said = ", ".join(f"“{hedge}”" for hedge in shown)
    sentence = f"Small words, several at once ({said}), make it easy to wave away. One plain sentence is enough."
    return Remark("hedging", sentence, " … ".join(shown), "do-not-apologise-for-asking", "")


_BECAUSE = re.compile(r"\b(?:because|'?cause|cos|cuz|coz|'?cos)\b(?! of (?:you|that|this)\b)", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|n't|just|only|isn't) (?:just |only )?$", re.IGNORECASE)
_ADDED = re.compile(
    r"(?:(?<=[.!;,])\s*|\band )(also\b|plus\b|besides\b|what's more|moreover|furthermore|on top of (?:that|it|all)"
    r"|not to mention|another (?:reason|thing)|a further reason|in addition|apart from (?:that|this)|beside(?:s)? this)"
    r"(?!,? (?:i'd|i would|i'll|i will|i can|i could|we could|we can|can|could|may|let's|you'd|you could|what|how"
    r"|would)\b)",
    re.IGNORECASE,
)
_THIRD = re.compile(
    r"(?:(?<=[.!;?] )|^|\band )third(?:ly)?,"
    r"(?! (?:and last,? )?(?:i'd|i'll|i would|i will|let's|we|could|can|may|what|how)\b)"
    r"|\bthe third reason\b|\breason (?:number )?three\b"
    r"|\b(?:three|four|five|six|[3-9]) (?:good |main |big |simple |solid |important )?reasons?\b"
    r"(?! (?:you|they|from|of yours|that you|he|she)\b)",
    re.IGNORECASE,
)
_JOINT = re.compile(r",\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?:i|i'm|i've|it|it's|we|there|there's|that|my|our|the|this|these|those|his|her|their|people|nobody|she|he|they"
    r"|your|everybody|everyone)(?: [\w'-]+){2,12}",
    re.IGNORECASE,
)


def _reasons(words: str, own: str, moves: set[str]) -> Remark | None:
    if not moves.isdisjoint(LISTENING):
        return None
    places = [*_given(own)]
    third = next(_sure(_THIRD, own, questions=False), None)
    if third is None and len(places) <= MOST_REASONS:
        return None
    said = " … ".join(words[start:end] for start, end in places[:MOST_SHOWN]) if third is None else _typed(words, third)
    sentence = (
        "That is more than two reasons in one go, and the weakest is the one that gets answered. In one study skilled "
        "negotiators gave 1.8 reasons an argument, average ones 3.0."
    )
    return Remark("reasons", sentence, said, None, RACKHAM)


def _given(own: str) -> Iterator[tuple[int, int]]:
    """Where each reason stands that is marked as one: after *because*, in a row after it, or added to it."""
    given = False
    for sentence in _sentences(own):
        if sentence.asks:
            continue
        causes = [
            found
            for found in _BECAUSE.finditer(own, sentence.start, sentence.end)
            if not _DENIED.search(own[max(sentence.start, found.start() - _CONTEXT) : found.start()])
        ]
        for cause, after in zip_longest(causes, causes[1:]):
            given = True
            yield cause.span()
            if own[sentence.start : cause.start()].strip(" ,"):  # else what follows the reason is the main clause
                last = after.start() if after else sentence.end
                yield from _in_a_row(own, cause.end(), last)
        if given:
            yield from (found.span(1) for found in _ADDED.finditer(own, sentence.start, sentence.end))


def _in_a_row(own: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses after the first between *start* and *end* that begin like a reason of their own."""
    for joint in _JOINT.finditer(own, start, end):
        clause = _CLAUSE.match(own, joint.end(), end)
        if clause is not None:
            yield clause.span()


def _long(words: str) -> Remark | None:
    count = len(_WORD.findall(words))
    if count <= MOST_WORDS:
        return None
    sentence = f"That was {count} words. Past {MOST_WORDS} they stop listening for the point: say it, and then stop."
    source = f"{SPEECH}, {MOST_WORDS} words take 25 seconds"
    return Remark("long", sentence, f"{count} words", "practise-it-aloud", source)


def _no_question(phase: str) -> Remark:
    where = "You have come to the proposal" if phase == "proposal" else "Half the talk is over"
    sentence = (
        f"{where}, and you have not asked them anything yet. In one study skilled negotiators asked about twice as "
        "many questions as average ones."
    )
    return Remark("no-question", sentence, "", "ask-before-you-argue", RACKHAM)
