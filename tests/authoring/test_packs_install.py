"""Installing a pack: the old one or the new one, whole; what is refused leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time

import pytest

from rehearse.authoring.packs import install as packs_install
from rehearse.authoring.packs.files import PackRefused
from rehearse.authoring.packs.found import INSTALLED, ids_in, packs_there
from rehearse.authoring.packs.install import install, remove
from rehearse.authoring.packs.zip import zipped
from rehearse.loading.library import load_library
from rehearse.store.places import own_packs, packs, packs_folder
from tests.authoring.packs import persona, write_pack


@pytest.fixture
def pack(tmp_path):
    return write_pack(tmp_path / "quiet")


@pytest.fixture
def as_zip(tmp_path):
    """Writes a zip of these files."""

    def write(files: dict[str, str], name: str = "quiet-bosses.zip"):
        path = tmp_path / name
        path.write_bytes(zipped({inside: text.encode() for inside, text in files.items()}))
        return path

    return write


def everything_there() -> list[str]:
    """All that lies in the folder of packs, hidden or not."""
    folder = packs_folder()
    return sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []


def refused(source, **options) -> str:
    before = everything_there()
    with pytest.raises(PackRefused) as caught:
        install(source, **options)
    assert everything_there() == before
    return str(caught.value)


def test_an_installed_pack_is_read_like_any_other(pack):
    done = install(pack)
    assert (done.name, done.before, done.replaces) == ("quiet-bosses", None, ())
    assert packs() == (packs_folder() / "quiet-bosses",)
    assert "quiet" in load_library(packs()).personas
    assert everything_there() == ["quiet-bosses"]


def test_a_zip_is_installed_as_its_folder_is(pack, as_zip):
    files = {p.relative_to(pack).as_posix(): p.read_text() for p in pack.rglob("*.yaml")}
    install(as_zip(files, "whatever.zip"))
    assert {p.name for p in own_packs()} == {"quiet-bosses"}
    assert ids_in(packs_folder() / "quiet-bosses") == {"personas": ("quiet",)}


def test_without_a_manifest_the_file_gives_the_name_if_it_can(as_zip):
    assert install(as_zip({"personas/quiet.yaml": persona()}, "my-bosses.zip")).name == "my-bosses"
    sentence = refused(as_zip({"personas/quiet.yaml": persona()}, "My Bosses (2).zip"))
    assert "write it a pack.yaml" in sentence


def test_a_later_version_takes_the_place_of_the_one_before(pack):
    install(pack)
    (pack / "personas" / "loud.yaml").write_text(persona("loud"))
    (pack / "personas" / "quiet.yaml").unlink()
    (pack / "pack.yaml").write_text('id: quiet-bosses\ntitle: T\nversion: "2.0"\n')
    done = install(pack)
    assert (done.before, done.manifest and done.manifest.version) == ("1.0", "2.0")
    assert ids_in(done.folder) == {"personas": ("loud",)}
    assert everything_there() == ["quiet-bosses"]


def test_a_pack_of_ones_own_is_not_overwritten_unasked(pack):
    mine = write_pack(packs_folder() / "quiet-bosses", version="0.1")
    assert "lies a pack of your own" in refused(pack)
    assert install(pack, replace=True).before == "0.1"
    assert (mine / INSTALLED).is_file()


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("personas/quiet.yaml", "id: quiet\n", "an error in personas/quiet.yaml:1:1"),
        ("personas/quiet.yaml", "id: [", "an error in personas/quiet.yaml"),
        ("pack.yaml", "id: quiet-bosses\n", "in pack.yaml:"),
        ("pack.yaml", 'id: quiet-bosses\ntitle: T\nneeds: "99.0"\n', "needs rehearse 99.0 or later"),
        ("advice/moves.yaml", "- {id: x}\n", "advice/moves.yaml:1:3"),
    ],
)
def test_a_pack_with_an_error_is_refused_with_its_place_inside_the_pack(pack, name, text, sentence):
    (pack / name).parent.mkdir(exist_ok=True)
    (pack / name).write_text(text)
    assert sentence in refused(pack)


def test_an_id_of_the_shipped_content_is_refused_unless_that_is_meant(pack):
    (pack / "personas" / "sociable.yaml").write_text(
        persona("sociable"),
    )
    sentence = refused(pack)
    assert "the persona 'sociable', which there is already" in sentence
    assert "'replaces: [sociable]'" in sentence


def test_an_id_of_another_installed_pack_is_refused_unless_that_is_meant(pack, tmp_path):
    install(pack)
    other = write_pack(tmp_path / "other")
    (other / "pack.yaml").write_text("id: other\ntitle: T\n")
    sentence = refused(other)
    assert "the persona 'quiet'" in sentence
    assert str(packs_folder()) in sentence or "quiet.yaml" in sentence
    (other / "pack.yaml").write_text("id: other\ntitle: T\nreplaces: quiet\n")
    assert install(other).replaces == ("quiet",)
    remove(packs_folder() / "other")
    (other / "pack.yaml").write_text("id: other\ntitle: T\n")
    assert install(other, replace=True).replaces == ("quiet",)


def test_what_holds_no_content_is_refused(as_zip, tmp_path):
    assert "is no pack" in refused(as_zip({"notes.txt": "hello"}))
    assert "There is no file or folder" in refused(tmp_path / "gone.zip")
    (tmp_path / "text.zip").write_text("hello")
    assert "is no zip file" in refused(tmp_path / "text.zip")


def test_a_zip_that_leads_out_leaves_nothing_behind(tmp_path):
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("personas/quiet.yaml", persona())
        made.writestr("../../escaped.yaml", "out: there")
    (tmp_path / "bad.zip").write_bytes(buffer.getvalue())
    assert "would escape" in refused(tmp_path / "bad.zip")
    assert not list(tmp_path.rglob("escaped.yaml"))


def test_a_folder_among_the_installed_packs_is_not_installed_into_itself(pack):
    assert "lies among the installed packs already" in refused(install(pack).folder)


def test_a_link_in_the_place_of_the_pack_is_left_alone(pack, tmp_path):
    packs_folder().mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (packs_folder() / "quiet-bosses").symlink_to(tmp_path / "elsewhere")
    assert "move it away first" in refused(pack)


def test_where_nothing_can_be_written_a_sentence_says_so(pack):
    packs_folder().parent.mkdir(parents=True, exist_ok=True)
    packs_folder().write_text("a file")
    with pytest.raises(PackRefused, match="cannot be written to"):
        install(pack)


STOPPED = """
import os, sys
from pathlib import Path
from rehearse.authoring.packs import install as packs_install

moves = 0
rename = Path.rename

def stopped(self, target):
    global moves
    moves += 1
    if moves == int(sys.argv[2]):
        os._exit(9)
    return rename(self, target)

Path.rename = stopped
packs_install.install(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("move", [1, 2])
def test_an_install_that_is_stopped_leaves_the_old_pack_whole(pack, move):
    install(pack)
    (pack / "pack.yaml").write_text('id: quiet-bosses\ntitle: T\nversion: "2.0"\n')
    (pack / "personas" / "loud.yaml").write_text(persona("loud"))
    done = subprocess.run([sys.executable, "-c", STOPPED, pack, str(move)], check=False, timeout=60)
    assert done.returncode == 9
    (there,) = own_packs()
    assert ids_in(there) == {"personas": ("quiet",)}
    assert [found.name for found in packs_there()] == ["quiet-bosses"]
    assert install(pack).before == "1.0"
    assert ids_in(packs_folder() / "quiet-bosses") == {"personas": ("loud", "quiet")}
    old = time.time() - 2 * packs_install._ABANDONED
    for left in packs_folder().glob(".installing-*"):
        os.utime(left, (old, old))
    install(pack)
    assert everything_there() == ["quiet-bosses"]


def test_a_removed_pack_is_gone_and_of_a_link_only_the_link(pack):
    remove(install(pack).folder)
    assert everything_there() == []
    (packs_folder() / "linked").symlink_to(pack)
    assert [folder.name for folder in own_packs()] == ["linked"]
    remove(packs_folder() / "linked")
    assert (pack / "pack.yaml").is_file()


def test_a_folder_that_is_hidden_is_no_pack(pack):
    shutil.copytree(pack, packs_folder() / ".hidden")
    assert own_packs() == ()
