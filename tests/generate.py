"""Rule sets, and scenes for a pool, by the thousand, drawn to be nasty, and the same again for the same seed.

Words are spelt in every way, and a scene places one individual under several tags. A case is plain data (`Case`): it
prints, and it shrinks (`smaller`). Its pool is drawn by `tests.pools`.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selector.language.conditions import CONDITIONS
from selector.language.kinds.one_of_words import OneOfWords
from tests.as_written import yaml_text
from tests.naive_language.layers import rules_of, shot_rule
from tests.pools import FAMILIES, TAGS, Sketch, disguised, pool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROLES = ("subject", "interaction_target", "background", "environment", "prop")
TYPES = ("character", "object", "environment", "style", "prop", "vehicle", "text_element")
CROPS = ("face", "full")
SHOT_NAMES = ("close_up", "Two Shot", "wide-shot", "insert", "pov")
TARGETS = ("veo-3.1-generate-001", "Kling-Video-O1", "S2V-01", "s2v-01", "KLING-video-o1")
SPELLINGS = (
    "cu",
    "CLOSE—up!",
    "2-shot",
    "the wide one",
    "détail",
    "Straße",
    "Ταΰγετος",
    "de\u0301cor",
    "\uff37\uff53",
)
WORDS_FOR_ROLES = (
    "subject", "subject", "subject", "Subject", "SUBJECT ", "interaction_target", "interaction_target",
    "Interaction-Target", "interaction  target", "background", "BackGround", "environment", "prop", "hero", "sub-ject",
    "\uff53\uff55\uff42\uff4a\uff45\uff43\uff54", "sub\u00adject", "Héro", "Hero\u200b\u0301\u2007One",
)  # fmt: skip
TEXTS: dict[str, Any] = {
    "label": (
        "night",
        "HURT ",
        "e\u0301lan",
        "7",
        "\uff4eight\u200b",
        "nobody-s",
        "N*t",
        "* *",
        "*",
        "h*r*t",
    ),
    "of": ("ann", "ANN", "Bob", "zo*", "7", "R*M", "\uff41*", "nobody", "a*"),
    "picture": ("ANN", "ANN_*", "ROOM", "ann", "1", "a*", "NOBODY"),
    "placed_as": ("ANN", "ANN_*", "ROOM", "*", "BOB", "CAR"),
    "quality": (
        {"at_least": 6},
        {"below": 7.5},
        {"at_least": 3, "below": 9},
        {"at_least": 0},
        {"at_least": 10},
    ),
    "position": ("left", "far LEFT", "behind", "the door", "far", "a", "right"),
    "action": ("runs", "Down", "climbs down", "\uff52uns", "opens", "she runs"),
    "expression": ("afraid", "in tears", "\u54ed", "elan", "e\u0301lan", "true"),
    "wardrobe": ("hurt", "red coat", "coat", "NIGHT-fright", "7", "wet"),
    "matches": ("wardrobe", "notes", "expression", "action", "position"),
    "focal_point": (True, False),
    "speaks": (True, False),
    "cleaned": (True, False),
    "first_appearance": (True, False),
    "in_scene_before": (True, False),
    "sent_scene_before": (True, False),
}
"""What conditions ask for that do not take words of the language."""
OF_SCENES = (
    "position", "action", "expression", "wardrobe", "matches", "focal_point", "speaks", "cleaned",
)  # fmt: skip
"""Those that ask what else the scene says, or what is sent."""
YES_OR_NO = tuple(key for key, drawn in TEXTS.items() if drawn == (True, False))
WITHIN = ("not", "any_of", "has")
"""Conditions that take conditions."""
WRITTEN_OF_PLACEMENTS: dict[str, tuple[Any, ...]] = {
    "action": ("She runs away", "climbs-down, opens it", "--", "", 7, None),
    "expression": ("Afraid; in tears.", "\u5927\u54ed", "\u00c9LAN", "true", "--"),
    "wardrobe_note": ("Hurt, in a red coat", "night fright 7", "the Red  Coat is wet", "--", ""),
}
"""What placements say, besides a tag, a role and a position."""
WORDS = {"role": ROLES, "type": TYPES, "crop": CROPS}
"""What conditions on words of the language ask for."""


@dataclass(frozen=True)
class Case:
    """One question to the engine."""

    rules: Mapping[str, Any]
    manifest: Mapping[str, Any]
    pool: tuple[Sketch, ...]

    def __str__(self) -> str:
        pool = "\n".join(f"    {number}: {sketch}" for number, sketch in enumerate(self.pool))
        return f"rules:\n{yaml_text(self.rules)}\nmanifest: {dict(self.manifest)!r}\npool:\n{pool}"


@dataclass(frozen=True)
class Batch:
    """One rule set with some pools, and some scenes for each."""

    rules: Mapping[str, Any]
    pools: tuple[tuple[Sketch, ...], ...]
    scenes: tuple[tuple[Mapping[str, Any], ...], ...]

    def cases(self) -> Iterator[Case]:
        """Every scene with its pool."""
        for drawn, scenes in zip(self.pools, self.scenes, strict=True):
            for manifest in scenes:
                yield Case(self.rules, manifest, drawn)


def batch(seed: int, pools: int = 4, scenes: int = 5, *, with_edits: bool = True) -> Batch:
    """The batch of this seed."""
    rng = random.Random(seed)
    rules = rule_set(rng, with_edits=with_edits)
    drawn = tuple(pool(rng) for _ in range(pools))
    return Batch(
        rules, drawn, tuple(tuple(scene(rng, rules, each) for _ in range(scenes)) for each in drawn)
    )


def rule_set(rng: random.Random, *, with_edits: bool = True) -> dict[str, Any]:
    """A rule file's content, every key of the language in it sooner or later."""
    names = rng.sample(SHOT_NAMES, rng.randint(0, 3))
    spellings = rng.sample(SPELLINGS, rng.randint(0, 3))
    names.insert(rng.randint(0, len(names)), "default")
    shots: dict[str, Any] = {}
    order = rng.sample(names, len(names))
    for number, name in enumerate(order):
        shot: dict[str, Any] = words(rng, 0.4)
        if number and rng.random() < 0.35:
            shot["like"] = rng.choice(order[:number])
        if "like" not in shot or rng.random() < 0.3:
            shot["priorities"] = priorities(rng)
        if spellings and rng.random() < 0.5:
            shot["spellings"] = [spellings.pop() for _ in range(rng.randint(1, len(spellings)))]
        shots[name] = shot
    made = {
        "language": 1,
        "name": "generated",
        "version": "1.0",
        "description": "Made up.",
        **words(rng, 0.25),
        "shots": {name: shots[name] for name in names},
    }
    beside = numbers_beside(rng)
    if "cleaned" in str(shots) and beside.random() < 0.6:
        made["send_cleaned"] = beside.choice(
            ("never", *({"likeness": {"at_least": least}} for least in (0, 0.5, 0.7, 1)))
        )
    own = random.Random(f"lists {made}")
    if own.random() < 0.2:
        add_lists(own, made)
    own = random.Random(f"pins {made}")
    if own.random() < 0.2:
        add_pins(own, made)
    own = random.Random(f"limits {made}")
    if own.random() < 0.3:
        add_limits(own, made)
    own = random.Random(f"edits {made}")
    if own.random() < 0.25 and with_edits:
        add_edits(own, made)
    aim = random.Random(f"target {made}")
    if aim.random() < 0.12:
        made = {**made, "target": aim.choice(TARGETS)}
    return made


def add_edits(rng: random.Random, rules: dict[str, Any]) -> None:
    """Edits of what shot rules inherit, drawn from numbers of their own."""
    shots = rules["shots"]

    def depth(name: str) -> int:
        return 1 + depth(shots[name]["like"]) if "like" in shots[name] else 0

    for name in sorted(shots, key=depth):
        shot = shots[name]
        lists = shot_rule(rules_of(rules), name).lists
        if rng.random() < 0.6:
            shot["change"] = edits(rng, lists["priorities"])
        if "like" in shot and "never" not in shot and "never" in lists:
            shot["never"] = edits(rng, lists["never"])


def edits(rng: random.Random, inherited: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Some edits of a list, each of another entry, and perhaps a new entry."""
    made: list[dict[str, Any]] = []
    left = [entry["name"] for entry in inherited]
    for entry in rng.sample(inherited, rng.randint(0, min(3, len(inherited)))):
        edit: dict[str, Any] = {"name": entry["name"]}
        keys = [key for key in entry if key != "name"]
        if len(left) > 1 and rng.random() < 0.3:
            edit["drop"] = True
            left.remove(entry["name"])
        else:
            if rng.random() < 0.4:
                edit["without"] = rng.choice(keys)
                edit |= group(rng, (), 0)
            if rng.random() < 0.4:
                edit |= group(rng, (), 0)
            others = [name for name in left if name != entry["name"]]
            if others and rng.random() < 0.4:
                edit[rng.choice(("before", "after"))] = rng.choice(others)
        made.append(edit)
    if not made or rng.random() < 0.3:
        new = {"name": "c0", **group(rng, WITHIN, 2)}
        names = [entry["name"] for entry in inherited]
        made += [] if "c0" in names else [new]
    return made or [{"name": left[0]}]


def add_lists(rng: random.Random, rules: dict[str, Any]) -> None:
    """Lists that add up, at the top and in shot rules, drawn from numbers of their own."""
    if rng.random() < 0.3:
        rules["first"] = priorities(random.Random(rng.getrandbits(64)))
    for holder in (rules, *rules["shots"].values()):
        if rng.random() < 0.4:
            holder["never"] = bans(rng)
    if rng.random() < 0.5:
        rules["scenes"] = scene_rules(rng, rules)
    if rng.random() < 0.2:
        rules["instead"] = [
            {"name": f"i{number}", "when": a_when(rng), "use": rng.choice(tuple(rules["shots"]))}
            for number in range(rng.choice((1, 2)))
        ]
    if rng.random() < 0.6:
        for holder in (rules, *rules["shots"].values(), *rules.get("scenes", {}).values()):
            for key in ("never", "first", "limits", "pin", "priorities"):
                for entry in holder.get(key, ()):
                    if rng.random() < 0.3:
                        entry["when"] = a_when(rng)


def a_when(rng: random.Random, levels: int = 2) -> dict[str, Any]:
    """Conditions on the scene as a whole."""
    made: dict[str, Any] = {}
    for _ in range(rng.choice((1, 1, 1, 2))):
        draw = rng.random()
        if levels and draw < 0.2:
            groups = [a_when(rng, levels - 1) for _ in range(rng.choice((1, 2)))]
            key = rng.choice(("not", "any_of"))
            made[key] = groups[0] if key == "not" and len(groups) == 1 else groups
        elif draw < 0.4:
            made["shot"] = some_of(rng, (*SHOT_NAMES, *SPELLINGS, "default", "crane shot"))
        elif draw < 0.55:
            made["placed"] = group(rng, WITHIN, 1) | a_count(rng)
        elif draw < 0.7:
            made["note"] = rng.choice(("night", ["rain", "the fire"], "Night, rain"))
        elif draw < 0.8:
            made["camera"] = rng.choice(("push", ["pan left", "zoom"]))
        elif draw < 0.85:
            made["target"] = "wan*"
        else:
            made["scenes"] = some_scenes(rng)
    return made


def a_count(rng: random.Random) -> dict[str, int]:
    """How many individuals a scene places."""
    return rng.choice(({}, {}, {"at_least": 2}, {"at_most": 1}, {"at_least": 1, "at_most": 2}))


def some_scenes(rng: random.Random) -> Any:
    """One scene, some, or a stretch of them."""
    if rng.random() < 0.4:
        return rng.choice((3, "5", [1, "2", 3, "04"]))
    bounds = rng.choice(
        (("from", "to"), ("from", "before"), ("after", "to"), ("from",), ("before",))
    )
    return {bound: rng.choice((2, 5, "7", "rain", "the fire")) for bound in bounds}


def scene_rules(rng: random.Random, rules: Mapping[str, Any]) -> dict[Any, Any]:
    """What single scenes want, by their numbers, of which `scene` draws one."""
    made: dict[Any, Any] = {}
    for number in rng.sample(range(10), rng.choice((2, 4, 8))):
        content = words(random.Random(rng.getrandbits(64)), 0.3)
        if rng.random() < 0.3:
            content["use"] = rng.choice(tuple(rules["shots"]))
        if rng.random() < 0.3:
            content["first"] = priorities(random.Random(rng.getrandbits(64)))
        if rng.random() < 0.3:
            content["never"] = bans(rng)
        content = content or {"references": 2}
        if rng.random() < 0.3:
            content["because"] = "this scene is unlike the others"
        made[str(number) if rng.random() < 0.9 else f"0{number}"] = content
    return made


def add_pins(rng: random.Random, rules: dict[str, Any]) -> None:
    """Pins at the top and in shot rules, drawn from numbers of their own."""
    for holder in (rules, *rules["shots"].values()):
        if rng.random() < 0.4:
            holder["pin"] = pins(rng)


def pins(rng: random.Random) -> list[dict[str, Any]]:
    """One to three pins; two shot rules may have one of the same name."""
    made = []
    for number in range(rng.choice((1, 1, 2, 3))):
        levels = rng.choice((0, 0, 2))
        pin = {"name": f"s{number}", **group(rng, WITHIN, levels)}
        if rng.random() < 0.4:
            key = rng.choice(("of", "picture"))
            pin = {"name": f"s{number}", key: some_of(rng, TEXTS[key])}
        if rng.random() < 0.5:
            pin["unplaced"] = True
        if rng.random() < 0.3:
            pin["slot"] = "last"
        if rng.random() < 0.2:
            pin |= tastes(rng)
        if rng.random() < 0.3:
            pin["because"] = "it must be there"
        made.append(pin)
    return made


def add_limits(rng: random.Random, rules: dict[str, Any]) -> None:
    """Limits at the top and in shot rules, drawn from numbers of their own."""
    for holder in (rules, *rules["shots"].values()):
        if rng.random() < 0.6:
            holder["limits"] = limits(rng)


def limits(rng: random.Random) -> list[dict[str, Any]]:
    """One to three limits; two shot rules may have one of the same name."""
    made = []
    for number in range(rng.choice((1, 1, 2, 3))):
        levels = rng.choice((0, 0, 2))
        limit = {"name": f"l{number}", **group(rng, WITHIN, levels)}
        which = rng.choice(("at_least", "at_least", "at_least", "at_most", "both"))
        if which == "at_least" and rng.random() < 0.7:
            key = rng.choice(("role", "type", "crop"))
            limit = {"name": f"l{number}", key: some_of(rng, WORDS[key][::-1])}
        if which != "at_most":
            limit["at_least"] = rng.choice((1, 1, 2, 2, 3))
        if which != "at_least":
            limit["at_most"] = rng.choice((1, 1, 2))
        if rng.random() < 0.2:
            limit |= tastes(rng)
        if rng.random() < 0.3:
            limit["because"] = "that is enough"
        made.append(limit)
    return made


def bans(rng: random.Random) -> list[dict[str, Any]]:
    """One to three bans; two shot rules may have one of the same name."""
    made = []
    for number in range(rng.choice((1, 1, 2, 3))):
        ban = {"name": f"n{number}", **group(rng, WITHIN, 2)}
        if rng.random() < 0.3:
            ban["because"] = "not this time"
        made.append(ban)
    return made


def words(rng: random.Random, chance: float) -> dict[str, Any]:
    """The words that may stand at the top of the file and in a shot rule."""
    made: dict[str, Any] = {}
    if rng.random() < chance:
        made["references"] = rng.choice((1, 2, 3, 4, 5, 7))
        if numbers_beside(rng).random() < 0.06:
            made["references"] = 0
    if rng.random() < chance:
        made["prefer"] = rng.choice(
            ("face", "full", ["face"], ["full"], ["face", "full"], ["full", "face"])
        )
    if rng.random() < chance:
        made["pictures_each"] = rng.choice(
            (1, 2, 2, 3, ["face"], ["full"], ["face", "full"], ["full", "face"])
        )
    beside = numbers_beside(rng)
    if beside.random() < chance / 4:
        made |= tastes(beside)
    return made


def tastes(rng: random.Random) -> dict[str, Any]:
    """What comes first: words, and conditions in braces, in any order."""
    made: dict[str, Any] = {}
    if rng.random() < 0.6:
        made["prefer"] = some_items(rng, (*CROPS, "cleaned", "sent_scene_before"))
    if rng.random() < 0.6:
        made["order"] = some_items(rng, ("quality", "placement", *YES_OR_NO))
    return made


def some_items(rng: random.Random, words: Sequence[str]) -> Any:
    """One item of a taste, or a list of some."""
    items: list[Any] = [
        rng.choice(words) if rng.random() < 0.4 else group(rng, WITHIN, 1)
        for _ in range(rng.choice((1, 1, 2, 2, 3)))
    ]
    return items[0] if len(items) == 1 and rng.random() < 0.5 else items


def numbers_beside(rng: random.Random) -> random.Random:
    """Numbers of their own: whatever is drawn from them, the others come as they would have come."""
    _, numbers, _ = rng.getstate()
    return random.Random(f"{numbers[0]} {numbers[-1]}")


def priorities(rng: random.Random) -> list[dict[str, Any]]:
    """One to five priorities of one shot rule."""
    made = []
    for number in range(rng.randint(1, 5)):
        priority: dict[str, Any] = {"name": f"p{number}"}
        keys = rng.sample(
            [key for key in CONDITIONS if key not in {*TEXTS, *WITHIN}],
            rng.choice((1, 1, 1, 1, 2, 2, 3)),
        )
        if rng.random() < 0.15:
            keys.pop()
            priority |= a_condition_on_texts(random.Random(rng.getrandbits(64)))
        for key in keys:
            kind = CONDITIONS[key].kind
            assert isinstance(kind, OneOfWords), f"add texts for `{key}` to TEXTS"
            priority[key] = some_of(rng, kind.words)
        if rng.random() < 0.3:
            priority["at_most"] = rng.choice((1, 1, 2, 3))
        own = random.Random(f"{number} {priority}")
        if own.random() < 0.08:
            priority["pictures_each"] = own.choice(
                (1, 2, 3, "face", ["face", "full"], ["full", "face"])
            )
        if own.random() < 0.08:
            priority |= tastes(own)
        if rng.random() < 0.3:
            priority["because"] = rng.choice(("why not", "the face: it carries", "it's so"))
        made.append(priority)
    return made


def a_condition_on_texts(rng: random.Random) -> dict[str, Any]:
    """One condition, drawn from numbers of its own: a new one moves nothing else that is drawn."""
    if rng.random() < 0.4:
        return conditions_within(rng, WITHIN)
    return a_condition_on_a_text(rng)


def a_condition_on_a_text(rng: random.Random) -> dict[str, Any]:
    """The same, without conditions inside."""
    if rng.random() < 0.5:
        return a_condition_on_the_scene(rng)
    key = rng.choice([key for key in TEXTS if key not in OF_SCENES])
    if not isinstance(TEXTS[key][0], str):
        return {key: rng.choice(TEXTS[key])}
    return {key: some_of(rng, TEXTS[key])}


def a_condition_on_the_scene(rng: random.Random) -> dict[str, Any]:
    """A condition on what else the scene says: words, or whether anything is said at all."""
    key = rng.choice(OF_SCENES)
    if key in {"focal_point", "speaks", "cleaned"}:
        return {key: rng.choice(TEXTS[key])}
    if key != "matches" and rng.random() < 0.25:
        return {key: rng.random() < 0.6}
    return {key: some_of(rng, TEXTS[key])}


def conditions_within(rng: random.Random, keys: tuple[str, ...], levels: int = 2) -> dict[str, Any]:
    """A condition of one of these keys, with conditions in braces, or a list of such."""
    key = rng.choice(keys)
    inside = tuple(each for each in keys if each != key or key != "has")
    groups = [group(rng, inside, levels - 1) for _ in range(rng.choice((1, 1, 2, 2, 3)))]
    if key != "any_of" and len(groups) == 1 and rng.random() < 0.7:
        return {key: groups[0]}
    return {key: groups}


def group(rng: random.Random, keys: tuple[str, ...], levels: int) -> dict[str, Any]:
    """One to three conditions in braces; of these keys only while there are levels left."""
    made: dict[str, Any] = {}
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
        if levels and rng.random() < 0.3:
            made |= conditions_within(rng, keys, levels)
        elif rng.random() < 0.3:
            made |= a_condition_on_a_text(rng)
        else:
            key = rng.choice(tuple(WORDS))
            made[key] = some_of(rng, WORDS[key])
    return made


def some_of(rng: random.Random, vocabulary: Sequence[str]) -> str | list[str]:
    """A word, or a list of words; mostly the ones at the front, so that they meet something."""
    word = vocabulary[
        min(rng.randrange(len(vocabulary)) for _ in range(3 if len(vocabulary) > 2 else 1))
    ]
    if rng.random() < 0.5:
        return word
    return [
        word,
        *rng.sample(
            [other for other in vocabulary if other != word],
            rng.randint(0, min(2, len(vocabulary) - 1)),
        ),
    ]


def widened(text: str) -> str:
    """With the letters of full-width keyboards."""
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def scene(rng: random.Random, rules: Mapping[str, Any], pool: Sequence[Sketch]) -> dict[str, Any]:
    """A scene manifest that names one of the rules, or none, and places a few tags, most of them of this pool."""
    tags = (
        sorted({plain(sketch.values["manifest_tag"]) for sketch in pool if sketch.values}) or TAGS
    )
    known = [
        *rules["shots"],
        *(spelling for shot in rules["shots"].values() for spelling in shot.get("spellings", ())),
    ]
    shot_type = rng.choice(known) if rng.random() < 0.9 else "crane shot"
    placements = [placement(rng, tags) for _ in range(rng.choice((1, 2, 2, 3, 3, 3, 4, 4, 5, 8)))]
    if rng.random() < 0.4:
        placements[: rng.randint(0, 2)] = placements_of_one(rng, tags)
    if rng.random() < 0.03:
        placements = []
    manifest: dict[str, Any] = {
        "composition": {"shot_type": respelt(rng, shot_type), "focal_point": "the door"},
        "placements": placements,
    }
    if rng.random() < 0.5:
        manifest["scene_index"] = rng.randint(0, 9)
    own = random.Random(f"{manifest}")
    if own.random() < 0.4:
        manifest["continuity_notes"] = own.choice(
            ("a rainy night", ["Night: rain.", "the fire"], [{"label": "rain", "text": "it pours"}])
        )
    if own.random() < 0.3:
        manifest["composition"]["camera_movement"] = own.choice(("slow push in", "pan left"))
    say_more(random.Random(str(manifest)), manifest, tags)
    return manifest


def say_more(rng: random.Random, manifest: dict[str, Any], tags: Sequence[str]) -> None:
    """What else a scene says, drawn from numbers of its own."""
    if rng.random() < 0.6:
        manifest["composition"]["focal_point"] = rng.choice(
            (f"{rng.choice(tags)}'s hands", f"on {rng.choice(tags)}_2", "ZOE\u0308 and Bob", "", 7)
        )
    if rng.random() < 0.5:
        manifest["continuity_notes"] = rng.choice(
            (
                "A night-fright!",
                ["hurt", {"text": "7 wet", "label": "night"}, 7],
                {"label": "\u00e9lan"},
                3,
            )
        )
    if rng.random() < 0.5:
        lines = [line(rng, tags) for _ in range(rng.choice((1, 1, 2)))]
        said = {rng.choice(("dialogue", "dialogue_lines")): lines}
        manifest.update(rng.choice((said, {"audio_manifest": said})))
    for placed in manifest["placements"]:
        for key, texts in WRITTEN_OF_PLACEMENTS.items():
            if rng.random() < 0.4:
                placed[key] = rng.choice(texts)


def line(rng: random.Random, tags: Sequence[str]) -> dict[str, Any]:
    """One line of a dialogue."""
    tag = rng.choice(tags)
    return rng.choice(
        (
            {"speaker_tag": rng.choice((tag, f"[{tag}]", tag.lower()))},
            {"speaker_name": rng.choice(("zoe\u0308", "BOB", "a-nn", "Yu"))},
            {"speaker_tag": tag, "speaker_name": "Yu"},
            {"line": "..."},
        )
    )


def plain(text: str) -> str:
    """The text in NFC without invisible characters."""
    return unicodedata.normalize(
        "NFC", "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    )


def respelt(rng: random.Random, word: str) -> str:
    """Another spelling that folds to the same."""
    if rng.random() < 0.4:
        return word
    gap = rng.choice(
        (" ", "-", "_", "\u2013", " \u2014 ", "__", "\u00a0", "\t", "\ufe58", "\uff3f", "\u3000")
    )
    word = word.replace("_", gap).replace(" ", gap)
    word = rng.choice((word.upper(), word.title(), word))
    word = rng.choice(("", " ", "_", "-")) + word + rng.choice(("", " ", "-"))
    word = widened(word) if rng.random() < 0.15 else word
    return disguised(rng, word) if rng.random() < 0.3 else word


def placements_of_one(rng: random.Random, tags: Sequence[str]) -> list[dict[str, Any]]:
    """One, two or three tags of one family, or one of its tags in two roles."""
    families = [[tag for tag in family if tag in tags] for family in FAMILIES]
    family = rng.choice([each for each in families if each] or [list(tags)])
    if rng.random() < 0.25:
        tag = rng.choice(family)
        return [placement(rng, [tag], role) for role in rng.sample(ROLES, 2)]
    chosen = rng.sample(family, min(len(family), rng.choice((1, 2, 2, 3))))
    role = rng.choice((None, "subject"))
    return [placement(rng, [tag], role) for tag in chosen]


def placement(rng: random.Random, tags: Sequence[str], role: str | None = None) -> dict[str, Any]:
    """One placement, its tag now and then bracketed, in another form, or not in the pool."""
    tag = (
        rng.choice(tags)
        if rng.random() < 0.9
        else rng.choice((*TAGS, "ANNE", "NOBODY", "ROOM_2", "ZOÈ"))
    )
    tag = rng.choice((tag, tag, tag, tag, tag, tag, f"[{tag}]", f" {tag} ", f" [ {tag}] "))
    tag = disguised(rng, tag) if rng.random() < 0.15 else tag
    made: dict[str, Any] = {"asset_tag": tag, "role": role or rng.choice(WORDS_FOR_ROLES)}
    if rng.random() < 0.5:
        made["position"] = rng.choice(("left", "right", "far behind"))
    return made
