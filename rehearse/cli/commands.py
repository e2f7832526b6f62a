"""The ``rehearse`` command: its subcommands are imported only when they are called, so that help is instant."""

from importlib import import_module
from pathlib import Path

import click

from rehearse import __version__
from rehearse.model.problem import did_you_mean

SUBCOMMANDS = {
    "play": ("rehearse.cli.play:play", "Start straight in the talk."),
    "resume": ("rehearse.cli.play:resume", "Go on with an unfinished rehearsal."),
    "boss": ("rehearse.cli.boss:boss", "Which boss is mine? Eight to ten statements to answer."),
    "brief": ("rehearse.cli.brief:brief", "Your own meeting: answer the questions, or edit the file."),
    "prep": ("rehearse.cli.prep:prep", "The page to take along: one page, Markdown or HTML."),
    "today": ("rehearse.cli.today:today", "What is on today, on the way to your meeting; calendar file."),
    "drill": ("rehearse.cli.drill:drill", "Objections only: five minutes, one after the other."),
    "progress": ("rehearse.cli.progress:progress", "What you met, what worked, and what is still unproven."),
    "log": ("rehearse.cli.log:log", "After the real meeting: note it, compare it, draft the e-mail."),
    "list": ("rehearse.cli.lists:list_content", "List the meetings and the bosses."),
    "map": ("rehearse.cli.map:map_of", "A meeting as a picture, or told as an outline."),
    "advice": ("rehearse.cli.advice:advice", "Show the advice cards, or how far they cover the articles."),
    "check": ("rehearse.cli.check:check", "Report what is wrong with content, with file, line and column."),
    "understanding": ("rehearse.cli.understanding:understanding", "Reading by meaning: is it on, and why not?"),
    "journal": ("rehearse.cli.journal:journal", "List past rehearsals, or export the debrief of one."),
}
"""Each subcommand's place and its line in the help."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click calls it so)
        """Every subcommand, in the order of the table above."""
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the subcommand."""
        if cmd_name not in SUBCOMMANDS:
            return None
        module, _, name = SUBCOMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named first in *args*, or a sentence that says which one was probably meant."""
        if args and args[0] not in SUBCOMMANDS:
            hint = did_you_mean(args[0], SUBCOMMANDS) or f"There is: {', '.join(SUBCOMMANDS)}."
            ctx.fail(f"There is no command '{args[0]}'. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The subcommands with their lines, none of them imported."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in SUBCOMMANDS.items()])


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="It gives practice, not legal advice. Everything stays on this machine.",
)
@click.option(
    "--pack",
    "packs",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Also read scenarios, personas and advice from this folder. May be given more than once.",
)
@click.version_option(__version__, prog_name="rehearse")
@click.pass_context
def rehearse(context: click.Context, packs: tuple[Path, ...]) -> None:
    """Practise a hard conversation with your boss before you have it.

    Without a command the full-screen program opens.
    """
    if packs:  # given before the command, they hold for it as well, unless it is given its own
        context.default_map = {name: {"packs": packs, "paths": packs} for name in SUBCOMMANDS}
    if context.invoked_subcommand is None:
        from rehearse.cli.fullscreen import open_program  # noqa: PLC0415

        context.exit(open_program(packs))


def run(arguments: list[str]) -> int:
    """Run the command line with *arguments*; returns the exit status and lets no traceback out."""
    try:
        status = rehearse.main(args=arguments, prog_name="rehearse", standalone_mode=False)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 130
    except BrokenPipeError:
        return 1
    except Exception as error:  # noqa: BLE001  (the process's boundary: it becomes a sentence)
        from rehearse.store.breakdown import told  # noqa: PLC0415

        click.echo(told(error), err=True)
        return 1
    return status if isinstance(status, int) else 0
