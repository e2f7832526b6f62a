"""The translators' table: in play order, whole, back again as any spreadsheet saves it, and never losing anything."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.authoring.exchange.strings_in import NotATable, read_sheet, table_file, taken, write_tables
from rehearse.authoring.exchange.strings_out import as_csv, guarded, rows, unguarded
from rehearse.loading.library import load_library
from rehearse.loading.strings import shown_texts
from rehearse.loading.texts import tables_of

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.authoring.exchange.strings_in import Taken
    from rehearse.loading.library import Library
    from rehearse.model.problem import Problem

MEETING = """\
id: a-day
title: A day at home
summary: You ask for a day.
you: You are you.
scene: A room.
asks: A day.
start: open
nodes:
  late:
    phase: proposal
    ending: agreed
    title: The end
    boss: "=Yes, then."
    summary: A day.
  open:
    phase: opening
    boss: {default: "Well, {you.name}?", sociable: "Come in, {you.name}."}
    choices:
      - id: ask
        say: Could I have a day at home?
        move: make-a-clear-ask
        reply: Which one?
        goto: late
      - id: wait
        say: Nothing.
        move: buy-time
        goto: late
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "scenarios" / "a-day.yaml").write_text(MEETING)
    return folder


def table(pack: Path, **changes: str) -> list[list[str]]:
    """The exported table as a translator fills it in: *changes* by the key's last part."""
    content = as_csv(rows(load_library((pack,)), "a-day", "de"), "de").decode()
    cells = list(csv.reader(io.StringIO(content, newline="")))
    column = cells[0].index("translation (de)")
    for row in cells[1:]:
        key = row[0].removeprefix("scenarios/a-day/")
        row[column] = changes.get(key, f"DE {unguarded(row[cells[0].index('source')])}")
    return cells


def saved(cells: list[list[str]], *, delimiter: str = ",", encoding: str = "utf-8", ends: str = "\r\n") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=ends).writerows(cells)
    return out.getvalue().encode(encoding)


def put_in(pack: Path, raw: bytes, language: str = "") -> tuple[list[Taken], list[Problem], Library]:
    library = load_library((pack,))
    sheet = read_sheet("table.csv", raw, language)
    tables, problems = taken(sheet, library, pack)
    write_tables(tables, library, sheet.language)
    return tables, problems, load_library((pack,))


def test_the_rows_come_in_the_order_in_which_a_person_meets_them(pack):
    keys = [row.key.removeprefix("scenarios/a-day/") for row in rows(load_library((pack,)), "a-day", "de")]
    assert keys == [
        "title",
        "summary",
        "you",
        "scene",
        "asks",
        "nodes/open/boss",
        "nodes/open/boss@sociable",
        "nodes/open/ask/say",
        "nodes/open/ask/reply",
        "nodes/open/wait/say",
        "nodes/late/title",
        "nodes/late/boss",
        "nodes/late/summary",
    ]


def test_a_row_says_who_speaks_to_whom_and_what_came_before(pack):
    found = {row.key.rpartition("a-day/")[2]: row for row in rows(load_library((pack,)), "a-day", "de")}
    boss = found["nodes/open/boss@sociable"]
    assert (boss.node, boss.speaker, boss.boss, boss.context) == ("open", "boss", "sociable", "The talk begins.")
    assert found["nodes/open/boss"].boss == "others"
    say = found["nodes/open/ask/say"]
    assert (say.speaker, say.boss, say.context) == ("you", "all", "In answer to: Well, {you.name}?")
    assert found["nodes/open/ask/reply"].context == "After: Could I have a day at home?"
    assert found["nodes/late/boss"].context == "After: Could I have a day at home?"


def test_all_that_is_shown_is_in_one_of_the_tables():
    library = load_library()
    listed = {row.key for row in rows(library, "one-day-a-week", "de", "all")}
    others = {f"scenarios/{name}" for name in library.scenarios if name != "one-day-a-week"}
    expected = {
        f"{name}/{key}" for name in tables_of(library) if name not in others for key in shown_texts(library, name)
    }
    assert listed == expected
    assert len(listed) > 2000


def test_no_cell_is_taken_for_a_formula_and_each_comes_back_as_it_was(pack):
    content = as_csv(rows(load_library((pack,)), "a-day", "de"), "de").decode()
    assert "'=Yes, then." in content
    _, _, library = put_in(pack, saved(table(pack, **{"nodes/late/boss": "'=Ja, dann."})))
    assert library.strings[0].table.strings["nodes/late/boss"].text == "=Ja, dann."


@given(st.text())
def test_guarding_a_cell_is_undone_by_reading_it(cell):
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_a_table_is_read_however_a_spreadsheet_saves_it(pack, delimiter, encoding, ends):
    cells = table(pack, **{"nodes/open/ask/say": 'Ginge "ein Tag"; zu Hause,\nbitte?'})
    tables, problems, library = put_in(pack, saved(cells, delimiter=delimiter, encoding=encoding, ends=ends))
    assert problems == []
    assert (tables[0].missing, tables[0].stale) == (0, [])
    assert library.strings[0].table.strings["nodes/open/ask/say"].text == 'Ginge "ein Tag"; zu Hause,\nbitte?'
    assert [problem for problem in library.problems if problem.code.startswith("string")] == []


def test_an_unknown_key_is_refused_with_its_row_and_what_was_meant(pack):
    cells = table(pack)
    cells[7][0] = "scenarios/a-day/nodes/open/bos@sociable"
    cells[8][0] = "scenarios/a-dya/title"
    _, problems, library = put_in(pack, saved(cells))
    assert [(problem.code, problem.span.line, problem.hint) for problem in problems] == [
        ("string-unknown", 8, "Did you mean 'nodes/open/boss@sociable'?"),
        ("string-unknown", 9, "Did you mean 'scenarios/a-day'?"),
    ]
    assert problems[0].message.startswith("Row 8: ")
    assert "nodes/open/boss" in library.strings[0].table.strings, "the other rows are taken"


def test_the_rows_of_a_boss_who_is_not_in_the_pack_are_refused_in_one_sentence(pack):
    cells = table(pack)
    for row in cells[3:]:
        row[0] = row[0].replace("scenarios/a-day", "personas/founder")
    _, (problem,), library = put_in(pack, saved(cells))
    assert (problem.code, problem.span.line) == ("string-unknown", 4)
    assert problem.message == f"Row 4 and {len(cells) - 4} more: there is no boss 'founder' here."
    assert problem.hint == "If it is in another pack, name that with --pack."
    assert sorted(library.strings[0].table.strings) == ["summary", "title"], "the other rows are taken"


def test_of_many_unknown_keys_the_first_are_told_one_by_one_and_the_others_counted(pack):
    cells = [*table(pack), *([f"scenarios/a-day/gone/{number}", *[""] * 9] for number in range(40)), *[["", "x"]] * 7]
    _, problems, _ = put_in(pack, saved(cells))
    first = len(cells) - 46
    assert [problem.message for problem in problems[:5]] == [
        f"Row {first + number}: there is no text 'scenarios/a-day/gone/{number}'." for number in range(5)
    ]
    assert [problem.message for problem in problems[5:]] == [
        f"Row {first + 5} and 34 more: there are no such texts in 'scenarios/a-day' either.",
        f"Row {first + 40} and 6 more: the key is missing.",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nun?", "'{you.name}' of the original is missing"),
        ("Nun, {you.nmae}?", "There is no slot '{you.nmae}'. Did you mean 'you.name'?"),
        ("Nun, {you.name}, {boss.name}?", "'{boss.name}' is not in the original"),
        ("Nun, {you.name}? }", "A lone brace"),
    ],
)
def test_a_broken_slot_is_told_with_its_row_and_the_earlier_translation_stays(pack, text, told):
    put_in(pack, saved(table(pack)))
    _, problems, library = put_in(pack, saved(table(pack, **{"nodes/open/boss": text})))
    assert [problem.code for problem in problems] == ["string-slots"]
    assert told in problems[0].message
    assert library.strings[0].table.strings["nodes/open/boss"].text == "DE Well, {you.name}?"


def test_what_the_pack_has_stays_where_the_table_has_nothing(pack):
    put_in(pack, saved(table(pack)))
    before = table_file(pack, "de", "scenarios/a-day").read_text()
    tables, problems, _ = put_in(pack, saved([*table(pack)[:1], *([*row[:7], "", "", ""] for row in table(pack)[1:])]))
    assert problems == []
    assert tables[0].changed == 0
    assert table_file(pack, "de", "scenarios/a-day").read_text() == before


def test_notes_are_kept(pack):
    cells = table(pack)
    cells[1][cells[0].index("note")] = "Ein Titel: kurz."
    put_in(pack, saved(cells))
    row = rows(load_library((pack,)), "a-day", "de")[0]
    assert (row.translation, row.note, row.state) == ("DE A day at home", "Ein Titel: kurz.", "translated")


def test_a_changed_original_makes_its_translation_stale_until_somebody_has_looked(pack):
    put_in(pack, saved(table(pack)))
    place = pack / "scenarios" / "a-day.yaml"
    place.write_text(place.read_text().replace("say: Nothing.", "say: Nothing at all."))
    library = load_library((pack,))
    assert [p.code for p in library.problems if p.code.startswith("string")] == ["string-stale"]
    row = next(row for row in rows(library, "a-day", "de") if row.key.endswith("wait/say"))
    assert (row.translation, row.state) == ("DE Nothing.", "stale")
    content = as_csv(rows(library, "a-day", "de"), "de")
    tables, _, _ = put_in(pack, content)
    assert tables[0].stale == ["nodes/open/wait/say"], "exporting and importing alone does not make it new"
    tables, _, library = put_in(pack, content.replace(b",stale", b",ok"))
    assert tables[0].stale == []
    assert [p.code for p in library.problems if p.code.startswith("string")] == []


def test_a_table_translated_from_an_older_wording_is_told_to_be_stale(pack):
    cells = table(pack)
    place = pack / "scenarios" / "a-day.yaml"
    place.write_text(place.read_text().replace("title: A day at home", "title: Two days at home"))
    tables, _, _ = put_in(pack, saved(cells))
    assert tables[0].stale == ["title"]


def test_a_table_that_cannot_be_read_is_not_written_over(pack):
    file = table_file(pack, "de", "scenarios/a-day")
    file.parent.mkdir(parents=True)
    file.write_text("language: de\nof: scenarios/a-day\nstrings: {title: {text: Ein Tag, nte: oh}}\n")
    with pytest.raises(NotATable, match="Mend it first"):
        put_in(pack, saved(table(pack)))
    assert "nte: oh" in file.read_text()


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "empty"),
        (b"key,source\n", "no column 'translation'"),
        (b"kye,translation (de)\n", "no column 'key'. Did you mean 'kye'"),
        (b"key,translation (German)\n", "'German' is no language code"),
        ("key,translation (de)\ntitle,Schlüssel\n".encode("cp1252"), "CSV UTF-8"),
        (b"PK\x03\x04\0\0", "no text"),
        (b'key,translation (de)\n"' + b"x" * 200_000, "cannot be read as CSV"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(raw, told):
    with pytest.raises(NotATable) as refused:
        read_sheet("table.csv", raw)
    assert told in str(refused.value)


@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: f"key,translation (de)\n{text}".encode("utf-8", "replace"))
)
def test_any_bytes_are_a_table_or_are_refused_with_a_sentence(raw):
    try:
        read_sheet("table.csv", raw)
    except NotATable as refused:
        assert str(refused).endswith((".", "'?"))
