"""`selector db history | replay | prune`: the decisions on record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby

import click

from selector.cli.arguments.database_films import (
    DB_OPTION,
    PROJECT_OPTION,
    find_stored,
    must_be_stored,
)
from selector.cli.arguments.scene_numbers import one_scene_if_any, whole_argument
from selector.cli.printing.output import (
    examples,
    format_option,
    list_problems,
    print_code_hint,
    print_document,
    print_result,
)
from selector.db.connections.database_problems import without_password
from selector.db.decisions.history import PastDecision, read_history
from selector.db.decisions.prune import prune as prune_decisions
from selector.db.decisions.replay import Replayed
from selector.db.decisions.replay import replay as replay_decisions
from selector.model.problem import shown
from selector.model.scene_number import SceneNumber
from selector.reporting.terminal import printable
from selector.reporting.verdict import FINDINGS, FINE, counted

_FILM = click.argument("film", metavar="FILM|URL")


@click.command(
    "history",
    short_help="List what was picked, by which rules, when, for whom.",
    epilog=examples("selector db history my-film", "selector db history my-film 12A"),
)
@_FILM
@click.argument("scene", metavar="[SCENE]", callback=one_scene_if_any, required=False)
@DB_OPTION
@PROJECT_OPTION
@format_option("text", "json")
def history(
    film: str, scene: SceneNumber | None, database: str | None, project: str | None, output: str
) -> int:
    """List the decisions on record: what was picked for a scene, by which rules, when, and who asked.

    The newest decision of each scene comes first. `selector why FILM SCENE --decision NUMBER` tells why.
    """
    stored = find_stored(film, database, project)
    address = must_be_stored(stored)
    past = read_history.sync(address, stored.project, scene)
    if output == "json":
        _say_history(without_password(address), past)
        return FINE
    for (number, _), decisions in groupby(
        past, key=lambda each: (each.scene_index, each.scene_key)
    ):
        print_result(f"Scene {printable(str(number))}")
        for each in decisions:
            by = f"; asked by {printable(each.asked_by)}" if each.asked_by else ""
            picked = ", ".join(map(printable, each.tags)) or "nothing"
            rules = printable(f"{each.rules_name} {each.rules_version}, meaning {each.meaning}")
            print_result(
                f"  {each.number:>3}  {each.made_at:%Y-%m-%d %H:%M} UTC  {rules}: {picked}{by}"
            )
    if not past:
        print_result(
            "No decision is on record" + ("." if scene is None else f" for scene {scene}.")
        )
    return FINE


@click.command(
    "replay",
    short_help="Make recorded decisions again; name those that differ.",
    epilog=examples("selector db replay my-film", "selector db replay sqlite:///films.sqlite"),
)
@_FILM
@click.argument("scene", metavar="[SCENE]", callback=one_scene_if_any, required=False)
@DB_OPTION
@PROJECT_OPTION
@format_option("text", "json")
def replay(
    film: str, scene: SceneNumber | None, database: str | None, project: str | None, output: str
) -> int:
    """Make every recorded decision again, from what was stored with it, and name those that differ.

    Each must be the same to the byte, reasons and their places included. A decision that was made when selector read
    rules in another way (another meaning) is checked for edits only. Nothing is written.
    """
    stored = find_stored(film, database, project)
    address = must_be_stored(stored)
    replayed = replay_decisions.sync(address, stored.project, scene)
    code = FINDINGS if replayed.problems else FINE
    if output == "json":
        from selector.reporting.documents.databases import CheckedEntry, ReplayDocument
        from selector.reporting.documents.problems_document import problem_entry

        problems = tuple(map(problem_entry, replayed.problems))
        checked = tuple(
            CheckedEntry(meaning=each.meaning, decisions=each.decisions)
            for each in replayed.checked
        )
        print_document(
            ReplayDocument(
                database=without_password(address),
                decisions=replayed.decisions,
                problems=problems,
                replayed=replayed.replayed,
                checked=checked,
            )
        )
        return code
    list_problems(replayed.problems)
    print_code_hint(replayed.problems)
    for line in _counts(replayed):
        print_result(line)
    return code


def _counts(replayed: Replayed) -> Iterator[str]:
    """How many were made again and how many only checked, and with how many something is wrong."""
    wrong = len(replayed.problems) - sum(each.wrong for each in replayed.checked)
    if replayed.replayed or not replayed.checked:
        yield f"{counted(replayed.replayed, 'decision')} replayed: {_differ(wrong)}."
    for each in replayed.checked:
        found = f"; {each.wrong:,} not as written" if each.wrong else ""
        yield f"{each.decisions:,} made under meaning {each.meaning}: checked, not replayed{found}."


def _differ(number: int) -> str:
    if number == 1:
        return "1 differs"
    return f"{number:,} differ" if number else "none differ"


def _days(_context: click.Context, _option: click.Parameter, written: str) -> int:
    days = whole_argument(written)
    if days is None or days < 0:
        raise click.BadParameter(
            f"`{shown(written)}` is not a number of days; write one such as 365."
        )
    return days


@click.command("prune", epilog=examples("selector db prune my-film --older-than 365"))
@_FILM
@click.option(
    "--older-than", "days", metavar="DAYS", callback=_days, required=True, help="Age in days."
)
@DB_OPTION
@PROJECT_OPTION
@format_option("text", "json")
def prune(film: str, days: int, database: str | None, project: str | None, output: str) -> int:
    """Remove old decisions. The newest decision of every scene stays, however old."""
    stored = find_stored(film, database, project)
    address = must_be_stored(stored)
    try:
        before = datetime.now(UTC) - timedelta(days=days)
    except OverflowError:
        before = datetime.min.replace(tzinfo=UTC)
    pruned = prune_decisions.sync(address, before, stored.project)
    if output == "json":
        from selector.reporting.documents.databases import PruneDocument

        print_document(
            PruneDocument(
                database=without_password(address), removed=pruned.removed, kept=pruned.left
            )
        )
    else:
        print_result(f"{counted(pruned.removed, 'decision')} removed, {pruned.left:,} kept.")
    return FINE


def _say_history(database: str, past: tuple[PastDecision, ...]) -> None:
    from selector.reporting.documents.databases import DecisionEntry, HistoryDocument

    entries = tuple(
        DecisionEntry(
            scene=each.scene_index,
            number=each.number,
            made_at=each.made_at,
            asked_by=each.asked_by,
            engine=each.engine,
            rules=each.rules_name,
            rules_version=each.rules_version,
            rules_digest=each.rules_digest,
            meaning=each.meaning,
            references=each.tags,
        )
        for each in past
    )
    print_document(HistoryDocument(database=database, decisions=entries))
