"""`references`: how many pictures go with one scene at most."""

from __future__ import annotations

from selector.language.shot_word import ShotWord, whole_number
from selector.model.vocabulary import DEFAULT_REFERENCES


def _shape() -> object:
    from selector.language.shapes import number  # noqa: PLC0415  # pydantic is slow to load

    return number()


REFERENCES: ShotWord[int] = ShotWord(
    key="references",
    default=DEFAULT_REFERENCES,
    shape=_shape,
    read=whole_number,
    settled=int,
    form=lambda most: most if most != DEFAULT_REFERENCES else None,
    printed=lambda most: f"up to {most} references",
    says=lambda most: "one reference" if most == 1 else f"up to {most} references",
    expected="a whole number from 1",
    description="The most pictures that go with one scene. 3 unless given.",
    examples=(3,),
)
