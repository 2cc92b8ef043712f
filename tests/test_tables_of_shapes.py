"""Tables of words beside the shapes of files: they speak of the keys that the shapes have, and of no other."""

from __future__ import annotations

from typing import Any

from selector.engine.asset_getter import ATTRIBUTES
from selector.model.expected import EXPECTED
from selector.model.vocabulary import ASSET_TYPES, CROPS, ROLES
from selector.reading.films import asset_entry
from selector.reading.shape import film_faults, schemas
from selector.reading.shape.asset_shape import AssetsDocumentShape, AssetShape, CleanReferenceShape
from selector.reading.shape.film_shape import AssetsShape, CleanedShape, FilmShape, PictureShape
from selector.reading.shape.parts import shapes_in
from selector.reading.shape.ruleset_shape import (
    ENTRY_SHAPES,
    SCENE_ENTRY_SHAPES,
    RuleFileShape,
    SceneRuleShape,
    ShotShape,
)


def test_there_are_words_for_a_problem_with_every_key_of_a_films_files() -> None:
    shapes = (
        shape
        for whole in (FilmShape, AssetsShape, AssetsDocumentShape)
        for shape in shapes_in(whole)
    )
    keys = {key for shape in shapes for key in shape.model_fields}
    assert keys <= EXPECTED.keys()
    assert keys >= film_faults._CODES.keys()


def test_there_are_words_for_every_attribute_of_an_asset_and_for_what_is_read_of_a_scene() -> None:
    of_scenes = (
        "scene_index",
        "composition",
        "shot_type",
        "placements",
        "asset_tag",
        "role",
        "position",
    )
    assert {*ATTRIBUTES, *of_scenes} <= EXPECTED.keys()


def test_there_are_words_for_what_belongs_under_every_key_of_a_rule_file() -> None:
    shapes: set[Any] = set(shapes_in(RuleFileShape))
    named = {RuleFileShape, ShotShape, SceneRuleShape}
    named |= {*ENTRY_SHAPES.values(), *SCENE_ENTRY_SHAPES.values()}
    assert named <= shapes
    in_braces = shapes - named
    assert {shape.model_config["title"] for shape in in_braces} == {
        "set of conditions",
        "set of conditions on the scene",
        "condition on what is placed",
        "stretch of scenes",
        "choice",
    }
    for shape in shapes:
        assert shape.expected.keys() == shape.model_fields.keys()


def test_every_word_of_the_vocabulary_has_a_meaning_for_editors() -> None:
    texts = ("wardrobe", "expression", "action", "position", "notes")
    meanings = [tuple(meanings) for meanings in schemas._MEANINGS]
    assert meanings == [ROLES, ASSET_TYPES, CROPS, texts]


def test_hand_written_words_stand_for_keys_of_an_asset() -> None:
    keys = AssetShape.model_fields.keys() | CleanReferenceShape.model_fields.keys()
    assert asset_entry.WORDS_BY_HAND.keys() <= keys
    words = PictureShape.model_fields.keys() | CleanedShape.model_fields.keys()
    assert set(asset_entry.WORDS_BY_HAND.values()) <= words
