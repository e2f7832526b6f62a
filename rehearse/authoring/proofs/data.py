"""A proof as programs read it (``--json``); every key is named in ``docs/authoring/proofs.md``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehearse.authoring.proofs.changes import Changes
    from rehearse.authoring.proofs.proof import Figure, Mark, Proof, Section


def proof_data(proof: Proof, changes: Changes | None = None) -> dict[str, object]:
    """Everything in *proof*, and what has changed in it, as plain values."""
    found: dict[str, object] = {
        "scenario": proof.scenario,
        "title": proof.title,
        "personas": list(proof.personas),
        "levels": list(proof.levels),
        "verdict": proof.verdict,
        "sections": [_section(section) for section in proof.sections],
    }
    if changes is not None:
        found["changes"] = {
            "since": changes.revision,
            "sentences": list(changes.section.sentences),
            "orphans": [orphan._asdict() for orphan in changes.orphans],
            "figures_before": [_figure(figure) for figure in changes.before.figures()],
        }
    return found


def _section(section: Section) -> dict[str, object]:
    return {
        "id": section.id,
        "title": section.title,
        "verdict": section.verdict,
        "sentences": list(section.sentences),
        "figures": [_figure(figure) for figure in section.figures],
        "marks": [_mark(mark) for mark in section.marks],
    }


def _figure(figure: Figure) -> dict[str, object]:
    found: dict[str, object] = {"name": figure.name, "value": figure.value, "unit": figure.unit}
    found |= {
        key: value
        for key, value in (("persona", figure.persona), ("level", figure.level), ("person", figure.person))
        if value
    }
    return found | ({"error": figure.error} if figure.error else {})


def _mark(mark: Mark) -> dict[str, object]:
    found: dict[str, object] = {
        "code": mark.code,
        "verdict": mark.verdict,
        "sentence": mark.sentence,
        "rule": mark.rule,
        "remedy": mark.remedy,
        "value": mark.value,
        "margin": mark.margin,
    }
    named = (("persona", mark.persona), ("level", mark.level), ("node", mark.node), ("choice", mark.choice))
    found |= {key: value for key, value in named if value}
    if mark.span is not None:
        found |= {"path": mark.span.path, "line": mark.span.line, "column": mark.span.column}
    return found
