"""The JSON Schemas: the text that the code makes, in words that draft-07 and editors read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from selector.reading.shape.schemas import schema_text
from tests.commands import schemas

ROOT = Path(__file__).parents[1]
NAMES = sorted(path.name for path in (ROOT / "schemas").glob("*.json"))


def test_the_schemas_in_the_project_are_the_ones_that_the_code_makes() -> None:
    on_disk = {path.name: path.read_text("utf-8") for path in (ROOT / "schemas").glob("*.json")}
    made = {name: schema_text(schema) for name, schema in schemas().items()}
    assert on_disk == made, "run `make schemas` and read the difference"


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_a_draft_07_schema_with_a_name_of_its_own(name: str) -> None:
    schema = schemas()[name]
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["$id"] == f"urn:reference-selector:schema:{name.removesuffix('.schema.json')}"


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_holds_nothing_that_draft_07_or_editors_do_not_read(name: str) -> None:
    for part in _parts(schemas()[name]):
        assert not {"$defs", "discriminator", "prefixItems", "unevaluatedProperties"} & set(part)
        assert "$ref" not in part or set(part) == {"$ref"}, "what stands beside a $ref is not read"
        assert part.get("default", ...) is not None


@pytest.mark.parametrize("name", NAMES)
def test_every_example_in_a_schema_fits_it(name: str) -> None:
    schema = schemas()[name]
    Draft7Validator.check_schema(schema)  # once: it takes longer than all examples together
    for part in _parts(schema):
        whole = {**part, "definitions": schema.get("definitions", {})}
        for example in part.get("examples", ()):
            Draft7Validator(whole).validate(example)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        *(
            (path, "ruleset-v1")
            for path in sorted(ROOT.glob("rules/**/*.yaml"))
            if path.name not in ("targets.yaml", "shot_names.yaml")
        ),
        *((path, "film-assets-v1") for path in sorted(ROOT.glob("examples/*/assets.yaml"))),
        *((path, "film-scenes-v1") for path in sorted(ROOT.glob("examples/*/scenes.yaml"))),
        (ROOT / "rules" / "targets.yaml", "targets-v1"),
        (ROOT / "rules" / "shot_names.yaml", "shot-names-v1"),
        *((path, "film-v1") for path in sorted(ROOT.glob("examples/*/film.yaml"))),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_the_files_of_the_project_fit_their_schemas(path: Path, name: str) -> None:
    validator = Draft7Validator(schemas()[f"{name}.schema.json"])
    assert [
        error.message for error in validator.iter_errors(yaml.safe_load(path.read_text("utf-8")))
    ] == []


def _parts(schema: Any) -> list[dict[str, Any]]:
    """A schema and every schema in it."""
    if not isinstance(schema, dict):
        return []
    inside = [
        each
        for key in ("properties", "definitions", "patternProperties")
        for each in schema.get(key, {}).values()
    ]
    inside += [each for key in ("anyOf", "oneOf", "allOf") for each in schema.get(key, ())]
    inside += [
        schema[key]
        for key in ("items", "additionalProperties", "propertyNames", "not")
        if key in schema
    ]
    return [schema, *(part for each in inside for part in _parts(each))]


@pytest.mark.parametrize(
    "wrong",
    [
        {"references": -1},
        {"references": "3"},
        {"takes": "asset"},
        {"takes": [""]},
        {"retires": "next year"},
        {"confidence": "D"},
        {"checked": None},
        {"seconds": 8},
    ],
)
def test_what_is_known_of_a_video_model_is_checked(wrong: dict[str, Any]) -> None:
    known = {"references": 3, "source": "its maker", "confidence": "A", "checked": "2026-11-26"}
    validator = Draft7Validator(schemas()["targets-v1.schema.json"])
    assert validator.is_valid({"a-model": {**known, "takes": ["asset"], "retires": "2027-01-01"}})
    assert not validator.is_valid({"a-model": {**known, **wrong}})
    assert not validator.is_valid({"a-model": {"references": 3}})
