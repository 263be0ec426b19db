"""A real server of the atlas on a free port, and the Chromium that visits it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
GUARD = ROOT / "tests" / "guard"  # its sitecustomize runs in the server, see there
START_SECONDS = 90
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def find_chromium() -> str | None:
    """Find the system's Chromium; None leaves it to Playwright's own."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The atlas in a process of its own.

    Parameters
    ----------
    data
        Another data folder than the atlas's own.
    environment
        Further variables of its environment.
    """

    def __init__(self, data: Path | None = None, environment: Mapping[str, str] | None = None) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        paths = os.pathsep.join(filter(None, [str(GUARD), os.environ.get("PYTHONPATH")]))
        self.environment = {**os.environ, "PORT": str(self.port), "PYTHONPATH": paths, **(environment or {})}
        if data:
            self.environment["ATLAS_DATA"] = str(data)

    def is_healthy(self) -> bool:
        """Ask the server whether it is up."""
        try:
            with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def start(self) -> None:
        """Start the server and wait until it is up."""
        command = [sys.executable, "-m", "components.serve"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        deadline = time.monotonic() + START_SECONDS
        while not self.is_healthy():
            if self.process.poll() is not None or time.monotonic() > deadline:
                message = f"the server did not start: {self.stop()}"
                raise RuntimeError(message)
            time.sleep(0.2)

    def kill(self) -> None:
        """End the server as a power cut does."""
        self.process.kill()
        self.process.communicate(timeout=20)

    def __enter__(self) -> Self:
        self.start()
        return self

    def stop(self) -> str:
        """Stop the server and give what it printed."""
        self.process.terminate()
        output, _ = self.process.communicate(timeout=20)
        return output.decode(errors="replace")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.output = self.stop()
