"""A cut connection: a notice in the reader's language in place of Streamlit's dialogs, then the first click counts."""

import streamlit as st

from components.boundary import guard
from components.modules import Component
from components.state import read_lang
from components.words import label

KEY = "connection"
# A server that was started anew, or has forgotten this window, loses the first message: it knows no widget. So the page
# is run once as soon as the connection is back; Streamlit keeps its widgets disabled meanwhile. `data-test-…-state` of
# Streamlit's root tells how things stand; tests/browser/test_reconnect.py fails when it no longer does.
SCRIPT = """
const PATIENCE_MS = 700;  // shorter cuts are not worth a word
const STATES = ["data-test-connection-state", "data-test-script-state"];
const LOOK = "position:fixed;z-index:2000000;left:50%;top:12px;transform:translateX(-50%);box-sizing:border-box;" +
  "max-width:calc(100vw - 32px);padding:10px 18px;border-radius:8px;box-shadow:0 6px 20px rgb(0 0 0 / 30%);" +
  "color:#1c2733;background:#ffe9a8;font-size:16px;line-height:1.4;";

function make() {
  const root = document.querySelector("[data-testid=stApp]");
  const notice = document.createElement("div");
  const watch = { isLost: false, isAsked: false, hasRun: false, timer: 0 };
  notice.setAttribute("role", "alert");
  notice.className = "atlas-connection";
  notice.style.cssText = LOOK;

  const say = () => {
    notice.style.fontFamily = getComputedStyle(root).fontFamily;
    notice.textContent = watch.words.lost;
    document.body.append(notice);  // outside of the stage, which may be made smaller
  };
  watch.look = () => {
    const [connection, script] = STATES.map((name) => root.getAttribute(name));
    if (connection !== "CONNECTED") {
      if (!watch.isLost) watch.timer = setTimeout(say, PATIENCE_MS);
      Object.assign(watch, { isLost: true, isAsked: false, hasRun: false });
    } else if (watch.isLost && !watch.isAsked) {
      watch.isAsked = true;
      watch.trigger("back", true);
    } else if (watch.isLost && script !== "notRunning") {
      watch.hasRun = true;
    } else if (watch.isLost && watch.hasRun) {
      watch.isLost = false;
      clearTimeout(watch.timer);
      notice.remove();
      dispatchEvent(new CustomEvent("atlas-back"));
    }
  };
  new MutationObserver(watch.look).observe(root, { attributes: true, attributeFilter: STATES });
  return watch;
}

export default function ({ data, setTriggerValue }) {
  window.atlasConnection ??= make();  // one a window, whichever page is shown
  Object.assign(window.atlasConnection, { words: data, trigger: setTriggerValue }).look();
  document.documentElement.style.setProperty("--download-failed", JSON.stringify(data.failed));
  document.documentElement.lang = data.lang;  // Streamlit's page says English of every language
  const skip = document.querySelector("[data-testid=stSkipToContent]");
  if (skip && skip.textContent !== data.skip) skip.textContent = data.skip;
  document.body.dataset.connection = "watched";
}
"""

_watch = Component("connection", html="<i></i>", css="i { display: none; }", js=SCRIPT)


def watch_connection() -> None:
    """Watch the connection of this window."""
    lost = label("The connection is lost; the buttons work again as soon as it is back.")
    failed = label("The file could not be written. Load the page again.")  # static/atlas.css shows it
    said = {"lost": lost, "failed": failed, "skip": label("Skip to the content"), "lang": read_lang()}
    with st.container(key=KEY):
        _watch(data=said, key="connection_watch", height=1, on_back_change=guard(_hear_back))


def _hear_back() -> None:
    """Hear that the connection is back; the run that this makes is all that is needed."""
