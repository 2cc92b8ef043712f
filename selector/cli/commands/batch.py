"""`selector batch`: Parquet with the scenes of many films in; Parquet with their picks out."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from selector.cli.arguments.inputs import TARGET_OPTION, for_target, no_address, rules_at
from selector.cli.printing.output import (
    examples,
    format_option,
    print_document,
    print_folded,
    print_notice,
    print_result,
    typed,
)
from selector.cli.printing.progress import Progress
from selector.made_folder import made_folder
from selector.model.problem import unwritable
from selector.reporting.verdict import FINDINGS, FINE, counted
from selector.worker_processes import load_ahead

if TYPE_CHECKING:
    from selector.batch.part_folder import Troubles
    from selector.batch.run_parts import BatchRun
    from selector.engine.rules import Rules
    from selector.model.video_model import VideoModel

_WORKERS_NEED = (
    "concurrent.futures.process",
    "pyarrow.compute",
    "selector.batch.worker",
    "selector.reading.load",
)
"""What processes that pick load, by their first part at the latest."""


@click.command(
    "batch",
    epilog=examples(
        "selector batch scenes.parquet picks/",
        "selector batch scenes.parquet picks/ --assets assets.parquet --workers 8",
        "selector batch scenes/ picks/ --rules bold.yaml --skip-problems",
    ),
)
@click.argument("scenes", metavar="IN")
@click.argument("folder", metavar="OUT")
@click.option(
    "--assets",
    metavar="FILE|FOLDER",
    help="A Parquet file with a row for each asset, or a folder of such files. With a column"
    " `film`, each film has its own assets. Default: `assets.parquet` beside IN.",
)
@click.option(
    "--rules",
    metavar="FILE|NAME",
    help="The rules to pick with, instead of the default ones: a rule file, or rules that come with"
    " selector, by name.",
)
@TARGET_OPTION
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(min=1),
    help="How many processes pick. Default: one for each processor.",
)
@click.option(
    "--skip-problems",
    is_flag=True,
    help="Go on without scenes and pictures that cannot be used: the row of the scene has no picks"
    " and says why; the picture is left out, and each row of its film says so.",
)
@format_option("text", "json")
def command(
    scenes: str,
    folder: str,
    assets: str | None,
    rules: str | None,
    target: VideoModel | None,
    workers: int | None,
    output: str,
    *,
    skip_problems: bool,
) -> int:
    """Pick for the scenes of many films, from Parquet to Parquet, with several processes.

    IN is a Parquet file, or a folder of such files, with a row for each scene: a column `film`, and
    a column `manifest` with the scene manifest as JSON or as a struct. The rows of a film come
    one after the other, in the order of its scenes. OUT is a folder, which gets a Parquet file for
    each part. A run that was stopped goes on where it was if you start it again. It needs pyarrow,
    which comes with `reference-selector[batch]`.
    \f

    Args:
        scenes: A Parquet file, or a folder of such.
        folder: The folder to write.
        assets: A Parquet file, or a folder of such; None for the one beside the scenes.
        rules: A rule file, or the name of rules that come with selector; None for the default ones.
        target: A video model; None for the one that the rules name, if any.
        workers: How many processes; None for one for each processor.
        output: `text` or `json`.
        skip_problems: Whether scenes that cannot be used get a row that says why, and pictures that
            cannot be used are left out.

    Returns:
        The exit code: 1 if a scene or a picture cannot be used, otherwise 0.

    Raises:
        click.ClickException: pyarrow is not installed, or there are no assets.
        ProblemError: The scenes, the assets, the rules or the folder cannot be used.
    """
    for path in (scenes, folder, assets or ""):
        no_address(path)
    load_ahead(*_WORKERS_NEED)
    used = for_target(_rules(rules), target)
    try:
        from selector.batch.folder_lock import one_run_in
        from selector.batch.run_parts import job
    except ImportError as error:
        raise click.ClickException(str(error)) from None
    if assets is None:
        assets = _beside(scenes)
    with ExitStack() as stack:
        try:
            stack.enter_context(made_folder(Path(folder)))
        except OSError as error:
            raise _not_written(folder, error) from None
        stack.enter_context(one_run_in(folder))
        begun = job(scenes, assets, used, folder, skips=skip_problems)
        troubles = _run(begun, workers or os.cpu_count() or 1, folder)
    _say(begun, used, folder, troubles, output)
    return FINDINGS if troubles else FINE


def _beside(scenes: str) -> str:
    """The assets beside the scenes.

    Raises:
        click.UsageError: There are none.
    """
    assets = Path(scenes).parent / "assets.parquet"
    if Path(scenes).exists() and not assets.exists():
        raise click.UsageError(f"There is no `{assets}`. Name the assets after `--assets`.")
    return str(assets)


def _rules(named: str | None) -> Rules:
    if named is not None:
        return rules_at(named)
    from selector.reading.load import load_rules

    return load_rules()


def _run(job: BatchRun, workers: int, folder: str) -> Troubles:
    """Do what is left; gives how many scenes have problems."""
    from selector.batch.run_parts import run_parts

    with Progress("scenes picked") as progress:
        try:
            return run_parts(job, workers, progress.at)
        except OSError as error:
            raise _not_written(folder, error) from None


def _not_written(folder: str, error: OSError) -> Exception:
    return unwritable(folder, error, "Name another folder.")


def _say(job: BatchRun, rules: Rules, folder: str, troubles: Troubles, output: str) -> None:
    from selector.reporting.rules_used import rules_used

    used = rules_used(rules)
    scenes = sum(part.end - part.first for part in job.parts)
    films = sum(part.films for part in job.parts)
    if output == "json":
        from selector.reporting.documents.batch_document import BatchDocument
        from selector.reporting.documents.shared_entries import RulesEntry

        document = BatchDocument(
            folder=folder,
            rules=RulesEntry.model_validate(used),
            films=films,
            scenes=scenes,
            parts=len(job.parts),
            done_before=len(job.done_before),
            skipped=troubles.skipped,
            without_pictures=troubles.incomplete,
        )
        print_document(document)
    else:
        parts = counted(len(job.parts), "part")
        print_folded(
            f"{counted(films, 'film')}, {counted(scenes, 'scene')}: {parts} in {typed(folder)}"
        )
        print_result(f"Rules: {used.name} {used.version}.")
        if job.done_before:
            print_notice(f"{counted(len(job.done_before), 'part')} had been done before.")
    if troubles.skipped:
        cannot = f"{counted(troubles.skipped, 'scene')} could not be picked for"
        print_notice(f"{cannot}: the column `problems` says why.")
    if troubles.incomplete:
        without = f"left out for {counted(troubles.incomplete, 'scene')}"
        print_notice(
            f"Pictures that cannot be used were {without}: the column `problems` says why."
        )
