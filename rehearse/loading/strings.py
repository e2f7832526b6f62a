"""Content in another language: string tables laid over it, what is missing left as it is, and every flaw told.

A translation is wording alone. Ids, conditions, effects and the content's hash stay as they are, so that a rehearsal
begun in one language is carried on in another, and its odds are the same.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from rehearse.loading.texts import BY_ID, Key, said_otherwise, slot_defaults, tables_of, texts_of
from rehearse.model.problem import Problem, did_you_mean
from rehearse.model.slots import SLOTS, slot_errors

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from rehearse.loading.library import Library, Origin
    from rehearse.model.strings import StringTable, Translation

ORIGINAL = "original"
"""What the language is called in which the content was written."""
MOST_HINTS = 5
"""For so many unknown keys a near one is looked for; that takes a while where there are thousands."""

_SLOT = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Strings:
    """A string table and where it was written."""

    table: StringTable
    origin: Origin


@dataclass(frozen=True, slots=True)
class Gaps:
    """How far a translation goes: texts in all, those left in the original, those translated from an older wording."""

    texts: int
    missing: int
    stale: int


def source_hash(text: str) -> str:
    """What a string table keeps of the text that was translated, to see later whether it has changed."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return f"h{digest[:8]}"  # the letter: no program takes it for a figure


def languages(library: Library) -> tuple[str, ...]:
    """Every language that there is a table for."""
    return tuple(sorted({strings.table.language for strings in library.strings}))


def shown_texts(library: Library, table: str) -> dict[str, tuple[Key, str]]:
    """Every text of *table* by its key written out; with the rules go the defaults of the slots."""
    found = texts_of(library, table)
    if table == "rules":
        for slot, text in slot_defaults(lambda _, text: text):
            key = Key(("slots", slot))
            found[str(key)] = (key, text)
    return found


def near_key(key: str, known: Collection[str]) -> str:
    """What was probably meant by a key that is not *known*: one of the same node, move or card before any other."""
    parts = key.split("/")
    for depth in range(len(parts) - 1, 0, -1):
        beside = [other for other in known if other.split("/")[:depth] == parts[:depth]]
        if beside and (hint := did_you_mean(key, beside)):
            return hint
    return did_you_mean(key, known)


def near_table(table: str, library: Library) -> str:
    """What was probably meant by a *table* that is not there: by its name among those of its kind, if it has one."""
    kind, _, name = table.partition("/")
    if kind not in BY_ID:
        return did_you_mean(table, tables_of(library))
    near = did_you_mean(name, getattr(library, kind))
    return near.replace("'", f"'{kind}/", 1)


def slot_trouble(source: str, translation: str) -> str:
    """A sentence where *translation* has not the slots of *source*, else empty."""
    if not slot_errors(source):
        for name in slot_errors(translation):
            if name in "{}":
                return "A lone brace stands in it. Write it twice to show it."
            return f"There is no slot '{{{name}}}'. {did_you_mean(name, SLOTS)}".strip()
    here, there = slots_in(source), slots_in(translation)
    if missing := here - there:
        return f"The slot {_named(missing)} of the original is missing."
    if more := there - here:
        return f"The slot {_named(more)} is not in the original."
    return ""


def slots_in(text: str) -> frozenset[str]:
    """The slots that stand in *text*."""
    return frozenset(name for name in _SLOT.findall(text) if name in SLOTS)


def _named(slots: Collection[str]) -> str:
    return ", ".join(f"'{{{slot}}}'" for slot in sorted(slots))


def in_language(library: Library, language: str) -> Library:
    """*library* with its texts in *language*; what has no translation, or one that cannot be used, stays as it is.

    Raises ``KeyError`` with a sentence where there is no table for *language* at all.
    """
    known = languages(library)
    if language not in known:
        hint = did_you_mean(language, known) or (f"There is: {', '.join(known)}." if known else "There is none at all.")
        message = f"There is no translation into '{language}'. {hint}"
        raise KeyError(message)
    translated = replace(
        library,
        language=language,
        scenarios=dict(library.scenarios),
        personas=dict(library.personas),
        moves=dict(library.moves),
        cards=dict(library.cards),
        points=dict(library.points),
    )
    for table in tables_of(library):
        entries = translations(library, language, table)
        if entries:
            said_otherwise(translated, table, partial(_said, entries))
    _translate_slots(translated, translations(library, language, "rules"))
    return translated


def _said(entries: Mapping[str, Translation], key: Key, text: str) -> str:
    entry = entries.get(str(key))
    return text if entry is None or slot_trouble(text, entry.text) else entry.text


def _translate_slots(library: Library, entries: Mapping[str, Translation]) -> None:
    """Let the defaults of slots be said in the other language, where a scenario has no words of its own for them."""
    said = {
        slot: text for slot, text in slot_defaults(lambda key, text: _said(entries, key, text)) if text != SLOTS[slot]
    }
    if said:
        for name, scenario in library.scenarios.items():
            library.scenarios[name] = scenario.model_copy(update={"slots": {**said, **scenario.slots}})


def translations(library: Library, language: str, table: str) -> dict[str, Translation]:
    """What there is of *table* in *language*, of later packs what both have.

    *library* is the one in the original language.
    """
    found: dict[str, Translation] = {}
    for strings in library.strings:
        if (strings.table.language, strings.table.of) == (language, table):
            found |= strings.table.strings
    return _settled(found, shown_texts(library, table)) if found else found


def _settled(entries: Mapping[str, Translation], texts: Mapping[str, tuple[Key, str]]) -> dict[str, Translation]:
    """*entries* with each line of a list where its original stands now, since others are put in and taken out."""
    lists: dict[str, dict[str, Translation]] = {}
    for key, entry in entries.items():
        around, _, last = key.rpartition("/")
        if last.isdigit() and entry.of is not None:
            lists.setdefault(around, {})[entry.of] = entry
    found = dict(entries)
    here: dict[str, set[str]] = {}
    for key, (_, text) in texts.items():
        if (around := key.rpartition("/")[0]) in lists:
            here.setdefault(around, set()).add(source_hash(text))
    for key, (_, text) in texts.items():
        around = key.rpartition("/")[0]
        if around not in lists:
            continue
        if moved := lists[around].get(source_hash(text)):
            found[key] = moved
        elif key in found and found[key].of in here[around]:
            del found[key]  # it belongs to another line
    return found


def gaps(library: Library, language: str, tables: Iterable[str]) -> Gaps:
    """How far the translation of *tables* into *language* goes; *library* is the one in the original language."""
    texts = missing = stale = 0
    for table in tables:
        entries = translations(library, language, table)
        for key, (_, text) in shown_texts(library, table).items():
            texts += 1
            entry = entries.get(key)
            missing += entry is None or bool(slot_trouble(text, entry.text))
            stale += entry is not None and is_stale(entry, text)
    return Gaps(texts, missing, stale)


def is_stale(entry: Translation, source: str) -> bool:
    """Whether *entry* was translated from another wording than *source*."""
    return entry.of is not None and entry.of != source_hash(source)


def string_problems(library: Library) -> Iterator[Problem]:
    """What is wrong with the string tables in *library*: unknown keys, broken slots, stale and missing texts."""
    for strings in library.strings:
        table = strings.table
        texts = shown_texts(library, table.of)
        if not texts:
            message = f"There is no '{table.of}', so none of these texts is used."
            hint = near_table(table.of, library)
            yield Problem("string-unknown", "warning", strings.origin.span(("of",)), message, hint)
            continue
        yield from _entry_problems(strings, texts)
    for language in languages(library):
        yield from _missing(library, language)


def _entry_problems(strings: Strings, texts: Mapping[str, tuple[Key, str]]) -> Iterator[Problem]:
    hints = MOST_HINTS
    settled = _settled(strings.table.strings, texts)
    for key, written in strings.table.strings.items():
        entry = settled.get(key, written)
        span = strings.origin.span(("strings", key))
        if key not in texts:
            message = f"There is no text '{key}' in '{strings.table.of}'; this translation is not used."
            hint = near_key(key, texts) if hints else ""
            hints = max(0, hints - 1)
            yield Problem("string-unknown", "warning", span, message, hint)
            continue
        source = texts[key][1]
        if trouble := slot_trouble(source, entry.text):
            message = f"The translation of '{key}' is not used. {trouble}"
            yield Problem("string-slots", "error", span, message)
        elif key in settled and is_stale(entry, source):
            message = f"The original of '{key}' has changed since it was translated. It now says: {_short(source)}"
            yield Problem("string-stale", "warning", span, message)


def _missing(library: Library, language: str) -> Iterator[Problem]:
    """One problem for each table that is not whole, at the last of the files that it is written in."""
    written = {s.table.of: s for s in library.strings if s.table.language == language}
    for table, strings in written.items():
        entries = translations(library, language, table)
        left = [key for key in shown_texts(library, table) if key not in entries]
        if left:
            count = len(left)
            message = (
                f"{count} {'text' if count == 1 else 'texts'} of '{table}' {'is' if count == 1 else 'are'} not in "
                f"'{language}' and {'is' if count == 1 else 'are'} said as written: {_some(left)}."
            )
            yield Problem("string-missing", "note", strings.origin.span(("strings",)), message)


def _some(keys: list[str]) -> str:
    most = 3
    return ", ".join(f"'{key}'" for key in keys[:most]) + (" and more" if len(keys) > most else "")


def _short(text: str, most: int = 60) -> str:
    flat = " ".join(text.split())
    return f"'{flat if len(flat) <= most else flat[: most - 1] + '…'}'"
