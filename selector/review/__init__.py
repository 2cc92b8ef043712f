"""What is true of rules and films before they run: checks whose findings have a code and a place."""
