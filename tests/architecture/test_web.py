"""What holds for every state and page, read from the source and from the running classes."""

import ast
import importlib
import typing

import pytest
import reflex as rx
from sqlmodel import SQLModel

import sellerhub.app
from sellerhub.web.shell.template import Page
from tests.architecture.reading import ROOT, SOURCE, files, place, tree

PAGE_FILES = sorted((SOURCE / "web" / "pages").rglob("page.py"))


def states() -> list[type[rx.State]]:
    found, waiting = [], [rx.State]
    while waiting:
        cls = waiting.pop()
        waiting += cls.__subclasses__()
        if cls.__module__.startswith("sellerhub."):
            found.append(cls)
    return found


def state_classes():
    """Every class of web that inherits from a state, by its source."""
    for path in files("web"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("State") for base in node.bases):
                yield path, node


def test_every_public_method_of_a_state_is_a_declared_event():
    wrong = []
    for path, cls in state_classes():
        for node in cls.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                decorators = [ast.unparse(each).split("(")[0] for each in node.decorator_list]
                if not {"rx.event", "rx.var", "classmethod", "staticmethod"} & set(decorators):
                    wrong.append(f"{place(path, node)} {cls.name}.{node.name}")
    assert wrong == []


def test_no_computed_var_is_computed_on_every_event():
    wrong = [
        f"{cls.__name__}.{name}" for cls in states() for name, var in cls.computed_vars.items() if not var._cache and name in vars(cls)
    ]
    assert wrong == []


def test_no_row_of_a_table_is_kept_in_a_state():
    def mentions_a_row(hint) -> bool:
        return (isinstance(hint, type) and issubclass(hint, SQLModel)) or any(map(mentions_a_row, typing.get_args(hint)))

    wrong = [
        f"{cls.__name__}.{name}"
        for cls in states()
        for name, hint in typing.get_type_hints(cls).items()
        if name in cls.__annotations__ and mentions_a_row(hint)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", PAGE_FILES, ids=lambda path: str(path.parent.relative_to(SOURCE / "web" / "pages")))
def test_every_page_module_is_listed(path):
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    pages = [value for value in vars(module).values() if isinstance(value, Page)]
    assert pages
    listed = {page.route for page in sellerhub.app.PAGES} | {"404"}
    assert [page.route for page in pages if page.route not in listed] == []


def test_a_page_never_imports_a_page():
    """What screens of one folder share lies beside them in that folder."""
    wrong = []
    for path in files("web/pages"):
        here = ".".join(path.relative_to(ROOT).parent.parts)
        for node in ast.walk(tree(path)):
            for module in _imported(node):
                shared = module.split(".")[-1] not in ("page", "state") and f"{here}.".startswith(module.rpartition(".")[0] + ".")
                if module.startswith("sellerhub.web.pages.") and not f"{module}.".startswith(f"{here}.") and not shared:
                    wrong.append(f"{place(path, node)} {module}")
    assert wrong == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [each.name for each in node.names] if isinstance(node, ast.Import) else []


def test_event_handlers_of_the_product_are_registered():
    """The other tests see the states: none would mean that they look at nothing."""
    assert len(states()) > 1
