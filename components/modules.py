"""Components of our own, their code served as files: the policy lets no page run code that it holds inline.

Streamlit would send the code with each run and the browser run it from a `blob:` address, which the policy would
have to allow to everything.
"""

from hashlib import sha256
from typing import Any

import streamlit as st
from streamlit.components.v2.bidi_component import ComponentResult
from streamlit.components.v2.component_registry import BidiComponentDefinition
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager

FOLDER = "/_stcore/bidi-components"  # where the browser fetches a component's files
DIGITS = 10
_MODULES: dict[str, str] = {}  # path -> code


def find_module(path: str) -> str | None:
    """Give the code that the browser fetches at a path; None if there is none."""
    return _MODULES.get(path)


class Component:
    """A component that Streamlit mounts; its code is named by its content, so that a browser keeps it for ever."""

    def __init__(self, name: str, *, html: str, js: str, css: str | None = None, isolate_styles: bool = True) -> None:
        file = f"{sha256(js.encode()).hexdigest()[:DIGITS]}.js"
        _MODULES[f"{FOLDER}/{name}/{file}"] = js
        self._render = st.components.v2.component(name, html=html, css=css, js=js, isolate_styles=isolate_styles)
        # Streamlit asks that the file is there; the browser asks for it at the relative path, where the door has it
        self._definition = BidiComponentDefinition(
            name=name, html=html, css=css, js=__file__, js_asset_relative_path=file
        )
        self._register()

    def _register(self) -> None:
        registry = get_bidi_component_manager()
        if registry.get(self._definition.name) != self._definition:
            registry.unregister(self._definition.name)  # else Streamlit warns that another was there
            registry.register(self._definition)

    def __call__(self, **options: Any) -> ComponentResult:
        """Mount the component in the running script."""
        self._register()  # each test opens a runtime of its own, which does not know the component yet
        return self._render(**options)
