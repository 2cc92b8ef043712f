"""`selector rules`: rules in; what they say in English, and where it is written, out."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from selector.cli.arguments.inputs import TARGET_OPTION, find_scene, for_target, rules_named
from selector.cli.arguments.scene_numbers import one_scene_if_any
from selector.cli.printing.output import (
    examples,
    format_option,
    pager_option,
    print_document,
    print_result,
)
from selector.engine.in_force import InForce, Part
from selector.model.near_names import did_you_mean
from selector.model.phrases import listed
from selector.model.problem import shown
from selector.model.scene_number import SceneNumber, likeness
from selector.model.vocabulary import fold
from selector.reporting.rules_page import rules_page
from selector.reporting.terminal import columns_of, ink_for
from selector.reporting.verdict import FINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.plan import Plan, ShotPlan
    from selector.engine.rules import Rules
    from selector.model.video_model import VideoModel

_MOST_NAMED = 12
"""How many shot rules or scenes a message lists."""


@click.command(
    "rules",
    epilog=examples(
        "selector rules rules.yaml",
        "selector rules cinematic",
        "selector rules my-film --shot close_up",
        "selector rules my-film --shot close_up --scene 12",
        "selector rules --targets",
    ),
)
@click.argument("rules", metavar="[RULES|FILM]", required=False)
@click.option(
    "--shot", metavar="NAME", help="One shot rule alone, by its name or one of its `spellings`."
)
@click.option(
    "--scene",
    metavar="NUMBER",
    callback=one_scene_if_any,
    help=(
        "The rules of one scene. If it has none of its own, the rules of its shot are shown; only a"
        " film says which shot that is. With `--shot`: what applies to that shot in this scene."
    ),
)
@TARGET_OPTION
@click.option("--targets", is_flag=True, help="List the video models that selector knows.")
@format_option("text", "json")
@pager_option
def command(
    rules: str | None,
    shot: str | None,
    scene: SceneNumber | None,
    target: VideoModel | None,
    output: str,
    *,
    targets: bool,
) -> int:
    """Show the rules in plain English, with the file and the line that each of them comes from.

    Name a rule file, a film, or `-` for standard input; or rules that come with selector, such as
    `cinematic`. You see what counts once everything is put
    together: the files that a file extends, the shot rules that others copy with `like`, the edits
    to both, and what the video model takes. `--targets` needs no rules.
    \f

    Args:
        rules: A rule file, a film folder, or `-`; None with `targets`.
        shot: The name or a spelling of a shot rule; None for all.
        scene: The number of a scene; None for all.
        target: A video model; None for the one that the rules name, if any.
        output: `text` or `json`.
        targets: Whether the video models are listed, and no rules are shown.

    Returns:
        The exit code: 0.

    Raises:
        click.UsageError: No rules are named, or rules beside `--targets`.
        click.ClickException: There is no such shot rule, or no film says what shot a scene is that
            has no rules of its own.
        ProblemError: The rules cannot be used, or the film has no such scene.
    """
    if targets:
        if rules or shot or scene or target:
            raise click.UsageError("`--targets` lists video models. Leave everything else out.")
        return _list_models(output)
    if rules is None:
        raise click.UsageError(
            "Name a rule file or a film; `selector rules --targets` lists the video models."
        )
    found = for_target(rules_named(rules), target)
    in_force = InForce(found)
    parts = list(_parts(rules, found.plan, in_force, shot, scene))
    if output == "json":
        _print_json(found, in_force, parts)
        return FINE
    page = rules_page(
        found.rule_set,
        in_force.of_file(),
        parts,
        target=found.target,
        ink=ink_for(sys.stdout),
        columns=columns_of(sys.stdout),
    )
    print_result(page)
    return FINE


def _list_models(output: str) -> int:
    from selector.reading.targets import known_models

    models = known_models()
    if output == "json":
        from selector.reporting.documents.targets_document import targets_document

        print_document(targets_document(models, models.facts))
        return FINE
    from selector.reporting.targets_page import targets_page

    print_result(targets_page(models, ink_for(sys.stdout), columns_of(sys.stdout)))
    return FINE


def _parts(
    path: str,
    plan: Plan,
    in_force: InForce,
    shot: str | None,
    number: SceneNumber | None,
) -> Iterator[Part]:
    """What is shown: everything, or what concerns one shot, one scene or both."""
    shot_plan = None if shot is None else _shot_named(plan, shot)
    if number is not None:
        yield from _of_scene(path, plan, in_force, shot_plan, number)
    elif shot_plan is not None:
        yield in_force.shot(shot_plan)
    else:
        yield from _everything(plan, in_force)


def _everything(plan: Plan, in_force: InForce) -> Iterator[Part]:
    everywhere = in_force.everywhere()
    if everywhere.lists:
        # The settings at the top are said with each shot, as far as they count there.
        yield replace(everywhere, settings=())
    for each in sorted(plan.shots, key=lambda each: each is plan.default):
        yield in_force.own(each)
    for scene in plan.scenes.values():
        yield in_force.scene(scene)


def _of_scene(
    path: str,
    plan: Plan,
    in_force: InForce,
    shot_plan: ShotPlan | None,
    number: SceneNumber,
) -> Iterator[Part]:
    """What concerns one scene: its own rules, else those of its shot.

    Only a film knows which shot a scene is.
    """
    scene_plan = plan.scenes.get(likeness(number))
    if scene_plan is None:
        scene = find_scene(path, number)
        if scene is not None:
            shot_plan = shot_plan or plan.for_shot(scene.shot)
        if shot_plan is None:
            raise _no_rules_of(plan, number)
        yield Part(
            kind="scene",
            name=str(number),
            shot_type=scene.shot_type if scene else None,
        )
        yield in_force.shot(shot_plan)
    elif shot_plan is not None:
        yield in_force.shot(shot_plan, scene_plan)
    else:
        yield in_force.scene(scene_plan)
        everywhere = in_force.everywhere()
        if everywhere.settings or everywhere.lists:
            yield everywhere


def _shot_named(plan: Plan, name: str) -> ShotPlan:
    found = plan.by_name.get(fold(name))
    if found is not None:
        return found
    choice = plan.choice(fold(name))
    if choice is not None and choice.is_decided:
        return choice.shot_plan
    names = [f"`{shown(each.name)}`" for each in plan.shots]
    near = did_you_mean(fold(name), plan.by_name)
    hint = near or f"The shot rules are {listed(_few(names))}."
    raise click.ClickException(f"No shot rule is named `{shown(name)}`. {hint}")


def _no_rules_of(plan: Plan, number: SceneNumber) -> click.ClickException:
    numbers = [shown(each.rule.number) for each in plan.scenes.values()]
    others = "No other scene has any."
    if numbers:
        others = f"There are rules for {listed(_few(numbers))}."
    this = shown(str(number))
    what = f"Scene {this} has no rules of its own."
    hint = f"To see what applies to scene {this}, name its film or add `--shot`."
    return click.ClickException(f"{what} {others} {hint}")


def _few(names: list[str]) -> list[str]:
    """Names for a message; of many only the first, which it has room for."""
    if len(names) > _MOST_NAMED:
        return [*names[: _MOST_NAMED - 1], "others"]
    return names


def _print_json(rules: Rules, in_force: InForce, parts: list[Part]) -> None:
    from selector.reporting.documents.rules_document import rules_document

    print_document(rules_document(rules, in_force.of_file(), parts))
