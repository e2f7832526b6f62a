"""``python -m rehearse`` and the ``rehearse`` command."""

import sys


def main() -> None:
    """Run the command line."""
    from rehearse.cli.commands import run  # noqa: PLC0415  (nothing is imported before it is needed)

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
