"""`selector check`: problems of rule files and films to standard error, a verdict on each to standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import click

from selector.cli.arguments.inputs import STDIN, Target, missing, read_stdin, targets
from selector.cli.printing.output import (
    examples,
    format_option,
    list_problems,
    print_code_hint,
    print_document,
    print_notice,
    print_result,
)
from selector.engine.rules import Rules
from selector.model.problem import Problem, Source
from selector.reading.text.file import RULE_LIMITS, decode, read_source
from selector.reporting.terminal import ink_for
from selector.reporting.verdict import Checked, Verdict, counted, total_line, verdict_line
from selector.review.lint import check_rule_text


@click.command(
    "check",
    epilog=examples(
        "selector check rules/ --strict", "selector check my-film", "selector check - < rules.yaml"
    ),
)
@click.argument("paths", metavar="RULES|FILM...", nargs=-1, required=True)
@click.option(
    "--strict", is_flag=True, help="Count warnings as findings: exit code 1 for them too."
)
@format_option(
    "text",
    "json",
    "github",
    default="github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text",
)
def command(paths: tuple[str, ...], output: str, *, strict: bool) -> int:
    """Find what is wrong with rule files and films.

    Name rule files, film folders, folders of either, or - for standard input. Problems go to standard error, each
    with its line, its code and what to do; a line on each file goes to standard output. Exit code 0: fine (warnings
    too, unless --strict); 1: findings; 2: something cannot be read.
    """
    wanted = [target for path in paths for target in targets(path)]
    checked: list[Checked] = []
    for target in wanted:
        for each in _check(target):
            checked.append(each)
            if output == "text":
                _tell(each)
    verdict = Verdict(checked=tuple(checked), strict=strict)
    if output == "text":
        if len(checked) > 1:
            print_result(total_line(verdict))
        print_code_hint(verdict.problems)
    elif output == "json":
        from selector.reporting.documents.problems_document import problems_document

        print_document(problems_document(verdict.problems, verdict.checked))
    else:
        _annotate(verdict)
    return verdict.exit_code


def _check(target: Target) -> Iterator[Checked]:
    if target.kind == "rules":
        yield _check_rule_file(target.path)
        return
    from selector.cli.commands.check_film import checked_film

    rules_path, film = checked_film(target.path)
    yield film
    if rules_path is not None:
        yield _check_rule_file(str(rules_path))


def _check_rule_file(path: str) -> Checked:
    source, problems = _read(path)
    if source is None:
        return Checked(
            name="<stdin>" if path == STDIN else path, kind="rules", holds="", problems=problems
        )
    rules, found = check_rule_text(source)
    return Checked(
        name=source.name, kind="rules", holds=_holds(rules) if rules else "", problems=found
    )


def _read(path: str) -> tuple[Source | None, tuple[Problem, ...]]:
    if path == STDIN:
        return decode("<stdin>", read_stdin(RULE_LIMITS.size))
    nothing = missing(path)
    return (None, (nothing,)) if nothing else read_source(path)


def _holds(rules: Rules) -> str:
    shots = rules.rule_set.shots
    priorities = sum(len(shot.priorities or ()) for shot in shots)
    held = f"{counted(len(shots), 'shot rule')}, {counted(priorities, 'priority', 'priorities')}"
    return f"{rules.name} {rules.version}: {held}"


def _tell(checked: Checked) -> None:
    list_problems(checked.problems)
    print_result(verdict_line(checked, ink_for(sys.stdout)))


def _annotate(verdict: Verdict) -> None:
    from selector.reporting.github import annotation_lines, summary_table

    for line in annotation_lines(verdict):
        print_result(line)
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if not page:
        return
    try:
        with open(page, "a", encoding="utf-8") as file:  # noqa: PTH123  # appended to, not written
            file.write(summary_table(verdict))
    except OSError as error:
        print_notice(f"The job's summary could not be written: {error.strerror}.")
