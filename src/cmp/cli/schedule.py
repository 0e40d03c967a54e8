"""`policycmp schedule`: the entry that renders a report every Monday, ready to paste.

Prints only; what it prints names this Python, this folder, and the options of the report.
"""

from __future__ import annotations

import hashlib
import json
import re
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from cmp.cli.report import report
from cmp.errors import InputError

TEMPLATES = Path(__file__).parent / "schedules"
DAILY = "daily"
SCRIPT = "policycmp"
# As cron counts and systemd writes them.
DAYS = {
    "monday": ("1", "Mon "),
    "tuesday": ("2", "Tue "),
    "wednesday": ("3", "Wed "),
    "thursday": ("4", "Thu "),
    "friday": ("5", "Fri "),
    "saturday": ("6", "Sat "),
    "sunday": ("0", "Sun "),
    DAILY: ("*", ""),
}


@dataclass(frozen=True)
class Schedule:
    """When a report is made, in which folder, and with which options of `policycmp report`."""

    folder: Path
    at: tuple[int, int]
    day: str
    options: Sequence[str]
    out: Path

    @property
    def log(self) -> Path:
        """Where the runs write what they say: beside the site, which is replaced as a whole."""
        out = self.folder / self.out
        return out.with_name(f"{out.name}.log")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("kind", type=click.Choice(("cron", "systemd", "github")))
@click.option("--at", default="06:00", show_default=True, metavar="HH:MM", help="The time of day.")
@click.option(
    "--day",
    type=click.Choice(tuple(DAYS)),
    default="monday",
    show_default=True,
    help="The day of the week, or daily.",
)
@click.option("--pages", is_flag=True, help="With github: publish the site on GitHub Pages too.")
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def schedule(kind: str, at: str, day: str, pages: bool, options: tuple[str, ...]) -> None:
    """Print what renders the report of this folder on a schedule, ready to paste.

    cron: lines for the crontab. systemd: a service and a timer of the user, which make up for what
    fell due while the machine was off. github: a workflow of GitHub Actions, in UTC. Comments say
    where to put it.

    Other OPTIONS go on to `policycmp report --due`, for instance --language zh or --every monthly.
    """
    every = DAILY if day == DAILY else "weekly"
    whole = ("--due", "--every", every, *options)
    # Says now, and not on Monday, which of them is wrong.
    out = report.make_context("policycmp report", list(whole)).params["out"]
    wanted = Schedule(Path.cwd(), _time(at), day, whole, out)
    if kind == "github":
        click.echo(_github(wanted, pages=pages))
    else:
        click.echo(_cron(wanted) if kind == "cron" else _systemd(wanted))


def _time(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", text)
    hour, minute = (int(match[1]), int(match[2])) if match else (24, 0)
    if hour > 23 or minute > 59:
        raise click.BadParameter(f"{text!r} is no time. Write it as 06:00.", param_hint="--at")
    return hour, minute


def _cron(wanted: Schedule) -> str:
    folder, log = shlex.quote(str(wanted.folder)), shlex.quote(str(wanted.log))
    command = f"cd {folder} && {shlex.join(_program(wanted))} >> {log} 2>&1"
    # crontab takes % for a line break, and versions of cron differ in what \ does elsewhere.
    if "\\" in command or "\n" in command:
        raise InputError("cron takes no folder or option with a backslash or a line break in it.")
    return _filled("cron", wanted, command=command.replace("%", "\\%"))


def _systemd(wanted: Schedule) -> str:
    words = _program(wanted)
    if "\n" in "".join((str(wanted.folder), *words)):
        raise InputError("systemd takes no folder or option with a line break in it.")
    minutes = f"{wanted.at[0]:02}:{wanted.at[1]:02}:00"
    return _filled(
        "systemd",
        wanted,
        unit=_unit(wanted.folder),
        workdir=str(wanted.folder).replace("%", "%%"),
        logfile=str(wanted.log).replace("%", "%%"),
        # The program itself is looked up as it is written, its options are searched for $.
        command=" ".join(
            map(_systemd_word, [words[0], *(w.replace("$", "$$") for w in words[1:])])
        ),
        calendar=f"{DAYS[wanted.day][1]}*-*-* {minutes}",
    )


def _systemd_word(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return escaped if re.fullmatch(r"[\w./:=@$%-]+", escaped) else f'"{escaped}"'


def _unit(folder: Path) -> str:
    """A name that another project's units on this machine do not have."""
    short = re.sub(r"[^a-z0-9]+", "-", folder.name.lower()).strip("-")
    mark = hashlib.sha256(str(folder).encode("utf-8")).hexdigest()[:6]
    return "-".join(filter(None, ("policycmp", short, mark)))


def _github(wanted: Schedule, *, pages: bool) -> str:
    # make reads $ itself before the shell does.
    options = shlex.join(wanted.options).replace("$", "$$")
    command = f"make report REPORT={shlex.quote(options)}"
    out = wanted.out.as_posix()
    if wanted.out.is_absolute() or re.search(r"[^\w./-]", out):
        raise InputError(f"--out {out}: name a folder of the repository, in plain letters.")
    # JSON's text is YAML's too, whatever stands in it.
    return _filled(
        "github", wanted, command=json.dumps(command, ensure_ascii=False), out=out, pages=pages
    )


def _program(wanted: Schedule) -> list[str]:
    """The words that run the report with this very Python."""
    script = Path(sys.executable).with_name(SCRIPT)
    own = [sys.executable, "-P", "-c", "from cmp.cli import main; main()"]
    return [*([str(script)] if script.is_file() else own), "report", *wanted.options]


def _filled(kind: str, wanted: Schedule, **more: object) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 (slow)

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        block_start_string="[%",
        block_end_string="%]",
        variable_start_string="[[",
        variable_end_string="]]",
    )
    hour, minute = wanted.at
    view = {
        "folder": wanted.folder,
        "log": wanted.log,
        "when": "every day" if wanted.day == DAILY else f"every {wanted.day.capitalize()}",
        "at": f"{hour:02}:{minute:02}",
        "hour": hour,
        "minute": minute,
        "day": DAYS[wanted.day][0],
    }
    return environment.get_template(f"{kind}.txt").render(**view, **more)
