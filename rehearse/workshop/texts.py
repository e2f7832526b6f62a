"""What people type, made harmless: the one function through which names and words of participants come in."""

from __future__ import annotations

import re
import unicodedata

NAME = 24
"""Signs of a name that are kept."""
WORDS = 280
"""Signs of a line in somebody's own words that are kept."""

_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]{0,64}[ -/]{0,16}[@-~]?"  # colours, moving the cursor
    "|(?:\x1b[\\]P_^X]|[\x9d\x90\x9f\x9e\x98])[^\x07\x1b\x9c]{0,512}(?:\x07|\x1b\\\\|\x9c)"  # titles, links
    "|\x1b[ -/]{0,16}[0-~]?"
)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINING = frozenset("\u200c\u200d")  # some scripts, and families of pictures, are written with these
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # letters and signs that show nothing
_MARKS = frozenset({"Mn", "Me"})
_MOST_MARKS = 3  # on one letter: enough for every script, too few for a tower
_SLACK = 16
_HIDDEN = " \u200c\u200d"


def clean(text: str, most: int) -> str:
    """*text* on one line of at most *most* signs, composed (NFC), with nothing in it that is not to be seen.

    Terminal sequences, control and formatting signs, signs that turn the direction, signs that show nothing, halves of
    signs and signs that no standard knows are left out. What is left is text and never markup: whoever shows it escapes
    it.
    """
    short = _SEQUENCE.sub("", text[: most * _SLACK])
    seen = unicodedata.normalize("NFC", "".join(_seen(unicodedata.normalize("NFC", short))))
    return _trimmed(" ".join(seen.split())[:most])


def alike(words: str) -> str:
    """What *words* come to where capitals, blanks, the kind of apostrophe and the last full stop do not count.

    Two people who mean to say the same on two phones have typed the same by this.
    """
    plain = " ".join(words.replace("\u2019", "'").casefold().split())
    return plain.rstrip(" .") or plain


def _seen(text: str) -> list[str]:
    kept: list[str] = []
    marks = 0
    for sign in text:
        if sign.isspace():
            kept.append(" ")
            marks = 0
            continue
        kind = unicodedata.category(sign)
        if sign in _BLANK or (kind in _UNSEEN and sign not in _JOINING):
            continue
        marks = marks + 1 if kind in _MARKS else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return kept


def _trimmed(text: str) -> str:
    """*text* from its first sign that can be seen, without what joins nothing at its end."""
    seen = (at for at, sign in enumerate(text) if sign not in _HIDDEN and unicodedata.category(sign) not in _MARKS)
    return text[next(seen, len(text)) :].rstrip(_HIDDEN)
