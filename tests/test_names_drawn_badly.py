"""Names drawn badly: nonsense, and what is nearly right, where rules name things of a film and video models.

Each gets exactly one answer: it is there, or it is reported at its line, with what was probably meant if that is near.
Never a traceback, never silence, never work that grows faster than the film and its rules.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.model.codes import CODES
from selector.model.problem import Problem, ProblemError, Source
from selector.reading.load import load_rules
from selector.reading.shape.target_faults import problems_of_targets
from selector.reading.targets import ModelsOf, known_models
from selector.review.absent_names import AbsentNames
from selector.review.lint import check_rule_text
from tests.as_written import yaml_text
from tests.films import film_problems
from tests.long import many
from tests.mutate import damaged, mutants
from tests.naive_language.text import caseless, fold, plain
from tests.steps import calls_made
from tests.test_absent_names import ASSETS, SCENES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

FILES = many(3, 200)
NAMES = 60
"""Names in each rule file."""
THERE: dict[str, tuple[str, ...]] = {
    "of": ("Zoë Lund", "ZOE", "Zoë, front"),
    "picture": ("zoe-1", "ZOE"),
    "placed_as": ("ZOE",),
    "label": ("Rain coat",),
    "shot": ("Two Shot, riders", "insert", "default"),
    "scenes": ("12", "013"),
    "note": ("night", "The oil runs out"),
}
"""What the film has, by the key that asks for it."""
COMPARED: dict[str, Callable[[str], str]] = {
    "of": caseless,
    "picture": plain,
    "placed_as": plain,
    "label": fold,
    "shot": fold,
}
PATTERNS = ("of", "picture", "placed_as", "label")
OF_SCENES = ("shot", "note", "scenes")
NONSENSE = (
    "nobody", "zzz", "*", "**", "*q*", "Z*", "é" * 40, "x" * 300, "\u202eEOZ", "Зоя", "夜", "夜の雨", "🎬", "a\u0300b",
    "{}", "%s", "{0}", "`x`", "\\d+", "[a", "A|B", "12A", "-1", "1e3", "0", "١٢", "None", "null", "true", "#1", "&a",
)  # fmt: skip
"""Names of nobody, some of which mean something to a program."""


def near(rng: random.Random, name: str) -> str:
    """A name with a slip in it: a letter gone, doubled or swapped, other case, another gap, a star."""
    at = rng.randrange(len(name))
    match rng.choice(("same", "gone", "doubled", "swapped", "case", "gap", "star")):
        case "gone":
            return name[:at] + name[at + 1 :]
        case "doubled":
            return name[:at] + name[at] + name[at:]
        case "swapped":
            return name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
        case "case":
            return name.swapcase()
        case "gap":
            return name.replace(" ", rng.choice(("_", "-", "  ", "\u00a0")))
        case "star":
            return name[:at] + "*"
        case _:
            return name


def drawn(rng: random.Random) -> list[tuple[str, str]]:
    """Keys and names, each of which a rule may have."""
    found: list[tuple[str, str]] = []
    while len(found) < NAMES:
        key = rng.choice(list(THERE))
        name = near(rng, rng.choice(THERE[key])) if rng.random() < 0.7 else rng.choice(NONSENSE)
        if not problems_of(rules_with((key, name))):
            found.append((key, name))
    return found


def rules_with(*asked: tuple[str, str]) -> str:
    """A rule file in which each ban asks for one of these, each in a line of its own."""
    lines = ['language: 1\nname: a\nversion: "1"\nnever:']
    for number, (key, name) in enumerate(asked):
        written = f"{key}: {json.dumps(name)}"
        if key in OF_SCENES:
            written = f"crop: face, when: {{{written}}}"
        lines.append(f"  - {{name: n{number}, {written}, because: a reason}}")
    lines.append("shots: {default: {priorities: [{name: all, type: prop, because: a reason}]}}\n")
    return "\n".join(lines)


def problems_of(text: str) -> list[Problem]:
    """The errors of a rule file; whatever it holds, it is checked to the end."""
    rules, problems = check_rule_text(Source(name="rules.yaml", text=text))
    errors = [each for each in problems if each.severity == "error"]
    assert (rules is None) == bool(errors)
    assert all(each.hint for each in errors)
    return errors


def is_there(key: str, name: str) -> bool:
    """Whether the film has what a name asks for, said once more and without cleverness.

    A pattern is folded with its stars where its key is.
    """
    if key == "scenes":
        alike = [name == each or whole(name) == whole(each) is not None for each in THERE[key]]
        return any(alike)
    if key == "note":
        words = re.findall(r"\w+", fold(name).replace("_", " "))
        notes = (["night"], ["the", "oil", "runs", "out"])
        return bool(words) and any(
            words == note[start : start + len(words)]
            for note in notes
            for start in range(len(note))
        )
    compared = COMPARED[key]
    known = [compared(each) for each in THERE[key]]
    if key in PATTERNS:
        pattern = ".*".join(map(re.escape, compared(name).split("*")))
        return any(re.fullmatch(pattern, each, re.DOTALL) for each in known)
    return compared(name) in known


def whole(number: str) -> int | None:
    return int(number) if re.fullmatch("[0-9]+", number) else None


@pytest.mark.parametrize("seed", range(FILES))
def test_a_name_is_in_the_film_or_reported_once_at_its_line(seed: int, tmp_path: Path) -> None:
    asked = drawn(random.Random(f"names {seed}"))
    (tmp_path / "assets.yaml").write_text(ASSETS, "utf-8")
    (tmp_path / "scenes.yaml").write_text(SCENES, "utf-8")
    (tmp_path / "rules.yaml").write_text(rules_with(*asked), "utf-8")
    absent = [each for each in film_problems(tmp_path) if each.code == "F366"]
    lines = [each.at.line for each in absent]
    first = 5
    expected = [first + nth for nth, each in enumerate(asked) if not is_there(*each)]
    assert lines == expected, {nth: asked[nth - first] for nth in {*lines} ^ {*expected}}
    for problem in absent:
        assert problem.what
        assert problem.hint


@pytest.mark.parametrize("key", THERE)
def test_one_letter_too_few_is_asked_about(key: str, tmp_path: Path) -> None:
    if key == "scenes":
        return  # numbers that are near are other scenes
    name = THERE[key][0]
    asked = [(key, name[:at] + name[at + 1 :]) for at in range(1, len(name) - 1)]
    asked = [each for each in asked if not is_there(*each)]
    (tmp_path / "assets.yaml").write_text(ASSETS, "utf-8")
    (tmp_path / "scenes.yaml").write_text(SCENES, "utf-8")
    (tmp_path / "rules.yaml").write_text(rules_with(*asked), "utf-8")
    absent = [each for each in film_problems(tmp_path) if each.code == "F366"]
    assert len(absent) == len(asked)
    assert all(each.hint and each.hint.startswith("Did you mean") for each in absent)


def names_looked_for(notes: int, phrases: int) -> Callable[[], object]:
    """A check of a film with so many notes, whose rules ask for so many phrases that none has."""
    asked = [("note", f"word{n % 97} never{n} said{n % 89}") for n in range(phrases)]
    rules = load_rules(text=rules_with(*asked))
    placements = [{"asset_tag": "ZOE", "role": "subject"}]
    scenes = []
    for number in range(notes):
        note = " ".join(f"word{(number * 7 + each) % 997}" for each in range(40))
        scenes.append(
            read_manifest(
                {
                    "scene_index": number,
                    "composition": {"shot_type": "wide"},
                    "placements": placements,
                    "continuity_notes": f"{note} {number}",
                }
            )
        )
    pool = AssetPool([{"manifest_tag": "ZOE", "asset_type": "character"}])

    def check() -> None:
        names = AbsentNames(rules, pool)
        for scene in scenes:
            names.look_at(scene)
        assert len(list(names.problems())) == phrases

    return check


def patterns_looked_for(pictures: int, patterns: int) -> Callable[[], object]:
    """A check of a film with so many labels, whose rules ask for so many patterns that none fits."""
    asked = [("label", f"*never{n}*label*") for n in range(patterns)]
    rules = load_rules(text=rules_with(*asked))
    pool = AssetPool(
        [
            {"manifest_tag": "ZOE", "asset_type": "character", "user_tags": [f"label {number}"]}
            for number in range(pictures)
        ]
    )
    assert pool.rows

    def check() -> None:
        assert len(list(AbsentNames(rules, pool).problems())) == patterns

    return check


def test_twice_as_many_names_and_patterns_take_about_twice_as_much() -> None:
    once = calls_made(patterns_looked_for(1_000, 50))
    twice = calls_made(patterns_looked_for(2_000, 100))
    assert twice < 3 * once


def test_twice_as_many_notes_and_phrases_take_about_twice_as_much() -> None:
    once = calls_made(names_looked_for(100, 50))
    twice = calls_made(names_looked_for(200, 100))
    assert twice < 3 * once


@pytest.mark.parametrize("written", ["veo-3.1-generate-01", "S2V-1", "kling-video-01"])
def test_a_video_model_that_is_nearly_named_is_asked_about(written: str) -> None:
    (problem,) = problems_of(with_target(written))
    assert problem.at.line == 4
    assert problem.hint is not None
    assert problem.hint.startswith("Did you mean")


def with_target(name: str) -> str:
    return (
        f'language: 1\nname: a\nversion: "1"\ntarget: {json.dumps(name)}\n'
        "shots: {default: {priorities: [{name: all, type: prop, because: a reason}]}}\n"
    )


def test_any_name_of_a_video_model_is_known_or_refused_at_its_line() -> None:
    rng = random.Random("targets")
    known = [*known_models()]
    ids = {each.casefold() for each in known}
    for _ in range(many(60, 5_000)):
        name = near(rng, rng.choice(known)) if rng.random() < 0.7 else rng.choice(NONSENSE)
        errors = problems_of(with_target(name))
        assert bool(errors) == (plain(name).casefold() not in ids), name
        assert all(each.at.line == 4 for each in errors)


FACTS: dict[str, Any] = {
    "targets": 1,
    "one-r2v": {
        "vendor": "One",
        "references": 3,
        "takes": ["face"],
        "seconds": {"at_least": 2, "at_most": 8},
        "images": {"least_pixels": 300, "aspect": {"at_least": 0.4}},
        "prices": {"free_references": 2, "us_dollars": 0.1},
        "services": [
            {
                "name": "fal",
                "id": "fal/one",
                "source": "p",
                "confidence": "B",
                "checked": "2026-01-02",
            }
        ],
        "source": "its page",
        "confidence": "A",
        "checked": "2026-11-26",
    },
    "gone-1": {"retires": "2026-01-01", "source": "a", "confidence": "B", "checked": "2026-01-01"},
}
KEYS = ("references", "takes", "retires", "source", "services", "targets", "depends")


def broken_files() -> Iterator[str]:
    """Files of video models with bytes, or values, out of place."""
    rng = random.Random("a file of video models")
    good = f"# selector: what is known of video models\n{yaml_text(FACTS)}"
    assert problems_of_targets(Source(name="t", text=good)) == ()
    for _ in range(many(60, 10_000)):
        yield damaged(good.encode(), rng).decode("utf-8", "replace")
    for document in mutants([FACTS], 7, KEYS, many(60, 10_000)):
        yield yaml.safe_dump(document, allow_unicode=True)


def test_a_file_of_video_models_that_is_broken_ends_in_problems() -> None:
    refused = 0
    in_one_line = Source(name="t", text=json.dumps(FACTS))
    assert [each.code for each in reported_by(ModelsOf(in_one_line))] == ["Y106"]
    for text in broken_files():
        source = Source(name="t", text=text)
        problems = problems_of_targets(source)
        assert {each.code for each in problems} <= CODES.keys()
        assert not [each for each in problems if "None" in f"{each.what} {each.hint}" not in text]
        refused += bool(problems)
        reported = reported_by(ModelsOf(source))
        assert problems or {each.code for each in reported} <= {"Y106"}, text
    assert refused > 100


def reported_by(models: ModelsOf) -> Sequence[Problem]:
    """What is reported to somebody who asks for every model of a file."""
    try:
        for name in models:
            assert models[name].id == name
        assert models.gone.keys().isdisjoint(models)
    except ProblemError as error:
        problems = error.problems
    else:
        return ()
    assert problems
    return problems
