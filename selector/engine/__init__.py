"""The engine: rules, a scene and a pool of assets in; a selection out.

It touches no files, clock, network or database, and prints nothing.

compile    a rule set as written → `Rules`, or problems of meaning
rule_set_problems
           what is wrong with its names, entries and chains
layers     lists of entries, laid one over another
effective_lists
           each list of each shot rule, with `like` and `change` applied
edit_problems
           what is wrong with the edits of lists
edits_undone
           inherited edits that a nearer file leaves nothing to edit
extended   a rule set laid over those that it extends
likes      which shot rule is `like` which, and what counts for it
plan       what `compile` makes: steps and words for each shot type
shot_types
           a shot type → the shot names that stand in it, by a vocabulary
shot_rule_by_name
           these names → the shot rule that serves them, and notes on that
under_target
           a plan → the plan for a video model, which takes so many references and no others
in_force   what holds for each shot and each scene, and where each part of it is written
digest     a plan → a short text that changes with what the rules mean
compiled_rules, rules
           a compiled rule set; one that selects, scene by scene

manifest   a scene manifest → `Scene`
manifest_problems, manifest_values, notes_and_speech
           what is wrong with a manifest; its values as they are compared; its notes and speakers

pool       assets → `AssetPool`: checked, and cached by the rule sets that choose from it
pool_index
           its pictures by place, indexed by tag and joined into individuals
asset_getter, asset_values, asset_problems, misnamed
           assets of any type, read; their values; what is wrong with them; attributes that nobody
           reads
individuals
           which pictures show one and the same person, place or thing
individual_rules
           which of an individual's pictures is preferred, and whether one more may go

offers     what the placements of a scene offer, and how near each picture is
alike      which pictures and which placements the rules cannot distinguish
lineups    what an individual has to send to a scene that places it by these tags
shot_by_kinds
           which steps of a shot rule the pictures and the placements of each kind can meet
choose     the fast evaluator: which pictures go
in_turn    the same step by step, where what goes next depends on what went
scenes_meant  which scenes are meant by conditions without an entry
serving    which plan serves a scene, with what is said of that scene alone
struck     which bans exclude which pictures
scenes_before
           the scenes of a film in turn, as far as the rules ask about them
earlier    what a scene may know of the scenes before it
what_is_sent
           what is sent for each pick: its clean reference, or the picture itself
missing_tags
           the warning that no picture has a tag which a scene places
choose_in_full
           the same for the whole language, in the order of events
questions  what a rule set asks, and what decides each answer
shot_by_columns
           what candidates meet, as bits
choose_by_shape
           the same faster, where scenes decide nothing but who is first and what is preferred
moves      what an individual has to send at each step there, by the shape of its cast
turnouts   what an individual has to send in a scene, asked when it is needed
standing   who stands for an entry, and in which order
taken_so_far
           what goes so far, on bits
reserving  what limits would take if the steps were over
casts      what an individual has to send, with the answers that hold in every scene
case       a scene against a pool: which candidates meet which steps, and which is better
picked     what goes so far, and which limits that fills
order_of_events
           the same the slow way: every step that is gone through, and what it takes
pins_not_sent
           notes on pins that send nothing
limits_not_met
           limits of which fewer are sent than they ask for
explain    the explaining evaluator: the same picks, and one reason for everything left out
how_it_went
           where what is left out lost first, and who came before whom
selection  the answer, whose reasons are worked out when they are wanted
"""
