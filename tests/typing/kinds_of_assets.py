"""Assets of all kinds that type checkers take, as programs of users give them; each comes back as what it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, NamedTuple, TypedDict, TypeVar, assert_type

from pydantic import BaseModel
from sqlalchemy import Row, RowMapping
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from selector import (
    AssetLike,
    AssetPool,
    Rules,
    pick_project,
    pick_scene,
    select_references_for_scene,
)
from selector.db.models import Asset

Own = TypeVar("Own", bound=AssetLike)


@dataclass(frozen=True, slots=True)
class Plain:
    manifest_tag: str
    asset_type: str


class Named(NamedTuple):
    manifest_tag: str
    asset_type: str


class Typed(TypedDict):
    manifest_tag: str
    asset_type: str


class Model(BaseModel):
    manifest_tag: str
    asset_type: str


class Base(DeclarativeBase):
    pass


class OrmRow(Base):
    __tablename__ = "pictures"
    id: Mapped[int] = mapped_column(primary_key=True)
    manifest_tag: Mapped[str]
    asset_type: Mapped[str | None]


class Computed:
    @property
    def manifest_tag(self) -> str:
        return "WREN"

    @property
    def asset_type(self) -> str:
        return "character"


def whatever_has_a_tag(rules: Rules, scene: Mapping[str, object], assets: list[Own]) -> list[Own]:
    """A function of the user's own, of any type of asset."""
    return [*rules.select(scene, AssetPool(assets)).assets]


def by_attribute(
    rules: Rules,
    scene: dict[str, object],
    plain: list[Plain],
    named: Iterator[Named],
    models: tuple[Model, ...],
    orm_rows: Sequence[OrmRow],
    own_tables: list[Asset],
    computed: set[Computed],
    namespaces: list[SimpleNamespace],
    rows: Sequence[Row[tuple[str, str]]],
) -> None:
    assert_type(rules.select(scene, plain).assets, tuple[Plain, ...])
    assert_type(rules.select(scene, AssetPool(plain)).assets, tuple[Plain, ...])
    assert_type(rules.select(scene, named).assets, tuple[Named, ...])
    assert_type(rules.select(scene, models).assets, tuple[Model, ...])
    assert_type(rules.select(scene, orm_rows).assets, tuple[OrmRow, ...])
    assert_type(rules.select(scene, own_tables).assets, tuple[Asset, ...])
    assert_type(rules.select(scene, computed).assets, tuple[Computed, ...])
    assert_type(rules.select(scene, namespaces).assets, tuple[SimpleNamespace, ...])
    assert_type(rules.select(scene, rows).assets, tuple[Row[tuple[str, str]], ...])
    assert_type(select_references_for_scene(scene, plain), list[Plain])
    assert_type(whatever_has_a_tag(rules, scene, plain), list[Plain])
    for selection in rules.select_many(
        [scene], AssetPool(plain, usable=lambda one: one.asset_type != "style")
    ):
        assert_type(selection.picks[0].asset, Plain)
        assert_type(selection.passed_over[0].asset, Plain | None)
        assert_type(selection.explain().picks[0].asset, Plain)
        assert_type(selection.missing, tuple[str, ...])


def by_key(
    rules: Rules,
    scene: dict[str, object],
    dictionaries: list[dict[str, object]],
    mappings: list[Mapping[str, Any]],
    typed: list[Typed],
    rows: list[sqlite3.Row],
    mapped_rows: Sequence[RowMapping],
    mixed: list[Plain | dict[str, object]],
    untyped: list[Any],
) -> None:
    assert_type(rules.select(scene, dictionaries).assets, tuple[dict[str, object], ...])
    assert_type(rules.select(scene, mappings).assets, tuple[Mapping[str, Any], ...])
    assert_type(rules.select(scene, typed).assets, tuple[Typed, ...])
    assert_type(rules.select(scene, rows).assets, tuple[sqlite3.Row, ...])
    assert_type(rules.select(scene, mapped_rows).assets, tuple[RowMapping, ...])
    assert_type(rules.select(scene, mixed).assets, tuple[Plain | dict[str, object], ...])
    assert_type(rules.select(scene, untyped).assets, tuple[Any, ...])
    assert_type(select_references_for_scene(scene, AssetPool(rows)), list[sqlite3.Row])
    rules.select(scene, [{"manifest_tag": "WREN", "asset_type": "character"}])
    rules.select(scene, [])


async def of_differing_values(
    rules: Rules, scene: dict[str, object], session: AsyncSession
) -> None:
    """mypy takes such a list for a `list[object]`, where it is made or in the call."""
    wren = {"manifest_tag": "WREN", "asset_type": "character", "quality_score": 8.5}
    pier = {"manifest_tag": "PIER", "asset_type": "environment"}
    pictures = [wren, pier]
    [picture] = rules.select(scene, pictures).assets
    picture["quality_score"]
    rules.select(scene, AssetPool(pictures))
    rules.select(scene, [wren, pier])
    rules.select(scene, AssetPool([wren, pier], usable=lambda one: "name" in one))
    rules.select_many([scene], [*pictures, {"manifest_tag": "BOAT", "user_tags": ["lit"]}])
    select_references_for_scene(scene, pictures)
    await pick_scene(session, "Harbour", 3, rules, pool=pictures)
    pick_project.sync("film.sqlite", "Harbour", rules, pool=[wren, pier])
