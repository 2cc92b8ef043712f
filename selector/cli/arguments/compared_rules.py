"""The rules to compare with, as a person typed them; what they would send, or sent, out.

They are named as a file, or as rules that come with selector; as `git:REV:PATH`, a file at a
revision; as the digest of rules that a stored decision was made with; or as `last`, the last pick,
of which nothing is chosen again: its decisions count as they were stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from selector.cli.arguments.database_films import Stored, must_be_stored
from selector.cli.arguments.inputs import for_target, rules_at
from selector.cli.printing.output import typed
from selector.model.frozen import frozen
from selector.model.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from selector.db.decisions.on_record import LastPicks, StoredPicks
    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.language.facts import SendCleaned
    from selector.model.scene import Scene
    from selector.model.video_model import VideoModel

LAST = "last"
"""Names the last pick. A file of that name is `./last`."""
DIGEST = "sha256:"
"""How the digest of a rule set begins."""
METAVAR = "RULES"
"""What help calls them: each option says what may be named."""


PoolUnder: TypeAlias = "Callable[[SendCleaned | None], AssetPool]"
"""The pictures of a film, by what rules say of clean references."""


@frozen
class ByRules:
    """What rules would send. `called` says which, as a person would name them."""

    called: str
    rules: Rules

    def answers(
        self, scenes: Iterable[Scene | None], pool_under: PoolUnder
    ) -> Iterator[Selection | None]:
        """The selection for each scene of a film in turn, with a film so far of its own.

        There is none for a scene that was skipped.
        """
        from selector.engine.scenes_before import ScenesBefore

        pool = pool_under(self.rules.plan.send_cleaned)
        before = ScenesBefore(self.rules, pool)
        for scene in scenes:
            if scene is None:
                before.go_past(None)
                yield None
                continue
            selection = self.rules.select(scene, pool, earlier=before.film_so_far)
            before.add(selection)
            yield selection


@frozen
class ByLastPick:
    """What the last pick sent, as it was stored. `called` says by which rules."""

    called: str
    picks: LastPicks

    def answers(
        self,
        scenes: Iterable[Scene | None],
        pool_under: PoolUnder,  # noqa: ARG002  # as above
    ) -> Iterator[StoredPicks | None]:
        """What was sent with each scene; None with one that was not picked for yet."""
        for scene in scenes:
            yield None if scene is None else self.picks.of(scene.index)


Compared = ByRules | ByLastPick


@contextmanager
def compared(written: str, stored: Stored, target: VideoModel | None = None) -> Iterator[Compared]:
    """Find what a film is compared with. A database is open until the end of the `with`.

    Args:
        written: What names the rules.
        stored: Where the decisions of the film are.
        target: The video model to use instead of the one in a rule file. Rules on record keep
            theirs.

    Yields:
        The rules, or the last pick.

    Raises:
        ProblemError: They cannot be read; nothing is stored yet (D608, D610); no rules on record
            have the digest, or several do (D610).
    """
    if written == LAST:
        with _picked(stored, target) as connection:
            yield _last_pick(connection, stored, target)
    elif written.startswith(DIGEST):
        yield _on_record(written, stored, target)
    else:
        rules = for_target(rules_written(written), target)
        yield ByRules(called=rules_called(rules), rules=rules)


def rules_called(rules: Rules) -> str:
    """Rules by name and version, and where they are written."""
    from selector.reporting.words import file_in_words

    file = file_in_words(rules.rule_set.source.name)
    return f"{rules.name} {rules.version} ({file})"


def rules_written(written: str) -> Rules:
    """The rules of a file, of a file at a revision (`git:REV:PATH`), or that come with selector.

    Raises:
        ProblemError: They cannot be used.
        click.UsageError: The path is the address of a database.
    """
    from selector.reading.rules.git_files import beside_at, is_of_git, read_at_revision

    if not is_of_git(written):
        return rules_at(written)
    from selector.reading.load import check_rules

    (source, problems), revision = read_at_revision(written)
    if source is None or revision is None:
        raise ProblemError(problems)
    rules, problems = check_rules(source, read_beside=beside_at(revision))
    if rules is None:
        raise ProblemError(problems)
    return rules


def _last_pick(connection: Connection, stored: Stored, target: VideoModel | None) -> ByLastPick:
    from selector.db.decisions.on_record import LastPicks
    from selector.db.films.projects import find_project

    project = find_project(connection, stored.project, stored.include)
    picks = LastPicks(connection, project, stored.pick_line(target))
    by = picks.rules[0]
    if len(picks.rules) > 1:
        by = f"{len(picks.rules)} rule sets"
    called = f"the last pick ({by})"
    return ByLastPick(called=called, picks=picks)


def _on_record(digest: str, stored: Stored, target: VideoModel | None) -> ByRules:
    from selector.db.decisions.on_record import rules_on_record

    with _reading(stored, target) as connection:
        rules = rules_on_record(connection, digest, stored.pick_line(target))
    called = f"{rules.name} {rules.version} as stored ({rules.digest})"
    return ByRules(called=called, rules=rules)


def _picked(stored: Stored, target: VideoModel | None) -> AbstractContextManager[Connection]:
    """The database with the last pick.

    Raises:
        ProblemError: Nothing was picked yet (D608).
    """
    try:
        return _reading(stored, target)
    except ProblemError as error:
        nothing = error.problems[0]
        if nothing.code != "D608" or stored.film is None:
            raise
        again = stored.typed_again(target)
        what = "This film has no last pick: there is no such database."
        hint = (
            f"Name the earlier rules, or run `selector pick {typed(stored.film)}{again}` before you"
            " change the rules."
        )
        raise ProblemError([replace(nothing, what=what, hint=hint)]) from None


def _reading(stored: Stored, target: VideoModel | None) -> AbstractContextManager[Connection]:
    from selector.db.schema.openings import reading

    return reading(must_be_stored(stored, target))
