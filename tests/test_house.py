"""What the house promises whoever lives in it: a light import, plain objects, types, docstrings, one language."""

from __future__ import annotations

import ast
import importlib.resources
import inspect
import json
import keyword
import re
import subprocess
import sys
import tomllib
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path

import pytest

import selector
from selector import select_references_for_scene
from selector.engine import rule_set_problems
from selector.language.condition import ConditionWord
from selector.language.conditions import CONDITIONS
from selector.language.edit_words import EDIT_WORDS
from selector.language.entry_lists import ENTRY_LISTS
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.file_words import FILE_WORDS
from selector.language.kinds.any_of_names import AnyOfNames
from selector.language.kinds.any_of_texts import AnyOfTexts
from selector.language.kinds.conditions_within import Conditions
from selector.language.kinds.count_of import CountOf
from selector.language.kinds.in_text import InText
from selector.language.kinds.number_range import NumberRange
from selector.language.kinds.one_of_words import OneOfWords
from selector.language.kinds.some_of_words import SomeOfWords
from selector.language.kinds.stretch import Stretch
from selector.language.kinds.yes_or_no import YesOrNo
from selector.language.scene_conditions import WHEN
from selector.language.shot_words import SHOT_WORDS
from selector.reading.films.film_text import YAML_LIMITS
from selector.reading.shape.ruleset_shape import MOST_SHOTS
from selector.reading.text.file import RULE_LIMITS
from selector.reading.text.json_text import JSON_LIMITS, LINE_LIMITS
from tests import mutant_tests
from tests.package_source import SOURCES, nodes_of, tree_of
from tests.typing import user_program

ROOT = Path(__file__).parents[1]
HEAVY = ("sqlalchemy", "pydantic", "yaml", "click", "rich")


def test_importing_selector_brings_in_nothing_heavy() -> None:
    assert _brought_in_by("import selector") == []


def test_choosing_with_given_rules_needs_no_yaml_and_no_database() -> None:
    assert _brought_in_by("from selector import AssetPool, read_manifest, Rules, Selection") == []


def test_reading_rules_brings_in_no_database_and_no_command_line() -> None:
    assert set(_brought_in_by("from selector import load_rules; load_rules()")) <= {
        "yaml",
        "pydantic",
    }


def test_the_five_attributes_of_an_asset_are_enough() -> None:
    class Plain:
        __slots__ = (
            "asset_type",
            "is_face_crop",
            "manifest_tag",
            "quality_score",
            "source_asset_id",
        )

        def __init__(
            self, manifest_tag: str, asset_type: str, *, is_face_crop: bool = False
        ) -> None:
            self.manifest_tag, self.asset_type, self.is_face_crop = (
                manifest_tag,
                asset_type,
                is_face_crop,
            )
            self.quality_score, self.source_asset_id = 5.0, None

    room, full, face = (
        Plain("ROOM", "ENVIRONMENT"),
        Plain("ANN", "CHARACTER"),
        Plain("ANN", "character", is_face_crop=True),
    )
    manifest = {
        "composition": {"shot_type": "close_up"},
        "placements": [
            {"asset_tag": "ANN", "role": "subject"},
            {"asset_tag": "ROOM", "role": "environment"},
        ],
    }
    picked = select_references_for_scene(manifest, [room, full, face])
    assert [id(each) for each in picked] == [id(face), id(full), id(room)]


def test_the_program_of_a_user_that_mypy_checks_also_runs() -> None:
    user_program.main()


def test_the_package_says_that_it_is_typed() -> None:
    assert importlib.resources.files("selector").joinpath("py.typed").is_file()


@pytest.mark.parametrize("name", [name for name in selector.__all__ if name != "__version__"])
def test_every_public_name_says_what_it_is(name: str) -> None:
    value = getattr(selector, name)
    assert inspect.getdoc(value), f"{name} has no docstring"
    if inspect.isclass(value):
        silent = [
            method
            for method, member in inspect.getmembers_static(value)
            if not method.startswith("_") and callable(member) and not inspect.getdoc(member)
        ]
        assert not silent, f"{name}: no docstring on {', '.join(silent)}"


def test_all_names_what_can_be_imported_and_nothing_else() -> None:
    assert sorted(selector.__all__) == selector.__all__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        selector.nothing  # noqa: B018  # asking is the test


def test_every_module_says_what_it_is_for() -> None:
    said = {path: ast.get_docstring(tree_of(path)) or "" for path in SOURCES}
    assert not [str(path) for path, docstring in said.items() if len(docstring) < 15]


def test_every_module_is_named_for_what_a_reader_looks_for() -> None:
    nameless = {"utils", "helpers", "common", "base", "core", "manager"}
    assert not [str(path) for path in (ROOT / "selector").rglob("*") if path.stem in nameless]


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports for types alone count too, and so do those of the package's own `__init__`."""
    files = {_module_of(path): path for path in SOURCES}
    imports: dict[str, set[str]] = {}
    for module, path in files.items():
        imports[module] = set()
        for node in nodes_of(path):
            if isinstance(node, ast.ImportFrom):
                names = {f"{node.module}.{alias.name}" for alias in node.names}
                imports[module] |= (names & files.keys()) or ({node.module or ""} & files.keys())
            if isinstance(node, ast.Import):
                imports[module] |= {alias.name for alias in node.names} & files.keys()
    TopologicalSorter(imports).prepare()  # raises CycleError, which names the circle


def _module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def test_every_exception_that_is_taken_says_why() -> None:
    taken = re.compile(r"# (?:noqa|type: ignore)\b")
    with_reason = re.compile(
        r"# (?:noqa: [A-Z]+\d+(?:, [A-Z]+\d+)*|type: ignore\[[\w, -]+\])(?:  # | - )\w"
    )
    assert not [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(taken.findall(line)) > len(with_reason.findall(line))
    ]


def test_the_schema_knows_the_conditions_that_the_engine_knows() -> None:
    schema = json.loads((ROOT / "schemas/ruleset-v1.schema.json").read_text("utf-8"))
    priority = schema["definitions"]["PriorityShape"]
    follow = "give the shapes of entries the conditions of the table, in its `anyOf` too, and run `make schemas`"
    assert set(priority["properties"]) - {"name", WHEN, *PRIORITIES.words} == set(CONDITIONS), (
        follow
    )
    assert priority["anyOf"] == [{"required": [key]} for key in CONDITIONS], follow
    for key, word in CONDITIONS.items():
        if isinstance(word.kind, OneOfWords):
            assert _words(priority["properties"][key], schema) == list(word.kind.words)


OTHER_WORDS: dict[str, str] = {
    "selector/cli/arguments/inputs.py": "a kind of file",
    "selector/reading/shape/shot_name_faults.py": "keys of files of shot names",
    "selector/reading/shape/shot_names_shape.py": "keys of files of shot names",
    "selector/reading/shot_vocabularies.py": "keys of files of shot names",
    "selector/record/rule_texts.py": "a key of the stored text",
    "selector/reporting/documents/problems_document.py": "a kind of file",
    "selector/reporting/film_manual.py": "keys of a picture",
    "selector/reporting/note_words.py": "what a sentence names",
    "selector/reporting/verdict.py": "kinds of files",
    "selector/cli/commands/check.py": "what a film has, counted",
    "selector/reading/shape/target_faults.py": "keys of the file of video models",
    "selector/reading/shape/targets_shape.py": "keys of the file of video models",
    "selector/reporting/documents/targets_document.py": "keys of the file of video models",
    "selector/reporting/targets_page.py": "pictures are counted",
    "selector/reporting/sheet/sheet_page.py": "pictures are counted",
    "selector/reporting/sheet/sheet_reasons.py": "a measure by which one picture goes ahead",
    "selector/cli/commands/sheet.py": "pictures are counted",
    "selector/review/target_lints.py": "pictures are counted",
    "selector/cli/commands/db_decisions.py": "a verb",
    "selector/cli/commands/db_films.py": "what a film has, counted",
    "selector/cli/commands/pick.py": "a column of a table",
    "selector/db/decisions/change_finder.py": "attributes of pictures; which part of a candidate is looked at",
    "selector/db/decisions/last_pick.py": "a key of the effective form: loading the language is slow",
    "selector/db/connections/options.py": "a value of `sslmode`",
    "selector/db/connections/arguments.py": "names of arguments",
    "selector/db/decisions/sending.py": "a column of a table",
    "selector/db/schema/adoption.py": "columns have a type",
    "selector/db/schema/migrations/versions/r0005_sendings.py": "a column of a table",
    "selector/db/tables/own_tables.py": "a column of a table",
    "selector/engine/alike.py": "which part of a candidate a condition looks at",
    "selector/reporting/documents/shared_entries.py": "JSON has pictures",
    "selector/reading/films/found_pictures.py": "a folder may be called `picture`",
    "selector/reading/films/colon_in_entry.py": "scenes have roles",
    "selector/reading/films/short_faults.py": "scenes have roles",
    "selector/reading/films/short_scenes.py": "scenes have roles, positions and actions",
    "selector/reading/shape/keys_elsewhere.py": "keys of rules that stand in films",
    "selector/reading/shape/unknown_keys.py": "a key of scenes",
    "selector/reading/shape/short_keys.py": "placements have positions and actions",
    "selector/reading/shape/scene_shape.py": "words of JSON Schema",
    "selector/engine/earlier.py": "the names of answers about the scenes before",
    "selector/engine/manifest.py": "scene manifests have roles",
    "selector/engine/manifest_problems.py": "scene manifests have roles",
    "selector/engine/notes_and_speech.py": "continuity notes have labels",
    "selector/engine/misnamed.py": "what others call a face crop",
    "selector/engine/pool.py": "a note names a type",
    "selector/engine/questions.py": "what decides the answer of a condition",
    "selector/engine/shot_by_columns.py": "what decides the answer of a condition",
    "selector/engine/shot_by_kinds.py": "which part of a candidate a condition looks at",
    "selector/engine/asset_getter.py": "what others call an asset's type",
    "selector/language/candidate.py": "an attribute of the circumstances",
    "selector/language/condition.py": "which part of a candidate a condition looks at",
    "selector/language/conditions/matches.py": "attributes of placements",
    "selector/language/kinds/count_of.py": "the highest number of a count",
    "selector/language/kinds/stretch.py": "the bounds of a stretch of scenes",
    "selector/language/scene_conditions/when_any_of.py": "the same word, of the scene",
    "selector/language/scene_conditions/when_not.py": "the same word, of the scene",
    "selector/language/scene_conditions/when_placed.py": "the lowest number of a count",
    "selector/language/scene_conditions/when_target.py": "the same word, of the scene",
    "selector/language/conditions/quality.py": "a bound of numbers",
    "selector/language/kinds/number_range.py": "a bound of numbers",
    "selector/model/advice.py": "the list of most entries that advice changes",
    "selector/language/file_words/send_cleaned.py": "that no clean reference is sent",
    "selector/model/expected.py": "films and scene manifests have roles, types and crops",
    "selector/model/left_out.py": "the measures by which one picture goes ahead of another",
    "selector/model/near_names.py": "how a word begins that says what is not meant",
    "selector/model/picks.py": "the list of all entries that were recorded before there were others",
    "selector/reading/films/asset_entry.py": "films have types and crops",
    "selector/reading/films/assets_by_hand.py": "films have types and crops",
    "selector/reading/films/film_assets.py": "films have pictures",
    "selector/reading/films/film_scenes.py": "scene manifests have these, too",
    "selector/reading/shape/film_faults.py": "films have types and crops",
    "selector/reading/shape/film_shape.py": "films have types",
    "selector/reading/shape/manifest_shape.py": "scene manifests have roles",
    "selector/reading/shape/quick_look.py": "JSON Schema has a type",
    "selector/reading/shape/reword.py": "pydantic's problems have a type",
    "selector/reading/shape/ruleset_shape.py": "examples for editors, each of which has a label",
    "selector/reading/shape/schemas.py": "JSON Schema has a type",
    "selector/record/format_1.py": "a record is written out, whatever the language becomes",
    "selector/record/format_2.py": "a record is written out, whatever the language becomes",
    "selector/record/format_3.py": "a record is written out, whatever the language becomes",
    "selector/reading/foreign_files.py": "lists of other kinds have keys of these names",
    "selector/reading/targets.py": "video models take references",
    "selector/reporting/manual.py": "examples, by word",
    "selector/reporting/rows.py": "the heading of a column",
    "selector/engine/how_it_went.py": "the measures by which one individual goes ahead of another",
    "selector/reporting/chance_words.py": "the measures by which one individual goes ahead of another",
    "selector/reporting/words.py": "a measure by which one picture goes ahead of another",
    "selector/reporting/rule_change_words.py": "what becomes of an entry that is edited",
    "selector/review/advice/in_place_of.py": "a measure by which one picture goes ahead of another",
    "selector/review/lint.py": "pictures are counted",
    "selector/review/scene_lints.py": "scene manifests have roles",
}
"""Where a word of the language stands as a string and means something else."""


WHICH_PART = ("looks_at", "decides")
"""Say which part of a candidate a condition looks at, or which part decides the answer."""


def test_a_word_of_the_language_stands_in_its_own_file_alone() -> None:
    homes = {word: f"selector/language/conditions/{module(word)}.py" for word in CONDITIONS}
    homes |= {word: f"selector/language/shot_words/{word}.py" for word in SHOT_WORDS}
    homes |= {word: f"selector/language/file_words/{word}.py" for word in FILE_WORDS}
    homes |= {key: f"selector/language/entry_lists/{key}.py" for key in ENTRY_LISTS}
    homes |= {word: f"selector/language/edit_words/{word}.py" for word in EDIT_WORDS}
    homes |= {
        word: f"selector/language/entry_words/{word}.py"
        for entry_list in ENTRY_LISTS.values()
        for word in entry_list.words
        if word not in SHOT_WORDS
    }
    found: dict[str, set[str]] = {}
    for path in SOURCES:
        file = path.relative_to(ROOT).as_posix()
        nodes = nodes_of(path)
        # Which part of a candidate a condition looks at: the picture is not the condition `picture`.
        parts = {id(n.value) for n in nodes if isinstance(n, ast.keyword) and n.arg in WHICH_PART}
        for node in nodes:
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in parts
                and homes.get(node.value, file) != file
            ):
                found.setdefault(file, set()).add(node.value)
    assert found.keys() == OTHER_WORDS.keys(), (
        "Take the word from the table of the language, or give the file a line in OTHER_WORDS:"
        f" {found}"
    )
    assert {file for file, words in found.items() if "label" in words} == {
        "selector/engine/notes_and_speech.py",
        "selector/reading/shape/ruleset_shape.py",
    }


def module(word: str) -> str:
    """The name of a word's module, which cannot be a word of Python."""
    return f"{word}_" if keyword.iskeyword(word) else word


def test_the_table_of_conditions_in_the_docs_is_the_table_of_the_language() -> None:
    said = (
        (ROOT / "docs/meaning.md")
        .read_text("utf-8")
        .partition("\n## Conditions\n")[2]
        .partition("\n## ")[0]
    )
    assert re.findall(r"^\| (`.*) \|$", said, re.MULTILINE) == [
        f"`{key}` | {_taken(word)} | {word.manual}" for key, word in CONDITIONS.items()
    ]


def _taken(word: ConditionWord) -> str:
    """What a condition takes, as the manual has it."""
    match word.kind:
        case OneOfWords() | SomeOfWords():
            return ", ".join(f"`{each}`" for each in word.kind.words)
        case AnyOfTexts():
            return "any text"
        case AnyOfNames():
            return "any name or tag"
        case InText():
            return "any text, `true`, `false`"
        case NumberRange():
            return "`{at_least, below}`"
        case YesOrNo():
            return "`true`, `false`"
        case CountOf() | Stretch():
            return "`{…}`"
        case Conditions(takes_list_only=True):
            return "`[{…}, …]`"
        case Conditions():
            return "`{…}`, `[{…}, …]`"


def test_the_limits_in_the_docs_are_those_that_are_held() -> None:
    said = (
        (ROOT / "docs/meaning.md")
        .read_text("utf-8")
        .partition("\n## Limits\n")[2]
        .partition("\n## ")[0]
    )
    of_text = (RULE_LIMITS.size // 1024, MOST_SHOTS, RULE_LIMITS.nodes, RULE_LIMITS.depth)
    wanted = (*of_text, PRIORITIES.most, rule_set_problems._MOST_ENTRIES)
    assert re.findall(r"\d[\d,]*\d", said) == [f"{number:,}" for number in wanted]


def test_the_limits_of_films_in_the_docs_are_those_that_are_held() -> None:
    said = (
        (ROOT / "docs/films.md")
        .read_text("utf-8")
        .partition("\n## Limits\n")[2]
        .partition("\n## ")[0]
    )
    yaml, whole, line = (
        limits.size // 1024**2 for limits in (YAML_LIMITS, JSON_LIMITS, LINE_LIMITS)
    )
    wanted = (yaml, YAML_LIMITS.nodes, whole, JSON_LIMITS.nodes, whole, line, line)
    assert re.findall(r"(\d[\d,]*) (?:MB|values)", said) == [f"{number:,}" for number in wanted]


RULES = {*ROOT.glob("rules/**/*.yaml")} - {
    ROOT / "rules" / "shot_names.yaml",
    ROOT / "rules" / "targets.yaml",
}
"""The shipped rule files; those of the shot names and of the video models are none."""
EDITED = [
    *((path, "ruleset") for path in sorted([*RULES, *ROOT.glob("examples/*/rules.yaml")])),
    *((path, "film-assets") for path in sorted(ROOT.glob("examples/*/assets.yaml"))),
    *((path, "film-scenes") for path in sorted(ROOT.glob("examples/*/scenes.yaml"))),
    *((path, "film") for path in sorted(ROOT.glob("examples/*/film.yaml"))),
]


@pytest.mark.parametrize(
    ("path", "kind"), EDITED, ids=[f"{path.parent.name}/{path.name}" for path, _ in EDITED]
)
def test_a_file_that_people_edit_tells_editors_its_schema(path: Path, kind: str) -> None:
    line = path.read_text("utf-8").partition("\n")[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", line)
    assert found, "the first line must name the schema"
    assert (path.parent / found[1]).resolve() == ROOT / f"schemas/{kind}-v1.schema.json"


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert selector.__version__ == project["version"]


def test_every_dependency_is_named_with_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    names = {re.split(r"[^\w.-]", name)[0] for name in wanted}
    rows = [
        line.lower()
        for line in (ROOT / "CONTRIBUTING.md").read_text("utf-8").splitlines()
        if line[:2] == "| "
    ]
    named = {name for name in names if any(name in row.split("|")[1] for row in rows)}
    assert names - named == {"types-jsonschema", "types-pyyaml"}, "the stubs go by that word"


def test_no_file_of_the_project_names_a_machine_or_a_registry() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    unwanted = re.compile(
        rb"pythonhosted\.|pypi\.(?:org|python)|npmjs\.|(?<![\w.])/(?:root|work)/\w"
    )
    named = [
        name.decode()
        for name in listed.stdout.split(b"\0")
        if name
        and (ROOT / name.decode()).is_file()
        and unwanted.search((ROOT / name.decode()).read_bytes())
    ]
    assert not named


def _brought_in_by(program: str) -> list[str]:
    """Which of the heavy packages a fresh interpreter has loaded after running a program."""
    ask = f"{program}\nimport sys\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    return ran.stdout.split()


def _words(part: object, schema: dict[str, dict[str, object]]) -> list[str]:
    """The words of the first `enum` in a part of a schema, references followed."""
    if isinstance(part, dict):
        if "enum" in part:
            return list(part["enum"])
        if "$ref" in part:
            return _words(schema["definitions"][part["$ref"].rpartition("/")[2]], schema)
        part = [part[key] for key in ("anyOf", "oneOf", "allOf", "items") if key in part]
    found = [_words(each, schema) for each in part] if isinstance(part, list) else []
    return next((words for words in found if words), [])


def test_the_tests_that_mutants_are_given_are_there() -> None:
    tables = (mutant_tests.TESTS, mutant_tests.SLOW, mutant_tests.LAST)
    named = [*chain(*tables, *mutant_tests.TESTS_OF.values())]
    texts = {
        file: (ROOT / file).read_text("utf-8")
        for file in {name.partition("::")[0] for name in named}
    }
    tests = [name.split("::") for name in named if "::" in name]
    assert not [name for file, name in tests if f"def {name}(" not in texts[file]]
