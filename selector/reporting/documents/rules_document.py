"""Rules in English as JSON: what `selector rules` prints.

In: what holds, as the engine puts it together. Out: a document.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from selector.language.shot_words.order import ORDER
from selector.language.shot_words.prefer import PREFER
from selector.reporting.documents.problems_document import Counted
from selector.reporting.documents.shape import LATER, Shape
from selector.reporting.documents.shared_entries import RulesEntry
from selector.reporting.rule_words import entry_in_english, settings_in_words
from selector.reporting.rules_used import rules_used

if TYPE_CHECKING:
    from selector.engine.compiled_rules import CompiledRules
    from selector.engine.in_force import EntryInForce, Originated, Part, Setting
    from selector.language.condition import Requirement
    from selector.model.ruleset import PlaceKind
    from selector.model.video_model import VideoModel

_KINDS: dict[PlaceKind, Literal["everywhere", "shot", "scene"]] = {
    "top": "everywhere",
    "shot rule": "shot",
    "scene": "scene",
}


class OriginEntry(Shape):
    """Where something is written; line and column are counted from 1."""

    file: str
    line: Counted
    column: Counted


class ModelEntry(Shape):
    """What is known of the video model that the rules pick for."""

    id: str = Field(description="Its id, as its vendor writes it.")
    references: int = Field(description="How many pictures it takes at most.")
    takes: tuple[str, ...] = Field(
        description="The kinds of pictures that it takes; empty if nothing is known."
    )
    retires: str | None = Field(
        description=(
            "The day from which it is no longer offered, written like 2026-10-22; null if it is not"
            " known."
        )
    )
    depends: Annotated[str, LATER] = Field(
        description="What the number of pictures depends on; empty if it depends on nothing."
    )
    deprecated: Annotated[str | None, LATER] = Field(
        description="The day from which its vendor advises against it; null if it does not."
    )
    replaced_by: Annotated[str | None, LATER] = Field(
        description="The id of the model that its vendor recommends instead; null if there is none."
    )
    at: tuple[OriginEntry, ...] = Field(description="Where these facts are written.")


class SettingEntry(Shape):
    """A key that is not a condition, its value, and where it is written."""

    key: str
    value: Any = Field(description="As it would be written in a rule file.")
    says: str
    at: tuple[OriginEntry, ...] = Field(description="Empty for a default.")


class ConditionEntry(Shape):
    """One condition of an entry."""

    key: str
    value: Any = Field(description="The value asked for, in the form used for comparing.")
    says: str
    at: tuple[OriginEntry, ...]


class RuleEntry(Shape):
    """An entry of a list: a priority, a pin, a limit, a ban or a replacement."""

    name: str
    number: int = Field(description="Its place in its list, from 1.")
    place: str = Field(description="Whose list it is: `top`, `shots.close_up` or `scenes.12`.")
    says: str
    because: str | None
    conditions: tuple[ConditionEntry, ...]
    when: tuple[ConditionEntry, ...] = Field(description="Its conditions on the scene.")
    settings: tuple[SettingEntry, ...]
    at: tuple[OriginEntry, ...] = Field(
        description="Where it was written first, and then where it was changed."
    )


class PartEntry(Shape):
    """What holds everywhere, for a shot, for a scene, or for a shot in a scene."""

    kind: Literal["everywhere", "shot", "scene"] = Field(
        description="Where it holds: everywhere, in a shot, or in a scene."
    )
    name: str = Field(description="The shot rule or the scene number; empty for everywhere.")
    spellings: tuple[str, ...]
    scene: str | None = Field(description="The scene whose rules come before those of the shot.")
    settings: tuple[SettingEntry, ...] = Field(
        description=(
            f"For a preference (`{PREFER.key}`, `{ORDER.key}`), one entry for each place that"
            " states it, the nearest first."
        )
    )
    lists: dict[str, tuple[RuleEntry, ...]]
    at: tuple[OriginEntry, ...]


class RulesDocument(Shape):
    """What `selector rules` prints: rules once everything is put together.

    The part for one shot or one scene names only its own lists; those of `everywhere` apply as
    well. Where one shot was asked for, its part has them all. A scene without rules of its own has
    an empty part, and that of its shot comes next.
    """

    document: Literal["rules"] = "rules"
    version: Literal[1] = 1
    rules: RulesEntry
    description: str
    files: tuple[str, ...] = Field(
        description="The rule file, and those that it extends, the nearest first."
    )
    settings: tuple[SettingEntry, ...] = Field(description="The keys that apply to the whole file.")
    model: Annotated[ModelEntry | None, LATER] = Field(
        description="The video model that references are picked for, if one is named."
    )
    parts: tuple[PartEntry, ...]


def rules_document(
    rules: CompiledRules, settings: Iterable[Setting], parts: Iterable[Part]
) -> RulesDocument:
    """Rules as a document.

    Args:
        rules: The rules.
        settings: What holds of the whole file.
        parts: What holds in each place, in the order in which they are shown.

    Returns:
        A document, ready to be printed.
    """
    rule_set = rules.rule_set
    return RulesDocument(
        rules=RulesEntry.model_validate(rules_used(rules)),
        description=rule_set.description,
        files=tuple([source.name for source in rule_set.sources]),
        settings=_settings(settings),
        model=_model(rules.plan.target),
        parts=tuple(map(_part, parts)),
    )


def _model(model: VideoModel | None) -> ModelEntry | None:
    if model is None:
        return None
    return ModelEntry(
        id=model.id,
        references=model.references,
        takes=model.takes,
        retires=model.retires,
        depends=model.depends,
        deprecated=model.deprecated,
        replaced_by=model.replaced_by,
        at=_origins([model.at]),
    )


def _part(part: Part) -> PartEntry:
    lists = {}
    for key, entries in part.lists.items():
        lists[key] = tuple(map(_entry, entries))
    return PartEntry(
        kind=_KINDS[part.kind],
        name=part.name,
        spellings=tuple([each.value for each in part.spellings]),
        scene=part.scene,
        settings=_settings(part.settings),
        lists=lists,
        at=_origins(part.at),
    )


def _entry(entry: EntryInForce) -> RuleEntry:
    name = entry.step.name
    return RuleEntry(
        name=name.name,
        number=name.number,
        place=name.place,
        says=entry_in_english(entry),
        because=name.because,
        conditions=tuple(map(_condition, entry.conditions)),
        when=tuple(map(_condition, entry.when)),
        settings=_settings(entry.words, of_entry=True),
        at=_origins(entry.at),
    )


def _condition(condition: Originated[Requirement]) -> ConditionEntry:
    wanted = condition.value
    at = _origins(condition.at)
    return ConditionEntry(
        key=wanted.key,
        value=wanted.form,
        says=wanted.narrows,
        at=at,
    )


def _settings(settings: Iterable[Setting], *, of_entry: bool = False) -> tuple[SettingEntry, ...]:
    entries = []
    for words, setting in settings_in_words(settings, of_entry=of_entry):
        entry = SettingEntry(
            key=setting.word.key, value=setting.form, says=words, at=_origins(setting.at)
        )
        entries.append(entry)
    return tuple(entries)


def _origins(at: Iterable[object]) -> tuple[OriginEntry, ...]:
    return tuple(map(OriginEntry.model_validate, at))
