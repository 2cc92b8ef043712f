"""Scene manifests for a rule set and a pool: words spelt in every way, one individual under several tags."""

from __future__ import annotations

import random
import unicodedata
from itertools import chain
from typing import TYPE_CHECKING, Any

from tests.as_written import parents_of
from tests.drawn_conditions import ROLES
from tests.pools import FAMILIES, TAGS, Sketch, disguised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WORDS_FOR_ROLES = (
    "subject", "subject", "subject", "Subject", "SUBJECT ", "interaction_target", "interaction_target",
    "Interaction-Target", "interaction  target", "background", "BackGround", "environment", "prop", "hero", "sub-ject",
    "\uff53\uff55\uff42\uff4a\uff45\uff43\uff54", "sub\u00adject", "Héro", "Hero\u200b\u0301\u2007One",
)  # fmt: skip
WRITTEN_OF_PLACEMENTS: dict[str, tuple[Any, ...]] = {
    "action": ("She runs away", "climbs-down, opens it", "--", "", 7, None),
    "expression": ("Afraid; in tears.", "\u5927\u54ed", "\u00c9LAN", "true", "--"),
    "wardrobe_note": ("Hurt, in a red coat", "night fright 7", "the Red  Coat is wet", "--", ""),
}
"""What placements say, besides a tag, a role and a position."""


def widened(text: str) -> str:
    """With the letters of full-width keyboards."""
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def scene(rng: random.Random, rules: Mapping[str, Any], pool: Sequence[Sketch]) -> dict[str, Any]:
    """A scene manifest that names one of the rules, or none, and places a few tags, most of them of this pool."""
    tags = (
        sorted({plain(sketch.values["manifest_tag"]) for sketch in pool if sketch.values}) or TAGS
    )
    shots: dict[str, list[str]] = {}
    for each in (*parents_of(rules), rules):
        for name, shot in each["shots"].items():
            shots.setdefault(name, []).extend(shot.get("spellings", ()))
    known = [*shots, *chain.from_iterable(shots.values())]
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
        own = random.Random(f"position {placed}")
        if own.random() < 0.1:
            placed["position"] = own.choice(("hurt, on the left", "far out in the night"))


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
