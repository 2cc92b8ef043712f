"""`selector why`: one scene's answer in sentences, or what became of one tag in it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from selector.cli.arguments.database_films import (
    DB_OPTION,
    PROJECT_OPTION,
    Stored,
    find_stored,
    is_database,
)
from selector.cli.arguments.inputs import find_film, find_rules
from selector.cli.arguments.scene_numbers import ScenesThere, one_scene
from selector.cli.printing.output import examples, format_option, print_document, print_result
from selector.engine.rules import Rules
from selector.engine.selection import Selection
from selector.model.address import is_address
from selector.model.problem import ProblemError, errors_of
from selector.model.scene_number import SceneNumber, likeness, scene_number
from selector.model.vocabulary import MEANING
from selector.reading.film import Film
from selector.reading.films.film_scenes import SceneRead
from selector.reading.text.problem_limit import ShownProblems
from selector.reporting.explaining import explain_scene, explain_stored, explain_tag
from selector.reporting.lookup import Answer, name_meant, nothing_named
from selector.reporting.rows import title_of
from selector.reporting.stored_answer import StoredAnswer
from selector.reporting.terminal import columns_of, ink_for
from selector.reporting.verdict import FINE
from selector.review.advice.adviser import Adviser

if TYPE_CHECKING:
    from selector.db.decisions.history import PastDecision


@click.command(
    "why",
    epilog=examples(
        "selector why my-film 7",
        "selector why my-film 7 WREN",
        "selector why my-film 12A 'Old Sam'",
        "selector why my-film 7 --decision last",
    ),
)
@click.argument("film", metavar="FILM")
@click.argument("scene", metavar="SCENE", callback=one_scene)
@click.argument("tag", metavar="[TAG]", required=False)
@click.option(
    "--rules", metavar="FILE", help="The rules to explain, before the film's own and those shipped."
)
@click.option(
    "--decision", metavar="NUMBER|last", help="A past decision on record, as it was then."
)
@DB_OPTION
@PROJECT_OPTION
@format_option("text", "json")
def command(
    film: str,
    scene: SceneNumber,
    tag: str | None,
    rules: str | None,
    decision: str | None,
    database: str | None,
    project: str | None,
    output: str,
) -> int:
    """Tell why these pictures go with a scene, and why not those.

    FILM is a folder, or the address of a database. SCENE is the scene's number. With a TAG (or the id
    of a picture, its file, or the name of an individual), only what became of that one is told. Nothing is written.
    """
    past: PastDecision | None = None
    answer: Selection | StoredAnswer
    if decision is not None:
        if rules is not None:
            raise click.UsageError("A past decision was made by its own rules: leave --rules out.")
        answer, title, past = _decided_once(find_stored(film, database, project), scene, decision)
    elif is_database(film):
        from selector.cli.picking.project import stored_selection

        answer, title = stored_selection(find_stored(film, database, project), scene, rules)
    else:
        found, _ = find_film(film)
        answer, title = _select(found, find_rules(rules, found), scene)
    asked = None if tag is None else _named(answer, tag)
    if output == "json":
        _say_json(film, answer, title, asked, past)
    else:
        print_result(_told(answer, title, asked, _decided(past)))
    return FINE


def _told(answer: Selection | StoredAnswer, title: str, tag: str | None, decided: str) -> str:
    ink, columns = ink_for(sys.stdout), columns_of(sys.stdout)
    if isinstance(answer, StoredAnswer):
        return explain_stored(answer, tag, title, ink, columns, decided)
    if tag is None:
        return explain_scene(answer, Adviser(answer), title, ink, columns, decided)
    return explain_tag(answer, Adviser(answer), tag, title, ink, columns, decided)


def _decided_once(
    stored: Stored, scene: SceneNumber, decision: str
) -> tuple[Selection | StoredAnswer, str, PastDecision]:
    """A past decision: made again where it comes out the same, else as it was stored; and the scene's title."""
    from selector.cli.picking.project import past_selection

    past = past_selection(stored, scene, decision)
    recalled = past.recalled
    if recalled.unlike is None and recalled.selection is not None:
        return recalled.selection, past.title, recalled.decision
    answer = StoredAnswer(
        scene=recalled.scene,
        outcome=recalled.outcome,
        rules_name=recalled.decision.rules_name,
        rules_version=recalled.decision.rules_version,
        rules_digest=recalled.decision.rules_digest,
        rules_file=recalled.rules_file,
        references=recalled.references,
        meaning_now=MEANING,
        unlike=recalled.unlike or "differs",
    )
    return answer, past.title, recalled.decision


def _decided(past: PastDecision | None) -> str:
    """When it was decided, for whom, which decision of the scene it is, and how rules were read."""
    if past is None:
        return ""
    by = f" for {past.asked_by}" if past.asked_by else ""
    which = f"decision {past.number}, meaning {past.meaning}"
    return f"as decided on {past.made_at:%Y-%m-%d %H:%M} UTC{by} ({which})"


def _select(film: Film, rules: Rules, number: SceneNumber) -> tuple[Selection, str]:
    """The selection of the scene of that number, and its title. All scenes are read: two may have that number."""
    alike = likeness(number)
    numbers: list[SceneNumber] = []
    found, twice = ShownProblems(), ShownProblems()
    asked: SceneRead | None = None
    for read in film.read_scenes():
        index = scene_number((read.manifest or {}).get("scene_index"))
        is_asked = index is not None and likeness(index) == alike
        if is_asked:
            asked = asked or read
            twice.add(problem for problem in read.problems if problem.code == "F310")
        if index is not None:
            numbers.append(index)
        found.add(errors_of(read.problems))
        if found.is_full and asked is None:
            break
    if twice.any_errors:
        raise ProblemError(twice.in_order())
    if asked is not None and asked.scene is not None:
        return rules.select(asked.scene, film.pool()), title_of(asked.manifest or {})
    if found.any_errors:
        raise ProblemError(found.in_order())
    raise ProblemError([ScenesThere(numbers).lacks([str(number)], str(film.folder))])


def _named(selection: Answer, written: str) -> str:
    """What is meant: a tag, an id, an individual or a file, as the film has it."""
    name = name_meant(selection, written)
    if name is None:
        raise click.ClickException(nothing_named(selection, written))
    return name


def _say_json(
    film: str,
    answer: Selection | StoredAnswer,
    title: str,
    tag: str | None,
    past: PastDecision | None,
) -> None:
    from selector.reporting.documents.selection_document import (
        DecidedEntry,
        WhyDocument,
        selection_document,
        stored_document,
    )

    why = answer.says() if isinstance(answer, StoredAnswer) else None
    decided = past and DecidedEntry(
        number=past.number, made_at=past.made_at, asked_by=past.asked_by, as_recorded=why
    )
    if isinstance(answer, StoredAnswer):
        said = stored_document(answer, title, tag)
    else:
        said = selection_document(answer, Adviser(answer), title, tag)
    if is_address(film):
        from selector.db.connections.addresses import read_url
        from selector.db.connections.database_problems import without_password

        film = without_password(read_url(film))
    print_document(WhyDocument(film=film, tag=tag, decision=decided, selection=said))
