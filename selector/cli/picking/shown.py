"""Selections in, one at a time; a table on a terminal, lines with tabs in a pipe, or JSON out."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from selector.cli.arguments.database_films import is_database
from selector.cli.picking.findings import Findings
from selector.cli.printing.output import (
    WhyCommand,
    as_json,
    list_problems,
    print_code_hint,
    print_notice,
    print_result,
    print_sentence,
    quieten,
    typed,
    values_as_json,
)
from selector.cli.printing.progress import Progress
from selector.data import comes_with_selector
from selector.model.phrases import listed
from selector.model.problem import shown as as_shown
from selector.model.scene_number import SceneNumber
from selector.record.picked_scene import PickedScene
from selector.reporting.change_words import ChangeSentences, came_and_went, scenes_named
from selector.reporting.rows import HEADINGS, Row, picked_scene, row_of, tabbed
from selector.reporting.rules_used import RulesUsed
from selector.reporting.terminal import columns_of, ink_for, is_terminal, printable, window_of
from selector.reporting.verdict import counted

if TYPE_CHECKING:
    from selector.db.decisions.decision_store import StoredDecision
    from selector.engine.selection import Selection
    from selector.model.problem import Problem
    from selector.record.changed import Change

_CHUNK = 200
"""Rows of one table on a terminal. A longer film has several, so that memory stays small."""

_MOST_NAMED = 8
"""Scenes that one sentence names."""
_MOST_ENTRIES = 5
"""Entries that one sentence names: JSON has them all."""


class Shown(Protocol):
    """Takes selections one at a time, then how it ended."""

    def scene(
        self,
        scene: PickedScene,
        title: str,
        progress: Progress,
        stored: StoredDecision | None = None,
        change: Change | None = None,
    ) -> None:
        """Show one more scene.

        Args:
            scene: What was picked for it.
            title: The scene's title, which may be empty.
            progress: The line of progress, to be cleared before anything is printed.
            stored: What became of the selection in the database; None where nothing is stored.
            change: What would change, where nothing is stored.
        """

    def done(
        self,
        database: str | None,
        skipped: Sequence[Problem] = (),
        findings: Findings | None = None,
    ) -> None:
        """End well, but for what was skipped.

        Args:
            database: Where the picks were stored; None if nowhere.
            skipped: What could not be used.
            findings: What was found out about the rules and the scenes; None if nobody looked.
        """

    def failed(self, problems: Sequence[Problem]) -> None:
        """End without storing anything, because of these problems."""


def shown_as(
    output: str,
    rules: RulesUsed,
    folder: str,
    title: str,
    options: str = "",
    where: str = "",
) -> Shown:
    """What shows the picks of a film.

    Args:
        output: `text` or `json`.
        rules: What picks.
        folder: The film folder, or the database, as a person would type it.
        title: The title of the film.
        options: What `options_typed` gives for the options that `selector why` needs as well.
        where: The same for the options about the database, which `selector check` does not have.

    Returns:
        Takes one scene after the other.
    """
    if output == "json":
        return AsJson(rules, folder, title)
    return AsText(rules, folder, options, where)


def show_selection(
    shown: Shown,
    selection: Selection,
    title: str,
    progress: Progress,
    stored: StoredDecision | None,
    change: Change | None = None,
) -> PickedScene:
    """Show a selection that has just been made; it counts where nobody reads it, too.

    Args:
        shown: What shows it.
        selection: What was chosen for the scene.
        title: The scene's title, which may be empty.
        progress: The line of progress.
        stored: What became of the selection in the database; None where nothing is stored.
        change: What would change, where nothing is stored.

    Returns:
        What was shown.
    """
    left_out = None
    if stored is not None:
        left_out = list(zip(stored.reasons, stored.left_out, strict=True))
    scene = picked_scene(selection, left_out)
    try:
        shown.scene(scene, title, progress, stored, change)
    except BrokenPipeError:  # whoever read us, such as `head`, has seen enough
        quieten()
    return scene


@dataclass(slots=True, kw_only=True)
class Tally:
    """The numbers in the sentences below a table, and at the end of a document.

    `lacking_pins` counts the scenes that do not send what is pinned by name. `missing_in` names the
    first scenes that place a tag without a picture, `pins_not_sent_in` those that place what is
    pinned by name and do not send it, `pins_elsewhere_in` those that do not place it.
    `limits_not_met` counts the scenes for each limit of which they send fewer than it says, and
    `limits_not_met_in` names the first of them.
    `worth_a_look` is the first scene of the highest `urgency`: 4 where the pick changed, 3 where a
    tag or pin is missing, 2 where pictures did not fit, 1 where anything was left out or nothing
    goes.
    """

    scenes: int = 0
    references: int = 0
    with_missing: int = 0
    missing_in: list[SceneNumber] = field(default_factory=list)
    lacking_pins: int = 0
    with_pins_not_sent: int = 0
    pins_not_sent_in: list[SceneNumber] = field(default_factory=list)
    with_pins_elsewhere: int = 0
    pins_elsewhere_in: list[SceneNumber] = field(default_factory=list)
    with_limits_not_met: int = 0
    limits_not_met: Counter[str] = field(default_factory=Counter)
    limits_not_met_in: dict[str, list[SceneNumber]] = field(default_factory=dict)
    worth_a_look: SceneNumber | None = None
    urgency: int = 0

    def add(self, row: Row, *, is_changed: bool = False) -> None:
        """Count one scene, which may have been picked otherwise before."""
        self.scenes += 1
        self.references += len(row.references)
        if row.missing:
            self.with_missing += 1
            _name(self.missing_in, row)
        self.lacking_pins += bool(row.pins_not_sent or row.pins_elsewhere)
        if row.pins_not_sent:
            self.with_pins_not_sent += 1
            _name(self.pins_not_sent_in, row)
        if row.pins_elsewhere:
            self.with_pins_elsewhere += 1
            _name(self.pins_elsewhere_in, row)
        self.with_limits_not_met += bool(row.limits_not_met)
        self.limits_not_met.update(row.limits_not_met)
        for limit in row.limits_not_met:
            _name(self.limits_not_met_in.setdefault(limit, []), row)
        urgency = 4 if is_changed else _urgency(row)
        if urgency > self.urgency:
            self.urgency = urgency
            self.worth_a_look = row.scene


def _name(named: list[SceneNumber], row: Row) -> None:
    """Name the scene of a row among the first of a kind."""
    if row.scene is not None and len(named) < _MOST_NAMED:
        named.append(row.scene)


def _urgency(row: Row) -> int:
    if row.missing or row.pins_not_sent:
        return 3
    if "slots_full" in row.left_out:
        return 2
    return int(bool(row.left_out or row.nothing or row.pins_elsewhere))


class AsText:
    """A table on a terminal, lines with tabs elsewhere; sentences about them on standard error."""

    def __init__(self, rules: RulesUsed, folder: str, options: str = "", where: str = "") -> None:
        self._rules = rules
        self._folder = folder
        self._options = options
        self._where = where
        self._rows: list[Row] = []
        self._tally = Tally()
        self._changes = ChangeSentences()
        self._any_new = False
        self._on_terminal = is_terminal(sys.stdout)

    def scene(
        self,
        scene: PickedScene,
        title: str,
        progress: Progress,
        stored: StoredDecision | None = None,
        change: Change | None = None,
    ) -> None:
        """Show one more row.

        Args:
            scene: What was picked for it.
            title: The scene's title, which may be empty.
            progress: The line of progress, to be cleared before anything is printed.
            stored: What became of the selection in the database; None where nothing is stored.
            change: What would change, where nothing is stored.
        """
        if stored is not None:
            self._any_new |= stored.is_new
            change = stored.change
        if change is not None:
            self._changes.add(scene.index, change)
        row = row_of(scene, title)
        self._tally.add(row, is_changed=change is not None)
        if not self._on_terminal:
            self._print_tabbed(row)
            return
        self._rows.append(row)
        if len(self._rows) >= _CHUNK:
            progress.clear()
            self._print_rows()

    def done(
        self,
        database: str | None,
        skipped: Sequence[Problem] = (),
        findings: Findings | None = None,
    ) -> None:
        """Print the rest of the table, what was skipped, a summary, and what to look at next.

        Args:
            database: Where the picks were stored; None if nowhere.
            skipped: What could not be used.
            findings: What was found out about the rules and the scenes; None if nobody looked.
        """
        self._print_rows()
        list_problems(skipped)
        tally, rules = self._tally, self._rules
        scenes = counted(tally.scenes, "scene")
        references = counted(tally.references, "reference")
        counts = f"{scenes}, {references}."
        lacking = self._missing() + self._pins_not_sent()
        print_sentence(lacking, "red", f"{counts} " if lacking else counts)
        if tally.with_pins_elsewhere:
            print_sentence(_pins_elsewhere(tally))
        if tally.with_limits_not_met:
            print_sentence(printable(_limits_not_met(tally)))
        if findings is not None and findings.idle:
            print_sentence(printable(_idle(findings.idle)))
        if findings is not None and findings.absent:
            check = ""
            if not is_database(self._folder):
                check = f"selector check {typed(self._folder)}{self._options}"
            print_sentence(printable(absent_in_words(findings.absent, check)))
        if skipped:
            print_sentence(f"{_skipped(len(skipped))} skipped.")
        print_sentence(printable(_picked_by(rules)))
        if findings is not None and (findings.added or findings.removed):
            moved = came_and_went(findings.added or (), findings.removed or ())
            print_sentence(printable(" ".join(moved)))
        window = window_of(sys.stderr)
        for changed in self._changes.lines(window, is_dry=database is None):
            print_notice(printable(changed))
        print_sentence(self._where_stored(database))
        if tally.worth_a_look is not None:
            skip = " --skip-problems" if skipped else ""
            self._print_next(tally.worth_a_look, skip, is_stored=database is not None)

    def failed(self, problems: Sequence[Problem]) -> None:
        """Print the problems, and that the database is as it was."""
        list_problems(problems)
        print_notice("Nothing was stored.")
        print_code_hint(problems)

    def _print_tabbed(self, row: Row) -> None:
        if self._tally.scenes == 1:
            print_result("\t".join(HEADINGS))
        print_result(tabbed(row))

    def _print_rows(self) -> None:
        if not self._rows:
            return
        from selector.reporting.table import console_for, print_table  # rich is slow to load

        ink = ink_for(sys.stdout)
        columns = columns_of(sys.stdout)
        print_table(self._rows, console_for(ink, columns))
        sys.stdout.flush()
        self._rows.clear()

    def _print_next(self, scene: SceneNumber, skip: str, *, is_stored: bool) -> None:
        """The command to go on with. Of another database, `why` reads only what is stored there."""
        options = f"{self._options}{skip}"
        if is_stored and self._where:
            options = f"{self._where} --decision last"
        why = WhyCommand(film=self._folder, options=options).line(scene)
        print_sentence(f"Next: `{why}` says what is sent with scene {scene}, and why.")

    def _where_stored(self, database: str | None) -> str:
        if database is None:
            return "Nothing was stored (`--dry-run`)."
        stored = f"Stored in `{printable(database)}`."
        if self._any_new or not self._tally.scenes:
            return stored
        return f"No picks have changed since last time. {stored}"

    def _missing(self) -> str:
        tally = self._tally
        if not tally.with_missing:
            return ""
        places = "places" if tally.with_missing == 1 else "place"
        scenes = _scenes(tally.missing_in, tally.with_missing)
        return f"{scenes} {places} a tag that no picture has."

    def _pins_not_sent(self) -> str:
        tally = self._tally
        if not tally.with_pins_not_sent:
            return ""
        lacks = "lacks" if tally.with_pins_not_sent == 1 else "lack"
        scenes = _scenes(tally.pins_not_sent_in, tally.with_pins_not_sent)
        sentence = f"{scenes} {lacks} something that is pinned by name: `selector why` says why."
        return f" {sentence}" if tally.with_missing else sentence


def _pins_elsewhere(tally: Tally) -> str:
    """That scenes do not place what is pinned by name: they may be right."""
    do = "does" if tally.with_pins_elsewhere == 1 else "do"
    scenes = _scenes(tally.pins_elsewhere_in, tally.with_pins_elsewhere)
    return (
        f"{scenes} {do} not place what is pinned by name, so it is not sent there. To send it all"
        " the same, write `unplaced: true` in the pin; to pin it only in scenes that place it, give"
        " the pin a `when` with `placed`."
    )


def _limits_not_met(tally: Tally) -> str:
    """That scenes send fewer than a limit asks for: they do not offer more."""
    from selector.reporting.words import path_in_words  # few need it

    scenes = counted(tally.with_limits_not_met, "scene sends", "scenes send")
    limits = []
    for limit, named in tally.limits_not_met_in.items():
        those = scenes_named(named, tally.limits_not_met[limit])
        limits.append(f"{path_in_words(limit)} ({those})")
    return f"{scenes} fewer than a limit asks for with `at_least`: {listed(limits)}."


def _idle(entries: Sequence[str]) -> str:
    """That entries of the rules change nothing in this film."""
    from selector.reporting.words import path_in_words  # few need it

    count = counted(
        len(entries),
        "entry of the rules changes",
        "entries of the rules change",
    )
    names = []
    for entry in entries[:_MOST_ENTRIES]:
        names.append(path_in_words(entry))  # noqa: PERF401  # one idea a line
    end = "."
    if len(entries) > len(names):
        end = ", ..."
    return (
        f"{count} nothing in this film as it is: {', '.join(names)}{end}"
        " Keep what is meant as a safeguard."
    )


def absent_in_words(names: Sequence[str], check: str) -> str:
    """That a film does not have what the rules name, as a slip in a ban would be.

    Args:
        names: What they name.
        check: The command that says where; empty if there is none.

    Returns:
        One sentence, or two.
    """
    count = counted(len(names), "thing")
    first = ", ".join(f"`{as_shown(name)}`" for name in names[:_MOST_ENTRIES])
    end = "."
    if len(names) > _MOST_ENTRIES:
        end = ", ..."
    what = f"The rules name {count} that this film does not have: {first}{end}"
    return f"{what} `{check}` shows where." if check else what


def _scenes(first: Sequence[SceneNumber], count: int) -> str:
    """Some scenes, as the beginning of a sentence; `first` has the numbers of the first."""
    named = scenes_named(first, count)
    return named[:1].upper() + named[1:]


def _skipped(number: int) -> str:
    if number == 1:
        return "1 scene or picture with problems was"
    return f"{number:,} scenes or pictures with problems were"


def _picked_by(rules: RulesUsed) -> str:
    """The rules, and the video model that they picked for, if any."""
    said = f"Rules: {rules.name} {rules.version}, {_home_of(rules.file)}."
    if rules.target is None:
        return said
    return f"{said} Video model: {rules.target}."


def _home_of(file: str) -> str:
    """Where the rules come from: a path as a person would type it, relative where it lies below."""
    if comes_with_selector(file):
        return "the rules that come with selector"
    path = Path(file)
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(path)


class AsJson:
    """A `PicksDocument`, written scene by scene: a film may be too long for memory."""

    def __init__(self, rules: RulesUsed, folder: str, title: str) -> None:
        self._rules = rules
        self._folder = folder
        self._title = title
        self._tally = Tally()
        self._findings: Findings | None = None

    def scene(
        self,
        scene: PickedScene,
        title: str,
        progress: Progress,  # noqa: ARG002  # nothing to clear
        stored: StoredDecision | None = None,
        change: Change | None = None,
    ) -> None:
        """Print one more entry of `scenes`.

        Args:
            scene: What was picked for it.
            title: The scene's title, which may be empty.
            progress: The line of progress; not used.
            stored: What became of the selection in the database; None where nothing is stored.
            change: What would change, where nothing is stored.
        """
        from selector.reporting.documents.picks_document import scene_entry

        if stored is not None:
            change = stored.change
        entry = scene_entry(scene, title, change)
        if self._tally.scenes:
            print_result(",")
        else:
            self._begin()
        self._tally.add(row_of(scene, title))
        sys.stdout.write(f"    {as_json(entry)}")

    def done(
        self,
        database: str | None,
        skipped: Sequence[Problem] = (),
        findings: Findings | None = None,
    ) -> None:
        """Print the end of the document, with what was skipped.

        Args:
            database: Where the picks were stored; None if nowhere.
            skipped: What could not be used.
            findings: What was found out about the rules and the scenes; None if nobody looked.
        """
        self._findings = findings
        self._end(database, skipped, saved=database is not None)
        list_problems(skipped)

    def failed(self, problems: Sequence[Problem]) -> None:
        """Print the end of the document, with the problems in it."""
        self._end(None, problems, saved=False)

    def _begin(self) -> None:
        from selector.reporting.documents.picks_document import FilmEntry
        from selector.reporting.documents.shared_entries import RulesEntry

        rules = RulesEntry.model_validate(self._rules)
        film = FilmEntry(folder=self._folder, title=self._title)
        print_result('{\n  "document": "picks",\n  "version": 1,')
        print_result(f'  "film": {as_json(film)},')
        print_result(f'  "rules": {as_json(rules)},')
        print_result('  "scenes": [')

    def _end(self, database: str | None, problems: Sequence[Problem], *, saved: bool) -> None:
        from selector.reporting.documents.problems_document import ProblemEntry

        tally = self._tally
        if not tally.scenes:
            self._begin()
        entries = map(ProblemEntry.model_validate, problems)
        listed = ",".join(map(as_json, entries))
        print_result("\n  ],")
        print_result(f'  "scenes_with_missing_tags": {tally.with_missing},')
        print_result(f'  "scenes_with_pins_not_sent": {tally.lacking_pins},')
        print_result(f'  "scenes_not_placing_pins": {tally.with_pins_elsewhere},')
        print_result(f'  "scenes_with_limits_not_met": {tally.with_limits_not_met},')
        found = self._findings or Findings()
        print_result(f'  "entries_without_effect": {values_as_json(found.idle)},')
        print_result(f'  "names_not_in_film": {values_as_json(found.absent)},')
        print_result(f'  "added": {values_as_json(found.added)},')
        print_result(f'  "removed": {values_as_json(found.removed)},')
        print_result(f'  "database": {values_as_json(database)},')
        print_result(f'  "saved": {values_as_json(saved)},')
        print_result(f'  "problems": [{listed}]\n}}')
