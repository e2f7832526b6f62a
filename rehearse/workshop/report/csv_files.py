"""The tables as CSV files that spreadsheets open as they are meant: text stays text."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehearse.workshop.report.tables import Cell, Table

_FORMULA = re.compile(r"[\s'\"]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n]")
"""What a spreadsheet might take for the beginning of a formula, also in wide signs and behind blanks."""


def as_files(tables: tuple[Table, ...]) -> dict[str, bytes]:
    """The content of each file by its name, in UTF-8 with the mark by which Excel knows that."""
    return {f"{table.name.replace(' ', '-')}.csv": as_csv(table) for table in tables}


def as_csv(table: Table) -> bytes:
    """One table. A cell that could be taken for a formula stands behind an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(table.columns)
    writer.writerows([[guarded(cell) for cell in row] for row in table.rows])
    return out.getvalue().encode("utf-8-sig", "replace")


def guarded(cell: Cell) -> Cell:
    """*cell* so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell
