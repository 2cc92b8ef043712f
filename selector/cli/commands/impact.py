"""`selector impact`: a film and two rule sets in; what the change does to every scene out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from itertools import tee
from typing import TYPE_CHECKING

import click

from selector.cli.arguments.compared_rules import (
    LAST,
    METAVAR,
    ByLastPick,
    ByRules,
    compared,
    rules_called,
)
from selector.cli.arguments.database_films import (
    DB_OPTION,
    PROJECT_OPTION,
    SKIP_OPTION,
    find_stored,
    include_option,
    is_database,
    list_of_skipped,
    rules_for,
)
from selector.cli.arguments.inputs import TARGET_OPTION, find_film, find_rules, for_target, id_of
from selector.cli.printing.output import (
    examples,
    fail_with,
    format_option,
    list_problems,
    options_typed,
    pager_option,
    print_document,
    print_result,
    print_sentence,
    typed,
)
from selector.cli.printing.progress import Progress
from selector.engine.selection import Selection
from selector.model.frozen import frozen
from selector.model.problem import ProblemError, Source
from selector.reporting.rows import title_of
from selector.reporting.terminal import columns_of, ink_for
from selector.reporting.verdict import FINDINGS, FINE, UNUSABLE
from selector.review.impact import FilmCompared

if TYPE_CHECKING:
    from selector.cli.arguments.compared_rules import Compared, PoolUnder
    from selector.cli.arguments.database_films import Stored
    from selector.cli.picking.project_film import ProjectScene
    from selector.db.decisions.on_record import StoredPicks
    from selector.engine.rules import Rules
    from selector.engine.scenes_meant import ScenesMeant
    from selector.model.problem import Problem
    from selector.model.scene import Scene
    from selector.model.scene_change import Impact
    from selector.model.scene_number import SceneNumber
    from selector.model.video_model import VideoModel

TitledScene = tuple["Scene | None", "str | None"]
"""A scene, or None for one that cannot be read; and its title, or None if it is skipped."""


_MEANS_NO_SCENE = (
    "`--expect` means no scene of this film. Compare it with the shot types, notes and numbers of"
    " the scenes. A shot is named as in the rules or in the scene."
)


@frozen
class _Job:
    """A film, and what is compared in it.

    Attributes:
        called: Its folder, or the address of a database.
        scenes: Its scenes.
        pool_under: Its pictures, by what rules say of clean references.
        before: The earlier rules, or the last pick.
        after: The later rules.
        meant: The scenes that are meant to change.
        others: The numbers of all its scenes, if some may be skipped.
    """

    called: str
    scenes: Iterable[TitledScene]
    pool_under: PoolUnder
    before: Compared
    after: ByRules
    meant: ScenesMeant | None
    others: tuple[SceneNumber, ...] = ()


@click.command(
    "impact",
    epilog=examples(
        "selector impact my-film",
        "selector impact my-film --from git:HEAD:my-film/rules.yaml",
        "selector impact my-film --to bold.yaml --expect 'shot: close_up'",
        "selector impact my-film --from git:main:my-film/rules.yaml --format markdown",
        "selector impact postgresql://user@host/films --project Harbour --to new.yaml",
    ),
)
@click.argument("film", metavar="FILM")
@click.option(
    "--from",
    "earlier",
    metavar=METAVAR,
    default=LAST,
    show_default=True,
    help="The earlier rules: a file, rules that come with selector, a file at a git revision, the"
    " digest of rules that stored picks were made by, or `last`, the last pick as it is stored.",
)
@click.option(
    "--to",
    "later",
    metavar=METAVAR,
    help="The later rules, named likewise. Default: the rules that `pick` would use now.",
)
@click.option(
    "--expect",
    "expected",
    metavar="CONDITIONS",
    multiple=True,
    help="The scenes that are meant to change, in the words of `when`: `shot: close_up`. Can be"
    " given several times; a scene is meant if any of them holds.",
)
@TARGET_OPTION
@DB_OPTION
@PROJECT_OPTION
@include_option
@SKIP_OPTION
@format_option("text", "json", "markdown")
@pager_option
def command(
    film: str,
    earlier: str,
    later: str | None,
    expected: tuple[str, ...],
    target: VideoModel | None,
    database: str | None,
    project: str | None,
    output: str,
    *,
    skip_problems: bool,
) -> int:
    """Show what a change of rules does to every scene of a film.

    FILM is a film folder, or the address of a database. Each scene gets its pictures by both rule
    sets, and is then unchanged, only in another order, changed, or newly empty. With `--expect`, a
    scene is changed either as intended or otherwise. One scene of each kind is explained, with the
    entries that decided and their lines. Nothing is stored.

    The exit code is 1 if a scene changed that `--expect` does not mean; without `--expect`, if any
    scene changed. Another order alone does not count. It is also 1 if `--skip-problems` skipped
    something, and 2 if something cannot be read.
    \f

    Args:
        film: A film folder, or the address of a database.
        earlier: The earlier rules, or `last` for the last pick.
        later: The later rules; None for the film's own, or the default rules.
        expected: Conditions on the scenes that are meant to change.
        target: A video model; None for the one that the rules name, if any.
        database: The address of the database; None for the one in the film folder.
        project: The project's title or id; None for the only one of the database.
        output: `text`, `json` or `markdown`.
        skip_problems: Whether scenes and pictures that cannot be used are left out.

    Returns:
        The exit code: 1 if a change was not expected or something was left out, 2 if the film, the
        rules, the conditions or the database cannot be used, otherwise 0.

    Raises:
        click.UsageError: An option has no meaning here.
    """
    if later == LAST:
        raise click.UsageError("`last` works only with `--from`. Name rules with `--to`.")
    for text in expected:
        if not text.strip():
            raise click.UsageError(
                "`--expect` is empty. Write conditions on scenes, such as `shot: close_up`."
            )
    skipped = list_of_skipped(film, skip=skip_problems)
    try:
        with ExitStack() as stack:
            named = (earlier, later)
            job = _job(stack, film, database, project, named, target, expected, skipped)
            impact = _impact(job)
            list_problems(skipped or ())
            _print(impact, job, output, skipped or ())
            if output == "text" and not is_database(film) and later is None:
                _print_next(impact, job, options_typed(target=id_of(target)))
    except ProblemError as error:
        fail_with(error.problems, as_json=output == "json")
        return UNUSABLE  # 1 says that something changed
    return FINDINGS if impact.unwanted or skipped else FINE


def _job(
    stack: ExitStack,
    film: str,
    database: str | None,
    project: str | None,
    named: tuple[str, str | None],
    target: VideoModel | None,
    expected: Iterable[str],
    skipped: list[Problem] | None,
) -> _Job:
    """Find the film, and what is compared in it.

    Args:
        stack: Closes the databases.
        film: The film, as it was typed.
        database: What `--db` says, if anything.
        project: What `--project` says, if anything.
        named: What `--from` and `--to` say.
        target: What `--target` says, if anything.
        expected: What `--expect` says.
        skipped: A list that gets what cannot be used; None to stop at the first.
    """
    earlier, later = named
    stored = find_stored(film, database, project)
    called = film
    others: tuple[SceneNumber, ...] = ()
    scenes: Iterable[TitledScene]
    pool_under: PoolUnder
    if is_database(film):
        from selector.cli.picking.project_film import project_film_in

        in_database = stack.enter_context(project_film_in(stored, skipped))
        called = in_database.folder
        pool_under = in_database.pool
        scenes = map(_titled, in_database.usable_reads())
        if skipped is not None:
            others = tuple(in_database.scene_numbers())
        rules = rules_for(stored, None) if later is None else None
    else:
        found, _ = find_film(film)
        pool_under = found.pool
        scenes = ((scene, title_of(manifest)) for scene, manifest in found.usable_scenes())
        rules = find_rules(None, found) if later is None else None
    after = _after(stack, stored, rules, later, target)
    return _Job(
        called=called,
        scenes=scenes,
        pool_under=cache(pool_under),
        before=stack.enter_context(compared(earlier, stored, target)),
        after=after,
        meant=_meant(expected, after.rules),
        others=others,
    )


def _after(
    stack: ExitStack,
    stored: Stored,
    rules: Rules | None,
    later: str | None,
    target: VideoModel | None,
) -> ByRules:
    """The later rules: those that were named, or those that `pick` would use."""
    if rules is not None:
        rules = for_target(rules, target)
        return ByRules(called=rules_called(rules), rules=rules)
    found = stack.enter_context(compared(later or "", stored, target))
    assert isinstance(found, ByRules), "the last pick was refused"  # noqa: S101  # for mypy
    return found


def _meant(expected: Iterable[str], rules: Rules) -> ScenesMeant | None:
    """The scenes that `--expect` means, by the shot rules of the later rules."""
    texts = [Source(name="--expect", text=text) for text in expected]
    if not texts:
        return None
    from selector.reading.rules.when_alone import conditions_alone

    meant, warnings = conditions_alone(texts, rules)
    list_problems(warnings)
    return meant


def _impact(job: _Job) -> Impact:
    """Compare every scene."""
    film = FilmCompared(None if job.meant is None else job.meant.has)
    changed: list[tuple[StoredPicks, Selection]] = []
    met: list[SceneNumber | None] = [*job.others]
    with Progress("scenes compared") as progress:
        for number, (title, before, after) in enumerate(_answers(job), 1):
            progress.at(number)
            if after is None or title is None:
                continue
            met.append(after.scene.index)
            change = film.add(before, after, title)
            if change is not None and not isinstance(before, Selection) and before is not None:
                changed.append((before, after))
    if not film.means_a_scene:
        print_sentence(_MEANS_NO_SCENE)
    was, now = job.before.called, job.after.called
    if not isinstance(job.before, ByLastPick):
        return film.impact(was, now)
    picks = job.before.picks
    return film.impact(
        was,
        now,
        removed=picks.others(met),
        causes=picks.causes_beside_rules(changed),
    )


def _answers(
    job: _Job,
) -> Iterator[tuple[str | None, Selection | StoredPicks | None, Selection | None]]:
    """The title of each scene, and its two answers; each side has a film so far of its own.

    One that is skipped has no title.
    """
    titled, first, second = tee(job.scenes, 3)
    before = job.before.answers(map(_scene, first), job.pool_under)
    after = job.after.answers(map(_scene, second), job.pool_under)
    for (_, title), was, now in zip(titled, before, after, strict=True):
        yield title, was, now


def _titled(read: ProjectScene) -> TitledScene:
    if read.manifest is None:
        return read.scene, None
    return read.scene, title_of(read.manifest)


def _scene(titled: TitledScene) -> Scene | None:
    scene, _ = titled
    return scene


def _print_next(impact: Impact, job: _Job, options: str) -> None:
    """Where other rules change nothing, the command that says why: a name may be misspelt."""
    if isinstance(job.before, ByRules):
        digests = {job.before.rules.digest}
    else:
        digests = job.before.picks.digests
    if impact.scenes and not impact.changes and digests != {job.after.rules.digest}:
        check = f"selector check {typed(job.called)}{options}"
        print_sentence(
            f"Next: `{check}` says which entries of the rules change nothing in this film, and what"
            " they name that it does not have."
        )


def _print(impact: Impact, job: _Job, output: str, skipped: Sequence[Problem]) -> None:
    if output == "json":
        from selector.reporting.documents.impact_document import impact_document
        from selector.reporting.rules_used import rules_used

        before = None
        if isinstance(job.before, ByRules):
            before = rules_used(job.before.rules)
        after = rules_used(job.after.rules)
        print_document(impact_document(impact, job.called, before, after, skipped))
        return
    if output == "markdown":
        from selector.reporting.impact_markdown import impact_markdown

        lines = impact_markdown(impact)
    else:
        from selector.reporting.impact_words import impact_lines

        lines = impact_lines(impact, ink_for(sys.stdout), columns_of(sys.stdout))
    for line in lines:
        print_result(line)
