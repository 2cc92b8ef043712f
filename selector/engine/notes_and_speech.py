"""What a scene manifest notes, and who speaks in it, as written in; the same as texts out.

Both are optional, and nothing here is a problem: what cannot be read counts as not written.

>>> notes_in(["the coat is wet", {"label": "storm", "text": "windows shut"}, 7])
('the coat is wet', 'windows shut', 'storm')
>>> speakers_in({"dialogue_lines": [{"speaker_tag": "[WREN]", "line": "Light!"}, {"line": "…"}]})
(Speaker(tag='WREN', name=None),)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any

from selector.engine.asset_getter import value_in
from selector.engine.asset_values import text_of
from selector.engine.manifest_values import clean_tag, is_list
from selector.model.scene import Speaker

LINES = ("dialogue_lines", "dialogue")
"""The keys of a list of lines, in a scene manifest or in its audio manifest."""
AUDIO = "audio_manifest"
OF_A_NOTE = ("text", "label")
OF_A_LINE = ("speaker_tag", "speaker_name")
_OF_SPEECH = frozenset((*LINES, AUDIO))


def notes_in(written: object) -> tuple[str, ...]:
    """The texts of continuity notes.

    Args:
        written: A text, a mapping with `text` and `label`, or a list of these.

    Returns:
        The texts, in order, without empty ones; of a mapping its text and then its label.
    """
    texts: list[str] = []
    for note in one_by_one(written):
        if type(note) is str:  # most are, and asking so costs a fifth
            texts.append(note)
            continue
        parts = _texts_of_note(note)
        texts += [str.__str__(text) for text in parts if isinstance(text, str)]
    return tuple(filter(None, texts))


def _texts_of_note(note: object) -> tuple[object, ...]:
    if isinstance(note, Mapping):
        return tuple(map(note.get, OF_A_NOTE))
    return (note,)


def speakers_in(manifest: Mapping[str, Any]) -> tuple[Speaker, ...]:
    """Who speaks in a scene.

    Args:
        manifest: A scene manifest. Its lines are under `dialogue_lines` or `dialogue`, or under the
            same keys of its `audio_manifest`. Lines and audio manifests may also be objects with
            attributes of those names.

    Returns:
        Each speaker once, in the order of the lines.
    """
    if _OF_SPEECH.isdisjoint(manifest):
        return ()
    spoken = chain(lines_in(manifest), lines_in(manifest.get(AUDIO)))
    speakers = dict.fromkeys(map(_speaker, spoken))
    speakers.pop(_NOBODY, None)
    return tuple(speakers)


def lines_in(holder: object) -> Iterator[object]:
    """The lines of a scene manifest or an audio manifest itself, of whatever type."""
    if holder is None:
        return
    for key in LINES:
        if type(holder) is dict:
            written = holder.get(key)
        else:
            written = value_in(holder, key)
        yield from one_by_one(written)


def _speaker(line: object) -> Speaker:
    if type(line) is not dict:
        return _speaker_called(value_in(line, "speaker_tag"), value_in(line, "speaker_name"))
    tag = line.get("speaker_tag")
    name = line.get("speaker_name")
    if type(tag) is str and (name is None or type(name) is str):
        return _known_speaker(tag, name)
    return _speaker_called(tag, name)


def _speaker_called(written: object, name: object) -> Speaker:
    tag = _text(written)
    if tag is not None:
        tag = clean_tag(tag) or None
    return Speaker(tag=tag, name=_text(name))


_known_speaker = lru_cache(1024)(_speaker_called)
"""For text alone, of which equals are alike: a film has thousands of lines of a few people."""
_NOBODY = Speaker(tag=None, name=None)


def one_by_one(written: Any) -> Any:  # noqa: ANN401  # a list of anything
    """The entries of a list; of anything else that is written, that alone."""
    if type(written) is list or is_list(written):
        return written
    if written is None:
        return ()
    return (written,)


def _text(value: object) -> str | None:
    """A tag or a name as text; numbers, too, as an asset's names may be."""
    if isinstance(value, str):
        value = str.__str__(value)
    try:
        return text_of(value)
    except ValueError:  # a number of 5,000 digits
        return None
