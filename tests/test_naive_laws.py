"""Laws that hold for any rules of the whole language, drawn at random, in the naive evaluator's answers."""

from __future__ import annotations

import random
from collections import Counter
from functools import lru_cache
from typing import Any

from tests.long import many
from tests.naive_language.film import Answer, film_answers

FILMS = many(20, 1_500)
NAMES = ("Mia", "Tom", "Ali", "SALT", "Lamp", "LOOK")
TYPES = ("character", "character", "character", "environment", "prop", "style")
TEXTS = ("red coat", "white dress", "from behind", "night", "the lamp")
TARGETS: dict[str, dict[str, Any]] = {
    "veo": {"references": 3, "kinds": ["asset"]},
    "s2v": {"references": 1, "kinds": ["face"]},
    "wan": {"references": 5},
}
YES_OR_NO = (
    "focal_point",
    "speaks",
    "first_appearance",
    "in_scene_before",
    "sent_scene_before",
    "cleaned",
)


def some(rng: random.Random, words: Any) -> Any:
    """One of the words, or a list of some."""
    return rng.choice(words) if rng.random() < 0.6 else rng.sample(words, 2)


def condition(rng: random.Random, depth: int = 0) -> dict[str, Any]:
    """One or two conditions."""
    drawn: dict[str, Any] = {}
    for _ in range(rng.choice((1, 1, 2))):
        key = rng.choice(
            ("yes or no", "yes or no", "type", "type", "role", "crop", "of", "picture", "placed_as")
            if rng.random() < 0.5
            else ("label", "text", "matches", "quality", "has", "not", "any_of")
        )
        match key:
            case "role":
                drawn[key] = some(rng, ("subject", "background", "prop"))
            case "type":
                drawn[key] = some(rng, ("character", "environment", "prop", "style"))
            case "crop":
                drawn[key] = rng.choice(("face", "full"))
            case "of" | "placed_as":
                drawn[key] = some(rng, (*NAMES, "*a*"))
            case "picture":
                drawn[key] = some(rng, ("1", "2", "3", "Mia", "*"))
            case "label":
                drawn[key] = some(rng, (*TEXTS, "* *"))
            case "text":
                word = rng.choice(("position", "action", "expression", "wardrobe"))
                drawn[word] = rng.choice((True, False, *TEXTS))
            case "matches":
                drawn[key] = some(rng, ("wardrobe", "notes", "action"))
            case "quality":
                drawn[key] = {rng.choice(("at_least", "below")): rng.choice((3, 5, 8))}
            case "yes or no":
                drawn[rng.choice(YES_OR_NO)] = rng.random() < 0.7
            case _ if depth < 1:
                inner = [condition(rng, depth + 1) for _ in range(rng.choice((1, 2)))]
                drawn[key] = inner if key == "any_of" or rng.random() < 0.5 else inner[0]
            case _:
                drawn["crop"] = "face"
    return drawn


def when(rng: random.Random) -> dict[str, Any]:
    """Something that is asked of a scene."""
    bounds = ("2", "4", "night", "the storm", "12A")
    kind = rng.choice(("shot", "note", "camera", "placed", "target", "scenes", "not"))
    match kind:
        case "shot":
            return {kind: rng.choice(("near", "default", "cu", "far"))}
        case "note" | "camera":
            return {kind: rng.choice(TEXTS)}
        case "placed":
            return {kind: {**condition(rng), rng.choice(("at_least", "at_most")): 2}}
        case "target":
            return {kind: "V*"}
        case "scenes":
            words = rng.sample(("from", "after", "to", "before"), rng.choice((1, 2)))
            return {kind: {word: rng.choice(bounds) for word in words}}
        case _:
            return {"not": {"note": rng.choice(TEXTS)}}


def entries(rng: random.Random, most: int, **more: Any) -> list[dict[str, Any]]:
    """Some entries of one list."""
    made = []
    for number in range(rng.randint(0, most)):
        entry = {"name": f"e{number}", **condition(rng)}
        if rng.random() < 0.2:
            entry["when"] = when(rng)
        for key, draw in more.items():
            if rng.random() < 0.4:
                entry[key] = draw(rng)
        made.append(entry)
    return made


def tastes(rng: random.Random) -> dict[str, Any]:
    """What ranks."""
    prefer = ("face", "full", "cleaned", "sent_scene_before", {"matches": "wardrobe"})
    order = ("quality", "placement", "speaks", "sent_scene_before", {"type": "prop"})
    drawn: dict[str, Any] = {}
    if rng.random() < 0.3:
        drawn["prefer"] = rng.sample(prefer, rng.choice((1, 2)))
    if rng.random() < 0.3:
        drawn["order"] = rng.sample(order, rng.choice((1, 2)))
    return drawn


def each(rng: random.Random) -> Any:
    return rng.choice((1, 2, 3, ["face", "full"], ["full"]))


def part(rng: random.Random, chance: float) -> dict[str, Any]:
    """What may be at the top, in a shot rule and in a scene alike."""
    drawn = tastes(rng)
    if rng.random() < chance:
        drawn["references"] = rng.choice((0, 1, 2, 3, 4, 5))
    if rng.random() < chance:
        drawn["pictures_each"] = each(rng)
    if rng.random() < chance:
        drawn["pin"] = entries(rng, 2, unplaced=lambda _: True, slot=lambda _: "last")
    if rng.random() < chance:
        drawn["never"] = entries(rng, 2)
    if rng.random() < chance:
        limits = entries(rng, 2, at_most=lambda draw: draw.randint(1, 2))
        drawn["limits"] = [{"at_least": rng.randint(1, 2), **limit} for limit in limits]
    return drawn


def priorities(rng: random.Random) -> list[dict[str, Any]]:
    some_of_them = entries(rng, 3, at_most=lambda draw: draw.randint(1, 2), pictures_each=each)
    if some_of_them and rng.random() < 0.3:
        return some_of_them
    return [*some_of_them, {"name": "all", "type": sorted(set(TYPES)), **tastes(rng)}]


def rule_file(rng: random.Random) -> dict[str, Any]:
    """A rule file in which any key may be."""
    shots = {
        "near": {**part(rng, 0.3), "spellings": "cu", "priorities": priorities(rng)},
        "far": {**part(rng, 0.3), "like": "near", "change": entries(rng, 2)},
        "default": {**part(rng, 0.3), "priorities": priorities(rng)},
    }
    file = {**part(rng, 0.5), "first": entries(rng, 1, at_most=lambda _: 1), "shots": shots}
    if rng.random() < 0.3:
        bounds = {rng.choice(("at_least", "at_most")): 1}
        limit = {"name": "some", "type": rng.choice(TYPES), **bounds}
        file["limits"] = [*file.get("limits", []), limit]
    if rng.random() < 0.3:
        file["instead"] = [{"name": "i", "when": when(rng), "use": "far"}]
    if rng.random() < 0.4:
        file["scenes"] = {rng.choice((1, 3, "12A")): {**part(rng, 0.5), "use": "near"}}
    if rng.random() < 0.3:
        file["target"] = rng.choice(list(TARGETS))
    if rng.random() < 0.3:
        file["send_cleaned"] = rng.choice(("never", {"likeness": {"at_least": 0.5}}))
    return file


def pictures(rng: random.Random) -> list[dict[str, Any]]:
    """A pool."""
    made: list[dict[str, Any]] = []
    for number in range(rng.randint(3, 12)):
        who = rng.randrange(len(NAMES))
        made.append(
            {
                "id": number,
                "manifest_tag": NAMES[who],
                "asset_type": TYPES[who],
                "is_face_crop": TYPES[who] == "character" and rng.random() < 0.5,
                "quality_score": rng.choice((None, 3, 5, 8)),
                "user_tags": rng.sample(TEXTS, rng.choice((0, 1, 2))),
                "reference_image_url": rng.choice((None, "same.png", f"{number}.png")),
                "clean_reference": rng.choice(
                    (None, {"clean_image_url": "c.png", "face_similarity_score": rng.random()})
                ),
            }
        )
    return made


def scenes(rng: random.Random, pool: list[dict[str, Any]]) -> list[dict[str, Any] | None]:
    """A film of some scenes, now and then one that cannot be read."""
    tags = [each["manifest_tag"] for each in pool]
    made: list[dict[str, Any] | None] = []
    for number in rng.choice(((1, 2, 3, 4), (1, "12A", 2, 5), (3, 2, 1))):
        placements = [
            {
                "asset_tag": rng.choice((*tags, "NOBODY")),
                "role": rng.choice(("subject", "background", "prop", "hero")),
                "position": rng.choice(("", "left, from behind")),
                "action": rng.choice(("", "lifts the lamp")),
                "wardrobe_note": rng.choice((None, *TEXTS[:2])),
            }
            for _ in range(rng.choice((0, 2, 3, 4, 5, 6)))
        ]
        composition = {
            "shot_type": rng.choice(("near", "CU", "far", "crane")),
            "camera_movement": rng.choice(TEXTS),
            "focal_point": rng.choice(("Mia at the lamp", "the Lamp", "")),
        }
        manifest: dict[str, Any] = {"scene_index": number, "composition": composition}
        manifest["placements"] = placements
        manifest["continuity_notes"] = rng.choice((None, "night", ["the storm", {"text": "night"}]))
        manifest["dialogue"] = [{"speaker_tag": rng.choice(NAMES)}]
        made.append(None if rng.random() < 0.05 else manifest)
    return made


def usable(asset: Any) -> bool | str:
    return "its file is gone" if asset["id"] == 7 else True


@lru_cache(maxsize=150)
def answered(seed: int) -> list[tuple[dict[str, Any], list[Any], Answer]]:
    """The rules, the pool and the answer of each scene of one film that can be read."""
    rng = random.Random(seed)
    file, pool = rule_file(rng), pictures(rng)
    film = scenes(rng, pool)
    answers = film_answers(file, film, pool, targets=TARGETS, usable=usable)
    return [(file, pool, answer) for answer in answers if answer]


def test_any_rules_have_an_answer_for_any_film_and_each_picture_one_reason() -> None:
    for seed in range(FILMS):
        for _, pool, answer in answered(seed):
            places = [each.place for each in answer.left_out if each.place is not None]
            assert sorted([*places, *answer.places]) == list(range(len(pool))), seed


def test_no_more_go_than_there_are_slots_and_reasons_are_true() -> None:
    for seed in range(FILMS):
        for _, pool, answer in answered(seed):
            served = answer.serving
            assert len(answer.picks) <= served.slots
            for left_out in answer.left_out:
                match left_out.reason["kind"]:
                    case "slots_full":
                        assert len(answer.picks) == served.slots, seed
                    case "no_references":
                        assert served.slots == 0
                    case "same_picture":
                        assert left_out.place is not None
                        same = pool[left_out.reason["by"]]["reference_image_url"]
                        assert pool[left_out.place]["reference_image_url"] == same
                    case "already_shown" | "another_went_ahead":
                        assert left_out.tag == pool[left_out.reason["by"]]["manifest_tag"]
                    case "slot_kept":
                        assert "at_least" in next(
                            each.written
                            for each in served.limits
                            if each.path == left_out.reason["by"]
                        )
                    case _:
                        pass


def test_pins_come_first_then_priorities_then_what_was_held_then_the_last_pins() -> None:
    ranks = {"pin": 0, "first": 1, "priorities": 2, "limits": 3}
    for seed in range(FILMS):
        for file, _, answer in answered(seed):
            found = [ranks[entry.split("/")[1]] for entry in answer.entries]
            ending = [rank for rank in found if rank == 0][sum(1 for _ in leading(found)) :]
            body = found[: len(found) - len(ending)]
            assert body == sorted(body), (seed, file)


def leading(found: list[int]) -> list[int]:
    """The pins at the beginning."""
    count = next((at for at, rank in enumerate(found) if rank != 0), len(found))
    return found[:count]


def test_a_never_more_strikes_what_it_names_and_a_pin_does_not_bring_it_back() -> None:
    for seed in range(FILMS):
        rng = random.Random(seed)
        file, pool = rule_file(rng), pictures(rng)
        film = scenes(rng, pool)
        file["never"] = [*file.get("never", []), {"name": "no-mia", "of": "mia"}]
        file["pin"] = [*file.get("pin", []), {"name": "mia", "of": "Mia", "unplaced": True}]
        for answer in film_answers(file, film, pool, targets=TARGETS):
            if answer is not None:
                assert "Mia" not in answer.tags, seed


def test_generated_rules_reach_every_reason() -> None:
    seen: Counter[str] = Counter()
    for seed in range(150):
        for _, _, answer in answered(seed):
            seen.update(left_out.reason["kind"] for left_out in answer.left_out)
            seen.update(entry.split("/")[1] for entry in answer.entries)
            seen.update(problem["why"] for problem in answer.problems)
    wanted = {"not_in_pool", "cannot_be_sent", "struck", "target_refuses", "no_references"}
    wanted |= {"meets_no_priority", "already_shown", "crop_not_sent", "same_picture"}
    wanted |= {"another_went_ahead", "limit_reached", "slot_kept", "cap_reached", "slots_full"}
    wanted |= {"not_placed", "pin", "first", "priorities", "limits"}
    assert wanted <= set(seen), wanted - set(seen)
