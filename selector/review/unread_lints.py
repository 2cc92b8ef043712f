"""What a scene says that cannot be read, so that no rule can ask for it: functions for each part.

In: a scene as it was read. Out: problems, each at its location in the scene's file. Pipelines may
write more than is read here, so other keys are no problem in what they write.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from selector.engine.manifest_values import is_list
from selector.engine.notes_and_speech import (
    AUDIO,
    LINES,
    OF_A_LINE,
    OF_A_NOTE,
    speakers_in,
)
from selector.engine.pool import AssetPool
from selector.model.expected import A_LINE, A_NOTE, EXPECTED, TEXT_OF_A_NOTE
from selector.model.near_names import NearNames, nearest
from selector.model.phrases import can_be_copied, in_quotes, quoted, to_copy
from selector.model.problem import Location, Problem, shown
from selector.model.refusals import Expected
from selector.model.vocabulary import fold, plain
from selector.reading.films.film_names import name_within
from selector.reading.films.film_scenes import SceneRead, unread_texts
from selector.reading.text.document import Steps, value_at

Part: TypeAlias = tuple[Steps, Any]
"""A value of a scene manifest, with its path."""

NOTES = "continuity_notes"
_OTHER_WORDS = {
    **dict.fromkeys(("speaker", "character", "who", "by"), "speaker_tag"),
    "name": "speaker_name",
    **dict.fromkeys(("note", "content", "description"), "text"),
    **dict.fromkeys(("lines", "dialog", "dialogues", "speech"), LINES[0]),
}
"""The key that is meant by another word, where that is not near it."""
_ENDS_OF_SENTENCES = tuple(".!?\u2026")
_MOST_OF_A_NAME = 4
"""Words of the longest name: more are rather what somebody says."""
_UNSEEN = frozenset(("narrator", "narration", "voice_over", "voiceover", "vo", "off"))
"""Speakers whom no picture shows."""


def unread_values(read: SceneRead) -> Iterator[Problem]:
    """F351: a value that is not of the kind that is read, or says nothing that is."""
    if read.manifest is None or read.scene is None:
        return
    if read.locations.voice.is_json:  # by hand these have been found
        yield from unread_texts(read.manifest, read.locations)
    yield from _notes(read)
    audio = read.manifest.get(AUDIO)
    if isinstance(audio, Mapping):
        yield from _speech(read, (AUDIO,), audio)
        yield from _lacks(read, ((AUDIO,), audio), LINES, only_if_near=True)
    elif audio is not None:
        yield _wrong(read, (AUDIO,), EXPECTED[AUDIO], audio)
    yield from _speech(read, (), read.manifest)


def unknown_speakers(
    read: SceneRead, near: NearNames, known: Container[str], warned: set[str]
) -> Iterator[Problem]:
    """F365: a speaker that is no person, place or thing of the film; once for each.

    Args:
        read: The scene.
        near: The tags and names that may be meant.
        known: All tags and names, as `speakers_known` gives them.
        warned: The speakers that were found so far; those found here are added.

    Yields:
        A problem for each new one.
    """
    if read.manifest is None or read.scene is None:
        return
    if all(
        speaker.tag in known or _is_known(_texts_of(speaker), known)
        for speaker in read.scene.speakers
    ):
        return
    for path, line in _lines(read.manifest):
        if not isinstance(line, Mapping) or any(map(_is_no_name, map(line.get, OF_A_LINE))):
            continue
        for speaker in speakers_in({LINES[0]: [line]}):
            texts = _texts_of(speaker)
            if _is_known(texts, known) or warned.issuperset(texts):
                continue
            warned.update(texts)
            key = OF_A_LINE[0] if speaker.tag else OF_A_LINE[1]
            yield Problem(
                at=_at(read, (*path, key)),
                code="F365",
                what=f"No picture shows the speaker `{shown(texts[0])}`.",
                hint=_what_to_say(read, path, texts[0], near, known),
            )


def _texts_of(speaker: tuple[str | None, ...]) -> list[str]:
    """What is written of a speaker."""
    return [text for text in speaker if text]


def speakers_known(pool: AssetPool) -> set[str]:
    """All tags and names in a pool, each as lines are compared with it."""
    known = set(map(plain, pool.by_tag))
    for number in pool.members:
        known.update(map(fold, pool.individual(number).names))
    return known


def is_tag_or_name(text: str, known: Container[str]) -> bool:
    """Whether a text is a tag or a name of the pool, as `speakers_known` gives them."""
    return plain(text) in known or fold(text) in known


def _is_known(texts: Sequence[str], known: Container[str]) -> bool:
    for text in texts:
        if fold(text) in _UNSEEN:
            return True
    return any(is_tag_or_name(text, known) for text in texts)


def _what_to_say(
    read: SceneRead, path: Steps, text: str, near: NearNames, known: Container[str]
) -> str:
    """What to do about a speaker that nobody knows: perhaps it is what somebody says.

    Args:
        read: The scene.
        path: The path of the line.
        text: The speaker.
        near: The tags and names that may be meant.
        known: All tags and names.

    Returns:
        The hint.
    """
    slip = ""
    if read.long_form is not None:
        slip = (
            _cut_off(read, path, text)
            or _colon_out_of_place(text, _said(read, path), known)
            or _without_a_speaker(text)
        )
    return slip or near.did_you_mean(text) or _named_in(text, known) + _NOBODY


def _cut_off(read: SceneRead, path: Steps, text: str) -> str:
    """What to do if it is the end of the line before it."""
    cut = _line_before(read, path)
    if not cut:
        return ""
    copy = to_copy(f"{cut}, {text}")
    return f"If it belongs to the line before it, put all of that in quotes{copy}."


def _without_a_speaker(text: str) -> str:
    """What to do if it is a sentence."""
    is_sentence = text.endswith(_ENDS_OF_SENTENCES)
    if not is_sentence and len(text.split()) <= _MOST_OF_A_NAME:
        return ""
    if not can_be_copied(text):
        return _WHO_SAYS_IT
    whole = in_quotes(text)
    return f"Who says it? Write `says: [WREN: {whole}]`, with the tag of the speaker."


def _named_in(text: str, known: Container[str]) -> str:
    """What to do if it names somebody with more words: `ANNA (V.O.)`."""
    within = name_within(text, lambda word: is_tag_or_name(word, known))
    if within is None:
        return ""
    return f"If `{shown(within)}` speaks, write that alone. "


def _said(read: SceneRead, path: Steps) -> str:
    """What is said in a line; empty if nothing is."""
    line = value_at(read.manifest, path)
    return str(line.get("line") or "").strip()


def _colon_out_of_place(text: str, said: str, known: Container[str]) -> str:
    """What to do if a line is turned round, or has no colon; an empty text if it has one.

    Args:
        text: What stands for the speaker: `Where is he`, or `ANNA Where is he`.
        said: What stands for what is said: `ANNA`, or nothing.
        known: All tags and names.

    Returns:
        The hint.
    """
    if not can_be_copied(text):
        return ""
    if said:
        if is_tag_or_name(said, known):
            return f"The speaker comes first: write `{{{shown(said)}: {in_quotes(text)}}}`."
        return ""
    words = text.split()
    for length in range(min(len(words) - 1, _MOST_OF_A_NAME), 0, -1):
        speaker = " ".join(words[:length]).rstrip(_AFTER_A_SPEAKER)
        if is_tag_or_name(speaker, known):
            line = " ".join(words[length:]).lstrip(_AFTER_A_SPEAKER).strip('"')
            return (
                f"A colon is missing after `{shown(speaker)}`:"
                f" write `{{{shown(speaker)}: {in_quotes(line)}}}`."
            )
    return ""


_AFTER_A_SPEAKER = " ,;-\u2013\u2014"
"""What people write between a speaker and the line, instead of a colon."""


def _line_before(read: SceneRead, path: Steps) -> str:
    """What is said in the entry before one, if both are on the same line of the file."""
    *holder, nth = path
    if not isinstance(nth, int) or not nth:
        return ""
    before = (*holder, nth - 1)
    here = read.locations.of(*path)
    there = read.locations.of(*before)
    if there.line != here.line:
        return ""
    line = value_at(read.manifest, before)
    if not isinstance(line, Mapping):
        return ""
    return str(line.get("line", ""))


def _notes(read: SceneRead) -> Iterator[Problem]:
    notes = (read.manifest or {}).get(NOTES)
    if _are_texts(notes):
        return
    for path, note in _entries((NOTES,), notes):
        if isinstance(note, Mapping):
            for key in OF_A_NOTE:
                text = note.get(key)
                if not isinstance(text, str | None):
                    yield _wrong(read, (*path, key), TEXT_OF_A_NOTE, text)
            yield from _lacks(read, (path, note), OF_A_NOTE)
        elif not isinstance(note, str | None):
            expected = EXPECTED[NOTES] if path == (NOTES,) else A_NOTE
            yield _wrong(read, path, expected, note)


def _speech(read: SceneRead, start: Steps, holder: Mapping[str, Any]) -> Iterator[Problem]:
    """What cannot be read of the lines of a scene manifest, or of its audio manifest.

    Args:
        read: The scene.
        start: The path of what has the lines.
        holder: What has the lines.
    """
    if all(map(_are_read, map(holder.get, LINES))):
        return
    for path, line in _lines_in(start, holder):
        if not isinstance(line, Mapping):
            expected = A_LINE if isinstance(path[-1], int) else EXPECTED[LINES[0]]
            yield _wrong(read, path, expected, line)
            continue
        for key in OF_A_LINE:
            said = line.get(key)
            if _is_no_name(said):
                yield _wrong(read, (*path, key), EXPECTED[key], said)
        yield from _lacks(read, (path, line), OF_A_LINE)


def _are_texts(notes: object) -> bool:
    """Whether notes are a list of texts, as they mostly are, or there are none."""
    if notes is None:
        return True
    return type(notes) is list and all(type(note) is str for note in notes)


def _are_read(lines: object) -> bool:
    """Whether lines are a list in which each says in text who speaks, or there are none.

    Most are, and that costs less to see than to look at each for what is wrong.
    """
    if lines is None:
        return True
    return type(lines) is list and all(map(_has_speaker, lines))


def _has_speaker(line: object) -> bool:
    if type(line) is not dict or line.keys().isdisjoint(OF_A_LINE):
        return False
    return all(type(line.get(key, "")) is str for key in OF_A_LINE)


def _is_no_name(said: object) -> bool:
    """Whether a value cannot be the tag or the name of a speaker; numbers may be."""
    return isinstance(said, bool | Mapping) or is_list(said)


def _lines(manifest: Mapping[str, Any]) -> Iterator[Part]:
    """The lines of a scene, as they are written."""
    yield from _lines_in((), manifest)
    audio = manifest.get(AUDIO)
    if isinstance(audio, Mapping):
        yield from _lines_in((AUDIO,), audio)


def _lines_in(start: Steps, holder: Mapping[str, Any]) -> Iterator[Part]:
    for key in LINES:
        for path, line in _entries((*start, key), holder.get(key)):
            if line is not None:
                yield path, line


def _entries(path: Steps, written: Any) -> Iterator[Part]:  # noqa: ANN401  # anything
    """The entries of a list, each with its path; anything else is one entry."""
    if is_list(written):
        for nth, entry in enumerate(written):
            yield (*path, nth), entry
    else:
        yield path, written


def _lacks(
    read: SceneRead, part: Part, keys: Sequence[str], *, only_if_near: bool = False
) -> Iterator[Problem]:
    """F351: a mapping has none of the keys that are read.

    Args:
        read: The scene.
        part: The mapping, with its path.
        keys: The keys that are read.
        only_if_near: Whether it is a problem only if another key seems to be meant as one.
    """
    path, holder = part
    if not holder.keys().isdisjoint(keys):
        return
    hint = ""
    at = _at(read, path)
    for key in map(str, holder):
        near = _OTHER_WORDS.get(fold(key)) or nearest(key, keys)
        if near in keys:
            hint = f"Did you mean `{near}` instead of `{shown(key)}`?"
            break
    if hint or not only_if_near:
        path = read.locations.as_written(*path)
        what = f"{read.locations.voice.name(path)} is not read: it has neither"
        yield Problem(
            at=at,
            code="F351",
            what=f"{what} {quoted(keys, 'nor')}.",
            hint=hint or f"Add {quoted(keys, 'or')}.",
        )


def _wrong(read: SceneRead, path: Steps, expected: Expected, value: object) -> Problem:
    at = _at(read, path)
    as_written = read.locations.as_written(*path)
    refusal = read.locations.voice.wrong(as_written, expected, value, written=at.written)
    return Problem(
        at=at,
        code="F351",
        what=refusal.what,
        hint=refusal.hint,
    )


def _at(read: SceneRead, path: Steps) -> Location:
    """Where a value is. An audio manifest may be beside its scene manifest."""
    locations = read.locations
    if path[0] == AUDIO and locations.path[-1:] == ("scene_manifest",):
        try:
            return locations.document.at((*locations.path[:-1], *path))
        except LookupError:
            pass
    return locations.of(*path)


_WHO_SAYS_IT = (
    "Who says it? Write `says: [WREN: …]`, with the tag of the speaker and the whole text in"
    " quotes."
)
_NOBODY = (
    "If the speaker is seen in the film, give pictures of the speaker this tag or name in the"
    " assets file: rules that ask who speaks need it. If the speaker is only heard, change nothing."
)
