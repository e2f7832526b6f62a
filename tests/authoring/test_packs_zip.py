"""Zips that are packs, and zips that are not what they seem: each of those is refused with one sentence."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.authoring.packs import zip as packs_zip
from rehearse.authoring.packs.files import (
    MOST_BYTES_OF_ONE,
    MOST_DEPTH,
    MOST_FILES,
    PackRefused,
    checked_path,
    is_data,
    read_folder,
)
from rehearse.authoring.packs.zip import read_zip, unzipped, zipped

SOUND = {"pack.yaml": b"id: a\ntitle: A\n", "personas/a.yaml": b"id: a\n"}


def archive(*entries: tuple[str, bytes] | tuple[zipfile.ZipInfo, bytes], compressed: bool = True) -> bytes:
    """A zip with these entries, whatever they are."""
    buffer = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(buffer, "w", kind) as made:
        for name, content in entries:
            made.writestr(name, content)
    return buffer.getvalue()


def linked(mode: int) -> zipfile.ZipInfo:
    """An entry that says of itself that it is of this kind."""
    info = zipfile.ZipInfo("personas/a.yaml")
    info.create_system, info.external_attr = 3, (mode | 0o644) << 16
    return info


def refused(raw: bytes) -> str:
    with pytest.raises(PackRefused) as caught:
        unzipped(raw, "'a.zip'")
    sentence = str(caught.value)
    assert sentence.startswith("'a.zip' ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def test_what_was_zipped_is_read_again_and_always_the_same_bytes():
    assert dict(unzipped(zipped(SOUND), "it").files) == SOUND
    assert zipped(SOUND) == zipped(dict(reversed(SOUND.items())))


def test_a_folder_around_everything_is_taken_away():
    raw = archive(*((f"pack-main/{name}", content) for name, content in SOUND.items()))
    assert dict(unzipped(raw, "it").files) == SOUND


def test_what_is_no_data_is_left_out_and_told_and_hidden_files_without_a_word():
    extra = [("setup.py", b"boom"), ("personas/run.sh", b"boom"), (".git/config", b""), ("__MACOSX/._a.yaml", b"")]
    packed = unzipped(archive(*SOUND.items(), *extra), "it")
    assert dict(packed.files) == SOUND
    assert packed.left_out == ("setup.py", "personas/run.sh")


@pytest.mark.parametrize(
    "name",
    [
        "../a.yaml",
        "personas/../../a.yaml",
        "..",
        "/etc/a.yaml",
        "//host/share/a.yaml",
        "C:/a.yaml",
        "C:a.yaml",
        "personas/a.yaml:stream.yaml",
        "..\\a.yaml",
        "personas\\a.yaml",
        "\\\\host\\a.yaml",
        "personas//a.yaml",
        "./a.yaml",
        "personas/./a.yaml",
        "personas/a.yaml\x00.txt",
        "personas/\u202ea.yaml",
        "personas/\x1b[2Ja.yaml",
        "CON.yaml",
        "personas/nul.yaml",
        "personas /a.yaml",
        "personas./a.yaml",
        "a?.yaml",
        f"{'a' * 300}.yaml",
        "/".join(["a"] * MOST_DEPTH) + "/a.yaml",
    ],
)
def test_a_path_that_leads_out_or_that_not_every_computer_can_hold_is_refused(name):
    with pytest.raises(PackRefused):
        checked_path(name, "it")
    sentence = refused(with_name(name))
    assert sentence.isprintable()


def with_name(name: str) -> bytes:
    """A zip whose one entry has this name, to the letter: the library that writes zips puts names right."""
    raw = name.encode()
    body = b"id: a\n"
    crc = zlib.crc32(body)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0x800, 0, 0, 33, crc, len(body), len(body), len(raw), 0)
    at = len(local) + len(raw) + len(body)
    central = struct.pack(
        "<4s6H3I5H2I", b"PK\x01\x02", 0x314, 20, 0x800, 0, 0, 33, crc, len(body), len(body), len(raw), 0, 0, 0, 0, 0, 0
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(central) + len(raw), at, 0)
    return local + raw + body + central + raw + end


def test_a_name_written_to_the_letter_is_read_where_nothing_is_wrong_with_it():
    assert dict(unzipped(with_name("personas/a.yaml"), "it").files) == {"personas/a.yaml": b"id: a\n"}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK])
def test_a_link_or_a_device_is_refused(kind):
    assert "neither a file nor a folder" in refused(archive((linked(kind), b"/etc/passwd")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("personas/a.yaml", "personas/A.yaml"),
        ("personas/a.yaml", "Personas/b.yaml"),
        ("personas", "personas/a.yaml"),
        ("personas/a.yaml", "personas"),
        ("personas/caf\u00e9.yaml", "personas/cafe\u0301.yaml"),
        ("personas/stra\u00dfe.yaml", "personas/STRASSE.yaml"),
    ],
)
def test_two_files_at_the_same_place_are_refused(one, other):
    assert "take the same place" in refused(archive((one, b"a"), (other, b"b")))


def test_the_same_name_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        raw = archive(("personas/a.yaml", b"a"), ("personas/a.yaml", b"b"))
    assert "take the same place" in refused(raw)


def test_a_bomb_is_refused_by_what_comes_out_of_it():
    assert "unpacks to far more" in refused(archive(("personas/a.yaml", b"\n" * 4_000_000)))
    assert "larger than 5 MB" in refused(archive(("a.txt", b"ab" * (MOST_BYTES_OF_ONE // 2 + 1)), compressed=False))


def test_a_header_that_claims_less_than_there_is_is_not_believed():
    raw = bytearray(archive(("personas/a.yaml", b"\n" * 4_000_000)))
    at = raw.rfind(b"PK\x01\x02") + 24
    raw[at : at + 4] = (10).to_bytes(4, "little")  # the size once it is unpacked
    assert refused(bytes(raw))


def test_all_files_together_may_not_be_too_large(monkeypatch):
    from rehearse.authoring.packs import files as packs_files

    monkeypatch.setattr(packs_files, "MOST_BYTES", 1000)
    assert "unpacks to more than" in refused(archive(*((f"{n}.txt", b"a" * 100) for n in range(20))))


def test_too_many_files_are_refused_before_they_are_listed():
    many = archive(*((f"personas/{n}.yaml", b"") for n in range(MOST_FILES + 1)), compressed=False)
    assert "more than 2,000 files" in refused(many)


def test_a_list_that_claims_to_be_huge_is_not_read():
    raw = bytearray(archive(*SOUND.items()))
    raw[-10:-6] = (2**31).to_bytes(4, "little")
    assert "more than 2,000 files" in refused(bytes(raw))


def test_files_that_share_bytes_are_refused():
    raw = archive(("personas/a.yaml", b"a: b\n" * 50), ("personas/b.yaml", b"a: b\n" * 50), compressed=False)
    second = raw.rfind(b"PK\x01\x02")
    offset = raw.find(b"PK\x03\x04", 10)
    overlapping = bytearray(raw)
    overlapping[second + 42 : second + 46] = (offset - 100).to_bytes(4, "little")
    assert "overlap" in refused(bytes(overlapping))


def test_a_locked_zip_is_refused():
    raw = bytearray(archive(*SOUND.items()))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := raw.find(sign, start + 1)) >= 0:
            raw[start + at] |= 1
    assert "locked with a password" in refused(bytes(raw))


def test_another_way_of_packing_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as made:
        made.writestr("personas/a.yaml", b"id: a\n")
    assert "packed in a way that is not read here" in refused(buffer.getvalue())


@pytest.mark.parametrize("raw", [b"", b"id: a\n", b"PK", b"PK\x03\x04" + b"\0" * 60, b"\x1f\x8b\x08" + b"\0" * 40])
def test_what_is_no_zip_is_refused(raw):
    assert "no zip file" in refused(raw)


def test_a_damaged_file_is_refused():
    raw = bytearray(archive(("personas/a.yaml", b"id: a\n"), compressed=False))
    raw[raw.find(b"id: a")] ^= 1
    assert "damaged" in refused(bytes(raw))


def test_a_zip_that_is_too_large_is_not_read_further(tmp_path, monkeypatch):
    monkeypatch.setattr(packs_zip, "MOST_ZIPPED", 100)
    (tmp_path / "a.zip").write_bytes(b"PK" * 100)
    with pytest.raises(PackRefused, match="larger than"):
        read_zip(tmp_path / "a.zip")
    with pytest.raises(PackRefused, match="cannot be read"):
        read_zip(tmp_path)


def test_a_folder_is_read_without_following_links(tmp_path):
    (tmp_path / "secret.yaml").write_text("secret")
    root = tmp_path / "pack"
    (root / "personas").mkdir(parents=True)
    (root / "personas" / "a.yaml").write_text("id: a")
    (root / "personas" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (root / "scenarios").symlink_to(tmp_path)
    packed = read_folder(root)
    assert set(packed.files) == {"personas/a.yaml"}
    assert set(packed.left_out) == {"personas/link.yaml", "scenarios"}


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw):
    for content in (raw, b"PK\x03\x04" + raw, raw + b"PK\x05\x06" + raw):
        try:
            unzipped(content, "it")
        except PackRefused as error:
            assert str(error).endswith(".")


@given(st.data())
def test_a_zip_with_any_bytes_changed_is_read_or_refused(data):
    raw = bytearray(archive(*SOUND.items(), ("personas/b.yaml", b"b: c\n" * 40)))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        packed = unzipped(bytes(raw), "it")
    except PackRefused as error:
        assert str(error).endswith(".")
    else:
        assert all(is_data(path) and checked_path(path, "it") for path in packed.files)


@given(st.text(max_size=60))
def test_no_path_that_is_taken_leads_out_of_its_folder(tmp_path_factory, path):
    try:
        checked_path(path, "it")
    except PackRefused:
        return
    root = tmp_path_factory.getbasetemp() / "pack"
    assert root.joinpath(*path.split("/")).resolve().is_relative_to(root)
    assert root.joinpath(path).resolve() != root
