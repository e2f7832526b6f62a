"""What the person chose last, in a small JSON file. Reading it never fails; saving it says in a sentence why not."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal

from rehearse.store.places import make_folder, put_aside, settings_path, write_whole

MAX_BYTES = 100_000
"""A settings file larger than this was not written here."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person chose last; the defaults are what a newcomer sees."""

    theme: str = "rehearse-dark"
    feedback: Literal["now", "later"] = "now"
    show_meters: bool = True
    scenario: str = ""
    persona: str = ""
    level: str = "everyday"
    mode: str = ""  # how to practise: "guided", "recall" or "real"; empty while the person has not chosen
    answer_seconds: int = 0  # how long the boss waits for an answer in a real talk; 0 for as long as one likes
    notice_seen: bool = False
    language: str = ""  # what meetings are said in; empty for the language that they were written in
    ask_confidence: bool = True  # whether one is asked before a talk how confident one feels


def load_settings(path: Path | None = None) -> Settings:
    """The settings on disk. What is missing, unknown or of the wrong kind is taken from the defaults.

    A file that is no JSON object at all is kept aside as ``settings.json.damaged-<n>``.
    """
    path = path or settings_path()
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError:
        return Settings()
    found = _parsed(raw)
    if found is None:
        with suppress(OSError):
            put_aside(path)
        return Settings()
    return Settings(**{name: found[name] for name in _usable(found)})


def _parsed(raw: bytes) -> dict[str, Any] | None:
    """The JSON object in *raw*, or nothing where it holds none."""
    if len(raw) > MAX_BYTES:
        return None
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _usable(found: dict[str, Any]) -> list[str]:
    """The keys of *found* that are settings and hold what such a setting can hold."""
    names = [field.name for field in fields(Settings) if type(found.get(field.name)) is type(field.default)]
    return [name for name in names if name != "feedback" or found[name] in {"now", "later"}]


def save_settings(settings: Settings, path: Path | None = None) -> str:
    """Write *settings* so that the file is at every moment either the old one or the new one.

    Returns an empty text, or one sentence that says why they could not be saved.
    """
    path = Path(os.path.realpath(path or settings_path()))  # a link is written through, not replaced
    text = json.dumps(asdict(settings), indent=2)
    try:
        make_folder(path.parent)
        write_whole(path, text + "\n")
    except OSError as error:
        return f"Your settings could not be saved in {path.parent}: {error.strerror or error}."
    return ""
