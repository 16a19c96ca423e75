"""Settings as other processes, which work in other folders, need them."""

from pathlib import Path

from sellerhub.core.settings import Settings


def test_a_relative_data_folder_is_so_from_where_the_program_is_started(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SELLERHUB_DATA_DIR", raising=False)
    assert Settings().data_dir == tmp_path / "data"
    assert Settings(data_dir=Path("elsewhere")).data_dir == tmp_path / "elsewhere"
    monkeypatch.setenv("SELLERHUB_DATA_DIR", "~/hub")
    assert Settings().data_dir == Path.home() / "hub"
