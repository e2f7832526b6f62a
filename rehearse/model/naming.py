"""Ids made of words: what somebody says or calls something, as lower-case words joined by hyphens."""

import re
import unicodedata
from collections.abc import Collection

MOST_WORDS = 4
MOST_LETTERS = 32

_SLOT = re.compile(r"\{[^{}]*\}")
_APOSTROPHE = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]")
_ENDING = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}](?:d|ll|m|re|s|ve)\\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+")
_SMALL = (
    "about an and any are as at be been but by can could did do does for from had has have he her here him his if in "
    "is it its just let like may me might my no not of on or our she should so some that the their them then "
    "there they this to up us was we well were what which who will with would yes you your"
)
_SMALL_WORDS = frozenset(_SMALL.split())


def id_of(name: str) -> str:
    """*name*, which is one already or nearly, as an id: every word of it. Empty where no letter is left."""
    return "-".join(_words(name))[:80].strip("-")


def id_from(text: str, taken: Collection[str] = (), otherwise: str = "choice") -> str:
    """A short id for what says *text*: its first words that tell something, another than those *taken*.

    Where *text* has no letters that an id may have, *otherwise* is its first word.
    """
    words = _words(_ENDING.sub("", _SLOT.sub(" ", text)))
    telling = [word for word in words if len(word) > 1 and word not in _SMALL_WORDS] or words or [otherwise]
    kept = telling[:1]
    for word in telling[1:MOST_WORDS]:
        if len("-".join([*kept, word])) > MOST_LETTERS:
            break
        kept.append(word)
    name = "-".join(kept)[: MOST_LETTERS * 2].strip("-")
    number = 2
    unique = name
    while unique in taken:
        unique = f"{name}-{number}"
        number += 1
    return unique


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize(
        "NFKD", text.replace("ß", "ss").replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    )
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _WORD.findall(letters.casefold())
