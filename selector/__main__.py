"""`python -m selector`: the command, where it is not on the path."""

from selector.cli.main import main

if __name__ == "__main__":
    main()
