"""The words of an entry beside its name and its conditions: one file for each.

at_least      how many individuals that fit must go
at_most       the most individuals that the entry may take
side_by_side  `pictures_each`: how many pictures of each individual it sends at once
unplaced      whether a pin may send what the scene does not place
slot          where a pinned picture stands
use           the shot rule that serves in place of another
because       why, in the director's words

Which of them an entry may have depends on its list: see `entry_lists`.
"""
