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
    "workshop": (
        "rehearse.cli.workshop.commands:workshop",
        "Lead a group: they vote by phone, you pause, reveal and rewind.",
    ),
    "list": ("rehearse.cli.lists:list_content", "List the meetings and the bosses."),
    "map": ("rehearse.cli.map:map_of", "A meeting as a picture, or told as an outline."),
    "advice": ("rehearse.cli.advice:advice", "Show the advice cards, or how far they cover the articles."),
    "understanding": ("rehearse.cli.understanding:understanding", "Reading by meaning: is it on, and why not?"),
    "journal": ("rehearse.cli.journal:journal", "List past rehearsals, or export the debrief of one."),
}
"""Each subcommand's place and its line in the help."""

FOR_AUTHORS = {
    "new": ("rehearse.cli.new:new", "Begin a scenario, a persona, cards or a pack: a small file that works."),
    "edit": ("rehearse.cli.edit:edit", "The author's bench: read, check and play a scenario while you write it."),
    "check": ("rehearse.cli.check:check", "Report what is wrong with content, with file, line and column."),
    "explain": ("rehearse.cli.explain:explain", "What a problem's code means, with a bad and a good example."),
    "prove": ("rehearse.cli.prove:prove", "Odds, giveaways, coverage, pivots: whether a scenario is good."),
    "test": ("rehearse.cli.test:test", "Run the tests that stand beside scenarios."),
    "record": ("rehearse.cli.record:record", "Make a test of a rehearsal."),
    "graph": ("rehearse.cli.graph:graph", "A scenario as a picture or for other programs."),
    "stats": ("rehearse.cli.stats:stats", "Words, lines, endings, reading time, for each persona."),
    "ids": ("rehearse.cli.ids:ids", "Give ids to choices and nodes that lack them."),
    "fmt": ("rehearse.cli.fmt:fmt", "Lay out content files alike, comments kept."),
    "schema": ("rehearse.cli.schema:schema", "The JSON Schema by which editors complete and explain keys."),
    "export": ("rehearse.cli.export:export", "To Twee, for Twine, or to a table for translators."),
    "import": ("rehearse.cli.import_:import_", "From Twee, Yarn Spinner or Ink, or a translated table."),
    "pack": ("rehearse.cli.pack:pack", "Build, install, list or remove packs."),
}
"""Likewise, for those who write meetings."""

ALL_COMMANDS = SUBCOMMANDS | FOR_AUTHORS


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click calls it so)
        """Every subcommand, in the order of the tables above."""
        return list(ALL_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the subcommand."""
        if cmd_name not in ALL_COMMANDS:
            return None
        module, _, name = ALL_COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named first in *args*, or a sentence that says which one was probably meant."""
        if args and args[0] not in ALL_COMMANDS:
            hint = did_you_mean(args[0], ALL_COMMANDS) or f"There is: {', '.join(ALL_COMMANDS)}."
            ctx.fail(f"There is no command '{args[0]}'. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The subcommands with their lines, none of them imported."""
        for title, commands in (("Commands", SUBCOMMANDS), ("For authors", FOR_AUTHORS)):
            with formatter.section(title):
                formatter.write_dl([(name, line) for name, (_, line) in commands.items()])


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
        given = {"packs": packs, "paths": packs}
        context.default_map = {name: {**given, "run": given} for name in ALL_COMMANDS}
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
