"""What is true of rules and films before they are used, and what would change an answer.

lint             what a rule file can hardly mean
idle_lints       which entries do nothing, and which pins and limits leave no slot for
target_lints     what is odd about the video model that rules are for
contrary_limits  limits that contradict themselves or each other
one_in_the_scene  priorities that take one of a kind, where others can send another
order_within     orders whose first come after what an earlier priority sends
whom             whom entries ask for, whichever picture of them is sent
labels_of_people  labels of one picture, where whoever has it may be meant
labels_of_one_crop  the same in a film: bans that leave somebody's other crop
nearer_tastes    what a file prefers in every shot, and a shot rule the other way round
served           by which plans scenes may be served, so that no scene refutes a lint
idle_steps       how it is known that a priority can never take a picture
idle_entries     the same of bans, pins and limits
faces_beside     faces that go although full pictures are preferred
full_first       where a rule file prefers full pictures
half_stretches   bans for some scenes that say nothing of the others
crowded_out      for which entries pins and limits leave no slot
cells            what an entry asks for, as sets that can be compared
waivers          findings that somebody allows at their line
conditions_asked  every condition that rules ask, with those inside others
contradictions   conditions that nothing can meet together
film_checks      everything wrong or odd in a film under its rules
asset_lints      what is wrong or odd in its assets
scene_lints      what is wrong or odd in one of its scenes
shots_by_default  shot types that no shot rule serves
extending_another  rules as they would be if they extended others that come with selector
copied_text      whether a part of a rule file is text that comes with selector
absent_names     names in a film's rules that the film does not have
name_index       the names of a film that a rule's name or pattern means
rules_in_film    what a film's rules do in it that they hardly mean
film_under_rules  what rules do to a film, once for the whole of it
idle_in_film     entries of a film's rules that change nothing in any of its scenes
single_pictures  bans on one of several pictures
places_behind    places that have another role than rules ask for
focal_points     focal points that name nobody, where rules ask for them
faces_sent       scenes in which a face goes for want of a full picture
unread_lints     what one of its scenes says that cannot be read, and speakers that nobody is
speakers_unplaced  who speaks in scenes without being in them
impact           what a change of rules does to a scene
advice           what to change for a picture that is left out to be sent, each change tried first
"""
