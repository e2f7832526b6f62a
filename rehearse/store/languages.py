"""The language that the person plays in: asked for once, remembered, and what of a meeting is not in it told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rehearse.loading.strings import ORIGINAL, gaps, in_language, languages
from rehearse.model.mix import parts_of
from rehearse.store.settings import load_settings, save_settings

if TYPE_CHECKING:
    from rehearse.loading.library import Library


def remember_language(library: Library, language: str) -> str:
    """Have everything said in *language* from here on; ``original`` for as it was written.

    Returns an empty text, or one sentence that says why it could not be remembered. Raises ``LookupError`` with a
    sentence where there is no translation into it.
    """
    settings = load_settings()
    wanted = "" if language == ORIGINAL else language
    if wanted and wanted not in languages(library):
        in_language(library, wanted)  # raises, with the sentence
    if wanted == settings.language:
        return ""
    return save_settings(replace(settings, language=wanted))


def as_remembered(library: Library) -> Library:
    """*library* in the remembered language; as it was written where there is none, or no table for it any more."""
    language = load_settings().language
    return in_language(library, language) if language and language in languages(library) else library


def left_in_original(library: Library, language: str, scenario: str, persona: str) -> str:
    """A sentence on what of a meeting with a boss is not in *language*; empty where all of it is.

    *library* is the one in the language that the content was written in.
    """
    meeting = gaps(library, language, (f"scenarios/{scenario}", *(f"personas/{part}" for part in parts_of(persona))))
    advice = gaps(library, language, ("moves", "cards", "points", "rules"))
    said = []
    if meeting.missing:
        said.append(f"{meeting.missing} of {meeting.texts} texts of this meeting")
    if advice.missing:
        said.append(f"{advice.missing} of {advice.texts} texts of the advice")
    text = f"{' and '.join(said)} are not in '{language}' and stay as they were written." if said else ""
    if stale := meeting.stale + advice.stale:
        text += f" {stale} {'was' if stale == 1 else 'were'} translated from an older wording."
    return text.strip()
