"""``rehearse advice``: the cards, and how far they cover the articles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from rehearse.cli.content import ContentError, pack_option, read_library

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.coaching.feedback.catalogue import Catalogue
    from rehearse.loading.library import Library
    from rehearse.model.advice import Card


@click.command()
@click.argument("words", nargs=-1)
@click.option("--stage", help="Only cards of this stage (prepare, open, understand, ask, address, ...).")
@click.option("--boss", help="Only cards that hold for this persona.")
@click.option("--article", help="Only cards that stand on this article.")
@click.option(
    "--coverage", is_flag=True, help="For every point of the articles, its cards and the choices practising it."
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@pack_option
def advice(
    words: tuple[str, ...],
    packs: tuple[Path, ...],
    *,
    stage: str | None,
    boss: str | None,
    article: str | None,
    coverage: bool,
    as_json: bool,
) -> int:
    """Show the advice cards that hold all WORDS (or all cards), each with its sources.

    With --coverage: exit status 1 if any point has no card.
    """
    from rehearse.coaching.feedback.catalogue import STAGE_LABELS, Catalogue  # noqa: PLC0415  (loaded only here)
    from rehearse.loading.library import unknown_id  # noqa: PLC0415

    library = read_library(packs)
    for word, shelf, kind in (
        (stage, STAGE_LABELS, "stage"),
        (boss, library.personas, "persona"),
        (article, library.articles, "article"),
    ):
        if word is not None and word not in shelf:
            raise ContentError(unknown_id(word, dict(shelf), kind))
    if coverage:
        return _print_coverage(library, as_json=as_json)
    catalogue = Catalogue(library)
    cards = catalogue.search(" ".join(words), stage=stage, persona=boss, article=article)
    if as_json:
        click.echo(json.dumps([_card_data(catalogue, card) for card in cards], indent=2, ensure_ascii=False))
    elif not cards:
        click.echo("No card holds these words.")
    else:
        click.echo("\n\n".join(_card_text(catalogue, card) for card in cards))
    return 0


def _card_data(catalogue: Catalogue, card: Card) -> dict[str, object]:
    return {
        **card.model_dump(),
        "sources": [
            {"point": source.point, "text": source.text, "article": source.article, "publisher": source.publisher}
            for source in catalogue.sources(card)
        ],
    }


def _card_text(catalogue: Catalogue, card: Card) -> str:
    parts = [
        f"{card.title}  [{card.id}]",
        click.wrap_text(card.why, 78, "  ", "  "),
        click.wrap_text(f"You might say: {card.example}", 78, "  ", "    "),
        click.wrap_text(f"Rather not: {card.counter_example}", 78, "  ", "    "),
    ]
    parts += [
        click.wrap_text(f"{source.point}, {source.article} ({source.publisher}): {source.text}", 78, "  - ", "    ")
        for source in catalogue.sources(card)
    ]
    return "\n".join(parts)


def _print_coverage(library: Library, *, as_json: bool) -> int:
    from rehearse.coaching.feedback.coverage import coverage  # noqa: PLC0415

    points = coverage(library)
    covered = sum(bool(point.cards) for point in points)
    practised = sum(bool(point.cards and point.choices) for point in points)
    if as_json:
        data = {
            "points": [
                {"point": p.point, "article": p.article, "text": p.text, "cards": list(p.cards), "choices": p.choices}
                for p in points
            ],
            "total": len(points),
            "with_a_card": covered,
            "practised": practised,
        }
        click.echo(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        for point in points:
            cards = ", ".join(point.cards) or "NO CARD"
            click.echo(f"{point.point}  {point.choices:4} choices  {cards}")
        click.echo(f"\n{covered} of {len(points)} points have a card; {practised} are practised by a choice.")
    return 0 if covered == len(points) and points else 1
