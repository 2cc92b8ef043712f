"""A JSON Schema and the reader of the same documents give the same verdict on every document.

Where the two may differ is written in the `exceptions` of `tests.readers`, each with its reason.
"""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft7Validator
from pydantic import BaseModel

from selector.reading.shape.asset_shape import AssetShape
from selector.reading.shape.film_shape import AssetsShape, FilmShape
from selector.reading.shape.manifest_shape import SceneManifestShape
from selector.reading.shape.quick_look import FileKind, is_plain
from selector.reading.shape.ruleset_shape import RuleFileShape
from selector.reading.shape.unknown_keys import unknown_keys
from tests.commands import schemas
from tests.long import many
from tests.mutate import ODD, mutants
from tests.readers import READERS, Reader
from tests.where_readers_differ import values_in

MUTANTS = many(200, 100_000)


@pytest.mark.parametrize(
    "reader", READERS, ids=lambda reader: f"{reader.schema} and {reader.accepts.__name__}"
)
def test_a_schema_and_its_reader_accept_the_same_documents(reader: Reader) -> None:
    validator = Draft7Validator(schemas()[f"{reader.schema}.schema.json"])
    assert all(
        validator.is_valid(document) and reader.accepts(document) for document in reader.good
    )
    for name, (holds, example) in reader.exceptions.items():
        assert holds(example)
        assert validator.is_valid(example) != reader.accepts(example), (
            f"{name}: an exception that nothing needs"
        )
    accepted, count = 0, MUTANTS // reader.share
    for document in (*ODD, *mutants(reader.good, seed=7, keys=reader.keys, count=count)):
        by_schema, by_reader = validator.is_valid(document), reader.accepts(document)
        accepted += by_reader
        if by_schema != by_reader:
            excepted = any(holds(document) for holds, _ in reader.exceptions.values())
            assert excepted, f"schema {by_schema}, reader {by_reader}: {json.dumps(document)}"
    assert count // 10 < accepted < count * 9 // 10, (
        "the documents should be neither all good nor all bad"
    )


SHAPES: dict[FileKind, type[BaseModel]] = {
    "ruleset": RuleFileShape,
    "scene-manifest": SceneManifestShape,
    "asset": AssetShape,
    "film": FilmShape,
    "film-assets": AssetsShape,
}


@pytest.mark.parametrize("kind", SHAPES)
def test_what_a_quick_look_finds_plain_the_shape_accepts_whole(kind: FileKind) -> None:
    shape, readers = SHAPES[kind], [reader for reader in READERS if reader.schema == f"{kind}-v1"]
    good = [document for reader in readers for document in reader.good]
    keys = [key for reader in readers for key in reader.keys]
    plain, count = 0, MUTANTS
    for document in (*ODD, *mutants(good, seed=11, keys=keys, count=count)):
        if is_plain(document, kind):
            plain += 1
            shape.model_validate(document)
            assert not unknown_keys(document, shape)
            assert kind != "ruleset" or None not in values_in(document)
    assert count // 20 < plain < count * 9 // 10, (
        "the documents should be neither all plain nor all odd"
    )
