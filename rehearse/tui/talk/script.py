"""What has been said, set like the script of a play: names at the left, stage directions between."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rehearse.coaching.feedback.catalogue import PHASE_LABELS
from rehearse.tui.content import clean, joined, text
from rehearse.tui.paragraphs import Paragraph

if TYPE_CHECKING:
    from textual.content import Content

    from rehearse.coaching.feedback.values import Feedback, Verdict
    from rehearse.engine import Line, Step
    from rehearse.store.session import Session

YOU = "You"
SILENT = "You say nothing."
MOST_OF_A_NAME = 12
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame"})
_BOSS_BAR, _YOUR_BAR = " ┃ ", " ╎ "
_MARK_WIDTH = 2
VERDICT_STYLES: dict[Verdict, str] = {
    "strong": "$success",
    "fair": "$foreground",
    "weak": "$warning",
    "costly": "$error",
    "unread": "$quiet",
}
"""A colour for each verdict, beside its sign and its word, which say the same."""


def how_read(read_as: str, *, off_script: bool) -> str:
    """In a few words, how the person's own words were read; nothing for a line that was chosen."""
    if not off_script:
        return f"read as: {read_as}" if read_as else ""
    return f"read as: {read_as} · off the script" if read_as else "not understood"


def short_name(name: str) -> str:
    """What stands beside somebody's lines: the first name, or the family name after a title."""
    words = clean(name).split() or ["Boss"]
    title = words[0].rstrip(".").casefold() in _TITLES and len(words) > 1
    shown = " ".join(words[:2]) if title else words[0]
    return shown if len(shown) <= MOST_OF_A_NAME else shown[: MOST_OF_A_NAME - 1] + "…"


class TalkScript:
    """Sets the turns of one rehearsal."""

    def __init__(self, session: Session) -> None:
        """Take the session; it is read anew at each call."""
        self._session = session
        self._boss = short_name(session.story.boss.name)
        self._column = max(text(self._boss).cell_length, len(YOU)) + _MARK_WIDTH
        self._judged: dict[int, tuple[Step, Feedback]] = {}  # by turn, with the step that it holds for

    def feedback(self, turn: int) -> Feedback:
        """What line *turn* (from 1) was worth; worked out once."""
        step = self._session.played.steps[turn]
        if turn not in self._judged or self._judged[turn][0] is not step:
            self._judged[turn] = (step, self._session.feedback(turn))
        return self._judged[turn][1]

    def whole(self, *, judged: bool) -> list[Paragraph]:
        """The talk as far as it has come; with the sign of its verdict beside each line where they are *judged*."""
        paragraphs = self.opening()
        for turn in range(1, len(self._session.played.choices) + 1):
            paragraphs += self.turn(turn, judged=judged)
        return paragraphs

    def opening(self) -> list[Paragraph]:
        """The scene, and what is said before the person's first line."""
        session = self._session
        story = session.story
        scene = [self._direction(story.scene, above=0)] if story.scene else []
        if story.asks:
            scene.append(self._direction(f"What you came for: {story.asks}", above=0))
        return [*scene, *self._lines(session.played.steps[0].lines)]

    def turn(self, turn: int, *, judged: bool) -> list[Paragraph]:
        """What was said in *turn* (from 1); where it is *judged*, the verdict's sign stands beside the line."""
        played = self._session.played
        nodes, lines = played.story.nodes, played.steps[turn].lines
        choice = played.choices[turn - 1]
        feedback = self.feedback(turn) if judged else None
        label = self._session.catalogue.labels(choice.moves)[0] if choice.off_script and choice.moves else ""
        reading = how_read(choice.read_as or label, off_script=choice.off_script)
        told = (f"✓ {fact}" for fact in self._session.facts_in(choice.say))
        small = tuple(part for part in (reading, *told) if part)
        before, now = (nodes[played.steps[place].state.node] for place in (turn - 1, turn))
        silence = [self.remark(SILENT)] if choice.entry.silent else []
        if before.phase == now.phase or now.ending is not None:
            return [*silence, *self._lines(lines, feedback, small)]
        turned = next((at for at, line in enumerate(lines) if line.occasion in {"node", "again"}), len(lines))
        phase = self._direction(PHASE_LABELS[now.phase], above=1, style="bold $quiet")
        after = self._lines(lines[turned:])
        said = [*silence, *self._lines(lines[:turned], feedback, small)]
        return [*said, phase, *(replace(line, above=0) for line in after)]

    def note(self, sentence: str) -> Paragraph:
        """Something that the program has to say, apart from the talk."""
        sign = _right(text("! ", "bold $warning"), self._column + len(_BOSS_BAR))
        return Paragraph(text(sentence, "$warning"), sign, self._blank(), above=1)

    def remark(self, sentence: str) -> Paragraph:
        """Something quiet from the program."""
        return self._direction(sentence, above=1)

    def _lines(
        self, lines: tuple[Line, ...], feedback: Feedback | None = None, small: tuple[str, ...] = ()
    ) -> list[Paragraph]:
        """*lines* below one another; under the person's own, in *small*, how they were read and facts they told."""
        speakers = ["", *(line.speaker for line in lines)]
        set_lines: list[Paragraph] = []
        for line, before in zip(lines, speakers, strict=False):
            set_lines.append(self._line(line, feedback, again=line.speaker == before))
            if line.speaker == "you":
                set_lines += map(self._small, small)
        return set_lines

    def _small(self, aside: str) -> Paragraph:
        """Something about the person's own words, in small."""
        side = joined(" " * self._column, (_YOUR_BAR, "$accent"))
        return Paragraph(text(aside, "$quiet"), side, side)

    def _line(self, line: Line, feedback: Feedback | None, *, again: bool) -> Paragraph:
        yours = line.speaker == "you"
        name, bar, tone = (YOU, _YOUR_BAR, "$accent") if yours else (self._boss, _BOSS_BAR, "$foreground")
        shown = _right(text("" if again else name, f"bold {tone}"), self._column)
        if yours and feedback is not None:
            mark = text(feedback.symbol, VERDICT_STYLES[feedback.verdict])
            shown = joined(mark, shown[mark.cell_length :])
        bar_tone = tone if yours else "$quiet"
        return Paragraph(
            text(line.text, tone),
            joined(shown, (bar, bar_tone)),
            joined(" " * self._column, (bar, bar_tone)),
            above=0 if again else 1,
        )

    def _direction(self, sentence: str, *, above: int, style: str = "italic $quiet") -> Paragraph:
        return Paragraph(text(sentence, style), self._blank(), self._blank(), above)

    def _blank(self) -> Content:
        return text(" " * (self._column + len(_BOSS_BAR)))


def _right(content: Content, width: int) -> Content:
    """*content* at the right of *width* columns."""
    return content.pad_left(max(width - content.cell_length, 0))
