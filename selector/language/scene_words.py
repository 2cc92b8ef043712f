"""What a rule file writes under the number of one scene, besides settings, tastes and lists."""

from __future__ import annotations

from selector.language.entry_words.because import BECAUSE
from selector.language.entry_words.use import USE
from selector.language.shot_words import SHOT_WORDS

SCENES = "scenes"
"""The key at the top of a rule file that has the scenes, by their numbers."""
SCENE_WORDS = {USE.key: USE, **SHOT_WORDS, BECAUSE.key: BECAUSE}
"""The words of a scene, by key."""
MOST_SCENES = 1_000
