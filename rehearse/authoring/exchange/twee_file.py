"""The passages of a Twee file, or of a story published by Twine as HTML, before anything in them is read."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from rehearse.authoring.exchange.draft import Dropped, NotReadable

_TWEE2_PLACE = re.compile(r"<-?\d{1,6}(?:\.\d{1,6})?,-?\d{1,6}(?:\.\d{1,6})?>\s*$")
_MOST_HEADER = 10_000


@dataclass(frozen=True, slots=True)
class Raw:
    """A passage as it stands in the file."""

    name: str
    line: int  # of its header
    tags: tuple[str, ...]
    content: str  # begins on the line after the header


@dataclass(slots=True)
class Story:
    """All passages, and what the story says of itself."""

    passages: list[Raw] = field(default_factory=list)
    title: str = ""
    form: str = ""  # the story format
    start: str = ""
    dropped: list[Dropped] = field(default_factory=list)


def read_file(text: str) -> Story:
    """The passages in *text*, which is Twee 3, Twee 2, or HTML that Twine 2 has published. Raises ``NotReadable``."""
    return _html(text) if "<tw-storydata" in text else _twee(text)


def header(line: str) -> tuple[str, tuple[str, ...], str]:
    """Name, tags and metadata of a passage's header without its colons, escaped signs put right."""
    line = _TWEE2_PLACE.sub("", line[:_MOST_HEADER])
    name, at = _until(line, 0, "[{")
    tags = ""
    if line[at : at + 1] == "[":
        tags, at = _until(line, at + 1, "]")
        at += 1
    metadata = line[at:].strip()
    return name.strip(), tuple(tags.split()), metadata


def _until(line: str, at: int, stops: str) -> tuple[str, int]:
    """What stands in *line* from *at* to the first of *stops* that is not escaped, and where that is."""
    found = []
    while at < len(line) and line[at] not in stops:
        if line[at] == "\\" and at + 1 < len(line):
            at += 1
        found.append(line[at])
        at += 1
    return "".join(found), at


def _twee(text: str) -> Story:
    story = Story()
    name, begun = "", 0
    tags: tuple[str, ...] = ()
    content: list[str] = []
    lines = text.split("\n")
    for number, line in enumerate([*lines, "::"], 1):
        if not line.startswith("::"):
            if begun:
                content.append(line)
            elif line.strip():
                story.dropped.append(Dropped(number, "line outside every passage", line.strip()))
            continue
        if begun:
            _take(story, Raw(name, begun, tags, "\n".join(content).rstrip()))
        name, tags, metadata = header(line[2:])
        begun, content = number, []
        if metadata:
            _look_at(story, metadata, number)
        if not name and number <= len(lines):
            story.dropped.append(Dropped(number, "header", "A passage without a name."))
            name = f"passage in line {number}"
    if not story.passages:
        message = "There are no passages in it: each begins with '::' and its name."
        raise NotReadable(message)
    return story


def _look_at(story: Story, metadata: str, number: int) -> None:
    """Metadata are places on a map, which nothing here has; what is no metadata is reported."""
    try:
        known = isinstance(json.loads(metadata), dict)
    except (ValueError, RecursionError):
        known = False
    if not known:
        story.dropped.append(Dropped(number, "metadata", metadata))


def _take(story: Story, raw: Raw) -> None:
    match raw.name:
        case "StoryTitle":
            story.title = " ".join(raw.content.split())
        case "StoryData":
            data = _data(story, raw)
            story.form = str(data.get("format") or "")
            story.start = str(data.get("start") or "")
        case _:
            story.passages.append(raw)


def _data(story: Story, raw: Raw) -> dict[str, Any]:
    try:
        data = json.loads(raw.content)
    except (ValueError, RecursionError):
        data = None
    if isinstance(data, dict):
        return data
    story.dropped.append(Dropped(raw.line, "metadata", "StoryData cannot be read: it is no JSON object."))
    return {}


class _Published(HTMLParser):
    """Finds the passages in a published story."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.story = Story()
        self.first = ""  # the number of the passage that the story begins with
        self.numbers: dict[str, str] = {}
        self.inside: tuple[str, int, tuple[str, ...]] | None = None
        self.content: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what a story or a passage says of itself."""
        data = {key: value or "" for key, value in attrs}
        line = self.getpos()[0]
        if tag == "tw-storydata":
            self.story.title, self.story.form = " ".join(data.get("name", "").split()), data.get("format", "")
            self.first = data.get("startnode", "")
        elif tag == "tw-passagedata":
            name = data.get("name", "").strip() or f"passage in line {line}"
            self.inside, self.content = (name, line, tuple(data.get("tags", "").split())), []
            self.numbers.setdefault(data.get("pid", ""), name)
        elif tag in {"script", "style"} and data.get("id", "").startswith("twine-user"):
            self.story.dropped.append(Dropped(line, tag, f"The story's own {tag}."))

    def handle_data(self, data: str) -> None:
        """Take the text of a passage."""
        if self.inside is not None:
            self.content.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End a passage."""
        if tag == "tw-passagedata" and self.inside is not None:
            name, line, tags = self.inside
            self.story.passages.append(Raw(name, line - 1, tags, "".join(self.content).rstrip()))
            self.inside = None


def _html(text: str) -> Story:
    parser = _Published()
    parser.feed(text)
    parser.close()
    story = parser.story
    if not story.passages:
        message = "There are no passages in it."
        raise NotReadable(message)
    story.start = parser.numbers.get(parser.first, "")
    return story
