"""Phrases for changes of a film or of the video model: a change in; what to do out."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from selector.language.file_words.target import TARGET
from selector.language.shot_words.references import REFERENCES
from selector.model.advice import (
    AddPicture,
    ChooseTarget,
    GiveType,
    MakeSendable,
    PlaceAs,
    PlaceBy,
    PlaceTag,
    PutEarlier,
    Score,
)
from selector.model.phrases import listed, quoted, spoken
from selector.model.problem import shown
from selector.model.vocabulary import ASSET_TYPES, ROLES
from selector.reporting.words import name_of, score_in_words

if TYPE_CHECKING:
    from selector.model.advice import ChangeOfFilm


def change_of_film(  # noqa: PLR0911  # a return for each kind of change
    change: ChangeOfFilm, it: str
) -> str:
    """What to do, as a phrase without a subject.

    Args:
        change: The change.
        it: What the sentence calls the picture.
    """
    match change:
        case ChooseTarget():
            return _choose_target(change, it)
        case Score():
            return _score(change, it)
        case PutEarlier():
            return f"put {it} just before {name_of(change.than)} in the assets"
        case PlaceAs():
            return _place_as(change, it)
        case PlaceBy():
            return f"place {it} by its own tag, {change.tag}"
        case MakeSendable():
            path = "the path of an existing image file"
            return f"give {it} {path}, or an address such as `https://…`"
        case GiveType():
            return f"give {it} a type that rules can ask for: {quoted(ASSET_TYPES, 'or')}"
        case AddPicture():
            add = f"add a picture with the tag {change.tag} to the assets"
            return f"{add}, or correct the tag in the scene"
        case PlaceTag():
            return f"place the tag {change.tag} in the scene"
        case _:
            assert_never(change)


def _choose_target(change: ChooseTarget, it: str) -> str:
    """Another video model, and why."""
    takes = []
    if change.takes_it:
        takes.append(it)
    if change.references is not None:
        takes.append(REFERENCES.says(change.references).removeprefix("up to "))
    another = f"pick for a `{TARGET.key}` other than `{change.target}`"
    return f"{another}, one that takes {listed(takes)}"


def _score(change: Score, it: str) -> str:
    """A score is a measurement: nobody should make one up."""
    other = name_of(change.than)
    score = score_in_words(change.above)
    its = "its" if it == "it" else f"{it}'s"
    if_wrong = f"correct {its} `quality` in the assets, if it was measured wrongly"
    return f"{if_wrong}: {other} has {score}, and only a higher one would do"


def _place_as(change: PlaceAs, it: str) -> str:
    """Another role, as the scene has to say it."""
    roles = listed(map(spoken, change.roles), "or")
    if not change.tag:
        return f"place {it} as {roles}"
    tag = shown(change.tag)
    entries = [f"- {tag}: {role}" for role in change.roles]
    written = quoted(entries, "or")
    ways = f"write {written} in the scene"
    if ROLES[0] in change.roles:
        ways += f", or put {it} first in `cast`"
    return ways
