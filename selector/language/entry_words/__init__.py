"""The words of an entry beside its name and its conditions: one file for each.

at_most  the most individuals that the entry may take
because  why, in the director's words

Which of them an entry may have depends on its list: see `entry_lists`.
"""
