"""The phone's page: everything it shows, as one piece that is replaced as a whole."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from rehearse.workshop.server.pages import parts
from rehearse.workshop.server.pages.shell import page
from rehearse.workshop.texts import NAME, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearse.workshop.server.faces import Asked, Everybody, Line, Own, PhoneFace

STYLE = "phone.css"
YOURS = "<small>✓ Your vote</small>"
AGAIN = 5.0
"""Seconds after which a phone without JavaScript asks again."""


def told(face: PhoneFace) -> str:
    """What a screen reader says, and the phone shows on top, when the session has gone on."""
    shared = face.all
    if shared.mode == "alone" and shared.phase != "ended":
        return ""
    match shared.phase:
        case "lobby" | "decided" if face.observes:
            return "You observe: tick what you hear, as the talk goes on."
        case "decided":
            return _told_what_came(face)
        case "lobby":
            return "You are in. The conversation begins soon."
        case "open" if shared.asked:
            if face.observes:
                return "The others are voting."
            if face.voted:
                return "Your vote is in. You can change it until the vote closes."
            return f"{shared.asked.question} Choose one of {len(shared.asked.lines)}."
        case "closed":
            return "The vote is closed." + (" Yours is counted." if face.voted else " You did not vote in it.")
        case "revealed" | "discuss":
            return "This is how the room voted." if _shown(shared.asked) else "Talk about it."
        case "ended":
            return "The session is over. Thank you for taking part."
    return ""


def _told_what_came(face: PhoneFace) -> str:
    """How this phone's guess about the boss did; otherwise, whether the talk is over or goes back."""
    shared, found = face.all, face.all.guessed
    if found is not None and found.true is not None and shared.asked is None:
        right, own = found.true, next((line for line in found.asked.lines if line.id == face.guess), None)
        if own == right:
            return f"You guessed right. {parts.guessed_right(found)}".rstrip()
        yours = f"You guessed {own.letter}. " if own else ""
        return f"{yours}It was {right.letter}: {right.text} {parts.guessed_right(found)}".rstrip()
    if shared.talk.outcome:
        return "This is how it came out."
    return "The room goes back, to try something else." if shared.back and not shared.asked else ""


@lru_cache(maxsize=1024)
def told_main(face: PhoneFace) -> str:
    """The changing part, as it is sent to a script, which counts the seconds itself."""
    return main(face)


def main(face: PhoneFace, now: float = 0.0) -> str:
    """The changing part."""
    return "".join(_main(face, now))


def whole(face: PhoneFace, name: str, now: float, status: str = "", *, bad: bool = False) -> str:
    """The page, with a *status* where something is to be said about what was sent."""
    return page(
        face.all.title,
        _frame(face.all.title, name, main(face, now), status or told(face), bad=bad),
        style=STYLE,
        stream="/stream",
        now=now,
        again=AGAIN,
        back="/",
    )


def _frame(title: str, name: str, body: str, status: str, *, bad: bool = False) -> str:
    kind = ' class="bad"' if bad else ""
    who = f"<p>{escape(name)}</p>" if name else ""
    return (
        f"<header><h1>{escape(title)}</h1>{who}</header>\n"
        f'<p id="s" role="status" aria-live="polite"{kind}>{escape(status)}</p>\n'
        '<p id="c" role="status" hidden>The connection is gone. Trying again; nothing that you sent is lost.</p>\n'
        f'<main id="m">{body}</main>'
    )


def joining(title: str, once: str, code: str = "", name: str = "", status: str = "") -> str:
    """The page for who is not in yet. *once* tells a form that is sent twice from two people."""
    asked = (
        f'<input type="hidden" name="code" value="{escape(code)}">'
        if code
        else '<label for="code">The code on the screen</label>'
        '<input id="code" name="code" class="code" required maxlength="12" autocomplete="off" '
        'autocapitalize="characters" spellcheck="false" enterkeyhint="next">'
    )
    body = (
        f'<h2>Join the workshop</h2><form method="post" action="/join" data-plain="y">{asked}'
        f'<input type="hidden" name="once" value="{escape(once)}">'
        f'<label for="name">Your name</label><input id="name" name="name" maxlength="{NAME}" autocomplete="off" '
        f'enterkeyhint="go" value="{escape(name)}" aria-describedby="about">'
        '<p id="about" class="q small note">The coach sees it. Any name will do; leave it empty to be “Guest”.</p>'
        '<button class="go" id="in">Join</button></form>'
        '<p class="q small note">What you vote and write here stays on the coach&rsquo;s computer. '
        "Your address is not kept.</p>"
    )
    return page(title, _frame(title, "", body, status, bad=bool(status)), style=STYLE)


def bounced(back: str) -> str:
    """A page that asks once more, as a browser brings along what it knows only when our own page asks."""
    return page(
        "One moment", f'<main><p class="wait"><a href="{escape(back)}">Go on</a></p></main>', style=STYLE
    ).replace("<title>", f'<meta http-equiv="refresh" content="0;url={escape(back)}">\n<title>', 1)


# --- the changing part


def _main(face: PhoneFace, now: float) -> Iterator[str]:
    shared = face.all
    if shared.phase == "ended":
        yield parts.exchange(shared.talk) + parts.outcome(shared.talk)
        yield parts.advice(shared.advice)
        yield '<p class="wait">You can close this page.</p>'
        return
    if shared.mode == "alone":
        yield from _alone(face.own, shared)
        return
    yield f'<p class="phase"><span>{_phase(face)}</span>'
    yield (parts.countdown(shared.asked.until, now) if shared.asked else "") + "</p>"
    if shared.phase == "lobby":
        yield parts.scene(shared)
    yield parts.exchange(shared.talk)
    yield parts.outcome(shared.talk)
    if shared.next:
        yield f'<p class="said"><span class="who">The room is about to say</span>{escape(shared.next)}</p>'
    if shared.asked:
        yield from _asked(face, shared.asked)
    elif not shared.talk.outcome:
        yield '<p class="wait">Look at the screen in front.</p>'
    yield parts.advice(shared.advice)
    if face.observes:
        yield from _checklist(face)
    elif not shared.talk.outcome and not shared.next and (not shared.asked or not _shown(shared.asked)):
        yield from _own_words(face)
    yield _other_part(face)


def _is(holds: bool) -> str:  # noqa: FBT001  (a value, and no switch)
    return "true" if holds else "false"


def _phase(face: PhoneFace) -> str:
    return "Soon" if face.all.phase == "lobby" else face.all.words


def _shown(asked: Asked | None) -> bool:
    return asked is not None and any(line.count >= 0 for line in asked.lines)


def _asked(face: PhoneFace, asked: Asked) -> Iterator[str]:
    yield f'<h2 id="h">{escape(asked.question)}</h2>'
    if face.all.phase == "open" and not face.observes:
        yield '<form method="post" action="/vote" aria-labelledby="h">'
        yield f'<input type="hidden" name="round" value="{asked.round}">'
        for line in asked.lines:
            own = line.id == face.voted
            yield (
                f'<button id="o{line.letter}" name="option" value="{escape(line.id)}" aria-pressed="{_is(own)}">'
                f"<b>{line.letter}</b><span>{escape(line.text)}{YOURS if own else ''}</span></button>"
            )
        yield "</form>"
        return
    yield "<ol>"
    for line in asked.lines:
        yield _card(line, asked, own=line.id == face.voted)
    yield "</ol>"


def _card(line: Line, asked: Asked, *, own: bool) -> str:
    counted = ""
    if line.count >= 0:
        counted = (
            f'<span class="n t">{line.count}<span class="sr"> {"vote" if line.count == 1 else "votes"}</span></span>'
        )
    below = parts.bar(line.count, asked.votes) if line.count >= 0 else ""
    words = [word for word, holds in (("✓ Your vote", own), ("● Decided", line.decided)) if holds]
    small = f"<small>{' · '.join(words)}</small>" if words else ""
    return (
        f'<li class="card{" own" if own else ""}"><b>{line.letter}</b>'
        f"<span>{counted}{escape(line.text)}{below}{small}</span></li>"
    )


def _checklist(face: PhoneFace) -> Iterator[str]:
    yield "<h2>What did you hear in the last line?</h2>"
    if not face.all.checklist:
        yield '<p class="q">The list comes with the first line that the room says.</p>'
        return
    yield '<form method="post" action="/mark">'
    for place, (move, label) in enumerate(face.all.checklist):
        seen = move in face.seen
        yield (
            f'<button class="tick" id="k{place}" name="{"unseen" if seen else "seen"}" value="{escape(move)}" '
            f'aria-pressed="{_is(seen)}"><b aria-hidden="true">{"☑" if seen else "☐"}</b>'
            f"<span>{escape(label)}</span></button>"
        )
    yield "</form>"


def _own_words(face: PhoneFace) -> Iterator[str]:
    opened = " open" if face.suggested else ""
    yield f'<details id="w"{opened}><summary>Say it in your own words</summary>'
    for words in face.suggested:
        yield f'<p class="own-words says">{escape(words)} <span class="q small">✓ sent</span></p>'
    # a page that asks again by itself would lose what is being typed: without JavaScript there is a page for it
    yield (
        '<form method="post" action="/suggest">'
        '<label for="words">What would you say? The coach may play it.</label>'
        f'<textarea id="words" name="words" rows="3" maxlength="{WORDS}" required></textarea>'
        '<button class="go" id="ws">Send</button></form>'
        '<noscript><p class="note"><a href="/words">Write without this page reloading</a></p></noscript></details>'
    )


def _other_part(face: PhoneFace) -> str:
    label, value = ("Vote with the room again", "no") if face.observes else ("Observe instead of voting", "yes")
    about = (
        "You watch for moves and tick what you hear; you do not vote."
        if not face.observes
        else "From the next vote on you choose with the others."
    )
    return (
        '<details id="p"><summary>Your part</summary>'
        f'<p class="q small">{about}</p><form method="post" action="/observe">'
        f'<button id="ob" name="observes" value="{value}">{label}</button></form></details>'
    )


# --- alone


def _alone(own: Own | None, shared: Everybody) -> Iterator[str]:
    if own is None:
        yield "<h2>Everybody alone</h2>"
        yield parts.scene(shared)
        yield '<p class="note">Now you have the talk to yourself, on this phone. '
        yield "Choose your lines, or type your own.</p>"
        yield _begin(0, "Begin")
        return
    where = f"Line {own.turn}" if own.lines else "At its end"
    yield f'<p class="phase"><span>Your own talk</span><span class="q">{where}</span></p>'
    if not own.talk.said:
        yield parts.scene(shared)
    yield parts.exchange(own.talk, "You said")
    if own.talk.outcome or not own.lines:
        yield parts.outcome(own.talk)
        yield from _looked_back(own)
        yield _begin(own.attempt, "Try it another way")
        return
    yield '<h2 id="h">What do you say?</h2><form method="post" action="/alone" aria-labelledby="h">'
    yield _place(own)
    for line in own.lines:
        yield (
            f'<button id="o{line.letter}" name="option" value="{escape(line.id)}">'
            f"<b>{line.letter}</b><span>{escape(line.text)}</span></button>"
        )
    yield '</form><details id="w"><summary>Say it in your own words</summary><form method="post" action="/alone">'
    yield _place(own)
    yield (
        '<label for="words">What do you say?</label>'
        f'<textarea id="words" name="words" rows="3" maxlength="{WORDS}" required></textarea>'
        '<button class="go" id="ws">Say it</button></form>'
        '<noscript><p class="note"><a href="/words">Write without this page reloading</a></p></noscript></details>'
    )
    yield '<details id="a"><summary>Begin anew</summary>'
    yield _begin(own.attempt, "Begin anew") + "</details>"


def _looked_back(own: Own) -> Iterator[str]:
    if own.back:
        yield "<h2>Your lines, looked back at</h2><ol>"
    for line in own.back:
        rule = f"{line.word.capitalize()}. {line.rule}"
        source = f' <span class="q">{escape(line.source)}</span>' if line.source else ""
        yield (
            f'<li class="card"><b aria-hidden="true">{line.symbol}</b>'
            f"<span>{escape(line.said)}<small>{escape(rule)}{source}</small></span></li>"
        )
    if own.back:
        yield "</ol>"


def _place(own: Own) -> str:
    """Which line of which attempt is meant, so that one that is sent twice is said once."""
    named = ("turn", own.turn), ("attempt", own.attempt)
    return "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in named)


def _begin(attempt: int, label: str) -> str:
    return (
        '<form method="post" action="/alone/begin">'
        f'<input type="hidden" name="attempt" value="{attempt}"><button class="go" id="be">{label}</button></form>'
    )


def writing(face: PhoneFace, name: str) -> str:
    """A page to write one's own words on, which stays as it is while they are written."""
    own = face.own
    talk, action, place = (own.talk, "/alone", _place(own)) if own else (face.all.talk, "/suggest", "")
    body = (
        f'{parts.exchange(talk)}<form method="post" action="{action}" data-plain="y">{place}'
        '<label for="words">What would you say?</label>'
        f'<textarea id="words" name="words" rows="4" maxlength="{WORDS}" required></textarea>'
        '<button class="go" id="ws">Send</button></form><p class="note"><a href="/">Back</a></p>'
    )
    return page(face.all.title, _frame(face.all.title, name, body, ""), style=STYLE)
