"""Warnings about the video model that rules are for: that it ends, what it takes, who it is.

In: compiled rules. Out: warnings, in no particular order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from selector.engine.rules import Rules
from selector.engine.under_target import (
    LISTS_ALL,
    ending_of,
    models_meant,
    target_written,
)
from selector.language.entry_lists import entries_of
from selector.language.scene_conditions.when_target import WHEN_TARGET
from selector.language.shot_words.references import REFERENCES
from selector.language.text import ANY, fits
from selector.model.near_names import did_you_mean
from selector.model.phrases import listed
from selector.model.problem import Location, Problem, shown
from selector.model.ruleset import Written
from selector.model.video_model import VideoModel
from selector.reading.targets import known_models
from selector.review.conditions_asked import on_scenes

_MOST_NAMED = 3
"""How many places a message names."""


def models_that_end(rules: Rules) -> Iterator[Problem]:
    """R281: the vendor of the video model has named a day for its end, or advises against it."""
    at = target_written(rules.rule_set, rules.target)
    if at is not None and rules.target is not None and rules.target.is_ending:
        yield ending_of(rules.target, known_models(), at)


def references_unlike_the_cap(rules: Rules) -> Iterator[Problem]:
    """R282: `references` asks for more than the video model takes, or was set before it was named.

    Where one file names the model and asks for fewer, it says what it means. Another file that sets
    `references` may not have thought of this model, nor did any file of one that the command line
    names.
    """
    model = rules.target
    if model is None:
        return
    at = target_written(rules.rule_set, rules.target)
    if model.references == 0:
        yield _takes_none(model, at or Location(source=rules.rule_set.source))
        return
    fewer = []
    for written in _references(rules):
        if written.value > model.references:
            yield _never_reached(model, written)
        elif 0 < written.value < model.references and _is_of_another_file(written, at):
            fewer.append(written)
    if fewer:
        yield _sends_fewer(model, fewer, at or _first_own(rules, fewer))


def targets_that_nobody_is(rules: Rules) -> Iterator[Problem]:
    """R283: `target` in `when` is the id of no video model that is known."""
    known = known_models()
    ids = (*known, *known.gone)
    for _place, _list, entry in entries_of(rules.rule_set):
        for condition in on_scenes(entry.when):
            if condition.key != WHEN_TARGET.key:
                continue
            for name in condition.values:
                if not _is_known(name, ids):
                    yield Problem(
                        at=condition.at,
                        code="R283",
                        what=f"No known video model has the id `{shown(name)}`.",
                        hint=_nearest(name, ids) or f"{LISTS_ALL}.",
                    )


def _references(rules: Rules) -> Iterator[Written[int]]:
    """Every `references`: at the top, of shot rules and of scenes."""
    rule_set = rules.rule_set
    words = [rule_set.words]
    words += [shot_rule.words for shot_rule in rule_set.shots]
    words += [scene.words for scene in rule_set.scenes]
    for each in words:
        written = REFERENCES.written(each)
        if written is not None:
            yield written


def _is_of_another_file(written: Written[int], target_at: Location | None) -> bool:
    return target_at is None or written.at.source is not target_at.source


def _first_own(rules: Rules, found: Iterable[Written[int]]) -> Location:
    own = rules.rule_set.source
    for written in found:
        if written.at.source is own:
            return written.at
    return Location(source=own)


def _takes_none(model: VideoModel, at: Location) -> Problem:
    return Problem(
        at=at,
        code="R282",
        what=f"The video model `{shown(model.id)}` takes no references, so nothing is sent.",
        hint="Name a model that takes some, or send it a first or last frame without selector.",
    )


def _never_reached(model: VideoModel, written: Written[int]) -> Problem:
    takes = _takes(model)
    return Problem(
        at=written.at,
        code="R282",
        what=f"{takes}, so {written.value} is never reached.",
        hint=f"Write `{REFERENCES.key}: {model.references}`, or less.",
    )


def _sends_fewer(model: VideoModel, fewer: list[Written[int]], at: Location) -> Problem:
    places = [
        f"`{REFERENCES.key}: {each.value}` is set at {_file_and_line(each.at)}" for each in fewer
    ]
    if len(places) > _MOST_NAMED:
        places[_MOST_NAMED - 1 :] = ["other numbers elsewhere"]
    cap = f"`{REFERENCES.key}: {model.references}`"
    return Problem(
        at=at,
        code="R282",
        what=f"{_takes(model)}, but fewer are sent: {listed(places)}.",
        hint=f"Write {cap} in this file to send as many as it takes, or the number that you want.",
    )


def _takes(model: VideoModel) -> str:
    noun = "picture" if model.references == 1 else "pictures"
    return f"The video model `{shown(model.id)}` takes {model.references} {noun}"


def _file_and_line(at: Location) -> str:
    return f"{shown(Path(at.file).name)}:{at.line}"


def _is_known(name: str, ids: Iterable[str]) -> bool:
    compared = WHEN_TARGET.kind.compared  # type: ignore[union-attr]  # names
    pattern = compared(name)
    return any(fits(pattern, compared(each)) for each in ids)


def _nearest(name: str, ids: Iterable[str]) -> str:
    """The id that was probably meant; of a text that ends with a star, the beginning of one."""
    stem, star, rest = name.partition(ANY)
    if not star:
        return models_meant(name, known_models()) or did_you_mean(name, ids)
    if rest:
        return did_you_mean(name, ids)
    beginnings = {f"{each[: len(stem)]}{ANY}" for each in ids}
    return did_you_mean(name, beginnings)
