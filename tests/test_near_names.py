"""Every "did you mean": which name is found, and that looking for it costs no more than it may."""

from __future__ import annotations

import difflib
import json
import random
import string
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from selector.cli.arguments.inputs import missing
from selector.engine.pool import AssetPool
from selector.model import near_names
from selector.model.near_names import RUN, NearNames, alike, denies, did_you_mean
from selector.model.problem import Problem, Source
from selector.reading.load import check_rules, load_rules
from tests.films import film_problems, json_lines, manifest, write_film
from tests.long import many

MANY = [f"CHARACTER_{number}" for number in range(3_000)]


def by_difflib(word: str, names: list[str], cutoff: float) -> str | None:
    """The nearest name with nothing left out, as the standard library finds it."""
    plain = {name.casefold(): name for name in sorted(names, reverse=True)}
    found = difflib.get_close_matches(word.casefold(), sorted(plain), 1, cutoff)
    return plain[found[0]] if found else None


@pytest.mark.parametrize("letters", ["ab", "ABab_", "abcdefgh", string.ascii_lowercase + "_"])
def test_of_a_few_names_the_one_that_difflib_finds_nearest_is_given(letters: str) -> None:
    chance = random.Random(letters)
    for _ in range(many(400, 1_500)):
        word, *names = (
            "".join(chance.choices(letters, k=chance.randint(1, 12)))
            for _ in range(chance.randint(1, 20))
        )
        cutoff = chance.choice([0.6, 0.65, 0.8])
        assert NearNames(names, cutoff=cutoff).nearest(word) == by_difflib(word, names, cutoff), (
            word,
            names,
        )


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("CHRACTER_77", "CHARACTER_77"),
        ("character 2345", "CHARACTER_2345"),
        ("CHARACTER_2999A", "CHARACTER_2999"),
        ("MILA", None),
        ("", None),
    ],
)
def test_a_name_is_found_among_thousands(word: str, near: str | None) -> None:
    assert NearNames(MANY).nearest(word) == near


def test_among_more_names_than_anybody_has_none_is_looked_for() -> None:
    assert NearNames(map(str, range(10_000, 30_000))).nearest("12345x") == "12345"
    assert NearNames(map(str, range(10_000, 30_001))).nearest("12345x") is None


@pytest.mark.parametrize("word", ["CHRACTER_77", "CHARACTER_3", "HARACTER_31"])
def test_the_order_of_the_names_does_not_matter(word: str) -> None:
    for names in (MANY[:100], MANY):
        shuffled = random.Random(1).sample(names, len(names))
        assert (
            NearNames(names).nearest(word)
            == NearNames(shuffled).nearest(word)
            == NearNames(names[::-1]).nearest(word)
        )


def test_capitals_do_not_count_and_of_names_alike_but_for_them_the_first_is_given() -> None:
    assert NearNames(["wren", "Wren", "WREN"]).nearest("wrenn") == "WREN"
    assert NearNames(["a b", "x"], form=lambda name: name.replace(" ", "")).nearest("ab") == "a b"


def test_a_name_that_cannot_be_meant_is_left_out() -> None:
    names = NearNames(["wide", "wider"])
    assert [names.nearest("wides", apart_from=each) for each in (None, "wider", "wide")] == [
        "wide",
        "wide",
        "wider",
    ]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("PIP_FACE", "PIP"),
        ("pip_face", "PIP"),
        ("ODILE_FAC", "ODILE_FACE"),
        ("TOM_FACE", "ODILE_FACE"),
        ("ODILE", "ODILE_FACE"),
        ("_ODILE_FACE", "ODILE_FACE"),
        ("PIP and ferry", None),
    ],
)
def test_a_name_that_a_word_begins_with_is_meant_before_a_nearer_one_of_somebody_else(
    word: str, near: str | None
) -> None:
    assert NearNames(["PIP", "ODILE_FACE", "CLOCK_ROOM"]).meant(word) == near


def test_a_name_that_cannot_be_meant_is_not_meant_where_a_word_begins_with_it() -> None:
    names = NearNames(["PIP", "ODILE_FACE"])
    assert names.meant("PIP_FACE", apart_from="PIP") == "ODILE_FACE"


def test_words_and_names_longer_than_anybody_means_are_not_compared() -> None:
    fits, too_long = "a" * 100, "a" * 101
    assert NearNames([fits, too_long]).nearest("b" + "a" * 99) == fits
    assert NearNames([too_long]).nearest("b" + "a" * 99) is None
    assert NearNames([fits]).nearest(too_long) is None
    assert (
        NearNames([fits]).nearest("a" * 99 + "ß") is None
    )  # two letters once capitals are taken away


def test_long_names_are_compared_by_their_letters_in_order() -> None:
    path = "pictures/characters/wren/close-ups/wren-by-night-in-the-storm.png"
    other = "pictures/locations/mill/wide/mill-by-day-from-the-river-in-fog.png"
    assert (
        NearNames([path, other]).nearest(
            path.replace("storm", "strom").replace("close-ups", "closeup")
        )
        == path
    )
    assert NearNames([other]).nearest(path) is None
    assert NearNames(["a" * 65 + "c" * 35]).nearest("a" * 65 + "b" * 35) is None


def test_letters_of_very_many_scripts_are_counted_though_they_have_no_bit() -> None:
    names = [
        "".join(chr(0x4E00 + 12 * number + each) for each in range(12)) for number in range(300)
    ]
    names_ready = NearNames(names)
    assert [names_ready.nearest(f"{name[:5]}x{name[6:]}") for name in names] == names


def test_no_more_than_so_many_answers_are_cached(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound is made small: who is asked for a word too many begins anew, and answers the same."""
    monkeypatch.setattr(near_names, "_MOST_CACHED", 2)
    names = NearNames(["ann", "bob"])
    kept = []
    for word in ("anne", "bobb", "anny", "anne"):
        assert names.nearest(word) == word[:3]
        kept.append([word for word, _ in names._cached])
    assert kept == [["anne"], ["anne", "bobb"], ["anny"], ["anny", "anne"]]


def test_a_word_that_was_asked_before_costs_nothing() -> None:
    names = NearNames(MANY)
    assert names.did_you_mean("CHRACTER_77") == "Did you mean `CHARACTER_77`?"
    steps = names.steps
    assert 0 < steps < 1_000
    assert names.did_you_mean("CHRACTER_77") == "Did you mean `CHARACTER_77`?"
    assert names.steps == steps


def test_threads_do_not_disturb_one_another() -> None:
    names = NearNames([f"{number:b}".replace("0", "a").replace("1", "b") for number in range(400)])
    words = ["ab" * length + "b" for length in range(1, 40)]
    alone = [NearNames(names._given).nearest(word) for word in words]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(names.nearest, words * 20))
    assert together == alone * 20


def test_once_a_run_has_taken_its_steps_nothing_is_near_but_what_is_known() -> None:
    names = NearNames(MANY[:50], steps=300)
    assert names.nearest("CHRACTER_7") == "CHARACTER_7"
    while names.steps < 300:
        names.nearest(f"CHRACTER_{names.steps}")
    assert names.nearest("CHRACTER_8") is None
    assert names.nearest("CHRACTER_7") == "CHARACTER_7"


HOSTILE: dict[str, Callable[[random.Random], str]] = {
    "numbered": lambda chance: f"CHARACTER_{chance.randint(0, 99_999)}",
    "one letter": lambda chance: "a" * chance.randint(1, 100),
    "two letters": lambda chance: "".join(chance.choices("ab", k=100)),
    "the same letters in any order": lambda chance: "".join(
        chance.sample(string.ascii_lowercase, 26)
    ),
    "one block after the other": lambda chance: (
        "a" * 24 + "b" * 24 + "".join(chance.choices("cd", k=2))
    ),
    "many scripts": lambda chance: "".join(chr(chance.randint(0x4E00, 0x9FFF)) for _ in range(12)),
    "long": lambda chance: "".join(chance.choices(string.ascii_lowercase, k=5_000)),
}


@pytest.mark.parametrize("shape", HOSTILE)
@pytest.mark.parametrize("size", many([10, 500], [10, 500, 5_000]))
def test_no_search_takes_more_than_its_steps(
    shape: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []

    def counted(word: str, name: str) -> float:
        compared.append(len(word))
        return alike(word, name)

    monkeypatch.setattr(near_names, "alike", counted)
    chance = random.Random(size)
    names = NearNames(HOSTILE[shape](chance) for _ in range(size))
    for _ in range(20):
        before = names.steps
        compared.clear()
        names.nearest(HOSTILE[shape](chance))
        assert (
            names.steps - before <= 500 + 3_000 + 2_500 + 100
        )  # looks, comparisons, and the last one to its end
        assert sum(length**2 for length in compared) <= 10_000


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[NearNames]:
    """Every `NearNames`; those that are asked have an index."""
    every: list[NearNames] = []
    make = NearNames.__init__

    def kept(self: NearNames, *args: object, **more: object) -> None:
        make(self, *args, **more)  # type: ignore[arg-type]
        every.append(self)

    monkeypatch.setattr(NearNames, "__init__", kept)
    return every


SIZE = many(450, 900)
HEAD = 'language: 1\nname: n\nversion: "1"\nshots:\n  default: {priorities: [{name: p, role: subject, because: b}]}\n'


def picture(number: int, **more: object) -> dict[str, object]:
    return {
        "picture": f"pictures/number-{number}.png",
        "tag": f"CHARACTER_{number}",
        "type": "character",
        **more,
    }


def film(
    folder: Path, pictures: list[dict[str, object]], *scenes: object, files: int = 0
) -> list[Problem]:
    there = {f"pictures/nmuber-{each}.png": "" for each in range(files)}
    text = {"assets.yaml": json.dumps({"pictures": pictures}), "scenes.jsonl": json_lines(*scenes)}
    return film_problems(write_film(folder, {**there, **text}))


def rules(text: str) -> list[Problem]:
    return list(check_rules(Source(name="rules.yaml", text=HEAD + text))[1])


def misspelt_likes(_folder: Path) -> list[Problem]:
    return rules(
        "".join(f"  shot_{each}: {{like: shto_{each + 1}}}\n" for each in range(SIZE // 2))
    )


def misspelt_priorities(_folder: Path) -> list[Problem]:
    steps = "".join(
        f"      - {{naem: p{each}, role: subjcet{each}}}\n" for each in range(SIZE // 3)
    )
    return rules(f"  wide:\n    priorities:\n{steps}")


def wrong_sources(folder: Path) -> list[Problem]:
    return film(
        folder, [picture(each, cut_from=f"pitcures/number-{each}.png") for each in range(SIZE)]
    )


def misspelt_keys(folder: Path) -> list[Problem]:
    return film(
        folder,
        [{**picture(each), "lables": ["x"], f"nmae{each}": "x"} for each in range(SIZE // 2)],
    )


def misspelt_files(folder: Path) -> list[Problem]:
    return film(folder, [picture(each) for each in range(SIZE)], files=SIZE)


def misspelt_scenes(folder: Path) -> list[Problem]:
    scenes = [manifest(each, f"close upp {each}", f"CHRACTER_{each}") for each in range(SIZE)]
    for number, scene in enumerate(scenes):
        scene["placements"][0]["role"] = f"subjcet{number}"
    return film(folder, [picture(each, type=f"charcter{each}") for each in range(SIZE)], *scenes)


def misspelt_neighbour(folder: Path) -> list[Problem]:
    folder.mkdir()
    for each in range(SIZE):
        (folder / f"rules-{each}.yaml").touch()
    problem = missing(str(folder / "ruels-7.yaml"))
    return [problem] if problem else []


@pytest.mark.parametrize(
    ("misspelt", "hint", "most_made"),
    [
        (misspelt_likes, "Did you mean `shot_7`?", 3),
        (misspelt_priorities, "Did you mean `name`?", 9),
        (wrong_sources, "Did you mean `pictures/number-7.png`?", 9),
        (misspelt_keys, "Did you mean `labels`?", 9),
        (
            misspelt_files,
            "Did you mean `pictures/nmuber-7.png`? If not, put the picture at the path that is written here.",
            9,
        ),
        (misspelt_scenes, "Did you mean `CHARACTER_7`?", 9),
        (misspelt_neighbour, "Did you mean `rules-7.yaml`?", 1),
    ],
)
def test_where_everything_is_misspelt_names_are_made_ready_once_and_looked_for_within_one_run(
    misspelt: Callable[[Path], list[Problem]],
    hint: str,
    most_made: int,
    tmp_path: Path,
    made: list[NearNames],
) -> None:
    found = misspelt(tmp_path / "film")
    assert [problem for problem in found if problem.hint == hint]
    assert sum("_index" in vars(names) for names in made) <= most_made
    assert all(names.steps <= RUN + 6_100 for names in made)


def test_a_pool_makes_its_tags_ready_once_and_answers_each_question_the_same_whatever_was_asked_before(
    made: list[NearNames],
) -> None:
    pool = AssetPool([{"manifest_tag": tag, "asset_type": "character"} for tag in MANY])
    scene = manifest(1, "close_up", *(f"CHRACTER_{each}" for each in range(1_200)))
    selection = load_rules().select(scene, pool)
    lacking = [passed for passed in selection.passed_over if passed.asset is None]
    assert len(lacking) == 1_200
    assert [pool.nearest_tag(passed.tag) for passed in lacking] == [
        f"CHARACTER_{each}" for each in range(1_200)
    ]
    (names,) = (names for names in made if "_index" in vars(names))
    assert names._most_steps is None


def test_the_same_for_one_word() -> None:
    assert did_you_mean("wrenn", ["WREN", "MILA"]) == "Did you mean `WREN`?"
    assert did_you_mean("x", ["WREN"]) == ""


@pytest.mark.parametrize(
    ("word", "name", "is_denied"),
    [
        ("not character", "character", True),
        ("non-subject", "subject", True),
        ("!face", "face", True),
        ("no_entry", "NO_ENTRY", False),
        ("nodes", "node", False),
        ("note", "notes", False),
        ("notice", "ice", False),
        ("character", "character", False),
    ],
)
def test_a_word_that_denies_a_name_is_not_asked_about(
    word: str,
    name: str,
    is_denied: bool,  # noqa: FBT001  # a case
) -> None:
    assert denies(word, name) == is_denied
    assert (did_you_mean(word, [name]) == "") >= is_denied


@pytest.mark.parametrize(
    ("word", "has"),
    [
        ("f\u0430ce", "a Cyrillic letter: `\u0430` (U+0430)"),
        ("fac\u0435", "a Cyrillic letter: `\u0435` (U+0435)"),
        ("\uff46ace", "a full-width letter: `\uff46` (U+FF46)"),
        ("fa\u200bce", "an invisible character: zero width space (U+200B)"),
        ("fa\u2028ce", "an invisible character: line separator (U+2028)"),
        ("fa\u0301ce", "an accent on its own: combining acute accent (U+0301)"),
    ],
)
def test_letters_that_only_look_right_are_named(word: str, has: str) -> None:
    assert did_you_mean(word, ["face"]) == f"Did you mean `face`? What is written here has {has}."
