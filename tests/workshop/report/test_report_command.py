"""``rehearse workshop report`` and ``export`` as they are called."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import shutil
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple

import pytest

from rehearse.workshop.archive.opening import open_archive
from rehearse.workshop.live import begin
from rehearse.workshop.session import rules
from tests.processes import run_afresh, run_forked
from tests.workshop.report.pretend import Leading, led_in, opened

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

ID = "5e55104a11ce0001"


async def short(led):
    """Six people and one line."""
    await led.join(*(f"Name {number}" for number in range(6)))
    await led.line("frame")


class Call(NamedTuple):
    """Calls the command with its arguments, in *folder*, for the archive at *store*."""

    run: Callable[..., subprocess.CompletedProcess[str]]
    folder: Path
    store: Path

    def __call__(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.run(*arguments, **environment)


@pytest.fixture(scope="module")
def led(bench, tmp_path_factory):
    """An archive with a session that was led."""
    store = tmp_path_factory.mktemp("led") / "workshops.db"
    asyncio.run(led_in(store, bench.library, short))
    return store


@pytest.fixture
def call(bench, led, tmp_path):
    """Call the command beside a session that was led, in an empty folder."""
    home, folder = bench.home, tmp_path / "here"
    home.mkdir(exist_ok=True)
    folder.mkdir()
    store = tmp_path / "workshops.db"
    shutil.copyfile(led, store)

    def run(*arguments, **more):
        named = () if "--store" in arguments else ("--store", str(store))
        environment = {**os.environ, "REHEARSE_HOME": str(home)} | more
        return run_forked("workshop", *arguments, *named, env=environment, cwd=folder)

    return Call(run, folder, store)


def test_the_report_of_the_newest_session_is_written_under_its_title_and_day(call):
    done = call("report")
    assert (done.returncode, done.stdout) == (0, "")
    (file,) = call.folder.iterdir()
    assert done.stderr == f"Written: {file.name}\n"
    assert file.name.endswith("-team-day-in-march.html")
    assert "I&#x27;d like to talk about Wednesdays" in file.read_text(encoding="utf-8")


def test_a_file_that_is_there_is_left_alone_unless_that_is_asked_for(call):
    file = call.folder / "mine.html"
    file.write_text("mine")
    done = call("report", ID, "--to", "mine.html")
    assert done.returncode == 2
    assert done.stderr == (
        "Error: 'mine.html' is there already; nothing was written. Choose another name, or add --force.\n"
    )
    assert file.read_text() == "mine"
    assert call("report", ID, "--to", "mine.html", "--force").returncode == 0
    assert "<h1>Team day in March</h1>" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [("report",), ("export", "--format", "csv")])
def test_an_unknown_session_is_refused_with_where_they_are_listed(call, command):
    done = call(*command, "no\x1b[31msuch")
    assert done.returncode == 2
    assert done.stderr == "Error: There is no session 'nosuch'. 'rehearse workshop list' lists them.\n"
    assert not list(call.folder.iterdir())


def test_where_no_session_is_kept_there_is_a_sentence(call, tmp_path):
    done = call("report", "--store", str(tmp_path / "empty.db"))
    assert done.returncode == 2
    assert done.stderr == "Error: No session is kept, so there is nothing to tell of.\n"


@pytest.mark.parametrize("place", ["nowhere/x.html", "."])
def test_a_place_that_cannot_be_written_is_a_sentence(call, place):
    done = call("report", "--to", place, "--force")
    assert done.returncode == 2
    assert done.stderr.startswith("Error: ")
    assert "cannot be written" in done.stderr


@asynccontextmanager
async def running(store, library):
    """A session that goes on meanwhile, in this process."""
    archive = await open_archive(store)
    live = await begin(archive, opened(library, session="running", code="TUVWXY", title="Now"))
    try:
        yield Leading(live, library)
    finally:
        await live.close()
        await archive.close()


async def test_a_session_that_runs_is_told_by_its_code_from_another_process(call, bench):
    async with running(call.store, bench.library) as led:
        await led.join(*(f"Name {number}" for number in range(6)))
        await led.next()
        done = await asyncio.to_thread(call, "report", "tuv wxy", "--to", "-")
        await led.votes("frame")  # it goes on
        assert led.room.round.votes == {1: "frame"}
    assert done.returncode == 0
    assert "<h1>Now</h1>" in done.stdout
    assert "still running" in done.stdout
    assert "The vote is going on." in done.stdout


async def test_the_newest_session_is_meant_where_none_is_named(call, bench):
    async with running(call.store, bench.library) as led:
        await led.do(rules.lock, locked=True)
        done = await asyncio.to_thread(call, "report", "--to", "-")
    assert "<h1>Now</h1>" in done.stdout


def test_csv_is_a_folder_of_tables(call):
    done = call("export", ID, "--format", "csv", "--to", "tables")
    assert done.stderr == "Written: tables\n"
    with (call.folder / "tables" / "options.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["option"] for row in csv.DictReader(file) if row["said"]] == ["frame"]
    again = call("export", ID, "--format", "csv", "--to", "tables")
    assert again.returncode == 2
    assert "is there already" in again.stderr
    assert call("export", ID, "--format", "csv", "--to", "-").returncode == 2


def test_xlsx_is_one_workbook(call):
    done = call("export", ID, "--format", "xlsx", "--to", "tables.xlsx")
    assert done.stderr == "Written: tables.xlsx\n"
    assert (call.folder / "tables.xlsx").read_bytes().startswith(b"PK")


def test_without_the_extra_xlsx_says_how_to_get_it(call, bench, tmp_path):
    hidden = tmp_path / "hidden" / "xlsxwriter"
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").write_text("raise ModuleNotFoundError('No module named xlsxwriter')")
    environment = {**os.environ, "REHEARSE_HOME": str(bench.home), "PYTHONPATH": str(hidden.parent)}
    arguments = ("workshop", "export", "--format", "xlsx", "--store", str(call.store))
    done = run_afresh(*arguments, env=environment, cwd=call.folder)
    assert done.returncode == 2
    assert done.stderr == "Error: XLSX needs an extra that is not installed: rehearse[xlsx]. CSV needs nothing.\n"
    assert not list(call.folder.iterdir())


def test_xapi_is_a_statement_a_line_and_what_is_withheld_is_told_beside_it(call):
    done = call("export", ID, "--format", "xapi", "--to", "-")
    assert done.returncode == 0
    statements = [json.loads(line) for line in done.stdout.splitlines()]
    assert statements[0]["verb"]["display"] == {"en": "initialized"}
    assert call("export", ID, "--format", "xapi", "--to", "-").stdout == done.stdout


def test_a_form_must_be_named(call):
    assert "--format" in call("export", ID).stderr


@pytest.mark.skipif(sys.platform != "linux", reason="Elsewhere pages are opened by other means.")
def test_the_page_is_shown_in_the_browser_where_that_is_asked_for(call, tmp_path):
    shown = tmp_path / "shown"
    browser = tmp_path / "browser"
    browser.write_text(f"#!{sys.executable}\nimport sys\nopen({str(shown)!r}, 'w').write(sys.argv[-1])\n")
    browser.chmod(0o700)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    (tmp_path / "xdg-open").symlink_to(browser)
    assert call("report", "--to", "page.html", "--open", PATH=path).returncode == 0
    until_there(shown)
    assert shown.read_text().removeprefix("file://") == str(call.folder / "page.html")


def until_there(path: Path) -> None:
    """Wait for what another process writes."""
    for _ in range(600):
        if path.exists() and path.read_text():
            return
        asyncio.run(asyncio.sleep(0.05))
    raise AssertionError(path)
