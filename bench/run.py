"""Every benchmark, one after the other; each prints its ratios against a baseline of the same run."""

from __future__ import annotations

from bench import (
    checking,
    impacts,
    loading,
    long_films,
    near_names,
    new_words,
    picking_again,
    recording,
    selecting,
    startup,
    unseen,
)

for title, main in (
    ("Selecting scenes never seen", unseen.main),
    ("Selecting", selecting.main),
    ("Rules with new words", new_words.main),
    ("Starting", startup.main),
    ("Long films", long_films.main),
    ("Checking films", checking.main),
    ("What a change of rules does", impacts.main),
    ("Picking again", picking_again.main),
    ("Recording", recording.main),
    ("Loading rules", loading.main),
    ("Near names", near_names.main),
):
    print(f"\n{title}\n")
    main()
