"""The button that starts the presentation, and asks the browser for its full screen where it allows that."""

from components.boundary import guard
from components.modules import Component
from components.state import start_presenting
from components.told import is_told
from components.words import label

# Only a click may ask for the full screen; the presentation does not depend on the answer.
SCRIPT = """
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.title = data.help;
  button.hidden = false;  // not before it has a name
  button.onclick = () => {
    document.documentElement.requestFullscreen?.().catch(() => {});
    setTriggerValue("pressed", true);
  };
}
"""
STYLE = """
button { all: unset; cursor: pointer; box-sizing: border-box; height: 30px; padding: 0 10px; white-space: nowrap;
  font: 14px/28px var(--st-font); color: var(--st-text-color); border: 1px solid var(--st-border-color);
  border-radius: 6px; }
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); }
button[hidden] { display: none; }
"""
MARKUP = '<button type="button" hidden></button>'

KEY = "present_button"

_button = Component("present_button", html=MARKUP, css=STYLE, js=SCRIPT)


def _hear_press() -> None:
    if is_told(KEY, "pressed"):
        start_presenting()


def show_present_button() -> None:
    """Show the button."""
    _button(
        data={"label": label("Present"), "help": label("Full screen for an audience; arrow keys step, Esc returns")},
        key=KEY,
        on_pressed_change=guard(_hear_press),
        width="content",
        height=30,
    )
