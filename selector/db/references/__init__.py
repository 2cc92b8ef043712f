"""Clean references: what can be sent instead of the pictures of assets.

clean    add one, make one the primary, or ask for the primary
primary  which of several is the primary
resolve  what is really sent for each pick
copies   what a fork copied, and from which picture
lost     which are not found, and why
"""
