"""How picks are shown while they are made: a table on a terminal, lines with tabs in a pipe, or JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from selector.cli.printing.output import (
    as_json,
    list_problems,
    print_code_hint,
    print_notice,
    print_result,
    typed,
)
from selector.cli.printing.progress import Progress
from selector.data import data_dir
from selector.model.scene_number import SceneNumber
from selector.reporting.change_words import Changes
from selector.reporting.rows import HEADINGS, Row, row_at_rest, row_of, tabbed
from selector.reporting.rules_used import RulesUsed
from selector.reporting.terminal import columns_of, ink_for, is_terminal, printable
from selector.reporting.verdict import counted

if TYPE_CHECKING:
    from selector.db.decisions.decision_store import StoredDecision
    from selector.engine.selection import Selection
    from selector.model.problem import Problem
    from selector.record.at_rest import SceneAtRest
    from selector.reporting.documents.picks_document import SceneEntry

_CHUNK = 200
"""Rows of one table on a terminal: a longer film comes as several, so that memory does not grow with it."""

_NAMED = 8
"""Scenes named in a sentence at most."""


class Shown(Protocol):
    """Takes selections one at a time, then how it ended."""

    def scene(
        self,
        selection: Selection,
        title: str,
        progress: Progress,
        kept: StoredDecision | None = None,
    ) -> None:
        """One more selection; `kept` is what became of it on record."""

    def scene_at_rest(self, scene: SceneAtRest, title: str, progress: Progress) -> None:
        """One more scene that nothing has changed since it was picked."""

    def done(self, database: str | None, skipped: Sequence[Problem] = ()) -> None:
        """All went well but for what was skipped; `database` is where the picks are kept, if they are."""

    def failed(self, problems: Sequence[Problem]) -> None:
        """Nothing was kept, because of these."""


class Titled(Protocol):
    """What is picked for: a film's folder, or a project of a database."""

    @property
    def title(self) -> str:
        """What it is called."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What the sentences below a table are made of."""

    scenes: int = 0
    references: int = 0
    with_missing: int = 0
    named: list[SceneNumber] = field(default_factory=list)
    worth_a_look: SceneNumber | None = None
    looks: int = 0

    def add(self, row: Row) -> None:
        """Count one scene."""
        self.scenes += 1
        self.references += len(row.references)
        if row.missing:
            self.with_missing += 1
            if row.scene is not None and len(self.named) < _NAMED:
                self.named.append(row.scene)
        looks = (
            3
            if row.missing
            else 2
            if "slots_full" in row.left_out
            else 1
            if row.left_out or row.nothing
            else 0
        )
        if looks > self.looks:
            self.looks, self.worth_a_look = looks, row.scene


class AsText:
    """A table on a terminal, lines with tabs elsewhere; sentences about it on standard error."""

    def __init__(
        self, film: Titled, rules: RulesUsed, folder: str, project: str | None = None
    ) -> None:
        self._film = film
        self._rules = rules
        self._folder = folder
        self._of_project = "" if project is None else f" --project {typed(project)}"
        self._rows: list[Row] = []
        self._tally = Tally()
        self._changes = Changes()
        self._any_new = False
        self._on_terminal = is_terminal(sys.stdout)

    def scene(
        self,
        selection: Selection,
        title: str,
        progress: Progress,
        kept: StoredDecision | None = None,
    ) -> None:
        """One more row."""
        row = row_of(selection, title, None if kept is None else kept.reasons)
        if kept is not None:
            self._any_new |= kept.is_new
            if kept.change is not None:
                self._changes.add(row.scene, kept.change)
        self._show(row, progress)

    def scene_at_rest(self, scene: SceneAtRest, title: str, progress: Progress) -> None:
        """One more row."""
        self._show(row_at_rest(scene, title), progress)

    def _show(self, row: Row, progress: Progress) -> None:
        self._tally.add(row)
        if not self._on_terminal:
            self._say_tabbed(row)
            return
        self._rows.append(row)
        if len(self._rows) >= _CHUNK:
            progress.clear()
            self._print_rows()

    def done(self, database: str | None, skipped: Sequence[Problem] = ()) -> None:
        """The rest of the table, then what was skipped, what it comes to and what to look at next."""
        self._print_rows()
        list_problems(skipped)
        ink = ink_for(sys.stderr)
        tally, rules = self._tally, self._rules
        print_notice(
            f"{counted(tally.scenes, 'scene')}, {counted(tally.references, 'reference')}.{self._missing()}"
        )
        if skipped:
            print_notice(f"{counted(len(skipped), 'problem was', 'problems were')} skipped.")
        print_notice(
            f"Rules: {printable(f'{rules.name} {rules.version}, {_home_of(rules.file)}')}."
        )
        if changed := self._changes.sentence():
            print_notice(printable(changed))
        same = (
            "" if self._any_new or not tally.scenes else "No pick has changed since the last time. "
        )
        print_notice(
            f"{same}Kept in {printable(database)}." if database else "Nothing was kept (--dry-run)."
        )
        if tally.worth_a_look is not None:
            why = f"selector why {typed(self._folder)} {typed(str(tally.worth_a_look))}{self._of_project}"
            print_notice(f"Next: {ink(why, 'bold')}")

    def failed(self, problems: Sequence[Problem]) -> None:
        """The problems, and that the database is as it was."""
        list_problems(problems)
        print_notice("Nothing was kept.")
        print_code_hint(problems)

    def _say_tabbed(self, row: Row) -> None:
        if self._tally.scenes == 1:
            print_result("\t".join(HEADINGS))
        print_result(tabbed(row))

    def _print_rows(self) -> None:
        if not self._rows:
            return
        from selector.reporting.table import console_for, print_table  # rich is slow to load

        print_table(self._rows, console_for(ink_for(sys.stdout), columns_of(sys.stdout)))
        sys.stdout.flush()
        self._rows.clear()

    def _missing(self) -> str:
        tally = self._tally
        if not tally.with_missing:
            return ""
        more = ", ..." if tally.with_missing > len(tally.named) else ""
        scenes = f"{', '.join(map(str, tally.named))}{more}"
        return " " + ink_for(sys.stderr)(
            f"{counted(tally.with_missing, 'scene places', 'scenes place')} a tag that no picture has: {scenes}.",
            "red",
        )


def _home_of(file: str) -> str:
    """Where the rules come from: a path as a person would type it, relative to where they are if it lies below."""
    path = Path(file)
    if path.is_relative_to(data_dir("rules")):
        return "which come with selector"
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(path)


class AsJson:
    """A `PicksDocument`, written scene by scene: a film may have more scenes than fit into memory."""

    def __init__(self, film: Titled, rules: RulesUsed, folder: str) -> None:
        self._film = film
        self._rules = rules
        self._folder = folder
        self._scenes = 0
        self._with_missing = 0

    def scene(
        self,
        selection: Selection,
        title: str,
        progress: Progress,  # noqa: ARG002  # nothing to clear
        kept: StoredDecision | None = None,
    ) -> None:
        """One more entry of `scenes`."""
        from selector.reporting.documents.picks_document import scene_entry

        if kept is None:
            entry = scene_entry(selection, title)
        else:
            entry = scene_entry(selection, title, kept.reasons, kept.change)
        self._write(entry)

    def scene_at_rest(self, scene: SceneAtRest, title: str, progress: Progress) -> None:  # noqa: ARG002  # as above
        """One more entry of `scenes`."""
        from selector.reporting.documents.picks_document import scene_entry_at_rest

        self._write(scene_entry_at_rest(scene, title))

    def _write(self, entry: SceneEntry) -> None:
        self._with_missing += bool(entry.missing)
        self._begin() if not self._scenes else print_result(",")
        self._scenes += 1
        sys.stdout.write(f"    {as_json(entry)}")

    def done(self, database: str | None, skipped: Sequence[Problem] = ()) -> None:
        """The end of the document, with what was skipped."""
        self._end(database, skipped, saved=database is not None)
        list_problems(skipped)

    def failed(self, problems: Sequence[Problem]) -> None:
        """The end of the document, with the problems in it."""
        self._end(None, problems, saved=False)

    def _begin(self) -> None:
        from selector.reporting.documents.entries import RulesEntry
        from selector.reporting.documents.picks_document import FilmEntry

        used = self._rules
        rules = RulesEntry(
            name=used.name,
            version=used.version,
            digest=used.digest,
            file=used.file,
            meaning=used.meaning,
        )
        film = FilmEntry(folder=self._folder, title=self._film.title)
        print_result('{\n  "document": "picks",\n  "version": 1,')
        print_result(f'  "film": {as_json(film)},\n  "rules": {as_json(rules)},\n  "scenes": [')

    def _end(self, database: str | None, problems: Sequence[Problem], *, saved: bool) -> None:
        from selector.reporting.documents.problems_document import problem_entry

        if not self._scenes:
            self._begin()
        listed = ",".join(as_json(problem_entry(problem)) for problem in problems)
        print_result(
            f'\n  ],\n  "scenes_with_missing_tags": {self._with_missing},\n  "database": {json.dumps(database)},'
        )
        print_result(f'  "saved": {json.dumps(saved)},\n  "problems": [{listed}]\n}}')
