"""``rehearse log``: after the real meeting."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rehearse.cli.content import ContentError, pack_option, read_library, write_new
from rehearse.cli.words import as_json, asked_line, blank, clean, paragraph

if TYPE_CHECKING:
    from rehearse.coaching.feedback.values import Rule
    from rehearse.store.journal import Journal
    from rehearse.store.logs import Noting

NO_TERMINAL = (
    "The log needs a terminal. 'rehearse log --plain' asks on standard input and output, 'rehearse log --show' prints "
    "what is noted."
)
INTRODUCTION = (
    "After the talk: eight questions, two minutes, while you remember it. Enter goes on and leaves things as they are; "
    "- takes an answer away; /back goes back; /quit stops. Every answer is kept at once, for you alone."
)
NOTHING = "Nothing is noted yet: 'rehearse log' asks eight questions."


@click.command()
@click.option("--plain", is_flag=True, help="Ask on standard input and output instead of the full screen.")
@click.option("--show", is_flag=True, help="Print what is noted, beside your rehearsals, and what is advised now.")
@click.option("--mail", is_flag=True, help="Print the e-mail that follows it up, to be changed before it is sent.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="With --mail: write it there.")
@click.option("--json", "print_json", is_flag=True, help="With --show, or alone: print as JSON.")
@click.option("--forget", is_flag=True, help="Delete what is noted of all real meetings.")
@click.option("--yes", is_flag=True, help="With --forget: do not ask.")
@pack_option
def log(
    packs: tuple[Path, ...],
    *,
    plain: bool,
    show: bool,
    mail: bool,
    output: Path | None,
    print_json: bool,
    forget: bool,
    yes: bool,
) -> int:
    """After the real meeting: note how it went, in two minutes.

    It is held against your range and against your rehearsals; the e-mail that follows it up is drafted, and the advice
    for what comes now is named. It is kept in your own folder and never leaves this machine.
    """
    _refuse_together(plain=plain, show=show or print_json, mail=mail, forget=forget, output=output, yes=yes)
    if not (plain or show or mail or print_json or forget):
        from rehearse.cli.fullscreen import open_place  # noqa: PLC0415

        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise ContentError(NO_TERMINAL)
        return open_place("log", packs=packs)
    from rehearse.store.journal import Journal  # noqa: PLC0415  (loaded only here)

    book = Journal.open()
    try:
        if forget:
            _forget(book, sure=yes)
        else:
            noting = _noting(packs, book)
            if plain:
                _Asking(noting).all()
            elif mail:
                _mail(noting, output)
            else:
                _show(noting, print_json=print_json)
        if book.notice:
            click.echo(book.take_notice(), err=True)
    finally:
        book.close()
    return 0


def _refuse_together(*, plain: bool, show: bool, mail: bool, forget: bool, output: Path | None, yes: bool) -> None:
    if sum((plain, show, mail, forget)) > 1:
        message = "--plain, --show, --mail and --forget exclude one another."
        raise click.UsageError(message)
    if output is not None and not mail:
        message = "--output goes with --mail."
        raise click.UsageError(message)
    if yes and not forget:
        message = "--yes goes with --forget."
        raise click.UsageError(message)


def _noting(packs: tuple[Path, ...], book: Journal) -> Noting:
    from rehearse.store import clock  # noqa: PLC0415
    from rehearse.store.brief import load_brief  # noqa: PLC0415
    from rehearse.store.logs import Noting  # noqa: PLC0415
    from rehearse.store.session import UnknownContent  # noqa: PLC0415
    from rehearse.store.settings import load_settings  # noqa: PLC0415

    library = read_library(packs)
    brief, problems = load_brief(personas=library.personas)
    for problem in problems:
        click.echo(str(problem), err=True)
    try:
        return Noting.open(library, book, brief, load_settings().persona, clock.today())
    except UnknownContent as error:
        raise ContentError(str(error)) from error


def _forget(book: Journal, *, sure: bool) -> None:
    from rehearse.store.logs import forget_logs, logs  # noqa: PLC0415

    if not logs(book):
        click.echo("Nothing is noted.")
        return
    if not sure and not click.confirm("Delete what you noted of real meetings for good?", default=False):
        click.echo("Nothing was deleted.")
        return
    forget_logs(book)
    if book.in_memory:
        message = f"It could not be deleted. {book.take_notice()}".strip()
        raise ContentError(message)
    click.echo("Deleted: what you noted of real meetings.")


# --- printing


def _mail(noting: Noting, output: Path | None) -> None:
    text = clean(noting.mail().text)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_new(text, output)
        click.echo(f"Written to {output}. It is a draft: change it before you send it.")


def _show(noting: Noting, *, print_json: bool) -> None:
    from rehearse.coaching.between.after import RESULT_WORDS, advice  # noqa: PLC0415
    from rehearse.coaching.between.follow_up import reasons  # noqa: PLC0415
    from rehearse.coaching.between.log_questions import QUESTIONS, answer_text  # noqa: PLC0415
    from rehearse.coaching.feedback.catalogue import Catalogue  # noqa: PLC0415

    catalogue, log_, labels = Catalogue(noting.library), noting.log, noting.concerns
    beside, rules, letter = noting.beside(), advice(catalogue, log_), noting.mail()
    if print_json:
        data = {"log": None if log_.is_empty else log_.data(), "beside": list(beside.sentences), "mail": letter.text}
        as_json({**data, "advice": [_rule(rule) for rule in rules], "mail_why": [_rule(r) for r in reasons(catalogue)]})
        return
    if log_.is_empty:
        paragraph(NOTHING)
        return
    for question in QUESTIONS:
        answer = answer_text(log_, question.key)
        if question.key == "result":
            answer = RESULT_WORDS.get(answer, "")
        if question.key == "concerns":
            answer = ", ".join(labels.get(each, each) for each in log_.concerns)
        if answer:
            paragraph(f"{question.label}: {answer}", "", "  ")
    blank()
    paragraph("Beside your rehearsals")
    for sentence in beside.sentences:
        paragraph(sentence, "  ")
    if rules:
        blank()
        paragraph("What now")
        _tell_rules(rules)
    blank()
    paragraph("The e-mail (rehearse log --mail)")
    _tell_rules(reasons(catalogue))


def _tell_rules(rules: tuple[Rule, ...]) -> None:
    from rehearse.coaching.report.markdown import sources_line  # noqa: PLC0415

    for rule in rules:
        paragraph(f"- {rule.title}. {rule.why} ({sources_line(rule)})", "  ", "    ")


def _rule(rule: Rule) -> dict[str, Any]:
    return {"card": rule.card, "title": rule.title, "why": rule.why, "points": [each.point for each in rule.sources]}


# --- asking


class _Asking:
    """The questions on plain lines."""

    def __init__(self, noting: Noting) -> None:
        self._noting = noting

    def all(self) -> None:
        from rehearse.cli.typed import bear_any_input  # noqa: PLC0415
        from rehearse.coaching.between.log_questions import QUESTIONS  # noqa: PLC0415

        bear_any_input()
        paragraph(INTRODUCTION)
        at = 0
        while at < len(QUESTIONS):
            step = self._ask(at)
            if step is None:
                break
            at = max(0, at + step)
        blank()
        paragraph("Kept. 'rehearse log --show' holds it against your rehearsals, 'rehearse log --mail' is the e-mail.")

    def _ask(self, at: int) -> int | None:
        """One question: 1 to go on, -1 to go back, nothing to stop."""
        from rehearse.coaching.between.log_questions import QUESTIONS, answer_text  # noqa: PLC0415

        question = QUESTIONS[at]
        blank()
        paragraph(f"{at + 1}/{len(QUESTIONS)} {question.label}")
        options = question.options or (tuple(self._noting.concerns.items()) if question.kind == "choices" else ())
        for number, (_, label) in enumerate(options, 1):
            paragraph(f"{number} {label}", "   ")
        hint = "Several with ; between them. " if question.kind == "long" else ""
        paragraph(f"{hint}{question.hint}", "   ")
        if now := answer_text(self._noting.log, question.key):
            named = ", ".join(dict(options).get(part, part) for part in now.split(", ")) if options else now
            paragraph(f"now: {named}", "   ", "     ")
        for raw in iter(asked_line, ""):
            answer = " ".join(clean(raw).split())
            match answer.casefold():
                case "":
                    return 1
                case "/quit" | "/q":
                    return None
                case "/back":
                    return -1
                case _ if answer.startswith("/") and " " not in answer:
                    paragraph(f"There is no '{answer}': there are /back and /quit.", "   ")
                    continue
            if self._take(question.key, "" if answer == "-" else answer, long=question.kind == "long"):
                return 1
        return None

    def _take(self, key: str, answer: str, *, long: bool) -> bool:
        """Keep an answer; whether it could be read."""
        from rehearse.tui.dates import coming  # noqa: PLC0415

        said = "\n".join(part.strip() for part in answer.split(";")) if long else answer
        wrong = self._noting.take(key, coming(said) if key in {"day", "next_talk"} else said)
        if wrong:
            paragraph(wrong, "   ")
        return not wrong
