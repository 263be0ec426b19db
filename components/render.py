"""Write HTML from the templates: data is escaped wherever it comes in."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from components.words import escape_html, label

TEMPLATES = Path(__file__).with_name("templates")


def render(template: str, /, **values: object) -> Markup:
    """Write a template with values; what it gives may stand as HTML in another one."""
    return Markup(_TEMPLATES[template].render(values))  # noqa: S704 - a template has escaped what came in


def _escape(value: object) -> object:
    """Escape a value as `escape_html` does, so that a text looks the same wherever it is written as HTML."""
    return value if hasattr(value, "__html__") else Markup(escape_html(value))  # noqa: S704 - it is escaped here


ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_escape,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
ENVIRONMENT.globals["label"] = label
# all of them now: the page that says what failed must not depend on a file that can be read
_TEMPLATES = {name: ENVIRONMENT.get_template(name) for name in ENVIRONMENT.list_templates()}
