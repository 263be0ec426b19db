"""Profile page: all that is known of one place, organisation or product, from the city down, on one page."""

from components.map.page import open_page, show_head
from components.profile.page import show_profile

snapshot, view, _ = open_page()
show_head(snapshot, view.filter)
show_profile(snapshot, view)
