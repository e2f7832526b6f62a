"""The page on other programs: its commands do what it says, in the order in which they stand there."""

from __future__ import annotations

import re
import shlex

from rehearse.cli.commands import run
from rehearse.cli.import_ import SUFFIXES, import_
from rehearse.loading.library import load_library
from tests.docs.pages import GUIDE, blocks

PAGE = GUIDE / "exchange.md"


def test_the_commands_of_the_page_do_what_it_says(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for block in blocks(PAGE):
        if "file" in block.facts:
            (tmp_path / block.facts["file"]).write_text(block.text, encoding="utf-8")
        if block.language == "console":
            for part in block.text.split("$ ")[1:]:
                command, *told = part.splitlines()
                name, *arguments = shlex.split(command)
                assert name == "rehearse"
                status = run(arguments)
                shown = capsys.readouterr()
                assert status == 0, shown.err
                assert [line for line in told if line and line not in (shown.err + shown.out).splitlines()] == []


def test_the_string_table_of_the_page_is_one(tmp_path):
    table = next(block for block in blocks(PAGE) if block.language == "text")
    place = tmp_path / "strings" / "de" / "one-day-a-week.yaml"
    place.parent.mkdir(parents=True)
    place.write_text(table.text, encoding="utf-8")
    library = load_library((tmp_path,))
    assert [problem.code for problem in library.problems] == ["string-missing"]
    assert library.strings[0].table.strings["nodes/door/boss"].note == "Sie, not du."


def test_the_page_names_every_kind_of_file_and_every_command():
    text = PAGE.read_text(encoding="utf-8")
    for name in import_.commands:
        assert re.search(rf"\b{name}\b", text)
    assert {".yarn", ".ink", ".csv", ".html"} <= set(SUFFIXES)
