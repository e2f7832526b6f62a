"""Notes put so that they fit into the middle of a sentence: ``To pick up Ella.`` becomes ``picking up Ella``."""

import re

_LEAD_IN = re.compile(
    r"^(?:it would mean|my record is|because|so that|that|i must|to be able(?=\s+to\s)"
    r"|i(?:'d| would)?(?: really)? (?:need|want|like|love|have)(?: to be able)?(?=\s+to\s)"
    r"|i(?:'d| would)?(?: really)? (?:need|want|like))\s+",
    re.IGNORECASE,
)
_PERSON = re.compile(r"^(?:[Ii]|[Ww]e|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Yy]ou|[Tt]here)(?:'(?:m|ve|s|re|d|ll))?\s")
_DOING = re.compile(
    r"^(?:to|i(?: can| could| must| should| will| have to| want to| need to)?)\s+(not\s+)?(?!cannot)([a-z]+)\b(?!')",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\b(?:when|while|because|if|that|which|who|whom|where|so|as)\b|[,;(]", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|needs|does|isn't|aren't|hasn't|doesn't|can|cannot|can't)\b", re.IGNORECASE
)
_PASSIVE = re.compile(r"\b(?:were|was|ha(?:ve|s) been)\s+(?=(?:\w+ed|met|kept|done|made|won|built)\b)", re.IGNORECASE)
_PAST = re.compile(r"(?:\w+ed|did|had|was|met|kept|made|got|won|built|wrote|led|ran|brought|held|took|sold)")
_STOP = re.compile(r"(?<=[a-z0-9%)])[.!?]\s")
_EDGES = " .!?;,:-\N{EN DASH}"
_CLAUSES = (",", ";", " \N{EN DASH} ", " - ", " and ", ". ")

_SMALL_WORDS = "a all an any both each every her his its my no our some that the their these this those"
_FUNCTION = frozenset(_SMALL_WORDS.split())
_CAPITALS = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays "
    "Sundays January February March April May June July August September October November December Christmas Easter"
)
_NAMES = frozenset(_CAPITALS.split())
_IRREGULAR = {
    "am": "being",
    "be": "being",
    "see": "seeing",
    "die": "dying",
    "lie": "lying",
    "flee": "fleeing",
    "travel": "travelling",
    "begin": "beginning",
    "forget": "forgetting",
}
_VOWELS = "aeiou"
_DOUBLING = "chat drop grab plan quit ship shop skip slip spin spot stop swim trim"
_DOUBLED = frozenset(_DOUBLING.split())


def as_doing(text: str) -> str:
    """*text* as something one does or has, as in ``it would mean …``; empty where it is a whole sentence.

    ``To pick up the children`` and ``I need to pick up the children`` become ``picking up the children``.
    """
    said = _LEAD_IN.sub("", _LEAD_IN.sub("", _plain(text)))
    found = _DOING.match(said)
    if found and not _PAST.fullmatch(found[2].casefold()):
        return f"{'not ' if found[1] else ''}{_ing(found[2].casefold())}{said[found.end() :]}"
    return "" if _is_sentence(said) else _lowered(said)


def as_thing(text: str, *, named: bool = False) -> str:
    """*text* as something that can be named, as in ``it is …``; empty where it is a whole sentence.

    What is *named* may begin with a name, whose capital it keeps (``Brenner launch``).
    """
    said = _PASSIVE.sub("", _LEAD_IN.sub("", _plain(text)))
    if _is_sentence(said):
        return ""
    return said if named and said.partition(" ")[0].casefold() not in _FUNCTION else _lowered(said)


def shortened(text: str, most: int) -> str:
    """*text* in at most so many signs: cut after a clause where there is one, else after a word."""
    if len(text) <= most:
        return text
    cut = text[: most + 1]
    clause = max(cut.rfind(sign) for sign in _CLAUSES)
    end = clause if clause > most // 3 else cut.rfind(" ")
    return cut[: end if end > 0 else most].rstrip(_EDGES)


def _is_sentence(text: str) -> bool:
    """Whether somebody does something in *text* before any aside begins."""
    return bool(_PERSON.match(f"{text} ") or _FINITE.search(_ASIDE.split(text, maxsplit=1)[0]))


def _plain(text: str) -> str:
    """The first sentence of *text*, on one line, without the stop at its end."""
    flat = " ".join(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    return _STOP.split(flat, maxsplit=1)[0].strip(_EDGES)


def _lowered(text: str) -> str:
    """*text* with a small letter at its start, unless the first word is a name or stands in capitals."""
    first, _, rest = text.partition(" ")
    if first.casefold() not in _FUNCTION and (
        not first.istitle() or first in _NAMES or first.endswith("'s") or rest[:1].isupper()
    ):
        return text
    return text[:1].lower() + text[1:]


def _ing(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return f"{verb[:-1]}ing"
    short = re.fullmatch(rf"[^{_VOWELS}][{_VOWELS}][^{_VOWELS}wxy]", verb)
    return f"{verb}{verb[-1]}ing" if short or verb in _DOUBLED else f"{verb}ing"
