"""The chosen node as the person will see it, with what its author wants to know of each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.authoring.bench.bench import leads_to
from rehearse.coaching.feedback.catalogue import PHASE_LABELS
from rehearse.coaching.map.words import ENDING_SIGNS
from rehearse.coaching.report.markdown import ENDING_WORDS
from rehearse.engine.story import CURRENT
from rehearse.store.session import UnknownContent
from rehearse.tui.bench.leaves import Leaf
from rehearse.tui.bench.words import does, kind_of, moves_of, ways_on
from rehearse.tui.content import joined, text
from rehearse.tui.paragraphs import Paragraph, hanging
from rehearse.tui.talk.script import short_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.content import Content

    from rehearse.authoring.bench.bench import Bench
    from rehearse.engine import Choice, Node, Story
    from rehearse.model.scenario import Choice as WrittenChoice

_INDENT = 4


class NodePage:
    """Sets one node, for one boss or for all of them."""

    def __init__(self, bench: Bench, *, variants: bool) -> None:
        """Read *bench*; with *variants*, the words of every boss."""
        self._bench = bench
        self._story = bench.story
        self._written = bench.draft.written.nodes[bench.node]
        self._stories = self._of_all() if variants else {bench.persona: bench.story}

    def _of_all(self) -> dict[str, Story]:
        found: dict[str, Story] = {}
        for persona in self._bench.draft.personas:
            try:
                found[persona] = self._bench.draft.story(persona)
            except UnknownContent:  # this boss cannot play it: a problem says why
                continue
        return found

    def leaves(self) -> Iterator[Leaf]:
        """What the person sees, then each choice."""
        node = self._bench.point
        yield Leaf([*self._head(node), *self._said(node), *self._onward(node)])
        for number, choice in enumerate(node.choices, 1):
            yield Leaf(list(self._choice(number, choice)), choice.id)

    def _head(self, node: Node) -> Iterator[Paragraph]:
        bench = self._bench
        kind = kind_of(node)
        parts = [PHASE_LABELS[node.phase], kind, f"line {bench.span().line}"]
        if node.ending is not None:
            parts[1] = f"{ENDING_SIGNS[node.ending.kind]} {ENDING_WORDS[node.ending.kind]}"
        aside = " · ".join(part for part in parts if part)
        yield Paragraph(joined((node.id, "bold $accent"), (f"  {aside}", "$quiet")))
        if node.index == self._story.start:
            yield Paragraph(text(self._story.scene, "italic $quiet"), above=1)
        for written, interrupt in zip(bench.draft.written.interrupts, self._story.interrupts, strict=False):
            if interrupt.node == node.index:
                sentence = f"The boss breaks in and comes here from anywhere, once: when {written.when}."
                yield Paragraph(text(sentence, "italic $quiet"), above=1)

    def _said(self, node: Node) -> Iterator[Paragraph]:
        index = node.index
        yield from self._by_boss(lambda story: story.nodes[index].boss, above=1)
        if node.speaks:
            yield from self._by_boss(lambda story: _spoken(story, story.nodes[index]), above=0 if node.boss else 1)
        if node.again:
            yield from self._by_boss(lambda story: story.nodes[index].again, above=1, aside="when one comes back here")
        if node.ending is not None:
            yield Paragraph(text(node.ending.title, "bold"), above=1)
            yield from self._by_boss(lambda story: _summary(story.nodes[index]), above=0, plain=True)
            yield Paragraph(text("A next talk is agreed." if node.ending.next_talk else "No next talk.", "$quiet"))
        if done := does(self._story, node.effects):
            yield _small(f"on coming here: {done}", above=1)
        if node.notes:
            yield _small(f"for the coach: {node.notes}", above=1)

    def _onward(self, node: Node) -> Iterator[Paragraph]:
        for target, when in ways_on(self._written):
            yield Paragraph(joined(("→ ", "$quiet"), (target, "$accent"), (f"  {when}" if when else "", "$quiet")))
        if self._written.fallback:
            yield _small(f"when nothing is left to say → {self._written.fallback}", above=1)
        if self._written.otherwise:
            yield _small(f"for an answer that is none of these → {self._written.otherwise}", above=1)
        if node.choices:
            yield Paragraph(text(" "))

    def _choice(self, number: int, choice: Choice) -> Iterator[Paragraph]:
        written = self._as_written(choice)
        sign = text(f"{number}  ".rjust(_INDENT) if number <= 9 else " " * _INDENT, "bold $accent")  # noqa: PLR2004
        for place, (who, said) in enumerate(self._texts(lambda story: _same(story, choice).say)):
            named = joined((f"{who}  ", "$quiet"), text(said)) if who else text(said)
            yield hanging(sign if place == 0 else text(" " * _INDENT), named)
        yield Paragraph(self._aside(choice), text(" " * _INDENT), text(" " * _INDENT))
        small = [f"if {written.when}"] if written.when else []
        small += [done] if (done := does(self._story, choice.effects)) else []
        small += ["may be said again"] if choice.repeat else []
        small += ["asked about first when it is typed"] if choice.risk else []
        if small:
            yield _small(" · ".join(small), indent=_INDENT)
        for target, when in ways_on(written):
            if when:
                yield _small(f"→ {target}  {when}", indent=_INDENT)
        yield from self._by_boss(
            lambda story: _same(story, choice).replies[0] if _same(story, choice).own_reply else "",
            above=0,
            indent=_INDENT,
        )

    def _as_written(self, choice: Choice) -> WrittenChoice:
        return next(each for each in self._written.choices if each.id == choice.id)

    def _aside(self, choice: Choice) -> Content:
        nodes = self._story.nodes
        targets = [nodes[target].id for target in leads_to(self._story, choice)]
        if choice.detour >= 0:
            leads = f" → {targets[0]} and back, then {' or '.join(targets[1:]) or 'on'}"
        elif choice.returns:
            leads = " ↩ back from the detour"
        elif any(when for _, when in ways_on(self._as_written(choice))):
            leads = ""  # each way has a row of its own
        else:
            leads = f" → {' or '.join(targets)}"
        able = self._bench.sayable(choice)
        now = ("  not now", "$warning") if able is False else ("", "")
        return joined((choice.id, "$accent"), (f"  {moves_of(choice)}", "$quiet"), (leads, "$foreground"), now)

    def _texts(self, words: Callable[[Story], str]) -> list[tuple[str, str]]:
        """A text, or where bosses' differ each of them with the names of those whose it is."""
        found: dict[str, list[str]] = {}
        for story in self._stories.values():
            found.setdefault(words(story), []).append(short_name(story.boss.name))
        if len(found) == 1:
            return [("", next(iter(found)))]
        return [(", ".join(names), said) for said, names in found.items()]

    def _by_boss(
        self, words: Callable[[Story], str], *, above: int, aside: str = "", plain: bool = False, indent: int = 0
    ) -> Iterator[Paragraph]:
        """What a boss says, or each of them where they do not say the same."""
        alone = short_name(self._story.boss.name)
        for place, (names, said) in enumerate(self._texts(words)):
            if not said:
                continue
            if plain and not names:
                yield Paragraph(text(said))
                continue
            who = names or (alone if len(self._stories) == 1 else "All")
            side = joined((" " * indent + who, "bold"), (" ┃ ", "$quiet"))
            rest = joined((" " * (side.cell_length - 3), ""), (" ┃ ", "$quiet"))
            body = joined(text(said), (f"  ({aside})", "italic $quiet")) if aside else text(said)
            yield Paragraph(body, side, rest, above if place == 0 else 0)


def _same(story: Story, choice: Choice) -> Choice:
    """*choice* as another boss's story has it."""
    return story.choices[choice.index]


def _summary(node: Node) -> str:
    return node.ending.summary if node.ending is not None else ""


def _spoken(story: Story, node: Node) -> str:
    """The persona's own lines that may be said here, one of which is drawn."""
    if node.speaks == "objection":
        if node.concern is None or node.concern == CURRENT:
            first = story.objections[0][0]
            return f"(what worries them most just then, as) {first}"
        variants = story.objections[node.concern]
    else:
        variants = story.lines[node.speaks]
    return " / ".join(variants)


def _small(sentence: str, *, above: int = 0, indent: int = 0) -> Paragraph:
    side = text(" " * indent)
    return Paragraph(text(sentence, "$quiet"), side, side, above)
