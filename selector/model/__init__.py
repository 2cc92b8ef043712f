"""Values only: what a problem, a rule set, a scene, an asset and an answer are. Imports nothing of ours but itself."""
