"""Twee 3, Twee 2 and stories published by Twine: passages and links. Everything else is reported.

A file that was exported from here has comments of a fixed form, from which moves, conditions, effects and replies are
taken back.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from rehearse.authoring.exchange.draft import (
    Draft,
    Dropped,
    Extra,
    NotReadable,
    Option,
    Passage,
    Way,
    braces_doubled,
    checked_size,
)
from rehearse.authoring.exchange.twee_file import Raw, Story, read_file
from rehearse.authoring.exchange.twee_out import ABOUT_TAG, BACK, WAYS_TAG, shown_in_link, shown_in_text
from rehearse.authoring.exchange.twee_text import PassageText, Reading, label_read, text_read
from rehearse.loading.yaml_text import quoted

_NO_STORY = {
    "script": "script",
    "stylesheet": "style",
    "widget": "macro",
    "Twine.image": "image",
    "annotation": "comment",
}
_SPECIAL_WORDS = (
    "StoryAuthor StoryBanner StoryCaption StoryDisplayTitle StoryInit StoryInterface StoryMenu StorySettings "
    "StorySubtitle StoryShare StoryIncludes StoryJS PassageDone PassageFooter PassageHeader PassageReady StoryMetadata "
    "StoryInterface ClickThrough"
)
_SPECIAL = frozenset(_SPECIAL_WORDS.split())
_SPECIAL_TAGS = frozenset({"header", "footer", "startup", "debug-header", "debug-footer", "debug-startup"})
_PHASES = ("opening", "concerns", "proposal")
_ENDINGS = ("agreed", "trial", "partial", "deferred", "refused", "ruptured")
_KEY = re.compile(r"([a-z_]{2,12}): (.*)")
_WORDS = frozenset({"speaks", "concern", "when", "risk", "repeat", "next_talk"})
_TEXTS = frozenset({"again", "why", "title", "summary", "you", "scene", "asks", "notes"})
_DATA = frozenset({"effects", "cards", "requires", "forbids", "slots", "flags", "meters", "interrupts"})
_OURS = _WORDS | _TEXTS | _DATA | {"id", "move", "reply", "as", "say", "boss", "weight", "return", "todo"}
_MOST_DATA = 20_000


def read_twee(path: str, text: str) -> Draft:
    """The story in *text*. Raises ``NotReadable`` with a sentence where nothing can be made of it."""
    story = read_file(text)
    ours = any(ABOUT_TAG in raw.tags for raw in story.passages)
    form = story.form or ("SugarCube" if "<<" in text else "")
    found: dict[str, Passage] = {}
    ways: dict[str, Reading] = {}
    about: dict[str, Any] = {}
    dropped = list(story.dropped)
    for raw in story.passages:
        if (kind := _no_part_of_the_story(raw)) is not None:
            dropped.append(Dropped(raw.line, kind, f"The passage '{raw.name}', with all that stands in it."))
            continue
        if raw.name in found or raw.name in ways:
            dropped.append(Dropped(raw.line, "passage", f"A second passage '{raw.name}'; the first is kept."))
            continue
        reading = PassageText(raw.content, raw.line + 1, form).read()
        if ours and ABOUT_TAG in raw.tags:
            about = _noted(reading.notes.get(-1, ""))
        elif ours and WAYS_TAG in raw.tags:
            ways[raw.name] = reading
        elif ours:
            found[raw.name] = _our_passage(raw, reading)
        else:
            found[raw.name] = _passage(raw, reading)
    if not found:
        message = "There is no passage with a story in it."
        raise NotReadable(message)
    passages = [_with_ways(passage, ways) if ours else passage for passage in found.values()]
    start = next((name for name in (story.start, "Start") if name in found), passages[0].name)
    if story.start and story.start not in found:
        dropped.append(Dropped(0, "broken link", f"The story is to begin with '{story.start}', which is not there."))
    return Draft(
        path,
        _form(story),
        story.title,
        start,
        checked_size(passages),
        keys=tuple(_keys(about)),
        dropped=tuple(dropped),
        id=str(about.get("id") or ""),
        ours=ours,
    )


def _form(story: Story) -> str:
    return f"Twee, {story.form}" if story.form else "Twee"


def _no_part_of_the_story(raw: Raw) -> str | None:
    for tag in raw.tags:
        if tag in _NO_STORY:
            return _NO_STORY[tag]
        if tag in _SPECIAL_TAGS:
            return "special passage"
    return "special passage" if raw.name in _SPECIAL else None


def _passage(raw: Raw, reading: Reading) -> Passage:
    """A passage of somebody else's; its tags and its comments are reported."""
    dropped = [Dropped(raw.line, "tag", ", ".join(raw.tags))] if raw.tags else []
    dropped += reading.dropped
    options = [
        replace(
            option, text=braces_doubled(option.text) or "…", dropped=_comment(reading.notes.get(index), option.line)
        )
        for index, option in enumerate(reading.options)
    ]
    dropped += _comment(reading.notes.get(-1), raw.line + 1)
    fallback, ways = "", tuple(dict.fromkeys(reading.ways))
    if options and ways:
        fallback, *others = (way.to for way in ways)
        dropped += [Dropped(raw.line, "jump", f"It may also go on by itself to '{other}'.") for other in others]
        ways = ()
    return Passage(
        raw.name,
        raw.line,
        text=braces_doubled(reading.text),
        options=tuple(options),
        ways=ways,
        fallback=fallback,
        dropped=tuple(dropped),
    )


def _comment(inside: str | None, line: int) -> tuple[Dropped, ...]:
    said = " ".join((inside or "").split())
    return (Dropped(line, "comment", said),) if said else ()


# --- files that were exported from here


def _noted(inside: str) -> dict[str, Any]:
    """The notes of a comment; others than ours are left out."""
    found: dict[str, Any] = {}
    for line in inside.split("\n"):
        match = _KEY.fullmatch(line.strip())
        if match is None or match[1] not in _OURS:
            continue
        value: Any = match[2].strip()
        if value[:1] in {'"', "[", "{"} and len(value) <= _MOST_DATA:
            with suppress(ValueError, RecursionError):
                value = json.loads(value)
        found[match[1]] = value
    return found


def _keys(notes: dict[str, Any]) -> list[Extra]:
    """Notes as keys of the format, in YAML."""
    found = []
    for key, value in notes.items():
        if key in _TEXTS and isinstance(value, str):
            found.append(Extra(key, value, is_text=True))
        elif key in _WORDS and isinstance(value, str):
            found.append(Extra(key, value if re.fullmatch(r"[a-z][a-z_-]{0,60}", value) else quoted(value)))
        elif key in _DATA and isinstance(value, (dict, list)):
            found.append(Extra(key, _flow(value)))
    return found


def _flow(value: Any) -> str:  # noqa: ANN401  (whatever JSON holds)
    """Data as YAML on one line."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _moves(value: Any) -> tuple[str, ...]:  # noqa: ANN401
    several = value if isinstance(value, list) else [value] if value else []
    return tuple(move for move in several if isinstance(move, str) and re.fullmatch(r"[a-z0-9-]{1,80}", move))


@dataclass(slots=True)
class _Links:
    """The links of one of our passages, by what they are."""

    options: list[Option]
    ways: list[Way]
    detour: str = ""
    fallback: str = ""
    otherwise: str = ""


def _links(reading: Reading) -> _Links:
    found = _Links([], [*reading.ways])
    for index, option in enumerate(reading.options):
        notes = _noted(reading.notes.get(index, ""))
        to = option.ways[0].to if option.ways else ""
        match notes.get("as"):
            case "goto":
                found.ways.append(Way(to, str(notes.get("when") or "")))
            case "chance":
                weight = str(notes.get("weight") or "1")
                found.ways.append(Way(to, weight=int(weight) if re.fullmatch(r"\d{1,4}", weight) else 1))
            case "detour":
                found.detour = to
            case "fallback":
                found.fallback = to
            case "otherwise":
                found.otherwise = to
            case _:
                found.options.append(_our_option(option, notes))
    return found


def _our_option(option: Option, notes: dict[str, Any]) -> Option:
    returns = str(notes.get("return")) == "true" or (bool(option.ways) and option.ways[0].to == BACK)
    said = notes.get("say")
    reply = notes.get("reply")
    return replace(
        option,
        text=said if isinstance(said, str) and label_read(shown_in_link(said)) == option.text else option.text,
        reply=reply if isinstance(reply, str) else "",
        id=str(notes.get("id") or ""),
        moves=_moves(notes.get("move")),
        repeat=False,
        returns=returns,
        ways=() if returns else option.ways,
        keys=tuple(_keys({key: value for key, value in notes.items() if key != "notes"})),
    )


def _our_passage(raw: Raw, reading: Reading) -> Passage:
    notes = _noted(reading.notes.get(-1, ""))
    links = _links(reading)
    ending = next((tag for tag in raw.tags if tag in _ENDINGS), "")
    text = re.sub(r"(?:^|\n+)The end: [^\n]*(?:\n(?!\n)[^\n]*)*\s*$", "", reading.text) if ending else reading.text
    said = notes.get("boss")
    if isinstance(said, str) and text_read(shown_in_text(said)) == text:  # else it was reworded in Twine
        text = said
    if notes.get("speaks") and re.fullmatch(r"\(The boss speaks: [a-z ]{1,40}\.\)", text):
        text = ""
    return Passage(
        raw.name,
        raw.line,
        text=text,
        options=tuple(links.options),
        ways=tuple(links.ways),
        fallback=links.fallback,
        otherwise=links.otherwise,
        phase=next((tag for tag in raw.tags if tag in _PHASES), ""),
        ending=ending,
        todo="todo" in raw.tags or not (links.options or links.ways or ending),
        keys=tuple(_keys(notes)),
        dropped=tuple(reading.dropped),
    )


def _with_ways(passage: Passage, ways: dict[str, Reading]) -> Passage:
    """*passage* with its choices leading where the passages that hold their ways lead."""
    options = []
    for option in passage.options:
        held = ways.get(option.ways[0].to) if option.ways else None
        if held is None:
            options.append(option)
            continue
        links = _links(held)
        options.append(replace(option, ways=tuple(links.ways), detour=links.detour))
    guessed = any(not option.moves for option in options)
    return replace(passage, options=tuple(options), todo=passage.todo or guessed)
