"""A session as tables: the same as the report, in cells that no spreadsheet takes for anything but text and numbers."""

from __future__ import annotations

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.workshop.report.csv_files import as_csv, as_files, guarded
from rehearse.workshop.report.tables import Table, tables_of
from rehearse.workshop.report.xlsx_file import as_xlsx
from rehearse.workshop.session import events as e
from rehearse.workshop.session import rules
from rehearse.workshop.session.fold import room_of

FORMULAS = (
    '=HYPERLINK("http://example.com")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\uff1d1+1",
    "\uff201",
    '"=1',
    "'=1",
)
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def tables(report):
    return {table.name: table for table in tables_of(report)}


def rows(table):
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_every_vote_and_every_option_has_its_row(tables, thirty):
    room = room_of(each.event for each in thirty)
    votes = rows(tables["votes"])
    assert [row["round"] for row in votes] == [each.number for each in room.rounds]
    told = {
        (row["round"], row["option"]): row["votes"]
        for row in rows(tables["options"])
        if row["round"] and row["votes"] != ""
    }
    for held in room.rounds:
        if held.decided:
            assert {option: told[held.number, option] for option in held.tally()} == held.tally()


def test_the_path_has_what_was_said_with_its_advice_sources_and_chances(tables, report):
    path = rows(tables["path"])
    assert [row["said"] for row in path] == [turn.said for branch in report.branches for turn in branch.turns]
    assert any(row["sources"].startswith("Leaders Plus") for row in path)
    assert all(0 <= row["chance after in percent"] <= 100 for row in path)


def test_every_table_is_there_and_none_about_single_people(tables):
    assert set(tables) == {
        "session",
        "votes",
        "options",
        "path",
        "endings",
        "suggestions",
        "observed",
        "cards",
        "alone endings",
        "alone lines",
        "alone verdicts",
    }
    assert all(table.rows for table in tables.values())


def test_no_table_of_an_anonymous_session_has_a_name_or_a_small_count_of_people(tables, thirty):
    names = {each.event.name for each in thirty if isinstance(each.event, e.Joined)}
    cells = {cell for table in tables.values() for row in table.rows for cell in row if isinstance(cell, str)}
    assert not names & cells
    people = [row["people"] for name in ("alone endings", "alone lines") for row in rows(tables[name])]
    assert "withheld" in people
    assert not {1, 2, 3, 4} & set(people)
    assert {row["name"] for row in rows(tables["suggestions"])} == {""}


def test_with_names_there_are_tables_of_people(bench):
    async def lead(led):
        await led.join(*FORMULAS[:4], "Ann")
        await led.line("frame")
        await led.do(rules.set_mode, "alone")
        await led.alone(1, 2, 1)

    found = {table.name: table for table in tables_of(bench.told(bench.led(lead, anonymous=False)))}
    assert {row["name"] for row in rows(found["people"])} >= {"Ann", "+1+1"}
    assert len(found["votes by name"].rows) == found["votes"].rows[0][4]
    assert [row["name"] for row in rows(found["alone by name"])] == [FORMULAS[0][:24]]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_cell_that_could_be_a_formula_stands_behind_an_apostrophe(cell):
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "plain", "5", "a=b", "2026-03-01", "What would worry you?", 5, -5, 0.5])
def test_other_cells_are_as_they_are(cell):
    assert guarded(cell) == cell


@given(st.text(min_size=1))
def test_no_text_begins_as_a_formula(cell):
    written = guarded(cell)
    assert isinstance(written, str)
    assert written.strip()[:1] not in {"=", "+", "-", "@"} or not written.strip()


def test_csv_is_read_back_as_it_was_written(report):
    files = as_files(tables_of(report))
    assert "alone-endings.csv" in files
    for table in tables_of(report):
        content = files[f"{table.name.replace(' ', '-')}.csv"]
        assert content.startswith(b"\xef\xbb\xbf")
        head, *read = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        assert tuple(head) == table.columns
        assert [[cell.removeprefix("'") for cell in row] for row in read] == [
            [str(cell).removeprefix("'") for cell in row] for row in table.rows
        ]


def test_text_is_quoted_and_numbers_are_not():
    assert as_csv(Table("x", ("a", "b"), (('say "so"', 5),))).decode("utf-8-sig") == '"a","b"\r\n"say ""so""",5\r\n'


def sheets(content):
    """Every cell of a workbook by sheet: its type, and its text; formulas would be of their own type."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = [
            "".join(part.text or "" for part in item.iter(f"{_SHEET}t"))
            for item in ET.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        names = [sheet.attrib["name"] for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter(f"{_SHEET}sheet")]
        found = {}
        for number, name in enumerate(names, 1):
            sheet = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            assert not list(sheet.iter(f"{_SHEET}f"))
            assert not list(sheet.iter(f"{_SHEET}hyperlink"))
            found[name] = [
                [
                    shared[int(cell[0].text or "")] if cell.attrib.get("t") == "s" else float(cell[0].text or "")
                    for cell in row
                    if len(cell)
                ]
                for row in sheet.iter(f"{_SHEET}row")
            ]
        return found


def test_the_workbook_has_a_sheet_for_each_table_with_text_as_text_and_numbers_as_numbers(report):
    found = sheets(as_xlsx(tables_of(report), report.title, report.began))
    for table in tables_of(report):
        head, *read = found[table.name]
        assert tuple(head) == table.columns
        assert read == [[cell if isinstance(cell, str) else float(cell) for cell in row] for row in table.rows]


def test_what_looks_like_a_formula_or_a_link_is_text_in_the_workbook():
    table = Table("x", ("a",), tuple((cell,) for cell in (*FORMULAS, "http://example.com", "007")))
    found = sheets(as_xlsx((table,), "x", 0.0))["x"]
    assert [row[0].replace("_x000D_", "\r") for row in found[1:]] == [row[0] for row in table.rows]


def test_the_same_tables_make_the_same_workbook(report):
    one, other = (as_xlsx(tables_of(report), report.title, report.began) for _ in range(2))
    assert one == other
