"""The servers under measurement: the atlas and the plain apps, each in a process of its own."""

import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Self

from tools.drive.server import ROOT, START_SECONDS, Server

OURS, NAIVE, PLOTLY = "ours", "naive", "plotly"
SCRIPTS = {NAIVE: "naive_app.py", PLOTLY: "plotly_app.py"}
UNPACED = {"ATLAS_MESSAGES_PER_SECOND": "10000"}  # our visitors click faster than a reader; waiting is not measured
FLAGS = {
    "server.address": "127.0.0.1",
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.enableAgentApi": "false",
    "browser.serverAddress": "127.0.0.1",
    "browser.gatherUsageStats": "false",
}


class PlainServer(Server):
    """A plain app under `streamlit run`, with Streamlit's defaults but for what calls out."""

    def __init__(self, script: str, data: Path) -> None:
        super().__init__(data)
        self.environment["PYTHONPATH"] = str(ROOT)
        flags = [f"--{name}={value}" for name, value in {**FLAGS, "server.port": self.port}.items()]
        self.command = [sys.executable, "-m", "streamlit", "run", str(Path(__file__).parent / script), *flags]
        self.folder = Path(tempfile.gettempdir())  # the atlas's own config.toml must not help

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(  # noqa: S603 - our own script
            self.command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + START_SECONDS
        while not self.is_healthy():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                message = f"{' '.join(self.command)} did not start"
                raise RuntimeError(message)
            time.sleep(0.2)
        return self

    def stop(self) -> str:
        """Stop the server; it kept nothing of what it printed."""
        self.process.terminate()
        self.process.wait(timeout=20)
        return ""


def open_server(app: str, data: Path) -> Server:
    """Give the server of an app, not yet started."""
    return Server(data, UNPACED) if app == OURS else PlainServer(SCRIPTS[app], data)


def list_apps() -> list[str]:
    """List the apps that can be measured here; plotly only where it is installed."""
    return [OURS, NAIVE, *([PLOTLY] if find_spec("plotly") else [])]
