"""What is true of rules and films before they run, and what would make an answer another one.

- `lint`: what a rule file says that it cannot mean
- `film`: what is odd in a film under its rules
- `advice`: what to change for a picture to go that stays out, tried before it is said
"""
