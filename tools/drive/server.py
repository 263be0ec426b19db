"""A real server of the atlas on a free port, in a process of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
GUARD = Path(__file__).parent / "guard"  # its sitecustomize runs in the server, see there
START_SECONDS = 90
TICKS = os.sysconf("SC_CLK_TCK")


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
            with urllib.request.urlopen(  # noqa: S310 - our own address
                f"{self.address}/_stcore/health", timeout=2
            ) as answer:
                return bool(answer.status == HTTPStatus.OK)
        except (urllib.error.URLError, OSError):
            return False

    def start(self) -> None:
        """Start the server and wait until it is up."""
        command = [sys.executable, "-m", "components.serve"]
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        deadline = time.monotonic() + START_SECONDS
        while not self.is_healthy():
            if self.process.poll() is not None or time.monotonic() > deadline:
                message = f"the server did not start: {self.stop()}"
                raise RuntimeError(message)
            time.sleep(0.2)

    def cpu_seconds(self) -> float:
        """Read how long the server has computed so far, in user and system time."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident_mb(self) -> float:
        """Read the server's resident memory, MB (2^20 bytes)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

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
