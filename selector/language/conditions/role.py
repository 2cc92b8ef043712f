"""`role`: what the person, place or thing is in the scene, as its placement says."""

from __future__ import annotations

from selector.language.condition import ConditionWord
from selector.language.kinds.one_of_words import OneOfWords
from selector.model.phrases import listed, spoken
from selector.model.vocabulary import ROLES

ROLE = ConditionWord(
    key="role",
    kind=OneOfWords(words=ROLES),
    looks_at="placement",
    fact="role",
    found=str,
    asks=lambda words: f"the role {listed(map(spoken, words), 'or')}",
    narrows=lambda words: f"placed as {listed(map(spoken, words), 'or')}",
    says=lambda role: f"the role is {spoken(role)}",
    says_alone=lambda role: f"the role here is {spoken(role)}",
    expected="a role or a list of roles",
    description="What the person, place or thing is in the scene. A list means any of them.",
    examples=("subject", ["subject", "interaction_target"]),
    meanings={
        "subject": "who or what the scene is about",
        "interaction_target": "who or what the subject interacts with",
        "background": "what else is there, behind the action",
        "environment": "the place itself",
        "prop": "a thing that is held or used",
    },
    manual="what the person, place or thing is in this scene",
)
