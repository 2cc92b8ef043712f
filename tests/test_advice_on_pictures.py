"""Advice on the pictures of a film: scores and crops that would be chosen."""

from __future__ import annotations

from collections import Counter

from selector.model.advice import Advice, AskForIt, FileToChange, Option, Pinned, Score, Write
from selector.model.left_out import MeetsNoPriority
from selector.review.advice.adviser import Adviser
from selector.review.advice.looks import look_without_a_face
from tests.advice_done import BATCHES, made
from tests.advice_in_words import FACTS, in_words
from tests.film_to_change import HEAD, Film, ann, placing
from tests.generate import Case, batch
from tests.long import many
from tests.pools import Sketch


def test_a_score_is_advised_only_where_nothing_else_helps_and_sends_the_picture() -> None:
    """A score is a measurement, which nobody should make up; at most so many pictures are pinned for a trial."""
    rules = {**HEAD, "shots": {"default": {"priorities": [{"name": "a", "type": "character"}]}}}
    pool = ann(*({"id": f"ann-{nth}", "quality_score": 9 - nth / 10} for nth in range(40)))
    case = Case(rules, {**placing("ANN"), "scene_index": 7}, pool)
    selection = Film.of(case).selected()
    adviser = Adviser(selection)
    kinds = []
    for passed in selection.passed_over:
        options = adviser.advice(passed).options
        kinds.append({type(each.changes[0]) for each in options})
    assert Pinned in kinds[0]
    assert kinds[-1] == {Score}
    assert all(each == {Score} for each in kinds if Score in each)
    tried: Counter[str] = Counter()
    made(case, tried)
    assert tried["Score"]


def test_advice_to_correct_a_score_says_that_it_was_measured_and_what_the_other_has() -> None:
    advice = Advice(
        reason=MeetsNoPriority(nearest=None, failed=()),
        file=FileToChange(name="rules.yaml"),
        options=(Option(changes=(Score(than=FACTS),), loses=(FACTS,)),),
    )
    assert in_words(advice) == (
        "To send it, correct its `quality` in the assets, if it was measured wrongly: WREN"
        " (picture 1 of the film) has 8.5, and only a higher one would do. This scene would lose"
        " WREN (picture 1 of the film)."
    )


def test_a_face_cut_from_the_look_that_is_placed_goes_before_the_face_of_another() -> None:
    found = 0
    for seed in range(98_000, 98_000 + 5 * max(BATCHES, many(3, 12))):
        for case in batch(seed, with_edits=False).cases():
            film = Film.of(case)
            selection = film.selected()
            step_of = selection.shot_plan.step_of
            for pick in selection.picks:
                look = look_without_a_face(selection, pick)
                if look is not None:
                    found += 1
                    values = {
                        **film.pool[look.place].values,
                        "id": None,
                        "source_asset_id": look.id,
                    }
                    crop = {
                        "is_face_crop": True,
                        "quality_score": None,
                        "reference_image_url": None,
                    }
                    more = Film(
                        film.rules, film.manifest, [*film.pool, Sketch("model", {**values, **crop})]
                    )
                    more.order = [*range(len(more.pool))]
                    after = more.selected()
                    kept = {
                        each.facts.place
                        for each in after.picks
                        if step_of(each.priority) <= step_of(pick.priority)
                    }
                    assert len(film.pool) in kept or pick.facts.place not in kept, (pick, str(case))
    assert found > many(0, 5), (
        "too few such films are drawn: let the range of seeds begin elsewhere"
    )


def test_no_score_is_advised_for_a_crop_that_may_not_go() -> None:
    """The face goes and `pictures_each` bars full pictures: no score would send one in the place of the face."""
    priorities = [{"name": "people", "type": "character"}]
    rules = {
        **HEAD,
        "pictures_each": ["face"],
        "shots": {"default": {"priorities": priorities}},
    }
    placements = [{"asset_tag": "ANN", "role": "subject"}]
    manifest = {"composition": {"shot_type": "default"}, "placements": placements}
    values = {"manifest_tag": "ANN", "asset_type": "CHARACTER"}
    crops = ((True, 5), (False, 4), (False, 3))
    pool = tuple(
        Sketch("model", {**values, "is_face_crop": face, "quality_score": score})
        for face, score in crops
    )
    selection = Film.of(Case(rules, manifest, pool)).selected()
    better, worse = (Adviser(selection).advice(passed) for passed in selection.passed_over)
    assert [type(change) for change in better.options[-1].changes] == [Write, AskForIt]
    assert worse.options == ()
    assert worse.ahead == selection.passed_over[0].facts
    assert (
        in_words(worse)
        == "No small change would send it: another picture of the same character, ANN (picture 2 of the film),"
        " would still come first."
    )
