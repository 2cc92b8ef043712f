"""What was picked, on record. A decision stands on its own, whatever becomes of the film.

pick            choose for a scene or a project, and record it: what a pipeline calls
pick_types      what that returns, for type checkers
picked_before   the scenes before one that is picked, as far as its rules ask about them
record          store a film folder with what was picked for its scenes
history         read decisions back
replay          make them again and compare
prune           remove old ones
sending         what a pipeline really sent, on record beside them
decision        a selection → a decision: its rules, pool, scene and outcome as texts and hashes
decision_store  write decisions, unless a scene's newest one is the same
on_record       the last pick of every scene, and the rules of a digest on record
what_went       whether a clean reference or an original went for each picture
change_finder   what changed since the decision before
basis_cache     read back the rules, pools and scenes that decisions were made from
last_pick       a film that nothing has changed in since its last pick
"""
