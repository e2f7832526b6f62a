"""Words of a typed reply: normalised, stemmed, cut into sentences and clauses, with numbers and times recognised.

A light stemmer and short tables are enough here, because the same steps are taken for replies, example lines and the
thesaurus: what matters is that two ways of writing a word end up the same, not that the result is a dictionary form.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rehearse.model.advice import BUILT_IN
from rehearse.understanding.spellings import (
    COMPOUNDS,
    FILLERS,
    IRREGULAR,
    NEGATORS,
    NUMBER_WORDS,
    ORDINAL_WORDS,
    QUESTION_WORDS,
    SHORTHAND,
    STAMMERED,
    word_set,
)

MAX_CHARACTERS = 10_000
"""Characters of a reply that are looked at."""
MAX_WORD = 40
"""Letters of a word that are looked at."""

NUMBER, ORDINAL, *_ = BUILT_IN

_TOKEN = re.compile(
    r"(?P<time>\d{1,2}[:.]\d{2}(?:\s?[ap]m)?\b|\d{1,2}\s?[ap]m\b)"
    r"|(?P<money>[£$€]\s?\d+(?:[.,]\d+)*k?|\d+(?:[.,]\d+)*\s?(?:[£$€]|euros?\b|pounds?\b|dollars?\b|quid\b))"
    r"|(?P<percent>\d+(?:[.,]\d+)*\s?(?:%|per ?cent\b))"
    r"|(?P<ordinal>\d+(?:st|nd|rd|th)\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<stop>[.!;\u2026\n]+|\?+)"
    r"|(?P<comma>[,:()\u2013\u2014]| - )"
)
_PREFIX = re.compile(r"\b(e|wi|co|re)-(?=[a-z])")
_BARE_ID = re.compile(
    r"\bid (?=(?:also |still |just |really )?(?:like|love|rather|prefer|be|say|suggest|appreciate|have)\b)"
)
_BARE_ILL = re.compile(
    r"\bill (?=(?:also |still |just |always |never )?(?:be|do|send|take|come|give|make|call|ring|get|go|keep|leave|quit"
    r"|ask|talk|tell|think|work|stay|write|show|bring|drop|put|try|accept|agree|have|let|answer|pick|msg|message|mail"
    r"|email|need|organise|organize|cover|drive|set|find|see|start|use|reply)\b)"
)
"""``I'd`` and ``I'll`` typed without their apostrophe, known by what follows."""
_CLITICS = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would"}
_IS_HOSTS = word_set("it that what who where how there here he she when why this everybody everyone")
_PRONOUNS = word_set("i you he she it we they")


@dataclass(frozen=True, slots=True)
class Text:
    """A text as words. The tuples run in parallel, one entry a word."""

    stems: tuple[str, ...]
    shown: tuple[str, ...]
    sentence: tuple[int, ...]
    clause: tuple[int, ...]
    kinds: tuple[str, ...]
    """The built-in kind of each word, or an empty text."""
    starts: frozenset[int]
    """Where sentences begin, fillers and joining words left aside."""
    questions: frozenset[int]
    """The sentences that ask something."""
    negated: frozenset[int]
    """The words that lie under a negation."""

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.stems)


def plain(text: str) -> str:
    """*text* in lower case, without accents, with one kind of apostrophe."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_QUOTES))[:MAX_CHARACTERS]
        text = "".join(character for character in text if not unicodedata.combining(character))
    text = _PREFIX.sub(r"\1", text.casefold())
    return _BARE_ILL.sub("i will ", _BARE_ID.sub("i would ", text))


_QUOTES = str.maketrans("\u2019\u2018\u0060\u00b4\u02bc\uff07\u2010\u2011", "''''''--")
"""All apostrophes and hyphens there are, to the plain ones."""


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without its ending: ``trying``, ``tries`` and ``tried`` are one."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) <= 3:  # noqa: PLR2004
        return word
    word = _american(word)
    for ending, kept, replacement in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= kept:
            root = word[: len(word) - len(ending)] + replacement
            if ending in {"ing", "ed"}:
                if not re.search(r"[aeiouy]", root):
                    break
                if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz":  # noqa: PLR2004
                    root = root[:-1]
            word = root
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word  # noqa: PLR2004


_ENDINGS = (
    ("ies", 2, "y"),
    ("ied", 2, "y"),
    ("sses", 2, "ss"),
    ("ches", 2, "ch"),
    ("shes", 2, "sh"),
    ("xes", 2, "x"),
    ("ss", 0, "ss"),
    ("us", 0, "us"),
    ("is", 0, "is"),
    ("s", 2, ""),
    ("ing", 3, ""),
    ("ed", 3, ""),
    ("ly", 4, ""),
)


def _american(word: str) -> str:
    """British and American spelling made one."""
    if "our" in word:
        word = re.sub(r"(fav|behavi|col|hon|lab|endeav|neighb|hum|rum|harb|flav)our", r"\1or", word)
    word = re.sub(r"is(e|ed|es|er|ing|ation)(s?)$", r"iz\1\2", word) if len(word) > 6 else word  # noqa: PLR2004
    return word.replace("programme", "program").replace("centre", "center").replace("travell", "travel")


def _expanded(word: str) -> list[str]:
    """A word as typed, contractions taken apart: ``don't`` becomes ``do not``."""
    if "'" in word:
        host, _, clitic = word.partition("'")
        clitic = clitic.replace("'", "")
        if word in SHORTHAND:
            return SHORTHAND[word].split()
        if clitic == "t" and host.endswith("n"):
            base = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}.get(host[:-1], host[:-1])
            return [base, "not"]
        if clitic in _CLITICS:
            return [host, _CLITICS[clitic]]
        if clitic == "s":
            return [host, "is"] if host in _IS_HOSTS else ["let", "us"] if host == "let" else [host]
        return [word.replace("'", "")]
    if word in SHORTHAND:
        return SHORTHAND[word].split()
    if word in COMPOUNDS:
        return COMPOUNDS[word].split()
    return [word]


class _Reader:
    """Collects the words of one text."""

    def __init__(self) -> None:
        self.stems: list[str] = []
        self.shown: list[str] = []
        self.sentences: list[int] = []
        self.clauses: list[int] = []
        self.kinds: list[str] = []
        self.sentence = 0
        self.clause = 0
        self.asked: set[int] = set()

    def word(self, base: str, shown: str, kind: str = "") -> None:
        if self.stems and base == self.stems[-1] and base in STAMMERED and self.sentences[-1] == self.sentence:
            return  # "I, I would"
        if base in _NEW_CLAUSE:
            self.clause += 1
        self.stems.append(base)
        self.shown.append(shown)
        self.sentences.append(self.sentence)
        self.clauses.append(self.clause)
        self.kinds.append(kind)

    def stop(self, signs: str) -> None:
        if "?" in signs and self.sentences and self.sentences[-1] == self.sentence:
            self.asked.add(self.sentence)
        if self.sentences and self.sentences[-1] == self.sentence:
            self.sentence += 1
        self.clause += 1


_NEW_CLAUSE = frozenset({"but", "because", "although", "though"})
_JOINING = word_set("and so but well ok okay then now oh yes no right look also or um er honestly")


def read(text: str, correct: Speller | None = None) -> Text:
    """*text* as words; *correct* may put a known word in place of one with a slip of the keyboard."""
    found = _Reader()
    for token in _TOKEN.finditer(plain(text[:MAX_CHARACTERS])):
        kind = token.lastgroup
        raw = token.group()
        if kind == "stop":
            found.stop(raw)
        elif kind == "comma":
            found.clause += 1
        elif kind == "word":
            _add_word(found, raw[:MAX_WORD], correct)
        elif kind is not None:
            found.word(raw.replace(" ", ""), raw, kind)
    return _finished(found)


class Speller:
    """What ``read`` needs of whoever forgives slips: a known word for an unknown one, or the same word."""

    def __call__(self, word: str) -> str:
        """The known word that *word* was probably meant to be."""
        raise NotImplementedError


def _add_word(found: _Reader, raw: str, correct: Speller | None) -> None:
    for part in _expanded(raw):
        base = part
        if correct is not None and part.isascii():
            base = correct(part)
        for word in [base] if base == part else _expanded(base):
            kind = NUMBER if word in NUMBER_WORDS else ORDINAL if word in ORDINAL_WORDS else ""
            found.word(stem(word), raw, kind)


def _finished(found: _Reader) -> Text:
    stems = found.stems
    starts: set[int] = set()
    questions = set(found.asked)
    opened = -1
    for index, base in enumerate(stems):
        number = found.sentences[index]
        if number != opened and (base not in _JOINING or _next_differs(found, index)):
            starts.add(index)
            opened = number
            after = stems[index + 1] if index + 1 < len(stems) else ""
            if base in QUESTION_WORDS or (base in _AUXILIARIES and after in _PRONOUNS):
                questions.add(number)
    return Text(
        tuple(stems),
        tuple(found.shown),
        tuple(found.sentences),
        tuple(found.clauses),
        tuple(found.kinds),
        frozenset(starts),
        frozenset(questions),
        frozenset(_negated(stems, found.clauses)),
    )


def _next_differs(found: _Reader, index: int) -> bool:
    return index + 1 >= len(found.stems) or found.sentences[index + 1] != found.sentences[index]


_AUXILIARIES = word_set("can could would will do does did is are am have has may might shall should must was were")
_REACH = 4
"""How many words a negation reaches."""
_NO_NEGATION_AFTER = word_set("only just sure necessarily mind problem worry idea matter doubt bad to")


def _negated(stems: list[str], clauses: list[int]) -> set[int]:
    """The places of the words under a negation; a negative question ("why don't we") negates nothing."""
    under: set[int] = set()
    for index, base in enumerate(stems):
        if base not in NEGATORS:
            continue
        after = stems[index + 1] if index + 1 < len(stems) else ""
        before = stems[max(0, index - 2) : index]
        if after in _NO_NEGATION_AFTER or "why" in before or (base == "not" and after in _PRONOUNS and before):
            continue
        for reached in range(index + 1, min(index + 1 + _REACH, len(stems))):
            if clauses[reached] != clauses[index]:
                break
            under.add(reached)
    return under


def is_filler(base: str) -> bool:
    """Whether a stem says so little that phrases are matched across it."""
    return base in FILLERS
