"""The switch between the light and the dark theme, which Streamlit keeps in the browser."""

from atlas.links.parameters import PAGES
from components.modules import Component
from components.words import label

# Streamlit remembers the theme under the page's path; the switch sets it for every page of the atlas.
SCRIPT = """
export default function (component) {
  const { data, parentElement } = component;
  const button = parentElement.querySelector("button");
  button.setAttribute("aria-label", data.label);
  button.title = data.label;
  button.hidden = false;  // not before it has a name
  button.onclick = () => {
    for (const path of data.paths) {
      localStorage.setItem(`stActiveTheme-${path}-v2`, JSON.stringify(data.next));
    }
    location.reload();
  };
}
"""
STYLE = """
button { all: unset; cursor: pointer; width: 30px; height: 30px; display: grid; place-items: center;
  color: var(--st-text-color); border-radius: 6px; }
button:focus-visible { outline: 2px solid var(--st-primary-color); }
button[hidden] { display: none; }
svg { width: 17px; height: 17px; }
"""
MARKUP = """<button type="button" hidden><svg viewBox="0 0 16 16" aria-hidden="true">
<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.5"/>
<path d="M8 1.5a6.5 6.5 0 0 1 0 13z" fill="currentColor"/></svg></button>"""
PATHS = ("/", *(f"/{name}" for name in list(PAGES)[1:]))  # the first page stands at the root

_switch = Component("theme_switch", html=MARKUP, css=STYLE, js=SCRIPT)


def show_theme_switch(theme: str) -> None:
    """Show the switch; `theme` is the one that is on."""
    following = "Light" if theme == "dark" else "Dark"
    words = label("Switch to light colours") if theme == "dark" else label("Switch to dark colours")
    _switch(data={"paths": PATHS, "next": following, "label": words}, key="theme", width=30, height=30)
