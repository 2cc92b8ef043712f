"""`at_most`: the most individuals that an entry may take."""

from __future__ import annotations

from selector.language.word import Word, whole_number


def _shape() -> object:
    from selector.language.shapes import number  # noqa: PLC0415  # pydantic is slow to load

    return number()


def individuals(count: int) -> str:
    """So many individuals: `2 people, places or things`."""
    if count == 1:
        return "1 person, place or thing"
    return f"{count:,} people, places or things"


AT_MOST: Word[int] = Word(
    key="at_most",
    shape=_shape,
    read=whole_number,
    form=int,
    printed=lambda most: f"at most {most}",
    says=lambda most: f"at most {individuals(most)}",
    expected="a whole number of 1 or more",
    description=(
        "The maximum number of people, places or things whose pictures this priority sends."
    ),
    examples=(2,),
)
