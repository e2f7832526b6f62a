"""``rehearse explain``: what a problem's code means, with a bad and a good example."""

import re
import sys

import click

from rehearse.cli.content import ContentError
from rehearse.model.codes import CODES
from rehearse.model.problem import did_you_mean


@click.command()
@click.argument("code", required=False)
@click.option("--plain", is_flag=True, help="The page as it is written, without any layout.")
def explain(code: str | None, *, plain: bool) -> None:
    """Show the page of the problem CODE, such as missing-default; without CODE list them all.

    'rehearse check' shows a problem's code at the end of its line, between brackets.
    """
    if code is None:
        _list()
        return
    name = code.strip("[]").casefold()
    if name not in CODES:
        hint = did_you_mean(name, CODES) or "'rehearse explain' lists all codes."
        message = f"There is no problem with the code '{code}'. {hint}"
        raise ContentError(message)
    text = _page(name)
    if plain or not sys.stdout.isatty():
        click.echo(text.rstrip())
    else:
        from rich.console import Console  # noqa: PLC0415  (loaded only to show a page)
        from rich.markdown import Markdown  # noqa: PLC0415

        shown = re.sub(r"^```(\w+) .*$", r"```\1", text, flags=re.MULTILINE)  # the second word is for the tests
        Console(width=min(Console().width, 100)).print(Markdown(shown, code_theme="ansi_dark"))


def _list() -> None:
    width = max(map(len, CODES))
    for name, code in CODES.items():
        click.echo(f"{name.ljust(width)}  {code.severity:7}  {code.title}")


def _page(code: str) -> str:
    from rehearse.loading.library import problem_pages  # noqa: PLC0415  (loads pydantic only here)

    try:
        return (problem_pages() / f"{code}.md").read_text(encoding="utf-8")
    except OSError as error:
        message = f"The page of '{code}' cannot be read: {error.strerror or error}."
        raise ContentError(message) from error
