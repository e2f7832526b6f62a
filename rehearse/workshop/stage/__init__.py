"""The conversation of a session: what was said, what can be said, what it did, worked out from a ``Room``.

``Stage`` knows one meeting with one boss; ``leading`` says what the coach does next with it.
"""

from rehearse.workshop.stage.stage import Notes, Spoken, Stage

__all__ = ["Notes", "Spoken", "Stage"]
