"""`selector check`: paths in; problems on standard error, verdicts on standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

import click

from selector.cli.arguments.database_films import (
    INCLUDE_OPTION,
    PROJECT_OPTION,
    Stored,
    find_stored,
    included,
    is_database,
)
from selector.cli.arguments.inputs import (
    STDIN,
    TARGET_OPTION,
    Target,
    id_of,
    missing,
    no_address,
    read_stdin,
    rule_file,
    targets,
)
from selector.cli.printing.output import (
    examples,
    format_option,
    list_problems,
    options_typed,
    pager_option,
    print_code_hint,
    print_document,
    print_folded,
    print_notice,
    print_result,
    print_sentence,
    print_to_runner,
    shown_address,
    typed,
)
from selector.cli.printing.progress import Progress
from selector.engine.effective_lists import EffectiveLists
from selector.engine.rules import Rules
from selector.language.entry_lists.priorities import PRIORITIES
from selector.model.address import is_address, is_of_database
from selector.model.problem import Problem, ProblemError, Source
from selector.model.video_model import VideoModel
from selector.reading.text.file import RULE_LIMITS, decode, read_source
from selector.reporting.terminal import ink_for, printable
from selector.reporting.verdict import (
    Checked,
    Verdict,
    apart,
    counted,
    first_screen,
    total_line,
    verdict_line,
    worst_first,
)


def _default_format() -> str:
    in_a_workflow = os.environ.get("GITHUB_ACTIONS") == "true"
    return "github" if in_a_workflow else "text"


@click.command(
    "check",
    epilog=examples(
        "selector check rules/ --strict",
        "selector check my-film",
        "selector check my-film --rules bold.yaml",
        "selector check films.sqlite --project 'The Tide Clock'",
        "selector check - < rules.yaml",
    ),
)
@click.argument("paths", metavar="RULES|FILM...", nargs=-1, required=True)
@click.option("--strict", is_flag=True, help="Fail on warnings too, with exit code 1.")
@click.option(
    "--all",
    "whole",
    is_flag=True,
    help="Show everything that was found in a film, not only what touches most scenes.",
)
@click.option(
    "--rules",
    metavar="FILE|NAME",
    help="Check films under these rules instead of their own or the default ones: a rule file, or"
    " rules that come with selector, by name.",
)
@TARGET_OPTION
@PROJECT_OPTION
@INCLUDE_OPTION
@format_option("text", "json", "github", default=_default_format())
@pager_option
def command(
    paths: tuple[str, ...],
    rules: str | None,
    target: VideoModel | None,
    project: str | None,
    output: str,
    *,
    strict: bool,
    whole: bool,
) -> int:
    """Find what is wrong with rule files and films.

    Name rule files, film folders, folders that hold either, addresses of databases, or `-` for
    standard input. Rules that come with selector go by their name, such as `cinematic`. A film is
    checked under its own rules, and under each rule file that is named beside it: for names that
    the film does not have, and for rules that may do something unexpected in it. Problems go to
    standard error, each with its line, its code and what to do. One line for each file goes to
    standard output. Exit code 0: no errors (and with `--strict` no warnings); 1: something is
    wrong; 2: a file cannot be read.
    \f

    Args:
        paths: Rule files, film folders, folders that hold either, addresses of databases, or `-`;
            at least one.
        rules: A rule file, or the name of rules that come with selector, for all films; None for
            each film's own, or the default rules.
        target: A video model; None for the one that each rule file names, if any.
        project: The project's title or id; None for the only one of each database.
        output: `text`, `json` or `github`.
        strict: Whether warnings count as errors do.
        whole: Whether all warnings are shown.

    Returns:
        The exit code: 0, 1 or 2.

    Raises:
        click.UsageError: A path is an address of something else, or a folder with neither rules nor
            films; or rules are given for films, and there is no film; or a project or `--include`,
            and there is no database.
    """
    wanted, beside = _wanted(paths)
    _refuse_without_database(project, wanted)
    again = _typed_again(beside, rules, target, project, strict=strict)
    if rules is not None:
        only = _typed_again((), None, target, None, strict=strict)
        alone = f"selector check {typed(rules)}{only}"
        named_rules = Target(kind="rules", path=_rules_for(wanted, rules, alone))
        beside.append(named_rules)
        wanted.append(named_rules)
    wanted = _once(wanted)
    checked: list[Checked] = []

    def add(each: Checked) -> None:
        checked.append(each)
        if output == "text":
            _list(each, again, whole=whole)

    known = _checked_beside(wanted, beside, target)
    named = None
    if known:
        named = [rules_beside for _, rules_beside in known.values() if rules_beside is not None]
    has_own = rules is None
    for each in wanted:
        if each.kind not in ("film", "rules"):
            for found in _checked_elsewhere(each, project, target, named, has_own=has_own):
                add(found)
            continue
        rule_file: Path | str | None = each.path
        if each.kind == "film":
            film, rule_file = checked_film(each.path, target, named, has_own=has_own)
            add(film)
            rule_file = _unless_typed(rule_file, wanted)
        if rule_file is not None:
            file = str(rule_file)
            of_rules, _ = known.get(file) or _checked_rules(file, target)
            add(of_rules)
    verdict = Verdict(checked=tuple(checked), strict=strict)
    _PRINTERS[output](verdict)
    return verdict.exit_code


def _place(path: str) -> Path:
    """One path for all paths of a film or a file: what is named twice is checked once.

    A link to a file stays one: the files that it names are beside the link.
    """
    named = Path(path)
    if named.is_dir():
        return Path(os.path.realpath(named))
    return Path(os.path.realpath(named.parent), named.name)


def _once(named: Iterable[Target]) -> list[Target]:
    """Each film and file once, by the path or the address that was typed first."""
    first: dict[Path, Target] = {}
    for each in named:
        place = _place(each.path)
        if each.kind == "database":
            place = _place_of_database(each.path)
        first.setdefault(place, each)
    return list(first.values())


def _place_of_database(address: str) -> Path:
    """One path for all addresses of a database in a file; another address stands for itself."""
    from selector.db.connections.addresses import read_url, sqlite_file

    try:
        file = sqlite_file(read_url(address))
    except ProblemError:  # who reads the film says so
        file = None
    if file is None:
        return Path(address)
    return _place(str(file))


def _unless_typed(own: Path | None, wanted: Iterable[Target]) -> Path | None:
    """The rule file of a film, unless it is checked in its own turn, by the path that was typed."""
    if own is not None and _place(str(own)) in map(_place, _rule_files(wanted)):
        return None
    return own


def _wanted(paths: Iterable[str]) -> tuple[list[Target], list[Target]]:
    """What to check; and which rule files among it are named themselves, not by their folder."""
    wanted: list[Target] = []
    beside: list[Target] = []
    for path in paths:
        if is_of_database(path) or (is_database(path) and not is_address(path)):
            wanted.append(Target(kind="database", path=path))
            continue
        found = list(targets(path))
        wanted += found
        if not Path(path).is_dir():
            beside += [each for each in found if each.kind == "rules"]
    return wanted, beside


def _refuse_without_database(project: str | None, wanted: Iterable[Target]) -> None:
    if any(each.kind == "database" for each in wanted):
        return
    if project is not None:
        raise click.UsageError("`--project` names a film in a database. Name its database, too.")
    if included():
        raise click.UsageError(
            "`--include` works only for a project in a database. Name its database, too."
        )


def _rule_files(found: Iterable[Target]) -> list[str]:
    return [each.path for each in found if each.kind == "rules"]


def _rules_for(wanted: Iterable[Target], rules: str, alone: str) -> str:
    """The path of the rules that `--rules` names for the films among what is checked.

    Args:
        wanted: What to check.
        rules: What `--rules` names.
        alone: The command that checks these rules without a film.

    Raises:
        click.UsageError: There is no film, or the rules are an address.
    """
    no_address(rules)
    if not any(each.kind in _FILMS for each in wanted):
        raise click.UsageError(
            "`--rules` names the rules that films are checked under, and no film is named."
            f" To check the rules alone: `{alone}`."
        )
    return rule_file(rules)


def _checked_beside(
    wanted: Iterable[Target],
    beside: Iterable[Target],
    target: VideoModel | None,
) -> dict[str, tuple[Checked, Rules | None]]:
    """The rule files that films are checked under, checked once; none where there is no film.

    Args:
        wanted: What to check.
        beside: The rule files.
        target: The video model that `--target` names, if it does.

    Returns:
        What was found in each, and the rules if they can be used.
    """
    if all(each.kind not in _FILMS for each in wanted):
        return {}
    return {each.path: _checked_rules(each.path, target) for each in _once(beside)}


def _typed_again(
    beside: Iterable[Target],
    rules: str | None,
    target: VideoModel | None,
    project: str | None,
    *,
    strict: bool,
) -> str:
    """What must be typed again after a film, or after rules, to have the same said of it.

    Args:
        beside: The rule files that were named beside it.
        rules: What `--rules` names, if anything.
        target: The video model that `--target` names, if it does.
        project: What `--project` says, if anything.
        strict: Whether `--strict` was given.
    """
    paths = [each.path for each in beside if each.path != STDIN]
    again = "".join(f" {typed(path)}" for path in paths)
    again += options_typed(
        rules=rules,
        target=id_of(target),
        project=project,
        include=included(),
    )
    if strict:
        again += " --strict"
    return again


def _list(checked: Checked, again: str, *, whole: bool) -> None:
    """Print what was found in one file or film, but for the verdict: more may be found at it.

    Args:
        checked: What was found.
        again: What `_typed_again` gives.
        whole: Whether all warnings are shown.
    """
    problems, more = worst_first(checked), 0
    if checked.kind == "film" and not whole:
        problems, more = first_screen(problems)
    parts = {"": problems}
    if checked.kind == "film":
        parts = apart(problems)
    for heading, those in parts.items():
        if heading:
            print_sentence(heading, "bold")
            print_notice("")
        list_problems(those)
    if more:
        command = f"selector check {typed(checked.name)}{again} --all"
        are = "is" if more == 1 else "are"
        print_sentence(f"{counted(more, 'more warning')} {are} not shown: `{command}` shows all.")
    for notice in checked.notices:
        print_sentence(printable(notice))
        print_notice("")


def checked_film(
    path: str,
    target: VideoModel | None = None,
    named: Sequence[Rules] | None = None,
    *,
    has_own: bool = True,
    has_pictures: bool = True,
) -> tuple[Checked, Path | None]:
    """What is wrong with a film, found with its progress shown; and its own rule file, if any.

    Args:
        path: The film folder.
        target: The video model, if another counts than the one that the rules name.
        named: The rules that are named beside it; None if none are.
        has_own: Whether its own rules count.
        has_pictures: Whether the files of its pictures are there; else they are not looked for.

    Returns:
        What was found, and the path of its own rules, if it has any that count.
    """
    from selector.review.film_checks import check_film_folder

    with Progress("scenes checked") as progress:
        found = check_film_folder(
            Path(path),
            progress.at,
            target,
            named,
            has_own=has_own,
            has_pictures=has_pictures,
        )
    holds = ""
    if found.film is not None:
        pictures = counted(len(found.film.assets), "picture")
        holds = f"{pictures}, {counted(found.scenes, 'scene')}"
    checked = Checked(
        name=path,
        kind="film",
        holds=holds,
        problems=found.problems,
        waived=found.waived,
        notices=found.notices,
        looked_at=found.looked_at,
    )
    return checked, found.rules_path


def _checked_elsewhere(
    found: Target,
    project: str | None,
    target: VideoModel | None,
    named: Sequence[Rules] | None,
    *,
    has_own: bool,
) -> Iterator[Checked]:
    """What is wrong with a film in a database, or with a file that is neither a film nor rules.

    Args:
        found: What to check.
        project: What `--project` says, if anything.
        target: The video model that `--target` names, if it does.
        named: The rules that are named beside films; None if none are.
        has_own: Whether a film's own rules count.
    """
    if found.kind == "database":
        stored = find_stored(found.path, None, project)
        yield from _checked_in_database(stored, target, named, has_own=has_own)
    else:
        yield _OTHER_FILES[found.kind](found.path)


def _checked_in_database(
    stored: Stored,
    target: VideoModel | None,
    named: Sequence[Rules] | None,
    *,
    has_own: bool,
) -> Iterator[Checked]:
    """What is wrong with a film in a database, and with its own rules, if any.

    Each problem has its place in the folder that an export makes.

    Args:
        stored: The database, and the project in it.
        target: The video model, if another counts than the one that the rules name.
        named: The rules that are named beside it; None if none are.
        has_own: Whether its own rules count.
    """
    from selector.cli.picking.exported_film import folder_of, found_in
    from selector.cli.picking.project_film import project_film_in

    try:
        with project_film_in(stored) as film, folder_of(film) as folder:
            found, own_rules = checked_film(
                str(folder), target, named, has_own=has_own, has_pictures=False
            )
            yield found_in(found, folder, film.folder)
            if own_rules is not None:
                of_rules, _ = _checked_rules(str(own_rules), target)
                yield found_in(of_rules, folder, film.folder)
    except ProblemError as error:
        name = shown_address(stored.address)
        yield Checked(name=name, kind="film", holds="", problems=error.problems)


def _checked_targets(path: str) -> Checked:
    from selector.reading.shape.target_faults import problems_of_targets
    from selector.reading.targets import ModelsOf

    source, problems = read_source(path)
    holds = ""
    if source is not None:
        problems = problems_of_targets(source)
        if not problems:
            holds = counted(len(ModelsOf(source)), "video model")
    return Checked(name=path, kind="targets", holds=holds, problems=problems)


def _checked_names(path: str) -> Checked:
    from selector.reading.shot_vocabularies import read_names

    source, problems = read_source(path)
    holds = ""
    if source is not None:
        vocabulary, problems = read_names(path, source)
        if vocabulary is not None:
            names = len(vocabulary.sizes) + len(vocabulary.coverage)
            holds = counted(names, "shot name")
    return Checked(name=path, kind="shot_names", holds=holds, problems=problems)


def _checked_rules(path: str, target: VideoModel | None) -> tuple[Checked, Rules | None]:
    """What is wrong with a rule file, and its rules, unless that is an error."""
    from selector.review.lint import checked_rules

    source, problems = _read(path)
    name, holds, waived = path, "", 0
    rules = None
    folder = None
    if path == STDIN:
        name = "<stdin>"
    else:
        folder = Path(path).parent
    if source is not None:
        name = source.name
        found = checked_rules(source, folder, target)
        problems, waived = found.problems, found.waived
        rules = found.rules
        if rules is not None:
            holds = _held_by(rules)
    checked = Checked(
        name=name,
        kind="rules",
        holds=holds,
        problems=problems,
        waived=waived,
    )
    return checked, rules


def _read(path: str) -> tuple[Source | None, tuple[Problem, ...]]:
    if path == STDIN:
        return decode("<stdin>", read_stdin(RULE_LIMITS.size))
    nothing = missing(path)
    if nothing is not None:
        return None, (nothing,)
    return read_source(path)


def _held_by(rules: Rules) -> str:
    shots = rules.rule_set.shots
    lists = EffectiveLists(rules.rule_set)
    priorities = 0
    for shot in shots:
        laid = lists.of(shot, PRIORITIES)
        own = laid.added
        if PRIORITIES.written(shot):
            own = laid.entries
        priorities += len(own)
    one, several = PRIORITIES.entry, PRIORITIES.entries
    held = f"{counted(len(shots), 'shot rule')}, {counted(priorities, one, several)}"
    return f"{rules.name} {rules.version}: {held}"


def _print_verdicts(verdict: Verdict) -> None:
    ink = ink_for(sys.stdout)
    found = {}
    if len(verdict.checked) > 1:
        found = _found_at(verdict)
    for checked in verdict.checked:
        elsewhere = found.get(_place(checked.name))
        print_folded(verdict_line(checked, ink, elsewhere))
        if checked.looked_at and not checked.problems:
            print_sentence(printable(checked.looked_at))
    if len(verdict.checked) > 1:
        print_folded(total_line(verdict))
    listed = chain.from_iterable(map(worst_first, verdict.checked))
    print_code_hint(listed)


def _found_at(verdict: Verdict) -> dict[Path, dict[str, list[Problem]]]:
    """What was found at each file, by the name of what was checked, such as a film beside rules."""
    place_of = cache(_place)
    found: dict[Path, dict[str, list[Problem]]] = {}
    for checked in verdict.checked:
        for problem in checked.problems:
            here = found.setdefault(place_of(problem.at.file), {})
            here.setdefault(checked.name, []).append(problem)
    return found


def _print_json(verdict: Verdict) -> None:
    from selector.reporting.documents.problems_document import problems_document

    print_document(problems_document(verdict.problems, verdict.checked))


def _annotate(verdict: Verdict) -> None:
    """Print workflow commands, and add a table to the page that GitHub shows for the job."""
    from selector.reporting.github import annotation_lines, summary_table

    for line in annotation_lines(verdict):
        if line.startswith("::"):
            print_to_runner(line)
        else:
            print_result(line)
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if not page:
        return
    try:
        # The page may hold the summaries of earlier steps: it is appended to.
        with open(page, "a", encoding="utf-8") as file:  # noqa: PTH123  # appends
            file.write(summary_table(verdict))
    except OSError as error:
        what = f"The summary of the GitHub job could not be written: {error.strerror}."
        print_notice(f"{what} Check the path in `GITHUB_STEP_SUMMARY`.")


_FILMS = ("film", "database")
"""The kinds of what holds a film."""

_OTHER_FILES: dict[str, Callable[[str], Checked]] = {
    "targets": _checked_targets,
    "shot_names": _checked_names,
}
"""What checks the files that are neither rules nor films, by their kind."""

_PRINTERS: dict[str, Callable[[Verdict], None]] = {
    "text": _print_verdicts,
    "json": _print_json,
    "github": _annotate,
}
"""What is printed once everything has been checked, by the name of the format."""
