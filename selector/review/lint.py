"""Warnings about rules that are allowed, but can hardly be meant.

In: compiled rules. Out: warnings, in no particular order. Each lint warns only where it is certain,
whatever the scene and the pool.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from operator import attrgetter
from pathlib import Path

from selector.engine.effective_lists import EffectiveLists
from selector.engine.likes import in_force
from selector.engine.plan import ShotPlan
from selector.engine.rules import Rules
from selector.engine.serving import with_scene
from selector.language.conditions.label import LABEL
from selector.language.entry_lists import entries_of, lists_in, places_of
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.never import NEVER
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.entry_words.at_least import AT_LEAST
from selector.language.entry_words.at_most import AT_MOST
from selector.language.entry_words.because import BECAUSE
from selector.language.entry_words.side_by_side import SIDE_BY_SIDE
from selector.language.shot_words.order import ORDER
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.language.shot_words.prefer import PREFER
from selector.model.frozen import frozen
from selector.model.problem import Location, Problem, Source, shown
from selector.model.ruleset import Entry, PicturesEach, ShotRule, Written
from selector.model.video_model import VideoModel
from selector.reading.load import check_rules
from selector.review.cells import Wanted
from selector.review.idle_lints import entries_that_do_nothing, entries_without_slot, names_of
from selector.review.idle_steps import allowed_by, idle_steps, sends_side_by_side
from selector.review.served import Served, all_limits, numbers

_Written = Written[PicturesEach]
_InForce = tuple[_Written, list[ShotPlan], str | None]
"""A written `pictures_each`, the plans that it counts for, and the scene that writes it."""
_REFERENCES = attrgetter("references")
_OF_RULES = ("R", "Y")
"""The families of codes that a check of rules gives; a film's own rules have others, too."""


@frozen
class RulesChecked:
    """What a check of a rule file found.

    Attributes:
        rules: The rules, unless a problem is an error.
        problems: Every problem and warning, by location.
        waived: How many warnings were waived.
    """

    rules: Rules | None
    problems: tuple[Problem, ...]
    waived: int = 0


def check_rule_text(
    source: Source, folder: Path | None = None, target: VideoModel | None = None
) -> tuple[Rules | None, tuple[Problem, ...]]:
    """The rules, unless a problem is an error; and every problem and warning, by location.

    Args:
        source: The text of a rule file.
        folder: Where the files are that the rules may extend; None if they are not a file.
        target: The video model, if another counts than the one that the file names.

    Returns:
        The rules or None, and the problems.
    """
    checked = checked_rules(source, folder, target)
    return checked.rules, checked.problems


def checked_rules(
    source: Source, folder: Path | None = None, target: VideoModel | None = None
) -> RulesChecked:
    """The same, with the number of warnings that were waived.

    Args:
        source: The text of a rule file.
        folder: Where the files are that the rules may extend; None if they are not a file.
        target: The video model, if another counts than the one that the file names.

    Returns:
        What was found.
    """
    rules, problems = check_rules(source, folder=folder, target=target)
    if rules is None:
        return _waived(None, problems, (source,))
    return reviewed(rules, problems)


def reviewed(rules: Rules, problems: Iterable[Problem]) -> RulesChecked:
    """The same for rules that are read, with the problems that were found then."""
    return _waived(rules, (*problems, *lint(rules)), tuple(rules.rule_set.sources))


def _waived(
    rules: Rules | None, problems: Iterable[Problem], sources: Sequence[Source]
) -> RulesChecked:
    """What is left of problems once waivers have been heard: those in the sources, own one first.

    Args:
        rules: The rules; None if they have errors.
        problems: What was found.
        sources: The text of the rules, and those that it extends.

    Returns:
        What is left.
    """
    if not any(each.may_waive for each in sources):
        return RulesChecked(rules=rules, problems=tuple(sorted(problems)))
    from selector.review.waivers import waive  # noqa: PLC0415  # few files have any

    def is_judged(where: Source, code: str) -> bool:
        return rules is not None and where.name == sources[0].name and code[0] in _OF_RULES

    waived = waive(problems, sources, is_judged)
    return RulesChecked(rules=rules, problems=waived.problems, waived=waived.waived)


def lint(rules: Rules) -> Iterator[Problem]:
    """Every warning about what the rules mean.

    Of what a file that is extended says, only missing reasons are reported: what it says may do
    nothing here and much elsewhere.
    """
    for check in LINTS:
        for problem in check(rules):
            is_own = problem.at.source is rules.rule_set.source
            if is_own or check is entries_without_reason:
                yield problem


def entries_without_reason(rules: Rules) -> Iterator[Problem]:
    """R251: an entry does not say why, so no explanation can."""
    reasons = [scene.at for scene in rules.rule_set.scenes if BECAUSE.written(scene.words)]
    without = set(_without_reason(rules))
    for place, entry_list, entry in entries_of(rules.rule_set):
        if entry.at not in without or place.at in reasons:
            continue
        yield Problem(
            at=entry.at,
            code="R251",
            what=f"The {entry_list.entry} `{shown(entry.name)}` {place.of} gives no reason.",
            hint="Give one in `because`, in your own words; `selector why` shows it.",
        )


def _without_reason(rules: Rules) -> Iterator[Location]:
    """Where the entries are that have no reason once all edits are made."""
    lists = EffectiveLists(rules.rule_set)
    for place, holder in places_of(rules.rule_set):
        for entry_list in lists_in(place.kind).values():
            if isinstance(holder, ShotRule):
                laid = lists.of(holder, PRIORITIES if entry_list is CHANGE else entry_list)
            else:
                laid = lists.in_place(holder, entry_list)
            yield from (each.at for each in laid.entries if not BECAUSE.written(each.words))


def only_faces(rules: Rules) -> Iterator[Problem]:
    """R252: `pictures_each: [face]` leaves out what priorities ask for besides faces."""
    for written, shot_plans, scene in _pictures_each(rules):
        barred = list(filter(_asks_for_more_than_faces, shot_plans))
        if written.value != ("face",) or not barred:
            continue
        where = _where(barred, scene)
        yield Problem(
            at=written.at,
            code="R252",
            what=f"In {where}, this sends only face crops, so every place and thing is left out.",
            hint="Write `[face, full]`, or just `prefer: face`, which leaves nothing out.",
        )


def pictures_too_many(rules: Rules) -> Iterator[Problem]:
    """R253: `pictures_each` is more than can ever be sent.

    Each priority takes at most one picture of a person, place or thing. So no more are sent than
    the rule has priorities that can take any, nor than it has references. The warning is given if
    that holds in every shot rule for which the number is in force, and in every scene. Where pins,
    limits or what comes first in a scene take pictures, too, only the references count, and so they
    do for the number of a single priority. Nothing is said where limits reserve slots: how many
    may go then also decides for what.
    """
    if any(each.at_least for each in all_limits(rules.plan)):
        return
    served = Served(rules.plan)
    for written, shot_plans, scene in _pictures_each(rules):
        allowed = allowed_by(written.value)
        if allowed == 1:
            continue
        references = max(map(_REFERENCES, shot_plans))
        most = references
        if scene is None:
            most = max(1, *map(_most_pictures, _sending_as_many(shot_plans, served)))
            if any(map(served.scenes_that_add, shot_plans)):
                most = max(map(_REFERENCES, served.by_shots(shot_plans)))
        if allowed > most:
            yield _too_many(written, most, _where(shot_plans, scene), references)
    for entry, most, where in _entries_with_most(rules, served):
        each = SIDE_BY_SIDE.written(entry.words)
        if each is not None and isinstance(each.value, int) and each.value > most:
            yield _too_many(each, most, where, most)


def _too_many(written: _Written, most: int, where: str, references: int) -> Problem:
    allowed = allowed_by(written.value)
    one = "of one person, place or thing"
    hint = f"Write {most}."
    if references > most:
        own = f"with a `{PICTURES_EACH.key}` of its own"
        hint = f"Write {most}, add priorities, or let one send several {own}."
    return Problem(
        at=written.at,
        code="R253",
        what=f"At most {_pictures(most)} {one} can be sent in {where}, not {allowed}.",
        hint=hint,
    )


def limits_too_high(rules: Rules) -> Iterator[Problem]:
    """R254: a number is more than the references of every shot rule that has the entry."""
    for entry, most, where in _entries_with_most(rules, Served(rules.plan)):
        possible = f"at most {_pictures(most)} can be sent in {where}"
        at_most = AT_MOST.written(entry.words)
        if at_most is not None and at_most.value > most:
            yield Problem(
                at=at_most.at,
                code="R254",
                what=f"This limit changes nothing: {possible} anyway.",
                hint=f"{_below(most)} `at_most`.",
            )
        at_least = AT_LEAST.written(entry.words)
        if at_least is not None and at_least.value > most:
            yield Problem(
                at=at_least.at,
                code="R254",
                what=f"This limit reserves more references than there are: {possible}.",
                hint=f"Write {most} or less.",
            )


def _below(most: int) -> str:
    """What to do about a number that changes nothing, up to the key."""
    if most > 1:
        return f"Write a number below {most}, or delete"
    return "Delete"


def _contrary_limits(rules: Rules) -> Iterator[Problem]:
    """R265, looked for where there are limits."""
    if any(all_limits(rules.plan)):
        from selector.review.contrary_limits import (  # noqa: PLC0415  # most rules have none
            limits_that_contradict,
        )

        yield from limits_that_contradict(rules)


def _of_targets(rules: Rules) -> Iterator[Problem]:
    """R281 to R283, looked for where rules speak of a video model."""
    whens = [entry.when for _, _, entry in entries_of(rules.rule_set) if entry.when]
    if rules.target is None and not whens:
        return
    from selector.review import target_lints  # noqa: PLC0415  # most rules are for any model

    yield from target_lints.models_that_end(rules)
    yield from target_lints.references_unlike_the_cap(rules)
    if whens:
        yield from target_lints.targets_that_nobody_is(rules)


def _ones(rules: Rules) -> Iterator[Problem]:
    """R271, looked for where a priority takes only one."""
    steps = chain.from_iterable(shot_plan.steps for shot_plan in rules.plan.shots)
    if any(step.at_most == 1 for step in steps):
        from selector.review import one_in_the_scene  # noqa: PLC0415  # many rules have none

        yield from one_in_the_scene.ones_that_others_go_past(rules)


def _nearer_tastes(rules: Rules) -> Iterator[Problem]:
    """R273, looked for where the top of the file prefers something."""
    if PREFER.written(rules.rule_set.words) is not None:
        from selector.review import nearer_tastes  # noqa: PLC0415  # most rules do not

        yield from nearer_tastes.crops_that_nearer_rules_turn_round(rules)


def _orders(rules: Rules) -> Iterator[Problem]:
    """R272, looked for where there is an order."""
    rule_set = rules.rule_set
    words = [rule_set.words, *(shot_rule.words for shot_rule in rule_set.shots)]
    words += [entry.words for _, _, entry in entries_of(rule_set)]
    if any(map(ORDER.written, words)):
        from selector.review import order_within  # noqa: PLC0415  # most rules have none

        yield from order_within.orders_within_priorities(rules)


def _labels(rules: Rules) -> Iterator[Problem]:
    """R274, looked for where there are labels."""
    for _, _, entry in entries_of(rules.rule_set):
        if any(condition.key == LABEL.key for condition in entry.conditions):
            from selector.review import labels_of_people  # noqa: PLC0415  # many rules have none

            yield from labels_of_people.labels_of_people(rules)
            return


def _faces_all_the_same(rules: Rules) -> Iterator[Problem]:
    """R276, looked for where full pictures come first and faces may go beside them."""
    if any(map(_may_send_both, rules.plan.shots)):
        from selector.review.faces_beside import (  # noqa: PLC0415  # most rules have none
            faces_beside_full_pictures,
        )

        yield from faces_beside_full_pictures(rules)


def _half_stretches(rules: Rules) -> Iterator[Problem]:
    """R277, looked for where bans count in some scenes only."""
    for _, entry_list, entry in entries_of(rules.rule_set):
        if entry_list is NEVER and entry.when:
            from selector.review.half_stretches import (  # noqa: PLC0415  # most rules have none
                bans_without_their_other_half,
            )

            yield from bans_without_their_other_half(rules)
            return


def _may_send_both(shot_plan: ShotPlan) -> bool:
    """Whether full pictures come first for an entry that asks for faces, or for two of somebody."""
    for step in shot_plan.steps:
        layers = shot_plan.prefer_at(step)
        if any(item.word == "full" for layer in layers for item in layer):
            if allowed_by(shot_plan.pictures_each_at(step)) > 1:
                return True
            if Wanted.by(step).crops == {"face"}:
                return True
    return False


LINTS = (
    entries_without_reason,
    only_faces,
    pictures_too_many,
    limits_too_high,
    _contrary_limits,
    _of_targets,
    _ones,
    _nearer_tastes,
    _orders,
    _labels,
    _faces_all_the_same,
    _half_stretches,
    entries_that_do_nothing,
    entries_without_slot,
)
"""All lints: each is a function from rules to warnings."""


def _asks_for_more_than_faces(shot_plan: ShotPlan) -> bool:
    """Whether any priority does; never mind where pins or priorities send what is left out."""
    if shot_plan.pins or sends_side_by_side(shot_plan):
        return False
    return any(Wanted.by(step).crops != {"face"} for step in shot_plan.steps)


def _most_pictures(shot_plan: ShotPlan) -> int:
    """How many pictures of one person, place or thing a shot plan can send."""
    if shot_plan.pins or shot_plan.limits or sends_side_by_side(shot_plan):
        return shot_plan.references
    able = len(shot_plan.steps) - len(idle_steps(shot_plan))
    return min(shot_plan.references, able)


def _pictures_each(rules: Rules) -> Iterator[_InForce]:
    """Every `pictures_each` that is in force, with the plans that it is for.

    With it the number of the scene that writes it, if one does. What sends no references is left
    out.
    """
    plans: dict[Location, tuple[_Written, list[ShotPlan]]] = {}
    counting = in_force(rules.rule_set, PICTURES_EACH)
    for written, shot_plan in zip(counting, rules.plan.shots, strict=True):
        if written and shot_plan.references:
            _, shot_plans = plans.setdefault(written.at, (written, []))
            shot_plans.append(shot_plan)
    for written, shot_plans in plans.values():
        yield written, shot_plans, None
    for scene in rules.plan.scenes.values():
        of_scene = PICTURES_EACH.written(scene.rule.words)
        used = [scene.use] if scene.use else rules.plan.shots
        if of_scene is not None:
            laid = map(with_scene, used, repeat(scene))
            sending = list(filter(_REFERENCES, laid))
            if sending:
                yield of_scene, sending, scene.rule.number


def _sending_as_many(shot_plans: Iterable[ShotPlan], served: Served) -> list[ShotPlan]:
    """By what these plans' scenes may be served, with the same `pictures_each`; each kind once."""
    distinct = {}
    for shot_plan in shot_plans:
        own = [step.name.at for step in shot_plan.steps if step.name.list == PRIORITIES.key]
        for each in served.by_shot(shot_plan):
            if each.pictures_each == shot_plan.pictures_each:
                distinct[tuple(own), numbers(each)] = each
    return list(distinct.values())


def _entries_with_most(rules: Rules, served: Served) -> Iterator[tuple[Entry, int, str]]:
    """Every entry, with the most references of the plans that have it, and where these are.

    Entries that only shot rules or scenes without references have are left out.
    """
    lists = EffectiveLists(rules.rule_set)
    having: dict[Location, tuple[Entry, list[ShotPlan]]] = {}
    for shot_rule, shot_plan in zip(rules.rule_set.shots, rules.plan.shots, strict=True):
        for entry_list in (PRIORITIES, LIMITS):
            for entry in lists.of(shot_rule, entry_list).entries:
                having.setdefault(entry.at, (entry, []))[1].append(shot_plan)
    for entry, shot_plans in having.values():
        yield from _with_most([entry], served.by_shots(shot_plans), None)
    at_top = [*lists.in_place(rules.rule_set, FIRST).entries]
    at_top += lists.in_place(rules.rule_set, LIMITS).entries
    yield from _with_most(at_top, served.by_shots(rules.plan.shots), None)
    for scene in rules.plan.scenes.values():
        of_scene = [*lists.in_place(scene.rule, FIRST).entries]
        of_scene += lists.in_place(scene.rule, LIMITS).entries
        yield from _with_most(of_scene, served.in_scene(scene), scene.rule.number)


def _with_most(
    entries: Iterable[Entry], shot_plans: Sequence[ShotPlan], scene: str | None
) -> Iterator[tuple[Entry, int, str]]:
    most = max(map(_REFERENCES, shot_plans), default=0)
    if most:
        for entry in entries:
            yield entry, most, _where(shot_plans, scene)


def _where(shot_plans: Iterable[ShotPlan], scene: str | None) -> str:
    """Which shot rules are meant, or which scene."""
    if scene is not None:
        return f"scene {shown(scene)}"
    return names_of(map(attrgetter("name"), shot_plans))


def _pictures(number: int) -> str:
    noun = "picture" if number == 1 else "pictures"
    return f"{number} {noun}"
