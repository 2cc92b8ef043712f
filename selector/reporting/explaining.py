"""One scene's answer told in full: what goes and why, what stays out and why, what would change that.

In: a `Selection`. Out: text for a person, without a line break at its end.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from selector.engine.plan import NearShots, ShotPlan
from selector.engine.selection import Selection
from selector.model.advice import Advice, Advising
from selector.model.phrases import listed, spoken
from selector.model.picks import AnotherWentAhead, NotPlaced, PassedOver, Pick
from selector.reporting.advice_words import for_all, what_would_help
from selector.reporting.lookup import Answer, entries_of
from selector.reporting.stored_answer import StoredAnswer
from selector.reporting.terminal import PIPE_COLUMNS, PLAIN, Ink, printable
from selector.reporting.verdict import counted
from selector.reporting.words import (
    count_by_reason,
    describe,
    in_short,
    name_of,
    note_sentence,
    picture_of,
    priority_in_words,
    shot_words,
    why_not,
    why_picked,
)


def explain_scene(
    selection: Selection,
    adviser: Advising,
    title: str = "",
    ink: Ink = PLAIN,
    columns: int = PIPE_COLUMNS,
    decided: str = "",
) -> str:
    """The whole scene: every pick, everything that the scene offers and that stays out, notes, and counts by reason.

    `decided` says when, of a selection that was made once and not now.
    """
    page = _Page(ink=ink, columns=columns)
    page.heading(f"{_scene_name(selection, title, decided)}: {_served_by(selection)}.")
    page.sentence(f"The rule sends {shot_words(_plan(selection))}.", indent=0)
    page.heading(_going(selection))
    for pick in selection.picks:
        _tell_pick(page, selection, pick, adviser)
    out = [passed for passed in selection.passed_over if not isinstance(passed.reason, NotPlaced)]
    if out:
        page.heading("These stay out:")
    _tell_passed_over(page, selection, out, adviser)
    _tell_notes(page, selection)
    page.sentence(f"In numbers: {_numbers(selection)}.", indent=0, gap=True)
    return page.text()


def explain_tag(
    selection: Selection,
    adviser: Advising,
    tag: str,
    title: str = "",
    ink: Ink = PLAIN,
    columns: int = PIPE_COLUMNS,
    decided: str = "",
) -> str:
    """The same for the pictures of one tag, id, individual or file: `tag` is the word that names them."""
    picks, out = entries_of(selection, tag)
    page = _Page(ink=ink, columns=columns)
    page.heading(
        f"{tag} in {_scene_name(selection, title, decided, inside=True)}: {_served_by(selection)}."
    )
    page.sentence(f"The rule sends {shot_words(_plan(selection))}.", indent=0)
    for pick in picks:
        _tell_pick(page, selection, pick, adviser)
    if picks and out:
        page.heading("What stays out:")
    _tell_passed_over(page, selection, out, adviser)
    taken = listed(f"{pick.slot}. {pick.tag}" for pick in selection.picks if pick not in picks)
    if taken:
        page.sentence(
            f"Going with the scene{' besides' if picks else ''}: {taken}.", indent=0, gap=True
        )
    return page.text()


def explain_stored(
    answer: StoredAnswer,
    tag: str | None = None,
    title: str = "",
    ink: Ink = PLAIN,
    columns: int = PIPE_COLUMNS,
    decided: str = "",
) -> str:
    """An answer as it is on record: picks and reasons, of one tag where one is named, and why no more is told."""
    page = _Page(ink=ink, columns=columns)
    rules = f"{answer.rules_name} {answer.rules_version}"
    served = f"{answer.scene.shot_type}, served by shot rule `{answer.shot}` of {rules}"
    start = "" if tag is None else f"{tag} in "
    page.heading(f"{start}{_scene_name(answer, title, decided, inside=tag is not None)}: {served}.")
    page.sentence(answer.says(), indent=0)
    picks, out = (answer.picks, answer.passed_over) if tag is None else entries_of(answer, tag)
    if tag is None:
        page.heading(_going(answer))
        out = tuple(passed for passed in out if not isinstance(passed.reason, NotPlaced))
    for pick in picks:
        _tell_pick(page, answer, pick)
    if out and (picks or tag is None):
        page.heading("These stay out:")
    for passed in out:
        _tell_reason(page, answer, passed)
    if tag is None:
        if answer.notes:
            page.heading("Worth knowing:")
        for note in answer.notes:
            page.point(note_sentence(note))
        page.sentence(f"In numbers: {_numbers(answer)}.", indent=0, gap=True)
    return page.text()


class _Page:
    """Lines of text as they are written, wrapped to the reader's window."""

    def __init__(self, *, ink: Ink, columns: int) -> None:
        self.ink = ink
        self._columns = columns
        self._lines: list[str] = []

    def heading(self, words: str) -> None:
        if self._lines:
            self._lines.append("")
        self._lines += [self.ink(line, "bold") for line in self._wrapped(words, 0)]

    def entry(self, mark: str, name: str, picture: str | None, *, good: bool) -> None:
        shown = self.ink(printable(name), "green" if good else "yellow", "bold")
        where = (
            f"  {self.ink(printable(picture), 'dim')}" if picture and picture not in name else ""
        )
        self._lines += ["", f"  {mark}{shown}{where}"]

    def sentence(self, words: str, *, indent: int = 5, gap: bool = False) -> None:
        if gap:
            self._lines.append("")
        self._lines += self._wrapped(words, indent)

    def point(self, words: str) -> None:
        first, *rest = self._wrapped(words, 4)
        self._lines += [f"  - {first.lstrip()}", *rest]

    def text(self) -> str:
        return "\n".join(self._lines)

    def _wrapped(self, words: str, indent: int) -> Sequence[str]:
        blanks = " " * indent
        return textwrap.wrap(
            printable(words),
            max(40, self._columns - 1),
            initial_indent=blanks,
            subsequent_indent=blanks,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _tell_pick(page: _Page, selection: Answer, pick: Pick, adviser: Advising | None = None) -> None:
    page.entry(f"{pick.slot}. ", name_of(pick.facts), picture_of(pick.asset), good=True)
    page.sentence(priority_in_words(pick.priority))
    page.sentence(why_picked(pick, selection.scene.placements[pick.placement].tag))
    for words in _went_ahead_of(selection, pick):
        page.sentence(words)
    look = adviser.look_without_a_face(pick) if adviser else None
    if look is not None:
        cut = "one cut from it, with its tag, would go ahead of this"
        page.sentence(f"The scene places {name_of(look)}, of which there is no face crop: {cut}.")


def _went_ahead_of(selection: Answer, pick: Pick) -> Iterator[str]:
    """Which pictures of the same individual it went ahead of; each of them tells by what."""
    behind = [
        name_of(passed.facts)
        for passed in selection.passed_over
        if isinstance(passed.reason, AnotherWentAhead)
        and passed.reason.by == pick.facts
        and passed.facts
    ]
    if behind:
        yield f"It went ahead of {listed(behind)}, of the same individual."


def _tell_passed_over(
    page: _Page, selection: Selection, out: Sequence[PassedOver], adviser: Advising
) -> None:
    """Each with its reason; those that the same would help stand together, and it is said once for all of them."""
    by_help: dict[str, list[tuple[PassedOver, Advice]]] = {}
    for passed in out:
        advice = adviser.advice(passed)
        by_help.setdefault(what_would_help(advice), []).append((passed, advice))
    for words, together in by_help.items():
        for passed, _ in together:
            _tell_reason(page, selection, passed)
        if len(together) == 1:
            page.sentence(words)
        else:
            page.sentence(for_all(together[0][1], len(together)), gap=True)


def _tell_reason(page: _Page, selection: Answer, passed: PassedOver) -> None:
    name = name_of(passed.facts) if passed.facts else passed.tag
    page.entry("-  ", name, picture_of(passed.asset), good=False)
    if passed.facts:
        page.sentence(f"{describe(passed.facts)}{_comes_in(selection, passed)}.")
    page.sentence(why_not(passed, selection.shot))


def _comes_in(selection: Answer, passed: PassedOver) -> str:
    """How the scene comes to offer it: the role of its first placement, and whose tag that is if not its own."""
    if passed.placement is None:
        return ""
    placement = selection.scene.placements[passed.placement]
    role = spoken(placement.role)
    if placement.tag == passed.tag:
        return f"; placed as {role}"
    return f"; placed as {role} by the tag {placement.tag}, which shows the same individual"


def _tell_notes(page: _Page, selection: Selection) -> None:
    if selection.notes:
        page.heading("Worth knowing:")
        near_shot = NearShots(selection.rules.plan).nearest(selection.scene.shot)
        for note in selection.notes:
            page.point(note_sentence(note, near_shot))


def _scene_name(selection: Answer, title: str, decided: str, *, inside: bool = False) -> str:
    word = "scene" if inside else "Scene"
    number = word if selection.scene.index is None else f"{word} {selection.scene.index}"
    return ", ".join(filter(None, (number, title and f'"{title}"', decided)))


def _served_by(selection: Selection) -> str:
    rules = selection.rules
    return f"{selection.scene.shot_type}, served by shot rule `{selection.shot}` of {rules.name} {rules.version}"


def _plan(selection: Selection) -> ShotPlan:
    return selection.rules.plan.for_shot(selection.scene.shot)


def _going(selection: Answer) -> str:
    if not selection.picks:
        return "Nothing goes with it."
    return "This goes with it:" if len(selection.picks) == 1 else "These go with it, in this order:"


def _numbers(selection: Answer) -> str:
    counts = in_short(count_by_reason(selection.passed_over))
    return f"{counted(len(selection.picks), 'picture goes', 'pictures go')}" + (
        f"; {counts}" if counts else ""
    )
