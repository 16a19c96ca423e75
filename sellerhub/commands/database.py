"""`setup`: bring the database to the newest revision; the same revisions on SQLite and PostgreSQL."""

import argparse
import re
from pathlib import Path

from alembic import command
from alembic.config import Config

from sellerhub.commands.frontend import ROOT
from sellerhub.core import trigram
from sellerhub.core.settings import Settings, settings


def add(parsers: "argparse._SubParsersAction") -> None:
    parser = parsers.add_parser("setup", help="make or migrate the database")
    parser.add_argument("--revise", metavar="WHAT", help="for developers: write the revision that brings the database to the models")
    parser.set_defaults(start=lambda wanted: revise(settings(), wanted.revise) if wanted.revise else migrate(settings()))


def migrate(chosen: Settings, revision: str = "head") -> int:
    command.upgrade(alembic_config(chosen), revision)
    return 0


def revise(chosen: Settings, what: str) -> int:
    """Write the revision from the database as it is to the models; `git diff` and the migration tests are its review."""
    number = len(list((ROOT / "alembic" / "versions").glob("*.py"))) + 1
    script = command.revision(alembic_config(chosen), what, autogenerate=True, rev_id=f"{number:04}")
    path = Path(script.path)
    text = path.read_text()
    for table, column in trigram.INDEXES:
        created = re.search(rf"^ +op\.create_table\(['\"]{table}['\"],", text, re.M)
        if created:
            text = text.replace("\n\n\ndef downgrade", f"\n    trigram.create(op.get_bind(), '{table}', '{column}')\n\n\ndef downgrade", 1)
            text = text.replace("def downgrade() -> None:\n", f"def downgrade() -> None:\n    trigram.drop(op.get_bind(), '{table}')\n", 1)
    if "trigram." in text:
        text = text.replace("from alembic import op\n", "from alembic import op\nfrom sellerhub.core import trigram\n", 1)
    path.write_text(text)
    print(f"wrote {path.relative_to(ROOT)}")
    return 0


def alembic_config(chosen: Settings) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "alembic"))
    config.attributes["settings"] = chosen
    return config
