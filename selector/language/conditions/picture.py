"""`picture`: one picture by its id, or every picture that has a tag."""

from __future__ import annotations

from selector.language.condition import ConditionWord
from selector.language.kinds.any_of_names import AnyOfNames
from selector.model.phrases import quoted
from selector.model.vocabulary import plain


def _named(marks: str) -> str:
    """The tag and the id that were found, as a picture is named: `MARA (19)`."""
    tag, _, identity = marks.rpartition(", ")
    if not tag:
        return identity
    return f"{tag} ({identity})"


PICTURE = ConditionWord(
    key="picture",
    kind=AnyOfNames(compared=plain),
    looks_at="picture",
    fact="marks",
    found=tuple,
    asks=lambda marks: f"the picture {quoted(marks, 'or')}",
    narrows=lambda marks: f"with the id or the tag {quoted(marks, 'or')}",
    says=lambda marks: f"it is {_named(marks)}",
    says_alone=lambda marks: f"this is {_named(marks)}",
    expected="the id or the tag of a picture, or a list of them",
    description=(
        "One picture by its id, or all pictures with a given tag. Case matters; `*` stands for any"
        " characters."
    ),
    examples=("MARA_FACE", ["MARA_FACE", "MARA_COAT"]),
    manual="which picture, by its id or its tag",
)
