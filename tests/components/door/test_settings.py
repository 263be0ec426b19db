"""Settings: what is wrong ends the start with one line that names it."""

import os
import socket
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from atlas.errors import SettingError
from atlas.store.folder_store import DATA
from components.door.limits import Limits, name_limit, read_limits
from components.door.settings import explain, read_settings
from tools.drive.server import ROOT

STYLE = {"ATLAS_MAP_STYLE": "https://tiles.example/style.json", "ATLAS_MAP_CREDIT": "天地图"}


@pytest.mark.parametrize(
    ("environment", "name", "value"),
    [
        ({"PORT": "abc"}, "PORT", "abc"),
        ({"PORT": "0"}, "PORT", "0"),
        ({"PORT": "65536"}, "PORT", "65536"),
        ({"PORT": "８５０１"}, "PORT", "８５０１"),
        ({"PORT": "-1"}, "PORT", "-1"),
        ({"PORT": "9" * 5000}, "PORT", "9" * 5000),
        ({"ATLAS_DATA": "nosuch"}, "ATLAS_DATA", "nosuch"),
        ({"ATLAS_DATA": __file__}, "ATLAS_DATA", __file__),
        ({"ATLAS_HOSTS": "atlas.example https://x"}, "ATLAS_HOSTS", "atlas.example https://x"),
        ({"ATLAS_HOSTS": "*"}, "ATLAS_HOSTS", "*"),
        ({"ATLAS_HOST": "atlas.example"}, "ATLAS_HOST", "atlas.example"),
        ({"ATLAS_FRAME_BY": "https://x.example"}, "ATLAS_FRAME_BY", "https://x.example"),
        ({"ATLAS_SESSION": "3"}, "ATLAS_SESSION", "3"),
        ({"ATLAS_FRAMED_BY": "*"}, "ATLAS_FRAMED_BY", "*"),
        ({"ATLAS_FRAMED_BY": "one.example"}, "ATLAS_FRAMED_BY", "one.example"),
        ({"ATLAS_FRAMED_BY": "https://x.example/path"}, "ATLAS_FRAMED_BY", "https://x.example/path"),
        ({"ATLAS_FRAMED_BY": "https://x.example;script-src"}, "ATLAS_FRAMED_BY", "https://x.example;script-src"),
        ({"ATLAS_FRAMED_BY": "https://x.example:99999"}, "ATLAS_FRAMED_BY", "https://x.example:99999"),
        ({"ATLAS_MAP_STYLE": "style.json"}, "ATLAS_MAP_STYLE", "style.json"),
        ({"ATLAS_MAP_STYLE": "https://[x"}, "ATLAS_MAP_STYLE", "https://[x"),
        ({**STYLE, "ATLAS_MAP_CREDIT": " "}, "ATLAS_MAP_CREDIT", ""),
        ({"ATLAS_MAP_HOSTS": "*"}, "ATLAS_MAP_HOSTS", "*"),
        *(({name_limit(one.name): "many"}, name_limit(one.name), "many") for one in fields(Limits)),
        *(({name_limit(one.name): "-1"}, name_limit(one.name), "-1") for one in fields(Limits)),
    ],
)
def test_a_wrong_setting_is_named_with_its_value_and_what_is_expected(environment, name, value):
    with pytest.raises(SettingError) as caught:
        read_settings(environment)
    line = explain(caught.value)
    assert line.startswith(f"{name}={value!r}: ")
    assert "\n" not in line
    assert "expected" in line
    assert "应为" in line


def test_without_settings_the_atlas_is_served_as_the_readme_says():
    settings = read_settings({})
    assert (settings.port, settings.data, settings.hosts, settings.ground) == (8501, DATA, (), None)
    assert settings.limits == Limits() == read_limits({"ATLAS_SESSIONS": " "})


def test_a_relative_data_folder_is_meant_from_where_the_command_was_given(folder, monkeypatch):
    monkeypatch.chdir(folder.parent)
    assert read_settings({"ATLAS_DATA": folder.name}).data == folder


def start(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Give the command to serve in some folder; it is wrong, so it ends."""
    return subprocess.run(
        [sys.executable, "-m", "components.serve"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_the_start_ends_with_exactly_one_line(tmp_path, encoding):
    ended = start(tmp_path, ATLAS_FRAMED_BY="*", PYTHONIOENCODING=encoding)
    assert ended.returncode == 2
    assert ended.stdout == ""
    (line,) = ended.stderr.splitlines()
    assert line.startswith("ATLAS_FRAMED_BY='*': ")


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = start(tmp_path, PORT=port)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert [line.partition(":")[0] for line in ended.stderr.splitlines()] == [f"PORT='{port}'"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_limits_that_the_system_has_no_descriptors_for_end_the_start(tmp_path):
    command = f"ulimit -n 1000; exec {sys.executable} -m components.serve"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ATLAS_SESSIONS": "500"}
    ended = subprocess.run(
        ["/bin/sh", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("ATLAS_SESSIONS='500': ")
    assert len(ended.stderr.splitlines()) == 1


def test_the_command_line_reads_the_data_folder_too(folder):
    command = [sys.executable, "-m", "atlas", "--lang", "en", "validate"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ATLAS_DATA": folder.name}
    (folder / "entities" / "companies.csv").unlink()
    ended = subprocess.run(command, cwd=folder.parent, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "companies.csv" in ended.stdout
