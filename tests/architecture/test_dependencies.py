"""What we install: pinned with hashes, from nowhere in particular, under licences that let a shop run it."""

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from tests.architecture.reading import ROOT

LOCK = ROOT / "requirements.lock"
PERMISSIVE = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|Unlicense|Zlib|HPND|CNRI|Public Domain|CC0|LGPL)\b"
    r"|Lesser General|Permission is hereby granted, free of charge",
    re.I,
)
COPYLEFT = re.compile(r"\b(A?GPL|AGPL-?3|GPL-?[23]|SSPL|BUSL)\b|Affero|(?<!Lesser )General Public", re.I)


def locked() -> dict[str, str]:
    """Name -> version of every line of the lock that applies to this machine."""
    from packaging.requirements import Requirement

    found = {}
    for line in LOCK.read_text().splitlines():
        if line and not line.startswith((" ", "#")):
            wanted = Requirement(line.rstrip("\\ "))
            if wanted.marker is None or wanted.marker.evaluate():
                found[wanted.name] = next(iter(wanted.specifier)).version
    return found


def licence(of: Distribution) -> str:
    """Everything the package says about its licence."""
    meta = of.metadata
    said = [meta.get("License-Expression") or "", *(each for each in meta.get_all("Classifier") or [] if each.startswith("License"))]
    if not any(said):
        said.append((meta.get("License") or "")[:200])
    if not any(said):
        said += [file.read_text()[:300] for file in of.files or [] if "LICENSE" in file.name.upper()]
    return " ".join(said)


def test_every_package_of_the_lock_has_hashes_and_the_file_names_no_address():
    text = LOCK.read_text()
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [entry.splitlines()[0] for entry in entries if not entry.startswith("#") and "--hash=sha256:" not in entry] == []
    assert re.findall(r"https?://|^--", text, re.M) == []  # hashes are indented; an option of the whole file is not


def test_the_lock_holds_everything_that_pyproject_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["check"]]
    names = {re.split(r"[\[=<>~! ]", each)[0].lower().replace("_", "-") for each in asked}
    assert sorted(names - {name.lower().replace("_", "-") for name in locked()}) == []


def test_the_frontend_lock_names_no_download_address():
    for path in (ROOT / "reflex.lock").iterdir():
        assert re.findall(r'"resolved"|\.tgz', path.read_text()) == []


def test_licences_let_anyone_run_and_change_what_they_host():
    odd = {}
    for name in locked():
        try:
            said = licence(distribution(name))
        except PackageNotFoundError:
            continue  # for another system or version of Python
        if not PERMISSIVE.search(said) or (COPYLEFT.search(said) and not re.search("LGPL|Lesser", said)):
            odd[name] = said[:80]
    assert odd == {}
