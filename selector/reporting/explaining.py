"""One scene's answer in full: what is sent and why, what is left out and why, what would change it.

In: a `Selection`, or an answer on record. Out: text for a person, without a line break at its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Protocol

from selector.engine.plan import NearShots
from selector.engine.selection import Selection
from selector.engine.what_is_sent import what_is_sent
from selector.model.advice import Advice, Advising, ChangeOfRules
from selector.model.frozen import frozen
from selector.model.left_out import AnotherWentAhead, FirstChance, NotPlaced, PassedOver
from selector.model.phrases import listed, spoken
from selector.model.picks import PINS_NOT_SENT, Note, Pick
from selector.model.refusals import as_yaml
from selector.model.sent import Sent
from selector.model.vocabulary import plain
from selector.reporting.advice_words import Help, for_all, what_would_help
from selector.reporting.chance_words import best_first, chances_of, why_left_out
from selector.reporting.lines_to_paste import lines_to_paste
from selector.reporting.lookup import entries_of, known_of, others_of_one
from selector.reporting.note_words import note_sentence
from selector.reporting.stored_answer import Answer, StoredAnswer
from selector.reporting.terminal import (
    PIPE_COLUMNS,
    PLAIN,
    Ink,
    Style,
    folded,
    printable,
)
from selector.reporting.verdict import counted
from selector.reporting.words import (
    by_other_tag,
    count_by_reason,
    describe,
    entry_in_words,
    in_numbers,
    name_of,
    picture_of,
    priority_in_words,
    replacement_in_words,
    shot_words,
    what_it_shows,
    why_picked,
)


def explain_scene(
    answer: Answer,
    adviser: Advising | None,
    title: str = "",
    *,
    tag: str | None = None,
    ink: Ink = PLAIN,
    columns: int = PIPE_COLUMNS,
    decided: str = "",
    to_start: RulesToStart | None = None,
    impact: str = "",
) -> str:
    """One scene's answer: every pick, everything left out, notes, and counts by reason.

    Args:
        answer: The answer.
        adviser: Knows what would change it; None for an answer on record.
        title: The scene's title, if it has one.
        tag: Names the pictures to show, instead of the whole scene: a tag, an id, a person, place
            or thing, or a file.
        ink: How to colour the text.
        columns: The width of the reader's window, in cells.
        decided: When a past selection was made; empty for one made now.
        to_start: The rule file to write for what is advised; None if there is one to change.
        impact: The command that compares the rules with the last pick; empty if there is none.

    Returns:
        Lines of text, wrapped to the window.
    """
    page = _TextPage(ink=ink, columns=columns)
    explain_on(
        page, answer, adviser, title, tag=tag, decided=decided, to_start=to_start, impact=impact
    )
    return page.text()


def explain_on(
    page: Page,
    answer: Answer,
    adviser: Advising | None,
    title: str = "",
    *,
    tag: str | None = None,
    decided: str = "",
    to_start: RulesToStart | None = None,
    impact: str = "",
) -> None:
    """The same on a page of any kind.

    Args:
        page: Takes the parts one after the other.
        answer: The answer.
        adviser: Knows what would change it; None for an answer on record.
        title: The scene's title, if it has one.
        tag: Names the pictures to show, instead of the whole scene.
        decided: When a past selection was made; empty for one made now.
        to_start: The rule file to write for what is advised; None if there is one to change.
        impact: The command that compares the rules with the last pick; empty if there is none.
    """
    page.heading(_heading(answer, title, decided, tag))
    page.sentence(_how_it_was_made(answer), indent=0)
    if tag is None:
        advised = _add_everything(page, answer, adviser)
    else:
        advised = _add_some(page, answer, tag, adviser)
    advised = list(filter(_changes_rules, advised))
    if to_start is not None and advised:
        _add_rules_to_start(page, to_start, advised)
    elif impact and advised:
        shows = f"`{impact}` shows how every scene then differs from the last pick"
        page.sentence(f"After a change of the rules, {shows}.", indent=0, gap=True)


@frozen
class RulesToStart:
    """A rule file to be written: its path, its name, and the rules that it will extend.

    `use` says what to do for the film to be served by it, if anything.
    """

    file: str
    name: str
    extends: str
    use: str = ""

    @property
    def file_name(self) -> str:
        """The name of the file, without its folder."""
        return Path(self.file).name


def _add_rules_to_start(page: Page, to_start: RulesToStart, advised: Sequence[Advice]) -> None:
    """The lines of a rule file: where there is advice for one picture alone, that is in it."""
    lines = [
        "language: 1",
        f"name: {as_yaml(to_start.name)}",
        'version: "1.0.0"',
        f"extends: {to_start.extends}",
    ]
    and_more = ", and your changes below them"
    if len(advised) == 1:
        pasted = lines_to_paste(advised[0])
        lines += pasted
        and_more = "" if pasted else and_more
    change = f"To change them, write {to_start.file} with these lines{and_more}:"
    page.sentence(f"These rules come with selector. {change}", indent=0, gap=True)
    for line in lines:
        page.command(line)
    if to_start.use:
        page.sentence(to_start.use, indent=0, gap=True)


def _changes_rules(advice: Advice) -> bool:
    changes = chain.from_iterable(option.changes for option in advice.options)
    return any(isinstance(change, ChangeOfRules) for change in changes)


class Page(Protocol):
    """Takes an explanation, part by part."""

    def heading(self, words: str) -> None:
        """Begin a new part."""

    def entry(self, mark: str, name: str, picture: str | None, colour: Style) -> None:
        """Begin what is said of one picture.

        Args:
            mark: Its slot, or a dash if it is left out.
            name: Its name.
            picture: Where it is.
            colour: The colour of its mark.
        """

    def sentence(self, words: str, *, indent: int = 5, gap: bool = False) -> None:
        """Add some sentences.

        Args:
            words: The sentences.
            indent: How far they are indented; 0 unless they are about the picture before.
            gap: Whether a line is left free above them.
        """

    def point(self, words: str) -> None:
        """Add one point of a list."""

    def item(self, words: str) -> None:
        """Add one item of a list about the picture before."""

    def command(self, line: str) -> None:
        """Add a line to copy."""


class _TextPage:
    """Lines of text as they are written, wrapped to the reader's window."""

    def __init__(self, *, ink: Ink, columns: int) -> None:
        self.ink = ink
        self._columns = columns
        self._lines: list[str] = []

    def heading(self, words: str) -> None:
        if self._lines:
            self._lines.append("")
        for line in self._wrapped(words, 0):
            self._lines.append(self.ink(line, "bold"))

    def entry(
        self,
        mark: str,
        name: str,
        picture: str | None,
        colour: Style,
    ) -> None:
        line = "  " + self.ink(mark, colour, "bold")
        line += self.ink(printable(name), "bold")
        if picture and plain(picture) not in name:
            where = self.ink(printable(picture), "dim")
            line += f"  {where}"
        self._lines += ["", line]

    def sentence(self, words: str, *, indent: int = 5, gap: bool = False) -> None:
        if gap:
            self._lines.append("")
        self._lines += self._wrapped(words, indent)

    def point(self, words: str) -> None:
        self._add_item(words, 2)

    def item(self, words: str) -> None:
        self._add_item(words, 5)

    def _add_item(self, words: str, indent: int) -> None:
        first, *rest = self._wrapped(words, indent + 2)
        mark = " " * indent + "- "
        self._lines.append(mark + first.lstrip())
        self._lines += rest

    def command(self, line: str) -> None:
        self._lines.append(f"  {line}")

    def text(self) -> str:
        return "\n".join(self._lines)

    def _wrapped(self, words: str, indent: int) -> Sequence[str]:
        spaces = " " * indent
        return folded(printable(words), self._columns, spaces, spaces)


def _add_everything(page: Page, answer: Answer, adviser: Advising | None) -> list[Advice]:
    """Add all of it; give the advice that was added.

    Args:
        page: The page.
        answer: The answer.
        adviser: Knows what would change it; None for an answer on record.
    """
    page.heading(_what_is_sent(answer))
    out = [each for each in answer.passed_over if not isinstance(each.reason, NotPlaced)]
    for pick in answer.picks:
        _add_pick(page, answer, pick, adviser, out)
    pins, others = _notes_apart(answer.notes)
    _add_pins(page, answer, pins)
    if out:
        page.heading("Left out:")
    advised = _add_left_out(page, answer, out, adviser, is_brief=True)
    _add_notes(page, answer, others)
    totals = f"Totals: {counted(len(answer.picks), 'picture sent', 'pictures sent')}."
    counts = in_numbers(count_by_reason(answer.passed_over))
    if counts:
        totals += f" Left out: {counts}."
    page.sentence(totals, indent=0, gap=True)
    return advised


def _add_some(page: Page, answer: Answer, tag: str, adviser: Advising | None) -> list[Advice]:
    """Add what a word names; give the advice that was added.

    Args:
        page: The page.
        answer: The answer.
        tag: The word.
        adviser: Knows what would change it; None for an answer on record.
    """
    picks, out = entries_of(answer, tag)
    if picks:
        page.heading("Sent:")
    for pick in picks:
        _add_pick(page, answer, pick, adviser, answer.passed_over)
    if out:
        page.heading("Left out:")
    pins = _asking_for(answer, out)
    if any(pin.values["why"] == "not_placed" for pin in pins):
        adviser = None  # the pin says what to do
    advised = _add_left_out(page, answer, out, adviser)
    _add_pins(page, answer, pins)
    rest = [pick for pick in answer.picks if pick not in picks]
    if rest:
        others = listed(f"{pick.slot}. {name_of(pick.facts)}" for pick in rest)
        sent = "Also sent" if picks else "Sent"
        page.sentence(f"{sent}: {others}.", indent=0, gap=True)
    more = others_of_one(answer, tag)
    if more:
        page.sentence(more, indent=0, gap=True)
    return advised


def _add_pick(
    page: Page,
    answer: Answer,
    pick: Pick,
    adviser: Advising | None,
    out: Iterable[PassedOver],
) -> None:
    """Add a picture that is sent, and why.

    Args:
        page: The page.
        answer: The answer.
        pick: The picture.
        adviser: Knows what would change the answer; None for one on record.
        out: What is left out.
    """
    name, picture = name_of(pick.facts), picture_of(pick.asset)
    page.entry(f"{pick.slot}. ", name, picture, "green")
    page.sentence(priority_in_words(pick.priority))
    page.sentence(why_picked(pick, answer.scene.placements))
    if isinstance(answer, Selection):
        _add_clean_reference(page, what_is_sent(answer, pick.facts.place))
    behind = list(_behind(pick, out))
    if behind:
        shown = what_it_shows(pick.facts)
        others = "another picture" if len(behind) == 1 else "other pictures"
        page.sentence(f"It was picked over {others} of the same {shown}: {listed(behind)}.")
    look = limit = None
    if adviser is not None:
        look = adviser.look_without_a_face(pick)
        limit = adviser.limit_behind(pick)
    if limit is not None:
        page.sentence(f"Without the limit {entry_in_words(limit)}, it would not be sent.")
    if look is not None:
        page.sentence(
            f"The scene places the tag {look.tag}, and no face crop has that tag. Cut one, give it"
            f" that tag, and it will be sent ahead of {name}."
        )


def _add_clean_reference(page: Page, sent: Sent) -> None:
    """Whether its clean reference is sent, if it has one."""
    if sent.kind == "clean":
        page.sentence(f"Its clean reference is sent instead of it: {sent.address}.")
    elif sent.reason is not None:
        page.sentence(f"It has a clean reference that is not sent. {sent.reason}")


def _behind(pick: Pick, out: Iterable[PassedOver]) -> Iterator[str]:
    """The other pictures of the same person, place or thing that it was picked over."""
    for passed in out:
        if passed.facts is None or not isinstance(passed.reason, AnotherWentAhead):
            continue
        if passed.reason.by == pick.facts:
            yield name_of(passed.facts)


def _add_left_out(
    page: Page,
    answer: Answer,
    out: Sequence[PassedOver],
    adviser: Advising | None,
    *,
    is_brief: bool = False,
) -> list[Advice]:
    """Each with its reason, and below those that the same change would help, that change.

    Args:
        page: The page.
        answer: The answer.
        out: What is left out.
        adviser: Knows what would change it; None for an answer on record.
        is_brief: Whether to leave out ways of many changes where there are simpler ones.

    Returns:
        The advice that was added, each once.
    """
    advised: list[Advice] = []
    chances = chances_of(answer)
    out = best_first(out, chances)
    if adviser is None:
        for passed in out:
            _add_reason(page, answer, passed, None, chances)
        return advised
    by_help: dict[Help, list[tuple[PassedOver, Advice]]] = {}
    for passed in out:
        advice = adviser.advice(passed)
        help_ = what_would_help(advice, is_brief=is_brief)
        by_help.setdefault(help_, []).append((passed, advice))
    for help_, helped in by_help.items():
        for passed, _ in helped:
            _add_reason(page, answer, passed, adviser, chances)
        _, advice = helped[0]
        advised.append(advice)
        if len(helped) == 1:
            _add_help(page, help_)
        else:
            _add_help(page, for_all(advice, len(helped), is_brief=is_brief), gap=True)
    return advised


def _add_help(page: Page, help_: Help, *, gap: bool = False) -> None:
    """Add what would help: each way is an item of a list."""
    page.sentence(help_.lead, gap=gap)
    for item in help_.items:
        page.item(item)
    if help_.rest:
        page.sentence(help_.rest)


def _add_reason(
    page: Page,
    answer: Answer,
    passed: PassedOver,
    adviser: Advising | None,
    chances: Mapping[int, FirstChance],
) -> None:
    """Add what is left out, and why.

    Args:
        page: The page.
        answer: The answer.
        passed: What is left out.
        adviser: Knows the whole selection; None for an answer on record.
        chances: Where pictures had their first chance, by place.
    """
    chance = None
    name = passed.tag
    if passed.facts:
        name = name_of(passed.facts)
        chance = chances.get(passed.facts.place)
    page.entry("-  ", name, picture_of(passed.asset), "magenta")
    if passed.facts:
        placed = _placed_as(answer, passed)
        page.sentence(f"{describe(passed.facts)}{placed}.")
    page.sentence(why_left_out(passed, answer.shot, chance, adviser))


def _placed_as(answer: Answer, passed: PassedOver) -> str:
    """The first placement that offers it: its role, and its tag if that is another one."""
    if passed.placement is None:
        return ""
    placement = answer.scene.placements[passed.placement]
    words = f"; placed as {spoken(placement.role)}"
    if placement.tag == passed.tag:
        return words
    return words + by_other_tag(placement.tag, passed.facts)


def _asking_for(answer: Answer, out: Iterable[PassedOver]) -> Sequence[Note]:
    """The notes on pins that ask for what is left out."""
    if not isinstance(answer, Selection) or not answer.shot_plan.pins:
        return ()
    from selector.engine.pins_not_sent import pins_asking_for  # noqa: PLC0415  # few have any

    places = set()
    for each in out:
        if each.facts is not None:
            places.add(each.facts.place)
    return pins_asking_for(
        answer.shot_plan,
        answer.scene,
        answer.pool,
        answer.earlier_anew(),
        places,
    )


def _add_pins(page: Page, answer: Answer, notes: Sequence[Note]) -> None:
    """What pins ask for and is not sent, which matters more than what no pin asks for."""
    if not notes:
        return
    page.heading("Pinned, and not sent:")
    known = known_of(answer)
    for note in notes:
        page.point(note_sentence(note, known=known))


def _notes_apart(notes: Iterable[Note]) -> tuple[list[Note], list[Note]]:
    """The notes on pins that were not sent, and the others."""
    pins = []
    others = []
    for note in notes:
        if note.kind in PINS_NOT_SENT:
            pins.append(note)
        else:
            others.append(note)
    return pins, others


def _add_notes(page: Page, answer: Answer, notes: Sequence[Note]) -> None:
    if not notes:
        return
    page.heading("Worth knowing:")
    near_shot = None
    if not isinstance(answer, StoredAnswer):
        plan, shot = answer.rules.plan, answer.scene.shot
        choice = plan.choice(shot)
        if choice is None or not choice.found:
            near_shot = NearShots(plan).nearest(shot)
    for note in notes:
        page.point(note_sentence(note, near_shot))


def _heading(answer: Answer, title: str, decided: str, tag: str | None) -> str:
    """Which scene, by which rules; of which pictures, if `tag` names any."""
    name = "Scene"
    if tag is not None:
        name = f"{tag} in scene"
    if answer.scene.index is not None:
        name += f" {answer.scene.index}"
    if title:
        name += f', "{title}"'
    if decided:
        name += f", {decided}"
    rules = f"the shot rule `{answer.shot}` of {answer.rules.name} {answer.rules.version}"
    return f"{name}: {answer.scene.shot_type}. The scene uses {rules}{_in_place_of(answer)}."


def _in_place_of(answer: Answer) -> str:
    """What put another shot rule in place of the scene's own; empty if nothing is known to have."""
    by = None
    if isinstance(answer, Selection):
        by = answer.replacement
    if by is None or by.shot == answer.shot:
        return ""
    return replacement_in_words(by)


def _how_it_was_made(answer: Answer) -> str:
    """What the rule sends; of an answer on record, why that is all that is known."""
    if isinstance(answer, StoredAnswer):
        return answer.says()
    return f"The rule sends {shot_words(answer.shot_plan)}."


def _what_is_sent(answer: Answer) -> str:
    if not answer.picks:
        return "Nothing is sent."
    if len(answer.picks) == 1:
        return "Sent:"
    return "Sent, in this order:"
