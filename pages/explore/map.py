"""Map page: where Beijing's CGT organisations are, and how far their products have come."""

from components.explore import lay_out_page, open_map, show_filters, show_map_column, show_panels, show_top_bar

snapshot, selection, shown = open_map()
top_bar, map_column, panel_column = lay_out_page()
with map_column:  # first, since the browser needs longest for it
    show_map_column(snapshot, selection, shown)
with panel_column:
    show_panels(snapshot, selection, shown)
with top_bar:
    show_top_bar(snapshot, selection, shown)
show_filters(snapshot, selection)
