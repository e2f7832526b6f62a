"""The people on the report's page: who took part in what, and what they practised by themselves."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rehearse.coaching.feedback.values import SYMBOLS
from rehearse.workshop.report.page.parts import bar, so_many, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.workshop.report.values import Alone, AlonePlace, Person, Report
    from rehearse.workshop.report.withheld import Count

_SHOWN = {
    "strong": "strong",
    "fair": "fair",
    "weak": "weak",
    "costly": "costly",
    "unread": "not understood, or silence",
}


def alone(report: Report) -> Iterator[str]:
    """What everybody practised alone."""
    found = report.alone
    if found is None:
        return
    yield "<h2>Everybody alone</h2>"
    if found.later:
        yield "<p>What people practised by themselves is told here once the session has ended.</p>"
        return
    if found.people is None:
        yield "<p>Fewer than five people practised by themselves, so what they said and how it ended is withheld.</p>"
        return
    yield (
        f"<p>{so_many(found.people, 'person', 'people')} practised by themselves, in "
        f"{so_many(found.rehearsals, 'rehearsal', 'rehearsals')}. Each is counted once below, by their last one.</p>"
    )
    yield "<h3>How it ended for them</h3>"
    yield _bars([(words, many) for _, words, many in found.endings], found.people, "Other endings, together")
    if found.verdicts:
        yield "<h3>How good their lines were</h3>"
        shares = "".join(
            f"<li>{SYMBOLS[verdict]} {_SHOWN[verdict]}: <b class=t>{round(100 * share)}%</b></li>"  # type: ignore[index]
            for verdict, share in found.verdicts
        )
        yield f'<ul class="legend">{shares}</ul>\n<p class="q small">Of {found.lines} lines.</p>'
    if found.places:
        yield "<h3>What they said first at each point</h3>"
        told = [place for place in found.places if any(many is not None for _, _, many in place.lines)]
        yield '<div class="cols">'
        yield from (_place(report, place) for place in told)
        yield "</div>"
        if few := len(found.places) - len(told):
            points = "one more point" if few == 1 else f"{few} more points"
            yield f'<p class="q small">Of {points} nothing is told: no line was said by as many as five.</p>'
    yield from _persons_alone(found)


def _place(report: Report, place: AlonePlace) -> str:
    lines = _bars([(text, many) for _, text, many in place.lines], place.people, "Other lines, together")
    heard = f"<b>{escape(report.boss_name)}:</b> “{escape(place.boss)}” " if place.boss else ""
    return (
        f'<div class="vote"><p class="small">{heard}'
        f'<span class="q">{so_many(place.people, "person", "people")} came here.</span></p>{lines}</div>'
    )


def _bars(counts: list[tuple[str, Count]], whole: Count, others: str) -> str:
    """A breakdown of *whole*; the parts that are withheld are told together, as can be worked out anyhow."""
    told = [(text, many) for text, many in counts if many]
    left = (whole or 0) - sum(many or 0 for _, many in told)
    if left:
        told.append((others, left))
    most = max((many or 0 for _, many in told), default=0)
    rows = "".join(
        f'<li><span>{escape(text)}</span><span class="b">{bar(many or 0, most)}</span>'
        f'<span class="n">{many}</span></li>'
        for text, many in told
    )
    return f'<ol class="lines plain">{rows}</ol>'


def _persons_alone(found: Alone) -> Iterator[str]:
    if not found.persons:
        return
    yield "<h3>Each by name</h3>"
    rows = [
        (
            escape(each.name),
            str(each.rehearsals),
            escape(each.ended),
            str(each.lines),
            ", ".join(f"{many} {escape(_SHOWN[verdict])}" for verdict, many in each.verdicts.items()),
        )
        for each in found.persons
    ]
    yield table(["Name", "Rehearsals", "The last one ended", "Lines", "How good they were"], rows, (1, 3))


def took_part(report: Report) -> Iterator[str]:
    """How many took part, and in what."""
    took = report.participation
    yield "<h2>Who took part</h2>"
    told = [f"{so_many(took.people, 'person was', 'people were')} in the session"]
    told.append(f"{so_many(took.voted, 'person', 'people')} voted at least once")
    if took.observers != 0:
        told.append(f"{so_many(took.observers, 'person', 'people')} observed")
    if took.proposed != 0:
        told.append(f"{so_many(took.proposed, 'person', 'people')} proposed words of their own")
    if took.removed != 0:
        told.append(f"{so_many(took.removed, 'name was', 'names were')} taken off")
    yield f"<p>{'. '.join(each[:1].upper() + each[1:] for each in told)}.</p>"
    if took.persons:
        yield "<h3>By name</h3>"
        rows = [
            (
                escape(each.name) + _apart(each),
                str(each.voted),
                str(each.proposed),
                "yes" if each.observed else "",
                str(each.alone),
            )
            for each in took.persons
        ]
        yield table(["Name", "Votes", "Words proposed", "Observed", "Practised alone"], rows, (1, 2, 4))


def _apart(person: Person) -> str:
    """What sets somebody apart from the others who took part."""
    told = [word for word, true in (("taken off", person.removed), ("simulated", person.simulated)) if true]
    return f' <span class="q">({", ".join(told)})</span>' if told else ""
