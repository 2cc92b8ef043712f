"""`selector db history | replay | prune`: a film in; its stored decisions out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

import click

from selector.cli.arguments.database_films import (
    DB_OPTION,
    PROJECT_OPTION,
    find_stored,
    must_be_stored,
)
from selector.cli.arguments.scene_numbers import one_scene_if_any, whole_argument
from selector.cli.picking.decided import sendings_in_words, sent_as_entries
from selector.cli.printing.output import (
    examples,
    format_option,
    list_problems,
    pager_option,
    print_code_hint,
    print_document,
    print_result,
)
from selector.db.connections.database_problems import without_password
from selector.db.decisions.history import PastDecision, read_history
from selector.db.decisions.prune import prune as prune_decisions
from selector.db.decisions.replay import Replayed
from selector.db.decisions.replay import replay as replay_decisions
from selector.db.decisions.sending import Sending, read_sent
from selector.model.problem import shown
from selector.model.scene_number import SceneNumber
from selector.reporting.terminal import folded, printable, window_of
from selector.reporting.verdict import FINDINGS, FINE, counted

if TYPE_CHECKING:
    from sqlalchemy import URL

OfScene = TypeVar("OfScene", PastDecision, Sending)

_FILM = click.argument("film", metavar="FILM|ADDRESS")


def _in_database(command: Callable[..., int]) -> Callable[..., int]:
    """Add `--db` and `--project`: the command is given the database and project that are meant."""

    @wraps(command)
    def with_options(film: str, database: str | None, project: str | None, **others: object) -> int:
        stored = find_stored(film, database, project)
        return command(must_be_stored(stored), stored.project, **others)

    return DB_OPTION(PROJECT_OPTION(with_options))


@click.command(
    "history",
    short_help="List what was picked, by which rules, when and for whom.",
    epilog=examples("selector db history my-film", "selector db history my-film 12A"),
)
@_FILM
@click.argument("scene", metavar="[SCENE]", callback=one_scene_if_any, required=False)
@_in_database
@format_option("text", "json")
@pager_option
def history(
    address: URL,
    project: str | None,
    scene: SceneNumber | None,
    output: str,
) -> int:
    """List the stored decisions: what was picked for a scene, by which rules, when and for whom.

    The newest decision of each scene comes first, with what was sent for it if a pipeline recorded
    that. Use `selector why FILM SCENE --decision NUMBER` to see why. The meaning is a number that
    identifies how selector reads rules: the same rules can pick differently under another meaning.
    \f

    Args:
        address: The database.
        project: The project's title or id; None for the only one of the database.
        scene: The number of one scene; None for all.
        output: `text` or `json`.

    Returns:
        The exit code: 0.

    Raises:
        ProblemError: There is no such project, or the database cannot be used.
    """
    past = read_history.sync(address, project, scene)
    sent = read_sent.sync(address, project, scene)
    if output == "json":
        _print_history(without_password(address), past, sent)
        return FINE
    _print_scenes(past, sent)
    if not past and not sent:
        of_scene = "" if scene is None else f" for scene {scene}"
        print_result(f"No decision is stored{of_scene}.")
    return FINE


def _print_scenes(past: Sequence[PastDecision], sent: Sequence[Sending]) -> None:
    """The decisions of each scene, with what was sent by each; then what no decision picked."""
    decisions, sendings = _by_scene(past), _by_scene(sent)
    window = window_of(sys.stdout)
    for scene in dict.fromkeys([*decisions, *sendings]):
        number, _ = scene
        print_result(f"Scene {printable(str(number))}")
        others = sendings.get(scene, [])
        for each in decisions.get(scene, []):
            for line in _history_lines(each, window):
                print_result(line)
            its = [sending for sending in others if sending.decision == each.number]
            others = [sending for sending in others if sending not in its]
            _print_sent(its, "")
        _print_sent(others, ", picked by no decision that is stored")


def _by_scene(past: Iterable[OfScene]) -> dict[tuple[SceneNumber, int], list[OfScene]]:
    """What is on record of each scene, by its number and its key."""
    found: dict[tuple[SceneNumber, int], list[OfScene]] = {}
    for each in past:
        found.setdefault((each.scene_index, each.scene_key), []).append(each)
    return found


def _print_sent(sendings: Iterable[Sending], picked: str) -> None:
    """What was sent, the newest first; `picked` says more of the decision."""
    for line in sendings_in_words(sendings, picked):
        print_result(f"       {line}")


def _history_lines(decision: PastDecision, window: int | None) -> list[str]:
    made_at = f"{decision.made_at:%Y-%m-%d %H:%M} UTC"
    rules = printable(f"{decision.rules_name} {decision.rules_version}")
    read = f"rules {rules}, read under meaning {decision.meaning}"
    picked = ", ".join(map(printable, _names(decision))) or "no pictures"
    by = ""
    if decision.asked_by:
        by = f"; for {printable(decision.asked_by)}"
    words = f"{made_at}, {read}: {picked}{by}"
    return folded(words, window, f"{decision.number:>5}. ", " " * 7)


def _names(decision: PastDecision) -> list[str]:
    """What was picked, by tags; two pictures under one tag by their files as well."""
    names = list(decision.tags)
    if decision.pictures:
        from selector.reporting.words import name_of

        for nth, picture in enumerate(decision.pictures):
            if decision.tags.count(picture.tag) > 1:
                names[nth] = name_of(picture)
    return names


def _print_history(database: str, past: Sequence[PastDecision], sent: Sequence[Sending]) -> None:
    from selector.reporting.documents.databases import (
        DecisionEntry,
        HistoryDocument,
    )

    entries = []
    for each in past:
        entry = DecisionEntry(
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
        entries.append(entry)
    document = HistoryDocument(
        database=database, decisions=tuple(entries), sent=sent_as_entries(sent)
    )
    print_document(document)


@click.command(
    "replay",
    short_help="Replay stored decisions, and list those that differ.",
    epilog=examples("selector db replay my-film", "selector db replay sqlite:///films.sqlite"),
)
@_FILM
@click.argument("scene", metavar="[SCENE]", callback=one_scene_if_any, required=False)
@_in_database
@format_option("text", "json")
@pager_option
def replay(
    address: URL,
    project: str | None,
    scene: SceneNumber | None,
    output: str,
) -> int:
    """Replay every stored decision from the data stored with it, and list those that differ.

    Each replay must match its record byte for byte, reasons included. A decision made under another
    meaning (by a version of selector that read rules differently) is only checked for edits.
    Nothing is written.
    \f

    Args:
        address: The database.
        project: The project's title or id; None for the only one of the database.
        scene: The number of one scene; None for all.
        output: `text` or `json`.

    Returns:
        The exit code: 1 if a decision differs, otherwise 0.

    Raises:
        ProblemError: There is no such project, or the database cannot be used.
    """
    replayed = replay_decisions.sync(address, project, scene)
    if output == "json":
        _print_replayed(without_password(address), replayed)
    else:
        list_problems(replayed.problems)
        print_code_hint(replayed.problems)
        for line in _counts(replayed):
            print_result(line)
    return FINDINGS if replayed.problems else FINE


def _print_replayed(database: str, replayed: Replayed) -> None:
    from selector.reporting.documents.databases import ReplayDocument

    document = ReplayDocument(
        database=database,
        decisions=replayed.decisions,
        problems=replayed.problems,
        replayed=replayed.replayed,
        checked=replayed.checked,
    )
    print_document(document)


def _counts(replayed: Replayed) -> Iterator[str]:
    """How many were made again, how many were only checked, and how many are wrong."""
    wrong = len(replayed.problems) - sum(each.wrong for each in replayed.checked)
    if replayed.replayed or not replayed.checked:
        yield f"{counted(replayed.replayed, 'decision')} replayed: {_differ(wrong)}."
    for each in replayed.checked:
        line = (
            f"{counted(each.decisions, 'decision')} made when selector read rules differently"
            f" (meaning {each.meaning}): checked for edits, not replayed"
        )
        if each.wrong:
            line += f"; {each.wrong:,} {_have(each.wrong)} been edited since"
        yield f"{line}."


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _differ(number: int) -> str:
    if number == 1:
        return "1 differs"
    return f"{number:,} differ" if number else "none differ"


def _days(_context: click.Context, _option: click.Parameter, written: str) -> int:
    days = whole_argument(written)
    if days is None or days < 0:
        raise click.BadParameter(
            f"`{shown(written)}` is not a number of days. Write one such as 365."
        )
    return days


@click.command("prune", epilog=examples("selector db prune my-film --older-than 365"))
@_FILM
@click.option(
    "--older-than",
    "days",
    metavar="DAYS",
    callback=_days,
    required=True,
    help="Remove decisions that are older than this many days.",
)
@_in_database
@format_option("text", "json")
def prune(address: URL, project: str | None, days: int, output: str) -> int:
    """Remove old decisions. The newest decision of every scene stays, however old it is.

    \f

    Args:
        address: The database.
        project: The project's title or id; None for the only one of the database.
        days: An age, 0 or more; decisions of more days are removed.
        output: `text` or `json`.

    Returns:
        The exit code: 0.

    Raises:
        ProblemError: There is no such project, or the database cannot be used.
    """
    try:
        before = datetime.now(UTC) - timedelta(days=days)
    except OverflowError:
        before = datetime.min.replace(tzinfo=UTC)
    pruned = prune_decisions.sync(address, before, project)
    if output == "json":
        from selector.reporting.documents.databases import PruneDocument

        database_name = without_password(address)
        print_document(
            PruneDocument(database=database_name, removed=pruned.removed, kept=pruned.left)
        )
    else:
        print_result(f"{counted(pruned.removed, 'decision')} removed, {pruned.left:,} left.")
    return FINE
