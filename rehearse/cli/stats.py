"""``rehearse stats``: how much there is in scenarios and personas."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from rehearse.cli.content import ContentError, pack_option
from rehearse.cli.words import as_json, blank, clean, paragraph, row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rehearse.authoring.graph.stats import PersonaStats, ScenarioStats

_TITLE = 30


@click.command()
@click.argument("scenarios", nargs=-1, metavar="[SCENARIO]...")
@click.option("--json", "json_wanted", is_flag=True, help="Print all figures as JSON.")
@pack_option
def stats(scenarios: tuple[str, ...], packs: tuple[Path, ...], *, json_wanted: bool) -> None:
    """Count points, lines, endings and words, and say how long it takes to read and to talk, with each boss.

    SCENARIO is an id or a YAML file. Without one all scenarios and personas are counted.
    """
    found, personas = _named(scenarios, packs) if scenarios else _everything(packs)
    if json_wanted:
        as_json({"scenarios": [_data(each) for each in found], "personas": [asdict(each) for each in personas]})
        return
    from rehearse.authoring.graph.stats import SOURCE, TALKS  # noqa: PLC0415

    if scenarios:
        for each in found:
            _tell(each)
    else:
        _tell_all(found)
        _tell_personas(personas)
    paragraph(f"Words with the slots' defaults in place. {SOURCE}")
    paragraph(
        f"How long one talk is: {TALKS} talks with each boss, of somebody who follows the advice every other line, at "
        "the usual level. The shortest, the middle (half are no longer) and the longest of them."
    )


def _named(scenarios: Sequence[str], packs: Sequence[Path]) -> tuple[list[ScenarioStats], list[PersonaStats]]:
    from rehearse.authoring.graph.stats import scenario_stats  # noqa: PLC0415  (loads pydantic and numpy)
    from rehearse.authoring.workplace import NotThere, open_workplace  # noqa: PLC0415
    from rehearse.store.session import UnknownContent  # noqa: PLC0415

    found = []
    for name in scenarios:
        try:
            place = open_workplace(name, packs)
            found.append(scenario_stats(place.library, place.scenario))
        except (NotThere, UnknownContent) as error:
            raise ContentError(str(error)) from error
    return found, []


def _everything(packs: Sequence[Path]) -> tuple[list[ScenarioStats], list[PersonaStats]]:
    from rehearse.authoring.graph.stats import persona_stats, scenario_stats  # noqa: PLC0415
    from rehearse.authoring.workplace import content_packs  # noqa: PLC0415
    from rehearse.loading.library import load_library  # noqa: PLC0415
    from rehearse.store.session import UnknownContent  # noqa: PLC0415

    library = load_library(content_packs(packs))
    found = []
    for name in library.scenarios:
        try:
            found.append(scenario_stats(library, name))
        except UnknownContent as error:
            click.echo(str(error), err=True)
    return found, [persona_stats(library, name) for name in library.personas]


def _data(found: ScenarioStats) -> dict[str, object]:
    from rehearse.authoring.graph.stats import READ_ALOUD, READ_SILENTLY  # noqa: PLC0415

    rates = {"read_silently": READ_SILENTLY, "read_aloud": READ_ALOUD}
    return asdict(found) | {"reading_minutes": round(found.reading, 1), "words_a_minute": rates}


def _tell(found: ScenarioStats) -> None:
    """One scenario."""
    from rehearse.authoring.graph.stats import READ_ALOUD, READ_SILENTLY  # noqa: PLC0415

    row(f"{found.title} ({found.scenario})")
    blank()
    ends = sum(found.endings.values())
    kinds = [(found.talking, "at which you talk"), (found.passing, "that the talk goes through by itself")]
    kinds += [(ends, "ending" if ends == 1 else "endings"), (found.todo, "still to be written")]
    told = [(found.nodes, "point", ", ".join(f"{count} {what}" for count, what in kinds if count))]
    if found.talking:
        told.append((found.choices, "line", f"of yours, {found.choices / found.talking:.1f} a point"))
    told.append((ends, "ending", _endings(found)))
    told.append((found.words, "word", f"in everything written; {_minutes(found.reading)} to read it all"))
    for number, what, more in told:
        row(f"  {number:>7,} {what + ('' if number == 1 else 's'):<9}{more}")
    blank()
    head = f"  {'With':<{_TITLE}}{'own texts':>12}{'boss, words':>13}{'yours, words':>14}"
    row(head)
    for boss in found.bosses:
        own = f"{boss.own_texts} of {boss.texts}"
        row(f"  {_cut(boss.name):<{_TITLE}}{own:>12}{boss.boss_words:>13,}{boss.your_words:>14,}")
    blank()
    row(f"  {'One talk with':<{_TITLE}}{'lines of yours':>16}{'words':>18}{'read':>8}{'aloud':>8}")
    for boss in found.bosses:
        turns, words = boss.talks.turns, boss.talks.words
        lengths = f"{turns.least} · {turns.middle} · {turns.most}"
        wordy = f"{words.least} · {words.middle} · {words.most}"
        times = f"{_minutes(words.middle / READ_SILENTLY):>8}{_minutes(words.middle / READ_ALOUD):>8}"
        row(f"  {_cut(boss.name):<{_TITLE}}{lengths:>16}{wordy:>18}{times}")
    blank()


def _tell_all(found: Sequence[ScenarioStats]) -> None:
    row(f"{'Scenario':<{_TITLE}}{'points':>7}{'lines':>6}{'endings':>8}{'words':>8}{'own texts':>10}{'one talk':>9}")
    for each in found:
        texts = sum(boss.texts for boss in each.bosses)
        own = f"{100 * sum(boss.own_texts for boss in each.bosses) / texts:.0f} %" if texts else "-"
        middles = sorted(boss.talks.turns.middle for boss in each.bosses)
        talk = "-".join(map(str, dict.fromkeys((middles[0], middles[-1])))) if middles else "-"
        counts = f"{each.nodes:>7}{each.choices:>6}{sum(each.endings.values()):>8}{each.words:>8,}"
        row(f"{_cut(each.title):<{_TITLE}}{counts}{own:>10}{talk:>9}")
    words = sum(each.words for each in found)
    row(f"{'All':<{_TITLE}}{sum(e.nodes for e in found):>7}{sum(e.choices for e in found):>6}{'':>8}{words:>8,}")
    blank()


def _tell_personas(found: Sequence[PersonaStats]) -> None:
    row(f"{'Persona':<{_TITLE}}{'reactions':>11}{'words in them':>14}{'other lines':>12}{'about them':>11}")
    for each in found:
        own = f"{each.reactions} of {each.moves}"
        row(
            f"{_cut(each.name):<{_TITLE}}{own:>11}{each.reaction_words:>14,}{each.line_words:>12,}{each.other_words:>11,}"
        )
    blank()
    paragraph(
        "Own texts: how many of the texts that bosses say are written for one boss alone, over all bosses. One talk: "
        "how many lines you say in a talk of middling length, with one boss and another."
    )
    paragraph(
        "Reactions: the moves to which a persona reacts in its own way. To all others it reacts as to any move that "
        "helps, depends or hurts. Words of what they say and think; other lines are objections, impatience, yes and no."
    )


def _endings(found: ScenarioStats) -> str:
    from rehearse.coaching.report.markdown import ENDING_WORDS  # noqa: PLC0415

    return ", ".join(f"{ENDING_WORDS[kind].lower()} {count}" for kind, count in found.endings.items())


def _minutes(minutes: float) -> str:
    return f"{minutes:.0f} min" if minutes >= 1 else f"{minutes * 60:.0f} s"


def _cut(text: str) -> str:
    told = " ".join(clean(text).split())
    return told if len(told) < _TITLE else told[: _TITLE - 2] + "…"
