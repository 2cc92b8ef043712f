"""A film folder in; its last pick, shown from the database, where nothing has changed since.

Nothing is read or chosen again: the fingerprints of all files that a pick reads are compared.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from selector.cli.arguments.database_films import SQLITE_SUFFIXES
from selector.cli.arguments.inputs import rule_file
from selector.cli.picking.findings import Findings, without_findings
from selector.cli.picking.shown import shown_as
from selector.cli.printing.output import options_typed
from selector.cli.printing.progress import Progress
from selector.data import data_dir
from selector.db.decisions.last_pick import LastPick, last_pick
from selector.reading.films.film_files import film_files_in, print_of_files, print_of_pictures
from selector.reporting.rows import title_of
from selector.reporting.rules_used import RulesUsed
from selector.reporting.verdict import FINE

if TYPE_CHECKING:
    from collections.abc import Callable

    from selector.cli.picking.shown import Shown


def pick_unchanged(
    folder: str,
    rules: str | None,
    database: str | None,
    output: str,
    warn: Callable[[str], None],
) -> int | None:
    """Show the last pick of a whole film, where nothing has changed since.

    Args:
        folder: The film folder, as it was typed.
        rules: The rule file that was named, if one was.
        database: What `--db` says, if anything.
        output: `text` or `json`.
        warn: Gets the counts that were shown about the film's files when it was picked.

    Returns:
        The exit code; None where the film must be picked.
    """
    home = Path(folder)
    options = options_typed(rules=rules)
    if rules is not None:
        rules = rule_file(rules)
    try:
        rules_file = rules_file_of(home, rules)
        file = _database_file(home, database)
        if file is None or not file.is_file() or not home.is_dir():
            return None
        files = print_of_files(home, rules_file)
    except (OSError, ValueError):
        return None  # picking it says what is wrong with the path
    if files is None:
        return None
    with last_pick(file, files, lambda addresses: print_of_pictures(home, addresses)) as found:
        if found is None:
            return None
        if output == "json" and found.has_clean_references:
            return None
        counts, findings = without_findings(found.shown)
        if output == "text":
            warn(counts)
        used = RulesUsed(
            name=found.rules_name,
            version=found.rules_version,
            digest=found.rules_digest,
            file=rules or str(rules_file),
            meaning=found.meaning,
            target=found.target,
        )
        where = options_typed(db=database)
        shown = shown_as(output, used, folder, found.title, options, where)
        return _show(found, findings, shown, str(file))


def _show(found: LastPick, findings: Findings, shown: Shown, database: str) -> int:
    with Progress("scenes") as progress:
        for nth, (manifest, scene) in enumerate(found.scenes):
            limits = findings.limits_not_met.get(nth, ())
            shown.scene(replace(scene, limits_not_met=limits), title_of(manifest), progress)
        progress.clear()
        shown.done(database, findings=replace(findings, added=(), removed=()))
    return FINE


def rules_file_of(folder: Path, named: str | None) -> Path:
    """The file with the rules: the one named, else the film's own, else selector's default one."""
    if named is not None:
        return Path(rule_file(named))
    own = film_files_in(folder, "rules")
    if own:
        return own[0]
    return data_dir("rules") / "default.yaml"


def _database_file(home: Path, database: str | None) -> Path | None:
    """The SQLite file that picks are stored in; None where `--db` names anything else."""
    if database is None:
        return home / "selector.sqlite"
    is_path = "://" not in database and database.endswith(SQLITE_SUFFIXES)
    return Path(database) if is_path else None
