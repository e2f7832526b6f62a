"""The scorer: any candidates, best first, each with how sure it is to be the one that was meant."""

from __future__ import annotations

import math
from collections import Counter, OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearse.understanding.kindred import Kindred
from rehearse.understanding.lines import Line, taken_apart
from rehearse.understanding.profiles import Background, Profile, weighed
from rehearse.understanding.spelling import NearestWord
from rehearse.understanding.thesaurus import Thesaurus
from rehearse.understanding.words import Speller, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rehearse.model.advice import Concept

WEIGHTS = (1.5, 1.8, 0.8, 0.9, 3.0, 5.5, 0.7, 0.25, 0.6)
"""What each of ``profiles.MEASURES`` counts for. How they were found: `bench/development/README.md`."""
KEPT_LINES = 4000
"""Example lines kept taken apart, so that none is taken apart twice."""
KEPT_PROFILES = 1000
MOST_UNKNOWN = 60
"""Unknown words looked up for one reply."""
FOREIGN = 0.5
"""From this share of unknown words on a reply is taken for another language, and nothing in it is put right."""
MOST_SURE = 0.999
ONE_WORD = 0.6
"""The most that a reply of a single word can score: "No." may mean many things."""
_LIKENESS, _NEARNESS = 2, 5  # their places in the measures


@dataclass(frozen=True, slots=True)
class Judgement:
    """A reply held against candidates: the reply taken apart, and the candidates with their scores, best first."""

    reply: Line
    ranked: tuple[tuple[str, float], ...]


class Knowledge:
    """A thesaurus made ready, and the example lines that have been taken apart by it."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        """Make *concepts* ready."""
        self.thesaurus = Thesaurus(concepts)
        self.kindred = Kindred(self.thesaurus)
        self.vocabulary = self.thesaurus.vocabulary()
        self._lines: OrderedDict[str, Line] = OrderedDict()

    def line(self, text: str) -> Line:
        """An example line taken apart; its spelling is taken as it is."""
        line = self._lines.get(text)
        if line is None:
            line = self._lines[text] = taken_apart(text, self.thesaurus, self.kindred)
            if len(self._lines) > KEPT_LINES:
                self._lines.popitem(last=False)
        return line

    def reply(self, text: str, nearest: NearestWord, own: frozenset[str]) -> Line:
        """A reply taken apart, slips of the keyboard put right, but for words that candidates have (*own*)."""
        words = [word for word in read(text).shown if word.isalpha()]
        unknown = sum(not nearest.knows(word) and word not in own for word in words)
        correct = None if unknown > FOREIGN * len(words) and unknown > 1 else _LeavingAlone(nearest, own)
        return taken_apart(text, self.thesaurus, self.kindred, correct)


class _LeavingAlone(Speller):
    """Forgives slips, but leaves the words of the candidates at hand as they are."""

    def __init__(self, nearest: NearestWord, own: frozenset[str]) -> None:
        self._nearest = nearest
        self._own = own
        self._left = MOST_UNKNOWN

    def __call__(self, word: str) -> str:
        if word in self._own or self._nearest.knows(word) or not self._left:
            return word
        self._left -= 1
        return self._nearest(word)


class Scorer:
    """Ranks candidates for replies; the same question always gets the same answer."""

    def __init__(self, knowledge: Knowledge, moves: Mapping[str, Sequence[str]]) -> None:
        """Weigh by *moves* (name to example lines): how common words and concepts are among them."""
        self.knowledge = knowledge
        taken = {name: [knowledge.line(line) for line in lines] for name, lines in moves.items() if lines}
        words = {word for lines in taken.values() for line in lines for word in line.text.shown if word.isalpha()}
        self._nearest = NearestWord(knowledge.vocabulary + Counter(words))
        self._background = Background(taken, knowledge.thesaurus)
        self._profiles: OrderedDict[tuple[str, ...], Profile] = OrderedDict()

    def profile(self, lines: Sequence[str]) -> Profile:
        """What sets the candidate with these example lines apart."""
        key = tuple(lines)
        profile = self._profiles.get(key)
        if profile is None:
            taken = [weighed(self.knowledge.line(line), self._background) for line in key or ("",)]
            profile = self._profiles[key] = Profile(taken, self._background)
            if len(self._profiles) > KEPT_PROFILES:
                self._profiles.popitem(last=False)
        return profile

    def judge(self, reply: str, candidates: Mapping[str, Sequence[str]]) -> Judgement:
        """Hold *reply* against *candidates*; their order does not matter, equal scores go by name."""
        profiles = {name: self.profile(lines) for name, lines in candidates.items()}
        own = frozenset(word for profile in profiles.values() for word in profile.shown)
        line = self.knowledge.reply(reply, self._nearest, own)
        held = weighed(line, self._background)
        measures = {name: profile.measures(held) for name, profile in profiles.items()}
        sums = {
            name: sum(weight * measure for weight, measure in zip(WEIGHTS, found, strict=True))
            for name, found in measures.items()
        }
        order = sorted(sums, key=lambda name: (-sums[name], name))
        if not order:
            return Judgement(line, ())
        first = order[0]
        share = 1 / sum(math.exp(max(sums[name] - sums[first], -60.0)) for name in order)
        sure = chance(signs(share, measures[first], profiles[first], line, len(order)))
        if len(line.text) == 1:
            sure = min(sure, ONE_WORD)
        return Judgement(line, tuple((name, sure * math.exp(max(sums[name] - sums[first], -60.0))) for name in order))


SIGNS = ("share", "nearness", "likeness", "known", "length", "mass", "covered", "candidates", "always")
"""What speaks for the first candidate's being the one that was meant."""
CHANCES = (0.41, 3.65, 1.77, 1.73, 1.16, 0.29, 0.39, -0.39, -6.85)
"""How each of ``SIGNS`` moves the chance: a logistic regression, see `bench/development/README.md`."""
LONG = 40
"""Words above which a reply's length says nothing more."""


def signs(share: float, measures: Sequence[float], profile: Profile, reply: Line, candidates: int) -> tuple[float, ...]:
    """The signs for the first candidate, in the order of ``SIGNS``.

    Its share among the candidates; its nearness by kindred words and its likeness by concepts; how many of the reply's
    words are known at all, how many there are, how much they say for it and how many of them lie in concepts that it
    has too; how many candidates there were.
    """
    return (
        math.log(share / max(1 - share, 1e-6)),
        measures[_NEARNESS],
        measures[_LIKENESS],
        reply.known,
        math.log(1 + min(reply.length, LONG)),
        math.log(1 + profile.mass(reply)),
        profile.covered(reply),
        math.log(candidates),
        1.0,
    )


def chance(found: Sequence[float]) -> float:
    """How likely the first candidate is the one that was meant, from 0 to 1; 0 where nothing at all speaks for it."""
    if not any(found[SIGNS.index(name)] for name in ("mass", "covered", "likeness")):
        return 0.0
    return MOST_SURE / (1 + math.exp(-sum(weight * sign for weight, sign in zip(CHANCES, found, strict=True))))
