"""What would send a picture that stays out: tried, and then advised.

values    the changes that may be advised
trials    what would come of a change, found by making it
adviser   the changes that do it, for one picture
words     them in sentences
"""
