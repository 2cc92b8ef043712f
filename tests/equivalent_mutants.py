"""Mutants that no test can notice, by the name they are printed under, and why: see `tests/mutate_engine.py`."""

from __future__ import annotations

SLOWER = "the same answer by the longer way: what has a short cut is worked out in full"
NUMBER = "a bound or a mark that only has to be told from others: the next number does as well"
AGAIN = "a quick look at the usual case: what fails it is looked at in full"
MISSING = "a placement of a missing tag offers no picture that could stand beside it"
NO_ID = "no picture has none for an id: what has no source finds none"
ORDERED = "conditions are compiled in the order of the language, so equal ones are written alike"
FIRST = "the first column is that of an entry, which is no item of a taste"
EQUIVALENT: dict[str, str] = {
    "alike.py module: MOST_FACTS = 10000 → MOST_FACTS = 10001": NUMBER,
    "alike.py module: MOST_FACTS = 10000 → MOST_FACTS = 9999": NUMBER,
    "alike.py __init__: super().__init__('placement') → pass": "of whole placements only the kind is asked",
    "alike.py placement_kinds: all → any": "it is asked of one shot rule, or of those that have parts alone",
    "asset_values.py _is_list: getattr(value, 'ndim', 1) → getattr(value, 'ndim', 2)": NUMBER,
    "asset_values.py is_flag: type(value) is bool or is_gap(value) → is_gap(value)": AGAIN,
    "asset_values.py is_score: 0.0 <= value <= best → 0.0 < value <= best": AGAIN,
    "asset_values.py is_score: 0.0 <= value <= best → 0.0 <= value < best": AGAIN,
    "asset_values.py is_score: 0.0 <= value <= best → 1.0 <= value <= best": AGAIN,
    "asset_values.py is_score: isinstance(value, bool) or not isinstance(value, Real | "
    "Decimal) → isinstance(value, bool)": "what is no number cannot be compared with one",
    "asset_values.py labels_of: type(value) not in (tuple, list) and (not "
    "_is_list(value)) → not _is_list(value)": AGAIN,
    "choose.py __init__: placement_kinds.facts == (ROLE.fact,) → placement_kinds.facts != "
    "(ROLE.fact,)": SLOWER,
    "in_turn.py _standing: met and sendable and (row.held is None) → met and row.held is "
    "None": SLOWER,
    "in_turn.py _standing: met and sendable and (row.held is None) → sendable and row.held "
    "is None": "a picture that meets no step is passed over at every step",
    "in_turn.py _standing: near or nearness(pool, individual, under) → nearness(pool, "
    "individual, under)": SLOWER,
    "choose.py _take: -1 → -2": NUMBER,
    "choose.py _together: (step, rank, placed[first], place, token + crop) → (step, rank, "
    "placed[first], place, -(token + crop))": NUMBER,
    "choose.py choose: (step, rank, nth, place, token + crop) → (step, rank, nth, place, "
    "-(token + crop))": NUMBER,
    "choose.py choose: if individual in seen: continue → pass": (
        "what is placed twice is put together anew, and replaces what was put in the running here"
    ),
    "choose.py choose: not by_role → by_role": SLOWER,
    "choose.py choose: pool.lineups.get(kinds) or pool.lineups_for(kinds) → "
    "pool.lineups_for(kinds)": SLOWER,
    "choose.py module: MOST_MOVES = 10000 → MOST_MOVES = 10001": NUMBER,
    "choose.py module: MOST_MOVES = 10000 → MOST_MOVES = 9999": NUMBER,
    "shot_by_kinds.py module: range(64) → range(63)": SLOWER,
    "shot_by_kinds.py module: range(64) → range(65)": NUMBER,
    "rule_set_problems.py _quoted_few: _FEW + 1 → _FEW + 2": NUMBER,
    "rule_set_problems.py like_circles: shot_rule.like is None or id(shot_rule) in reported → "
    "id(shot_rule) in reported": "a rule that is like no other leads nowhere, so not back to itself",
    "rule_set_problems.py module: _MOST_ENTRIES = 20000 → _MOST_ENTRIES = 19999": NUMBER,
    "rule_set_problems.py module: _MOST_ENTRIES = 20000 → _MOST_ENTRIES = 20001": NUMBER,
    "explain.py _missing_tags: -1 → -0": MISSING,
    "explain.py _missing_tags: -1 → -2": MISSING,
    "explain.py _offered: entries.sort(key=itemgetter(0)) → entries.sort()": "no two have one key",
    "explain.py in_its_round: at_most is not None and turn.individuals == at_most → "
    "turn.individuals == at_most": "a number of individuals is never none",
    "explain.py _in_the_way: isinstance(each, tuple) and (not may_send(each, pool, (), "
    "place)) → not may_send(each, pool, (), place)": "a number lets every individual send a first picture",
    "individuals.py _shows_one: len(children) == 1 → len(children) == 0": (
        "one child carries one tag: the longer way"
    ),
    "individuals.py _links: if row.source is None: continue → pass": NO_ID,
    "individuals.py _shows_one: row.is_face → not row.is_face": "the one set and the other are held to the same",
    "individuals.py lineages: if source is None: continue → pass": NO_ID,
    "language/shapes.py number_range: allow_inf_nan=False → allow_inf_nan=True": (
        "the bounds of a bound refuse what is not finite too"
    ),
    "earlier.py film_so_far: len(self._film) - self._begin:count → len(self._film) - self._begin:": SLOWER,
    "edit_problems.py edit_problems: entry_list is CHANGE and laid.inherited and (not laid.entries) → entry_list is "
    "CHANGE and (not laid.entries)": "a shot rule that inherits nothing and has no priorities is refused before",
    "edit_problems.py _edited_lists: place.kind != 'shot rule' and entry_list.written(holder) → place.kind != 'shot "
    "rule'": SLOWER,
    "edit_problems.py _edited_lists: entry_list.edits and entry_list.written(shot_rule) → "
    "entry_list.edits": SLOWER,
    "questions.py __init__: scene_plan.settings.get(REFERENCES.key, 0) → scene_plan.settings.get(REFERENCES.key, 1)": (
        "one picture is counted with anyway"
    ),
    "rule_set_problems.py _counts: following and id(following) not in counts and (id(following) not in unknown) → "
    "following and id(following) not in unknown": SLOWER,
    "rule_set_problems.py _of_nothing: if isinstance(word.kind, Conditions): continue → pass": (
        "conditions are no texts or numbers of which there may be none"
    ),
    "earlier.py _least: bound or 0 → bound": "only whole numbers are compared by size",
    "earlier.py _last: -1: → :": "of the scenes that bear a text the last is enough: the others are before it",
    "earlier.py _last: -1 → -0": "the same",
    "earlier.py _last: -1 → -2": "the same",
    "questions.py module: MOST_FACTS = 10000 → MOST_FACTS = 10001": NUMBER,
    "questions.py module: MOST_FACTS = 10000 → MOST_FACTS = 9999": NUMBER,
    "pins_not_sent.py _in_the_way_of: target is not None and first in case.shot_plan.refusals → first in "
    "case.shot_plan.refusals": "only a video model refuses anything",
    "lineups.py _together: sorted(held) → sorted(held, reverse=True)": NUMBER,
    "lineups.py nearest_first: len(members) > 1 → len(members) > 0": SLOWER,
    "lineups.py nearest_first: len(members) > 1 → len(members) >= 1": SLOWER,
    "lineups.py nearest_first: len(own) > 1 and len(pool.individuals_of(tag)) > 1 → "
    "len(pool.individuals_of(tag)) > 1": SLOWER,
    "lineups.py nearest_first: len(own) > 1 → len(own) > 0": SLOWER,
    "lineups.py nearest_first: len(own) > 1 → len(own) >= 1": SLOWER,
    "lineups.py nearest_first: pool.twins and (not pool.twins.isdisjoint(members)) → not "
    "pool.twins.isdisjoint(members)": SLOWER,
    "lineups.py module: HELD = 128 → HELD = 127": NUMBER,
    "lineups.py module: HELD = 128 → HELD = 129": NUMBER,
    "lineups.py module: MOST_LINEUPS = 10000 → MOST_LINEUPS = 10001": NUMBER,
    "lineups.py module: MOST_LINEUPS = 10000 → MOST_LINEUPS = 9999": NUMBER,
    "lineups.py of_several: tags[0] → tags[1]": (
        "both lead to one individual, whose pictures are put in order anew"
    ),
    "manifest.py _scene: type(tag) is type(role) is str → type(tag) is not type(role) is "
    "str": AGAIN,
    "manifest.py module: _MANY = 1000000 → _MANY = 1000001": NUMBER,
    "manifest.py module: _MANY = 1000000 → _MANY = 999999": NUMBER,
    "manifest.py module: lru_cache(256) → lru_cache(255)": NUMBER,
    "manifest.py module: lru_cache(256) → lru_cache(257)": NUMBER,
    "manifest.py read_manifest: type(placed) is list or is_list(placed) → is_list(placed)": AGAIN,
    "manifest_values.py clean_tag: len(tag) > 1 → len(tag) > 0": "one bracket does not both open and close",
    "manifest_values.py clean_tag: len(tag) > 1 → len(tag) >= 1": "one bracket does not both open and close",
    "misnamed.py module: len(name) > 4 → len(name) > 5": NUMBER,
    "offers.py module: (0, 1, 2) → (0, 1, 3)": NUMBER,
    "pool.py module: MOST_RULE_SETS = 16 → MOST_RULE_SETS = 15": NUMBER,
    "pool.py module: MOST_RULE_SETS = 16 → MOST_RULE_SETS = 17": NUMBER,
    "in_force.py module: is_like_another: bool = False → is_like_another: bool = True": "only shots are asked",
    "language/text.py module: range(128) → range(129)": "text that is ASCII has no such character",
    "language/kinds/count_of.py in_pictures: wanted.at_most or 0 → wanted.at_most or 1": (
        "one is not several either"
    ),
    "likes.py in_force: rule is not None and id(rule) not in known → rule is not None": SLOWER,
    "manifest.py _scene: position is not None and type(position) is not str → "
    "position is not None or type(position) is not str": AGAIN,
    "manifest.py _scene: position is not None and type(position) is not str → type(position) is not str": AGAIN,
    "manifest.py _scene: position is not None and type(position) is not str → position is not None": AGAIN,
    "manifest.py _scene: action is not None and type(action) is not str → "
    "action is not None or type(action) is not str": AGAIN,
    "manifest.py _scene: action is not None and type(action) is not str → type(action) is not str": AGAIN,
    "manifest.py _scene: action is not None and type(action) is not str → action is not None": AGAIN,
    "manifest.py _scene: expression is not None and type(expression) is not str → "
    "expression is not None or type(expression) is not str": AGAIN,
    "manifest.py _scene: expression is not None and type(expression) is not str → "
    "type(expression) is not str": AGAIN,
    "manifest.py _scene: expression is not None and type(expression) is not str → expression is not None": AGAIN,
    "manifest.py _scene: wardrobe_note is not None and type(wardrobe_note) is not str → "
    "wardrobe_note is not None or type(wardrobe_note) is not str": AGAIN,
    "manifest.py _scene: wardrobe_note is not None and type(wardrobe_note) is not str → "
    "type(wardrobe_note) is not str": AGAIN,
    "manifest.py _scene: wardrobe_note is not None and type(wardrobe_note) is not str → "
    "wardrobe_note is not None": AGAIN,
    "manifest.py _scene: focal_point is not None and type(focal_point) is not str → "
    "focal_point is not None or type(focal_point) is not str": AGAIN,
    "manifest.py _scene: focal_point is not None and type(focal_point) is not str → "
    "type(focal_point) is not str": AGAIN,
    "manifest.py _scene: focal_point is not None and type(focal_point) is not str → focal_point"
    " is not None": AGAIN,
    "manifest.py _scene: camera_movement is not None and type(camera_movement) is not str → "
    "camera_movement is not None or type(camera_movement) is not str": AGAIN,
    "manifest.py _scene: camera_movement is not None and type(camera_movement) is not str → "
    "type(camera_movement) is not str": AGAIN,
    "manifest.py _scene: camera_movement is not None and type(camera_movement) is not str → "
    "camera_movement is not None": AGAIN,
    "manifest.py _scene: noted is not None and (type(noted) is not str or noted) → "
    "noted is not None or (type(noted) is not str or noted)": AGAIN,
    "manifest.py _scene: noted is not None and (type(noted) is not str or noted) → "
    "type(noted) is not str or noted": AGAIN,
    "manifest.py _scene: noted is not None and (type(noted) is not str or noted) → noted is not None": AGAIN,
    "manifest.py _scene: 0 <= written < _MANY → 0 < written < _MANY": AGAIN,
    "manifest.py _scene: 0 <= written < _MANY → 1 <= written < _MANY": AGAIN,
    "manifest.py _scene: 0 <= written < _MANY → 0 <= written <= _MANY": AGAIN,
    "manifest.py _scene: len(each) > 4 → len(each) >= 4": AGAIN,
    "manifest.py _scene: len(each) > 4 → len(each) > 3": AGAIN,
    "manifest.py _scene: len(manifest) > 4 → len(manifest) >= 4": AGAIN,
    "manifest.py _scene: len(manifest) > 4 → len(manifest) > 3": AGAIN,
    "pool.py _row: clean is not None and (not (is_clean_reference(clean) and is_likeness(clean))) → "
    "not (is_clean_reference(clean) and is_likeness(clean))": AGAIN,
    "explain.py _struck: target is None or by not in case.shot_plan.refusals → by not in "
    "case.shot_plan.refusals": (
        "what refuses a picture is a video model: the other question is for types"
    ),
    "language/taste.py question: sort_keys=True → sort_keys=False": ORDERED,
    "standing.py in_order: len(passing) > 1 → len(passing) >= 1": SLOWER,
    "case.py rank: offer.nth is None → offer.nth is not None": (
        "of one picture the first placement comes first, and stays so among equals"
    ),
    "serving.py _entries: (*shot_plan.bars, *shot_plan.pins, *shot_plan.limits, "
    "*shot_plan.steps) → (*shot_plan.bars, *shot_plan.limits, *shot_plan.pins, "
    "*shot_plan.steps)": "each is looked at by itself",
    "turnouts.py __missing__: self.open & (bit & ~columns.of_individuals | columns.bans) → "
    "self.open | (bit & ~columns.of_individuals | columns.bans)": SLOWER,
    "shot_by_columns.py __init__: self.sent = 0 → self.sent = 1": FIRST,
    "shot_by_columns.py _decided_in_scene: reduce(or_, map(_columns, [*asking, *around]), 0) "
    "→ reduce(or_, map(_columns, [*asking, *around]), 1)": FIRST,
    "shot_by_columns.py module: -2 → -3": NUMBER,
    "turnouts.py meeting: wanted & bit → wanted | bit": SLOWER,
    "standing.py _place_before: turnout.around.earlier.sent(turnout.places[candidate]) or "
    "0 → turnout.around.earlier.sent(turnout.places[candidate])": (
        "what meets the word was sent, and has a place"
    ),
    "choose_in_full.py _pin: len(turnout.prospects.offered) > 1 → len(turnout.prospects.offered) > 0": SLOWER,
    "compile.py compile_rules: sorted((*problems, *edit_problems(rule_set))) → "
    "sorted((*problems, *edit_problems(rule_set)), reverse=True)": (
        "they are sorted again, with what the reader has found"
    ),
    "shot_by_columns.py _decided_in_scene: reduce(or_, map(_columns, of_parts), 0) → "
    "reduce(or_, map(_columns, of_parts), 1)": SLOWER,
    "language/scene_conditions/when_shot.py _names: (*whole.shot_names, whole.scene.shot) → "
    "(whole.scene.shot, *whole.shot_names)": "any of the names is enough",
    "turnouts.py met_by: columns &= self.left → pass": SLOWER,
    "choose_in_full.py __init__: any_left = 0 → any_left = 1": SLOWER,
    "shot_by_columns.py _lone: columns & -columns → columns | -columns": SLOWER,
    "shot_rule_by_name.py _beside: place + 1 → place + 0": "a size of which it is asked has no rule",
    "shot_types.py module: MOST_READ = 10000 → MOST_READ = 10001": NUMBER,
    "shot_types.py module: MOST_READ = 10000 → MOST_READ = 9999": NUMBER,
    "turnouts.py _hopes: for candidate in best if self.met[candidate] & item → for candidate "
    "in best": "what may come true is decided in full",
    "turnouts.py _decide_by_candidate: columns &= self._columns.open → pass": SLOWER,
    "turnouts.py met_by: for each in candidates if columns & self.open[each] → for each in candidates": SLOWER,
    "shot_by_columns.py __init__: last_pin: → :": SLOWER,
    "turnouts.py ask: turnout.evaluated |= mark → turnout.evaluated &= mark": SLOWER,
    "standing.py in_order: standings.sort(key=by_key) → standings.sort()": (
        "no two have the same key: the place in the pool is its end"
    ),
    "language/kinds/conditions_within.py _canonical: sort_keys=True → sort_keys=False": ORDERED,
    "rules.py module: MOST_FULL_CHOOSERS = 1000 → MOST_FULL_CHOOSERS = 1001": NUMBER,
    "rules.py _selected: full.asks_earlier and (not self._serving.varies) → full.asks_earlier": SLOWER,
    "shot_by_columns.py _wanted: wanted |= 1 << self._questions.of_pictures[each] → wanted &= 1"
    " << self._questions.of_pictures[each]": SLOWER,
    "standing.py in_order: len(passing) > 1 → len(passing) > 0": SLOWER,
    "shot_by_columns.py _is_column: bit > 0 → bit >= 0": NUMBER,
    "standing.py _able: passing and (gone or hindered or left & full) → passing": SLOWER,
    "taken_so_far.py __init__: columns.wanting & any_left → columns.wanting | any_left": (
        "slots are reserved for whoever is there: for nobody, none"
    ),
    "turnouts.py __missing__: self.left & columns.of_facts & columns.bans → "
    "self.left & columns.of_facts | columns.bans": SLOWER,
    "language/shapes.py number_or_note: allow_inf_nan=False → allow_inf_nan=True": (
        "no number of a file is infinite: the reader refuses it, or has it as text"
    ),
    "explain.py _turn_decided_by: ('scene', False) → ('scene', 0)": (
        "no order of the rules: zero says so as well"
    ),
}
"""Mutants that change nothing anybody could see, by the name they are printed under, and why."""
