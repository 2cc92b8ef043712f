"""A film that is as its last pick left it: shown from what is on record, without reading or choosing anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from selector.cli.picking.shown import AsJson, AsText
from selector.cli.printing.progress import Progress
from selector.data import data_dir
from selector.db.decisions.last_pick import LastPick, last_pick
from selector.reading.films.film_files import film_files_in, print_of_files, print_of_pictures
from selector.reporting.rows import title_of
from selector.reporting.rules_used import RulesUsed
from selector.reporting.verdict import FINE

if TYPE_CHECKING:
    from collections.abc import Callable


def pick_unchanged(
    folder: str, rules: str | None, database: str | None, output: str, tell: Callable[[str], None]
) -> int | None:
    """Show the last pick of a whole film, where nothing has changed since; None where it must be picked.

    `tell` gets what was told of the film's files then.
    """
    home, rules_file, file = Path(folder), Path(), None
    try:
        rules_file = rules_file_of(home, rules)
        file = home / "selector.sqlite" if database is None else _plain_file(database)
        files = (
            print_of_files(home, rules_file)
            if file is not None and file.is_file() and home.is_dir()
            else None
        )
    except (OSError, ValueError):
        return None  # the long way tells what is wrong with a path
    if file is None or files is None:
        return None
    with last_pick(file, files, lambda addresses: print_of_pictures(home, addresses)) as found:
        if found is None:
            return None
        if output == "text":
            tell(found.shown)
        return _show(found, folder, str(file), rules or str(rules_file), output)


def _show(found: LastPick, folder: str, database: str, rules_file: str, output: str) -> int:
    rules = RulesUsed(
        name=found.rules_name,
        version=found.rules_version,
        digest=found.rules_digest,
        file=rules_file,
        meaning=found.meaning,
    )
    shown = AsJson(found, rules, folder) if output == "json" else AsText(found, rules, folder)
    with Progress("scenes") as progress:
        for manifest, scene in found.scenes:
            shown.scene_at_rest(scene, title_of(manifest), progress)
        progress.clear()
        shown.done(database)
    return FINE


def rules_file_of(folder: Path, named: str | None) -> Path:
    """The file that holds the rules: the one named, else the film's own, else the one that comes with selector."""
    if named is not None:
        return Path(named)
    own = film_files_in(folder, "rules")
    return own[0] if own else data_dir("rules") / "default.yaml"


def _plain_file(database: str) -> Path | None:
    """The SQLite file of a `--db` that is a path and nothing else."""
    is_path = "://" not in database and database.endswith((".sqlite", ".sqlite3", ".db"))
    return Path(database) if is_path else None
