"""What import-linter cannot say about the business: whose tables, whose rows, which numbers."""

import ast

from tests.architecture.reading import (
    calls,
    calls_in,
    capability,
    files,
    names_of_tables,
    place,
    shop_tables,
    statements,
    table_in,
    tables,
    tree,
)

WRITES = ("insert", "update", "delete", "change_mine", "remove_mine", "merge")
PLAIN = ("rules", "errors", "events", "ports")


def test_a_capability_writes_only_its_own_tables():
    wrong = []
    for path in files("business"):
        names = names_of_tables(path)
        made = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and table_in(node.func, names)]
        written = [(node, table_in(node.args[0], names)) for node, _ in calls(path, *WRITES) if node.args]
        written += [(node, table_in(node.func, names)) for node in made if isinstance(node.func, ast.Name)]
        wrong += [f"{place(path, node)} {cls.__name__}" for node, cls in written if cls and tables()[cls] != capability(path)]
    assert wrong == []


def test_shop_owned_rows_are_read_through_the_work():
    """A bare `select(Order)`, `session.get(Order, ...)` or `update(Order)` could forget whose shop it is.

    A statement that names `shop_id` itself, as a counter's key does, has not forgotten; a sweep serves every shop.
    """
    wrong = []
    for path in files("business", "web", "jobs", "outside", "api", "demo"):
        if path.name == "sweeps.py":
            continue
        names = names_of_tables(path)
        for statement in statements(path):
            if "shop_id" in ast.unparse(statement):
                continue
            for node, name in calls_in(statement, "select", "get", "update", "delete"):
                for argument in node.args if name == "select" else node.args[:1]:
                    cls = table_in(argument, names)
                    if cls in shop_tables() and (name != "get" or _is_session(node)):
                        wrong.append(f"{place(path, node)} {name}({cls.__name__})")
    assert sorted(set(wrong)) == []


def _is_session(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value).endswith("session")


def test_every_look_across_shops_says_why():
    wrong = []
    for path in files("business", "web", "jobs", "demo"):
        for node, _ in calls(path, "across_shops"):
            why = next((each.value for each in node.keywords if each.arg == "why"), None)
            if why is None or (isinstance(why, ast.Constant) and len(str(why.value).split()) < 2):
                wrong.append(place(path, node))
    assert wrong == []


def test_money_is_never_a_float():
    wrong = []
    for cls in tables():
        for column in cls.__table__.columns:
            kind = column.type.python_type if hasattr(column.type, "python_type") else None
            if kind is float or "NUMERIC" in str(column.type).upper() or (column.name.endswith("_minor") and kind is not int):
                wrong.append(f"{cls.__name__}.{column.name}")
    for path in files("business", "core"):
        for node, _ in calls(path, "float"):
            wrong.append(place(path, node))
    assert wrong == []


def test_money_columns_have_a_currency_beside_them():
    """On the row itself, or on the parent that a row of lines belongs to."""
    wrong = []
    for cls, owner in tables().items():
        columns = set(cls.__table__.columns.keys())
        money = {name for name in columns if name.endswith("_minor")}
        parents = {other for other, whose in tables().items() if whose == owner and "currency" in other.__table__.columns}
        if money and "currency" not in columns and not parents:
            wrong.append(cls.__name__)
    assert wrong == []


def test_actions_take_work_first_and_never_commit():
    """What needs several transactions takes the actor instead and opens them itself; a sweep takes nothing."""
    wrong = []
    for path in files("business"):
        if path.stem == "actions" or "actions" in path.parts:
            for node in tree(path).body:
                if isinstance(node, ast.AsyncFunctionDef) and not node.name.startswith("_"):
                    first = node.args.args[0].arg if node.args.args else "work"
                    if first not in ("work", "actor"):
                        wrong.append(f"{place(path, node)} {node.name}({first})")
            wrong += [f"{place(path, node)} commit" for node, _ in calls(path, "commit", "rollback")]
    assert wrong == []


def test_rules_do_not_ask_the_time_or_the_dice():
    forbidden = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("clock", "now"), ("time", "time"), ("random", "random")}
    wrong = []
    for path in files("business"):
        if path.stem in PLAIN:
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in forbidden:
                    wrong.append(place(path, node))
    assert wrong == []


def test_now_is_asked_in_one_place():
    wrong = []
    for path in files("."):
        if path.name != "clock.py":
            for node, name in calls(path, "now", "utcnow", "today"):
                owner = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
                if owner.split(".")[-1] in {"datetime", "date"}:
                    wrong.append(f"{place(path, node)} {owner}.{name}")
    assert wrong == []


def test_lists_page_by_keys_and_count_nothing():
    """No OFFSET anywhere in the business; see core.paging."""
    wrong = [place(path, node) for path in files("business", "web", "api") for node, _ in calls(path, "offset")]
    assert wrong == []
