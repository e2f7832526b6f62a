"""Why something could not be stored or read, in sentences for the coach."""

from __future__ import annotations

from typing import Literal

Kind = Literal["full", "locked", "away", "refused", "damaged", "gone", "taken", "newer", "unknown"]
"""The disk is full; another program holds the database; it cannot be reached; it may not be written; its file is
damaged; the session or its file was deleted; the code belongs to another session; a newer rehearse wrote it; other."""


class Trouble(Exception):
    """Where events lie cannot be used now. Carries the sentence that is shown, and a word for programs."""

    def __init__(self, kind: Kind, sentence: str) -> None:
        """Trouble of *kind*, in the words of *sentence*."""
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence


class NotStored(Trouble):
    """Nothing of what was to be stored holds, for anybody."""


class InDoubt(NotStored):
    """The connection broke while it was stored: nobody can say yet whether it holds. Storing it again is harmless."""


class CodeTaken(NotStored):
    """Another session that is running has this code."""


class NotRead(Trouble):
    """What was stored cannot be read now."""


class Overtaken(Exception):
    """Another process stored something at this sequence number first: decide again on what is there now."""
