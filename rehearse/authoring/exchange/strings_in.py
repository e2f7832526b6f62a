"""A translated table read back, as spreadsheets save it, into the string tables of a pack."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rehearse.authoring.exchange.strings_out import COLUMNS, TRANSLATION, unguarded
from rehearse.loading.library import STRINGS_FOLDER
from rehearse.loading.strings import MOST_HINTS, is_stale, near_key, near_table, shown_texts, slot_trouble, source_hash
from rehearse.loading.texts import BY_ID
from rehearse.loading.validation import validated
from rehearse.loading.yaml_reader import MAX_BYTES, SourceError, read_yaml, strip_controls
from rehearse.loading.yaml_text import quoted, scalar
from rehearse.model.problem import Problem, Span, did_you_mean
from rehearse.model.strings import StringTable, Translation
from rehearse.store.places import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from rehearse.loading.library import Library
    from rehearse.loading.texts import Key

MOST_BYTES = 20_000_000
"""Bytes a translated table may have."""
MOST_ROWS = 200_000
READABLE = 0o644
"""A pack is there to be handed on."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_HEADING = re.compile(r"translation\s*\(([^()]*)\)", re.IGNORECASE)
_HASH = re.compile(r"h[0-9a-f]{8}")
_KEEP = "ok"
"""What a translator writes under ``state`` where an older translation still holds."""
_CALLED = {"personas": "boss", "scenarios": "meeting"}
_LONGEST_KEY = 120
"""Signs of a key that a sentence repeats."""


class NotATable(ValueError):
    """A file that is no translated table, or cannot be written to where it should; carries the sentence."""


@dataclass(slots=True)
class Taken:
    """What became of the rows for one string table."""

    table: str
    file: Path
    entries: dict[str, Translation]
    texts: int  # how many there are in all
    changed: int = 0  # how many translations are new or other than before
    missing: int = 0
    stale: list[str] = field(default_factory=list)  # keys


@dataclass(frozen=True, slots=True)
class _Row:
    line: int  # of the file
    number: int  # as a spreadsheet counts them
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A translated table as it was read."""

    path: str
    language: str
    rows: tuple[_Row, ...]


def is_language(code: str) -> bool:
    """Whether *code* names a language as the web does: ``de``, ``pt-BR``."""
    return bool(_LANGUAGE.fullmatch(code))


def read_sheet(path: str, raw: bytes, language: str = "") -> Sheet:
    """The rows of a CSV file, with commas, semicolons or tabs, whatever its line ends and its byte order mark.

    *language* is taken from the heading of the translations where it is not given. Raises ``NotATable``.
    """
    text = _decoded(raw)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    found: list[_Row] = []
    heading: list[str] = []
    number, line = 0, 1
    try:
        for cells in reader:
            number += 1
            if not heading:
                heading = [cell.strip() for cell in cells]
                names = _names(heading)
                language = language or _language(heading)
            elif any(cells):
                found.append(_Row(line, number, dict(zip(names, map(unguarded, cells), strict=False))))
            line = reader.line_num + 1
            if number > MOST_ROWS:
                message = f"The table is too long: more than {MOST_ROWS:,} rows."
                raise NotATable(message)
    except csv.Error as error:
        message = f"Row {number + 1} cannot be read as CSV: {error}."
        raise NotATable(message) from error
    if not heading:
        message = "The table is empty."
        raise NotATable(message)
    if not is_language(language):
        message = (
            f"'{language}' is no language code such as de or pt-BR."
            if language
            else "The table does not say which language it is in: name it with --language."
        )
        raise NotATable(message)
    return Sheet(path, language, tuple(found))


def _decoded(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        message = f"The file is too large: more than {MOST_BYTES:,} bytes."
        raise NotATable(message)
    try:
        if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            return raw.decode("utf-16")
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = "The file is not UTF-8 text. In a spreadsheet, save it as 'CSV UTF-8'."
        raise NotATable(message) from error
    if "\0" in text:
        message = "The file is no text: save the table as CSV, not as a spreadsheet."
        raise NotATable(message)
    return text


def _names(heading: list[str]) -> list[str]:
    """The columns by our names for them; others as they are."""
    names = [TRANSLATION if _HEADING.fullmatch(cell) else cell.casefold() for cell in heading]
    for needed in ("key", TRANSLATION):
        if needed not in names:
            hint = did_you_mean(needed, names)
            message = f"There is no column '{needed}'. {hint or 'The columns are: ' + ', '.join(COLUMNS) + '.'}"
            raise NotATable(message)
    return names


def _language(heading: list[str]) -> str:
    return next((found[1].strip() for cell in heading if (found := _HEADING.fullmatch(cell))), "")


def taken(sheet: Sheet, library: Library, pack: Path) -> tuple[list[Taken], list[Problem]]:
    """What the string tables of *pack* come to hold with the rows of *sheet*, and what is wrong with rows, by row.

    Nothing is written yet. What a table holds already stays where the sheet has nothing for it. Raises ``NotATable``
    where a table that is there cannot be read, so that writing it anew would lose what it holds.
    """
    texts: dict[str, dict[str, tuple[Key, str]]] = {}
    found: dict[str, Taken] = {}
    problems: list[Problem] = []
    unknown: dict[str, list[_Row]] = {}  # rows without a text, by their table
    for row in sheet.rows:
        written = row.cells.get("key", "").strip()
        table, key = _table_and_key(written)
        if table not in texts:
            texts[table] = shown_texts(library, table)
        if key not in texts[table]:
            unknown.setdefault(table, []).append(row)
            continue
        if table not in found:
            found[table] = _begun(pack, sheet.language, table, texts[table])
        if problem := _take(found[table], sheet, row, key, texts[table][key][1]):
            problems.append(problem)
    for table, strange in unknown.items():
        problems += _unknown(sheet, strange, table, library, texts[table])
    problems.sort(key=lambda problem: problem.span)
    for one in found.values():
        one.missing = sum(key not in one.entries for key in texts[one.table])
        one.stale = [
            key
            for key, entry in one.entries.items()
            if key in texts[one.table] and is_stale(entry, texts[one.table][key][1])
        ]
    return list(found.values()), problems


def _table_and_key(written: str) -> tuple[str, str]:
    kind, _, rest = written.partition("/")
    if kind in BY_ID:
        name, _, rest = rest.partition("/")
        return f"{kind}/{name}", rest
    return kind, rest


def _problem(sheet: Sheet, rows: Sequence[_Row], code: str, message: str, hint: str = "") -> Problem:
    first = rows[0]
    where = f"Row {first.number}" + (f" and {len(rows) - 1} more" if rows[1:] else "")
    return Problem(code, "error", Span(sheet.path, first.line, 1), f"{where}: {message}", hint)


def _unknown(
    sheet: Sheet, rows: list[_Row], table: str, library: Library, texts: Mapping[str, tuple[Key, str]]
) -> Iterator[Problem]:
    """What is said of *rows*, of one *table*, to which there is no text: much of the same is one sentence."""
    nameless = [row for row in rows if not _key(row)]
    named = [row for row in rows if _key(row)]
    if nameless:
        yield _problem(sheet, nameless, "string-unknown", "the key is missing.")
    if named and not texts:
        kind, _, name = table.partition("/")
        what = f"{_CALLED.get(kind, 'table')} '{strip_controls(name or kind)[:_LONGEST_KEY]}'"
        hint = near_table(table, library) or "If it is in another pack, name that with --pack."
        yield _problem(sheet, named, "string-unknown", f"there is no {what} here.", hint)
        return
    for row in named[:MOST_HINTS]:
        near = near_key(_table_and_key(_key(row))[1], texts)
        yield _problem(sheet, [row], "string-unknown", f"there is no text '{_key(row)[:_LONGEST_KEY]}'.", near)
    if rest := named[MOST_HINTS:]:
        message = f"there {'are no such texts' if rest[1:] else 'is no such text'} in '{table}' either."
        yield _problem(sheet, rest, "string-unknown", message)


def _key(row: _Row) -> str:
    return strip_controls(row.cells.get("key", "")).strip()


def _take(one: Taken, sheet: Sheet, row: _Row, key: str, source: str) -> Problem | None:
    """Take the translation of a row, or say what is wrong with it; an empty one changes nothing."""
    text = strip_controls(row.cells.get(TRANSLATION, "").replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not text:
        return None
    if trouble := slot_trouble(source, text):
        return _problem(sheet, [row], "string-slots", f"it is not taken. {trouble}")
    note = strip_controls(row.cells.get("note", "").replace("\r\n", "\n").replace("\r", "\n")).strip() or None
    said_of = row.cells.get("hash", "").strip()
    of = said_of if _HASH.fullmatch(said_of) else source_hash(source)
    earlier = one.entries.get(key)
    if (
        earlier is not None
        and earlier.text == text
        and is_stale(earlier, source)
        and row.cells.get("state", "").strip().casefold() != _KEEP
    ):
        of = earlier.of or of  # nobody has looked at it since
    entry = Translation(text=text, of=of, note=note)
    one.changed += entry != earlier
    one.entries[key] = entry
    return None


def table_file(pack: Path, language: str, table: str) -> Path:
    """Where a pack keeps a string table."""
    return pack / STRINGS_FOLDER / language / f"{table}.yaml"


def _begun(pack: Path, language: str, table: str, texts: Mapping[str, tuple[Key, str]]) -> Taken:
    """The table as the pack has it."""
    file = table_file(pack, language, table)
    one = Taken(table, file, {}, len(texts))
    try:
        with file.open("rb") as opened:
            raw = opened.read(MAX_BYTES + 1)
        document = read_yaml(str(file), raw)
    except FileNotFoundError:
        return one
    except OSError as error:
        message = f"'{file}' cannot be read: {error.strerror or error}."
        raise NotATable(message) from error
    except SourceError as error:
        message = f"{error.problem} Mend it first: writing the table anew would lose what it holds."
        raise NotATable(message) from error
    value, problems = validated(document, StringTable, document.data)
    problems = [*document.problems, *problems]
    if problems:
        message = f"{problems[0]} Mend it first: writing the table anew would lose what it holds."
        raise NotATable(message)
    if (value.language, value.of) != (language, table):
        message = f"'{file}' is the table of '{value.of}' in '{value.language}': rename it first."
        raise NotATable(message)
    one.entries.update(value.strings)
    return one


def write_tables(tables: list[Taken], library: Library, language: str) -> None:
    """Write the tables of a pack, each at every moment either the old one or the new one.

    Raises ``NotATable`` with a sentence where one cannot be written.
    """
    for one in tables:
        if not one.changed:
            continue
        order = shown_texts(library, one.table)
        keys = [*(key for key in order if key in one.entries), *(key for key in one.entries if key not in order)]
        text = "\n".join(_lines(one, language, keys)) + "\n"
        if len(text.encode()) > MAX_BYTES:
            message = f"'{one.file}' would be too large: more than {MAX_BYTES:,} bytes."
            raise NotATable(message)
        try:
            one.file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(one.file, text)
            one.file.chmod(READABLE)
        except OSError as error:
            message = f"'{one.file}' cannot be written: {error.strerror or error}."
            raise NotATable(message) from error


def _lines(one: Taken, language: str, keys: list[str]) -> Iterator[str]:
    yield f"# The texts of '{one.table}' in '{language}'. 'rehearse import strings' writes this file anew, notes kept."
    yield f"language: {quoted(language)}"
    yield f"of: {one.table}"
    yield "strings:"
    for key in keys:
        entry = one.entries[key]
        yield f"  {quoted(key)}:" if not re.fullmatch(r"[a-zA-Z][\w/@.-]*", key) else f"  {key}:"
        if entry.of is not None:
            yield f"    of: {entry.of}"
        yield f"    text: {scalar(entry.text, '      ')}"
        if entry.note is not None:
            yield f"    note: {scalar(entry.note, '      ')}"
