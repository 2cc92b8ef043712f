"""Where what reads a document and its schema may differ: a test for such documents each, which says why.

In: a document, of whatever shape. Out: whether it is one of those.
"""

from __future__ import annotations

from typing import Any

from selector.engine.manifest_values import clean_tag
from selector.language.conditions import CONDITIONS
from selector.model.scene_number import scene_number
from selector.model.vocabulary import ROLES, fold


def has_whole_float(document: Any) -> bool:
    """JSON Schema counts 1.0 among the whole numbers; files of ours must say 1."""
    return any(isinstance(each, float) and each.is_integer() for each in values_in(document))


def has_odd_scene_index(document: Any) -> bool:
    """What is no number of a film: a manifest alone is read all the same, and counts as one without a number."""
    index = document.get("scene_index") if isinstance(document, dict) else None
    return index is not None and (isinstance(index, float) or scene_number(index) is None)


def has_no_clean_address(document: Any) -> bool:
    """A file of assets must have text there; of an object, what stands there otherwise is no address."""
    found = document.get("clean_reference") if isinstance(document, dict) else None
    address = found.get("clean_image_url", "-") if isinstance(found, dict) else "-"
    return not (isinstance(address, str) and address)


def has_a_number_twice(document: Any) -> bool:
    """A schema sees one scene at a time."""
    scenes = document.get("scenes") if isinstance(document, dict) else document
    numbers = (
        [each.get("scene_index", each.get("scene")) for each in scenes if isinstance(each, dict)]
        if isinstance(scenes, list)
        else []
    )
    return any(numbers.count(each) > 1 for each in numbers)


def _short(document: Any) -> list[Any]:
    """The mappings of a document that may be scenes in the short form."""
    return [each for each in values_in(document) if isinstance(each, dict)]


def takes_over_a_place(document: Any) -> bool:
    """F319: a schema sees one scene at a time."""
    return any(each.get("same_place") is True for each in _short(document))


def wears_twice(document: Any) -> bool:
    """F316: a schema does not look from `wears` into the placements."""
    return any(isinstance(each.get("wears"), dict) for each in _short(document))


def has_a_role_as_people_write_it(document: Any) -> bool:
    """F318: `Background` is read like `background`; a schema offers the words to be chosen."""
    roles = [each for each in values_in(document) if isinstance(each, str)]
    return any(fold(each) in ROLES and each not in ROLES for each in roles)


def has_an_empty_key(document: Any) -> bool:
    """S403: a schema says nothing of keys that are tags."""
    return any(not clean_tag(key) for each in _short(document) for key in each)


def is_still_empty(document: Any) -> bool:
    """A file that is still empty says nothing wrong; an editor asks for the first word."""
    return document is None


def has_no_pictures(document: Any) -> bool:
    """Either of two keys must be there, or a misspelt one could not be told from none; a schema requires neither."""
    return isinstance(document, dict) and not document


def is_of_a_pipeline(document: Any) -> bool:
    """What a pipeline writes may be written in YAML too; its schema is that of an asset."""
    return isinstance(document, list) or (isinstance(document, dict) and "assets" in document)


def lacks_a_tag_or_a_type(document: Any) -> bool:
    """A501: an individual's tag and type hold for its pictures, and a schema does not look from one into the other."""
    return any(
        picture.get(word) is None and above.get(word) is None
        for picture, above in _pictures(document)
        for word in ("tag", "type")
    )


def has_an_id_twice(document: Any) -> bool:
    """A503: a schema sees one picture at a time. One path may stand under several tags."""
    ids = [
        picture.get("id") or _path_and_tag(picture, above) for picture, above in _pictures(document)
    ]
    return len(set(ids)) < len(ids)


def _path_and_tag(picture: Any, above: Any) -> tuple[Any, Any]:
    return picture.get("picture"), picture.get("tag") or above.get("tag")


def is_cut_from_nothing(document: Any) -> bool:
    """F352: a schema sees one picture at a time. Nor is a picture cut from itself."""
    ids = [[picture.get("id"), picture.get("picture")] for picture, _ in _pictures(document)]
    cut = [picture.get("cut_from") for picture, _ in _pictures(document)]
    others = [
        [name for each in (*ids[:number], *ids[number + 1 :]) for name in each]
        for number in range(len(ids))
    ]
    return any(
        source is not None and source not in names
        for source, names in zip(cut, others, strict=True)
    )


def leads_elsewhere(document: Any) -> bool:
    """F306: where a path leads is more than a pattern can say."""
    paths = [str(picture.get("picture")) for picture, _ in _pictures(document)]
    return any(
        path.startswith(("/", "~", "\\")) or path[1:2] == ":" or ".." in path for path in paths
    )


def is_wrapped(document: Any) -> bool:
    """Films are also read from storyboards, whose scenes stand inside `scene_manifest`; nobody writes that by hand."""
    return any(isinstance(each, dict) and "scene_manifest" in each for each in values_in(document))


def has_id_of_another_type(document: Any) -> bool:
    """Objects may have ids of any type (a UUID, say), compared as text; files write text or a whole number."""
    if not isinstance(document, dict):
        return False
    ids = (document.get(key) for key in ("id", "source_asset_id", "individual"))
    return any(each is not None and type(each) not in (str, int) for each in ids)


def has_odd_words_for_people(document: Any) -> bool:
    """Choosing does not look at names, addresses and labels; files say them as text."""
    if not isinstance(document, dict):
        return False
    texts = (document.get(key) for key in ("name", "description", "reference_image_url"))
    labels = document.get("user_tags")
    return any(not isinstance(each, str | None) for each in texts) or not (
        labels is None
        or (isinstance(labels, list) and all(isinstance(each, str) for each in labels))
    )


def inherits_no_priorities(document: Any) -> bool:
    """Whether a shot rule has nothing to send; the schema cannot know what a file may inherit."""
    if not isinstance(document, dict) or "extends" in document:
        return False
    shots = document.get("shots")
    rules = shots.values() if isinstance(shots, dict) else ()
    return any(
        isinstance(rule, dict) and not rule.keys() & {"priorities", "like"} for rule in rules
    )


def inherits_no_conditions(document: Any) -> bool:
    """Whether an entry that edits none has no condition, or a limit no number."""
    if not isinstance(document, dict) or "extends" in document:
        return False
    holders = [document]
    for key in ("shots", "scenes"):
        if isinstance(document.get(key), dict):
            holders += [each for each in document[key].values() if isinstance(each, dict)]
    for holder in holders:
        for key in ("never", "limits", "first"):
            entries = holder.get(key)
            for entry in entries if isinstance(entries, list) else ():
                needs: list[Any] = [CONDITIONS.keys()]
                if key == "limits":
                    needs.append({"at_least", "at_most"})
                if isinstance(entry, dict) and any(not each & entry.keys() for each in needs):
                    return True
    return False


def values_in(document: Any) -> list[Any]:
    """A document and every value in it."""
    inside = (
        document.values()
        if isinstance(document, dict)
        else document
        if isinstance(document, list)
        else ()
    )
    return [document, *(value for each in inside for value in values_in(each))]


def _pictures(document: Any) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The pictures of a hand-written assets file, each with the individual that it stands under."""
    if not isinstance(document, dict):
        return []
    individuals = document.get("individuals")
    held = (
        [each for each in individuals.values() if isinstance(each, dict)]
        if isinstance(individuals, dict)
        else []
    )
    return [
        (picture, {} if above is document else above)
        for above in (document, *held)
        for picture in (above["pictures"] if isinstance(above.get("pictures"), list) else ())
        if isinstance(picture, dict)
    ]
