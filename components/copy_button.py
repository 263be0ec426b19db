"""The button that puts a text on the clipboard, with words in the reader's language."""

import streamlit as st

from components.words import label

# The clipboard of its own is there on secure pages only; the older way serves the others.
SCRIPT = """
export default function (component) {
  const { data, parentElement } = component;
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(data.text);
    } catch {
      const box = document.createElement("textarea");
      box.value = data.text;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    button.textContent = data.done;
    setTimeout(() => { button.textContent = data.label; }, 2000);
  };
  button.onclick = copy;
}
"""
STYLE = """
button { all: unset; cursor: pointer; box-sizing: border-box; height: 32px; padding: 0 12px; white-space: nowrap;
  font: 14px var(--st-font); color: var(--st-text-color); border: 1px solid var(--st-border-color);
  border-radius: 6px; }
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); }
"""
MARKUP = '<button type="button" aria-live="polite"></button>'

_button = st.components.v2.component("copy_button", html=MARKUP, css=STYLE, js=SCRIPT)


def show_copy_button(text: str, key: str) -> None:
    """Show the button; a click copies `text` and says so for two seconds."""
    _button(
        data={"text": text, "label": label("Copy the sentence"), "done": label("Copied")}, key=key, width=150, height=34
    )
