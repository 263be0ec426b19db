"""Ask the browser once whether it can draw the map; only one that cannot answers."""

import streamlit as st

from components.boundary import guard
from components.modules import Component
from components.state import lack_webgl
from components.told import is_told

# a context is costly, so a browser that has one is asked once a window
SCRIPT = """
export default function ({ setTriggerValue }) {
  try {
    if (sessionStorage.getItem("atlas-webgl")) return;
  } catch { /* no storage: ask each time */ }
  const context = document.createElement("canvas").getContext("webgl2");
  if (!context) {
    setTriggerValue("missing", true);
    return;
  }
  context.getExtension("WEBGL_lose_context")?.loseContext();
  try {
    sessionStorage.setItem("atlas-webgl", "yes");
  } catch { /* as above */ }
}
"""

KEY = "webgl_watch"

_watch = Component("webgl", html="<i></i>", css="i { display: none; }", js=SCRIPT)


def _hear_missing() -> None:
    if is_told(KEY, "missing"):
        lack_webgl()


def watch_webgl() -> None:
    """Remember for this session that the browser has no WebGL 2, as soon as it says so."""
    with st.container(key="webgl"):
        _watch(key=KEY, height=1, on_missing_change=guard(_hear_missing))
