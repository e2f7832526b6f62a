"""The schema files of a pack, and the lines by which a content file tells an editor which of them is its own."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.authoring.writing.rewriting import rewrite
from rehearse.loading.schema import json_schema, kinds

if TYPE_CHECKING:
    from rehearse.loading.library import Library

FOLDER = ".rehearse"
"""Where a pack's schema files lie. They are made, and may be thrown away and made again."""


def schema_text(kind: str, library: Library) -> str:
    """The schema for one kind of file, as JSON. Raises ``KeyError`` where there is no such kind."""
    return json.dumps(json_schema(kind, library), indent=2, ensure_ascii=False) + "\n"


def schema_file(pack: Path, kind: str) -> Path:
    """Where a pack's schema for one kind of file lies."""
    return pack / FOLDER / f"{kind}.schema.json"


def write_schemas(pack: Path, library: Library) -> tuple[Path, ...]:
    """Write every schema file of *pack*, with the ids in *library*; returns those that are new or have changed.

    Raises ``OSError`` where one cannot be written.
    """
    changed = []
    (pack / FOLDER).mkdir(exist_ok=True)
    for kind in kinds():
        path, content = schema_file(pack, kind), schema_text(kind, library).encode()
        if not path.is_file() or path.read_bytes() != content:
            rewrite(path, content)
            changed.append(path)
    return tuple(changed)


def has_schemas(pack: Path) -> bool:
    """Whether *pack* has schema files, so that they are to be kept up to date."""
    return (pack / FOLDER).is_dir()


def modelines(file: Path, pack: Path, kind: str) -> str:
    """The two comment lines by which editors find the schema of *file*.

    The first is read by everything that has the YAML language server (VS Code, Neovim, Helix, Zed, Emacs), the second
    by JetBrains' editors.
    """
    place = Path(os.path.relpath(schema_file(pack, kind), file.parent)).as_posix()
    return f"# yaml-language-server: $schema={place}\n# $schema: {place}\n"
