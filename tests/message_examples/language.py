"""What is filled in for names in the messages of single modules of `selector/language`."""

from __future__ import annotations

EXAMPLES_IN: dict[str, dict[str, str]] = {
    "in_text": {
        "found.noted_in": "12",
    },
    "send_cleaned": {
        "send_cleaned": "0.7",
    },
    "entry_words/at_least": {
        "least": "2 people, places or things",
    },
    "conditions/of": {
        "first": "`Mara`",
        "others": "`MARA_COAT`",
    },
    "file_words/shot_names": {"name": "standard"},
    "conditions": {
        "TYPE.key": "type",
        "OF.key": "of",
    },
    "of": {
        "quoted(names, 'or')": "`Mara` or `Camel *`",
    },
    "picture": {
        "_named(marks)": "MARA_COAT (17)",
        "quoted(marks, 'or')": "`MARA_COAT` or `17`",
    },
    "placed_as": {"tag": "LAMP_LIT", "quoted(tags, 'or')": "`LAMP_LIT` or `LAMP_OUT`"},
    "not_": {
        "groups[0]": "both the type prop and a face crop",
        "listed(groups, 'nor')": "the type prop nor the label draft",
        "'; '.join(those)": "face crops; those labelled draft",
        "those[0]": "face crops",
    },
    "any_of": {
        "' or '.join(groups)": "a face crop or the label night",
        "pictures[0]": "face crops",
        "' or '.join(pictures)": "face crops or pictures labelled night",
    },
    "matches": {
        "WARDROBE.key": "wardrobe",
        "listed(texts, 'or')": "the wardrobe note or the action",
    },
    "conditions_within": {
        "' and '.join(phrases)": "the type prop and a face crop",
        "listed(phrases)": "the type prop, the label night and a face crop",
        "join(more)": "placed as subject",
        "words": "face crops placed as subject",
        "_not_together(group, _clauses(group))": "the shot is wide and a note says `night` (both together)",
    },
    "count_of": {
        "self.lowest": "2",
        "self.at_most": "4",
        "bounds": "at least 2",
        "amount": "no",
        "pictures_that(others)": "pictures labelled night",
        "listed(map(attrgetter('asks'), self.conditions))": "the type character",
    },
    "kinds/stretch": {
        "listed(bounds)": "from scene 15 on",
        "bound": "13A",
        "numbers": "12 or 13A",
    },
    "when_camera": {"quoted(texts, 'or')": "`push in` or `zoom`", "listed(texts, 'or')": "push in"},
    "when_note": {"quoted(texts, 'or')": "`night` or `rain`", "listed(texts, 'or')": "night"},
    "when_not": {"groups[0]": "a note that says night", "listed(groups, 'nor')": "night nor rain"},
    "when_placed": {
        "count": "at least 5 characters",
        "count.removeprefix(_AT_LEAST_ONE)": "vehicle",
    },
    "when_scenes": {
        "listed(numbers, 'or')": "12 or 13A",
        "listed(scenes, 'or')": "number 12 or 13A",
    },
    "when_shot": {"listed(names, 'or')": "wide or insert"},
    "when_target": {"quoted(names, 'or')": "`wan*` or `kling-video-o1`"},
    "has": {
        "' or '.join(groups)": "a face crop or the label hurt",
        "' or '.join(pictures)": "face crops or pictures labelled hurt",
    },
    "quality": {
        "ranges": "at least 7",
        "quality": "6.5",
    },
    "sent_scene_before": {"_WAS_OR_NOT[answer]": "was"},
    "language/kinds": {
        "least": "9",
        "below": "7",
    },
    "conditions/label": {
        "spoken(labels)": "night",
        "labels": "night or rain",
    },
    "conditions/role": {
        "words": "subject or prop",
    },
    "conditions/type": {
        "words": "character or prop",
    },
    "entry_lists/__init__": {
        "min(taken)": "at_most",
        "each.entry": "priority",
    },
    "pictures_each": {
        "each": "3",
    },
    "order": {
        "', then '.join(map(str, order))": "{label night}, then placement",
        "quoted(_WORDS, 'or')": "`quality`, `placement` or `first_appearance`",
        "pictures_that(item.conditions)": "pictures labelled wide",
        "order": "face crops",
    },
    "prefer": {
        "'; in ties '.join(orders)": "{label night}, then face; in ties full",
        "pictures_that(item.conditions)": "pictures sent with the scene before",
        "', then '.join(map(_that_fit, layer))": "face crops, then pictures labelled night",
        "CROPS_PLURAL[first.word]": "face crops",
        "conditions": "pictures labelled night",
    },
    "at_most": {"individuals()": "2 people, places or things", "count": "3"},
    "at_least": {
        "individuals(least)": "2 people, places or things",
    },
    "side_by_side": {
        "PICTURES_EACH.says(each)": "a face crop and a full picture of each person, place or thing",
    },
    "file_words/target": {"target": "veo-3.1-generate-001"},
    "type": {"listed(map(_a_thing, words), 'or')": "a character or a prop"},
}
