"""`setup`: bring the database to the newest revision; the same revisions on SQLite and PostgreSQL."""

import argparse

from alembic import command
from alembic.config import Config

from sellerhub.commands.frontend import ROOT
from sellerhub.core.settings import Settings, settings


def add(parsers: "argparse._SubParsersAction") -> None:
    parser = parsers.add_parser("setup", help="make or migrate the database")
    parser.set_defaults(start=lambda wanted: migrate(settings()))


def migrate(chosen: Settings, revision: str = "head") -> int:
    command.upgrade(alembic_config(chosen), revision)
    return 0


def alembic_config(chosen: Settings) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "alembic"))
    config.attributes["settings"] = chosen
    return config
