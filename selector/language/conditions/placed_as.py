"""`placed_as`: the tag by which the scene places it."""

from __future__ import annotations

from selector.language.condition import ConditionWord
from selector.language.kinds.any_of_names import AnyOfNames
from selector.model.phrases import quoted
from selector.model.vocabulary import plain


def _if_any(tag: str) -> tuple[str, ...]:
    return (tag,) if tag else ()


PLACED_AS = ConditionWord(
    key="placed_as",
    kind=AnyOfNames(compared=plain),
    looks_at="placement",
    fact="tag",
    found=_if_any,
    asks=lambda tags: f"what is placed by the tag {quoted(tags, 'or')}",
    narrows=lambda tags: f"placed by the tag {quoted(tags, 'or')}",
    says=lambda tag: f"it is placed by the tag `{tag}`",
    says_alone=lambda tag: f"it is placed by the tag `{tag}` here",
    expected="the tag of a placement or a list of tags",
    description=(
        "The tag by which the scene places the person, place or thing. Case matters; `*` stands"
        " for any characters."
    ),
    examples=("MARA_COAT", ["LAMP_LIT", "LAMP_OUT"]),
    manual="the tag by which the scene places the person, place or thing",
)
