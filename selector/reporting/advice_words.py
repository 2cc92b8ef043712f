"""Sentences for advice: what would send a picture that stays out. In: an `Advice`. Out: text, without line breaks."""

from __future__ import annotations

from typing import assert_never

from selector.language.conditions.role import ROLE
from selector.language.shot_words.prefer import PREFER
from selector.language.shot_words.references import REFERENCES
from selector.model.advice import (
    AddPicture,
    Advice,
    AskForIt,
    Change,
    GiveType,
    MakeSendable,
    MoveUp,
    Option,
    PlaceAs,
    PlaceBy,
    PlaceTag,
    PutEarlier,
    Score,
    Widen,
    Write,
)
from selector.model.phrases import listed, spoken
from selector.model.picks import (
    AlreadyShown,
    AnotherWentAhead,
    CapReached,
    NotInPool,
    NotPlaced,
    Reason,
    SamePicture,
    SlotsFull,
)
from selector.model.vocabulary import ASSET_TYPES
from selector.reporting.words import name_of, score_in_words


def what_would_help(advice: Advice, count: int = 1) -> str:
    """What to change, in the rule file, the scene or the assets, for this one to go; or said of so many at once."""
    words = _what_would_send(advice, count)
    face = advice.face_to_cut
    if face is None:
        return words
    cut = f"one cut from it with that tag would go ahead of {name_of(face.before)}"
    return f"{words} There is no face crop with the tag {face.tag}: {cut}."


def _what_would_send(advice: Advice, count: int) -> str:
    if advice.options:
        ways = ", or ".join(_option(option, advice.shot) for option in advice.options)
        aim = _aim(advice, count)
        return f"{aim} {ways}." if aim else f"{ways[:1].upper()}{ways[1:]}."
    if advice.ahead is None:
        return f"The scene places too many pictures to try what would send {_any_of_them(count)}."
    if isinstance(advice.reason, SamePicture):
        return f"Give {'each' if count > 1 else 'it'} a picture of its own if it should look different."
    if isinstance(advice.reason, AnotherWentAhead):
        ahead = f"{name_of(advice.ahead)}, which went ahead of {'it' if count == 1 else 'them'},"
        return f"{ahead} {_stays_out(advice.ahead_kept_out)}."
    first = f"of the same individual, {name_of(advice.ahead)} would go first"
    return f"No small change sends {_any_of_them(count)}: {first}."


def for_all(advice: Advice, count: int) -> str:
    """The same, said once below several pictures that it would help."""
    words = what_would_help(advice, count)
    begins_with_a_name = not advice.options and isinstance(advice.reason, AnotherWentAhead)
    words = words if begins_with_a_name else f"{words[:1].lower()}{words[1:]}"
    return f"For {'both of these' if count == 2 else f'all of these {count:,}'}: {words}"


def _aim(advice: Advice, count: int) -> str:
    """What the changes are for, where they do not say it themselves."""
    match advice.reason:
        case NotInPool():
            return ""
        case NotPlaced():
            return f"To offer {'it' if count == 1 else 'them'},"
        case SlotsFull():
            return "To make room,"
        case AnotherWentAhead() | AlreadyShown() if _is_instead(advice):
            return f"To send {'this one' if count == 1 else _any_of_them(count)} instead,"
        case _:
            return f"To send {_any_of_them(count)},"


def _any_of_them(count: int) -> str:
    """Of several that the same would help each may go; whether all of them do is another question."""
    return {1: "it", 2: "either of them"}.get(count, "any of them")


def _is_instead(advice: Advice) -> bool:
    """Whether it would go in the place of the one that went: nothing makes room for both."""
    return all(
        isinstance(change, Score | PutEarlier | PlaceBy)
        or (isinstance(change, Write) and change.key == PREFER.key)
        for option in advice.options
        for change in option
    )


def _option(option: Option, shot: str) -> str:
    """Everything that must be done together."""
    *firsts, last = (_change(change, shot) for change in option)
    return f"{', '.join(firsts)}, and {last}" if firsts else last


def _change(change: Change, shot: str) -> str:
    """One change. `shot` is the rule that served the scene: another one, which wrote its priorities, is named."""
    match change:
        case Write():
            return _write(change, shot)
        case MoveUp():
            return f"move the priority `{change.priority}`{_of(change.shot, shot)} further up"
        case Widen():
            keys = listed(f"`{key}`" for key, _ in change.words)
            return f"widen {keys} of the priority `{change.priority}`{_of(change.shot, shot)}"
        case AskForIt():
            return _ask_for_it(change, shot)
        case _:
            return _change_of_picture(change)


def _change_of_picture(  # noqa: PLR0911  # a return for each kind of change
    change: Score
    | PutEarlier
    | PlaceAs
    | PlaceBy
    | GiveType
    | AddPicture
    | PlaceTag
    | MakeSendable,
) -> str:
    match change:
        case Score():
            return f"score it above {score_in_words(change.above)}"
        case PutEarlier():
            return "put it earlier in the assets"
        case PlaceAs():
            return f"place it as {listed(map(spoken, change.roles), 'or')}"
        case PlaceBy():
            return f"place it by its own tag, {change.tag}"
        case MakeSendable():
            return (
                "give it the path of an image file that is there, or an address such as `https://…`"
            )
        case GiveType():
            return f"give it a type that rules can ask for: {listed(ASSET_TYPES, 'or')}"
        case AddPicture():
            return f"add a picture with the tag {change.tag} to the assets, or correct the tag in the scene"
        case PlaceTag():
            return f"place the tag {change.tag} in the scene"
        case _:
            assert_never(change)


def _ask_for_it(ask: AskForIt, shot: str) -> str:
    """One priority more, and how far up."""
    if ask.later is not None:
        which = (
            "a later priority"
            if ask.is_last
            else f"a priority right after the priority `{ask.later}`"
        )
        return f"add {which}{_of(ask.shot, shot)} that asks for it"
    (key, word), *more = ask.words
    what = f"for the role {spoken(word)}" if key == ROLE.key and not more else "for such pictures"
    return f"give `{ask.shot}` a priority {what}{'' if ask.is_last else ', far enough up'}"


def _write(write: Write, shot: str) -> str:
    """``write `pictures_each: 2` in `wide_shot` ``."""
    value = write.value if isinstance(write.value, int) else ", ".join(write.value)
    listing = isinstance(write.value, tuple) and len(write.value) > 1
    words = f"write `{write.key}: {f'[{value}]' if listing else value}`"
    if write.priority is not None:
        return f"{words} in the priority `{write.priority}`{_of(write.shot or shot, shot)}"
    if_any = " if the video model takes more" if write.key == REFERENCES.key else ""
    return f"{words} {'at the top of the file' if write.shot is None else f'in `{write.shot}`'}{if_any}"


def _of(rule: str, shot: str) -> str:
    """Which rule wrote it, where that is not the one that served the scene."""
    return "" if rule == shot else f" of the shot rule `{rule}`"


def _stays_out(kept_out: Reason | None) -> str:
    """What became of the picture that went ahead."""
    if isinstance(kept_out, SlotsFull):
        return "found no slot either"
    if isinstance(kept_out, CapReached):
        return (
            f"came after the {kept_out.at_most} that the priority `{kept_out.priority.name}` takes"
        )
    return "does not go either" if kept_out else "went by a later priority only"
