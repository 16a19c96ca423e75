"""What our part of the frontend build adds: local components and dictionaries. Named in rxconfig.py.

Every `.jsx` beside the Python that uses it becomes the module `$/kit/<name>.jsx`; names are unique in the tree.
"""

from pathlib import Path

from reflex_base.plugins.base import Plugin

WEB = Path(__file__).parent


def library(name: str) -> str:
    """The import path of a local component file."""
    return f"$/kit/{name}.jsx"


class SellerHubPlugin(Plugin):
    def get_static_assets(self, **context):
        from sellerhub.web.language.catalogue import browser_files  # rxconfig must load without the language package

        components = {file.name: file for file in sorted(WEB.rglob("*.jsx"))}
        files = [(Path("kit") / name, file.read_text("utf-8")) for name, file in components.items()]
        return files + [(Path("public") / path, text) for path, text in browser_files()]
