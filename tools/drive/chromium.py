"""A real Chromium without a screen, drawing WebGL in software as fast as this machine can."""

import ctypes.util
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright

# Mesa keeps compiled shaders on disk: a map is drawn in half the time that Chromium's own software takes
MESA = bool(ctypes.util.find_library("EGL_mesa"))
DRAWS = {
    True: ["--use-gl=angle", "--use-angle=gl-egl", "--ignore-gpu-blocklist", "--disable-gpu-compositing"],
    False: ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
}
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SOFTWARE_GL = {"LIBGL_ALWAYS_SOFTWARE": "1", "EGL_PLATFORM": "surfaceless"}


def find_chromium() -> str | None:
    """Find the system's Chromium; None leaves it to Playwright's own."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def launch_chromium(playwright: Playwright, *, mesa: bool = MESA) -> Iterator[Browser]:
    """Start Chromium, and close it at the end.

    Parameters
    ----------
    mesa
        Draw with the system's Mesa; else with what Chromium brings along, as on a machine that has none.
    """
    chromium = playwright.chromium.launch(
        executable_path=find_chromium(), args=[*QUIET, *DRAWS[mesa]], env={**os.environ, **SOFTWARE_GL}
    )
    yield chromium
    chromium.close()
