"""What type checkers refuse. Each wrong line names the errors of mypy and of pyright, which must be found there.

Both are told to report a comment that names an error which is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from selector import (
    AssetPool,
    PassedOver,
    Rules,
    Selection,
    pick_project,
    pick_scene,
    select_references_for_scene,
)
from selector.batch import select_batches


@dataclass
class Plain:
    manifest_tag: str
    asset_type: str


@dataclass
class Untyped:
    manifest_tag: str


def what_is_no_asset(
    rules: Rules,
    scene: Mapping[str, object],
    objects: tuple[object, ...],
    untyped: list[Untyped],
    numbered: list[dict[int, str]],
    maybe: list[Plain | None],
) -> None:
    AssetPool([1, 2, 3])  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
    AssetPool(["WREN"])  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
    AssetPool("WREN")  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
    AssetPool({"manifest_tag": "WREN"})  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
    AssetPool([("WREN", "character")])  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
    AssetPool([Plain])  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
    AssetPool(Plain("WREN", "character"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    AssetPool(objects)  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
    AssetPool(untyped)  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
    AssetPool(numbered)  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
    AssetPool(maybe)  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
    rules.select(scene, [1, 2, 3])  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
    rules.select(scene, ["WREN"])  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
    rules.select(scene, untyped)  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
    rules.select_many([scene], [1.5])  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
    select_references_for_scene(scene, [b""])  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]


def pools_that_are_none(rules: Rules, objects: tuple[object, ...], untyped: list[Untyped]) -> None:
    pick_scene.sync("film.sqlite", "Harbour", 3, rules, pool=[1, 2])  # type: ignore[type-var]  # pyright: ignore[reportArgumentType, reportCallIssue]
    pick_scene.sync("film.sqlite", "Harbour", 3, rules, pool=untyped)  # type: ignore[type-var]  # pyright: ignore[reportArgumentType, reportCallIssue]
    pick_project.sync("film.sqlite", "Harbour", rules, pool=["WREN"])  # type: ignore[type-var]  # pyright: ignore[reportArgumentType, reportCallIssue]
    pick_project.sync("film.sqlite", "Harbour", rules, pool=objects)  # type: ignore[type-var]  # pyright: ignore[reportArgumentType, reportCallIssue]


def batches_that_are_none(rules: Rules, plain: list[Plain]) -> None:
    select_batches([], None, rules)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    select_batches([], 7, rules)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    select_batches([], plain, "cinematic")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    select_batches([], plain, rules, on_problem="stop")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    select_batches(None, plain, rules)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def another_type_than_went_in(selection: Selection[Plain], passed: PassedOver[Plain]) -> None:
    _first: Untyped = selection.assets[0]  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    _tags: list[str] = selection.tags  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    passed.asset.manifest_tag  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess]  # noqa: B018
    selection.assets = ()  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


def reasons_that_are_not_told_apart(passed: PassedOver[Plain]) -> str:
    reason = passed.reason
    if reason.kind == "not_in_pool":
        reason.by  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]  # noqa: B018
    if reason.kind == "nonsense":  # type: ignore[comparison-overlap]  # pyright: ignore[reportUnnecessaryComparison]
        return ""
    reason.near  # type: ignore[union-attr]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]  # noqa: B018
    return reason.kind
