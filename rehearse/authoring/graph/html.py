"""A scenario as one HTML file to walk around in. It needs nothing else, and nothing in it can reach a network."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehearse.authoring.graph.picture import picture_of
from rehearse.authoring.graph.svg import inner
from rehearse.authoring.graph.told import told
from rehearse.loading.yaml_reader import strip_controls

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rehearse.authoring.graph.formats import ScenarioGraph

_HERE = Path(__file__).parent
_MARK = re.compile(r"%%([a-z]+)%%")
_UNSAFE = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def html(graph: ScenarioGraph) -> str:
    """The page. Raises ``TooManyEdges``."""
    picture = picture_of(graph)
    style, script = _part("graph.css"), _part("graph.js")
    return _filled(
        _part("graph.html"),
        {
            "title": escape(strip_controls(graph.story.title)),
            "policy": f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}; "
            "base-uri 'none'; form-action 'none'",
            "style": style,
            "script": script,
            "width": f"{picture.width:g}",
            "height": f"{picture.height:g}",
            "picture": "\n".join(inner(graph, picture)),
            "data": as_script(told(graph, picture)),
        },
    )


def as_script(data: Any) -> str:  # noqa: ANN401  (whatever JSON can hold)
    """*data* as JSON that may stand inside ``<script>``: nothing in it can end that, or begin a comment."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_UNSAFE)


def _part(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _source(text: str) -> str:
    """What a content security policy knows an inline part by."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _filled(template: str, parts: Mapping[str, str]) -> str:
    """*template* with its marks replaced, all at once: what is put in is not looked through again."""
    return _MARK.sub(lambda mark: parts[mark[1]], template)
