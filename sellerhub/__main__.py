"""`python -m sellerhub COMMAND`: run, setup, demo, check, import, export."""

import argparse
import sys

from sellerhub import commands


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m sellerhub", description="A self-hosted Seller Center for live commerce.")
    parsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in commands.all_commands():
        command.add(parsers)
    wanted = parser.parse_args(arguments)
    return wanted.start(wanted) or 0


if __name__ == "__main__":
    sys.exit(main())
