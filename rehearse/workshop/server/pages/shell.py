"""What all pages stand in: head, style and script with the policy that lets these run and nothing else."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from html import escape
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def _part(name: str) -> str:
    return "\n".join(line.strip() for line in (_HERE / name).read_text(encoding="utf-8").splitlines() if line.strip())


@cache
def _style(name: str) -> str:
    return f"{_part('base.css')}\n{_part(name)}"


def _source(text: str) -> str:
    """What a content security policy knows an inline part by."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def policy(style: str, *, script: bool = True) -> str:
    """The policy of a page with that style sheet: its own style and script, its own server, nothing else."""
    may = [
        "default-src 'none'",
        f"style-src {_source(_style(style))}",
        "img-src data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
    if script:
        may += [f"script-src {_source(_part('follow.js'))}", "connect-src 'self'"]
    return "; ".join(may)


def page(
    title: str,
    body: str,
    *,
    style: str,
    stream: str = "",
    now: float = 0.0,
    again: float = 0.0,
    back: str = "",
    fit: bool = False,
) -> str:
    """A whole page.

    *stream*: where its script listens; without it the page has none. *again*: seconds after which a browser without
    JavaScript asks for *back*, which is this page. *fit*: make everything smaller where it does not fit the screen.
    """
    refresh = (
        f'<noscript><meta http-equiv="refresh" content="{again:g};url={escape(back)}"></noscript>\n' if again else ""
    )
    fitted = ' data-fit="y"' if fit else ""
    followed = f' data-stream="{escape(stream)}" data-now="{now:.2f}"{fitted}' if stream else ""
    script = f"<script>{_part('follow.js')}</script>\n" if stream else ""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<link rel="icon" href="data:,">\n'
        f"{refresh}<title>{escape(title)}</title>\n<style>{_style(style)}</style>\n</head>\n"
        f"<body{followed}>\n{body}\n{script}</body>\n</html>\n"
    )
