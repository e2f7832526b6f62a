"""Reading by meaning: a real encoder, without any network, is half of the score; off, it is as if it did not exist."""

from __future__ import annotations

import hashlib
import math
import os
import subprocess
import sys
from importlib.util import find_spec
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearse.loading.library import load_library
from rehearse.understanding import accept, encoder, explain, fit, rank, use_semantics
from rehearse.understanding.scorer import Judgement
from rehearse.understanding.semantic import SHARPNESS, Alike, combined
from rehearse.understanding.service import _shared
from rehearse.understanding.vectors import HASH, Vectors

if not (find_spec("fastembed") and find_spec("onnx")):  # found, not imported: see encoder._send_no_reports
    pytest.skip("the extra 'semantic' is not installed", allow_module_level=True)

from tests.understanding.small_model import SIZE, UNHEARD_OF, make_model

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rehearse.understanding.encoder import Matrix

CANDIDATES = {
    "fishing": ["We went out for trout and salmon.", "A day of angling."],
    "music": ["She plays the violin.", "The cello of the orchestra."],
    "weather": ["The glacier is under snow.", "There was an avalanche."],
    "leaving": ["Then I shall have to leave.", "I would resign."],
}
RECORD = HASH + 4 * SIZE
PLAIN = "There is a pen and a contract elsewhere."
"""What its words mean to the model is leaving; no example line has any of them."""


@pytest.fixture(scope="session")
def model(tmp_path_factory):
    return make_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(autouse=True)
def _off_again():
    yield
    use_semantics(None)
    fit({})


def lexical(reply: str) -> dict[str, float]:
    use_semantics(None)
    fit(CANDIDATES)
    return dict(rank(reply, CANDIDATES))


def switch_on(model: Path, cache: Path | None = None) -> None:
    assert str(use_semantics(model, cache)) == "Reading by meaning is on."
    fit(CANDIDATES)


def test_what_shares_no_word_with_an_example_line_is_found_by_its_meaning(model):
    before = lexical(PLAIN)
    switch_on(model)
    ranked = rank(PLAIN, CANDIDATES)
    assert ranked[0][0] == "leaving"
    assert ranked[0][1] > before["leaving"]
    assert all(0 <= score <= 1 for _, score in ranked)
    assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)


def test_the_explanation_names_likeness_in_meaning_and_the_nearest_line(model):
    assert all(ground.alike is None for ground in explain(PLAIN, CANDIDATES).grounds)
    switch_on(model)
    told = explain("I leave.", CANDIDATES)
    assert told.ranked == tuple(rank("I leave.", CANDIDATES))
    first = told.grounds[0]
    assert (first.candidate, first.words) == ("leaving", ("leave",))
    assert first.alike is not None
    assert first.alike.similarity > 0.9
    assert first.alike.line in CANDIDATES["leaving"]
    assert all(ground.alike is not None and ground.alike.similarity < 0.5 for ground in told.grounds[1:])


def test_switched_off_again_everything_is_as_it_was(model):
    before = lexical(PLAIN)
    switch_on(model)
    assert dict(rank(PLAIN, CANDIDATES)) != before
    use_semantics(None)
    assert dict(rank(PLAIN, CANDIDATES)) == before


def test_the_same_question_gets_the_same_answer_in_every_process(model, tmp_path):
    switch_on(model, tmp_path / "kept")
    first = rank(PLAIN, CANDIDATES)
    use_semantics(None)
    switch_on(model, tmp_path / "kept")
    assert rank(PLAIN, CANDIDATES) == first
    use_semantics(None)
    switch_on(model)
    assert rank(PLAIN, dict(reversed(CANDIDATES.items()))) == first


@pytest.mark.parametrize("reply", ["", "   ", "...", "🙂", "qwe rty uiop", "x" * 30_000, "\ud800", "\0"])
def test_what_is_no_reply_is_not_taken(model, reply):
    switch_on(model)
    assert not accept(rank(reply, CANDIDATES))


def test_a_single_word_is_never_taken_without_asking(model):
    switch_on(model)
    ranked = rank("resign", CANDIDATES)
    assert ranked[0][0] == "leaving"
    assert not accept(ranked)


def test_one_candidate_or_none_or_one_without_lines_is_no_trouble(model):
    switch_on(model)
    assert rank(PLAIN, {}) == []
    ((name, score),) = rank("About the weather on Mars", {"leaving": CANDIDATES["leaving"]})
    assert name == "leaving"
    assert score < 0.76
    assert rank(PLAIN, {**CANDIDATES, "empty": []})[0][0] == "leaving"


# half and half


def judged(**scores: float) -> Judgement:
    """A judgement of a reply of several words with these *scores*."""
    some = _shared.scorer().judge("some few words here", CANDIDATES)
    return Judgement(some.reply, tuple(sorted(scores.items(), key=lambda item: (-item[1], item[0]))))


def by_meaning(**similarities: float) -> dict[str, Alike]:
    return {name: Alike(similarity, "") for name, similarity in similarities.items()}


@given(st.floats(0.001, 0.9), st.floats(0.001, 0.9), st.floats(-1, 1), st.floats(-1, 1))
def test_each_half_has_half_a_say(one, other, like_one, like_other):
    ranked = dict(combined(judged(a=one, b=other), by_meaning(a=like_one, b=like_other)).ranked)
    by_words = math.log(one / other)
    meant = SHARPNESS * (like_one - like_other)
    assert math.log(ranked["a"] / ranked["b"]) == pytest.approx((by_words + meant) / 2, abs=1e-6)


def test_opposite_evidence_of_the_same_weight_cancels_out():
    evidence = math.log(0.8 / 0.1)
    ranked = combined(judged(a=0.8, b=0.1), by_meaning(a=0.2, b=0.2 + evidence / SHARPNESS)).ranked
    assert ranked[0][1] == pytest.approx(ranked[1][1])


def test_the_surer_either_half_is_the_surer_they_are_together():
    def sure(score: float, similarity: float) -> float:
        return combined(judged(a=score, b=0.05), by_meaning(a=similarity, b=0.0)).ranked[0][1]

    by_words = [sure(score, 0.3) for score in (0.1, 0.3, 0.6, 0.9)]
    by_likeness = [sure(0.5, similarity) for similarity in (0.1, 0.2, 0.4, 0.8)]
    assert all(lower < higher for lower, higher in pairwise(by_words))
    assert all(lower < higher for lower, higher in pairwise(by_likeness))


def test_where_words_say_nothing_likeness_orders_but_is_not_sure():
    ranked = combined(judged(a=0.0, b=0.0), by_meaning(a=0.1, b=0.9)).ranked
    assert ranked[0][0] == "b"
    assert not accept(ranked)


# what is kept on disk


class Listening:
    """An encoder that remembers what it was given."""

    def __init__(self, real: encoder.Encoder) -> None:
        self._real = real
        self.name = real.name
        self.heard: list[str] = []

    def encode(self, lines: Sequence[str]) -> Matrix:
        self.heard.extend(lines)
        return self._real.encode(lines)


@pytest.fixture
def listening(model):
    return Listening(encoder.load(model))


LINES = ["A day of angling.", "She plays the violin.", "Frost."]


def kept(listening: Listening, folder: Path, lines: Sequence[str] = tuple(LINES)) -> Vectors:
    vectors = Vectors(listening, folder)
    vectors.keep(lines)
    return vectors


def test_a_line_of_the_content_is_encoded_once_and_then_read_from_disk(listening, tmp_path):
    first = kept(listening, tmp_path).of(LINES)
    assert listening.heard == LINES
    (file,) = tmp_path.iterdir()
    written = file.stat()
    again = kept(listening, tmp_path).of(LINES)
    assert listening.heard == LINES
    assert (again == first).all()
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (written.st_mtime_ns, written.st_ino)


def test_only_what_is_new_is_encoded_and_what_was_there_stays(listening, tmp_path):
    kept(listening, tmp_path)
    kept(listening, tmp_path, [LINES[0], "The cello of the orchestra."])
    assert listening.heard == [*LINES, "The cello of the orchestra."]
    kept(listening, tmp_path, [*LINES, "The cello of the orchestra."])
    assert len(listening.heard) == 4


def test_vectors_of_another_model_are_never_taken(listening, tmp_path):
    kept(listening, tmp_path / "kept")
    other = Listening(encoder.load(make_model(tmp_path / "other", turned=1)))
    assert other.name != listening.name
    vectors = kept(other, tmp_path / "kept")
    assert other.heard == LINES
    assert not (vectors.of(LINES) == kept(listening, tmp_path / "kept").of(LINES)).all()


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
def test_what_is_kept_is_for_the_owner_alone(listening, tmp_path):
    kept(listening, tmp_path / "home" / "vectors")
    (file,) = (tmp_path / "home" / "vectors").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert file.parent.parent.stat().st_mode & 0o777 == 0o700


def test_replies_and_the_persons_own_lines_are_never_on_disk(model, tmp_path):
    switch_on(model, tmp_path / "kept")
    (file,) = (tmp_path / "kept").iterdir()
    before = file.read_bytes()
    own = {**CANDIDATES, "own": ["My angling at the Brenner on Wednesdays."]}
    assert rank("I quit, and I tell nobody but you.", own)[0][0] == "leaving"
    explain("My fiddle, my salmon and my frost.", own)
    assert [each.read_bytes() for each in (tmp_path / "kept").iterdir()] == [before]
    lines = [line for several in load_library().moves.values() for line in several.examples]
    assert len(before) == HASH + 4 + RECORD * len({*lines, *(line for each in CANDIDATES.values() for line in each)})
    assert b"angling" not in before


def damaged(data: bytes) -> dict[str, bytes]:
    return {
        "empty": b"",
        "short": data[:-1],
        "long": data + b"\0",
        "flipped": data[: HASH + 50] + bytes([data[HASH + 50] ^ 1]) + data[HASH + 51 :],
        "other": b"SQLite format 3\0" * 20,
        "true but nonsense": hashlib.sha256(b"\xff\xff\xff\xff" * 9).digest() + b"\xff\xff\xff\xff" * 9,
        "true but nothing": hashlib.sha256(bytes(40)).digest() + bytes(40),
    }


@pytest.mark.parametrize("how", sorted(damaged(b"0" * 200)))
def test_a_damaged_file_is_made_anew(listening, tmp_path, how):
    first = kept(listening, tmp_path).of(LINES)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damaged(whole)[how])
    assert (kept(listening, tmp_path).of(LINES) == first).all()
    assert listening.heard == LINES * 2
    assert file.read_bytes() == whole


@pytest.mark.parametrize("obstacle", ["a file for the folder", "a folder for the file"])
def test_where_nothing_can_be_kept_it_works_all_the_same(listening, tmp_path, obstacle):
    folder = tmp_path / "kept"
    if obstacle == "a file for the folder":
        folder.write_text("in the way")
    else:
        (folder / f"{listening.name[:16]}.vectors").mkdir(parents=True)
    assert kept(listening, folder).of(LINES).shape == (3, SIZE)
    left = [path.name for path in tmp_path.rglob("*") if path.name.startswith(".")]
    assert left == []


# off, and why


def test_without_the_library_it_says_how_to_install_it(model, monkeypatch):
    monkeypatch.setitem(sys.modules, "fastembed", None)
    told = use_semantics(model)
    assert not told.on
    assert str(told) == (
        "Reading by meaning is off: its library is not installed (python -m pip install 'fastembed>=0.8,<1')."
    )


def test_without_a_model_it_says_where_one_is_looked_for(tmp_path):
    before = lexical(PLAIN)
    assert str(use_semantics(tmp_path)) == f"Reading by meaning is off: there is no model in {tmp_path}."
    assert dict(rank(PLAIN, CANDIDATES)) == before


@pytest.mark.parametrize("name", encoder.NEEDED)
def test_a_model_that_lacks_a_file_is_not_used(tmp_path, name):
    (make_model(tmp_path) / name).unlink()
    assert str(use_semantics(tmp_path)) == f"Reading by meaning is off: the model in {tmp_path} lacks {name}."


@pytest.mark.parametrize("content", [b"", b"no model at all", b"{}", b"\xff" * 100])
@pytest.mark.parametrize("name", encoder.NEEDED)
def test_a_broken_model_gets_a_sentence(tmp_path, name, content):
    (make_model(tmp_path) / name).write_bytes(content)
    told = str(use_semantics(tmp_path))
    assert told.startswith(f"Reading by meaning is off: the model in {tmp_path} cannot be used (")
    assert rank(PLAIN, CANDIDATES)


def test_a_model_that_fails_in_the_middle_is_given_up_for_words_alone(model):
    reply = f"I would resign like a {UNHEARD_OF}."
    before = lexical(reply)
    switch_on(model)
    assert dict(rank(reply, CANDIDATES)) == before
    assert not _shared._semantic.on
    assert explain(PLAIN, CANDIDATES).grounds[0].alike is None
    fit({**CANDIDATES, "broken": [UNHEARD_OF]})
    use_semantics(model)
    assert rank(PLAIN, CANDIDATES)


def test_asking_again_where_there_is_no_model_leaves_everything_made_ready(tmp_path):
    fit(CANDIDATES)
    ready = _shared.scorer()
    use_semantics(tmp_path)
    assert _shared.scorer() is ready


def test_asking_again_where_it_is_on_loads_nothing_again(model):
    switch_on(model)
    ready = _shared._vectors
    switch_on(model)
    assert _shared._vectors is ready


def test_a_model_that_comes_later_is_found(tmp_path):
    assert not use_semantics(tmp_path).on
    assert use_semantics(make_model(tmp_path)).on


ALONE = """
import sys

def watch(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname"}:
        raise SystemExit(f"{event} {arguments}")

sys.addaudithook(watch)
from pathlib import Path
from rehearse.understanding import fit, rank, use_semantics

told = use_semantics(Path(sys.argv[1]), Path(sys.argv[2]))
fit({})
rank("I leave.", {"a": ["I resign."], "b": ["Frost."]})
print(told.on, *sorted({"numpy", "fastembed", "onnxruntime"} & set(sys.modules)))
"""


def alone(model: Path, home: Path) -> str:
    """A process of its own that reads by meaning and may not use the network; it has a home folder of its own."""
    told_to_be_quiet = {"CI", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS"}
    done = subprocess.run(
        [sys.executable, "-c", ALONE, model, home / "vectors"],
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if name not in told_to_be_quiet}
        | {"HOME": str(home), "USERPROFILE": str(home), "XDG_CACHE_HOME": str(home), "PYTHONWARNINGS": "error"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def test_it_uses_no_network_and_writes_nothing_but_its_vectors(model, tmp_path):
    assert alone(model, tmp_path) == "True fastembed numpy onnxruntime"
    written = [path for path in tmp_path.rglob("*") if path.is_file()]  # onnxruntime would put an identifier there
    assert [path.parent.name for path in written] == ["vectors"]


def test_nothing_large_is_loaded_where_there_is_no_model(tmp_path):
    assert alone(tmp_path / "nowhere", tmp_path) == "False"
    assert list(tmp_path.iterdir()) == []
