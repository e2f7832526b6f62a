"""``rehearse boss``: which of the bosses is most like one's own, in a few statements to answer."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from rehearse.cli.content import ContentError, pack_option, read_library

if TYPE_CHECKING:
    from pathlib import Path

    from rehearse.coaching.boss.which_boss import BossMix, SignQuestion
    from rehearse.loading.library import Library

WIDTH = 78
INTRODUCTION = (
    "Think of your boss as they usually are. How well does each of these fit? Answer with a number: 1 very like them, "
    "2 a bit, 3 not at all. /back goes back, /quit leaves."
)
STOPPED = "Not every question was answered, so there is no result."


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Each question, and the result, as one line of JSON.")
@click.option("--keep", is_flag=True, help="Keep a clear result in your brief.")
@pack_option
def boss(packs: tuple[Path, ...], *, as_json: bool, keep: bool) -> int:
    """Find out which boss, or which mix of two, is most like your own.

    Eight to ten statements on standard output, answered with 1, 2 or 3 on standard input. Exit status 1 where not all
    are answered.
    """
    from rehearse.coaching.boss.which_boss import mix, more_questions, questions  # noqa: PLC0415

    library = read_library(packs)
    asked = questions(library.personas)
    if not asked:
        message = "There is no boss to compare yours with: run 'rehearse check'."
        raise ContentError(message)
    asking = _Asking(as_json=as_json)
    answers = asking.all(asked)
    if answers is not None and (more := more_questions(library.personas, asked, answers)):
        asked = (*asked, *more)
        answers = asking.all(asked, answers)
    if answers is None:
        click.echo(json.dumps({"type": "stopped", "text": STOPPED}) if as_json else f"\n{STOPPED}")
        return 1
    result = mix(asked, answers)
    if as_json:
        click.echo(json.dumps(_data(library, result, asked, answers), ensure_ascii=False))
    else:
        _tell(library, result)
    if keep:
        click.echo(_keep(library, result), err=as_json)
    return 0


def _keep(library: Library, result: BossMix) -> str:
    """Put a clear result into the brief; returns what is to be said about it."""
    from rehearse.store.my_boss import keep_boss  # noqa: PLC0415

    if not result.clear:
        return "Nothing was put into your brief, since the answer is not clear."
    titles = {persona.id: persona.title for persona in library.personas.values()}
    return keep_boss(result.boss, titles, share=result.other_share).told or "Kept in your brief."


class _Asking:
    """The statements, one after the other."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        if not as_json:
            click.echo(click.wrap_text(INTRODUCTION, WIDTH))

    def all(self, asked: tuple[SignQuestion, ...], given: tuple[int, ...] = ()) -> tuple[int, ...] | None:
        """The answer to each of *asked*, the first *given* already; ``None`` where the person leaves before the end."""
        answers = list(given)
        while len(answers) < len(asked):
            answer = self.one(asked[len(answers)], len(answers) + 1, len(asked))
            if answer is None:
                return None
            if answer >= 0:
                answers.append(answer)
            elif answers:
                answers.pop()
        return tuple(answers)

    def one(self, question: SignQuestion, number: int, count: int) -> int | None:
        """One answer; -1 to go back, ``None`` to leave."""
        from rehearse.coaching.boss.which_boss import ANSWERS  # noqa: PLC0415

        if self.as_json:
            options = {str(place): label for place, (_, label) in enumerate(ANSWERS, 1)}
            self.line(type="question", number=number, of=count, text=question.sign, answers=options)
        else:
            click.echo(f"\n{click.wrap_text(f'{number}/{count} {question.sign}', WIDTH, '', '    ')}")
            options_line = "   ".join(f"{place} {label}" for place, (_, label) in enumerate(ANSWERS, 1))
            click.echo(f"    {options_line}")
        for raw in iter(sys.stdin.readline, ""):
            answer = raw.strip()
            if answer == "/quit":
                return None
            if answer == "/back":
                return -1
            if answer in {"1", "2", "3"}:
                return ANSWERS[int(answer) - 1][0]
            if answer:
                wrong = f"'{answer}' is none of them. Answer with 1, 2 or 3; /back goes back, /quit leaves."
                if self.as_json:
                    self.line(type="notice", text=wrong)
                else:
                    click.echo(click.wrap_text(wrong, WIDTH))
        return None

    def line(self, **data: Any) -> None:  # noqa: ANN401
        """One line of JSON."""
        click.echo(json.dumps(data, ensure_ascii=False))


def _tell(library: Library, result: BossMix) -> None:
    from rehearse.coaching.boss.boss_choice import shown  # noqa: PLC0415
    from rehearse.coaching.boss.which_boss import told  # noqa: PLC0415

    click.echo(f"\n{click.wrap_text(told(result, library.personas), WIDTH)}")
    for name in shown(result):
        persona = library.personas[name]
        click.echo(f"\n  {persona.name}, {persona.role} ({name})")
        for sign in persona.signs:
            click.echo(click.wrap_text(sign, WIDTH, "    - ", "      "))
    click.echo()
    if commands := _commands(library, result):
        click.echo("To rehearse with this boss:" if result.clear else "To rehearse:")
        for command in commands:
            click.echo(f"  {command}")
    click.echo("It is a rough guide. 'rehearse list' shows all bosses and meetings.")


def _commands(library: Library, result: BossMix) -> tuple[str, ...]:
    """How to rehearse with whom the answers point to."""
    from rehearse.coaching.boss.boss_choice import bosses  # noqa: PLC0415

    meeting = next(iter(library.scenarios), "MEETING")
    return tuple(f"rehearse play {meeting} --boss {name}" for name in bosses(result))


def _data(
    library: Library, result: BossMix, asked: tuple[SignQuestion, ...], answers: tuple[int, ...]
) -> dict[str, object]:
    from rehearse.coaching.boss.boss_choice import shown  # noqa: PLC0415
    from rehearse.coaching.boss.which_boss import told  # noqa: PLC0415

    given = [
        {"persona": question.persona, "sign": question.sign, "points": answer}
        for question, answer in zip(asked, answers, strict=True)
    ]
    return {
        "type": "result",
        "clear": result.clear,
        "boss": result.boss if result.anybody else None,
        "main": result.main if result.anybody else None,
        "share": result.share,
        "other": result.other,
        "other_share": result.other_share,
        "near": list(result.near),
        "text": told(result, library.personas),
        "signs": {name: list(library.personas[name].signs) for name in shown(result)},
        "commands": list(_commands(library, result)),
        "answers": given,
    }
