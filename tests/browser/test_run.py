"""`python -m sellerhub run --demo` as a new user starts it: an address, the accounts, and Ctrl C that closes everything."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from sellerhub.commands.frontend import BUILDS, ROOT
from tests.servers import free_port


@pytest.mark.browser
def test_run_prints_an_address_and_accounts_serves_and_closes_on_ctrl_c(tmp_path):
    port = free_port()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SELLERHUB_") or key == BUILDS}
    data = os.path.relpath(tmp_path / "data", ROOT)  # from where it is started, as the default is
    environment |= {"SELLERHUB_PORT": str(port), "SELLERHUB_DATA_DIR": data, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "sellerhub", "run", "--demo"]
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        said = []
        for line in running.stdout:
            said.append(line)
            if "Ctrl C" in line:
                break
        told = "".join(said)
        assert f"http://127.0.0.1:{port}" in told
        for name in ("elif@", "deniz@", "mira@", "zeynep@", "kerem@"):
            assert name in told
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
            assert answer.status == 200
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does
        assert running.wait(30) == 0
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
