"""The library: all content there is, read from the shipped folders and from packs, with every problem found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, Any

from rehearse import __version__
from rehearse.loading.references import reference_problems
from rehearse.loading.strings import Strings
from rehearse.loading.validation import salvaged, validated
from rehearse.loading.yaml_reader import MAX_BYTES, Document, SourceError, read_yaml
from rehearse.model.advice import Article, Card, Concept, Move, Point
from rehearse.model.mix import JOIN, MOST_PARTS, parts_of
from rehearse.model.pack import MANIFEST, Pack, is_older
from rehearse.model.persona import Persona
from rehearse.model.problem import Problem, Span, did_you_mean
from rehearse.model.rules import GroundRules
from rehearse.model.scenario import Scenario
from rehearse.model.strings import StringTable
from rehearse.model.tests import is_tests_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rehearse.loading.yaml_reader import Path as DataPath

LIST_FILES: dict[str, tuple[str, Any]] = {
    "articles.yaml": ("articles", Article),
    "points.yaml": ("points", Point),
    "moves.yaml": ("moves", Move),
    "concepts.yaml": ("concepts", Concept),
}
SUFFIXES = (".yaml", ".yml")
STRINGS_FOLDER = "strings"
"""Where a pack keeps its string tables."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was written: its document and the path to it inside."""

    document: Document
    at: DataPath = ()

    def span(self, path: DataPath = ()) -> Span:
        """Where *path* below the value stands."""
        return self.document.span((*self.at, *path))


@dataclass(slots=True, repr=False)  # or whatever describes work on it would hold all of it, many times over
class Library:
    """All content by id. Read it; the loader alone writes it."""

    rules: GroundRules | None = None
    articles: dict[str, Article] = field(default_factory=dict)
    points: dict[str, Point] = field(default_factory=dict)
    moves: dict[str, Move] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)
    personas: dict[str, Persona] = field(default_factory=dict)
    scenarios: dict[str, Scenario] = field(default_factory=dict)
    manifests: dict[Path, Pack] = field(default_factory=dict)
    """What packs say of themselves, by their folders; a pack need not say anything."""
    strings: list[Strings] = field(default_factory=list)
    """Every string table: texts in other languages."""
    language: str = ""
    """The language that the texts were put into; empty for the one that they were written in."""
    broken: list[Document] = field(default_factory=list)
    """Scenarios that could not be read whole."""
    origins: dict[tuple[str, str], Origin] = field(default_factory=dict)
    hashes: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        """The problems that keep content from being played."""
        return [problem for problem in self.problems if problem.severity == "error"]

    def content_hash(self, scenario: str, persona: str) -> str:
        """A short hash of everything that decides how this meeting with this boss goes; *persona* may be a mix."""
        parts = [
            self.hashes.get(("scenarios", scenario), ""),
            *(self.hashes.get(("personas", part), "") for part in parts_of(persona)),
            self.hashes.get(("rules", ""), ""),
            *sorted(f"{move.id} {move.general}" for move in self.moves.values()),
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def shipped_content() -> Path:
    """The folder that holds ``scenarios/``, ``personas/`` and ``advice/``: in the wheel, or beside the sources."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "content"
    return inside if inside.is_dir() else package.parent


def problem_pages() -> Path:
    """The folder with a page for each code that a problem can have: in the wheel, or beside the sources."""
    content = shipped_content()
    return content / ("problems" if content.name == "content" else "docs/problems")


def load_library(packs: Sequence[Path] = (), *, shipped: Path | None = None) -> Library:
    """Everything from the shipped folders, then from each pack, later ones winning by id with a notice.

    Never raises for bad content: problems are collected in ``Library.problems``.
    """
    library = Library()
    for root in (shipped or shipped_content(), *packs):
        if root.is_dir():
            _load_root(library, root)
        else:
            message = "There is no such folder, so no pack could be read from it."
            library.problems.append(Problem("no-pack", "error", Span(str(root)), message))
    library.problems += reference_problems(library)
    library.cards = {card.id: card for card in library.cards.values() if _is_sound(library, card)}
    library.problems.sort(key=lambda problem: (problem.severity != "error", problem.span))
    return library


def _is_sound(library: Library, card: Card) -> bool:
    """Whether everything that a card names is there; one that is not is left out, and the problem says why."""
    moves = (*card.recommends, *card.warns_against)
    points = [library.points.get(point) for point in card.points]
    return all(move in library.moves for move in moves) and all(
        point is not None and point.article in library.articles for point in points
    )


def load_files(files: Iterable[Path], library: Library) -> None:
    """Read further content files into *library*, their kind told by what stands in them."""
    for path in files:
        if not is_tests_file(path.name) and (document := _read(library, path)) is not None:
            _take_document(library, path, document)


def _load_root(library: Library, root: Path) -> None:
    rules = root / "advice" / "ground-rules.yaml"
    for path in (root / MANIFEST, rules, *_files(root / "advice", skip=rules)):
        is_there = path.exists() or path.is_symlink()  # a link that leads nowhere is told
        if is_there and (document := _read(library, path)) is not None:
            _take_document(library, path, document)
    for folder in ("personas", "scenarios"):
        for path in _files(root / folder):
            if (document := _read(library, path)) is not None:
                _take_one(library, document, folder, Persona if folder == "personas" else Scenario)
    for path in _files(root / STRINGS_FOLDER):
        if (document := _read(library, path)) is not None:
            _take_strings(library, document)


def _files(folder: Path, skip: Path | None = None) -> Iterator[Path]:
    if folder.is_dir():
        found = (p for p in folder.rglob("*") if p.suffix in SUFFIXES and p != skip)
        yield from sorted(p for p in found if not is_tests_file(p.name))


def _read(library: Library, path: Path) -> Document | None:
    try:
        kind = path.stat().st_mode
        if not S_ISREG(kind):  # a pipe would be waited for, and a device might never end
            what = "a folder" if S_ISDIR(kind) else "a pipe or a device"
            message = f"This is {what}, where a file is expected."
            library.problems.append(Problem("not-a-file", "error", Span(_display(path)), message))
            return None
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        document = _parsed(_display(path), raw)
    except FileNotFoundError:
        message = "This is a link to a file that is not there." if path.is_symlink() else "The file is not there."
        library.problems.append(Problem("unreadable", "error", Span(_display(path)), message))
        return None
    except OSError as error:
        message = f"The file cannot be read: {error.strerror or error}."
        library.problems.append(Problem("unreadable", "error", Span(_display(path)), message))
        return None
    except SourceError as error:
        library.problems.append(error.problem)
        return None
    library.problems += document.problems
    return document


def _parsed(path: str, raw: bytes) -> Document:
    """The document with the bytes *raw*. What a file held when it was last read is kept, since few change at a time.

    Raises ``SourceError`` as ``read_yaml`` does.
    """
    kept = _KEPT.get(path)
    if kept is not None and kept[0] == raw:
        return kept[1]
    document = read_yaml(path, raw)
    if len(_KEPT) >= _MOST_KEPT:
        _KEPT.clear()
    _KEPT[path] = (raw, document)
    return document


_KEPT: dict[str, tuple[bytes, Document]] = {}
_MOST_KEPT = 200
"""Files of which the last reading is kept."""


def _display(path: Path) -> str:
    """*path* as short as it can be said from the current folder; a link is called by its own name."""
    try:
        return str((path.parent.resolve() / path.name).relative_to(Path.cwd()))
    except (ValueError, OSError, RuntimeError):  # elsewhere, or links that go round
        return str(path)


def _take_document(library: Library, path: Path, document: Document) -> None:
    data = document.data
    if path.name == "ground-rules.yaml":
        rules, problems = validated(document, GroundRules, data)
        library.problems += problems
        if rules is not None:
            library.rules = rules
            library.hashes["rules", ""] = _hash(data)
            library.origins["rules", ""] = Origin(document)
    elif path.name == MANIFEST:
        _take_manifest(library, path, document)
    elif path.name in LIST_FILES:
        _take_list(library, document, *LIST_FILES[path.name])
    elif isinstance(data, tuple) and (kind := _kind_of_list(data)):
        _take_list(library, document, *kind)
    elif isinstance(data, dict) and "nodes" in data:
        _take_one(library, document, "scenarios", Scenario)
    elif isinstance(data, dict) and "strings" in data:
        _take_strings(library, document)
    elif isinstance(data, dict) and ("reactions" in data or "concerns" in data):
        _take_one(library, document, "personas", Persona)
    else:
        message = "This is neither a scenario (it has no 'nodes'), nor a persona, nor a list of cards, moves or points."
        library.problems.append(Problem("unknown-content", "error", document.span(()), message))


def _kind_of_list(data: tuple[Any, ...]) -> tuple[str, Any] | None:
    """What the items of a list in a file of any name are, by the keys that only they have."""
    keys = {key for item in data if isinstance(item, dict) for key in item}
    for own, kind, model in (
        ({"examples", "general"}, "moves", Move),
        ({"ways", "kind", "hints"}, "concepts", Concept),
        ({"where", "for"}, "points", Point),
        ({"publisher", "short"}, "articles", Article),
        ({"why", "points", "recommends", "warns_against", "counter_example", "stages", "example"}, "cards", Card),
    ):
        if own & keys and "say" not in keys:
            return kind, model
    return None


def _take_manifest(library: Library, path: Path, document: Document) -> None:
    pack, problems = validated(document, Pack, document.data)
    library.problems += problems
    if pack is None:
        return
    library.manifests[path.parent] = pack
    if pack.needs is not None and is_older(__version__, pack.needs):
        message = f"The pack needs rehearse {pack.needs} or later; this is {__version__}."
        problem = Problem("pack-needs-newer", "error", document.span(("needs",)), message, "Update rehearse.")
        library.problems.append(problem)


def _take_strings(library: Library, document: Document) -> None:
    table, problems = salvaged(document, StringTable)  # one bad line does not take the others with it
    library.problems += problems
    if table is not None:
        library.strings.append(Strings(table, Origin(document)))


def _take_list(library: Library, document: Document, kind: str, model: Any) -> None:  # noqa: ANN401
    if not isinstance(document.data, tuple):
        message = f"A list of {kind} is expected here: each begins with '- id:'."
        library.problems.append(Problem("wrong-type", "error", document.span(()), message))
        return
    for index, item in enumerate(document.data):
        value, problems = validated(document, model, item, (index,))
        library.problems += problems
        if value is not None:
            _keep(library, kind, value, Origin(document, (index,)), item)


def _take_one(library: Library, document: Document, kind: str, model: Any) -> None:  # noqa: ANN401
    value, problems = validated(document, model, document.data)
    library.problems += problems
    if value is None and kind == "scenarios":
        library.broken.append(document)
    if value is not None:
        _keep(library, kind, value, Origin(document), document.data)
        stem = Path(document.path).stem
        if value.id != stem:
            message = f"The id '{value.id}' and the file's name '{stem}' should be the same."
            library.problems.append(Problem("id-and-file", "warning", document.span(("id",)), message))


def _keep(library: Library, kind: str, value: Any, origin: Origin, data: Any) -> None:  # noqa: ANN401
    shelf: dict[str, Any] = getattr(library, kind)
    earlier = library.origins.get((kind, value.id))
    if earlier is not None:
        where = earlier.span(("id",))
        if earlier.document.path == origin.document.path:
            message = f"The id '{value.id}' stands here a second time; the first is in line {where.line}."
            library.problems.append(Problem("duplicate-id", "error", origin.span(("id",)), message))
            return
        message = f"'{value.id}' takes the place of the one in {where.path}."
        library.problems.append(Problem("overridden", "note", origin.span(("id",)), message))
    shelf[value.id] = value
    library.origins[kind, value.id] = origin
    library.hashes[kind, value.id] = _hash(data)


def _hash(data: Any) -> str:  # noqa: ANN401
    return hashlib.sha256(repr(data).encode("utf-8", "replace")).hexdigest()


def wrong_boss(persona: str, shelf: dict[str, Any]) -> str:
    """A sentence where *persona*, one id or two joined by ``+``, stands for no boss that can be played, else empty."""
    parts = parts_of(persona)
    for part in parts:
        if part not in shelf:
            return unknown_id(part, shelf, "persona")
    if len(parts) > MOST_PARTS:
        return f"'{persona}' is more than two bosses in one. Name one, or two with a '{JOIN}' between them."
    if len(parts) != len(set(parts)):
        return f"'{persona}' names the same boss twice. Name two different ones, or one alone."
    return ""


def unknown_id(word: str, shelf: dict[str, Any], kind: str) -> str:
    """A sentence for an id that is not there, with the nearest that is, or all of them where they are few."""
    hint = did_you_mean(word, shelf) or (f"There is: {', '.join(sorted(shelf))}." if shelf else "There is none at all.")
    return f"There is no {kind} '{word}'. {hint}"
