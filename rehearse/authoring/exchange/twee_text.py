"""What stands in a passage of Twee: words and links are kept; macros, code, variables and markup are reported."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from rehearse.authoring.exchange.draft import Dropped, Option, Way

LINK, END_LINK = "\x06", "\x07"
"""Stand around a link's words in the text, until it is known whether they are alone on their line."""
_SOMETHING = "…"
OURS = "SugarCube"
"""The story format of what is exported."""
_MOST_SHOWN = 200
_LONGEST_LINK = 2_000
_QUOTED = re.compile(r'"([^"\n]{0,500})"|\'([^\'\n]{0,500})\'|`([^`\n]{0,500})`')
_LEADS = re.compile(rf"\s*(?:[\w-]+\s+)?(?:{_QUOTED.pattern})\s*,?\s*(?:{_QUOTED.pattern})\s*")
"""A macro's two texts: what a link says, and where it leads."""
_ELSEWHERE = re.compile(r"(?:https?:|mailto:|www\.|//)", re.IGNORECASE)
_MACRO_WORD = re.compile(r"\s*(/?[\w-]+)")
_HARLOWE = re.compile(r"\(\s*([a-z][\w-]{0,40})\s*:", re.IGNORECASE)
_HARLOWE_MACROS_WORDS = (
    "set put move if elseif else-if else unless for loop either random print display goto go-to link link-goto "
    "link-reveal link-repeat link-reveal-goto link-replace link-undo undo restart a array dm datamap ds dataset cond "
    "nth cycling-link cyclinglink seq-link live stop event after replace append prepend show hide hidden text-style "
    "textstyle text-colour text-color colour color t8n transition align css font hover-style history visited "
    "passage prompt alert confirm save-game load-game enchant click click-goto mouseover verbatim v6m box "
    "background input input-box dropdown checkbox meter icon-undo storylet open-storylets"
)
_HARLOWE_MACROS = frozenset(_HARLOWE_MACROS_WORDS.split())
_CHAPBOOK_LINK = re.compile(r"\{\s*link to:\s*(['\"])(.{1,300}?)\1(?:\s*,\s*label:\s*(['\"])(.{1,300}?)\3)?\s*\}")
_INSERT = re.compile(r"\{[A-Za-z_][^{}\n]{0,500}\}")
_MODIFIER = re.compile(
    r"\[\s*(?:if|unless|ifalways|ifnever|else|after|align|append|cont\b|continue|note|JavaScript|CSS)[^\[\]\n]{0,300}\]\s*$",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"[$_][A-Za-z]\w{0,60}(?:\.\w{1,60}|\[[^\[\]\n]{0,60}\]){0,5}")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]{0,30})(?:\s[^<>]{0,1000})?/?>")
_COMMENTS = (("<!--", "-->"), ("/*", "*/"), ("/%", "%/"))
_FORMATTING = re.compile(r"''|(?<!:)//|~~|==|\^\^|__")
_GOTO = frozenset({"goto", "go-to", "gotopage"})
_LINK_MACROS = frozenset(
    {
        "link",
        "button",
        "click",
        "linkreplace",
        "linkappend",
        "link-goto",
        "link-reveal-goto",
        "actions",
        "choice",
        "return",
        "back",
    }
)


@dataclass(slots=True)
class Reading:
    """One passage, as far as it is read."""

    line: int
    parts: list[str] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)  # comments right after a link, by the option's index

    @property
    def text(self) -> str:
        """What is said, without lines on which there are links alone."""
        kept = []
        for line in "".join(self.parts).split("\n"):
            if LINK in line and not re.search(r"\w", re.sub(f"{LINK}[^{END_LINK}]*{END_LINK}", "", line)):
                continue
            kept.append(" ".join(line.replace(LINK, "").replace(END_LINK, "").split()))
        return html.unescape(re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip())


class PassageText:
    """Reads the content of one passage from its start to its end, each sign once."""

    def __init__(self, content: str, line: int, form: str) -> None:
        """Begin with *content*, whose first line is *line* of the file; *form* is the story format, if it is known."""
        self.content = content
        self.line = line  # of the first line of the content
        self.form = form.casefold()
        self.reading = Reading(line)
        self.at = 0
        self.counted = 0  # how far line ends are counted
        self.lines = 0
        self.ends: dict[str, int] = {}  # where a sign comes next, -1 where it does not come any more
        self.after_link = False  # whether nothing has been said since the last link
        self.said = False  # whether anything has been said
        self.brackets: set[int] = set()  # ends of hooks whose beginning was taken away
        self.pairs = _pairs(content)

    def read(self) -> Reading:
        """Everything in the passage."""
        self._chapbook_variables()
        content, end = self.content, len(self.content)
        special = re.compile(r"[\[\]<({$_/]")
        while self.at < end:
            found = special.search(content, self.at)
            if found is None:
                self._keep(content[self.at :])
                break
            self._keep(content[self.at : found.start()])
            self.at = found.start()
            if not self._special(content[self.at]):
                self._keep(content[self.at])
                self.at += 1
        return self.reading

    def _keep(self, text: str) -> None:
        if any(sign in text for sign in ("''", "//", "~~", "==", "^^", "__")):
            without = _FORMATTING.sub("", text)
            if without != text:
                self._drop("formatting", text)
            text = without
        if text.strip():
            self.after_link, self.said = False, True
        self.reading.parts.append(text)

    def _number(self) -> int:
        self.lines += self.content.count("\n", self.counted, self.at)
        self.counted = self.at
        return self.line + self.lines

    def _drop(self, kind: str, text: str) -> None:
        flat = " ".join(text[: _MOST_SHOWN * 2].split())
        shown = flat if len(flat) <= _MOST_SHOWN else flat[: _MOST_SHOWN - 1] + "…"
        self.reading.dropped.append(Dropped(self._number(), kind, shown))

    def _end(self, sign: str, start: int) -> int:
        """Where *sign* comes next, or -1; what is not there is looked for once."""
        known = self.ends.get(sign, 0)
        if 0 <= known < start or sign not in self.ends:
            known = self.ends[sign] = self.content.find(sign, start)
        return known

    def _special(self, sign: str) -> bool:
        """Read what begins at the place reached, if anything does; returns whether it did."""
        match sign:
            case "[":
                return self._link() or self._image() or self._modifier()
            case "]":
                if self.at in self.brackets:
                    self.at += 1
                    return True
                return False
            case "<":
                return self._comment() or self._macro() or self._script() or self._tag()
            case "/":
                return self._comment() or self._pair("//")
            case "(":
                return self._harlowe()
            case "{":
                return self._insert()
            case _:
                return self._variable() or self._pair("__")

    def _pair(self, signs: str) -> bool:
        """Leave out formatting that is made of two signs."""
        if not self.content.startswith(signs, self.at) or self.content[self.at - 1 : self.at] == ":":
            return False
        self._drop("formatting", signs)
        self.at += len(signs)
        return True

    def _chapbook_variables(self) -> None:
        if self.form != "chapbook":
            return
        lines = self.content.split("\n")
        if "--" in (stripped := [line.strip() for line in lines]):
            place = stripped.index("--")
            for line in lines[:place]:
                if line.strip():
                    self._drop("variable", line)
                self.at += len(line) + 1
            self.at += len(lines[place]) + 1

    # --- links

    def _link(self) -> bool:
        if not self.content.startswith("[[", self.at):
            return False
        end = self._end("]]", self.at + 2)
        if end < 0:
            return False
        if end - self.at > _LONGEST_LINK or "[[" in (inside := self.content[self.at + 2 : end]):
            return False
        inside, setter, code = inside.partition("][")
        if setter:
            self._drop("setter", code)
        elif self.content.startswith("]]]", end):
            end += 1
        said, to = parted(inside)
        number = self._number()
        self.at = end + 2
        self._option(number, said, to)
        return True

    def _option(self, line: int, said: str, to: str) -> None:
        said = label_read(said)
        if _ELSEWHERE.match(to):
            self._drop("external link", to)
            self._keep(said)
            return
        if "$" in to or "(" in to or not to:
            self._drop("computed link", to or said)
            to = ""
        self.reading.options.append(Option(line, said, (Way(to),) if to else ()))
        self.reading.parts.append(f"{LINK}{said}{END_LINK}")
        self.after_link = True

    def _image(self) -> bool:
        if not re.compile(r"\[<?>?img\[", re.IGNORECASE).match(self.content, self.at):
            return False
        end = self._end("]]", self.at)
        if end < 0:
            return False
        self._drop("image", self.content[self.at : end + 2])
        self.at = end + 2
        return True

    def _modifier(self) -> bool:
        found = None
        if self.form == "chapbook":
            stop = self.content.find("\n", self.at)
            line = self.content[self.at : len(self.content) if stop < 0 else stop]
            found = _MODIFIER.match(line) if len(line) < 1000 else None  # noqa: PLR2004
        if found is None:
            return False
        self._drop("modifier", found.group())
        self.at += found.end()
        return True

    # --- what is no text

    def _comment(self) -> bool:
        for start, stop in _COMMENTS:
            if self.content.startswith(start, self.at):
                end = self._end(stop, self.at + len(start))
                if end < 0:
                    return False
                inside = self.content[self.at + len(start) : end]
                self._comment_read(inside)
                self.at = end + len(stop)
                return True
        return False

    def _comment_read(self, inside: str) -> None:
        options = self.reading.options
        if self.after_link and len(options) - 1 not in self.reading.notes:
            self.reading.notes[len(options) - 1] = inside
        elif not options and not self.said and -1 not in self.reading.notes:
            self.reading.notes[-1] = inside
        elif inside.strip():
            self._drop("comment", inside)

    def _macro(self) -> bool:
        for start, stop, kind in (("<<", ">>", "macro"), ("<%", "%>", "code")):
            if self.content.startswith(start, self.at):
                end = self._end(stop, self.at + 2)
                if end < 0:
                    return False
                inside = self.content[self.at + 2 : end]
                word = _MACRO_WORD.match(inside)
                self._called(kind, word[1].casefold() if word else "", inside, f"{start}{inside}{stop}")
                self.at = end + 2
                return True
        return False

    def _called(self, kind: str, word: str, inside: str, whole: str) -> None:
        """Follow a macro that leads somewhere; report any."""
        texts = [next(part for part in found if part is not None) for found in _texts(inside)]
        self._drop(kind, whole)
        if word in _GOTO and texts:
            self.reading.ways.append(Way(texts[0].strip()))
        elif word in _LINK_MACROS and "[[" in inside:
            said, to = parted(inside[inside.index("[[") + 2 :].partition("]]")[0].partition("][")[0])
            self._option(self._number(), said, to)
        elif word in _LINK_MACROS and texts and _LEADS.fullmatch(inside[:_LONGEST_LINK]):
            self._option(self._number(), texts[0], texts[1])
        elif word == "link-goto" and len(texts) == 1:
            self._option(self._number(), texts[0], texts[0])
        elif word in _LINK_MACROS and texts:
            self.reading.parts.append(texts[0])
        elif word in {"print", "=", "-"}:
            self.reading.parts.append(_SOMETHING)

    def _script(self) -> bool:
        found = re.compile(r"<(script|style)\b", re.IGNORECASE).match(self.content, self.at)
        if found is None:
            return False
        end = self._end(f"</{found[1]}>", self.at)
        end = len(self.content) if end < 0 else end + len(found[1]) + 3
        self._drop(found[1].casefold(), self.content[self.at : end])
        self.at = end
        return True

    def _tag(self) -> bool:
        found = _TAG.match(self.content, self.at)
        if found is None:
            return False
        name = found[1].casefold()
        self._drop("image" if name == "img" else "markup", found.group())
        if name in {"br", "p", "div", "hr", "li"}:
            self.reading.parts.append("\n")
        self.at = found.end()
        return True

    def _harlowe(self) -> bool:
        found = _HARLOWE.match(self.content, self.at)
        if found is None or not (self.form == "harlowe" or found[1].casefold() in _HARLOWE_MACROS):
            return False
        if self.form not in {"harlowe", ""}:
            return False
        end = self.pairs.get(self.at, -1)
        if end < 0:
            return False
        inside = self.content[found.end() : end]
        self._called("macro", found[1].casefold(), inside, self.content[self.at : end + 1])
        self.at = end + 1
        if (
            self.content.startswith("[", self.at)
            and not self.content.startswith("[[", self.at)
            and self.at in self.pairs
        ):
            self.brackets.add(self.pairs[self.at])  # the hook's words are kept, its brackets not
            self.at += 1
        return True

    def _insert(self) -> bool:
        if self.form != "chapbook":
            return False
        if found := _CHAPBOOK_LINK.match(self.content, self.at):
            number = self._number()
            self.at = found.end()
            self._option(number, found[4] or found[2], found[2])
            return True
        if found := _INSERT.match(self.content, self.at):
            self._drop("insert", found.group())
            self.reading.parts.append(_SOMETHING)
            self.at = found.end()
            return True
        return False

    def _variable(self) -> bool:
        before = self.content[self.at - 1 : self.at]
        if self.form == "chapbook" or before.isalnum() or before == "_":
            return False
        found = _VARIABLE.match(self.content, self.at)
        if found is None or (found.group().startswith("_") and self.form != "sugarcube") or found.group().endswith("_"):
            return False
        self._drop("variable", found.group())
        self.reading.parts.append(_SOMETHING)
        self.at = found.end()
        return True


def label_read(label: str) -> str:
    """What is read of a link's words."""
    return " ".join(html.unescape(_FORMATTING.sub("", label)).split())


def text_read(text: str) -> str:
    """What is read of the *text* of a passage of ours."""
    return PassageText(text, 1, OURS).read().text


def parted(inside: str) -> tuple[str, str]:
    """A link's words and where it leads: ``a``, ``a->b``, ``b<-a`` or ``a|b``."""
    if "->" in inside:
        said, _, to = inside.rpartition("->")
    elif "<-" in inside:
        to, _, said = inside.partition("<-")
    elif "|" in inside:
        said, _, to = inside.partition("|")
    else:
        said = to = inside
    return said.strip(), to.strip()


def _texts(inside: str) -> list[tuple[str | None, ...]]:
    return [found.groups() for found in _QUOTED.finditer(inside[:5000])]


def _pairs(content: str) -> dict[int, int]:
    """Where each bracket is closed, round and square ones."""
    open_brackets: dict[str, list[int]] = {"(": [], "[": []}
    found = {}
    for match in re.finditer(r"[()\[\]]", content):
        sign = match.group()
        if sign in open_brackets:
            open_brackets[sign].append(match.start())
        elif stack := open_brackets["(" if sign == ")" else "["]:
            found[stack.pop()] = match.start()
    return found
