"""The command `wieweetwat`: joins the layers' commands, nothing else."""

from __future__ import annotations

import os
import sys

import click

from commands import frame
from commands.app import app_command
from commands.borders import fetch_command
from commands.compare import compare_command
from commands.data import check_command, forget_command, load_command, stores_command
from commands.exporting import export_command
from commands.query import query_command
from commands.questions import ask_command, find_command
from commands.serve import serve_command
from graph.problems import WieWeetWatError


class Commands(click.Group):
    """The group of commands, listed in the order a new user meets them, each with its whole first line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of adding."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands; click's own cuts their help off."""
        with formatter.section(frame.library_words("Commands")):
            formatter.write_dl([(name, (command.help or "").split("\n")[0]) for name, command in self.commands.items()])


@click.group(cls=Commands, help=frame.say("help"), epilog=frame.say("help.lang"), context_settings={"max_content_width": 100})
def cli() -> None:
    """See `help` in commands/texts.toml."""


for added in (ask_command, find_command, compare_command, query_command, app_command, serve_command, check_command, load_command,
              stores_command, export_command, fetch_command, forget_command):
    cli.add_command(added)


def main() -> int:
    """Run a command. Exit codes: 0 answered, 1 data, unknown thing or store, 2 wrong use. Never a stack trace."""
    frame.speak_library()
    try:
        cli.main(frame.ARGUMENTS, prog_name="wieweetwat", standalone_mode=False)
    except WieWeetWatError as error:
        frame.err.print(error.say(frame.LANGUAGE), markup=False)
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        frame.print_plain(error.format_message())
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "wieweetwat"
        frame.err.print(frame.say("usage", problem=error.format_message(), command=command), markup=False)
        return 2
    except click.ClickException as error:
        frame.err.print(error.format_message(), markup=False)
        return 2
    except (KeyboardInterrupt, click.Abort):
        frame.err.print(frame.say("stopped"))
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left; nothing to complain of
    return 0


if __name__ == "__main__":
    sys.exit(main())
