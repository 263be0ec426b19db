"""About the data: sources, data dictionary, disagreements, gaps and terms, from the tables themselves."""

from components.about.page import open_about, show_conflicts, show_dictionary, show_gaps, show_licences, show_sources

sources, dictionary, conflicts, gaps, licences = open_about()
with sources:
    show_sources()
with dictionary:
    show_dictionary()
with conflicts:
    show_conflicts()
with gaps:
    show_gaps()
with licences:
    show_licences()
