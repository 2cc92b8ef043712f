"""What to change for a picture to be sent that is left out.

adviser    the advice on one selection: which ways are tried for which reason
wanted     for a picture that no priority asks for: another role, a wider or another priority
in_place_of
           in place of the picture that is sent
only_when  which entries would send it in another scene
bans       for a picture that a ban excludes: which bans to lift
room       more references, a higher limit, a priority further up
more       more pictures of the same person, place or thing
changes    the changes that advice asks for, as the rule file has them
inherited  what a rule file inherits, and the edits that change it
situation  one selection, and what a change would do to it
trials     a change, made: the scene picked again under other rules
looks      the face crop that a look lacks
elsewhere  how far a change reaches besides the scene that it is for, by where it is written
film_around
           which other scenes of a film a change does change, found by choosing all of them again
rules_after
           rules as they would be after a change
pool_after
           the pictures as they would be after a change
limit_behind
           the limit without which a picture would not be sent

Each kind of change is a small function that yields options; whatever concerns rules and roles is
tried before it is advised.
"""
