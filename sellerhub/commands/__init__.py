"""What `python -m sellerhub` can do, one file a command; each has `add(parsers)` and a function that runs it."""

import importlib
import pkgutil
from types import ModuleType


def all_commands() -> list[ModuleType]:
    modules = [importlib.import_module(f"{__name__}.{each.name}") for each in pkgutil.iter_modules(__path__)]
    return [module for module in modules if hasattr(module, "add")]
