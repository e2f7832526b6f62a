"""The projector's page: for the back row, and calm."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rehearse.coaching.odds.chances import percent
from rehearse.workshop.server.pages import parts
from rehearse.workshop.server.pages.shell import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.workshop.server.comparing import Column
    from rehearse.workshop.server.faces import Asked, Everybody, Guessed, Line, ProjectorFace

STYLE = "projector.css"
AGAIN = 3.0
"""Seconds after which a browser without JavaScript asks again."""
_LINE = 40
"""Signs of text that are as high as what stands around each of several texts."""
_LARGER = 1.7
"""How much more room a sign takes in what was said than in what is asked: it is larger there, and the lines shorter."""


def main(face: ProjectorFace, now: float = 0.0, *, open_to_phones: bool = True) -> str:
    """The changing part, which is everything."""
    body = "".join(_body(face, open_to_phones=open_to_phones))
    return f"{_head(face, now)}{body}{_foot(face)}"


def whole(face: ProjectorFace, stream: str, back: str, now: float, *, open_to_phones: bool = True) -> str:
    """The page."""
    body = (
        f'<main id="m">{main(face, now, open_to_phones=open_to_phones)}</main>\n'
        '<p id="c" role="status" hidden>No connection to the coach&rsquo;s computer. Trying again.</p>'
    )
    return page(face.all.title, body, style=STYLE, stream=stream, now=now, again=AGAIN, back=back, fit=True)


def asking(status: str = "") -> str:
    """The page for who has not said the code."""
    body = (
        f"<header><h1>The projector&rsquo;s page</h1></header><main>"
        f'<form class="ask" method="post" action="/projector"><h2>{escape(status)}</h2>'
        '<label for="code">The session&rsquo;s code, from the coach&rsquo;s screen</label>'
        '<p><input id="code" name="code" maxlength="12" required autocomplete="off" spellcheck="false"></p>'
        "<button>Show it</button></form></main>"
    )
    return page("Projector", body, style=STYLE)


def _head(face: ProjectorFace, now: float) -> str:
    shared = face.all
    words = shared.words
    if shared.mode == "alone" and shared.phase != "ended":
        words = "Everybody alone"
    elif face.compared:
        words = "Two ways it can go"
    left = parts.countdown(shared.asked.until, now) if shared.asked else ""
    phase = f'<p class="phase" role="status" aria-live="polite">{words}{left}</p>'
    return f"<header><h1>{escape(shared.title)}</h1>{phase}</header>"


def _foot(face: ProjectorFace) -> str:
    if face.all.phase == "ended" or (face.all.phase == "lobby" and face.all.mode != "alone"):
        return "<footer></footer>"
    said = _people(face.people)
    if face.all.mode == "alone":
        said = f"{face.alone} of {_people(face.people)} have begun"
    elif face.all.asked and not face.compared:
        said = f"{face.voted} of {face.voters} have voted{parts.hands(face.hands)}"
    shown = _join(face, square=not face.compared) if face.all.phase != "lobby" else ""  # curves need the room
    return f'<footer><p class="q">{said}</p>{shown}</footer>'


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _join(face: ProjectorFace, *, square: bool) -> str:
    if face.locked:
        return '<div class="join"><p class="q">The session is locked: nobody new can join.</p></div>'
    return (
        f'<div class="join"><p class="q">Join: {escape(_bare(face.address))}</p><p class="code">{escape(face.code)}</p>'
        f"{parts.qr(link(face)) if square else ''}</div>"
    )


def link(face: ProjectorFace) -> str:
    """What the QR code says: where to go, with the code, and no right of any kind."""
    return f"{face.address}/j/{face.code}"


def _bare(address: str) -> str:
    """An address as people type it: browsers add the rest, except to https on a port of its own."""
    return address.removeprefix("http://")


def _body(face: ProjectorFace, *, open_to_phones: bool) -> Iterator[str]:
    shared = face.all
    if shared.phase == "ended":
        yield '<section class="stage one fit"><div><p class="calm">Thank you for taking part.</p>'
        yield parts.outcome(shared.talk) + "</div></section>"
    elif face.compared:
        yield _sides(face.compared)
    elif shared.mode == "alone":
        yield '<section class="stage one fit"><div><p class="calm">Everybody practises on their own phone.</p>'
        yield '<p class="q">Choose your lines, or type your own. Nobody reads along: '
        yield "the coach sees how many have come to which end.</p></div></section>"
    elif shared.phase == "lobby" and not shared.asked:
        yield _lobby(face, open_to_phones=open_to_phones)
    else:
        yield _stage(face)


def _lobby(face: ProjectorFace, *, open_to_phones: bool) -> str:
    if face.locked:
        return (
            '<section class="stage one fit"><div><p class="calm">The session is locked: nobody new can join.</p>'
            f"{parts.scene(face.all)}</div></section>"
        )
    only = "" if open_to_phones else '<p class="q">Only this computer can reach it now. With --lan, phones can.</p>'
    many = (
        "Nobody is here yet."
        if not face.people
        else f"{_people(face.people)} {'is' if face.people == 1 else 'are'} here."
    )
    return (
        '<section class="lobby fit"><div><h2>Point your phone&rsquo;s camera at the square, or go to</h2>'
        f'<p class="at">{escape(_bare(face.address))}</p><h2>and type</h2><p class="code">{escape(face.code)}</p>'
        f'<p class="q">A code lets you in. It needs no app and no account.</p>{only}'
        f'<p class="many">{many}</p></div>{parts.qr(link(face))}{parts.scene(face.all)}</section>'
    )


def _stage(face: ProjectorFace) -> str:
    shared = face.all
    talk = parts.exchange(shared.talk)
    mood = f'<p class="mood">{escape(face.mood)}</p>' if face.mood and not shared.talk.outcome else ""
    scene = "" if shared.talk.said else parts.scene(shared)
    about = f"{scene}{talk}{mood}{parts.outcome(shared.talk)}"
    if shared.next:
        about += f'<p class="said note"><span class="who">We are about to say</span>{escape(shared.next)}</p>'
    found = parts.advice(shared.advice)
    beside = _asked(shared.asked) if shared.asked else _guessed(shared.guessed) if shared.guessed else ""
    if not beside:
        return f'<section class="stage one fit"><div>{about}{found}</div></section>'
    if _is_long(shared):
        return f'<section class="stage fit"><div>{about}</div><div>{beside}{found}</div></section>'
    return f'<section class="stage fit"><div>{about}{found}</div><div>{beside}</div></section>'


def _is_long(shared: Everybody) -> bool:
    """Whether what was said takes more room than what is asked about it: then the advice stands below the latter."""
    asked = shared.asked or (shared.guessed.asked if shared.guessed else None)
    said = sum(len(line) + _LINE for line in (shared.talk.said, *shared.talk.answered, shared.next) if line)
    return asked is not None and _LARGER * said > sum(len(line.text) + _LINE for line in asked.lines)


def _asked(asked: Asked) -> str:
    tied = sum(line.leads for line in asked.lines) > 1
    signs = ("▲ Tie" if tied else "▲ Leads", "● Decided")
    lines = "".join(_line(line, asked, *signs) for line in asked.lines)
    return f'<h2>{escape(asked.question)}</h2><ol class="lines">{lines}</ol>'


def _guessed(found: Guessed) -> str:
    lines = "".join(_line(line, found.asked, "", "✓ Came true") for line in found.asked.lines)
    counted = parts.guessed_right(found)
    told = f'<p class="right">{counted}</p>' if counted else ""
    return f'<h2>{escape(found.asked.question)}</h2><ol class="lines">{lines}</ol>{told}'


def _line(line: Line, asked: Asked, leads: str, decided: str) -> str:
    count = below = ""
    if line.count >= 0:
        count = (
            f'<span class="n t">{line.count}<span class="sr"> {"vote" if line.count == 1 else "votes"}</span></span>'
        )
        below = parts.bar(line.count, asked.votes)
    words = [word for word, holds in ((leads, line.leads), (decided, line.decided)) if holds]
    small = f"<small>{' · '.join(words)}</small>" if words else ""
    lead = ' class="lead"' if words else ""
    return f'<li{lead}><b class="l">{line.letter}</b><span>{escape(line.text)}</span>{count}{below}{small}</li>'


def _sides(both: tuple[Column, ...]) -> str:
    """Two branches: their curves in one picture, and below it where they part, and how each came out."""
    parted = both[0].parted
    where = f"after line {parted}" if parted else "at the first line"
    return (
        f'<section class="two fit"><h2>Chance of a yes, line by line. They part {where}.</h2>{parts.curves(both)}'
        f"{_column(both[0], 'k1')}{_column(both[1], 'k2')}</section>"
    )


def _column(column: Column, kind: str) -> str:
    said = f'<p class="us">{escape(column.said)}</p>' if column.said else '<p class="q">Nothing was said here yet.</p>'
    more = f"… {column.more} more {'line' if column.more == 1 else 'lines'} …" if column.more else ""
    came = escape(column.outcome) or "Not at its end yet"
    if column.curve and not column.outcome:
        came += f": {percent(column.curve[-1])} chance of a yes"
    return (
        f'<div class="way {kind}"><h3><b aria-hidden="true">{column.number}</b> {column.name}</h3>'
        f'{said}<p class="them says">{escape(column.answered)}</p><p class="q">{more}</p>'
        f'<p class="came">{came}</p></div>'
    )
