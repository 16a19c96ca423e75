"""Nothing that the business asks of the outside is left without an adapter, and no reaction is left unheard."""

import importlib
import inspect
import pkgutil

import sellerhub.business
from sellerhub.core import reactions
from sellerhub.core.settings import Settings
from sellerhub.core.work import Office
from sellerhub.wiring import wire


def modules(name: str):
    for found in pkgutil.walk_packages(sellerhub.business.__path__, "sellerhub.business."):
        if found.name.endswith(f".{name}"):
            yield importlib.import_module(found.name)


def test_every_port_has_its_adapter(tmp_path):
    office = Office(Settings(data_dir=tmp_path), database=None, signals=None)
    wire(office)
    ports = {
        cls
        for module in modules("ports")
        for _, cls in inspect.getmembers(module, inspect.isclass)
        if getattr(cls, "_is_protocol", False) and cls.__module__ == module.__name__
    }
    assert ports
    assert {port.__qualname__ for port in ports} == {port.__qualname__ for port in office._adapters}


def test_every_reaction_is_registered_once_under_its_capability():
    for module in modules("reactions"):
        capability = module.__name__.split(".")[2]
        assert any(each.name.startswith(f"{capability}.") for known in reactions._reactions.values() for each in known), module.__name__
