"""Packs that come as Python packages: found by their metadata, and never imported."""

from __future__ import annotations

import json
import sys

import pytest

from rehearse.store.packaged import packaged
from rehearse.store.places import packs

BOOM = "raise SystemExit('it was executed')\n"


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder of installed packages on ``sys.path``."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


def installed(site, value: str, name: str = "their-pack", files: dict[str, str] | None = None) -> None:
    """Put a distribution's metadata, and files, where Python finds them."""
    info = site / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[rehearse.packs]\ntheirs = {value}\n")
    for path, text in (files or {}).items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text)


def test_a_package_without_any_python_can_be_a_pack(site):
    installed(site, "their_pack", files={"their_pack/personas/a.yaml": "id: a"})
    (found,) = packaged()
    assert (found.name, found.package, found.folder) == ("theirs", "their-pack", site / "their_pack")
    assert packs() == (site / "their_pack",)


@pytest.mark.parametrize("value", ["their_pack.content", "their_pack:content"])
def test_nothing_in_a_package_is_executed(site, value):
    files = {
        "their_pack/__init__.py": BOOM,
        "their_pack/content/__init__.py": BOOM,
        "their_pack/content/scenarios/a.yaml": "id: a",
    }
    installed(site, value, files=files)
    assert packs() == (site / "their_pack" / "content",)
    assert not [name for name in sys.modules if name.startswith("their_pack")]


def test_the_sources_of_an_editable_install_are_found(site, tmp_path):
    sources = tmp_path / "my work"
    (sources / "src" / "their_pack" / "personas").mkdir(parents=True)
    installed(site, "their_pack")
    told = {"url": (sources).as_uri(), "dir_info": {"editable": True}}
    (site / "their_pack-1.0.dist-info" / "direct_url.json").write_text(json.dumps(told))
    assert packs() == (sources / "src" / "their_pack",)


def test_a_package_elsewhere_on_the_path_is_found(site, tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "their_pack" / "personas").mkdir(parents=True)
    (elsewhere / "their_pack" / "__init__.py").write_text(BOOM)
    monkeypatch.syspath_prepend(str(elsewhere))
    installed(site, "their_pack")
    assert packs() == (elsewhere / "their_pack",)


@pytest.mark.parametrize("value", ["their_pack", "no such thing", "their_pack.nowhere", "..", "/etc", "their_pack [x]"])
def test_a_package_that_names_no_pack_is_told_and_left_out(site, value):
    installed(site, value, files={"their_pack/notes.txt": "hello"})
    (found,) = packaged()
    assert found.folder is None
    assert "'their-pack'" in found.problem
    assert packs() == ()


def test_what_is_damaged_in_direct_url_is_no_matter(site):
    installed(site, "their_pack")
    for damaged in ("{", "[]", '{"url": 1, "dir_info": {"editable": true}}', '{"url": "file:///x"}'):
        (site / "their_pack-1.0.dist-info" / "direct_url.json").write_text(damaged)
        assert packs() == ()
