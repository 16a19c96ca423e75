"""What `run` looks at before it starts the server. That it serves: tests/browser/test_run.py."""

import argparse
import socket
from pathlib import Path

import pytest

from sellerhub.commands import serve
from sellerhub.core.settings import Settings


@pytest.fixture
def taken():
    """A port that a server of ours listens on, ready to share it with its workers."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_second_server_is_not_mixed_into_the_first(taken, monkeypatch, tmp_path):
    chosen = Settings(port=taken, data_dir=tmp_path)
    monkeypatch.setattr(serve, "settings", lambda: chosen)
    with pytest.raises(SystemExit, match=rf"already listens at 127\.0\.0\.1:{taken}"):
        serve.run(argparse.Namespace(demo=False, audience=False))
    assert list(tmp_path.iterdir()) == [], "nothing was begun"


def test_a_demo_goes_next_door(taken):
    assert serve._free_port_from(taken) > taken


def test_an_address_of_another_machine_is_for_the_server_to_refuse():
    serve._check_port(Settings(host="192.0.2.1"))


def test_the_server_has_the_data_folder_that_was_named_from_here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    told = serve.environment(Settings(data_dir=Path("mine")), tmp_path)
    assert told["SELLERHUB_DATA_DIR"] == str(tmp_path / "mine")
