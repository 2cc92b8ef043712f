"""What is true of rules and films before they are used, and what would change an answer.

lint         what a rule file can hardly mean
idle_steps   how it is known that a priority can never take a picture
film_checks  everything wrong or odd in a film under its rules
asset_lints  what is wrong or odd in its assets
scene_lints  what is wrong or odd in one of its scenes
advice       what to change for a picture to be sent that is left out, tried before it is advised
"""
