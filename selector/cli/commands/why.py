"""`selector why`: a scene in; its answer in sentences, or what became of one tag in it, out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from selector.cli.arguments.database_films import (
    DB_OPTION,
    PROJECT_OPTION,
    Stored,
    find_stored,
    impact_line,
    include_option,
    is_database,
    list_of_skipped,
)
from selector.cli.arguments.inputs import (
    RULES_OPTION,
    TARGET_OPTION,
    find_film,
    find_read,
    find_rules,
    for_target,
    home_of_rules,
    id_of,
    rules_to_start,
)
from selector.cli.arguments.scene_numbers import one_scene
from selector.cli.printing.output import (
    examples,
    format_option,
    list_problems,
    options_typed,
    pager_option,
    print_document,
    print_result,
    print_sentence,
    typed,
)
from selector.data import comes_with_selector
from selector.engine.rules import Rules
from selector.engine.scenes_before import ScenesBefore
from selector.engine.selection import Selection
from selector.model.address import is_address
from selector.model.scene_number import SceneNumber
from selector.reading.film import Film
from selector.reading.films.film_scenes import SceneRead
from selector.reporting.explaining import explain_scene
from selector.reporting.lookup import name_meant, nothing_named
from selector.reporting.rows import title_of
from selector.reporting.stored_answer import Answer, StoredAnswer
from selector.reporting.terminal import columns_of, ink_for, printable
from selector.reporting.verdict import FINDINGS, FINE
from selector.review.advice.adviser import Adviser
from selector.review.advice.film_around import FilmAround

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selector.db.decisions.history import PastDecision
    from selector.db.decisions.sending import Sending
    from selector.engine.pool import AssetPool
    from selector.model.problem import Problem
    from selector.model.video_model import VideoModel
    from selector.reporting.documents.selection_document import WhyDocument
    from selector.review.absent_names import AbsentNames


_DATABASE_UNUSED = (
    "This is picked now, from the folder: without `--decision`, `--db` is not used. To have the"
    " stored decision explained, add `--decision last`."
)


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
@RULES_OPTION
@TARGET_OPTION
@click.option(
    "--decision",
    metavar="NUMBER|last",
    help="Explain a stored decision, from the rules and data it was made from.",
)
@DB_OPTION
@PROJECT_OPTION
@include_option
@click.option(
    "--skip-problems",
    is_flag=True,
    help="For a project in a database: go on without pictures that cannot be used, and list them.",
)
@format_option("text", "json")
@pager_option
def command(
    film: str,
    scene: SceneNumber,
    tag: str | None,
    rules: str | None,
    decision: str | None,
    database: str | None,
    project: str | None,
    output: str,
    *,
    target: VideoModel | None,
    skip_problems: bool,
) -> int:
    """Explain why pictures are sent with a scene, and why others are left out.

    FILM is a film folder, or the address of a database. SCENE is the scene's number. With a TAG,
    only that tag is explained; it can also be the id or the file of a picture, or the name of a
    person, place or thing. Nothing is stored.
    \f

    Args:
        film: A film folder, or the address of a database.
        scene: The scene's number.
        tag: What to explain alone: a tag, an id, a file or a name; None for all.
        rules: A rule file, or the name of rules that come with selector; None for the film's own,
            or the default rules.
        decision: The number of an earlier decision, from 1, or `last`; None for a new one.
        database: The address of the database; None for the one in the film folder.
        project: The project's title or id; None for the only one of the database.
        output: `text` or `json`.
        target: A video model; None for the one that the rules name, if any.
        skip_problems: Whether pictures that cannot be used are left out.

    Returns:
        The exit code: 1 if something was left out, otherwise 0.

    Raises:
        click.UsageError: An option has no meaning for an earlier decision, or for a folder.
        click.ClickException: The scene has nothing with that tag or name.
        ProblemError: The film, its rules or the database cannot be used.
    """
    past: PastDecision | None = None
    sent: tuple[Sending, ...] = ()
    answer: Answer
    in_short_form = False
    to_start = None
    names: tuple[str, ...] | None = None
    around: FilmAround | None = None
    compared = ""
    skipped = list_of_skipped(film, skip=skip_problems) if decision is None else None
    impact = impact_line(film, skip=skip_problems, target=id_of(target), project=project)
    if decision is not None:
        from selector.cli.picking.decided import refuse_beside_a_decision

        refuse_beside_a_decision(rules, target, skip=skip_problems)
        stored = find_stored(film, database, project)
        answer, title, past, sent = _past_answer(stored, scene, decision)
    elif is_database(film):
        from selector.cli.picking.project import stored_selection

        stored = find_stored(film, database, project)
        answer, title, names, around = stored_selection(stored, scene, rules, target, skipped)
        to_start = rules_to_start(answer.rules, "", rules, impact)
    else:
        if database is not None:
            print_sentence(_DATABASE_UNUSED)
        found, _ = find_film(film)
        used = for_target(find_rules(rules, found), target)
        pool = found.pool(used.plan.send_cleaned)
        absent = _absent_names(used, pool)
        around = FilmAround(used, pool)
        answer, read = _select(found, pool, used, scene, absent, around)
        names = None if absent is None else absent.names
        title = title_of(read.manifest or {})
        in_short_form = read.long_form is not None
        to_start = rules_to_start(used, home_of_rules(found), rules, impact)
        compared = _compared(found, impact, rules)
    if tag is not None:
        tag = name_meant(answer, tag) or _nothing_meant(answer, tag)
    adviser = None
    if isinstance(answer, Selection):
        new_file = "" if to_start is None else to_start.file_name
        adviser = Adviser(answer, in_short_form=in_short_form, new_file=new_file, film=around)
    code = _exit_code(skipped or ())
    if output == "json":
        about = (film, answer, adviser, title, tag, past, sent)
        print_document(_document(*about, names=names, skipped=skipped or ()))
        return code

    text = explain_scene(
        answer,
        adviser,
        title,
        tag=tag,
        ink=ink_for(sys.stdout),
        columns=columns_of(sys.stdout),
        decided=_decided(past),
        to_start=to_start,
        impact=compared,
    )
    print_result(text)
    _print_sent(sent)
    if names:
        _say_absent(names, film, rules, target)
    return code


def _compared(film: Film, impact: str, rules: str | None) -> str:
    """The line that compares rules with the last pick of a folder; empty if there was none."""
    if Path(film.folder, "selector.sqlite").is_file():
        return impact + options_typed(to=rules)
    return ""


def _exit_code(skipped: Sequence[Problem]) -> int:
    """Print what was skipped; give the exit code."""
    list_problems(skipped)
    return FINDINGS if skipped else FINE


def _nothing_meant(answer: Answer, tag: str) -> NoReturn:
    """Refuse a tag or a name on the command line that means nothing in an answer."""
    raise click.ClickException(nothing_named(answer, tag))


def _say_absent(
    names: tuple[str, ...], film: str, rules: str | None, target: VideoModel | None
) -> None:
    from selector.cli.picking.shown import absent_in_words

    check = ""
    if not is_database(film):
        options = options_typed(rules=rules, target=id_of(target))
        check = f"selector check {typed(film)}{options}"
    print_sentence(printable(absent_in_words(names, check)))


def _past_answer(
    stored: Stored, scene: SceneNumber, decision: str
) -> tuple[Answer, str, PastDecision, tuple[Sending, ...]]:
    """An earlier decision, the scene's title, and what was sent for it."""
    from selector.cli.picking.decided import answer_on_record
    from selector.cli.picking.project import past_selection

    on_record, title, sent = past_selection(stored, scene, decision)
    return answer_on_record(on_record), title, on_record.decision, sent


def _print_sent(sent: tuple[Sending, ...]) -> None:
    if not sent:
        return
    from selector.cli.picking.decided import sendings_in_words

    print_result("")
    for line in sendings_in_words(sent):
        print_result(line)


def _decided(past: PastDecision | None) -> str:
    """What is said of a stored decision; nothing of an answer that was given now."""
    if past is None:
        return ""
    from selector.cli.picking.decided import decided_in_words

    return decided_in_words(past)


def _select(
    film: Film,
    pool: AssetPool,
    rules: Rules,
    number: SceneNumber,
    absent: AbsentNames | None,
    around: FilmAround,
) -> tuple[Selection, SceneRead]:
    """The selection of the scene of that number, and the scene as it was read.

    A rule may ask about the scenes before.

    Args:
        film: The film.
        pool: Its pictures.
        rules: The rules.
        number: The number of the scene.
        absent: Looks for what the rules name in all scenes; None where nobody wants to know.
        around: Takes all scenes of the film.
    """
    before = ScenesBefore(rules, pool)

    def go_past(read: SceneRead) -> None:
        if read.is_scene:
            before.go_past(read.scene)

    read = find_read(_looked_at(film, absent, around), number, str(film.folder), go_past)
    assert read.scene is not None, "such scenes are not found"  # noqa: S101  # for mypy
    selection = rules.select(read.scene, pool, earlier=before.film_so_far)
    return selection, read


def _absent_names(rules: Rules, pool: AssetPool) -> AbsentNames | None:
    """Looks for what rules name in a film; None for rules that are made for any film."""
    if comes_with_selector(rules.rule_set.source.name):
        return None
    from selector.review.absent_names import AbsentNames

    return AbsentNames(rules, pool)


def _looked_at(film: Film, absent: AbsentNames | None, around: FilmAround) -> Iterator[SceneRead]:
    """The scenes of a film, each looked at first."""
    for read in film.read_scenes():
        around.add(read.scene)
        if absent is not None:
            if read.scene is None:
                absent.miss_scene()
            else:
                absent.look_at(read.scene)
        yield read


def _document(
    film: str,
    answer: Answer,
    adviser: Adviser | None,
    title: str,
    tag: str | None,
    past: PastDecision | None,
    sent: tuple[Sending, ...],
    *,
    names: tuple[str, ...] | None,
    skipped: Sequence[Problem],
) -> WhyDocument:
    """The same answer as a document.

    Args:
        film: The folder or the address, as it was typed. A password in it is left out.
        answer: What was chosen, now or then.
        adviser: Knows what would change it; None for an answer on record.
        title: The scene's title.
        tag: The one tag to explain; None for all.
        past: The decision that was made then, if it was not chosen now.
        sent: What a pipeline recorded that it sent for it.
        names: What the rules name that the film does not have; None where nobody wants to know.
        skipped: What could not be used.

    Returns:
        A document, ready to be printed.
    """
    from selector.reporting.documents.problems_document import problem_entries
    from selector.reporting.documents.selection_document import (
        DecidedEntry,
        WhyDocument,
        selection_document,
    )

    decision = None
    as_recorded = None
    if isinstance(answer, StoredAnswer):
        as_recorded = answer.says()
    if past is not None:
        decision = DecidedEntry(
            number=past.number,
            made_at=past.made_at,
            asked_by=past.asked_by,
            as_recorded=as_recorded,
        )
    sent_then = None
    if past is not None:
        from selector.cli.picking.decided import sent_as_entries

        sent_then = sent_as_entries(sent)
    if is_address(film):
        from selector.db.connections.addresses import read_url
        from selector.db.connections.database_problems import without_password

        film = without_password(read_url(film))
    selection = selection_document(answer, adviser, title, tag, is_past=past is not None)
    return WhyDocument(
        film=film,
        tag=tag,
        decision=decision,
        sent=sent_then,
        names_not_in_film=names,
        problems=problem_entries(skipped),
        selection=selection,
    )
