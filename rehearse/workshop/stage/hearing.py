"""How people's own words are understood at a moment of the talk. Slow the first time; may be used by any thread."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehearse.coaching.feedback.hearing import Ear, Heard
    from rehearse.engine import Entry, Played, Story
    from rehearse.loading.library import Library


class Hearing:
    """Reads typed lines as moves."""

    def __init__(self, library: Library, story: Story) -> None:
        """Make ready; the thesaurus is read with the first line."""
        self._library = library
        self._story = story
        self._ear: Ear | None = None
        self._one_at_a_time = Lock()

    def hear(self, played: Played, words: str) -> Heard:
        """How *words* can be taken now: surely, with a question, as one of several, or not at all."""
        ear = self.ready()
        with self._one_at_a_time:
            return ear.hear(self._story, played.now.state, words)

    def ready(self) -> Ear:
        """Make ready now what the first line would wait for: about a second."""
        from rehearse.coaching.feedback.hearing import Ear  # noqa: PLC0415  (the thesaurus is read with the first line)
        from rehearse.store.places import model_folder, vectors_folder  # noqa: PLC0415
        from rehearse.understanding import use_semantics  # noqa: PLC0415

        with self._one_at_a_time:
            if self._ear is None:
                use_semantics(model_folder(), vectors_folder())
                self._ear = Ear(self._library)
            return self._ear

    def move_of(self, played: Played, words: str) -> str:
        """The move that *words* are understood as; empty where that could not be told for sure."""
        heard = self.hear(played, words)
        if heard.outcome not in {"sure", "confirm"}:
            return ""
        return self.move_in(played, heard.readings[0].entry)

    def move_in(self, played: Played, entry: Entry) -> str:
        """The first move of a line as it is kept; empty where the boss would not follow."""
        if entry.move:
            return entry.move
        choice = self._story.nodes[played.now.state.node].by_id.get(entry.what)
        return choice.moves[0] if choice else ""
