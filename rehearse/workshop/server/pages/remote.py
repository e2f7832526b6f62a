"""The coach's phone: the step that comes next under the thumb, and what else there is below."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rehearse.workshop.server.pages import parts
from rehearse.workshop.server.pages.shell import page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rehearse.workshop.server.faces import Everybody, ProjectorFace
    from rehearse.workshop.session.room import Room
    from rehearse.workshop.stage import Stage
    from rehearse.workshop.stage.leading import Next

STYLE = "phone.css"
AGAIN = 4.0
_MODES = (("room", "The room decides"), ("predict", "Predict the boss"), ("alone", "Everybody alone"))
_SHOWN = 60
"""Signs of a line that are shown where it only names a place."""
_MOST_SUGGESTIONS = 12


def asking(status: str = "") -> str:
    """The page for who has not shown a token."""
    body = (
        f'<header><h1>Lead from this phone</h1></header><p id="s" class="bad" role="status">{escape(status)}</p><main>'
        '<form method="post" action="/remote"><label for="token">The key from the coach&rsquo;s screen</label>'
        '<input id="token" name="token" required maxlength="80" autocomplete="off" '
        'autocapitalize="none" spellcheck="false">'
        '<p class="q small note">The dashes do not matter. It holds until the coach takes it back.</p>'
        '<button class="go">Lead</button></form></main>'
    )
    return page("Lead", body, style=STYLE)


def whole(
    room: Room, stage: Stage, face: ProjectorFace, step: Next, notices: Iterable[str], now: float, status: str = ""
) -> str:
    """The page."""
    kind = ' class="bad"' if status else ""
    body = (
        f"<header><h1>{escape(face.all.title)}</h1><p>You lead</p></header>\n"
        f'<p id="s" role="status" aria-live="polite"{kind}>{escape(status)}</p>\n'
        '<p id="c" role="status" hidden>The connection is gone. Trying again.</p>\n'
        f'<main id="m">{main(room, stage, face, step, notices, now)}</main>'
    )
    return page("Lead", body, style=STYLE, stream="/remote/stream", now=now, again=AGAIN, back="/remote")


def main(room: Room, stage: Stage, face: ProjectorFace, step: Next, notices: Iterable[str], now: float = 0.0) -> str:
    """The changing part."""
    return "".join(_main(room, stage, face, step, notices, now))


def place(room: Room) -> str:
    """Where the session stands, as a word: a button that was shown somewhere else does nothing."""
    last = room.round
    vote = f"{last.number}.{last.until:.0f}" if last else ""
    return f"{room.phase}.{vote}.{room.branch}.{len(room.now.entries)}.{room.mode}"


def _main(
    room: Room, stage: Stage, face: ProjectorFace, step: Next, notices: Iterable[str], now: float
) -> Iterator[str]:
    yield from (f'<p class="note"><b>▲ {escape(sentence)}</b></p>' for sentence in notices)
    shared = face.all
    left = parts.countdown(shared.asked.until, now) if shared.asked else ""
    yield f'<p class="phase"><span>{shared.words} {left}</span><span class="q">{_counted(face)}</span></p>'
    if room.phase == "ended":
        yield parts.outcome(shared.talk) or '<p class="wait">It is over.</p>'
        return
    if step.events is not None:
        yield _do(room, "next", (("", step.label),), go=True)
    else:
        yield f'<p class="wait">{escape(step.label)}</p>'
    yield from _vote(room, shared, now_or_never=step.kind == "choose")
    if shared.guessed and (counted := parts.guessed_right(shared.guessed)):
        yield f'<p class="note">{counted}</p>'
    yield parts.exchange(shared.talk) + parts.outcome(shared.talk)
    yield from _notes(room, stage)
    yield from _suggestions(room, stage)
    yield from _more(room, stage, face)


def _counted(face: ProjectorFace) -> str:
    if face.all.asked:
        return f"{face.voted} of {face.voters} voted{parts.hands(face.hands)}"
    return f"{face.people} here"


def _do(room: Room, what: str, buttons: Iterable[tuple[str, str]], *, go: bool = False) -> str:
    """Buttons that have something done, of which only the value differs."""
    kind = ' class="go"' if go else ""
    shown = "".join(
        f'<button{kind} id="{what}{number}" name="value" value="{escape(value)}">{escape(label)}</button>'
        for number, (value, label) in enumerate(buttons)
    )
    return (
        f'<form method="post" action="/remote/do"{"" if go else " class=row"}>'
        f'<input type="hidden" name="do" value="{what}">'
        f'<input type="hidden" name="at" value="{place(room)}">{shown}</form>'
    )


def _vote(room: Room, shared: Everybody, *, now_or_never: bool) -> Iterator[str]:
    asked, last = shared.asked, room.round
    if asked is None or last is None:
        return
    tally = last.tally()
    told = {
        line.id: f'<b>{line.letter}</b><span><span class="n t">{tally[line.id]}</span>{escape(line.text)}</span>'
        for line in asked.lines
    }
    lines = "".join(
        f'<button id="o{line.letter}" name="value" value="{escape(line.id)}">{told[line.id]}</button>'
        for line in asked.lines
    )
    choosing = (
        '<form method="post" action="/remote/do"><input type="hidden" name="do" value="choose">'
        f'<input type="hidden" name="at" value="{place(room)}">{lines}</form>'
    )
    yield f"<h2>{escape(asked.question)}</h2>"
    if now_or_never:
        yield choosing
    else:
        yield "".join(f'<div class="card">{each}</div>' for each in told.values())
        yield '<p class="q small note">The count is for your eyes alone.</p>'
        if last.question == "line" and not last.decided:
            yield '<details id="do"><summary>Choose a line yourself</summary>'
            yield f'<p class="q small">A tap decides, whatever the vote says.</p>{choosing}</details>'
    if room.phase == "open":
        timed = (("60", "One minute"), ("30", "30 seconds more"), *((("0", "No timer"),) if last.until else ()))
        yield f'<div class="note">{_do(room, "timer", timed)}</div>'


def _notes(room: Room, stage: Stage) -> Iterator[str]:
    notes = stage.notes(room.now)
    if notes.notes or notes.questions:
        yield '<details id="dn"><summary>Your notes</summary>'
        yield from (f"<p>{escape(each)}</p>" for each in notes.notes)
        yield from (f'<p class="note"><b>{escape(each)}</b></p>' for each in notes.questions)
        yield "</details>"


def _suggestions(room: Room, stage: Stage) -> Iterator[str]:
    here = (room.branch, len(room.now.entries))
    made = [each for each in room.suggestions if (each.branch, each.turn) == here and not each.hidden]
    if not made:
        return
    made.sort(key=lambda each: each.move)
    yield f'<details id="ds"><summary>What people would say ({len(made)})</summary>'
    for each in made[-_MOST_SUGGESTIONS:]:
        moved = stage.move_label(each.move) if each.move else "Not understood"
        yield f'<p class="own-words says">{escape(each.words)}<br><span class="q small">{escape(moved)}</span></p>'
    yield '<p class="q small">The coach&rsquo;s screen plays them.</p></details>'


def _more(room: Room, stage: Stage, face: ProjectorFace) -> Iterator[str]:
    yield '<details id="dm"><summary>More</summary>'
    if room.phase == "closed" and face.all.asked and face.all.asked.votes == 0:
        yield f"<h2>Vote</h2>{_do(room, 'reopen', (('', 'Open the vote again'),))}"
    if room.now.entries:
        shown = room.advice_shown
        yield f"<h2>Advice</h2>{_do(room, 'advice', (('no' if shown else 'yes', 'Hide it' if shown else 'Show it'),))}"
        turns = [(str(turn), _back(turn, stage.says(entry))) for turn, entry in enumerate(room.now.entries)]
        yield f"<h2>Go back, before this line</h2>{_do(room, 'back', turns)}"
    if len(room.branches) > 1:
        others = [each for each in room.branches if each.number != room.branch]
        named = [(str(each.number), f"Branch {each.number + 1}") for each in others]
        yield f"<h2>Go on in</h2>{_do(room, 'switch', named)}"
        if room.compared:
            named.append(("", "None"))
        yield f"<h2>Put beside this one</h2>{_do(room, 'compare', named)}"
    if room.phase != "open":
        yield f"<h2>The room</h2>{_do(room, 'mode', [(mode, label) for mode, label in _MODES if mode != room.mode])}"
    yield f'<h2>Joining</h2><p class="t">{escape(room.code)}</p>'
    yield _do(room, "lock", (("no", "Unlock") if room.locked else ("yes", "Lock"),))
    yield '</details><details id="de"><summary>End</summary><p class="q small">It cannot be opened again.</p>'
    yield _do(room, "end", (("", "End the session"),)) + "</details>"


def _back(turn: int, said: str) -> str:
    return f"{turn + 1}. {said if len(said) <= _SHOWN else said[:_SHOWN].rstrip() + '…'}"
