"""What would send a picture that stays out: tried, and then advised. The changes are `model.advice`.

trials    what would come of a change, found by making it
looks     a look that the scene places and that has no face crop
adviser   the changes that do it, for one picture
"""
