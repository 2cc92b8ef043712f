"""The entry point of `selector` and of `python -m selector`.

Loading the command line takes a tenth of a second. Ctrl-C is answered before that.
"""

from __future__ import annotations

from selector.cli.interruption import answer_at_once, stop


def main() -> None:
    """Run the command line and leave with its exit code."""
    answer_at_once()
    try:
        from selector.cli.main import main as command_line  # noqa: PLC0415  # see above

        command_line()
    except KeyboardInterrupt:  # a second one, while the first was dealt with
        stop()


if __name__ == "__main__":
    main()
