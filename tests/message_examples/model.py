"""What is filled in for names in the messages of single modules of `selector/model`."""

from __future__ import annotations

EXAMPLES_IN: dict[str, dict[str, str]] = {
    "model/phrases": {
        "alone": "the type prop",
        "together": "the type prop and a face crop",
    },
    "phrases": {
        "a_text": "a position",
        "a_text.partition(' ')[2]": "position",
        "quoted(wanted, 'or')": "`left` or `far right`",
        "subject": "it",
        "text": "position",
        "shown(found)": "far right",
        "text_wanted()": "a position that says `left`",
        "title": "asset",
    },
    "scene_number": {
        "shown(other)": "03",
    },
    "model/problem.": {
        "name": "list",
    },
    "model/problem": {
        "why[:1].lower()": "n",
        "why[1:]": "o space left on device",
    },
    "refusals": {
        "with_article()": "a picture",
        "found": "the text `true`",
        "keys": "`asset_tag` and `role`",
        "expected.words": "keys and values",
        "self._keys": "an object",
        "first": "asset_tag",
        "last": "placement",
        "type(value).__name__": "list",
        "value": "prop",
        "home": "role",
        "key": "crop",
        "written": "face",
        "number[1]": "8",
        "number[2]": "5",
        "count": "1,001",
        "most": "1,000",
        "path": "placement",
        "shown(key)": "placement",
        "near": "placment",
        "choices": "`{asset_tag: WREN, role: subject}`",
        "takes": "`face` or `full`",
        "free": "`id` and `name`",
        "verb": "Write",
        "other": "or leave it out",
        "slip()": "Write `{asset_tag: WREN, role: subject}`.",
    },
}
