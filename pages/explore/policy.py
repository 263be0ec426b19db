"""Policy page: what is aimed at and how far it is known, who gives what, and what happened when."""

from components.map.page import open_page, show_head
from components.policy.page import pick_section, show_section

snapshot, view, shown = open_page()
show_head(snapshot, view.filter)
section = pick_section()
show_section(section, snapshot, view, shown)
