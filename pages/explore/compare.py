"""Compare page: two to four places side by side, each figure with its source, and a sentence to copy."""

from components.compare.page import pick_areas, show_comparison, show_sentence
from components.map.page import open_page, show_head

snapshot, view, _ = open_page()
show_head(snapshot, view.filter)
areas = pick_areas(snapshot)
show_sentence(snapshot, areas, view.filter)
show_comparison(snapshot, areas, view.filter)
