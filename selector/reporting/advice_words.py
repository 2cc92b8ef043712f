"""What would send a picture that is left out, in words: advice in; sentences and a list out.

Each way to send it is an item of the list: what to write and where, then what that costs this
scene, then what it does to others.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from selector.language.entry_lists import ENTRY_LISTS
from selector.model.advice import ChangeOfRules, ChooseTarget, Score
from selector.model.frozen import frozen
from selector.model.left_out import (
    AlreadyShown,
    AnotherWentAhead,
    CapReached,
    NotInPool,
    NotPlaced,
    SamePicture,
    SlotsFull,
)
from selector.model.phrases import listed
from selector.model.problem import shown
from selector.reporting.film_change_words import change_of_film
from selector.reporting.rule_change_words import change_of_rules
from selector.reporting.words import entry_in_words, name_of, score_in_words, what_it_shows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from selector.model.advice import (
        Advice,
        Change,
        Changes,
        Elsewhere,
        OnlyWhen,
        Option,
        OthersChanged,
    )
    from selector.model.left_out import Reason
    from selector.model.picks import Facts
    from selector.model.scene_number import SceneNumber

_TOO_MUCH = "too much to try for one scene"
_MOST_NAMED = 8
_NAMED_OF_MORE = 6
"""How many scenes are named by their numbers; of more than the first, so many."""
_FEW_CHANGES = 2
"""Ways of more changes are left out of the answers for a whole scene, if there are simpler ones."""


@frozen
class Help:
    """What would send a picture, in words.

    Attributes:
        lead: Sentences; if there are items, the last one announces them.
        items: The ways, any of which helps, or the steps, all of which are needed.
        rest: Sentences about all of them.
    """

    lead: str
    items: tuple[str, ...] = ()
    rest: str = ""

    def __str__(self) -> str:
        numbered = [f"({number}) {item}" for number, item in enumerate(self.items, 1)]
        return " ".join(filter(None, [self.lead, *numbered, self.rest]))


def what_would_help(advice: Advice, count: int = 1, *, is_brief: bool = False) -> Help:
    """What to change in the rule file, the scene or the assets.

    Args:
        advice: The advice.
        count: How many pictures it is for.
        is_brief: Whether to leave out ways of many changes where there are simpler ones.

    Returns:
        The words.
    """
    if is_brief:
        simple = [each for each in advice.options if len(each.changes) <= _FEW_CHANGES]
        options = tuple(simple) or advice.options[:1]
        advice = replace(advice, options=options)
    help_ = _what_would_send(advice, count)
    return replace(help_, rest=" ".join([help_.rest, *_besides(advice)]).strip())


def for_all(advice: Advice, count: int, *, is_brief: bool = False) -> Help:
    """The same, written once below several pictures that it would help.

    Args:
        advice: The advice.
        count: How many pictures.
        is_brief: As for `what_would_help`.

    Returns:
        The words.
    """
    these = f"all {count:,} of these"
    if count == 2:
        these = "both of these"
    help_ = what_would_help(advice, count, is_brief=is_brief)
    return replace(help_, lead=f"For {these}: {_after_colon(advice, help_.lead)}")


def _after_colon(advice: Advice, words: str) -> str:
    """What would help, in lower case where it does not begin with a name."""
    if advice.ahead is not None and isinstance(advice.reason, AnotherWentAhead):
        return words
    return f"{words[:1].lower()}{words[1:]}"


def _besides(advice: Advice) -> Iterator[str]:
    """What is said besides the ways: what was not tried, and what would help in another way."""
    yield from map(_only_when, advice.only_when)
    if advice.is_cut_short and (advice.options or advice.ahead is not None):
        yield f"The rest is not tried: there is {_TOO_MUCH}."
    face = advice.face_to_cut
    if face is not None:
        cut = f"cut one, give it that tag, and it will be sent ahead of {name_of(face.before)}"
        yield f"No face crop has the tag {face.tag}: {cut}."


def _only_when(entry: OnlyWhen) -> str:
    """An entry that does not apply in the scene, and what keeps it from that."""
    called = ENTRY_LISTS[entry.entry.list].entry
    clauses = listed(entry.when)
    return f"The {called} {entry_in_words(entry.entry)} would send it, but only when {clauses}."


def _what_would_send(advice: Advice, count: int) -> Help:
    if advice.ahead is not None and isinstance(advice.reason, AnotherWentAhead):
        return _after_another(advice, advice.ahead, count)
    if advice.options:
        return _options(advice, count)
    return Help(lead=_why_nothing_helps(advice, count))


def _why_nothing_helps(advice: Advice, count: int) -> str:
    of_them = _any_of_them(count)
    if advice.ahead is None:
        if advice.is_cut_short:
            return f"There is {_TOO_MUCH} to work out how to get {of_them} sent."
        return f"No change that selector tries would send {of_them}."
    if isinstance(advice.reason, SamePicture):
        each = "it" if count == 1 else "each"
        return f"Give {each} a picture of its own if it should look different."
    first = name_of(advice.ahead)
    another = f"another picture of the same {what_it_shows(advice.ahead)}, {first}"
    return f"No small change would send {of_them}: {another}, would still come first."


def _after_another(advice: Advice, ahead: Facts, count: int) -> Help:
    """What became of the picture that came first, and what would send this one all the same."""
    words = f"{name_of(ahead)} {_became_of(advice.ahead_left_out)}."
    if not advice.options:
        return Help(lead=words)
    help_ = _options(advice, count)
    return replace(help_, lead=f"{words} {help_.lead}")


def _became_of(left_out: Reason | None) -> str:
    """What became of the picture that came first."""
    match left_out:
        case SlotsFull():
            return "is not sent either: all references are taken"
        case CapReached():
            limit = f"`at_most: {left_out.at_most}` of the priority `{left_out.priority.name}`"
            return f"is not sent either, because of {limit}"
        case None:
            return "is sent, but by a later priority"
        case _:
            return "is not sent either"


def _options(advice: Advice, count: int) -> Help:
    """The ways, any of which helps; what all of them need comes first, and is said once."""
    aim = _aim(advice, count)
    ways = list(_ways(advice))
    if len(ways) == 1:
        return _only_way(aim, ways[0])
    shared = _shared([option.changes for option in advice.options])
    one_of = "do one of these:"
    if shared:
        first = listed(ways[0].steps[:shared])
        one_of = f"first {first}. Then do one of these:"
        ways = [replace(each, steps=each.steps[shared:]) for each in ways]
    return Help(lead=_capital(f"{aim} {one_of}"), items=tuple(map(str, ways)))


@frozen
class _Way:
    """The steps of one way, as phrases, and what they cost, in sentences."""

    steps: tuple[str, ...]
    price: str

    def __str__(self) -> str:
        return _sentences(_capital(self.together), self.price)

    @property
    def together(self) -> str:
        """All steps in one phrase."""
        if len(self.steps) == 1:
            return self.steps[0]
        both = _both(len(self.steps))
        *others, last = self.steps
        return f"make {both}: {'; '.join(others)}; and {last}"


def _ways(advice: Advice) -> Iterator[_Way]:
    for option in advice.options:
        steps = tuple(_steps(advice, option.changes))
        yield _Way(steps=steps, price=_price(advice, option))


def _steps(advice: Advice, changes: Changes) -> Iterator[str]:
    """The changes that must be made together. After one, `it` would mean what that is about."""
    for number, change in enumerate(changes):
        it = "the picture" if number else "it"
        yield _phrase(change, advice, it)


def _phrase(change: Change, advice: Advice, it: str) -> str:
    if isinstance(change, ChangeOfRules):
        return change_of_rules(change, advice.file, it)
    return change_of_film(change, it)


def _only_way(aim: str, way: _Way) -> Help:
    """One change in a sentence; several as a list of steps."""
    if len(way.steps) == 1:
        only = _capital(f"{aim} {way.steps[0]}")
        return Help(lead=_sentences(only, way.price))
    steps = tuple([f"{_capital(step)}." for step in way.steps])
    lead = _capital(f"{aim} make {_both(len(steps))}, which help only together:")
    return Help(lead=lead, items=steps, rest=way.price)


def _both(number: int) -> str:
    return "both changes" if number == 2 else f"all {number} changes"


def _sentences(phrase: str, price: str) -> str:
    return f"{phrase}. {price}".rstrip()


def _capital(words: str) -> str:
    words = words.lstrip()
    return f"{words[:1].upper()}{words[1:]}"


def _price(advice: Advice, option: Option) -> str:
    """What a way costs this scene and does to others: ``This scene would lose MARA. …``."""
    sentences = []
    lost = [facts for facts in option.loses if not _is_replaced(facts, advice)]
    gained = listed(map(name_of, option.gains))
    if lost:
        words = f"This scene would lose {listed(map(name_of, lost))}"
        sentences.append(f"{words} and send {gained} as well." if gained else f"{words}.")
    elif gained:
        sentences.append(f"This scene would send {gained} as well.")
    others = set(filter(None, option.elsewhere))
    if option.others is not None:
        sentences.append(_others_changed(option.others, option.changes))
    elif any(isinstance(change, ChooseTarget) for change in option.changes):
        sentences.append("Which other scenes change depends on that model.")
    elif others:
        sentences.append(_elsewhere(others))
    return " ".join(sentences)


def _others_changed(others: OthersChanged, changes: Changes) -> str:
    """Such as ``3 other scenes would change: 4, 9 and 12``; for a score, with the least that does.

    Args:
        others: The scenes.
        changes: What changes them.

    Returns:
        A sentence.
    """
    said = _count_changed(others)
    for change in changes:
        if isinstance(change, Score):
            above = score_in_words(change.above)
            return f"With a quality just above {above}, {said}"
    return _capital(said)


def _count_changed(others: OthersChanged) -> str:
    """The sentence, in lower case."""
    count = len(others.scenes)
    scene = "scene" if count == 1 else "scenes"
    words = f"{count:,} other {scene} would change{_numbered(others.scenes)}"
    if not count:
        words = "no other scene would change"
    if others.most is None:
        return f"{words}."
    return f"of the first {others.most:,} scenes, {words}; the rest are not tried."


def _numbered(scenes: Sequence[SceneNumber | None]) -> str:
    """The numbers of some scenes, where these have any."""
    numbers = [shown(str(each)) for each in scenes if each is not None]
    if not numbers:
        return ""
    if len(numbers) > _MOST_NAMED:
        numbers = numbers[:_NAMED_OF_MORE]
    more = len(scenes) - len(numbers)
    if more:
        numbers.append(f"{more:,} more")
    return f": {listed(numbers)}"


def _elsewhere(others: Iterable[Elsewhere]) -> str:
    shots = {each.shot for each in others}
    using = ""
    shot = shots.pop()
    if not shots and shot is not None:
        using = f" that use `{shown(shot)}`"
    return f"Other scenes{using} can change."


def _is_replaced(facts: Facts, advice: Advice) -> bool:
    """Whether the sentence says that the picture is sent instead of this one."""
    match advice.reason:
        case AnotherWentAhead() | AlreadyShown():
            return facts == advice.reason.by and _is_instead(advice)
        case _:
            return False


def _shared(options: Sequence[Changes]) -> int:
    """How many changes all of several options begin with, if each needs more than these."""
    shared = 0
    for changes in zip(*options, strict=False):
        if changes.count(changes[0]) < len(changes):
            break
        shared += 1
    if shared in map(len, options):
        return 0
    return shared


def _aim(advice: Advice, count: int) -> str:
    """What the changes are for, where they do not say it themselves."""
    match advice.reason:
        case NotInPool():
            return ""
        case NotPlaced():
            return f"To let the scene use {'it' if count == 1 else 'them'},"
        case AnotherWentAhead() if advice.ahead is not None:
            return f"To send {'this one' if count == 1 else _any_of_them(count)},"
        case AnotherWentAhead() | AlreadyShown() if _is_instead(advice):
            if count == 1:
                return "To send this one instead,"
            return f"To send {_any_of_them(count)} instead,"
        case _:
            return f"To send {_any_of_them(count)},"


def _any_of_them(count: int) -> str:
    """One of several pictures that the same change would help: perhaps not all of them."""
    return {1: "it", 2: "either of them"}.get(count, "any of them")


def _is_instead(advice: Advice) -> bool:
    """Whether it would be sent in place of the one that is sent, whichever option is taken."""
    match advice.reason:
        case AnotherWentAhead() | AlreadyShown():
            return all(advice.reason.by in option.loses for option in advice.options)
        case _:
            return False
