"""The tests of the contact sheet: a package, so that all its modules share one browser, which then is closed."""
