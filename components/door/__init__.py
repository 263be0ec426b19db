"""The door: what every request passes before Streamlit sees it."""
