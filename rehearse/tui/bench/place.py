"""What the bench says around its panes: what has happened to the file and the path, and the path itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.tui.content import joined, lines, shortened, text

if TYPE_CHECKING:
    from textual.content import Content

    from rehearse.authoring.bench.bench import Bench

LAST_GOOD = "Shown is the last version that could be read."
NO_LINES = "No line said yet: 1 to 9 say one, t takes the way to a node."
_LONGEST = 200


def asides_of(bench: Bench) -> tuple[str, str]:
    """Which boss, which level, and how the file is; and in short."""
    story = bench.story
    level = next(level.label for level in story.levels if level.id == bench.level)
    count = len(bench.findings.problems)
    shortest = f"{story.boss.name} · {count} problem{'' if count == 1 else 's'}"
    found = f"{count} problem{'' if count == 1 else 's'}" if count else "no problems"
    return f"{story.boss.name} · {level} · {bench.draft.file.name}: {found}", shortest


def notice_of(bench: Bench, told: str) -> Content | None:
    """What has happened: to the file, to the path, to the place; nothing where nothing has."""
    parts: list[Content] = []
    if bench.findings.broken:
        problem = bench.findings.broken[0]
        where = f"Line {problem.span.line}: " if problem.span.line else ""
        hint = f" {problem.hint}" if problem.hint else ""
        sentence = shortened(f"{where}{problem.message}{hint}", _LONGEST)
        parts.append(joined(("✗ ", "bold $error"), (sentence, "$error"), (f" {LAST_GOOD}", "$quiet")))
    if bench.path.broken is not None:
        span = bench.broken_line()
        where = f" (line {span.line} of the file)" if span is not None and span.line else ""
        parts.append(joined(("! ", "bold $warning"), (f"{bench.path.broken.sentence}{where}", "$warning")))
    if told:
        parts.append(text(told, "$quiet"))
    return lines(*parts) if parts else None


def path_of(bench: Bench) -> Content:
    """The path: its lines, those that can no longer be said struck out, and where it stands."""
    said = len(bench.path.played.choices) if bench.path.played is not None else 0
    every = bench.path.trail.lines
    if not every:
        return joined(("Path  ", "bold"), (NO_LINES, "$quiet"))
    told = [line.partition("\t")[0] for line in every]
    gone = " → ".join(told[:said])
    lost = " → ".join(told[said:])
    parts: list[tuple[str, str]] = [
        ("Path  ", "bold"),
        (f"{said} of {len(every)}  " if lost else f"{said}  ", "$quiet"),
    ]
    parts += [(gone, "$foreground")] if gone else []
    parts += [(" ✗ ", "bold $warning"), (lost, "strike $quiet")] if lost else []
    parts.append((f"  ● {bench.path.here}", "$accent"))
    return joined(*parts)
