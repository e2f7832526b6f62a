"""``rehearse understanding``: whether replies are read by meaning, and fetching the model, but only when asked to."""

from __future__ import annotations

import hashlib
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from threading import Thread

import pytest

if not (find_spec("fastembed") and find_spec("onnx")):
    pytest.skip("the extra 'semantic' is not installed", allow_module_level=True)

from typing import TYPE_CHECKING

from tests.processes import run_forked
from tests.understanding.small_model import make_model

if TYPE_CHECKING:
    import subprocess

NOBODY_THERE = "http://127.0.0.1:9"


@pytest.fixture
def rehearse(tmp_path):
    """Runs the command with a data folder of its own, and nobody to download from, unless it is told of somebody."""

    def run(*arguments: str, given: str = "", hub: str = NOBODY_THERE, **more: str) -> subprocess.CompletedProcess[str]:
        home = {"REHEARSE_HOME": str(tmp_path / "home"), "HOME": str(tmp_path / "user"), "HF_ENDPOINT": hub}
        return run_forked(
            "understanding", *arguments, given=given, env={**os.environ, "REHEARSE_MODEL": "", **home, **more}
        )

    return run


@pytest.fixture
def hub(tmp_path):
    """A server that has the model, as huggingface.co has it: its address, and the headers of all requests."""
    model = make_model(tmp_path / "upstream")
    files = {path.name: path.read_bytes() for path in model.iterdir()}
    asked: list[dict[str, str]] = []

    class Hub(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append({name.casefold(): value for name, value in self.headers.items()})
            name = self.path.rpartition("/")[2]
            headers = {"Content-Type": "application/json", "X-Repo-Commit": "0" * 40}
            if "/tree/" in self.path:
                listed = [{"type": "file", "path": each, "size": len(files[each]), "oid": "0" * 40} for each in files]
                body = json.dumps(listed).encode()
            elif self.path.startswith("/api/"):
                listed = [{"rfilename": each} for each in files]
                body = json.dumps({"id": "some/model", "sha": "0" * 40, "siblings": listed}).encode()
            else:
                body = files[name]
                headers["ETag"] = f'"{hashlib.sha1(body).hexdigest()}"'
            self.send_response(200)
            for each, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(each, value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815  (as the server calls it)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Hub) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()


def test_it_says_that_it_is_off_and_why_and_where_a_model_is_looked_for(rehearse, tmp_path):
    told = rehearse()
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(
        f"Reading by meaning is off: there is no model in {tmp_path}/home/model.\n"
        "Replies are read by words and concepts.\n"
    )
    assert "nothing is ever fetched unasked" in told.stdout
    assert not (tmp_path / "home").exists()


def test_it_says_that_it_is_on_with_a_model_of_ones_own(rehearse, tmp_path):
    model = make_model(tmp_path / "mine")
    told = rehearse(REHEARSE_MODEL=str(model))
    assert told.stdout.startswith("Reading by meaning is on.\n")
    assert str(model) in told.stdout
    data = json.loads(rehearse("--json", REHEARSE_MODEL=str(model)).stdout)
    assert data == {
        "on": True,
        "text": "Reading by meaning is on.",
        "model": "sentence-transformers/all-MiniLM-L6-v2",
        "model_folder": str(model),
        "vectors_folder": str(tmp_path / "home" / "vectors"),
        "vectors_bytes": 0,
    }


def test_a_download_without_a_network_fails_with_one_sentence(rehearse):
    told = rehearse("--download", "--yes")
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith("Error: The model could not be downloaded: ")
    assert len(told.stderr.splitlines()) == 1


@pytest.mark.parametrize("answer", ["\n", "n\n", "no\n"])
def test_nothing_is_downloaded_without_a_yes(rehearse, hub, answer):
    address, asked = hub
    told = rehearse("--download", given=answer, hub=address)
    assert told.returncode == 0
    assert "(91 MB) from huggingface.co into" in told.stdout
    assert "Nothing was downloaded." in told.stdout
    assert asked == []


def test_after_a_yes_the_model_lies_in_the_data_folder_and_is_used(rehearse, hub, tmp_path):
    address, asked = hub
    told = rehearse("--download", given="y\n", hub=address, HF_TOKEN="hf_nobodys_business")
    assert told.returncode == 0, told.stderr
    assert "Reading by meaning is on." in told.stdout
    assert asked
    assert not any("authorization" in headers for headers in asked)
    for private in (tmp_path / "home", tmp_path / "home" / "model"):
        assert private.stat().st_mode & 0o077 == 0 or os.name == "nt"
    assert not (tmp_path / "user").exists()

    asked.clear()
    assert json.loads(rehearse("--json", hub=address).stdout)["on"]
    again = rehearse("--download", "--yes", hub=address)
    assert "already; nothing was downloaded" in again.stdout
    assert asked == []


def test_yes_without_a_download_is_refused(rehearse):
    told = rehearse("--yes")
    assert told.returncode == 2
    assert "--yes goes with --download." in told.stderr
