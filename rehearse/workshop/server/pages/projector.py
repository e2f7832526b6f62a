"""The projector's page: for the back row, and calm."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rehearse.workshop.server.faces import PHASE_WORDS
from rehearse.workshop.server.pages import parts
from rehearse.workshop.server.pages.shell import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.workshop.server.faces import Asked, Column, Line, ProjectorFace

STYLE = "projector.css"
AGAIN = 3.0
"""Seconds after which a browser without JavaScript asks again."""


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
    words = PHASE_WORDS[shared.phase]
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
        said = f"{face.taken_part} of {face.voters} have voted"
    shown = _join(face) if face.all.phase != "lobby" else ""
    return f'<footer><p class="q">{said}</p>{shown}</footer>'


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _join(face: ProjectorFace) -> str:
    if face.locked:
        return '<div class="join"><p class="q">The session is locked: nobody new can join.</p></div>'
    return (
        f'<div class="join"><p class="q">Join: {escape(_bare(face.address))}</p><p class="code">{escape(face.code)}</p>'
        f"{parts.qr(link(face))}</div>"
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
        left, right = face.compared
        yield f'<section class="two fit">{_column(left, right)}{_column(right, left)}</section>'
    elif shared.mode == "alone":
        yield '<section class="stage one fit"><div><p class="calm">Everybody practises on their own phone.</p>'
        yield '<p class="q">Choose your lines, or type your own. Only the coach sees them.</p></div></section>'
    elif shared.phase == "lobby" and not shared.asked:
        yield _lobby(face, open_to_phones=open_to_phones)
    else:
        yield _stage(face)


def _lobby(face: ProjectorFace, *, open_to_phones: bool) -> str:
    if face.locked:
        return (
            '<section class="stage one fit"><p class="calm">The session is locked: nobody new can join.</p></section>'
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
        f'<p class="many">{many}</p></div>{parts.qr(link(face))}</section>'
    )


def _stage(face: ProjectorFace) -> str:
    shared = face.all
    talk = parts.exchange(shared.talk)
    mood = f'<p class="mood">{escape(face.mood)}</p>' if face.mood and not shared.talk.outcome else ""
    about = f"{talk}{mood}{parts.outcome(shared.talk)}"
    if shared.next:
        about += f'<p class="said note"><span class="who">We are about to say</span>{escape(shared.next)}</p>'
    found = parts.advice(shared.advice)
    if shared.asked is None:
        return f'<section class="stage one fit"><div>{about}{found}</div></section>'
    return f'<section class="stage fit"><div>{about}</div><div>{_asked(shared.asked)}{found}</div></section>'


def _asked(asked: Asked) -> str:
    lines = "".join(_line(line, asked) for line in asked.lines)
    return f'<h2>{escape(asked.question)}</h2><ol class="lines">{lines}</ol>'


def _line(line: Line, asked: Asked) -> str:
    count = below = ""
    if line.count >= 0:
        count = (
            f'<span class="n t">{line.count}<span class="sr"> {"vote" if line.count == 1 else "votes"}</span></span>'
        )
        below = parts.bar(line.count, asked.votes)
    words = [word for word, holds in (("▲ Leads", line.leads), ("● Decided", line.decided)) if holds]
    small = f"<small>{' · '.join(words)}</small>" if words else ""
    lead = ' class="lead"' if words else ""
    return f'<li{lead}><b class="l">{line.letter}</b><span>{escape(line.text)}</span>{count}{below}{small}</li>'


def _column(column: Column, other: Column) -> str:
    lines = "".join(f'<li class="{"us" if ours else "them"}">{escape(text)}</li>' for ours, text in column.lines)
    return (
        f"<div><h2>{escape(column.name)} <small>{escape(column.outcome)}</small></h2>"
        f"{parts.curve(column.curve, other.curve, column.name)}<ul>{lines}</ul></div>"
    )
