"""The source as trees: what the architecture tests look at."""

import ast
import functools
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

from sqlmodel import SQLModel

from sellerhub.core.columns import ShopRow

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "sellerhub"


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (SOURCE / folder).rglob("*.py"))


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def capability(path: Path) -> str:
    """`orders` for sellerhub/business/orders/...; empty elsewhere."""
    parts = path.relative_to(SOURCE).parts
    return parts[1] if parts[0] == "business" and len(parts) > 2 else ""


@functools.cache
def tables() -> dict[type, str]:
    """Every table class, with the capability or area that owns it."""
    importlib.import_module("sellerhub.app_tables")
    found = {}
    for mapper in SQLModel._sa_registry.mappers:
        cls = mapper.class_
        if cls.__module__.startswith("sellerhub."):
            parts = cls.__module__.split(".")
            found[cls] = parts[2] if parts[1] == "business" else parts[1]
    return found


def shop_tables() -> set[type]:
    return {cls for cls in tables() if issubclass(cls, ShopRow)}


@functools.cache
def _table_names() -> dict[tuple[str, str], type]:
    return {(cls.__module__, cls.__name__): cls for cls in tables()}


def names_of_tables(path: Path) -> dict[str, type]:
    """What this file calls which table class: `from x.tables import Order`, `tables.Order`, or its own."""
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    found = {name: cls for (where, name), cls in _table_names().items() if where == module}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                cls = _table_names().get((node.module, alias.name))
                if cls:
                    found[alias.asname or alias.name] = cls
                for (where, name), cls in _table_names().items():
                    if where == f"{node.module}.{alias.name}":
                        found[f"{alias.asname or alias.name}.{name}"] = cls
    return found


def statements(path: Path) -> Iterator[ast.AST]:
    """Plain statements, and the heads of compound ones (`if ...:`, `async with ...:`), so each expression is seen once."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.stmt):
            inside = list(ast.iter_child_nodes(node))
            if any(isinstance(child, ast.stmt) for child in inside):
                yield from (child for child in inside if isinstance(child, ast.expr | ast.withitem))
            else:
                yield node


def calls(path: Path, *functions: str) -> Iterator[tuple[ast.Call, str]]:
    """Calls of these functions or methods in a file, with the name called."""
    yield from calls_in(tree(path), *functions)


def calls_in(inside: ast.AST, *functions: str) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(inside):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in functions:
                yield node, name


def dotted(node: ast.AST) -> str:
    """`Order` of `Order`, `Order.id` or `Order.__table__`; `tables.Order` of `tables.Order.id`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def table_in(node: ast.AST, names: dict[str, type]) -> type | None:
    """The table class that this expression begins with, if any."""
    text = dotted(node)
    while text:
        if text in names:
            return names[text]
        text = text.rpartition(".")[0]
    return None


def public_async_functions(module) -> dict[str, object]:
    return {
        name: function
        for name, function in vars(module).items()
        if inspect.iscoroutinefunction(function) and not name.startswith("_") and function.__module__ == module.__name__
    }
