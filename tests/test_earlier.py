"""What a scene may know of the scenes before it: each answer, and where a stretch of scenes has begun."""

from __future__ import annotations

import random
from itertools import chain
from typing import Any

import pytest

from selector.engine.earlier import Earlier, Reel, bears, chosen
from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.model.film_so_far import FilmSoFar, SceneBefore, Since, Worn
from selector.model.scene import Scene
from selector.model.scene_number import likeness, size

POOL = AssetPool(
    [
        {"id": "a", "manifest_tag": "ANN", "asset_type": "character", "individual": "Ann"},
        {"id": "t", "manifest_tag": "TWINS", "asset_type": "character", "individual": "Ann"},
        {"id": "u", "manifest_tag": "TWINS", "asset_type": "character", "individual": "Una"},
        {"manifest_tag": "BO", "asset_type": "prop", "reference_image_url": "bo.jpg"},
        {"manifest_tag": "BO", "asset_type": "prop", "reference_image_url": "other.jpg"},
        {"manifest_tag": "CY", "asset_type": "prop"},
    ]
)
ANN, UNA, BO, CY = (POOL.individuals[place] for place in (0, 2, 3, 5))


def scene(number: object, *tags: str, notes: list[str] | None = None, **worn: str) -> Scene:
    placements = [
        {"asset_tag": tag, "role": "subject", "wardrobe_note": worn.get(tag)} for tag in tags
    ]
    return read_manifest(
        {
            "scene_index": number,
            "composition": {"shot_type": "wide"},
            "placements": placements,
            "continuity_notes": notes or [],
        }
    )


def test_what_the_next_scene_may_know_of_a_scene() -> None:
    passed = chosen(
        scene(3, "TWINS", "BO", "ANN", "BO", notes=["rain"], TWINS="a red coat", BO="…"),
        POOL,
        [4, 0, 5],
    )
    marks = set(chain.from_iterable(passed.marks()))
    assert marks == {("name", "Ann"), ("name", "Una"), ("tag", "BO")}
    assert passed.as_scene_before() == SceneBefore(
        number=3,
        placed=(("name", "Ann"), ("name", "Una"), ("tag", "BO")),
        sent=(("address", "BO", "other.jpg"), ("id", "a"), ("address", "CY", "")),
        notes=("rain",),
        worn=(((("name", "Ann"),), "a red coat"), ((("name", "Una"),), "a red coat")),
    )


def test_one_who_is_placed_twice_wears_the_note_of_each_placement() -> None:
    twice = scene(1, "ANN", notes=[], ANN="a red coat")
    again = scene(1, "ANN", notes=[], ANN="a blue one")
    placements = (*twice.placements, *again.placements)
    passed = chosen(twice._replace(placements=placements), POOL, [])
    assert [note for _, note in passed.notes_on_wardrobe()] == ["a red coat", "a blue one"]


def test_each_answer_is_that_of_the_film() -> None:
    film = FilmSoFar()
    film = film.followed_by(chosen(scene(1, "ANN", ANN="red"), POOL, [0, 3]))
    film = film.followed_by(chosen(scene(2, "BO"), POOL, [3, 4, 3, 0]))
    earlier = Earlier(film, POOL)
    assert earlier.first_among((ANN, UNA, BO, CY)) == [UNA, CY]
    assert earlier.in_scene_before((ANN, BO)) == [BO]
    assert [earlier.sent(place) for place in (3, 4, 0, 1)] == [0, 1, 3, None]
    assert earlier.worn(ANN) == Worn("red", 1)
    assert earlier.worn(BO) is None
    assert earlier.is_known
    assert earlier.said == {
        ("first", UNA): True,
        ("first", CY): True,
        ("before", BO): True,
        ("sent", 3): 0,
        ("sent", 4): 1,
        ("sent", 0): 3,
        ("worn", ANN): Worn("red", 1),
    }
    again = earlier.anew()
    assert again.given == {}
    assert again.sent(4) == 1


def test_without_a_film_nothing_is_known_and_nothing_is_so() -> None:
    earlier = Earlier(None, POOL)
    assert not earlier.is_known
    assert not earlier.first_among([ANN])
    assert earlier.sent(0) is None
    assert not earlier.has_begun("rain")
    assert earlier.said is None
    assert not earlier.anew().is_known


def test_what_a_decision_was_not_asked_is_not_so() -> None:
    on_record: dict[tuple[str, Any], Any] = {("first", ANN): True, ("sent", 0): 0}
    earlier = Earlier(None, POOL, on_record)
    assert earlier.is_known
    assert earlier.first_among([ANN])
    assert not earlier.first_among([BO])
    assert (earlier.sent(0), earlier.sent(3)) == (0, None)
    assert earlier.said == on_record
    assert earlier.anew().first_among([ANN])
    both = Earlier(FilmSoFar(), POOL, on_record)
    assert not both.first_among([BO]), "what is on record comes before the film"


def test_a_reel_is_the_film_so_far_whoever_asks_first() -> None:
    start = FilmSoFar().followed_by(SceneBefore(number=1, placed=(("name", "Ann"),)))
    scenes = [(scene(2, "BO"), [3]), None, (scene(4, "ANN"), [0]), (scene(5, "CY"), [])]
    films = [start]
    for each in scenes:
        if each is None:
            films.append(films[-1].followed_by_unreadable_scene())
        else:
            films.append(films[-1].followed_by(chosen(each[0], POOL, each[1])))
    for asked in ((4, 2, 0, 3), (0, 1, 4), (2, 1, 3, 3)):
        reel = Reel(start, POOL)
        reel.scenes += scenes
        for count in asked:
            film = reel.film_so_far(count)
            assert len(film) == count + 1
            assert film == films[count]


@pytest.mark.parametrize(
    ("number", "notes", "text", "expected"),
    [
        (12, (), "012", True),
        ("12A", (), "12A", True),
        (12, (), "13", False),
        (12, ("it rains",), "rains", True),
        (12, ("it rains",), "rain", False),
        (None, (), "12", False),
        (None, ("until 12",), "12", True),
        (12, (), "a note that is too long to be the number of any scene of any film at all", False),
    ],
)
def test_a_scene_bears_its_number_and_its_notes(
    number: int | str | None, notes: tuple[str, ...], text: str, *, expected: bool
) -> None:
    assert bears(SceneBefore(number=number, notes=notes), text) is expected


NUMBERS = (0, 1, 2, 3, 4, "4A", "12A", None, "03")
NOTES = ("rain begins", "dust", "at 12A", "till 2", "4A")
TEXTS = ("rain", "dust", "12A", "0", "2", "3", "002", "4A", "nothing")


def test_a_stretch_has_begun_once_a_scene_that_counts_bears_its_text() -> None:
    rng = random.Random(31)
    answers = []
    for _ in range(3_000):
        count = rng.randrange(6)
        scenes = [
            SceneBefore(
                number=rng.choice(NUMBERS), notes=tuple(rng.sample(NOTES, rng.randrange(3)))
            )
            for _ in range(count)
        ]
        film = FilmSoFar()
        for each in scenes:
            film = film.followed_by(each)
        earlier = Earlier(film, POOL)
        for _ in range(4):
            text = rng.choice(TEXTS)
            since = [drawn(rng) for _ in range(rng.choice((0, 1, 1, 2)))]
            expected = any(
                is_borne(each, text) and all(counts(scenes, nth, one) for one in since)
                for nth, each in enumerate(scenes)
            )
            assert earlier.has_begun(text, *since) is expected, (scenes, text, since)
            answers.append(expected)
    assert 0.1 < sum(answers) / len(answers) < 0.9


def drawn(rng: random.Random) -> Since:
    text = rng.choice(TEXTS)
    by_size = size(text) is not None and rng.random() < 0.7
    return Since(text, behind=rng.random() < 0.5, by_size=by_size)


def is_borne(each: SceneBefore, text: str) -> bool:
    if each.number is not None and likeness(each.number) == likeness(text):
        return True
    return any(f" {text} " in f" {note} " for note in each.notes)


def counts(scenes: list[SceneBefore], nth: int, since: Since) -> bool:
    """Whether a scene counts for a stretch that begins there."""
    bearing = [place for place, each in enumerate(scenes) if is_borne(each, since.text)]
    number = scenes[nth].number
    its_size = None if number is None else size(number)
    if not since.by_size:
        return bool(bearing) and nth >= bearing[-1] + since.behind
    if its_size is not None:
        return its_size >= int(since.text) + since.behind
    return bool(bearing) and nth >= bearing[0] + since.behind
