"""The command `selector`: one module for each of its commands, loaded only when that command is called."""
