"""Values only: what a problem, a rule set, a scene, an asset and an answer are.

Nothing here imports another room of ours.

frozen                  how values are made
problem, codes          what is wrong, where, and under which code
refusals, expected      sentences for what is missing, unknown or wrong; what belongs under a key
near_names, phrases     "did you mean", and the parts of sentences
ruleset, vocabulary     a rule file as written, and the words of the language
scene, scene_number     a scene, and its number as film people write it
asset, picture_address  a picture of the pool, and addresses that are not pictures'
film_so_far             the scenes before: placed, sent, noted and worn
shot_vocabulary         the words by which shot types are read
video_model             what is known of a video model that references are picked for
picks                   an answer: picks and notes
sent                    what is sent for a pick: its clean reference, or the picture itself
left_out                what an answer leaves out, and why
scene_change            what a scene sends before and after a change, and what decided
advice                  what to change so that a picture goes
address                 database addresses, and how little of them may be shown
"""
