"""The buttons that put a text, or the address of what is shown, on the clipboard."""

from components.modules import Component
from components.words import label

# The clipboard of its own is there on secure pages only; the older way serves the others.
COPY = """
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = document.createElement("textarea");
    box.value = text;
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
}
"""
SCRIPT = f"""{COPY}
export default function (component) {{
  const {{ data, parentElement }} = component;
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.onclick = async () => {{
    await copy(data.text);
    button.textContent = data.done;
    setTimeout(() => {{ button.textContent = data.label; }}, 2000);
  }};
}}
"""
STYLE = """
button { all: unset; cursor: pointer; box-sizing: border-box; height: 32px; padding: 0 12px; white-space: nowrap;
  font: 14px var(--st-font); color: var(--st-text-color); border: 1px solid var(--st-border-color);
  border-radius: 6px; }
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); }
"""
MARKUP = '<button type="button" aria-live="polite"></button>'
# The address is read when the button is pressed: it is the present one.
LINK_SCRIPT = f"""{COPY}
export default function (component) {{
  const {{ data, parentElement }} = component;
  const button = parentElement.querySelector("button");
  const said = parentElement.querySelector(".said");
  button.setAttribute("aria-label", data.label);
  button.title = data.label;
  button.hidden = false;  // not before it has a name
  button.onclick = async () => {{
    await copy(location.href);
    said.textContent = data.done;
    setTimeout(() => {{ said.textContent = ""; }}, 2000);
  }};
}}
"""
LINK_STYLE = """
.link { position: relative; }
button { all: unset; cursor: pointer; width: 30px; height: 30px; display: grid; place-items: center;
  color: var(--st-text-color); border-radius: 6px; }
button:focus-visible { outline: 2px solid var(--st-primary-color); }
button[hidden] { display: none; }
svg { width: 17px; height: 17px; }
.said:not(:empty) { position: absolute; z-index: 1000; right: 0; top: 33px; padding: 4px 10px; white-space: nowrap;
  font: 14px var(--st-font); color: var(--st-background-color); background: var(--st-text-color); border-radius: 6px; }
"""
LINK_MARKUP = """<div class="link"><button type="button" hidden><svg viewBox="0 0 16 16" aria-hidden="true" fill="none"
stroke="currentColor" stroke-width="1.5" stroke-linecap="round">
<path d="M6.7 9.3a3 3 0 0 0 4.3 0l2.4-2.4a3 3 0 0 0-4.3-4.3L8 3.7"/>
<path d="M9.3 6.7a3 3 0 0 0-4.3 0L2.6 9.1a3 3 0 0 0 4.3 4.3L8 12.3"/></svg></button>
<span class="said" role="status"></span></div>"""

_button = Component("copy_button", html=MARKUP, css=STYLE, js=SCRIPT)
_link = Component("link_button", html=LINK_MARKUP, css=LINK_STYLE, js=LINK_SCRIPT)


def show_copy_button(text: str, key: str) -> None:
    """Show the button; a click copies `text` and says so for two seconds."""
    _button(
        data={"text": text, "label": label("Copy the sentence"), "done": label("Copied")}, key=key, width=150, height=34
    )


def show_link_button() -> None:
    """Show the button that copies the address of what is shown."""
    _link(data={"label": label("Copy link"), "done": label("Copied")}, key="link_button", width=30, height=30)
