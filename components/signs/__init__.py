"""Pictures of marks and areas, the fonts, and where the browser fetches them."""
