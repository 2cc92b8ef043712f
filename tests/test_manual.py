"""`selector help WORD`: every word of rules and films has a page, with an example that is valid.

The pages are made from the tables of the language, so a new word has its page by being there.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

import pytest
import yaml

from selector.cli.main import run
from selector.language.conditions import CONDITIONS
from selector.language.edit_words import EDIT_WORDS
from selector.language.entry_lists import ENTRY_LISTS
from selector.language.file_words import FILE_WORDS
from selector.language.kinds.number_range import BELOW, LEAST
from selector.language.kinds.stretch import BOUNDS
from selector.language.scene_conditions import SCENE_CONDITIONS, WHEN
from selector.language.scene_words import SCENE_WORDS
from selector.language.shot_words import SHOT_WORDS, TASTES
from selector.model.problem import Source
from selector.reading.load import load_rules
from selector.reading.shape.film_shape import AssetsShape, CleanedShape, FilmShape, PictureShape
from selector.reading.shape.ruleset_shape import ENTRY_SHAPES, RuleFileShape, ShotShape
from selector.reading.shape.scene_shape import FilmSceneShape, OneOfSceneShape
from selector.reading.shape.short_keys import SHORT
from selector.reporting.film_manual import film_manual
from selector.reporting.manual import manual, word_groups, word_page
from selector.reporting.pages import page_text
from selector.reporting.shot_page import shot_page
from selector.review.lint import check_rule_text
from tests.commands import as_document

TABLES: tuple[Mapping[str, object], ...] = (
    RuleFileShape.model_fields,
    ShotShape.model_fields,
    FILE_WORDS,
    SHOT_WORDS,
    SCENE_WORDS,
    ENTRY_LISTS,
    EDIT_WORDS,
    CONDITIONS,
    SCENE_CONDITIONS,
    *(each.words for each in ENTRY_LISTS.values()),
    *(shape.model_fields for shape in ENTRY_SHAPES.values()),
    *(word.meanings for word in CONDITIONS.values()),
    *(taste.words for taste in TASTES.values()),
    dict.fromkeys([*BOUNDS, LEAST, BELOW, WHEN]),
)
KEYS = sorted({key for table in TABLES for key in table if key != "not_"})
HEAD = 'language: 1\nname: my-film\nversion: "1.0"\nextends: default\n'
FILM_KEYS = {*SHORT, "title"}.union(
    *(
        shape.model_fields
        for shape in (AssetsShape, CleanedShape, FilmShape, OneOfSceneShape, PictureShape)
    )
)
EXAMPLES = [
    pytest.param(word, sense.example, id=f"{word}-{number}")
    for word, senses in manual().items()
    for number, sense in enumerate(senses)
]


@pytest.mark.parametrize("word", KEYS)
def test_every_word_of_every_table_has_a_page_with_an_example(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["help", word]) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"# {word}\n")
    in_films = film_manual().get(word, ())
    assert page.count("```yaml\n") == len(manual()[word]) + len(in_films) > len(in_films)


@pytest.mark.parametrize("word", sorted(FILM_KEYS))
def test_every_key_that_people_write_in_a_film_has_a_page(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["help", word]) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"# {word}\n")
    for sense in film_manual()[word]:
        assert sense.example in page
        assert sense.says


@pytest.mark.parametrize("word", sorted(FILM_KEYS))
def test_an_example_of_a_key_is_valid_in_its_file(word: str) -> None:
    for sense in film_manual()[word]:
        written = yaml.safe_load(sense.example)
        assert word in _keys_of(written)
        match sense.group:
            case "scenes of a film":
                scene = {"scene": 1, "shot": "wide"} | written
                FilmSceneShape.model_validate(scene)
                assert written.keys() <= SHORT | {"title"}
            case "pictures of a film":
                AssetsShape.model_validate(written)
            case _:
                FilmShape.model_validate(written)


def test_a_shot_type_of_several_words_has_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["help", "over", "the", "shoulder"]) == 0
    assert capsys.readouterr().out == textwrap.dedent("""\
        # over the shoulder

        A shot type: what a scene says under `shot` (`shot: over the shoulder`). Rules with `shot_names:
        standard` read it as `over_the_shoulder`.

        - In `cinematic`, the shot rule `over_the_shoulder` serves it.
        - In `animation`, `default`, `people_first`, `place_first` and `product`, no shot rule has this
          name: `default` serves it.

        To use `over_the_shoulder`, write this at the top of the film's `rules.yaml`:

        ```yaml
        extends: cinematic
        ```

        In other rules, add it to the shot rule that should serve it, such as `close_up`:

        ```yaml
        shots:
          close_up: {spellings: [over the shoulder]}
        ```
        """)


@pytest.mark.parametrize("shot", ["Mid Shot", "OTS, medium", "insert", "Gros plan", "3 shot: all"])
def test_the_lines_on_the_page_of_a_shot_type_give_it_a_shot_rule(shot: str) -> None:
    page = shot_page(shot)
    assert page is not None
    scene = {"composition": {"shot_type": shot}, "placements": []}
    extended, added = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    head = 'language: 1\nname: my-film\nversion: "1.0"\n'
    assert load_rules(text=head + extended).select(scene, []).shot != "default"
    rules = load_rules(text=f"{head}extends: default\n{added}")
    assert rules.select(scene, []).shot == "close_up"


@pytest.mark.parametrize("shot", ["close-up", "Two-Shot", "WS"])
def test_a_shot_type_that_all_rules_have_needs_no_line(shot: str) -> None:
    page = shot_page(shot)
    assert page is not None
    assert "```" not in page


@pytest.mark.parametrize("shot", ["clsoe", "Track Shot", "shot", "x" * 100_000])
def test_what_is_read_as_nothing_has_no_page_of_a_shot(shot: str) -> None:
    assert shot_page(shot) is None


def _keys_of(value: object) -> set[str]:
    match value:
        case dict():
            return {*map(str, value)}.union(*map(_keys_of, value.values()))
        case list():
            return set().union(*map(_keys_of, value))
        case _:
            return {str(value)}


@pytest.mark.parametrize(("word", "example"), EXAMPLES)
def test_an_example_has_its_word_and_is_two_lines_of_valid_rules(word: str, example: str) -> None:
    written = yaml.safe_load(example)
    assert word in _keys_of(written)
    assert len(example.splitlines()) <= 3
    head = "".join(
        f"{line}\n" for line in HEAD.splitlines() if line.partition(":")[0] not in written
    )
    source = Source(name="rules.yaml", text=f"{head}{example}\n")
    rules, problems = check_rule_text(source)
    assert rules is not None
    assert problems == ()


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("perfer", "prefer"),
        ("refrences", "references"),
        ("sceens", "scenes"),
        ("nver", "never"),
        ("loks_at", "looks_at"),
        ("lables", "labels"),
    ],
)
def test_a_slip_is_told_the_word_that_was_probably_meant(
    slip: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["help", slip]) == 2
    assert f"Did you mean `{meant}`?" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["nonsense", "blue", "elephant", "zzzz", "sentence"])
def test_what_is_not_near_to_any_word_is_not_taken_for_one(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["help", word]) == 2
    said = capsys.readouterr().err
    assert "Did you mean" not in said
    assert "`selector help` lists all of them." in said


@pytest.mark.parametrize("word", [each for each in {**manual(), **film_manual()} if "_" in each])
def test_a_word_is_found_by_its_words_with_spaces(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["help", *word.split("_")]) == 0
    assert capsys.readouterr().out.startswith(f"# {word}\n")


@pytest.mark.parametrize("asked", ["prefer", "Prefer", "prefer:"])
def test_a_word_is_found_as_it_is_copied_from_a_file(
    asked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["help", asked]) == 0
    assert capsys.readouterr().out.startswith("# prefer\n")


def test_help_lists_every_word_under_what_it_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["help"]) == 0
    listed = capsys.readouterr().out.partition("Words of the rule language and of films")[2]
    listed = listed.partition("Problem codes")[0]
    assert {*manual(), *film_manual()} <= {*re.findall(r"\w+", listed)}
    assert {word for words in word_groups().values() for word in words} == {*manual()}


@pytest.mark.parametrize("word", manual())
def test_in_a_window_a_page_of_a_word_is_wrapped_and_its_examples_stay(word: str) -> None:
    page = word_page(word)
    assert page is not None
    examples = [sense.example for sense in (*manual()[word], *film_manual().get(word, ()))]
    for window in (40, 100):
        shown = page_text(page, window=window)
        as_it_was = " ".join(shown.split())
        assert all(" ".join(each.split()) in as_it_was for each in examples)
        words = [line for line in shown.splitlines() if not line.startswith("    ")]
        assert all(len(line) < window for line in words)


def test_help_for_programs_has_every_meaning_of_every_word(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["help", "--format", "json"]) == 0
    listed = as_document(capsys.readouterr().out, "help")["words"]
    words = [*manual().items(), *film_manual().items()]
    assert [(each["name"], each["group"], each["says"]) for each in listed] == [
        (word, sense.group, sense.says) for word, senses in words for sense in senses
    ]
    assert {"cast", "cleaned"} <= {each["name"] for each in listed}
    groups = {each["group"] for each in listed if each["name"] == "title"}
    assert "scenes of a film" in groups
    assert all(each["says"].endswith((".", ".)")) for each in listed)


def test_what_is_no_word_has_no_page() -> None:
    assert word_page("asset_tag") is None
    assert word_page("nothing") is None


@pytest.mark.parametrize("shot", ["pov", "POV Mara"])
def test_the_page_of_a_pov_says_who_looks(shot: str) -> None:
    page = shot_page(shot)
    assert page is not None
    assert "the first in `cast` is the one who looks" in page
    assert "the one who looks" not in (shot_page("insert") or "")
    by_role: dict[str, list[str]] = {"subject": [], "interaction_target": ["TOM"]}
    for role, sent in by_role.items():
        scene = {
            "composition": {"shot_type": shot},
            "placements": [{"asset_tag": "TOM", "role": role}],
        }
        tom = {"id": 1, "manifest_tag": "TOM", "asset_type": "CHARACTER"}
        assert [*load_rules("cinematic").select(scene, [tom]).tags] == sent
