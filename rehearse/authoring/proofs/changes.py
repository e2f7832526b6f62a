"""What an edit changed: two proofs beside one another, in sentences, and the rehearsals that it orphaned."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rehearse.authoring.proofs.cues import CUES
from rehearse.authoring.proofs.orphans import Orphan, orphans
from rehearse.authoring.proofs.proof import Section
from rehearse.authoring.proofs.prove import prove
from rehearse.authoring.proofs.revision import NoRevision, library_of
from rehearse.authoring.proofs.words import WHO, begun, counted, listed, number, of_hundred

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from rehearse.authoring.proofs.proof import Figure, Proof
    from rehearse.authoring.workplace import Workplace
    from rehearse.loading.library import Library

__all__ = ["Changes", "NoRevision", "changes_since"]

CHANCE, WORTH, LINES, HITS = 0.01, 0.05, 0.25, 0.05
"""From which change on a figure is told: chances, worths, lines of a talk, and how often a cue is right."""


class Changes(NamedTuple):
    """What has changed since a revision."""

    revision: str
    section: Section
    before: Proof
    orphans: tuple[Orphan, ...]


def changes_since(
    revision: str,
    workplace: Workplace,
    proof: Proof,
    packs: Sequence[Path] = (),
    levels: Sequence[str] = (),
    *,
    cache: bool = True,
    progress: Callable[[str, int, int], None] | None = None,
) -> Changes:
    """What has changed since *revision* in the figures of *proof*, which is that of *workplace* at *levels*.

    Raises ``NoRevision`` or ``UnknownContent`` with a sentence where the revision cannot be read or proved.
    """
    with library_of(revision, workplace, packs) as then:
        known = [persona for persona in proof.personas if all(part in then.personas for part in persona.split("+"))]
        before = prove(then, workplace.scenario, known, levels, cache=cache, progress=progress)
        lost = orphans(workplace.library, then, workplace.scenario)
    sentences = [*_told(workplace.library, before, proof)]
    new = [workplace.library.personas[persona].name for persona in proof.personas if persona not in known]
    if new:
        sentences.append(f"{listed(new)} {'was' if len(new) == 1 else 'were'} not there yet.")
    if not sentences:
        sentences.append("No figure has changed noticeably, and no mark.")
    if lost:
        whose = "rehearsal in your journal is" if len(lost) == 1 else "rehearsals in your journal are"
        sentences.append(f"{begun(number(len(lost)))} unfinished {whose} orphaned by it:")
        sentences += [orphan.sentence for orphan in lost]
    else:
        sentences.append("No unfinished rehearsal in your journal is orphaned by it.")
    return Changes(revision, Section("changes", f"What has changed since {revision}", tuple(sentences)), before, lost)


def _told(library: Library, before: Proof, now: Proof) -> Iterator[str]:
    old = {_key(figure): figure for figure in before.figures()}
    several = len(now.levels) > 1
    for figure in now.figures():
        if figure.name.startswith("difficulty") and figure.level in now.levels:
            continue  # told as "good" already
        was = old.get(_key(figure))
        if was is not None and (sentence := _sentence(library, was, figure, several=several)):
            yield begun(sentence)
    yield from _cards(library, before, now)
    yield from _lines(before, now)
    yield from _marks(before, now)


def _key(figure: Figure) -> tuple[str, str, str, str]:
    return figure.name, figure.persona, figure.level, figure.person


def _sentence(library: Library, was: Figure, now: Figure, *, several: bool) -> str:
    """What has become of one figure, where that is worth a sentence."""
    moved = abs(now.value - was.value)
    bosses = [" and ".join(library.personas[part].name for part in one.split("+")) for one in now.persona.split()]
    level = f" ({now.level})" if several else ""
    match now.name:
        case "good" if moved >= CHANCE and now.person in WHO:
            return (
                f"with {bosses[0]} {WHO[now.person]} now gets a trial or better in {of_hundred(now.value)}"
                f" meetings{level}; it was {_plain(was.value)}."
            )
        case "worth" if moved >= WORTH and now.person in WHO:
            return (
                f"with {bosses[0]} the ending is now worth {now.value:.2f} to {WHO[now.person]}{level}; it was"
                f" {was.value:.2f}."
            )
        case "giveaway.hits" if moved >= HITS and now.person in CUES:
            return (
                f"with {bosses[0]} {CUES[now.person]} is now the best one in {of_hundred(now.value)} decisions"
                f" that matter{level}; it was {_plain(was.value)}."
            )
        case "separation.lines" if moved >= LINES:
            return (
                f"with {bosses[0]} and {bosses[1]} the best line now differs in {now.value:.1f} decisions of a"
                f" talk{level}; it was {was.value:.1f}."
            )
        case "lines" if moved >= LINES:
            return (
                f"a talk with {bosses[0]} now has {now.value:.1f} lines of {WHO['halfway']} on average{level}; it was"
                f" {was.value:.1f}."
            )
        case "no-return.unseen" if moved >= CHANCE:
            return (
                f"with {bosses[0]} a talk now passes a point of no return that cannot be noticed in"
                f" {of_hundred(now.value)} meetings{level}; it was {_plain(was.value)}."
            )
        case "difficulty.good" if moved >= CHANCE and now.person in WHO:
            return (
                f"with {bosses[0]} {WHO[now.person]} now gets a trial or better in {of_hundred(now.value)} meetings"
                f" when it is {now.level}; it was {_plain(was.value)}."
            )
    return ""


def _plain(chance: float) -> str:
    return of_hundred(chance).removesuffix(" of 100")


def _cards(library: Library, before: Proof, now: Proof) -> Iterator[str]:
    old, new = ({_card(figure) for figure in proof.figures()} - {""} for proof in (before, now))
    for cards, what in ((new - old, "can now be practised"), (old - new, "can no longer be practised")):
        titles = sorted(f"'{library.cards[card].title}'" for card in cards if card in library.cards)
        if titles:
            yield f"{begun(counted(len(titles), 'card'))} {what}: {listed(titles)}."


def _card(figure: Figure) -> str:
    return figure.name.removeprefix("card.").removesuffix(".met") if figure.name.startswith("card.") else ""


def _lines(before: Proof, now: Proof) -> Iterator[str]:
    old, new = ({_line(figure) for figure in proof.figures()} - {""} for proof in (before, now))
    if new - old:
        yield f"{begun(counted(len(new - old), 'line'))} new: {listed(sorted(new - old))}."
    if old - new:
        yield f"{begun(counted(len(old - new), 'line'))} gone: {listed(sorted(old - new))}."


def _line(figure: Figure) -> str:
    named = figure.name.startswith("line.") and figure.name.endswith(".times")
    return figure.name.removeprefix("line.").removesuffix(".times") if named else ""


def _marks(before: Proof, now: Proof) -> Iterator[str]:
    old, new = ({(mark.code, mark.node, mark.choice, mark.persona) for mark in p.failing} for p in (before, now))
    for mark in now.failing:
        if (mark.code, mark.node, mark.choice, mark.persona) not in old:
            yield f"It fails now, and did not before: {mark.sentence} [{mark.code}]"
    for mark in before.failing:
        if (mark.code, mark.node, mark.choice, mark.persona) not in new:
            yield f"It failed before, and does not now: [{mark.code}] {mark.sentence}"
