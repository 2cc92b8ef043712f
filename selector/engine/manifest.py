"""A scene manifest, as a storyboard wrote it, in; a `Scene` out, or every problem it has.

Each problem names its field. `composition.shot_type` and each placement's `asset_tag` and `role`
are required. What else a rule may ask about is optional, and never a problem: other texts of the
composition and of placements are read where they are text, else as if nothing were there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from json import JSONDecoder
from json.scanner import make_scanner
from numbers import Number
from sys import modules
from typing import Any

from selector.engine.asset_values import is_gap
from selector.engine.manifest_values import HERE, clean_tag, is_list
from selector.engine.notes_and_speech import notes_in, speakers_in
from selector.model.picks import Note
from selector.model.problem import Problem, ProblemError, shown
from selector.model.refusals import sort_of
from selector.model.scene import Placement, Scene, Speaker
from selector.model.scene_number import scene_number, visible_text
from selector.model.vocabulary import ROLES, fold, plain

_ROLES: dict[str, str] = {role: role for role in ROLES}
_new = tuple.__new__
"""Makes a named tuple in half the time that its class takes; a film has thousands of scenes."""
_TEXT = (str, bytes)
_MANY = 1_000_000
"""Whole numbers below are scene numbers as they are."""
_MOST_TEXTS = 10_000
_LONGEST = 100
"""Limits of what is cached: how many texts, and how many characters each has."""


class _Cached(dict[str, "str | None"]):
    """What a function makes of texts, if anything: a film has few, and writes them often.

    Args:
        made_of: The function. It is called again for long texts, and where it makes nothing.
    """

    def __init__(self, made_of: Callable[[str], str | None]) -> None:
        self._made_of = made_of

    def __missing__(self, text: str) -> str | None:
        made = self._made_of(text)
        if made is not None and len(text) <= _LONGEST:
            if len(self) >= _MOST_TEXTS:
                self.clear()
            self[text] = made
        return made


def _if_simple(tag: object) -> str | None:
    """The tag, if it is compared as it is written."""
    if type(tag) is str and tag.isascii() and tag.isidentifier():
        return tag
    return None


_FOLDED = _Cached(fold)
_SIMPLE_TAGS = _Cached(_if_simple)


def read_manifest(raw: Mapping[str, Any] | str | bytes | Scene) -> Scene:
    """Check and fold one scene manifest.

    Args:
        raw: The manifest: a mapping, or JSON text. A `Scene` is returned as it is.

    Raises:
        ProblemError: Something that choosing needs is missing, empty or of another type (S401 to
            S404).
    """
    manifest: Any = raw
    kind = type(raw)
    if kind is str:
        manifest = _parsed_quickly(manifest) or _parsed(manifest)
    elif kind is bytes:
        manifest = _parsed_quickly(_in_utf_8(manifest)) or _parsed(manifest)
    elif kind is not dict:  # most are one or the other, and need no other question
        if isinstance(raw, Scene):
            return raw
        if isinstance(raw, _TEXT):
            manifest = _parsed(raw)
    scene = None
    raised = None
    try:
        composition = manifest["composition"]
        placed = manifest["placements"]
        if type(placed) is list or is_list(placed):
            scene = _scene(manifest, composition, placed)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raised = error
    if scene is None:
        from selector.engine.manifest_problems import (  # noqa: PLC0415  # if something is wrong
            problems_of_refused,
        )

        raise ProblemError(problems_of_refused(manifest, raised))
    return scene


def _scene(  # noqa: C901, PLR0912  # one loop: each call would cost as much as reading two texts
    manifest: Mapping[str, Any],
    composition: Mapping[str, Any],
    placed: Sequence[Mapping[str, Any]],
) -> Scene | None:
    """The scene of a sound manifest; None (or an error of access) if something is wrong with it."""
    shot_type = composition["shot_type"]
    if type(shot_type) is not str:
        shot_type = _plain(shot_type)
    shot = _FOLDED[shot_type]
    if not shot:
        return None
    notes: list[Note] = []
    placements: list[Placement] = []
    for each in placed:
        tag = _SIMPLE_TAGS[each["asset_tag"]]
        role = _ROLES.get(each["role"])
        position = each.get("position")
        action = each.get("action")
        expression = wardrobe_note = None
        if position is None or action is None or len(each) > 4:  # there is more than that
            expression = each.get("expression")
            wardrobe_note = each.get("wardrobe_note")
        if tag is None or role is None:
            read = _read_placement(each, len(placements), notes)
            if read is None:
                return None
            tag, role = read
        # Most are text or missing: asking here costs less than calling a function.
        if position is not None and type(position) is not str:
            position = _text(position)
        if action is not None and type(action) is not str:
            action = _text(action)
        if expression is not None and type(expression) is not str:
            expression = _text(expression)
        if wardrobe_note is not None and type(wardrobe_note) is not str:
            wardrobe_note = _text(wardrobe_note)
        placements.append(_new(Placement, (tag, role, position, action, expression, wardrobe_note)))
    index = written = manifest.get("scene_index")
    if type(written) is not int or not 0 <= written < _MANY:
        index = scene_number(written)
        if index is None:
            notes += _unread_number(written)
    focal_point = composition.get("focal_point")
    if focal_point is not None and type(focal_point) is not str:
        focal_point = _text(focal_point)
    camera_movement = composition.get("camera_movement")
    if camera_movement is not None and type(camera_movement) is not str:
        camera_movement = _text(camera_movement)
    noted = manifest.get("continuity_notes")
    continuity_notes: tuple[str, ...] = ()
    if noted is not None and (type(noted) is not str or noted):
        continuity_notes = notes_in(noted)
    speakers: tuple[Speaker, ...] = ()
    if written is None or noted is None or len(manifest) > 4:  # there is more than these four
        speakers = speakers_in(manifest)
    values = (
        index,
        shot_type,
        shot,
        tuple(placements),
        tuple(notes),
        focal_point,
        camera_movement,
        continuity_notes,
        speakers,
    )
    return _new(Scene, values)


def _read_placement(
    placement: Mapping[str, Any], nth: int, notes: list[Note]
) -> tuple[str, str] | None:
    """The tag and the role of a placement as they are compared.

    Args:
        placement: The placement.
        nth: Its index.
        notes: Takes what is to be noted of the two.

    Returns:
        The tag and the role; None if nothing is left of either.

    Raises:
        TypeError: Either is not a text.
    """
    written = _plain(placement["asset_tag"])
    written_role = _plain(placement["role"])
    tag = clean_tag(written)
    role = fold(written_role)
    if tag not in (written, plain(written)):
        values = {"written": written, "tag": tag, "placement": str(nth)}
        notes.append(Note(kind="brackets_dropped", values=values))
    if role not in _ROLES:
        values = {"role": written_role, "tag": tag, "placement": str(nth)}
        notes.append(Note(kind="unknown_role", values=values))
    if not tag or not role:
        return None
    return tag, role


def _text(written: object) -> str | None:
    """What is written; None if it is not text."""
    if isinstance(written, str):
        return _plain(written)
    return None


def _unread_number(written: object) -> Iterator[Note]:
    """A note that a scene counts as one without a number; none for gaps and empty text."""
    if is_gap(written):
        return
    if isinstance(written, str) and not written.strip():
        return
    found = sort_of(written)
    if isinstance(written, str) and not visible_text(written):
        found = "text of invisible characters alone"
    elif isinstance(written, str | Number) and not isinstance(written, bool):
        found = f"{found} that is too long or not on one line"
    yield Note(kind="unread_scene_index", values={"found": found})


def _plain(text: str) -> str:
    """Text of a class of its own (an enum, say) as what it says: it may print as something else."""
    if type(text) is str:
        return text
    return str.__str__(text)


def _parsed(text: str | bytes) -> Any:  # noqa: ANN401  # JSON is anything
    try:
        return json.loads(text, object_pairs_hook=_once)
    except ProblemError:
        raise
    except RecursionError:
        what, hint = "The JSON is nested too deeply.", "Is there a bracket too many?"
    except ValueError as error:
        what, hint = f"This is not JSON: {error}.", _JSON_HINT
    raise ProblemError([Problem(at=HERE, code="S404", what=what, hint=hint)])


def _in_utf_8(text: bytes) -> str:
    """The text, or nothing if it is in another encoding: JSON in that is no JSON in this."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return ""


def _parsed_quickly(text: str) -> dict[str, Any] | None:
    """The object that a JSON text is, if surely no key appears twice in it; else None.

    Python's reader can hand out every object to have its keys looked at, which doubles its time.
    Here keys are counted instead, and pydantic's reader, which takes two thirds of the time, is
    used if the program has loaded it: loading it takes as long as it saves in 15,000 scenes. What
    that refuses, Python's may still read. Each key of a text has a colon behind it, so if the
    objects that were read have as many keys as the text has colons, no key was dropped. Colons
    within texts seldom stand right behind a quote, as those of keys nearly always do.
    """
    reader = modules.get("pydantic_core")
    try:
        if reader is not None:
            manifest = reader.from_json(text)
        else:
            manifest, end = _whole(text, 0)
            if end != len(text) and text[end:].strip(_JSON_SPACES):
                return None
        if type(manifest) is not dict:
            return None
        # Never more than the keys that the text has: if as many as its colons, then all of them.
        keys = _outer_keys(manifest)
        colons = text.count(":")
        if keys == colons:
            return manifest
        text = text.rstrip(_JSON_SPACES)
        on_one_line = "\n" not in text and "\t" not in text and "\r" not in text
        if on_one_line and " :" not in text:
            colons = text.count('":')
        if keys == colons or _keys_within(manifest) == colons:
            return manifest
    except (ValueError, TypeError, AttributeError, RecursionError, StopIteration):
        pass
    return None


def _outer_keys(manifest: dict[str, Any]) -> int:
    """How many keys a manifest has, and the objects in it or in its lists: most have no others."""
    keys = len(manifest)
    for value in manifest.values():
        if type(value) is dict:
            keys += len(value)
        elif type(value) is list:
            for each in value:
                if type(each) is dict:
                    keys += len(each)
    return keys


def _keys_within(value: dict[str, Any] | list[Any]) -> int:
    """How many keys all objects within an object or a list have, however deep; its own too."""
    entries: Any = value
    count = 0
    if type(value) is dict:
        entries = value.values()
        count = len(value)
    for each in entries:
        if type(each) is dict or type(each) is list:
            count += _keys_within(each)
    return count


_whole = make_scanner(JSONDecoder())  # type: ignore[arg-type]  # as `json` itself calls it
"""Python's reader itself, which stops the iteration where no value begins."""
_JSON_SPACES = " \t\n\r"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these keys and values; Python's reader would drop one of two equal keys."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twice = next(_repeated(pairs))
    values = []
    for key, value in pairs:
        if key == twice:
            written = json.dumps(value, ensure_ascii=False)
            values.append(f"`{shown(written)}`")
    what = f"The key `{shown(twice)}` appears a second time in one object."
    hint = f"Keep one of the two, with {values[0]} or with {values[1]}."
    raise ProblemError([Problem(at=HERE, code="S404", what=what, hint=hint)])


def _repeated(pairs: list[tuple[str, Any]]) -> Iterator[str]:
    seen = set()
    for key, _ in pairs:
        if key in seen:
            yield key
        seen.add(key)


_JSON_HINT = "Pass JSON text, or a dictionary such as `json.load()` returns."
