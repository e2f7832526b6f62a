"""The library: all content there is, read from the shipped folders and from packs, with every problem found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehearse.loading.references import reference_problems
from rehearse.loading.validation import validated
from rehearse.loading.yaml_reader import MAX_BYTES, Document, SourceError, read_yaml
from rehearse.model.advice import Article, Card, Concept, Move, Point
from rehearse.model.mix import JOIN, MOST_PARTS, parts_of
from rehearse.model.persona import Persona
from rehearse.model.problem import Problem, Span, did_you_mean
from rehearse.model.rules import GroundRules
from rehearse.model.scenario import Scenario

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


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was written: its document and the path to it inside."""

    document: Document
    at: DataPath = ()

    def span(self, path: DataPath = ()) -> Span:
        """Where *path* below the value stands."""
        return self.document.span((*self.at, *path))


@dataclass(slots=True)
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
        if (document := _read(library, path)) is not None:
            _take_document(library, path, document)


def _load_root(library: Library, root: Path) -> None:
    rules = root / "advice" / "ground-rules.yaml"
    for path in (rules, *_files(root / "advice", skip=rules)):
        if path.exists() and (document := _read(library, path)) is not None:
            _take_document(library, path, document)
    for folder in ("personas", "scenarios"):
        for path in _files(root / folder):
            if (document := _read(library, path)) is not None:
                _take_one(library, document, folder, Persona if folder == "personas" else Scenario)


def _files(folder: Path, skip: Path | None = None) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(p for p in folder.rglob("*") if p.suffix in SUFFIXES and p != skip)


def _read(library: Library, path: Path) -> Document | None:
    try:
        if path.is_dir():
            problem = Problem("not-a-file", "error", Span(str(path)), "This is a folder, where a file is expected.")
            library.problems.append(problem)
            return None
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        document = read_yaml(_display(path), raw)
    except OSError as error:
        message = f"The file cannot be read: {error.strerror or error}."
        library.problems.append(Problem("unreadable", "error", Span(str(path)), message))
        return None
    except SourceError as error:
        library.problems.append(error.problem)
        return None
    library.problems += document.problems
    return document


def _display(path: Path) -> str:
    """*path* as short as it can be said from the current folder."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
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
    elif path.name in LIST_FILES:
        _take_list(library, document, *LIST_FILES[path.name])
    elif isinstance(data, tuple):
        _take_list(library, document, "cards", Card)
    elif isinstance(data, dict) and "nodes" in data:
        _take_one(library, document, "scenarios", Scenario)
    elif isinstance(data, dict) and ("reactions" in data or "concerns" in data):
        _take_one(library, document, "personas", Persona)
    else:
        message = "This is neither a scenario (it has no 'nodes'), nor a persona, nor a list of advice cards."
        library.problems.append(Problem("unknown-content", "error", document.span(()), message))


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
