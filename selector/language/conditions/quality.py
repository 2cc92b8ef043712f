"""`quality`: the picture's quality score."""

from __future__ import annotations

from selector.language.condition import ConditionWord
from selector.language.kinds.number_range import NumberRange
from selector.model.phrases import listed


def _says(subject: str, quality: str) -> str:
    if not quality:
        return f"{subject} has no quality score"
    return f"{subject} has a quality of {quality}"


QUALITY = ConditionWord(
    key="quality",
    kind=NumberRange(lowest=0, highest=10),
    looks_at="picture",
    fact="quality",
    asks=lambda ranges: f"a quality of {listed(ranges, 'or')}",
    narrows=lambda ranges: f"whose quality is {listed(ranges, 'or')}",
    says=lambda quality: _says("it", quality),
    says_alone=lambda quality: _says("this", quality),
    expected="`{at_least: 7}`, `{below: 9}` or both",
    description=(
        "The picture's quality score, from 0 to 10. A picture without a score never meets this"
        " condition."
    ),
    examples=({"at_least": 7}, {"at_least": 4, "below": 8}),
    manual="the picture's quality score, from 0 to 10",
)
