"""The talk on the report's page: every branch, line by line, with the votes, the chances, and what it was worth."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rehearse.coaching.report.markdown import how_read, sources_line
from rehearse.workshop.report.page.parts import bar, chance, count, listed, so_many, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.coaching.odds.chances import TurnChance
    from rehearse.workshop.report.values import Asked, Line, Proposed, Report, Turn


CHANCE = (
    "Behind each line: how many chose it, and the chance of a good end once it is said. Below it: what it was worth by "
    "the advice, and what it did to the chance."
)


def branches(report: Report) -> Iterator[str]:
    """Every branch, from where it leaves the one before."""
    told = [branch for branch in report.branches if branch.turns]
    if not told:
        yield "<h2>Line by line</h2>\n<p>Nothing was asked and nothing was said yet.</p>"
    for branch in told:
        title = "Line by line" if len(report.branches) == 1 else f"{branch.name}, line by line"
        yield f"<h2>{title}</h2>"
        if branch is told[0] and branch.chances:
            yield f'<p class="q small">{CHANCE}</p>'
        if branch.shared:
            upto = "Line 1 is" if branch.shared == 1 else f"Lines 1 to {branch.shared} are"
            yield f'<p class="q small">{upto} the same as in branch {branch.parent}.</p>'
        if branch.gone:
            yield f'<p class="notice">{escape(branch.gone)}</p>'
        if branch.turns[0].before and not branch.parent:
            yield _boss(report.boss_name, branch.turns[0].before)
        for turn in branch.turns:
            yield from _turn(report, turn)
    yield from _guessed(report)


def _guessed(report: Report) -> Iterator[str]:
    """How well the room knew the boss, over all rounds of guessing that may be told."""
    guesses = [asked for _, _, asked in report.rounds if asked.kind == "boss" and asked.tally == "told"]
    told = [(asked.right, asked.people) for asked in guesses if asked.right is not None and asked.people]
    if told:
        right, of = (sum(part) for part in zip(*told, strict=True))
        rounds = "one round" if len(told) == 1 else f"{len(told)} rounds"
        name = escape(report.boss_name)
        yield f"<h2>Guessing what {name} makes of it</h2>\n<p>In {rounds}, {right} of {of} guesses came true.</p>"


def _turn(report: Report, turn: Turn) -> Iterator[str]:
    first = turn.asked[0] if turn.asked else None
    how = f' <span class="q small">{_note(first)}</span>' if first else ""
    yield f'<section class="turn">\n<h3>Line {turn.number}{how}</h3>'
    for asked in turn.asked:
        if asked is not first:
            yield f'<p class="q small ask">{_note(asked)}</p>'
        yield _lines(asked)
    yield from _proposed(turn)
    if turn.said and not any(line.said and line.text == turn.said for asked in turn.asked for line in asked.lines):
        read = how_read(turn.feedback) if turn.feedback else ""
        own = f' <span class="q">({escape(read)})</span>' if read else ""
        yield f'<p class="said"><b class="who">Said to {escape(report.boss_name)}</b> {escape(turn.said)}{own}</p>'
    if turn.repeats:
        yield f'<p class="q small">As it was in branch {turn.repeats}, and answered as there.</p>'
    else:
        if turn.feedback and turn.feedback.answered:
            yield _boss(report.boss_name, turn.feedback.answered)
        yield from _worth(turn)
    yield "</section>"


def _boss(name: str, said: str) -> str:
    return f'<blockquote class="boss"><b class="who">{escape(name)}</b> {escape(said)}</blockquote>'


# --- votes


def _note(asked: Asked) -> str:
    """What was asked, where that is not the next line, and how it was decided."""
    question = f"{asked.question} " if asked.kind == "boss" or not asked.round else ""
    return escape(question + _decided(asked))


def _lines(asked: Asked) -> str:
    bare = not asked.round or asked.tally in {"hidden", "few"}
    most = max((line.count or 0 for line in asked.lines), default=0)
    lines = "".join(_line(line, most, asked, bare=bare) for line in asked.lines)
    return f'<ol class="lines{" bare" if bare else ""}">{lines}</ol>'


def _line(line: Line, most: int, asked: Asked, *, bare: bool) -> str:
    tags = listed(found) if (found := _tags(line, asked)) else ""
    tag = f' <small class="tag">{tags}</small>' if tags else ""
    votes = ""
    if not bare:
        drawn = "" if line.count is None else bar(line.count, most)
        few = " w" if line.count is None else ""
        votes = f'<span class="b">{drawn}</span><span class="n{few}">{count(line.count)}</span>'
    on = ' class="on"' if line.said or (asked.kind == "boss" and line.decided) else ""
    return (
        f'<li{on}><b class="l">{line.letter}</b><span>{escape(line.text)}{tag}</span>{votes}'
        f'<span class="o">{chance(line.chance)}</span></li>'
    )


def _tags(line: Line, asked: Asked) -> list[str]:
    if asked.kind == "boss":
        return ["this is what happened"] if line.decided else []
    said = ["said"] if line.said else ["chosen"] if line.decided else []
    return [*said, *(["led"] if line.leads and not line.said else [])]


def _who(asked: Asked) -> str:
    """How many voted, as a sentence; empty where that is not told."""
    if not asked.round or asked.people is None or asked.tally in {"none", "hidden", "few"}:
        return ""
    of = f" of {asked.voters}" if asked.voters and not asked.hands else ""
    hands = f", {asked.hands} of them by hand" if asked.hands else ""
    return f"{asked.people}{of} voted{hands}."


def _decided(asked: Asked) -> str:
    sentences = [_who(asked), asked.decided]
    if asked.tally == "hidden":
        sentences.append("The tally was not revealed.")
    if asked.tally == "few":
        sentences.append("Fewer than five people voted, so the tally is withheld.")
    if asked.kind == "boss" and asked.tally == "told" and asked.right is not None and asked.people:
        sentences.append(f"{asked.right} had guessed it.")
    return " ".join(each for each in sentences if each)


# --- what was proposed, seen, and worth


def _proposed(turn: Turn) -> Iterator[str]:
    if not turn.proposed and not turn.unspoken:
        return
    told = []
    for move in dict.fromkeys(each.move for each in turn.proposed):
        said = "; ".join(_words(each) for each in turn.proposed if each.move == move)
        told.append(f"<b>{escape(move)}</b>: {said}" if move else said)
    withheld = "Fewer than five people are in the session, so words that were not played are withheld."
    rest = f' <span class="q">{withheld}</span>' if turn.unspoken else ""
    yield f'<p class="own small"><span class="q">In people\'s own words:</span> {" · ".join(told)}{rest}</p>'


def _words(proposed: Proposed) -> str:
    told = f"“{escape(proposed.words)}”"
    if proposed.times > 1:
        told += f' <span class="q">({proposed.times} times)</span>'
    if proposed.names:
        told += f' <span class="q">{escape(listed(proposed.names))}</span>'
    return f"{told}{' <span class=tag>played</span>' if proposed.played else ''}"


def _worth(turn: Turn) -> Iterator[str]:
    """The verdict, the advice that it stands on, and what would have been better, in one paragraph."""
    found = turn.feedback
    if found is None:
        return
    odds = f", {_moved(turn.chance)}" if turn.chance else ""
    told = [f"<b>{found.symbol} {escape(found.word.capitalize())}{odds}.</b> {escape(found.why)}"]
    if found.rule:
        told.append(
            f'Advice: <b>{escape(found.rule.title)}</b> <span class="q">({escape(sources_line(found.rule))})</span>.'
        )
    if found.better:
        told.append(f"On offer, and better: “{escape(found.better.say)}”")
    yield f'<p class="worth small">{" ".join(told)}</p>'


def _moved(turn: TurnChance) -> str:
    before, after = chance(turn.before), chance(turn.after)
    return f"still {after}" if before == after else f"{before} → {after}"


# --- what observers saw


def observed(report: Report) -> Iterator[str]:
    """What observers marked, over the whole session, in one place."""
    if report.observed_later:
        yield "<h2>What observers saw</h2>\n<p>What they marked is told here once the session has ended.</p>"
    if not report.observed:
        return
    yield "<h2>What observers saw</h2>"
    if not any(each.seen or each.elsewhere for each in report.observed):
        yield "<p>No move was marked by five people or more, so what they marked is withheld.</p>"
        return
    watched = so_many(report.participation.observers, "person", "people")
    yield f"<p>{watched} watched for moves. All their marks together:</p>"
    rows = (
        (escape(each.label), str(each.lines), count(each.seen) if each.lines else "", count(each.elsewhere))
        for each in report.observed
        if each.lines or each.elsewhere != 0
    )
    yield table(["Move", "Lines in which it was made", "Marked there", "Marked in other lines"], rows, (1, 2, 3))
