"""The person's own wording on the prep sheet: it stands in place of what is found, until it is set aside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rehearse.coaching.prep.values import MOST_OTHERS, Own, Words, as_line, plain, room_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_TOLD = frozenset({"said", "draft", "brief"})
"""Lines that change with what the person says and writes; others only change with the content."""


def worded(found: Words, key: str, own: Mapping[str, Own], others: Iterable[str] = ()) -> Words:
    """What stands at the place *key*: the person's own words where there are any, else what was *found*.

    *others* are lines that could stand there too.
    """
    mine = own.get(key)
    if mine is None or not mine.used:
        kept = as_line(mine.text, room_for(key)) if mine else ""
        return replace(found, key=key, kept=kept, others=_unlike(found.text, [kept, *others]))
    text = as_line(mine.text, room_for(key))
    newer = found.origin in _TOLD and bool(found.text) and found.text not in {mine.instead_of, text}
    return Words(text, "own", key=key, given=found, newer=newer, others=_unlike(text, [found.text, *others]))


def placed(found: Sequence[Words], name: str, count: int, own: Mapping[str, Own]) -> tuple[Words, ...]:
    """The places *name*.1 to *name*.*count*, filled from *found*, best first; nothing stands there twice.

    Where nothing is found for one of them, it is empty.
    """
    keys = [f"{name}.{number}" for number in range(1, count + 1)]
    mine = {key: as_line(own[key].text, room_for(key)) for key in keys if key in own and own[key].used}
    spare = [words for words in found if words.text not in mine.values()]
    texts = [words.text for words in found]
    spare += [Words("", "draft")] * count
    filled = [worded(stands, key, own, texts) for key, stands in zip(keys, spare, strict=False)]
    shown = {words.text for words in filled}
    return tuple(replace(words, others=tuple(text for text in words.others if text not in shown)) for words in filled)


def changed(own: Mapping[str, Own], words: Words, text: str) -> dict[str, Own]:
    """*own* with *text* in place of *words*; what stands there anyway is nobody's own."""
    found, text = words.given or words, plain(text)
    if text == found.text:
        return {key: kept for key, kept in own.items() if key != words.key}
    return {**own, words.key: Own(text, found.text)}


def turned(own: Mapping[str, Own], words: Words) -> dict[str, Own]:
    """*own* with the person's words in place of *words* set aside, or used again where they were."""
    mine = own.get(words.key)
    if mine is None:
        return dict(own)
    found = words.given or words
    return {**own, words.key: Own(mine.text, mine.instead_of if mine.used else found.text, used=not mine.used)}


def _unlike(stands: str, texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text and text != stands))[:MOST_OTHERS]
