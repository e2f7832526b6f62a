"""``rehearse pack``: built, handed over, installed, listed, shown and removed."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from rehearse.cli.commands import run
from rehearse.store.places import own_packs, packs_folder
from tests.authoring.packs import write_meeting_pack, write_pack
from tests.terminal import Terminal


@pytest.fixture
def pack(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    about = "authors: [Ann Example, Bo]\nlicence: CC BY 4.0\nabout: One boss who says little.\n"
    return write_pack(tmp_path / "quiet", more=about)


@pytest.fixture
def told(capsys):
    """Runs a command; gives what it printed, and on standard error."""

    def call(*arguments: str, status: int = 0) -> tuple[str, str]:
        assert run(["pack", *arguments]) == status, capsys.readouterr()
        printed = capsys.readouterr()
        return printed.out, printed.err

    return call


def test_a_pack_is_built_handed_over_installed_played_and_removed(told, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    thirst = write_meeting_pack(tmp_path / "thirst", "authors: [Ann Example, Bo]\nabout: One meeting.\n")
    (thirst / "run.py").write_text("print('executed')")
    out, err = told("build", "thirst")
    size = (tmp_path / "thirst-1.0.zip").stat().st_size
    assert out == f"Built thirst-1.0.zip: 3 files, {size:,} bytes; its tests played 4 times.\n"
    assert err.endswith("Left out, since it is no part of the pack: run.py.\n")
    with zipfile.ZipFile("thirst-1.0.zip") as archive:
        assert archive.namelist() == [
            "pack.yaml",
            "scenarios/ask-for-water.tests.yaml",
            "scenarios/ask-for-water.yaml",
        ]

    assert "Installed thirst 1.0." in (out := told("install", "thirst-1.0.zip")[0])
    assert "Play it: rehearse play ask-for-water --boss controlling\n" in out
    assert ", again." in told("install", "thirst-1.0.zip")[0]
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n"))
    assert run(["play", "ask-for-water", "--boss", "sociable", "--plain", "--json"]) == 0
    assert "What is it?" in capsys.readouterr().out
    out, _ = told("list")
    assert out.splitlines()[:2] == ["thirst 1.0: Quiet bosses", "    1 scenario"]
    (listed,) = json.loads(told("list", "--json")[0])
    assert (listed["name"], listed["how"], listed["holds"]) == ("thirst", "installed", {"scenarios": ["ask-for-water"]})
    out, _ = told("show", "thirst")
    assert "By Ann Example, Bo." in out
    assert "scenarios: ask-for-water" in out

    assert "Say so with --yes" in told("remove", "thirst", status=2)[1]
    kept = "1 rehearsal of it stays in the journal, but cannot be shown without it."
    assert told("remove", "thirst", "--yes")[0] == f"Deleted: thirst. {kept}\n"
    assert told("list")[0] == f"No packs. They are installed into {packs_folder()}.\n"


def test_what_was_written_into_a_pack_and_is_no_part_of_it_is_left_out_and_told(told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    thirst = write_meeting_pack(tmp_path / "thirst")
    parts = {
        "README.md": "![The cooler](docs/cooler.png)",
        "LICENSE.txt": "CC0",
        "NOTICE": "Thanks.",
        "docs/cooler.png": "a picture",
        "scenarios/notes.txt": "for facilitators",
        "tests/shipped.tests.yaml": "scenario: one-day-a-week\ntests: []\n",
    }
    strays = (
        "table-de.csv",
        "scenarios/table-de.csv",
        "page.html",
        "docs/other.png",
        "notes.md",
        "old.zip",
        "draft.yaml",
    )
    for name, text in {**parts, **dict.fromkeys(strays, "x"), "thirst-0.9.zip": "x", ".hidden": "x"}.items():
        (thirst / name).parent.mkdir(exist_ok=True)
        (thirst / name).write_text(text)
    (thirst / "huge.csv").write_bytes(b"x" * 6_000_000)
    _, err = told("build", "thirst", "-o", "a.zip")
    with zipfile.ZipFile("a.zip") as archive:
        own = {"pack.yaml", "scenarios/ask-for-water.yaml", "scenarios/ask-for-water.tests.yaml"}
        assert set(archive.namelist()) == {*own, *parts}
    assert (
        "Left out, since it is no part of the pack: draft.yaml, huge.csv, notes.md, old.zip, page.html and 3 more."
        in err
    )


@pytest.mark.parametrize("of", [write_meeting_pack, write_pack], ids=["meeting", "boss"])
def test_the_command_that_is_named_after_an_install_works(told, tmp_path, monkeypatch, capsys, of):
    out, _ = told("install", str(of(tmp_path / "mine")))
    hint = next(line for line in out.splitlines() if line.startswith("Play it: rehearse "))
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run([*hint.removeprefix("Play it: rehearse ").split(), "--plain"]) == 0, capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("ask-for-water.yaml", "title: Ask for water\n", "", "missing"),
        ("ask-for-water.tests.yaml", "agreed", "refused", "expected  an ending of 'refused'"),
        ("ask-for-water.tests.yaml", "plainly", "planly", "There is no choice 'planly'. Did you mean 'plainly'?"),
    ],
)
def test_nothing_is_built_of_a_pack_with_an_error_or_a_test_that_fails(
    told, tmp_path, monkeypatch, name, old, new, sentence
):
    file = write_meeting_pack(tmp_path / "thirst") / "scenarios" / name
    file.write_text(file.read_text().replace(old, new))
    monkeypatch.chdir(file.parent)  # the pack in which one is
    _, err = told("build", status=1)
    assert sentence in err
    assert err.endswith("Nothing was built.\n")
    assert not list(tmp_path.rglob("*.zip"))


def test_what_cannot_be_built_is_told(pack, told, tmp_path, monkeypatch):
    (pack / "pack.yaml").unlink()
    assert "has no pack.yaml" in told("build", "quiet", status=2)[1]
    assert "does not end with .zip" in told("build", "quiet", "-o", "notes.txt", status=2)[1]
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert "You are in no pack" in told("build", status=2)[1]


def test_what_is_refused_is_told_in_one_sentence(pack, told):
    (pack / "bad.zip").write_text("hello")
    out, err = told("install", "quiet/bad.zip", status=2)
    assert (out, err) == ("", "Error: 'bad.zip' is no zip file.\n")
    assert own_packs() == ()


def test_names_that_are_not_there_are_told_with_what_was_meant(pack, told):
    told("install", str(pack))
    assert "Did you mean 'quiet-bosses'?" in told("remove", "quiet-bosse", "--yes", status=2)[1]
    assert "Did you mean 'quiet-bosses'?" in told("show", "quiet-bosse", status=2)[1]


def test_a_pack_named_for_one_run_and_one_of_ones_own_are_listed_as_such(pack, told):
    write_pack(packs_folder() / "mine")
    out, _ = told("list", "--pack", str(pack))
    assert "your own, in" in out
    assert f"named with --pack, in {pack}\n" in out


def test_a_pack_with_problems_says_how_many(pack, told):
    told("install", str(pack))
    (packs_folder() / "quiet-bosses" / "personas" / "quiet.yaml").write_text("id: [")
    out, _ = told("list")
    assert "nothing that can be read" in out
    assert "1 problem: rehearse check" in out


def test_a_pack_from_a_python_package_is_listed_and_not_removed_here(pack, told, tmp_path, monkeypatch):
    site = tmp_path / "site"
    info = site / "their_pack-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: their-pack\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[rehearse.packs]\ntheirs = their_pack\nlost = nowhere\n")
    (site / "their_pack").mkdir()
    pack.rename(site / "their_pack" / "content")
    (info / "entry_points.txt").write_text("[rehearse.packs]\ntheirs = their_pack.content\nlost = nowhere\n")
    monkeypatch.syspath_prepend(str(site))
    out, _ = told("list")
    assert "from the Python package their-pack, in" in out
    assert "The package 'their-pack' names 'nowhere' as a pack, where there is none." in out
    assert "pip uninstall their-pack" in told("remove", "quiet-bosses", "--yes", status=2)[1]


def test_on_a_terminal_it_asks_before_it_deletes(pack, told, tmp_path):
    told("install", str(pack))
    for answer, sentence, left in (("n", "Nothing was deleted.", 1), ("y", "Deleted: quiet-bosses.", 0)):
        terminal = Terminal(tmp_path / "rehearse-home", "pack", "remove", "quiet-bosses")
        terminal.wait_for("for good? [y/N]:")
        terminal.child.send(f"{answer}\r")
        terminal.wait_for(sentence)
        terminal.close()
        assert len(own_packs()) == left
