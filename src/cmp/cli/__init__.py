"""The command `policycmp`: words typed → library calls; what is refused → one clear message.

Exit codes: 0 done, 1 a mistake in the input or a failed run, 2 wrong usage, 3 another run is
under way.
"""

from __future__ import annotations

import sys
from importlib.metadata import version

import click

from cmp.cli.build import build
from cmp.cli.check import check
from cmp.cli.evaluate import evaluate
from cmp.cli.export import export
from cmp.cli.lab import lab
from cmp.cli.report import report
from cmp.cli.schedule import schedule
from cmp.cli.show import show
from cmp.errors import BusyError, CmpError

FAILED, BUSY, INTERRUPTED = 1, 3, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("policycmp"), prog_name="policycmp")
def policycmp() -> None:
    """Compare city programmes from policy articles, each number traceable to its source.

    Put articles into data/raw, then run `policycmp report` and open reports/index.html.
    """


for command in (build, report, schedule, show, check, evaluate, export, lab):
    policycmp.add_command(command)


def main() -> None:
    """Run the command line; mistakes of the input end without a traceback."""
    try:
        policycmp()
    except BusyError as error:
        _refuse(error, BUSY)
    except CmpError as error:
        _refuse(error, FAILED)
    except KeyboardInterrupt:
        click.echo("stopped; what was there before is still there.", err=True)
        sys.exit(INTERRUPTED)


def _refuse(error: CmpError, code: int) -> None:
    click.echo(f"policycmp: {error}", err=True)
    sys.exit(code)
