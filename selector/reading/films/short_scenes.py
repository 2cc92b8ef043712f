"""A scene in the short form in; the same in the long form out, which all else reads.

People write `shot: close_up` and `cast: [WREN, REX]` in a YAML file. Everything behind this module
sees `composition` and `placements`, as pipelines write them:

>>> raw = {"scene": 2, "shot": "close_up", "cast": ["WREN", {"REX": "background"}]}
>>> long = in_long_form(raw, None, None)
>>> long.manifest["composition"]
{'shot_type': 'close_up'}
>>> long.manifest["placements"]
[{'asset_tag': 'WREN', 'role': 'subject'}, {'asset_tag': 'REX', 'role': 'background'}]

`origins` leads back from a value of the long form to the one that was written:

>>> long.origins["placements", 1, "role"]
Origin(path=('cast', 1, 'REX'), is_key=False)

A scene may have some of its facts in either form, but each fact in one form only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple, TypeAlias

from selector.engine.manifest_values import clean_tag
from selector.model.frozen import frozen
from selector.model.problem import Location
from selector.model.vocabulary import ROLES, fold
from selector.reading.films.film_names import FilmNames, known_parts
from selector.reading.shape.short_keys import ABOUT_ONE, COMPOSED, PLACED, SHORT, TWICE
from selector.reading.text.document import Steps
from selector.reading.text.locations import Located, Locations

Raw: TypeAlias = Mapping[str, Any]
"""A mapping as its file has it."""

_FIRST = (
    "scene_index",
    "title",
    "composition",
    "placements",
    "continuity_notes",
    "dialogue_lines",
)
"""The order of keys in the long form. Other keys follow as written."""

_OF_A_PLACEMENT = ("asset_tag", "role", *ABOUT_ONE.values())
_LINES = frozenset(("dialogue_lines", "dialogue"))


class SceneFault(NamedTuple):
    """What is wrong with a scene in the short form: a kind, the path, and values for its words.

    `short_faults` words it.
    """

    kind: str
    path: Steps
    value: Any = None
    other: Any = None


class Origin(NamedTuple):
    """Where a value of the long form was written, and whether it is the key that says it."""

    path: Steps
    is_key: bool = False


Origins: TypeAlias = dict[Steps, Origin]
"""The origins of values, by their paths in the long form."""


@frozen
class LongForm:
    """A scene in the long form.

    Attributes:
        manifest: What it says; with faults, only its number is sure to be there.
        origins: Where its values were written.
        faults: What is wrong with what was written.
        has_unknown_keys: Whether an entry of a list says more than is read.
    """

    manifest: dict[str, Any]
    origins: Origins
    faults: tuple[SceneFault, ...]
    has_unknown_keys: bool


@frozen
class ShortLocated:
    """A document with one scene in the short form, asked by the paths of the long form."""

    document: Located
    scene: Steps
    origins: Origins

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.document.file

    def at(self, path: Steps, *, key: bool = False) -> Location:
        """The span of what was written for the value at `path`; LookupError without one."""
        origin = self._origin(path)
        is_key = key or origin.is_key
        return self.document.at(origin.path, key=is_key)

    def as_written(self, path: Steps) -> Steps:
        """The path that was written for one of the long form."""
        return self._origin(path).path

    def _origin(self, path: Steps) -> Origin:
        length = len(self.scene)
        inside = path[length:]
        if path[:length] != self.scene:
            return Origin(path)
        rest: Steps = ()
        while inside:
            origin = self.origins.get(inside)
            if origin is not None:
                whole = (*self.scene, *origin.path, *rest)
                is_key = origin.is_key and not rest
                return Origin(whole, is_key)
            rest = (inside[-1], *rest)
            inside = inside[:-1]
        return Origin(path)


def locations_of(locations: Locations, long: LongForm) -> Locations:
    """The locations of a scene, by the paths of its long form."""
    located = ShortLocated(
        document=locations.document,
        scene=locations.path,
        origins=long.origins,
    )
    return replace(locations, document=located)


class PlaceBefore(NamedTuple):
    """The place of the scene before: its tags; and whether all of that scene could be read."""

    tags: tuple[str, ...]
    is_sure: bool


def place_in(manifest: Raw) -> tuple[str, ...]:
    """The tags of a scene's place: all that are placed as `environment`."""
    placements = manifest.get("placements")
    if not isinstance(placements, list):
        return ()
    found: dict[str, None] = {}
    for placement in placements:
        if not isinstance(placement, Mapping):
            continue
        tag = placement.get("asset_tag")
        role = placement.get("role")
        if not isinstance(tag, str) or not isinstance(role, str):
            continue
        if fold(role) == "environment":
            found[tag] = None
    return tuple(found)


def in_long_form(raw: Raw, names: FilmNames | None, before: PlaceBefore | None) -> LongForm:
    """A scene in the long form, and what is wrong with it.

    Args:
        raw: What its file says.
        names: The names of the film; None if they cannot be known.
        before: The place of the scene before; None in the first scene.

    Returns:
        The scene.
    """
    scene = _ShortScene(raw, names, before)
    scene.read()
    made = scene.made
    first = {key: made[key] for key in _FIRST if key in made}
    return LongForm(
        manifest={**first, **made},
        origins=scene.origins,
        faults=tuple(scene.faults),
        has_unknown_keys=scene.has_unknown_keys,
    )


class _One(NamedTuple):
    """One that is listed: its tag, the path of the word, and what is said of it, if anything."""

    tag: str
    at: Steps
    is_alone: bool
    said: Any = None


class _Placed(NamedTuple):
    """A placement, and the origins of its values by their paths in it."""

    values: dict[str, Any]
    origins: Origins


class _ShortScene:
    """One scene in the short form, while it is put into the long form."""

    def __init__(self, raw: Raw, names: FilmNames | None, before: PlaceBefore | None) -> None:
        self._raw = raw
        self._names = names
        self._before = before
        self.made: dict[str, Any] = {}
        self.origins: Origins = {}
        self.faults: list[SceneFault] = []
        self.has_unknown_keys = False

    def read(self) -> None:
        """Make the long form of all that is written."""
        raw = self._raw
        self._find_what_is_said_twice()
        for key in raw:
            if key not in SHORT:
                self.made[key] = raw[key]
        self._move("scene", "scene_index")
        self._move("notes", "continuity_notes")
        self._compose()
        self._place()
        wears = raw.get("wears")
        if wears is not None:
            self._dress(wears)
        says = raw.get("says")
        if says is not None:
            self._speak(says)

    def _find_what_is_said_twice(self) -> None:
        for short, path in TWICE:
            if short in self._raw and _has(self._raw, path):
                self._fault("twice", (short,), short, path)

    def _move(self, short: str, key: str) -> None:
        if short in self._raw:
            self.made[key] = self._raw[short]
            self.origins[key,] = Origin((short,))

    def _compose(self) -> None:
        """Put `shot`, `camera` and `looks_at` into the composition."""
        given = self._raw.get("composition")
        if given is None:
            given = {}
        if not isinstance(given, Mapping):
            self._fault("composition", ("composition",), given)
            return
        if "shot" not in self._raw and "shot_type" not in given:
            self._fault("no_shot", ())
        composition: dict[str, Any] = {}
        for short, key in COMPOSED.items():
            if short not in self._raw:
                continue
            path: Steps = (short,)
            self.origins["composition", key] = Origin(path)
            self.origins.setdefault(("composition",), Origin(path))
            text = self._raw[short]
            if short == "shot":
                self._check_shot(text)
            else:
                self._check_text(path, text)
            if text is not None:
                composition[key] = text
        self.made["composition"] = {**composition, **given}

    def _check_shot(self, shot: object) -> None:
        if not isinstance(shot, str) or not fold(shot):
            self._fault("shot", ("shot",), shot)

    def _check_text(self, path: Steps, text: object) -> None:
        if text is not None and not isinstance(text, str):
            self._fault("text", path, text)

    def _place(self) -> None:
        """Make placements of all that is listed, in the order in which it was written."""
        placements: list[dict[str, Any]] = []
        is_listed = False
        for key in self._raw:
            if key == "same_place":
                listed = self._same_place()
            elif key in PLACED:
                listed = self._listed(key)
            else:
                continue
            is_listed = True
            for placed in listed:
                nth = len(placements)
                for inside, origin in placed.origins.items():
                    self.origins["placements", nth, *inside] = origin
                placements.append(placed.values)
        if is_listed:
            self.made["placements"] = placements
        elif "placements" not in self._raw:
            self._fault("nobody", ())

    def _same_place(self) -> list[_Placed]:
        path: Steps = ("same_place",)
        value = self._raw["same_place"]
        if not isinstance(value, bool):
            self._fault("same_place", path, value)
        if value is not True:
            return []
        before = self._before
        if before is None:
            self._fault("first_scene", path)
            return []
        if before.is_sure and not before.tags:
            self._fault("no_place", path)
        placed = []
        for tag in before.tags:
            values = {"asset_tag": tag, "role": "environment"}
            origins: Origins = {(): Origin(path, is_key=True)}
            placed.append(_Placed(values, origins))
        return placed

    def _listed(self, key: str) -> list[_Placed]:
        """The placements of one list; of the cast, with the roles that are not said."""
        listed = list(self._placed(key))
        without_role = []
        roles = []
        for placed in listed:
            role = placed.values.get("role")
            if role is None:
                without_role.append(placed)
            else:
                roles.append(fold(role))
        for placed in without_role:
            placed.values["role"] = PLACED[key] or "interaction_target"
        if key == "cast" and without_role and "subject" not in roles:
            without_role[0].values["role"] = "subject"
        return [placed._replace(values=_in_order(placed.values)) for placed in listed]

    def _placed(self, key: str) -> Iterator[_Placed]:
        for path, entry in _entries((key,), self._raw[key]):
            one = self._one("entry", path, entry)
            if one is None:
                continue
            origins: Origins = {
                (): Origin(path),
                ("asset_tag",): Origin(one.at, is_key=not one.is_alone),
            }
            placed = _Placed({"asset_tag": one.tag}, origins)
            if not one.is_alone:
                self._say_of(placed, one)
            yield placed

    def _one(self, kind: str, path: Steps, entry: object) -> _One | None:
        """A tag or a name, alone or with what is said of it; None if it has a fault.

        Args:
            kind: The kind of a fault of the entry.
            path: The path of the entry.
            entry: What is written.

        Returns:
            What it says.
        """
        if isinstance(entry, str):
            tag = self._tag(path, entry, is_key=False)
            if tag is None:
                return None
            return _One(tag, path, is_alone=True)
        if not isinstance(entry, Mapping) or len(entry) != 1:
            self._fault(kind, path, entry)
            return None
        ((word, said),) = entry.items()
        at = (*path, word)
        tag = self._tag(at, str(word), is_key=True)
        if tag is None:
            return None
        return _One(tag, at, is_alone=False, said=said)

    def _tag(self, path: Steps, word: str, *, is_key: bool) -> str | None:
        """The tag that a word means; a word that is unknown is a tag that no picture has."""
        written = clean_tag(word)
        if not written:
            self._fault("empty", path, is_key)
            return None
        if self._names is None:
            return word
        tags = self._names.tags_of(word)
        if len(tags) > 1:
            self._fault("several", path, word, (tags, is_key))
            return None
        if not tags or tags[0] == written:
            return word
        return tags[0]

    def _say_of(self, placed: _Placed, one: _One) -> None:
        """Add what is said of one to its placement."""
        said = one.said
        if isinstance(said, str):
            self._give_role(placed, one.at, said)
            return
        if not isinstance(said, Mapping) or not said:
            self._fault("said", one.at, said)
            return
        for key, value in said.items():
            path = (*one.at, key)
            name = ABOUT_ONE.get(key)
            if key == "role":
                self._give_role(placed, path, value)
            elif name is None:
                self.has_unknown_keys = True
            elif value is not None:
                self._check_text(path, value)
                placed.values[name] = value
                placed.origins[name,] = Origin(path)

    def _give_role(self, placed: _Placed, path: Steps, role: object) -> None:
        if not isinstance(role, str) or fold(role) not in ROLES:
            self._fault("role", path, role)
            role = ROLES[0]
        placed.values["role"] = role
        placed.origins["role",] = Origin(path)

    def _dress(self, wears: object) -> None:
        """Add wardrobe notes to the placements of those who wear something."""
        if not isinstance(wears, Mapping):
            self._fault("wears", ("wears",), wears)
            return
        for word, worn in wears.items():
            path: Steps = ("wears", word)
            self._check_text(path, worn)
            tag = self._tag(path, str(word), is_key=True)
            if worn is not None and tag is not None:
                self._dress_one(path, clean_tag(tag), worn)

    def _dress_one(self, path: Steps, tag: str, worn: object) -> None:
        placements = self.made.get("placements")
        if not isinstance(placements, list):
            return
        there = list(map(_tag_of, placements))
        tags = self._tags_worn_by(tag, there)
        dressed = list(placements)
        for nth, its_tag in enumerate(there):
            if its_tag not in tags:
                continue
            placement = placements[nth]
            at = ("placements", nth, "wardrobe_note")
            if placement.get("wardrobe_note") is not None:
                origin = self.origins.get(at, Origin(at))
                self._fault("worn_twice", path, path[-1], origin.path)
            self.origins[at] = Origin(path)
            dressed[nth] = _in_order({**placement, "wardrobe_note": worn})
        self.made["placements"] = dressed
        is_known = self._names is not None and not self.faults
        if is_known and tags.isdisjoint(there):
            parts = self._run_together(tag, there)
            self._fault("not_there", path, path[-1], (there, parts, self._unknown(tag, there)))

    def _run_together(self, tag: str, there: list[str]) -> tuple[str, ...]:
        """The names that are one entry, where one of them has the tag: a comma may be missing."""
        names = self._names
        if names is None:
            return ()
        for word in there:
            parts = known_parts(word, names.tags_of)
            if any(tag in names.tags_of(part) for part in parts):
                return parts
        return ()

    def _unknown(self, tag: str, there: list[str]) -> tuple[str, ...]:
        """The words placed that are unknown; none if the tag is unknown too."""
        names = self._names
        if names is None or not names.tags_of(tag):
            return ()
        return tuple(word for word in there if not names.tags_of(word))

    def _tags_worn_by(self, tag: str, there: list[str]) -> frozenset[str]:
        """The tag; if it is not in the scene, all tags of the same person, place or thing."""
        if tag in there or self._names is None:
            return frozenset((tag,))
        return self._names.tags_beside(tag)

    def _speak(self, says: object) -> None:
        """Make lines of dialogue of who speaks."""
        lines: list[dict[str, str]] = []
        for path, entry in _entries(("says",), says):
            one = self._one("line", path, entry)
            if one is None:
                continue
            line = {"speaker_tag": one.tag}
            if isinstance(one.said, str):
                line["line"] = one.said
            elif not one.is_alone:
                self._fault("line_text", one.at, one.said)
            at = ("dialogue_lines", len(lines))
            self.origins[at] = Origin(path)
            self.origins[*at, "speaker_tag"] = Origin(one.at, is_key=not one.is_alone)
            lines.append(line)
        self.origins["dialogue_lines",] = Origin(("says",))
        self.made["dialogue_lines"] = lines

    def _fault(self, kind: str, path: Steps, value: object = None, other: object = None) -> None:
        fault = SceneFault(kind, path, value, other)
        self.faults.append(fault)


def _has(raw: Raw, path: Steps) -> bool:
    """Whether there is a value at a path; in an audio manifest, whether it has lines."""
    holder: object = raw
    for step in path:
        if not isinstance(holder, Mapping) or step not in holder:
            return False
        holder = holder[step]
    if path != ("audio_manifest",):
        return True
    return isinstance(holder, Mapping) and not _LINES.isdisjoint(holder)


def _entries(path: Steps, value: object) -> Iterator[tuple[Steps, object]]:
    """The entries of a list, each with its path; anything else is one entry."""
    if not isinstance(value, list):
        yield path, value
        return
    for nth, entry in enumerate(value):
        yield (*path, nth), entry


def _tag_of(placement: object) -> str:
    """The tag of a placement as it is compared; an empty text if it has none."""
    if not isinstance(placement, Mapping):
        return ""
    tag = placement.get("asset_tag")
    if not isinstance(tag, str):
        return ""
    return clean_tag(tag)


def _in_order(placement: Raw) -> dict[str, Any]:
    """A placement with its keys in the order of the long form."""
    first = {key: placement[key] for key in _OF_A_PLACEMENT if key in placement}
    return {**first, **placement}
